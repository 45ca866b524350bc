package dev.tidings.tests.clients;

import java.util.List;

/**
 * A consumer of the group {@code g} of the stream {@code s}, in the hands of a client library. The
 * field {@code n} of each entry is a number of its own, by which the entries are told.
 */
interface GroupConsumer extends AutoCloseable {
  /** A claim is for what has been idle for so long. */
  long IDLE_MILLIS = 20;

  /** Reads what nobody has read, up to {@code count} entries, and does not acknowledge it. */
  List<Long> take(int count);

  /** Reads as {@link #take}, waiting for a moment, and acknowledges. */
  List<Long> work(int count);

  /** Claims what others have left lying, and acknowledges it. */
  List<Long> claim();

  /** Ends without a word to the server. */
  @Override
  void close();
}
