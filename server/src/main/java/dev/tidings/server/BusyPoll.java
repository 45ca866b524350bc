package dev.tidings.server;

import io.netty.channel.IoHandler;
import io.netty.channel.IoHandlerContext;
import org.jspecify.annotations.Nullable;

/**
 * Looks again for some microseconds whether a socket has become ready, before a loop goes to sleep.
 *
 * <p>To sleep and be woken costs a loop several microseconds, and costs the client more, whose
 * write has to wake a processor: on virtual machines both leave the machine. A client that waits
 * for each reply asks again sooner than that. Where nobody asks so soon it is not worth it, so
 * after every look in vain twice as many sleeps follow without one, up to {@value #MOST_SKIPPED}: a
 * quiet server stays quiet, and one whose clients need its processor gives it away.
 *
 * <p>Belongs to one loop's thread.
 */
final class BusyPoll {
  private static final int MOST_SKIPPED = 63;

  private final long nanos;
  private @Nullable Now now;
  private int skipped;
  private int skips;

  /**
   * @param nanos how long to look; 0: never
   */
  BusyPoll(long nanos) {
    this.nanos = nanos;
  }

  /**
   * Serves what becomes ready within a moment.
   *
   * @param context the loop's, which is always the same one
   * @return how many events were handled; 0 if there were none and the loop may as well sleep
   */
  int run(IoHandler transport, IoHandlerContext context) {
    if (nanos == 0 || !context.canBlock()) {
      return 0;
    }
    if (skips > 0) {
      skips--;
      return 0;
    }
    Now atOnce = now == null ? new Now(context) : now;
    now = atOnce;
    long start = System.nanoTime();
    int handled = transport.run(atOnce);
    while (handled == 0 && System.nanoTime() - start < nanos && context.canBlock()) {
      Thread.onSpinWait();
      handled = transport.run(atOnce);
    }
    skipped = handled > 0 ? 0 : Math.min(2 * skipped + 1, MOST_SKIPPED);
    skips = skipped;
    return handled;
  }

  /** The loop's context, but nobody waits. */
  private record Now(IoHandlerContext context) implements IoHandlerContext {
    @Override
    public boolean canBlock() {
      return false;
    }

    @Override
    public long delayNanos(long currentTimeNanos) {
      return context.delayNanos(currentTimeNanos);
    }

    @Override
    public long deadlineNanos() {
      return context.deadlineNanos();
    }

    @Override
    public void reportActiveIoTime(long activeNanos) {
      context.reportActiveIoTime(activeNanos);
    }

    @Override
    public boolean shouldReportActiveIoTime() {
      return context.shouldReportActiveIoTime();
    }
  }
}
