package dev.tidings.testkit;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/**
 * A plain client: sends bytes, reads values one after the other, hides nothing. It is written apart
 * from the server's own protocol code on purpose, so that the two check each other.
 *
 * <p>Words are Latin-1, one character for each byte ({@link Latin1#ofUtf8} for other text). Every
 * wait ends after a generous patience with an {@link AssertionError} that shows what has come.
 *
 * <p>For one thread at a time. Nothing is read from the socket unless a method is asked to, so a
 * client that is left alone is a slow consumer.
 */
public final class RawClient implements AutoCloseable {
  /**
   * How long a client waits for what a test says must come. The system property {@code
   * testkit.patienceSeconds} shortens it for those who watch a server that is not ready yet.
   */
  public static final Duration PATIENCE =
      Duration.ofSeconds(Long.getLong("testkit.patienceSeconds", 20));

  private static final AtomicLong MARKERS = new AtomicLong();

  private final Wire wire;
  private final String address;
  private final RespReader reader;
  private final List<RespValue> transcript = new ArrayList<>();
  private final List<RespValue> pushes = new ArrayList<>();
  private Duration patience = PATIENCE;
  private long deadlineNanos;

  private RawClient(Wire wire, String address) {
    this.wire = wire;
    this.address = address;
    this.reader = new RespReader(this::fill);
  }

  /** Connects over TCP. */
  public static RawClient tcp(String host, int port) {
    return tcp(host, port, 0);
  }

  /**
   * Connects over TCP with a small window.
   *
   * @param receiveBufferBytes the kernel's buffer on this side; 0 for the usual one
   */
  public static RawClient tcp(String host, int port, int receiveBufferBytes) {
    return connected(host + ":" + port, () -> Wire.OverSocket.tcp(host, port, receiveBufferBytes));
  }

  /** Connects over TLS, trusting what {@code context} trusts. */
  public static RawClient tls(String host, int port, SSLContext context) {
    return connected(host + ":" + port, () -> Wire.OverSocket.tls(host, port, context));
  }

  /** Connects to a Unix socket. */
  public static RawClient unix(Path path) {
    return connected(path.toString(), () -> Wire.OverChannel.unix(path));
  }

  @FunctionalInterface
  private interface Connecting {
    Wire connect() throws IOException;
  }

  private static RawClient connected(String address, Connecting connecting) {
    try {
      return new RawClient(connecting.connect(), address);
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot connect to " + address, failed);
    }
  }

  /** Waits at most {@code patience} from now on. */
  public RawClient patience(Duration patience) {
    this.patience = patience;
    return this;
  }

  /** Sends a request as an array of bulk strings. */
  public RawClient send(String... words) {
    return sendBytes(Latin1.bytes(RespValue.request(words).wireText()));
  }

  /** Sends a line as it is typed into telnet, with CR LF at its end. */
  public RawClient sendInline(String line) {
    return sendBytes(Latin1.bytes(line + "\r\n"));
  }

  /** Sends Latin-1 text as it is. */
  public RawClient sendText(String text) {
    return sendBytes(Latin1.bytes(text));
  }

  /** Sends bytes as they are. */
  public RawClient sendBytes(byte[] bytes) {
    try {
      wire.write(bytes);
      return this;
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot send to " + address, failed);
    }
  }

  /** Sends all {@code requests} in one write. */
  public RawClient pipeline(List<List<String>> requests) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (List<String> words : requests) {
      bytes.writeBytes(Latin1.bytes(RespValue.request(words.toArray(String[]::new)).wireText()));
    }
    return sendBytes(bytes.toByteArray());
  }

  /** The next value on the wire, whatever it is: a reply or a push. */
  public RespValue read() {
    return read(patience);
  }

  /** The next {@code count} values on the wire. */
  public List<RespValue> frames(int count) {
    List<RespValue> frames = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      try {
        frames.add(read());
      } catch (AssertionError missing) {
        throw new AssertionError(
            "value " + (i + 1) + " of " + count + ": " + missing.getMessage() + came(frames),
            missing);
      }
    }
    return frames;
  }

  /**
   * Sends a request and reads to its reply. RESP3 pushes that come before it are kept in {@link
   * #pushes()}.
   */
  public RespValue call(String... words) {
    send(words);
    return reply();
  }

  /** The next value that is not a push; the pushes before it are kept in {@link #pushes()}. */
  public RespValue reply() {
    while (true) {
      RespValue value = read();
      if (!(value instanceof RespValue.Push)) {
        return value;
      }
      pushes.add(value);
    }
  }

  /** The pushes that {@link #call} and {@link #reply} went past, oldest first. */
  public List<RespValue> pushes() {
    return List.copyOf(pushes);
  }

  /** Everything that was read, replies and pushes, in the order of the wire. */
  public List<RespValue> transcript() {
    return List.copyOf(transcript);
  }

  /** Lets go of what was read so far, so that a long run does not keep it all. */
  public void forget() {
    transcript.clear();
    pushes.clear();
  }

  /**
   * Everything the server had written when it answers a PING sent now: the values before the
   * answer. Works wherever PING is answered at once, also in the subscriber mode of RESP2 and
   * before authentication; not inside MULTI, with replies off, or blocked.
   */
  public List<RespValue> readAvailable() {
    String marker = "marker-" + MARKERS.incrementAndGet();
    send("PING", marker);
    List<RespValue> before = new ArrayList<>();
    try {
      while (true) {
        RespValue value = read();
        if (answersMarker(value, marker)) {
          return before;
        }
        before.add(value);
      }
    } catch (AssertionError missing) {
      throw new AssertionError(
          "no answer to PING " + marker + ": " + missing.getMessage() + came(before), missing);
    }
  }

  private static boolean answersMarker(RespValue value, String marker) {
    return switch (value) {
      case RespValue.BulkString(String text) -> text.equals(marker);
      case RespValue.Array(List<RespValue> elements) ->
          elements.equals(List.of(RespValue.bulk("pong"), RespValue.bulk(marker)));
      case RespValue.SimpleError(String text) -> text.equals("NOAUTH Authentication required.");
      default -> false;
    };
  }

  /** An error unless nothing is pending; see {@link #readAvailable} for when it may be used. */
  public void expectQuiet() {
    List<RespValue> before = readAvailable();
    if (!before.isEmpty()) {
      throw new AssertionError("expected nothing, but there is " + RespValue.line(before));
    }
  }

  /** Waits until the server closes; the values that came before. A reset counts as closing. */
  public List<RespValue> expectClosed() {
    List<RespValue> before = new ArrayList<>();
    while (true) {
      try {
        before.add(readUntil(patience));
      } catch (EOFException | SocketException closed) {
        if (reader.pending()) {
          throw new AssertionError(
              "closed inside a value: " + Latin1.quoted(reader.pendingText()) + came(before),
              closed);
        }
        return before;
      } catch (IOException failed) {
        throw failure(failed, patience);
      }
    }
  }

  /**
   * Waits until the server closes, whatever comes before, even a part of a value. A reset counts as
   * closing.
   *
   * @return how many bytes came
   */
  public long awaitEnd() {
    byte[] ignored = new byte[1 << 16];
    long bytes = 0;
    deadlineNanos = System.nanoTime() + patience.toNanos();
    try {
      int read = fill(ignored, 0, ignored.length);
      while (read >= 0) {
        bytes += read;
        read = fill(ignored, 0, ignored.length);
      }
    } catch (SocketException reset) {
      return bytes;
    } catch (IOException failed) {
      throw failure(failed, patience);
    }
    return bytes;
  }

  /** Tells the server that nothing more will be sent. */
  public void closeSending() {
    closing(wire::closeSending);
  }

  /** Breaks the connection with a reset. */
  public void abort() {
    closing(wire::abort);
  }

  /** Closes; what the server still says is lost. */
  @Override
  public void close() {
    closing(wire::close);
  }

  /**
   * Leaves politely: asks to quit and waits until the server has closed, so that nothing of this
   * client is left there. A server that does not close within {@code patience} is left anyway.
   */
  public void leave(Duration patience) {
    try {
      wire.write(RespValue.request("QUIT").wire());
      byte[] ignored = new byte[8192];
      long end = System.nanoTime() + patience.toNanos();
      while (System.nanoTime() < end && wire.read(ignored, 0, ignored.length, patience) >= 0) {
        Thread.onSpinWait();
      }
    } catch (IOException gone) {
      // Closed already, which is what was asked for.
    } finally {
      close();
    }
  }

  @FunctionalInterface
  private interface Closing {
    void run() throws IOException;
  }

  private void closing(Closing closing) {
    try {
      closing.run();
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot close the connection to " + address, failed);
    }
  }

  private RespValue read(Duration patience) {
    try {
      return readUntil(patience);
    } catch (IOException failed) {
      throw failure(failed, patience);
    }
  }

  private RespValue readUntil(Duration patience) throws IOException {
    deadlineNanos = System.nanoTime() + patience.toNanos();
    RespValue value = reader.read();
    transcript.add(value);
    return value;
  }

  private AssertionError failure(IOException failed, Duration patience) {
    String what =
        switch (failed) {
          case SocketTimeoutException _ -> "no whole value within " + patience.toSeconds() + " s";
          case EOFException _ -> "the server closed";
          default -> String.valueOf(failed.getMessage());
        };
    String rest = reader.pending() ? ", a part of one: " + Latin1.quoted(reader.pendingText()) : "";
    return new AssertionError(address + ": " + what + rest, failed);
  }

  private int fill(byte[] into, int offset, int length) throws IOException {
    long leftNanos = deadlineNanos - System.nanoTime();
    if (leftNanos <= 0) {
      throw new SocketTimeoutException();
    }
    return wire.read(into, offset, length, Duration.ofNanos(leftNanos));
  }

  private static String came(List<RespValue> values) {
    return values.isEmpty() ? "; nothing came" : "; came: " + RespValue.line(values);
  }
}
