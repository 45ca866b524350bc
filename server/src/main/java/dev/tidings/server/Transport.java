package dev.tidings.server;

import dev.tidings.settings.TidingsSettings;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringChannelOption;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerDomainSocketChannel;
import io.netty.channel.uring.IoUringServerSocketChannel;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import jdk.net.ExtendedSocketOptions;

/** How the kernel is asked for input and output. */
public enum Transport {
  IO_URING("io_uring"),
  EPOLL("epoll"),
  NIO("NIO");

  /** What {@code auto} tries, best first. */
  private static final List<Transport> AUTO = List.of(EPOLL, IO_URING, NIO);

  /** A peer that answers none of so many probes is given up. */
  private static final int KEEPALIVE_PROBES = 3;

  private final String title;

  Transport(String title) {
    this.title = title;
  }

  /** The transport that the setting names; for {@code auto} the best that works here. */
  static Transport chosen(TidingsSettings.Transport setting) throws StartFailure {
    Transport named =
        switch (setting) {
          case AUTO -> AUTO.stream().filter(Transport::works).findFirst().orElse(NIO);
          case IO_URING -> IO_URING;
          case EPOLL -> EPOLL;
          case NIO -> NIO;
        };
    if (!named.works()) {
      throw new StartFailure("The transport " + named + " does not work on this machine.");
    }
    return named;
  }

  /** Whether it works on this machine. */
  boolean works() {
    return switch (this) {
      case IO_URING -> IoUring.isAvailable();
      case EPOLL -> Epoll.isAvailable();
      case NIO -> true;
    };
  }

  IoHandlerFactory handlers() {
    return switch (this) {
      case IO_URING -> IoUringIoHandler.newFactory();
      case EPOLL -> EpollIoHandler.newFactory();
      case NIO -> NioIoHandler.newFactory();
    };
  }

  Class<? extends ServerChannel> tcp() {
    return switch (this) {
      case IO_URING -> IoUringServerSocketChannel.class;
      case EPOLL -> EpollServerSocketChannel.class;
      case NIO -> NioServerSocketChannel.class;
    };
  }

  Class<? extends ServerChannel> unix() {
    return switch (this) {
      case IO_URING -> IoUringServerDomainSocketChannel.class;
      case EPOLL -> EpollServerDomainSocketChannel.class;
      case NIO -> NioServerDomainSocketChannel.class;
    };
  }

  SocketAddress unixAddress(Path path) {
    return this == NIO ? UnixDomainSocketAddress.of(path) : new DomainSocketAddress(path.toFile());
  }

  /**
   * Lets the kernel ask a silent peer whether it is still there.
   *
   * @param seconds of silence before the first question; a third of it between the others
   */
  void keepAlive(ServerBootstrap bootstrap, int seconds) {
    bootstrap.childOption(ChannelOption.SO_KEEPALIVE, true);
    int between = Math.max(1, seconds / KEEPALIVE_PROBES);
    switch (this) {
      case IO_URING ->
          bootstrap
              .childOption(IoUringChannelOption.TCP_KEEPIDLE, seconds)
              .childOption(IoUringChannelOption.TCP_KEEPINTVL, between)
              .childOption(IoUringChannelOption.TCP_KEEPCNT, KEEPALIVE_PROBES);
      case EPOLL ->
          bootstrap
              .childOption(EpollChannelOption.TCP_KEEPIDLE, seconds)
              .childOption(EpollChannelOption.TCP_KEEPINTVL, between)
              .childOption(EpollChannelOption.TCP_KEEPCNT, KEEPALIVE_PROBES);
      case NIO ->
          bootstrap
              .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), seconds)
              .childOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL), between)
              .childOption(
                  NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), KEEPALIVE_PROBES);
    }
  }

  @Override
  public String toString() {
    return title;
  }
}
