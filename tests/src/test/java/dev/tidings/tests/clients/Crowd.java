package dev.tidings.tests.clients;

import dev.tidings.testkit.Latin1;
import dev.tidings.testkit.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Many connections that do the same on one thread: plain sockets, one selector, no library.
 *
 * <p>What must come is said to the byte, and each connection is held to it. For the thread of the
 * test.
 */
final class Crowd implements AutoCloseable {
  /** So many share an address of ours, so that no address runs out of ports. */
  private static final int MEMBERS_PER_ADDRESS = 1000;

  /** So many connect at a time: less than the shortest usual queue of a listener. */
  private static final int CONNECTING_AT_ONCE = 100;

  private final Selector selector;
  private final List<Member> members = new ArrayList<>();
  private final ByteBuffer incoming = ByteBuffer.allocateDirect(1 << 16);

  private static final class Member {
    final SocketChannel socket;
    final int number;
    int received;

    Member(SocketChannel socket, int number) {
      this.socket = socket;
      this.number = number;
    }
  }

  private Crowd(Selector selector) {
    this.selector = selector;
  }

  /** Connects {@code count} of them from several addresses of the loopback interface. */
  static Crowd connect(String host, int port, int count) {
    try {
      Crowd crowd = new Crowd(Selector.open());
      InetSocketAddress server = new InetSocketAddress(host, port);
      for (int from = 0; from < count; from += CONNECTING_AT_ONCE) {
        crowd.connect(server, from, Math.min(count, from + CONNECTING_AT_ONCE));
      }
      return crowd;
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot connect " + count, failed);
    }
  }

  private void connect(InetSocketAddress server, int from, int to) throws IOException {
    for (int number = from; number < to; number++) {
      SocketChannel socket = SocketChannel.open();
      socket.bind(new InetSocketAddress("127.0." + (1 + number / MEMBERS_PER_ADDRESS) + ".1", 0));
      socket.connect(server);
      socket.configureBlocking(false);
      Member member = new Member(socket, number);
      socket.register(selector, SelectionKey.OP_READ, member);
      members.add(member);
    }
    // Served, not only queued by the kernel.
    sendAll("PING\r\n", from, to);
    expect("+PONG\r\n", from, to);
  }

  int size() {
    return members.size();
  }

  /** All of them subscribe to {@code channel}, in RESP2. */
  void subscribe(String channel) {
    sendAll("SUBSCRIBE " + channel + "\r\n", 0, size());
    expect("*3\r\n$9\r\nsubscribe\r\n$" + channel.length() + "\r\n" + channel + "\r\n:1\r\n");
  }

  /** The bytes of a message on {@code channel}, in RESP2. */
  static String message(String channel, String payload) {
    return "*3\r\n$7\r\nmessage\r\n$%d\r\n%s\r\n$%d\r\n%s\r\n"
        .formatted(channel.length(), channel, payload.length(), payload);
  }

  private void sendAll(String text, int from, int to) {
    ByteBuffer bytes = ByteBuffer.wrap(Latin1.bytes(text));
    try {
      for (Member member : members.subList(from, to)) {
        bytes.rewind();
        while (bytes.hasRemaining()) {
          member.socket.write(bytes);
        }
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("cannot send " + text.strip(), failed);
    }
  }

  /** Reads until each has received exactly {@code text}, and nothing else. */
  void expect(String text) {
    expect(text, 0, size());
  }

  private void expect(String text, int from, int to) {
    ByteBuffer wanted = ByteBuffer.wrap(Latin1.bytes(text));
    List<Member> waited = members.subList(from, to);
    waited.forEach(member -> member.received = 0);
    int missing = waited.size();
    long deadlineNanos = System.nanoTime() + RawClient.PATIENCE.multipliedBy(3).toNanos();
    try {
      while (missing > 0) {
        if (System.nanoTime() > deadlineNanos) {
          throw new AssertionError(
              missing + " of " + waited.size() + " wait: " + behind(waited, wanted));
        }
        selector.select(100);
        for (SelectionKey key : selector.selectedKeys()) {
          missing -= read((Member) key.attachment(), wanted) ? 1 : 0;
        }
        selector.selectedKeys().clear();
      }
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Whether the last byte that was wanted came now. */
  private boolean read(Member member, ByteBuffer wanted) throws IOException {
    incoming.clear();
    int length = member.socket.read(incoming);
    if (length < 0) {
      throw new AssertionError("the server closed connection " + member.number);
    }
    incoming.flip();
    if (member.received + length > wanted.limit()
        || wanted.slice(member.received, length).mismatch(incoming) >= 0) {
      throw new AssertionError("connection " + member.number + " got something else");
    }
    member.received += length;
    return length > 0 && member.received == wanted.limit();
  }

  private static String behind(List<Member> waited, ByteBuffer wanted) {
    return waited.stream()
        .filter(member -> member.received < wanted.limit())
        .limit(5)
        .map(member -> member.number + " has " + member.received + " of " + wanted.limit())
        .collect(Collectors.joining(", "));
  }

  /** Those with an even number leave without a word: one half by a reset, the other by a close. */
  void halfVanish() {
    List<Member> leaving =
        IntStream.range(0, size()).filter(i -> i % 2 == 0).mapToObj(members::get).toList();
    try {
      for (Member member : leaving) {
        if (member.number % 4 == 0) {
          member.socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        member.socket.close();
      }
      selector.selectNow();
      selector.selectedKeys().clear();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
    members.removeIf(member -> member.number % 2 == 0);
  }

  @Override
  public void close() {
    try {
      for (Member member : members) {
        member.socket.close();
      }
      selector.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
