package dev.tidings.engine;

import dev.tidings.settings.OutputBufferLimits;
import org.jspecify.annotations.Nullable;

/**
 * The limits that the outboxes of one class of clients are held to ({@code
 * client-output-buffer-limit}): a client that reads slower than it is sent to takes memory, and is
 * cut before it takes it from others.
 *
 * <p>Hard: cut as soon as so much is pending. Soft: cut when more than so much has been pending for
 * longer than so many seconds without a break.
 */
final class OutboxWatch {
  /** Told of a session that must be cut. */
  interface Cutter {
    long nowMillis();

    void cut(Session session, String limit);

    /** The outbox has grown, and somebody wants to know of it. */
    void onGrowth(Session session);
  }

  private final Cutter cutter;
  private @Nullable OutboxWatch other;
  private final boolean subscribers;
  private long hardBytes;
  private long softBytes;
  private long softMillis;
  private long alarmBytes = Long.MAX_VALUE;
  private boolean growthTold;

  private OutboxWatch(Cutter cutter, boolean subscribers) {
    this.cutter = cutter;
    this.subscribers = subscribers;
  }

  /** The watch of ordinary clients, which knows the one of subscribers. */
  static OutboxWatch ofOrdinaryClients(Cutter cutter) {
    OutboxWatch ordinary = new OutboxWatch(cutter, false);
    OutboxWatch subscribing = new OutboxWatch(cutter, true);
    ordinary.other = subscribing;
    subscribing.other = ordinary;
    return ordinary;
  }

  /** The watch for a client that has subscriptions, or has none. */
  @SuppressWarnings("NullAway") // the other is set right after construction
  OutboxWatch forSubscriber(boolean subscriber) {
    return subscriber == subscribers ? this : other;
  }

  /** Sets the limits; 0 means none. */
  void limit(OutputBufferLimits.Limit limit) {
    hardBytes = limit.hardBytes();
    softBytes = limit.softBytes();
    softMillis = limit.softSeconds() * 1000L;
    updateAlarm();
  }

  /** Whether the cutter is told of all growth. */
  void tellGrowth(boolean all) {
    growthTold = all;
    updateAlarm();
  }

  private void updateAlarm() {
    long hard = hardBytes == 0 ? Long.MAX_VALUE : hardBytes - 1;
    long soft = softBytes == 0 ? Long.MAX_VALUE : softBytes - 1;
    alarmBytes = growthTold ? -1 : Math.min(hard, soft);
  }

  /** A session with more pending than this must be looked at. */
  long alarmBytes() {
    return alarmBytes;
  }

  long softBytes() {
    return softBytes;
  }

  /** Looks at a session with much pending, and cuts it if a limit is broken. */
  void onAlarm(Session session) {
    if (growthTold) {
      cutter.onGrowth(session);
    }
    long pending = session.outbox().pendingBytes();
    if (hardBytes > 0 && pending >= hardBytes) {
      cutter.cut(session, "hard");
      return;
    }
    if (softBytes == 0 || pending < softBytes) {
      session.aboveSoftSince(0);
      return;
    }
    long since = session.aboveSoftSinceMillis();
    if (since == 0) {
      session.aboveSoftSince(cutter.nowMillis());
    } else if (cutter.nowMillis() - since > softMillis) {
      cutter.cut(session, "soft");
    }
  }
}
