package dev.tidings.structures.streams;

/**
 * Unsigned numbers in as few bytes as they need: seven bits in each, the lowest first, the top bit
 * set in all but the last.
 */
final class Varint {
  private Varint() {}

  static int size(long value) {
    return (70 - Long.numberOfLeadingZeros(value | 1)) / 7;
  }

  static int write(long value, byte[] target, int offset) {
    int at = offset;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      target[at++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    target[at++] = (byte) rest;
    return at;
  }

  /** The number at {@code offset}; {@link #end} tells where the next thing is. */
  static long read(byte[] array, int offset) {
    byte first = array[offset];
    if (first >= 0) {
      return first;
    }
    long value = first & 0x7F;
    int at = offset;
    for (int shift = 7; ; shift += 7) {
      byte next = array[++at];
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  static int readInt(byte[] array, int offset) {
    byte first = array[offset];
    return first >= 0 ? first : (int) read(array, offset);
  }

  /** The offset behind the number at {@code offset}. */
  static int end(byte[] array, int offset) {
    int at = offset;
    while (array[at] < 0) {
      at++;
    }
    return at + 1;
  }
}
