package dev.tidings.engine;

import dev.tidings.settings.ClientSettings;
import dev.tidings.structures.DenseTable;

/**
 * Looks after sessions of which nothing is heard, some at a time: every session is visited about
 * once in a second, and no single visit round takes long however many there are.
 */
final class SessionRounds {
  /** How many ticks a round of all sessions takes, with ten ticks in a second. */
  private static final int TICKS = 10;

  /** The fewest visits of a tick. */
  private static final int LEAST_VISITS = 5;

  /** After so long without a word a session gives back the memory of its reply buffer. */
  private static final long QUIET_MILLIS = 2000;

  private final Engine engine;
  private int place;
  private int visitsOfTick;

  SessionRounds(Engine engine) {
    this.engine = engine;
  }

  /**
   * Goes on with the round, from the last place to the first: whoever leaves is replaced by one of
   * a later place, who has been visited, so nobody is passed over.
   */
  void onTick() {
    DenseTable<Long, Session> sessions = engine.sessions();
    place = Math.min(place, sessions.size());
    if (place == 0) {
      place = sessions.size();
      visitsOfTick = Math.max(LEAST_VISITS, place / TICKS + 1);
    }
    long timeoutMillis = engine.configuration().value(ClientSettings.TIMEOUT) * 1000;
    for (int i = 0; i < visitsOfTick && place > 0; i++) {
      visit(sessions.valueAt(--place), timeoutMillis);
    }
  }

  private void visit(Session session, long timeoutMillis) {
    if (session.aboveSoftSinceMillis() != 0) {
      session.watch().onAlarm(session);
    }
    long idleMillis = engine.nowMillis() - session.lastActiveMillis();
    if (idleMillis >= QUIET_MILLIS) {
      session.outbox().trim();
      engine.memory().weigh(session);
    }
    if (timeoutMillis > 0 && idleMillis > timeoutMillis && mayTimeOut(session)) {
      engine.surroundings().log(Surroundings.Level.VERBOSE, "Closing idle " + session);
      engine.drop(session);
    }
  }

  /** A subscriber waits for others, and so does a session that is parked, paused or monitoring. */
  private static boolean mayTimeOut(Session session) {
    return !session.isSubscriber() && !session.isBlocked() && !session.features().monitoring();
  }
}
