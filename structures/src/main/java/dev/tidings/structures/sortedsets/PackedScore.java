package dev.tidings.structures.sortedsets;

import dev.tidings.structures.LittleEndian;

/**
 * A score in as few bytes as it needs; the zero below zero becomes zero, as it does in Redis. The
 * first byte tells how:
 *
 * <pre>
 *   0 … 191       the score itself
 *   192 + n       n bytes follow, a whole number with sign, lowest byte first; n from 1 to 7
 *   200           eight bytes follow, the bits of a floating-point number
 * </pre>
 */
final class PackedScore {
  /** The most bytes that a score takes. */
  static final int BYTES_MAX = 9;

  private static final int WHOLE = 192;
  private static final int BITS = 200;
  private static final double MOST_WHOLE = 0x1p53;

  private PackedScore() {}

  /** Writes {@code score}; where the next thing goes. */
  static int write(double score, byte[] into, int at) {
    boolean whole = score == Math.rint(score) && Math.abs(score) <= MOST_WHOLE;
    if (!whole) {
      into[at] = (byte) BITS;
      LittleEndian.longAt(into, at + 1, Double.doubleToRawLongBits(score));
      return at + 9;
    }
    long number = (long) score;
    if (number >= 0 && number < WHOLE) {
      into[at] = (byte) number;
      return at + 1;
    }
    int bits = 65 - Long.numberOfLeadingZeros(number < 0 ? ~number : number);
    int count = (bits + 7) >>> 3;
    into[at] = (byte) (WHOLE + count);
    for (int i = 1; i <= count; i++) {
      into[at + i] = (byte) number;
      number >>= 8;
    }
    return at + 1 + count;
  }

  /** Where the thing behind the score at {@code at} begins. */
  static int end(byte[] array, int at) {
    int first = array[at] & 0xFF;
    return first < WHOLE ? at + 1 : at + 1 + first - WHOLE;
  }

  static double read(byte[] array, int at) {
    int first = array[at] & 0xFF;
    if (first < WHOLE) {
      return first;
    }
    if (first == BITS) {
      return Double.longBitsToDouble(LittleEndian.longAt(array, at + 1));
    }
    int count = first - WHOLE;
    long number = array[at + count];
    for (int i = count - 1; i > 0; i--) {
      number = (number << 8) | (array[at + i] & 0xFF);
    }
    return number;
  }
}
