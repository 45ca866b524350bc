package dev.tidings.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.RecvByteBufAllocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The places where the server listens, opened and closed while it runs.
 *
 * <p>They accept in a thread of their own: an I/O thread may then open and close them in the middle
 * of CONFIG SET, and a storm of connections does not hold up those who are there already. One
 * caller at a time; it waits until it is done.
 */
final class Listeners {
  /**
   * One read of each socket in an iteration of the loop, of at most 64 KB: what many publishers
   * send at once must not fill a subscriber's outbox to its limit before the loop comes to write
   * it.
   */
  private static final RecvByteBufAllocator READS =
      new AdaptiveRecvByteBufAllocator(512, 4096, 65_536).maxMessagesPerRead(1);

  private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

  /** Why an endpoint could not be opened. */
  static final class ListenFailure extends Exception {
    @java.io.Serial private static final long serialVersionUID = 1;
    private final transient Endpoint endpoint;

    ListenFailure(Endpoint endpoint, String reason) {
      super(reason);
      this.endpoint = endpoint;
    }

    String line() {
      return "Could not listen on " + endpoint.shown() + ": " + getMessage();
    }
  }

  private final Transport transport;
  private final EventLoopGroup acceptor;
  private final EventLoopGroup loops;
  private final int backlog;
  private final IntSupplier keepAliveSeconds;
  private final BiConsumer<Channel, Endpoint> reception;
  private final Map<Endpoint, Channel> open = new LinkedHashMap<>();

  /** Listeners that hand each new connection to {@code reception}, in the connection's own loop. */
  Listeners(
      Transport transport,
      EventLoopGroup acceptor,
      EventLoopGroup loops,
      int backlog,
      IntSupplier keepAliveSeconds,
      BiConsumer<Channel, Endpoint> reception) {
    this.transport = transport;
    this.acceptor = acceptor;
    this.loops = loops;
    this.backlog = backlog;
    this.keepAliveSeconds = keepAliveSeconds;
    this.reception = reception;
  }

  /** Whether nothing is listened on. */
  boolean isEmpty() {
    return open.isEmpty();
  }

  /** Whether anything is listened on for {@code door}. */
  boolean isOpen(Endpoint.Door door) {
    return open.keySet().stream().anyMatch(endpoint -> endpoint.door() == door);
  }

  /**
   * Opens {@code wanted}, all or none.
   *
   * @throws ListenFailure if one cannot be opened that may not be missing
   */
  void open(List<? extends Endpoint> wanted) throws ListenFailure {
    List<Endpoint> opened = new ArrayList<>();
    try {
      for (Endpoint endpoint : wanted) {
        if (!open.containsKey(endpoint) && openOne(endpoint)) {
          opened.add(endpoint);
        }
      }
    } catch (ListenFailure failure) {
      close(opened);
      throw failure;
    }
  }

  /** Opens one; false if it is missing and may be. */
  private boolean openOne(Endpoint endpoint) throws ListenFailure {
    ChannelFuture bound = bind(endpoint);
    if (!bound.isSuccess()) {
      String reason = Reasons.of(bound.cause());
      if (endpoint.optional() && Reasons.isMissing(reason)) {
        LOG.debug("Not listening on {}: {}", endpoint.shown(), reason);
        return false;
      }
      throw new ListenFailure(endpoint, reason);
    }
    open.put(endpoint, bound.channel());
    if (endpoint instanceof Endpoint.Socket socket && socket.permissions() != 0) {
      permit(socket);
    }
    return true;
  }

  private ChannelFuture bind(Endpoint endpoint) throws ListenFailure {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(acceptor, loops)
            .option(ChannelOption.SO_BACKLOG, backlog)
            .handler(new AcceptFaults())
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childOption(ChannelOption.RECVBUF_ALLOCATOR, READS)
            .childHandler(
                new ChannelInitializer<>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    reception.accept(channel, endpoint);
                  }
                });
    return switch (endpoint) {
      case Endpoint.Port port -> {
        bootstrap.channel(transport.tcp()).childOption(ChannelOption.TCP_NODELAY, true);
        int seconds = keepAliveSeconds.getAsInt();
        if (seconds > 0) {
          transport.keepAlive(bootstrap, seconds);
        }
        yield bound(bootstrap, port);
      }
      case Endpoint.Socket socket -> {
        removeFile(socket);
        bootstrap.channel(transport.unix());
        yield bootstrap.bind(transport.unixAddress(socket.path())).awaitUninterruptibly();
      }
    };
  }

  private static ChannelFuture bound(ServerBootstrap bootstrap, Endpoint.Port port) {
    ChannelFuture bound = bootstrap.bind(port.address()).awaitUninterruptibly();
    boolean withoutIpv6 =
        !bound.isSuccess()
            && port.family() == Endpoint.Family.BOTH
            && Reasons.isMissing(Reasons.of(bound.cause()));
    return withoutIpv6
        ? bootstrap.bind("0.0.0.0", port.address().getPort()).awaitUninterruptibly()
        : bound;
  }

  /** A file that an earlier server left: nobody can listen there while it exists. */
  private static void removeFile(Endpoint.Socket socket) throws ListenFailure {
    Path path = socket.path();
    try {
      if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
        Files.delete(path);
      }
    } catch (IOException failed) {
      throw new ListenFailure(socket, Reasons.of(failed));
    }
  }

  /** Gives the socket's file its rights. */
  private static void permit(Endpoint.Socket socket) throws ListenFailure {
    PosixFilePermission[] fromHighest = {
      PosixFilePermission.OWNER_READ,
      PosixFilePermission.OWNER_WRITE,
      PosixFilePermission.OWNER_EXECUTE,
      PosixFilePermission.GROUP_READ,
      PosixFilePermission.GROUP_WRITE,
      PosixFilePermission.GROUP_EXECUTE,
      PosixFilePermission.OTHERS_READ,
      PosixFilePermission.OTHERS_WRITE,
      PosixFilePermission.OTHERS_EXECUTE
    };
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    for (int place = 0; place < fromHighest.length; place++) {
      if ((socket.permissions() >> (fromHighest.length - 1 - place) & 1) != 0) {
        permissions.add(fromHighest[place]);
      }
    }
    try {
      Files.setPosixFilePermissions(socket.path(), permissions);
    } catch (IOException failed) {
      throw new ListenFailure(socket, Reasons.of(failed));
    }
  }

  /** Stops listening at {@code endpoints}; connections that were accepted stay. */
  void close(List<? extends Endpoint> endpoints) {
    for (Endpoint endpoint : endpoints) {
      Channel channel = open.remove(endpoint);
      if (channel != null) {
        awaitClosed(channel);
        if (endpoint instanceof Endpoint.Socket socket) {
          LOG.info("Removing the unix socket file.");
          forget(socket);
        }
      }
    }
  }

  private static void forget(Endpoint.Socket socket) {
    try {
      removeFile(socket);
    } catch (ListenFailure failure) {
      LOG.warn("Cannot remove {}: {}", socket.shown(), failure.getMessage());
    }
  }

  private static void awaitClosed(Channel channel) {
    try {
      channel.close().awaitUninterruptibly();
    } catch (RejectedExecutionException ended) {
      // The acceptor has ended, and its channels with it.
    }
  }

  /** Stops listening everywhere. */
  void closeAll() {
    close(List.copyOf(open.keySet()));
  }

  /** The open endpoints behind {@code doors}. */
  List<Endpoint> endpoints(Set<Endpoint.Door> doors) {
    return open.keySet().stream().filter(endpoint -> doors.contains(endpoint.door())).toList();
  }

  /**
   * What goes wrong while accepting, such as no file descriptor left, is told and survived; Netty
   * then waits a second before it accepts again.
   */
  @Sharable
  private static final class AcceptFaults extends ChannelInboundHandlerAdapter {
    AcceptFaults() {
      // Without a file descriptor no class can be loaded: what tells of that is loaded before.
      LOG.trace("Faults would be told as: {}", Reasons.of(new IOException("example")));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
      try {
        LOG.warn("Error accepting a client connection: {}", Reasons.of(cause));
      } finally {
        context.fireExceptionCaught(cause);
      }
    }
  }
}
