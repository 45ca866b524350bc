package dev.tidings.structures.streams;

/** Whole numbers as decimal text. */
final class Digits {
  /** The longest decimal texts of 64 bits: -9223372036854775808 and 18446744073709551615. */
  static final int LENGTH_MAX = 20;

  private Digits() {}

  /** Writes {@code value} as an unsigned number from {@code offset}; returns the offset behind. */
  static int writeUnsigned(long value, byte[] target, int offset) {
    int end = offset + count(value);
    int at = end;
    long rest = value;
    if (rest < 0) {
      long tenth = Long.divideUnsigned(rest, 10);
      target[--at] = (byte) ('0' + (rest - tenth * 10));
      rest = tenth;
    }
    do {
      long tenth = rest / 10;
      target[--at] = (byte) ('0' + (rest - tenth * 10));
      rest = tenth;
    } while (rest != 0);
    return end;
  }

  /** Writes {@code value} with its sign from {@code offset}; returns the offset behind it. */
  static int writeSigned(long value, byte[] target, int offset) {
    if (value >= 0) {
      return writeUnsigned(value, target, offset);
    }
    target[offset] = '-';
    return writeUnsigned(-value, target, offset + 1);
  }

  private static int count(long value) {
    if (value < 0) {
      return Long.compareUnsigned(value, 1_000_000_000_000_000_000L * 10) < 0 ? 19 : 20;
    }
    int digits = 1;
    for (long bound = 10; digits < 19 && value >= bound; bound *= 10) {
      digits++;
    }
    return digits;
  }
}
