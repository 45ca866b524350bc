package dev.tidings.engine;

import dev.tidings.command.Condition;

/** How much a client may send without ending a request. */
final class RequestLimit {
  /** What a client that has not authenticated may send. From Redis. */
  private static final long UNKNOWN_BYTES = 1 << 20;

  private RequestLimit() {}

  /** Drops {@code session} if more waits of it than {@code mostBytes}. */
  static void check(Engine engine, Session session, long mostBytes) {
    long bytes = session.requests().waitingBytes() + session.queuedBytes();
    boolean unknown = session.is(Condition.NOT_AUTHENTICATED) && bytes > UNKNOWN_BYTES;
    if ((bytes > mostBytes || unknown) && !session.isClosed()) {
      engine.statistics().requestCuts++;
      engine
          .surroundings()
          .log(
              Surroundings.Level.WARNING,
              "Closing a client whose unfinished requests are larger than"
                  + " client-query-buffer-limit: "
                  + ClientLine.of(engine, session));
      engine.drop(session);
    }
  }
}
