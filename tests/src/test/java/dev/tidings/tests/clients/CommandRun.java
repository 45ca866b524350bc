package dev.tidings.tests.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command that has run to its end, and all that it printed, errors too. */
record CommandRun(int exitCode, String output) {
  private static final long PATIENCE_SECONDS = 180;

  static CommandRun of(Path folder, List<String> command) {
    return of(folder, Map.of(), command, "");
  }

  /** With more in its environment, and with a standard input. */
  static CommandRun of(
      Path folder, Map<String, String> environment, List<String> command, String input) {
    try {
      Path inputFile = Files.createTempFile("input", ".txt");
      Path outputFile = Files.createTempFile("output", ".txt");
      try {
        Files.writeString(inputFile, input, StandardCharsets.ISO_8859_1);
        ProcessBuilder builder =
            new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(inputFile.toFile())
                .redirectOutput(outputFile.toFile());
        builder.environment().putAll(environment);
        int exitCode = awaitEnd(builder.start(), command);
        return new CommandRun(exitCode, Files.readString(outputFile, StandardCharsets.ISO_8859_1));
      } finally {
        Files.delete(inputFile);
        Files.delete(outputFile);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot run " + command, failed);
    }
  }

  private static int awaitEnd(Process process, List<String> command) {
    try {
      if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        return process.exitValue();
      }
      throw new AssertionError("does not end: " + command);
    } catch (InterruptedException interrupted) {
      throw new AssertionError("interrupted while running " + command, interrupted);
    } finally {
      process.destroyForcibly();
    }
  }
}
