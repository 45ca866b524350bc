package dev.tidings.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A connection of a load program: requests out, replies of RESP2 in. */
final class RespConnection implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Socket socket = new Socket();
  private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();
  private final InputStream in;
  private final OutputStream out;

  RespConnection(int port) throws IOException {
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES);
    out = socket.getOutputStream();
  }

  /** Puts a request behind those that wait to be sent. */
  void add(String... words) throws IOException {
    StringBuilder request = new StringBuilder("*").append(words.length).append("\r\n");
    for (String word : words) {
      request.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    waiting.write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Sends all that waits. */
  void send() throws IOException {
    waiting.writeTo(out);
    waiting.reset();
  }

  /** Sends a request and reads its reply. */
  String call(String... words) throws IOException {
    add(words);
    send();
    return String.valueOf(read());
  }

  /** The next reply: text, or a list of such; nothing is an empty list. */
  Object read() throws IOException {
    String line = line();
    String rest = line.substring(1);
    return switch (line.charAt(0)) {
      case '-' -> throw new IOException("the server says " + rest);
      case '*' -> list(Integer.parseInt(rest));
      case '$' -> text(Integer.parseInt(rest));
      default -> rest;
    };
  }

  private Object list(int size) throws IOException {
    List<Object> values = new ArrayList<>(Math.max(0, size));
    for (int i = 0; i < size; i++) {
      values.add(read());
    }
    return values;
  }

  private Object text(int length) throws IOException {
    if (length < 0) {
      return List.of();
    }
    String text = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
    in.skipNBytes(2);
    return text;
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int b = in.read(); b != '\r'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the server has closed the connection");
      }
      line.append((char) b);
    }
    in.skipNBytes(1);
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
