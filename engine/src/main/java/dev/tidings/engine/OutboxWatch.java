package dev.tidings.engine;

import dev.tidings.settings.OutputBufferLimits;
import java.util.Arrays;

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

  /** What may wait for a client that has not said who it is. From Redis. */
  private static final long MOST_BYTES_OF_STRANGERS = 17 * 1024;

  private static final int ORDINARY = 0;
  private static final int SUBSCRIBERS = 1;
  private static final int STRANGERS = 2;

  private final Cutter cutter;

  /** Those of all classes, this one among them. */
  private final OutboxWatch[] all;

  private long hardBytes;
  private long softBytes;
  private long softMillis;
  private long alarmBytes = Long.MAX_VALUE;
  private boolean growthTold;

  private OutboxWatch(Cutter cutter, OutboxWatch[] all) {
    this.cutter = cutter;
    this.all = all;
  }

  /** The watch of ordinary clients, which knows those of subscribers and of strangers. */
  static OutboxWatch ofOrdinaryClients(Cutter cutter) {
    OutboxWatch[] all = new OutboxWatch[STRANGERS + 1];
    Arrays.setAll(all, index -> new OutboxWatch(cutter, all));
    all[STRANGERS].hardBytes = MOST_BYTES_OF_STRANGERS;
    all[STRANGERS].updateAlarm();
    return all[ORDINARY];
  }

  /** The watch for a client that has subscriptions, or has none; strangers stay strangers. */
  OutboxWatch forSubscriber(boolean subscriber) {
    return this == all[STRANGERS] ? this : all[subscriber ? SUBSCRIBERS : ORDINARY];
  }

  /** The watch for a client that has to say who it is, or has done so and has no subscriptions. */
  OutboxWatch forStranger(boolean stranger) {
    if (stranger) {
      return all[STRANGERS];
    }
    return this == all[STRANGERS] ? all[ORDINARY] : this;
  }

  /** Sets the limits; 0 means none. */
  void limit(OutputBufferLimits.Limit limit) {
    hardBytes = limit.hardBytes();
    softBytes = limit.softBytes();
    softMillis = limit.softSeconds() * 1000L;
    updateAlarm();
  }

  /** Whether the cutter is told of all growth, of clients of all classes. */
  void tellGrowth(boolean told) {
    for (OutboxWatch each : all) {
      each.growthTold = told;
      each.updateAlarm();
    }
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
