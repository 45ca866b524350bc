package dev.tidings.server;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.util.concurrent.Executor;

/** The threads of all loops. */
final class LoopThreads extends MultiThreadIoEventLoopGroup {
  /**
   * Scripts run in these threads. Lua lets functions in C call each other 200 deep, some of which
   * take 9 KB each, and does not look at what there is: with 1 MB the process ends.
   */
  private static final long STACK_BYTES = 8L << 20;

  LoopThreads(int count, IoHandlerFactory transport) {
    super(count, new LoopThreadFactory(), transport);
  }

  private static final class LoopThreadFactory extends DefaultThreadFactory {
    LoopThreadFactory() {
      super(LoopThreads.class, Thread.MAX_PRIORITY);
    }

    @Override
    protected Thread newThread(Runnable task, String name) {
      return new FastThreadLocalThread(threadGroup, task, name, STACK_BYTES);
    }
  }

  @Override
  protected IoEventLoop newChild(
      Executor executor, IoHandlerFactory transport, Object... arguments) {
    return new LoopThread(this, executor, transport);
  }
}
