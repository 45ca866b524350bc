package dev.tidings.structures;

/**
 * The set of bytes that a class such as {@code [a-z]} takes: one bit for each byte, so that classes
 * which are written differently and mean the same are equal.
 */
record ByteClass(long bits0, long bits64, long bits128, long bits192) {

  /** Reads the class that opens at {@code token}; {@link #end} says where it ends. */
  static ByteClass read(byte[] pattern, int token, int end) {
    long[] bits = new long[4];
    boolean negated = isNegated(pattern, token, end);
    int at = negated ? token + 2 : token + 1;
    while (at < end && pattern[at] != ']') {
      int next = Glob.memberEnd(pattern, at, end);
      byte first = pattern[next - at == 2 ? at + 1 : at];
      byte last = pattern[next - 1];
      for (int b = Math.min(first, last); b <= Math.max(first, last); b++) {
        bits[(b & 0xFF) >> 6] |= 1L << b;
      }
      at = next;
    }
    long flip = negated ? -1L : 0L;
    return new ByteClass(bits[0] ^ flip, bits[1] ^ flip, bits[2] ^ flip, bits[3] ^ flip);
  }

  /** The index after the class that opens at {@code token}. */
  static int end(byte[] pattern, int token, int end) {
    int at = isNegated(pattern, token, end) ? token + 2 : token + 1;
    while (at < end && pattern[at] != ']') {
      at = Glob.memberEnd(pattern, at, end);
    }
    return Math.min(at + 1, end);
  }

  private static boolean isNegated(byte[] pattern, int token, int end) {
    return token + 1 < end && pattern[token + 1] == '^';
  }

  /** Whether {@code b} is in the set. */
  boolean holds(byte b) {
    long bits =
        switch ((b & 0xFF) >> 6) {
          case 0 -> bits0;
          case 1 -> bits64;
          case 2 -> bits128;
          default -> bits192;
        };
    return (bits >>> b & 1) != 0;
  }

  /** How many bytes are in the set, 0 to 256. */
  int size() {
    return Long.bitCount(bits0)
        + Long.bitCount(bits64)
        + Long.bitCount(bits128)
        + Long.bitCount(bits192);
  }

  /** The lowest byte of a set that is not empty. */
  byte lowest() {
    if (bits0 != 0) {
      return (byte) Long.numberOfTrailingZeros(bits0);
    } else if (bits64 != 0) {
      return (byte) (64 + Long.numberOfTrailingZeros(bits64));
    } else if (bits128 != 0) {
      return (byte) (128 + Long.numberOfTrailingZeros(bits128));
    }
    return (byte) (192 + Long.numberOfTrailingZeros(bits192));
  }
}
