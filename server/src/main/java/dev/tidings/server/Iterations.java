package dev.tidings.server;

import io.netty.channel.IoHandle;
import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.IoRegistration;
import io.netty.util.concurrent.ThreadAwareExecutor;
import java.util.IdentityHashMap;
import java.util.Objects;

/**
 * Tells each I/O loop when all sockets that were ready in an iteration have been read, which is
 * when it writes; and looks again for a moment before the loop sleeps ({@link BusyPoll}). Netty has
 * no such event: this stands around the transport's own handler.
 *
 * <pre>
 *   event loop ─► run ─► the transport waits, reads each ready socket ─► afterwards ─► tasks ─► run …
 * </pre>
 *
 * <p>Handlers are made while a group is built, by the thread that builds it; what follows them is
 * set by that thread too, before the first connection.
 */
final class Iterations implements IoHandlerFactory {
  private final IoHandlerFactory transport;
  private final long busyPollNanos;
  private final IdentityHashMap<ThreadAwareExecutor, Handler> handlers = new IdentityHashMap<>();

  /**
   * @param busyPollNanos how long a loop looks before it sleeps; 0: not at all
   */
  Iterations(IoHandlerFactory transport, long busyPollNanos) {
    this.transport = transport;
    this.busyPollNanos = busyPollNanos;
  }

  @Override
  public IoHandler newHandler(ThreadAwareExecutor eventLoop) {
    Handler handler = new Handler(transport.newHandler(eventLoop), new BusyPoll(busyPollNanos));
    handlers.put(eventLoop, handler);
    return handler;
  }

  /** Runs {@code afterwards} at the end of each iteration of {@code eventLoop}, in its thread. */
  void then(ThreadAwareExecutor eventLoop, Runnable afterwards) {
    Objects.requireNonNull(handlers.get(eventLoop)).afterwards = afterwards;
  }

  /** The transport's handler with something to do behind it. */
  private static final class Handler implements IoHandler {
    private final IoHandler transport;
    private final BusyPoll busyPoll;
    private volatile Runnable afterwards = () -> {};

    Handler(IoHandler transport, BusyPoll busyPoll) {
      this.transport = transport;
      this.busyPoll = busyPoll;
    }

    @Override
    public void initialize() {
      transport.initialize();
    }

    @Override
    public int run(IoHandlerContext context) {
      int handled = busyPoll.run(transport, context);
      if (handled == 0) {
        handled = transport.run(context);
      }
      afterwards.run();
      return handled;
    }

    @Override
    public void prepareToDestroy() {
      transport.prepareToDestroy();
    }

    @Override
    public void destroy() {
      transport.destroy();
    }

    @Override
    public IoRegistration register(IoHandle handle) throws Exception {
      return transport.register(handle);
    }

    @Override
    public void wakeup() {
      transport.wakeup();
    }

    @Override
    public boolean isCompatible(Class<? extends IoHandle> type) {
      return transport.isCompatible(type);
    }
  }
}
