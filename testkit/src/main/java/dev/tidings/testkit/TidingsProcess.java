package dev.tidings.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tidings in a process of its own.
 *
 * <p>The command is the system property {@value #COMMAND} (words separated by spaces, for example
 * {@code java -jar app.jar}). Without it, it is the server on the class path of the tests if there
 * is one, so that a test sees what was just compiled; else the launcher {@code tidings} found in
 * the working directory or above it. {@code --port}, {@code --bind} to the loopback interface, and
 * the options of the test are put after it.
 */
public final class TidingsProcess implements Peer {
  /** The system property that names the command. */
  public static final String COMMAND = "tidings.command";

  private static final String MAIN = "dev.tidings.app.Main";

  private final ServerProcess process;
  private final int port;

  private TidingsProcess(ServerProcess.Listening server) {
    this.process = server.process();
    this.port = server.port();
  }

  /** A fresh one on a free port of the loopback interface, in a fresh directory. */
  public static TidingsProcess start(String... options) {
    return start(command(), null, List.of(options));
  }

  /** The same in {@code directory}, which stays, so that another one can go on there. */
  public static TidingsProcess startIn(Path directory, String... options) {
    return start(command(), directory, List.of(options));
  }

  /**
   * A fresh one on {@code port}, where another one listened until it ended. In a fresh directory.
   */
  public static TidingsProcess startAt(int port, String... options) {
    return startOn(List.of(port), command(), null, List.of(options));
  }

  /**
   * A fresh one that may have so many files open and no more, sockets included.
   *
   * @param openFiles both limits of the process, as in {@code ulimit -n}
   */
  public static TidingsProcess startWithin(int openFiles, String... options) {
    List<String> command =
        new ArrayList<>(List.of("bash", "-c", "ulimit -n " + openFiles + " && exec \"$@\"", "-"));
    command.addAll(command());
    return start(command, null, List.of(options));
  }

  static TidingsProcess start(
      List<String> launcher, @Nullable Path directory, List<String> options) {
    return startOn(ServerProcess.freePorts(), launcher, directory, options);
  }

  /** On the first of {@code ports} that nobody else has. */
  private static TidingsProcess startOn(
      List<Integer> ports, List<String> launcher, @Nullable Path directory, List<String> options) {
    return new TidingsProcess(
        ServerProcess.listening(
            launcher + " " + options,
            ports,
            port -> {
              List<String> command = new ArrayList<>(launcher);
              command.addAll(List.of("--port", Integer.toString(port), "--bind", "127.0.0.1"));
              command.addAll(options);
              return launch(command, directory);
            }));
  }

  private static ServerProcess launch(List<String> command, @Nullable Path directory) {
    try {
      return ServerProcess.start(command, directory);
    } catch (IOException failed) {
      throw new AssertionError("cannot start " + String.join(" ", command), failed);
    }
  }

  private static List<String> command() {
    String given = System.getProperty(COMMAND, "").strip();
    if (!given.isEmpty()) {
      return List.of(given.split(" +", -1));
    }
    List<String> command = new ArrayList<>(onClassPath() ? ownJava() : List.of(launcher()));
    // The door for browsers has a fixed port, which two servers cannot share.
    command.addAll(List.of("--http-port", "0"));
    return command;
  }

  private static boolean onClassPath() {
    return ClassLoader.getSystemResource(MAIN.replace('.', '/') + ".class") != null;
  }

  private static List<String> ownJava() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-ea",
        "-XX:+UseG1GC",
        "--enable-native-access=ALL-UNNAMED",
        "--sun-misc-unsafe-memory-access=allow",
        "-cp",
        System.getProperty("java.class.path"),
        MAIN);
  }

  private static String launcher() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path launcher = at.resolve("tidings");
      if (Files.isRegularFile(launcher) && Files.isExecutable(launcher)) {
        return launcher.toString();
      }
    }
    throw new AssertionError("no launcher \"tidings\" here or above: set -D" + COMMAND);
  }

  @Override
  public String name() {
    return "tidings";
  }

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public int port() {
    return port;
  }

  /** Its process. */
  public long pid() {
    return process.pid();
  }

  /** Whether its process runs. */
  public boolean alive() {
    return process.alive();
  }

  /** What it has printed so far. */
  public String log() {
    return process.log();
  }

  /** Waits until its log has a line that contains {@code text}; false if it ended before. */
  public boolean awaitLog(String text) {
    return process.awaitLog(text);
  }

  /** Sends it SIGTERM and does not wait. */
  public void terminate() {
    process.terminate();
  }

  /** Waits until it has ended; its exit status. */
  public int awaitExit() {
    return process.awaitExit();
  }

  /** Ends it as a power failure would. */
  public void kill9() {
    process.kill();
  }

  /** Asks it to stop with SIGTERM, and waits. */
  @Override
  public void close() {
    process.close();
  }
}
