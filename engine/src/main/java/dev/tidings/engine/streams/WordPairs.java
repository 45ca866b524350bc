package dev.tidings.engine.streams;

import dev.tidings.protocol.Words;
import dev.tidings.structures.streams.Pairs;

/**
 * The last words of a request as the fields and values of an entry, where they stand.
 *
 * @param words the request
 * @param first where the first field is
 */
record WordPairs(Words words, int first) implements Pairs {
  @Override
  public int count() {
    return (words.count() - first) / 2;
  }

  @Override
  public byte[] array(int index) {
    return words.array();
  }

  @Override
  public int offset(int index) {
    return words.start(first + index);
  }

  @Override
  public int length(int index) {
    return words.length(first + index);
  }

  /** The bytes of all fields and values together. */
  long totalBytes() {
    long total = 0;
    for (int i = first; i < words.count(); i++) {
      total += words.length(i);
    }
    return total;
  }
}
