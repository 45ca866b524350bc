package dev.tidings.server;

import dev.tidings.settings.Configuration;
import dev.tidings.settings.PersistenceSettings;
import java.nio.file.Path;

/**
 * The directory that relative names of files start from: {@code dir}. A Java process cannot change
 * its own, so each name is resolved when it is used. Any thread.
 */
public final class Workplace {
  private final Configuration configuration;

  /** The workplace that {@code configuration} names. */
  public Workplace(Configuration configuration) {
    this.configuration = configuration;
  }

  /** The directory itself. */
  public Path path() {
    return Path.of(configuration.text(PersistenceSettings.DIR)).toAbsolutePath().normalize();
  }

  /** The file that {@code name} means. */
  public Path resolve(String name) {
    return path().resolve(name);
  }
}
