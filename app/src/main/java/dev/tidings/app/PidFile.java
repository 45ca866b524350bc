package dev.tidings.app;

import dev.tidings.server.Workplace;
import dev.tidings.settings.Configuration;
import dev.tidings.settings.ProcessSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * The file that holds the number of the process.
 *
 * @param path null if there is none
 */
record PidFile(@Nullable Path path) {
  /** Where a server in the background puts it unless told otherwise. */
  private static final String USUAL = "/var/run/tidings.pid";

  /** Writes it if it is asked for; a server without it serves as well, so a fault is only told. */
  static PidFile write(Configuration configuration, long pid, Logger log) {
    String named = configuration.text(ProcessSettings.PIDFILE);
    if (named.isEmpty() && !configuration.value(ProcessSettings.DAEMONIZE)) {
      return new PidFile(null);
    }
    Path path = new Workplace(configuration).resolve(named.isEmpty() ? USUAL : named);
    try {
      Files.writeString(path, pid + "\n");
      return new PidFile(path);
    } catch (IOException failed) {
      log.warn("Failed to write the pid file {}: {}", path, ConfigurationFiles.reason(failed));
      return new PidFile(null);
    }
  }

  void remove(Logger log) {
    if (path == null) {
      return;
    }
    log.info("Removing the pid file.");
    try {
      Files.deleteIfExists(path);
    } catch (IOException failed) {
      log.warn("Cannot remove {}: {}", path, ConfigurationFiles.reason(failed));
    }
  }
}
