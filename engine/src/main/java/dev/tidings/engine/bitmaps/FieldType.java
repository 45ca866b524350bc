package dev.tidings.engine.bitmaps;

import dev.tidings.command.Refusal;
import dev.tidings.protocol.Decimal;

/**
 * What a field of BITFIELD holds: {@code u8}, {@code i64}.
 *
 * @param signed whether the highest bit is the sign
 * @param width how many bits: 1 to 64 if signed, else 1 to 63
 */
record FieldType(boolean signed, int width) {
  /** The type that a word spells. */
  static FieldType read(byte[] array, int start, int length) {
    boolean signed = length > 0 && array[start] == 'i';
    boolean known = signed || (length > 0 && array[start] == 'u');
    long width = known ? Decimal.parse(array, start + 1, length - 1) : 0;
    if (width < 1 || width > (signed ? 64 : 63)) {
      throw new Refusal(
          "ERR Invalid bitfield type. Use something like i16 u8. Note that u64 is not supported"
              + " but i64 is.");
    }
    return new FieldType(signed, (int) width);
  }

  private long greatest() {
    return signed ? Long.MAX_VALUE >>> (64 - width) : -1L >>> (64 - width);
  }

  private long least() {
    return signed ? Long.MIN_VALUE >> (64 - width) : 0;
  }

  /** What of a number fits: its lowest bits, the sign carried on. */
  long wrapped(long value) {
    return signed ? value << (64 - width) >> (64 - width) : value & greatest();
  }

  /**
   * In which direction {@code value} + {@code by} is beyond what fits: 1 above, -1 below, 0 if it
   * fits. An unsigned {@code value} beyond 63 bits is above.
   */
  int beyond(long value, long by) {
    if (!signed && value < 0) {
      return 1;
    }
    long sum = value + by;
    if (((value ^ sum) & (by ^ sum)) < 0) {
      return by > 0 ? 1 : -1;
    }
    // Redis counts how far it is up to the greatest in 64 bits: from further below it runs over.
    if (by == 0 && value < least() && greatest() - value < 0) {
      return 1;
    }
    return sum > greatest() ? 1 : sum < least() ? -1 : 0;
  }

  /** The nearest number that fits, beyond the end that {@link #beyond} told. */
  long saturated(int direction) {
    return direction > 0 ? greatest() : least();
  }
}
