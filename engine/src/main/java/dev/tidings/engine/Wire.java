package dev.tidings.engine;

/**
 * The way out of a session, kept by the server: told that there is something to carry, never given
 * it. Called by the engine, inside a turn; must not call back into it.
 */
public interface Wire {
  /** The session's outbox is no longer empty; not told again until the server has taken it. */
  void onOutbox();

  /** The session is over: close the connection, after writing what waits if {@code flush}. */
  void close(boolean flush);

  /** The number of the I/O thread that carries it, from 0. */
  int loop();
}
