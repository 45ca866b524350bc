package dev.tidings.engine;

import dev.tidings.command.Refusal;

/**
 * Where a session stands whose request can only be answered later: at a list that is empty, at the
 * end of a stream. While it stands there nothing more is read from it.
 *
 * <p>Whoever parks a session makes one of these and gives it to {@link Session#park}; each of
 * {@link #onTimeout} and {@link #onInterrupt} takes the session away from what it waits for,
 * answers the request and ends with {@link Engine#unpark}. Called only inside a turn.
 */
interface Parking {
  /** {@code nanos} were spent on the request until it had to wait. */
  void onParked(long nanos);

  /** The time is over: answers as the command does when nothing has come. */
  void onTimeout();

  /** Somebody ended the wait: answers with {@code refusal}. */
  void onInterrupt(Refusal refusal);

  /** The session has gone: nobody is to be answered. */
  void onDeparture();
}
