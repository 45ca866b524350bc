package dev.tidings.cli;

import dev.tidings.protocol.ProtocolError;
import dev.tidings.protocol.Reply;
import dev.tidings.protocol.ReplyReader;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection to a server: requests out, replies in. One thread may send while another reads. */
final class Link implements AutoCloseable {
  private final AutoCloseable socket;
  private final InputStream in;
  private final OutputStream out;
  private final ReplyReader reader = new ReplyReader();
  private final byte[] buffer = new byte[16 * 1024];

  private Link(AutoCloseable socket, InputStream in, OutputStream out) {
    this.socket = socket;
    this.in = in;
    this.out = out;
  }

  /** Connects by TCP, by TLS or by a Unix socket. */
  static Link open(Options options) throws IOException {
    String path = options.socketPath;
    if (path != null) {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(path));
      return new Link(channel, Channels.newInputStream(channel), Channels.newOutputStream(channel));
    }
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(options.host, options.port));
    socket.setTcpNoDelay(true);
    if (options.tls) {
      socket = Tls.over(socket, options);
    }
    return new Link(socket, socket.getInputStream(), socket.getOutputStream());
  }

  /** Sends a request. */
  void send(List<byte[]> words) throws IOException {
    ByteArrayOutputStream request = new ByteArrayOutputStream();
    header(request, '*', words.size());
    for (byte[] word : words) {
      header(request, '$', word.length);
      request.writeBytes(word);
      request.write('\r');
      request.write('\n');
    }
    request.writeTo(out);
    out.flush();
  }

  private static void header(ByteArrayOutputStream request, char type, int number) {
    request.writeBytes((type + "" + number + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  /** The next reply; waits for it. {@link EOFException} where the server has closed. */
  Reply read() throws IOException {
    try {
      while (true) {
        @Nullable Reply reply = reader.next();
        if (reply != null) {
          return reply;
        }
        int length = in.read(buffer);
        if (length < 0) {
          throw new EOFException("Server closed the connection");
        }
        reader.accept(buffer, 0, length);
      }
    } catch (ProtocolError malformed) {
      throw new IOException(malformed.getMessage(), malformed);
    }
  }

  @Override
  public void close() throws IOException {
    try {
      socket.close();
    } catch (IOException failed) {
      throw failed;
    } catch (Exception impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
