package dev.tidings.structures;

/** The hash function MurmurHash64A: what HyperLogLogs of Redis go by. */
final class Murmur64 {
  private static final long FACTOR = 0xc6a4a7935bd1e995L;
  private static final int SHIFT = 47;

  private Murmur64() {}

  /** The hash of {@code length} bytes from {@code offset}. */
  static long of(byte[] array, int offset, int length, long seed) {
    long hash = seed ^ (length * FACTOR);
    int at = offset;
    int end = offset + length;
    for (; at + 8 <= end; at += 8) {
      long block = LittleEndian.longAt(array, at) * FACTOR;
      block = (block ^ (block >>> SHIFT)) * FACTOR;
      hash = (hash ^ block) * FACTOR;
    }
    if (at < end) {
      for (int i = end - 1; i >= at; i--) {
        hash ^= (array[i] & 0xFFL) << (8 * (i - at));
      }
      hash *= FACTOR;
    }
    hash = (hash ^ (hash >>> SHIFT)) * FACTOR;
    return hash ^ (hash >>> SHIFT);
  }
}
