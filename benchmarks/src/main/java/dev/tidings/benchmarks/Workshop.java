package dev.tidings.benchmarks;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Where things are, and the programs in C, compiled when they are first needed and when their
 * source has changed.
 *
 * @param home the folder of the launcher
 * @param load the program that makes the load, {@code psbench.c}
 * @param limit the program that is the limit, {@code pslimit.c}
 */
record Workshop(Path home, Path load, Path limit) {

  /** Finds the home and makes the programs. */
  static Workshop open() throws IOException, InterruptedException {
    Path home = findHome();
    return new Workshop(home, compiled(home, "psbench"), compiled(home, "pslimit"));
  }

  private static Path findHome() {
    Path folder;
    try {
      folder = Path.of(Workshop.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
    while (!Files.isExecutable(folder.resolve("tidings"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("the benchmarks run from a copy of the project");
      }
    }
    return folder;
  }

  private static Path compiled(Path home, String name) throws IOException, InterruptedException {
    Path source = home.resolve("benchmarks/src/main/c/" + name + ".c");
    Path program = home.resolve("benchmarks/target/" + name);
    if (!Files.exists(program)
        || Files.getLastModifiedTime(program).compareTo(Files.getLastModifiedTime(source)) < 0) {
      output("gcc", "-O2", "-Wall", "-Wextra", "-o", program.toString(), source.toString());
    }
    return program;
  }

  /** Runs a program to its end; what it printed. Throws where it fails. */
  static String output(String... command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", List.of(command)) + " failed: " + output.strip());
    }
    return output;
  }
}
