package dev.tidings.tests.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The JavaScript clients, installed into {@code target/node} beside copies of the scripts that use
 * them. Installed again only when the lock file has changed.
 */
final class NodePackages {
  private static final Path SOURCES = Path.of("src", "test", "node").toAbsolutePath();
  private static final Path FOLDER = Path.of("target", "node").toAbsolutePath();
  private static final String LOCK = "package-lock.json";

  private NodePackages() {}

  private static final class Installed {
    static final Path AT = install();
  }

  /** Where they are. */
  static Path folder() {
    return Installed.AT;
  }

  private static Path install() {
    Path witness = FOLDER.resolve("installed-" + LOCK);
    try {
      Files.createDirectories(FOLDER);
      boolean isNew = !Files.exists(witness) || Files.mismatch(witness, SOURCES.resolve(LOCK)) >= 0;
      copySources();
      if (isNew) {
        npm();
        Files.copy(SOURCES.resolve(LOCK), witness, StandardCopyOption.REPLACE_EXISTING);
      }
      return FOLDER;
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot install the JavaScript clients", failed);
    }
  }

  private static void copySources() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path copy = FOLDER.resolve(SOURCES.relativize(file).toString());
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /**
   * Not {@code npm ci}: it wants the lock file to name optional packages for machines of every
   * other kind, which it leaves out itself when it writes the file.
   */
  private static void npm() {
    CommandRun run =
        CommandRun.of(FOLDER, List.of("npm", "install", "--no-save", "--no-audit", "--no-fund"));
    if (run.exitCode() != 0) {
      throw new AssertionError("npm install: " + run.output());
    }
  }
}
