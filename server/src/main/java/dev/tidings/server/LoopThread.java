package dev.tidings.server;

import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.SingleThreadIoEventLoop;
import java.util.concurrent.Executor;

/** The thread of a loop, which can do its other tasks in the middle of one. */
final class LoopThread extends SingleThreadIoEventLoop {
  LoopThread(IoEventLoopGroup group, Executor executor, IoHandlerFactory transport) {
    super(group, executor, transport);
  }

  /** Does what waits to be done, as taking in new connections. In this thread only. */
  void runTasks() {
    runAllTasks();
  }
}
