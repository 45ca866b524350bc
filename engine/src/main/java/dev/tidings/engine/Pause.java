package dev.tidings.engine;

import dev.tidings.command.Command;
import dev.tidings.protocol.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * A stop that somebody ordered with CLIENT PAUSE: of all requests, or of those that may change data
 * or reach other servers. Requests that come meanwhile wait, each session's in their order, and are
 * served when the pause is over.
 *
 * <p>Touched only inside a turn.
 */
public final class Pause {
  /** What has to wait. */
  public enum Extent {
    NOTHING,
    WRITES,
    ALL
  }

  private Extent extent = Extent.NOTHING;
  private long untilMillis;
  private List<Session> held = new ArrayList<>();

  /** What has to wait. */
  public Extent extent() {
    return extent;
  }

  /** When it will be over, in milliseconds since 1970; 0 if nothing has to wait. */
  public long untilMillis() {
    return untilMillis;
  }

  /** Begins a pause; one that is under way only ever grows, in extent and in time. */
  void begin(Extent wanted, long until) {
    if (wanted.compareTo(extent) > 0) {
      extent = wanted;
    }
    untilMillis = Math.max(untilMillis, until);
  }

  /** Ends it. */
  void end() {
    extent = Extent.NOTHING;
    untilMillis = 0;
  }

  /** The time is now {@code millis}. */
  void at(long millis) {
    if (extent != Extent.NOTHING && millis >= untilMillis) {
      end();
    }
  }

  /** Whether a request of {@code session} has to wait. */
  boolean holds(Session session, Command<Turn> command, Words words) {
    return switch (extent) {
      case NOTHING -> false;
      case ALL -> true;
      case WRITES -> isChange(session, command, words);
    };
  }

  /** Whether nothing may change now: keys whose time comes stay till the pause is over, too. */
  boolean holdsWrites() {
    return extent != Extent.NOTHING;
  }

  private static boolean isChange(Session session, Command<Turn> command, Words words) {
    Transaction transaction = session.transaction();
    return (command == TransactionCommands.EXEC && transaction != null)
        ? transaction.queue().stream().anyMatch(each -> each.command().mayChange(each.words()))
        : command.mayChange(words);
  }

  /** Keeps a request that has to wait, and its session with it. */
  void hold(Session session, Words words) {
    session.hold(words.copy());
    held.add(session);
  }

  /** Whether sessions wait that need not any more. */
  boolean isOver() {
    return extent == Extent.NOTHING && !held.isEmpty();
  }

  /** The sessions that waited, in the order in which they came to a stop. */
  List<Session> release() {
    List<Session> released = held;
    held = new ArrayList<>();
    return released;
  }
}
