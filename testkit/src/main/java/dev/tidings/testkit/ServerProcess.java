package dev.tidings.testkit;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A started process with its own directory and its log. Ended with this JVM at the latest.
 *
 * <p>The log is read by a thread of its own; everything else belongs to the thread of the test.
 */
final class ServerProcess implements AutoCloseable {
  private static final int STOP_SECONDS = 15;
  private static final int ATTEMPTS = 5;
  private static final String READY = "Ready to accept connections";

  /** A server that listens, and where. */
  record Listening(ServerProcess process, int port) {}

  private final Process process;
  private final @Nullable Path ownDirectory;
  private final List<String> log = new ArrayList<>();
  private final Thread logReader;
  private final Thread endWithJvm;

  private ServerProcess(Process process, @Nullable Path ownDirectory) {
    this.process = process;
    this.ownDirectory = ownDirectory;
    // Not a virtual thread: it would hold a carrier while it reads a pipe, and there are few.
    this.logReader = Thread.ofPlatform().daemon().start(this::readLog);
    this.endWithJvm = new Thread(this::endLeftovers);
    Runtime.getRuntime().addShutdownHook(endWithJvm);
  }

  /** Starts {@code command} in {@code directory}, or in a fresh one that is removed at the end. */
  static ServerProcess start(List<String> command, @Nullable Path directory) throws IOException {
    Path workplace = directory == null ? Files.createTempDirectory("peer-") : directory;
    Process process =
        new ProcessBuilder(command)
            .directory(workplace.toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    return new ServerProcess(process, directory == null ? workplace : null);
  }

  /** A few ports that are free now. */
  static List<Integer> freePorts() {
    return Stream.generate(FreePort::find).limit(ATTEMPTS).toList();
  }

  /** The server that {@code launch} starts, on the first of {@code ports} that nobody else has. */
  static Listening listening(String name, List<Integer> ports, IntFunction<ServerProcess> launch) {
    String log = "";
    for (int port : ports) {
      ServerProcess process = launch.apply(port);
      if (process.awaitLog(READY)) {
        return new Listening(process, port);
      }
      log = process.log();
      process.close();
      if (!log.contains("in use")) {
        break;
      }
    }
    throw new AssertionError(name + " does not start:\n" + log);
  }

  long pid() {
    return process.pid();
  }

  boolean alive() {
    return process.isAlive();
  }

  /** What it has printed so far. */
  String log() {
    synchronized (log) {
      return String.join("\n", log);
    }
  }

  /** Waits until its log has a line that contains {@code text}; false if it ended before. */
  boolean awaitLog(String text) {
    Eventually.is(
        "a line of the log with \"" + text + "\"", () -> log().contains(text) || !alive());
    if (!alive()) {
      joinLog();
    }
    return log().contains(text);
  }

  /** Asks it to stop, as an administrator would, and waits. */
  void stop() {
    process.destroy();
    if (!ended()) {
      kill();
    }
  }

  /** Asks it to stop and goes on; what it says until it has ended is still heard. */
  void terminate() {
    // Not the process itself, which would close its streams as well.
    process.toHandle().destroy();
  }

  /** Waits until it has ended. */
  int awaitExit() {
    Eventually.is("the end of process " + pid(), () -> !alive());
    joinLog();
    return process.exitValue();
  }

  /** Ends it as a power failure would. */
  void kill() {
    // A launcher may be a shell that waits for the server: what it started goes first.
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    if (!ended()) {
      throw new AssertionError("process " + pid() + " does not die");
    }
  }

  @Override
  public void close() {
    stop();
    joinLog();
    Runtime.getRuntime().removeShutdownHook(endWithJvm);
    removeOwnDirectory();
  }

  private void endLeftovers() {
    kill();
    removeOwnDirectory();
  }

  private void removeOwnDirectory() {
    if (ownDirectory != null && Files.exists(ownDirectory)) {
      removeTree(ownDirectory);
    }
  }

  private boolean ended() {
    try {
      return process.waitFor(STOP_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void joinLog() {
    try {
      logReader.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void readLog() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      String line = lines.readLine();
      while (line != null) {
        synchronized (log) {
          log.add(line);
        }
        line = lines.readLine();
      }
    } catch (IOException closed) {
      // The process has ended; what it said until then has been kept.
    }
  }

  private static void removeTree(Path root) {
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
              Files.delete(folder);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot remove " + root, failed);
    }
  }
}
