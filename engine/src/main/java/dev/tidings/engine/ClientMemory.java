package dev.tidings.engine;

import dev.tidings.protocol.Words;
import dev.tidings.settings.ClientSettings;
import dev.tidings.settings.Configuration;
import dev.tidings.settings.MemorySettings;
import dev.tidings.structures.DenseTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How much memory the clients take with what they send and do not read, and who has to go when that
 * is more than {@code maxmemory-clients} allows: the largest first.
 *
 * <p>Counts only while there is a limit: then each session's share is brought up to date whenever
 * it grows or shrinks, so that the sum is always at hand.
 */
final class ClientMemory {
  /** A smaller limit would not even let somebody connect who could mend it. From Redis. */
  private static final long LEAST_LIMIT_BYTES = 128 * 1024;

  /** What a session takes before it has said anything: its objects and its place in tables. */
  private static final long SESSION_BYTES = 768;

  /** A subscription: itself, its place in the session's table and among the receivers; a prefix. */
  private static final long SUBSCRIPTION_BYTES = 80;

  /** A queued request or a watched key, besides its bytes. */
  private static final long ENTRY_BYTES = 96;

  private final Engine engine;
  private long limitBytes;
  private long totalBytes;

  ClientMemory(Engine engine) {
    this.engine = engine;
  }

  /** A setting that the limit follows from has changed. */
  void limitAnew() {
    Configuration configuration = engine.configuration();
    long maxmemory = configuration.value(MemorySettings.MAXMEMORY);
    long bytes = configuration.value(ClientSettings.MAXMEMORY_CLIENTS).bytes(maxmemory);
    limitBytes = bytes == 0 ? 0 : Math.max(LEAST_LIMIT_BYTES, bytes);
    engine.watch().tellGrowth(isLimited());
    engine
        .sessions()
        .forEach((id, session) -> {
          if (isLimited()) {
            weigh(session);
          } else {
            forget(session);
          }
        });
  }

  /** Whether there is a limit. */
  boolean isLimited() {
    return limitBytes > 0;
  }

  /** What all sessions take together; known only while there is a limit. */
  long totalBytes() {
    return totalBytes;
  }

  /** Whether they take too much. */
  boolean isExceeded() {
    return limitBytes > 0 && totalBytes >= limitBytes;
  }

  /** Brings the share of {@code session} up to date. */
  void weigh(Session session) {
    if (limitBytes > 0 && !session.isClosed()) {
      settle(session, of(session));
    }
  }

  /** {@code session} has gone, or there is no limit any more. */
  void forget(Session session) {
    settle(session, 0);
  }

  private void settle(Session session, long bytes) {
    totalBytes += bytes - session.weighedBytes();
    session.weighedBytes(bytes);
  }

  /**
   * Closes the largest, one by one, until the rest is below the limit. Those that said CLIENT
   * NO-EVICT count, but stay.
   */
  void evict() {
    List<Session> largestFirst = new ArrayList<>();
    for (Session session : engine.sessionsById()) {
      if (!session.features().noEvict() && session.weighedBytes() > 0) {
        largestFirst.add(session);
      }
    }
    largestFirst.sort(
        Comparator.<Session>comparingLong(session -> -session.weighedBytes())
            .thenComparingLong(Session::id));
    for (Session session : largestFirst) {
      if (!isExceeded()) {
        return;
      }
      evict(session);
    }
  }

  private void evict(Session session) {
    engine.statistics().evictedClients++;
    engine
        .surroundings()
        .log(
            Surroundings.Level.NOTICE,
            "Closing a client, since all take more than maxmemory-clients: "
                + ClientLine.of(engine, session));
    engine.drop(session);
    forget(session);
  }

  /** What all of {@code sessions} take, in bytes: looks at each. */
  static long ofAll(DenseTable<Long, Session> sessions) {
    long bytes = 0;
    for (int place = 0; place < sessions.size(); place++) {
      bytes += of(sessions.valueAt(place));
    }
    return bytes;
  }

  /** What {@code session} takes, in bytes. */
  static long of(Session session) {
    return SESSION_BYTES
        + ofUnfinishedRequest(session)
        + session.preparedBytes()
        + ofHeldRequest(session)
        + ofTransaction(session)
        + session.outbox().roomBytes()
        + ofOutput(session)
        + ofSubscriptions(session);
  }

  /** What the reader holds; where nothing is left to be read it lets go of that right away. */
  private static long ofUnfinishedRequest(Session session) {
    return session.requests().waitingBytes() == 0 ? 0 : session.requests().heldBytes();
  }

  /** The words of a request that waits. */
  static long ofHeldRequest(Session session) {
    Words held = session.held();
    return held == null ? 0 : held.totalBytes();
  }

  /** The requests that wait for EXEC. */
  static long ofTransaction(Session session) {
    Transaction transaction = session.transaction();
    return transaction == null ? 0 : transaction.bytes() + transaction.size() * ENTRY_BYTES;
  }

  /** What is on its way to the client beyond the reply being written. */
  static long ofOutput(Session session) {
    return session.outbox().pendingBytes() - session.outbox().tailBytes();
  }

  private static long ofSubscriptions(Session session) {
    Subscriptions subscriptions = session.subscriptions();
    @Nullable WatchedKeys watched = session.watched();
    Tracking tracking = session.tracking();
    return (subscriptions == null ? 0 : subscriptions.total() * SUBSCRIPTION_BYTES)
        + (watched == null ? 0 : watched.count() * ENTRY_BYTES)
        + (tracking == null ? 0 : tracking.prefixes().size() * SUBSCRIPTION_BYTES);
  }
}
