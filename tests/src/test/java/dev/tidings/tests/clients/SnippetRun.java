package dev.tidings.tests.clients;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Runs a snippet on a server. It says 6379, as its reader would; the port of the server is put in
 * the place of that, and before the arguments of {@code redis-cli}.
 */
final class SnippetRun {
  private static final String USUAL_PORT = "6379";

  private final Path folder;
  private final int port;

  /**
   * @param folder an empty one
   */
  SnippetRun(Path folder, int port) {
    this.folder = folder;
    this.port = port;
  }

  /** What it printed; an error unless it ended with status 0. */
  String output(Snippet snippet) throws IOException {
    String code = snippet.code().replace(USUAL_PORT, Integer.toString(port));
    List<String> command =
        switch (snippet.language()) {
          case "shell", "redis-cli" -> List.of("bash", file("snippet.sh", code));
          case "python" -> List.of(RedisPyTest.PYTHON, file("snippet.py", code));
          case "java" -> java(file("Snippet.java", code));
          case "javascript" -> javascript(code);
          default ->
              throw new IllegalArgumentException(
                  "line " + snippet.line() + ": no way to run " + snippet.language());
        };
    CommandRun run = CommandRun.of(folder, Map.of("PATH", pathWithCli()), command, "");
    if (run.exitCode() != 0) {
      throw new AssertionError(
          "line %d ends with %d: %s".formatted(snippet.line(), run.exitCode(), run.output()));
    }
    return run.output();
  }

  private String file(String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  private static List<String> java(String file) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), file));
    return command;
  }

  /** Beside the installed packages, where Node looks for them. */
  private List<String> javascript(String code) throws IOException {
    String ending = code.contains("require(") ? ".cjs" : ".mjs";
    Path file = NodePackages.folder().resolve("snippet-" + port + ending);
    return List.of("node", Files.writeString(file, code).toString());
  }

  /** A {@code redis-cli} before the real one that knows the port. */
  private String pathWithCli() throws IOException {
    String path = System.getenv("PATH");
    Path shim = folder.resolve("redis-cli");
    String script = "#!/bin/sh\nPATH='%s'\nexec redis-cli -p %d \"$@\"\n".formatted(path, port);
    Files.writeString(shim, script);
    Files.setPosixFilePermissions(shim, PosixFilePermissions.fromString("rwx------"));
    return folder + ":" + path;
  }
}
