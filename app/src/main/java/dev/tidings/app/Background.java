package dev.tidings.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The server in the background ({@code daemonize}).
 *
 * <p>A Java process cannot fork, so it starts itself once more, waits until that one serves clients
 * or has failed, and ends with the fitting status: whoever started it knows how it went.
 */
final class Background {
  /** Tells the second process what it is. */
  private static final String MARK = "tidings.background";

  /** A line that the second process prints for the first. */
  private static final String READY = "tidings-background-ready";

  private static final Path OWN_COMMAND = Path.of("/proc/self/cmdline");

  private Background() {}

  /** Whether this is the second process. */
  static boolean isHere() {
    return Boolean.getBoolean(MARK);
  }

  /**
   * Starts the second process.
   *
   * @param input what it is to read from standard input
   * @return the status for this one to end with
   */
  static int start(String input) {
    List<String> said = new ArrayList<>();
    try {
      Process server =
          new ProcessBuilder(command())
              .redirectErrorStream(true)
              .directory(Path.of("").toAbsolutePath().toFile())
              .start();
      try (OutputStream toServer = server.getOutputStream()) {
        toServer.write(input.getBytes(StandardCharsets.ISO_8859_1));
      }
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(READY)) {
          return 0;
        }
        said.add(line);
      }
    } catch (IOException failed) {
      said.add("Cannot go to the background: " + failed.getMessage());
    }
    said.forEach(System.err::println);
    return 1;
  }

  /** This process's own command with the mark put behind the name of the program. */
  private static List<String> command() throws IOException {
    List<String> words = new ArrayList<>();
    String raw = Files.readString(OWN_COMMAND, StandardCharsets.UTF_8);
    for (String word : raw.substring(0, raw.length() - 1).split("\0", -1)) {
      words.add(word);
    }
    words.set(0, ProcessHandle.current().info().command().orElse(words.getFirst()));
    words.add(1, "-D" + MARK + "=true");
    return words;
  }

  /** Tells the first process that clients are served, and lets go of it and of the terminal. */
  static void tellReady() {
    if (isHere()) {
      NativeCalls.leaveTerminal();
      System.out.println(READY);
      System.out.flush();
      PrintStream nowhere =
          new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
      System.setOut(nowhere);
      System.setErr(nowhere);
    }
  }
}
