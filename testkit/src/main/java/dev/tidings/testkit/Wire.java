package dev.tidings.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/** A stream of bytes to a server and back, whichever way it is reached. */
sealed interface Wire extends AutoCloseable {
  /**
   * Reads at least one byte.
   *
   * @return how many, or −1 when the server has closed
   * @throws SocketTimeoutException when nothing came for {@code patience}
   */
  int read(byte[] into, int offset, int length, Duration patience) throws IOException;

  /** Writes all of {@code bytes}, waiting for the server to take them. */
  void write(byte[] bytes) throws IOException;

  /** Tells the server that nothing more will be sent; reading goes on. */
  void closeSending() throws IOException;

  /** Closes so that the server sees a reset rather than an orderly end, where that is possible. */
  void abort() throws IOException;

  @Override
  void close() throws IOException;

  /** Over TCP, plain or with TLS. */
  record OverSocket(Socket socket) implements Wire {
    private static final int CONNECT_MILLIS = 10_000;

    static Wire tcp(String host, int port, int receiveBufferBytes) throws IOException {
      Socket socket = new Socket();
      if (receiveBufferBytes > 0) {
        socket.setReceiveBufferSize(receiveBufferBytes);
      }
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      return new OverSocket(socket);
    }

    static Wire tls(String host, int port, SSLContext context) throws IOException {
      Socket socket = context.getSocketFactory().createSocket();
      socket.setTcpNoDelay(true);
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      return new OverSocket(socket);
    }

    @Override
    public int read(byte[] into, int offset, int length, Duration patience) throws IOException {
      socket.setSoTimeout((int) Math.max(1, patience.toMillis()));
      return socket.getInputStream().read(into, offset, length);
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    @Override
    public void closeSending() throws IOException {
      socket.shutdownOutput();
    }

    @Override
    public void abort() throws IOException {
      socket.setSoLinger(true, 0);
      socket.close();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  /** Over a Unix socket, which Java offers as a channel only. */
  record OverChannel(SocketChannel channel, Selector selector, SelectionKey key) implements Wire {
    static Wire unix(Path path) throws IOException {
      SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
      channel.connect(UnixDomainSocketAddress.of(path));
      channel.configureBlocking(false);
      Selector selector = Selector.open();
      return new OverChannel(channel, selector, channel.register(selector, 0));
    }

    @Override
    public int read(byte[] into, int offset, int length, Duration patience) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(into, offset, length);
      int read = channel.read(buffer);
      if (read == 0) {
        await(SelectionKey.OP_READ, patience);
        read = channel.read(buffer);
      }
      if (read == 0) {
        throw new SocketTimeoutException("nothing to read");
      }
      return read;
    }

    @Override
    public void write(byte[] bytes) throws IOException {
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      while (buffer.hasRemaining()) {
        if (channel.write(buffer) == 0) {
          await(SelectionKey.OP_WRITE, RawClient.PATIENCE);
        }
      }
    }

    private void await(int interest, Duration patience) throws IOException {
      key.interestOps(interest);
      selector.select(Math.max(1, patience.toMillis()));
      selector.selectedKeys().clear();
    }

    @Override
    public void closeSending() throws IOException {
      channel.shutdownOutput();
    }

    @Override
    public void abort() throws IOException {
      close();
    }

    @Override
    public void close() throws IOException {
      channel.close();
      selector.close();
    }
  }
}
