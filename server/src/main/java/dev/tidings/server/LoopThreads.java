package dev.tidings.server;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import java.util.concurrent.Executor;

/** The threads of all loops. */
final class LoopThreads extends MultiThreadIoEventLoopGroup {
  LoopThreads(int count, IoHandlerFactory transport) {
    super(count, transport);
  }

  @Override
  protected IoEventLoop newChild(
      Executor executor, IoHandlerFactory transport, Object... arguments) {
    return new LoopThread(this, executor, transport);
  }
}
