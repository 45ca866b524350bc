package dev.tidings.settings;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real redis-server on a Unix domain socket, with one plain connection to it: no port needed. */
final class RedisServer implements AutoCloseable {
  private static final Duration START_PATIENCE = Duration.ofSeconds(30);

  private final Process process;
  private final SocketChannel socket;
  private final InputStream in;

  private RedisServer(Process process, SocketChannel socket) {
    this.process = process;
    this.socket = socket;
    this.in = new BufferedInputStream(Channels.newInputStream(socket));
  }

  /** Whether there is one on this machine. */
  static boolean installed() {
    try {
      Process process =
          new ProcessBuilder("redis-server", "--version")
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor() == 0;
    } catch (IOException _) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts one with these further arguments; the first may be a configuration file. */
  static RedisServer start(Path directory, String... arguments)
      throws IOException, InterruptedException {
    Path path = directory.resolve("socket");
    List<String> command = new ArrayList<>(List.of("redis-server"));
    command.addAll(List.of(arguments));
    command.addAll(List.of("--port", "0", "--unixsocket", path.toString()));
    command.addAll(List.of("--dir", directory.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    Instant deadline = Instant.now().plus(START_PATIENCE);
    while (true) {
      try {
        return new RedisServer(process, SocketChannel.open(UnixDomainSocketAddress.of(path)));
      } catch (IOException e) {
        if (!process.isAlive() || Instant.now().isAfter(deadline)) {
          process.destroyForcibly();
          throw e;
        }
        Thread.sleep(20);
      }
    }
  }

  /** Sends words and reads one reply: an array's elements, or one text (an error keeps its `-`). */
  List<String> ask(List<String> words) throws IOException {
    StringBuilder request = new StringBuilder("*" + words.size() + "\r\n");
    for (String word : words) {
      request.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    Channels.newOutputStream(socket)
        .write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
    List<String> reply = new ArrayList<>();
    read(reply);
    return reply;
  }

  private void read(List<String> reply) throws IOException {
    String line = line();
    switch (line.charAt(0)) {
      case '*' -> {
        int count = Integer.parseInt(line.substring(1));
        for (int i = 0; i < count; i++) {
          read(reply);
        }
      }
      case '$' -> {
        int length = Integer.parseInt(line.substring(1));
        reply.add(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
        in.skipNBytes(2);
      }
      case '-' -> reply.add(line);
      default -> reply.add(line.substring(1));
    }
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    while (true) {
      int c = in.read();
      if (c < 0) {
        throw new EOFException("redis-server closed the connection");
      }
      if (c == '\r') {
        in.skipNBytes(1);
        return line.toString(StandardCharsets.ISO_8859_1);
      }
      line.write(c);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException _) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
