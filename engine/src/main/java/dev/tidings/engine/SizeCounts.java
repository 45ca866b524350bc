package dev.tidings.engine;

import dev.tidings.structures.KeyType;
import dev.tidings.structures.Value;

/**
 * How many keys of each type are of which size, in classes: class 0 is size 0, class {@code n} the
 * sizes of {@code n} binary digits, from 2^(n-1) on. The size of a string is its bytes, that of
 * anything else the number of its parts.
 */
final class SizeCounts {
  /** The classes: a size has 63 digits at most. */
  static final int CLASSES = 64;

  private final long[] counts = new long[KeyType.values().length * CLASSES];

  /** The class of {@code size}, which is not negative. */
  static int classOf(long size) {
    return Long.SIZE - Long.numberOfLeadingZeros(size);
  }

  /** That of what a key holds. */
  static int classOf(Object value) {
    return classOf(value instanceof byte[] text ? text.length : ((Value) value).parts());
  }

  /** So many keys more, or less, of a type are of this class. */
  void add(KeyType type, int sizeClass, int more) {
    counts[type.ordinal() * CLASSES + sizeClass] += more;
  }

  /** How many keys of a type are of this class. */
  long of(KeyType type, int sizeClass) {
    return counts[type.ordinal() * CLASSES + sizeClass];
  }
}
