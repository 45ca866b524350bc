package dev.tidings.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A contestant that has just been started, in a fresh folder, and answers. */
final class RunningServer implements AutoCloseable {
  /** A first start may have to build the server. */
  private static final long START_SECONDS = 900;

  private static final int STOP_SECONDS = 30;

  /** The unit of times in /proc on every Linux. */
  private static final double TICKS_A_SECOND = 100;

  private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.ISO_8859_1);
  private static final byte[] PONG = "+PONG\r\n".getBytes(StandardCharsets.ISO_8859_1);
  private static final Pattern HEAP = Pattern.compile("(?:total|committed) \\d+K, used (\\d+)K");
  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  private final Process process;
  private final int port;
  private final Path folder;
  private final double startSeconds;

  private RunningServer(Process process, int port, Path folder, double startSeconds) {
    this.process = process;
    this.port = port;
    this.folder = folder;
    this.startSeconds = startSeconds;
  }

  /** Starts {@code contestant} and waits until it answers. */
  static RunningServer start(Workshop workshop, Contestant contestant, int bytes)
      throws IOException, InterruptedException {
    int port = freePort();
    Path folder = Files.createTempDirectory("benchmark-");
    List<String> command = contestant.command(workshop, port, bytes);
    long before = System.nanoTime();
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    while (!answers(port, contestant)) {
      if (!process.isAlive() || System.nanoTime() - before > START_SECONDS * 1_000_000_000) {
        process.destroyForcibly();
        throw new IOException(
            contestant.title() + " does not start:\n" + Files.readString(folder.resolve("log")));
      }
      Thread.sleep(1);
    }
    double seconds = (System.nanoTime() - before) / 1e9;
    return new RunningServer(process, port, folder, seconds);
  }

  int port() {
    return port;
  }

  long pid() {
    return process.pid();
  }

  /** From the start of the process to its first answer. */
  double startSeconds() {
    return startSeconds;
  }

  /** What it holds of the machine's memory. */
  long residentKilobytes() throws IOException {
    String status = Files.readString(Path.of("/proc/" + pid() + "/status"));
    Matcher match = RESIDENT.matcher(status);
    return match.find() ? Long.parseLong(match.group(1)) : 0;
  }

  /** The time that all its threads have had on a processor, user and system. */
  double cpuSeconds() throws IOException {
    String status = Files.readString(Path.of("/proc/" + pid() + "/stat"));
    // The name of the program, in parentheses, may hold spaces.
    String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / TICKS_A_SECOND;
  }

  /** Has a Java server collect its garbage; how much of its heap is in use afterwards. */
  long heapKilobytes() throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    String process = Long.toString(pid());
    Workshop.output(jcmd, process, "GC.run");
    String told = Workshop.output(jcmd, process, "GC.heap_info");
    Matcher match = HEAP.matcher(told);
    long kilobytes = 0;
    while (match.find()) {
      kilobytes += Long.parseLong(match.group(1));
    }
    if (kilobytes == 0) {
      throw new IOException("jcmd tells of no heap in a way that is known: " + told);
    }
    return kilobytes;
  }

  /** The limit does not parse, so that it listens must do as an answer. */
  private static boolean answers(int port, Contestant contestant) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      if (contestant == Contestant.LIMIT) {
        return true;
      }
      socket.getOutputStream().write(PING);
      return Arrays.equals(PONG, socket.getInputStream().readNBytes(PONG.length));
    } catch (IOException notYet) {
      return false;
    }
  }

  /** One from below the range of outgoing connections, of which a measurement makes thousands. */
  private static int freePort() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(12_000, 32_000);
      try (Socket probe = new Socket()) {
        probe.setReuseAddress(true);
        probe.bind(new InetSocketAddress(port));
        return port;
      } catch (IOException taken) {
        // Another one.
      }
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot remove " + folder, failed);
    }
  }
}
