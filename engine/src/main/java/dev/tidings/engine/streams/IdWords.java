package dev.tidings.engine.streams;

import dev.tidings.protocol.Words;
import dev.tidings.structures.streams.StreamIdReader;

/**
 * Words of a request that shall be ids. They are read when the command comes to it: some commands
 * look for the key first.
 *
 * @param words the request
 * @param from the first of them
 * @param to behind the last one
 */
record IdWords(Words words, int from, int to) {
  /** Reads them all, or refuses all: milliseconds and sequence number in turn. */
  long[] read() {
    StreamIdReader reader = new StreamIdReader();
    long[] ids = new long[2 * (to - from)];
    for (int i = from; i < to; i++) {
      StreamIds.read(reader, words, i);
      ids[2 * (i - from)] = reader.ms();
      ids[2 * (i - from) + 1] = reader.seq();
    }
    return ids;
  }

  /** How many. */
  int count() {
    return to - from;
  }
}
