package dev.tidings.server;

import dev.tidings.engine.Engine;
import dev.tidings.engine.Peer;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.channel.unix.UnixChannel;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Meets each new connection in its own loop: lets it in, or tells it why not.
 *
 * <p>Plain sockets get one handler, TLS ones a second before it.
 */
final class Reception {
  private final Engine engine;
  private final Sequencer sequencer;
  private final Map<EventLoop, Loop> loops;
  private final Tls tls;
  private final Consumer<Channel> http;

  /**
   * A reception for {@code engine}.
   *
   * @param http takes connections of the HTTP port
   */
  Reception(
      Engine engine,
      Sequencer sequencer,
      Map<EventLoop, Loop> loops,
      Tls tls,
      Consumer<Channel> http) {
    this.engine = engine;
    this.sequencer = sequencer;
    this.loops = loops;
    this.tls = tls;
    this.http = http;
  }

  /** A connection has been accepted at {@code endpoint}. */
  void onConnection(Channel channel, Endpoint endpoint) {
    InetSocketAddress remote =
        channel.remoteAddress() instanceof InetSocketAddress address ? address : null;
    if (endpoint instanceof Endpoint.Port port
        && (remote == null
            || (port.family() == Endpoint.Family.IPV6
                && remote.getAddress() instanceof Inet4Address))) {
      // Gone already, or of a family that nobody listens for.
      channel.close();
      return;
    }
    if (endpoint.door() == Endpoint.Door.HTTP) {
      http.accept(channel);
    } else {
      onClient(channel, peer(channel, endpoint, remote), remote);
    }
  }

  private void onClient(Channel channel, Peer peer, @Nullable InetSocketAddress remote) {
    Loop loop = Objects.requireNonNull(loops.get(channel.eventLoop()));
    Connection connection = new Connection(loop, channel, !peer.encrypted());
    boolean near = remote == null || remote.getAddress().isLoopbackAddress();
    String refusal;
    sequencer.enter();
    try {
      refusal = engine.refusal(peer, near);
      if (refusal == null) {
        connection.session(engine.connect(connection, peer));
      }
    } finally {
      sequencer.leave();
    }
    if (refusal != null) {
      // A handshake costs more than the refusal is worth, and Redis makes none here either.
      String farewell = peer.encrypted() ? "" : "-" + refusal + "\r\n";
      channel.pipeline().addLast(new Refused(farewell));
      return;
    }
    if (peer.encrypted()) {
      channel.pipeline().addLast(tls.handler(channel.alloc()));
    }
    channel.pipeline().addLast(connection);
  }

  private static Peer peer(Channel channel, Endpoint endpoint, @Nullable InetSocketAddress remote) {
    int descriptor = channel instanceof UnixChannel unix ? unix.fd().intValue() : -1;
    if (remote != null && channel.localAddress() instanceof InetSocketAddress local) {
      boolean encrypted = endpoint.door() == Endpoint.Door.TLS;
      return new Peer(Endpoint.text(remote), Endpoint.text(local), descriptor, false, encrypted);
    }
    return new Peer(endpoint.shown() + ":0", endpoint.shown(), descriptor, true, false);
  }
}
