package dev.tidings.structures;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A redis-server of this machine, for comparison, on a Unix domain socket: it needs no port. */
public final class RedisServer implements AutoCloseable {
  private static final long START_DEADLINE_SECONDS = 60;
  private static final String SOCKET = "socket";

  private final Process process;
  private final Path directory;

  private RedisServer(Process process, Path directory) {
    this.process = process;
    this.directory = directory;
  }

  /** Whether a redis-server can be started here. */
  public static boolean isInstalled() {
    return Files.isExecutable(Path.of("/usr/bin/redis-server"))
        || Files.isExecutable(Path.of("/usr/local/bin/redis-server"));
  }

  public static RedisServer start() throws IOException, InterruptedException {
    Path directory = Files.createTempDirectory("redis");
    Process process =
        new ProcessBuilder(
                "redis-server",
                "--port",
                "0",
                "--unixsocket",
                directory.resolve(SOCKET).toString(),
                "--save",
                "",
                "--dir",
                directory.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    RedisServer server = new RedisServer(process, directory);
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_DEADLINE_SECONDS);
    while (true) {
      try (Connection connection = server.connect()) {
        connection.send("PING".getBytes(StandardCharsets.US_ASCII));
        connection.reply();
        return server;
      } catch (IOException notYet) {
        if (System.nanoTime() - end > 0 || !process.isAlive()) {
          server.close();
          throw notYet;
        }
        Thread.sleep(20);
      }
    }
  }

  public Connection connect() throws IOException {
    return new Connection(
        SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve(SOCKET))));
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    process.onExit().join();
    Files.deleteIfExists(directory.resolve("log"));
    Files.deleteIfExists(directory.resolve(SOCKET));
    Files.delete(directory);
  }

  /** Sends requests and reads replies of RESP2: texts and numbers as bytes, arrays as lists. */
  public static final class Connection implements AutoCloseable {
    private final SocketChannel socket;
    private final InputStream in;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    Connection(SocketChannel socket) {
      this.socket = socket;
      this.in = new BufferedInputStream(Channels.newInputStream(socket));
    }

    /** Gathers a request; {@link #flush} or {@link #reply} sends it. */
    public void send(byte[]... words) {
      out.writeBytes(("*" + words.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
      for (byte[] word : words) {
        out.writeBytes(("$" + word.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(word);
        out.writeBytes(new byte[] {'\r', '\n'});
      }
    }

    public void flush() throws IOException {
      Channels.newOutputStream(socket).write(out.toByteArray());
      out.reset();
    }

    public Object reply() throws IOException {
      flush();
      String line = line();
      String rest = line.substring(1);
      return switch (line.charAt(0)) {
        case '+', ':' -> Bytes.of(rest);
        case '$' -> text(Integer.parseInt(rest));
        case '*' -> list(Integer.parseInt(rest));
        default -> throw new IOException(line);
      };
    }

    /** The next reply, which is an array of texts. */
    public List<Bytes> texts() throws IOException {
      List<Bytes> texts = new ArrayList<>();
      for (Object element : (List<?>) reply()) {
        texts.add((Bytes) element);
      }
      return texts;
    }

    private List<Object> list(int count) throws IOException {
      List<Object> list = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        list.add(reply());
      }
      return list;
    }

    private Bytes text(int length) throws IOException {
      Bytes text = Bytes.wrap(in.readNBytes(length));
      in.readNBytes(2);
      return text;
    }

    private String line() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int b = in.read(); b != '\r'; b = in.read()) {
        if (b < 0) {
          throw new IOException("the server closed the connection");
        }
        line.append((char) b);
      }
      in.read();
      return line.toString();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
