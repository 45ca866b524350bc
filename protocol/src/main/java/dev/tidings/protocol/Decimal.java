package dev.tidings.protocol;

import java.nio.charset.StandardCharsets;

/** Whole numbers as decimal text, both ways, without making strings. */
public final class Decimal {
  /** What {@link #parse} answers for text that is no 64-bit number; itself not parseable. */
  public static final long INVALID = Long.MIN_VALUE;

  private static final byte[] DIGIT_PAIRS = new byte[200];

  static {
    for (int i = 0; i < 100; i++) {
      DIGIT_PAIRS[2 * i] = (byte) ('0' + i / 10);
      DIGIT_PAIRS[2 * i + 1] = (byte) ('0' + i % 10);
    }
  }

  private Decimal() {}

  /**
   * The number that {@code length} bytes from {@code offset} spell, as Redis reads one: an optional
   * minus, no plus, no leading zero, no space. {@link #INVALID} otherwise; the one number that
   * cannot be told from it is read by {@link #isMinimum}.
   */
  public static long parse(byte[] array, int offset, int length) {
    if (length == 0 || length > 20) {
      return INVALID;
    }
    int at = offset;
    int end = offset + length;
    boolean negative = array[at] == '-';
    if (negative && ++at == end) {
      return INVALID;
    }
    int first = array[at];
    if (first == '0') {
      return length == 1 ? 0 : INVALID;
    }
    if (first < '1' || first > '9') {
      return INVALID;
    }
    long value = 0;
    for (; at < end; at++) {
      int digit = array[at] - '0';
      if (digit < 0 || digit > 9) {
        return INVALID;
      }
      if (value < (Long.MIN_VALUE + digit) / 10) {
        return INVALID;
      }
      value = value * 10 - digit;
    }
    if (negative) {
      return value;
    }
    return value == Long.MIN_VALUE ? INVALID : -value;
  }

  /** Whether the bytes are exactly {@code -9223372036854775808}. */
  public static boolean isMinimum(byte[] array, int offset, int length) {
    return length == 20
        && new String(array, offset, length, StandardCharsets.ISO_8859_1)
            .equals("-9223372036854775808");
  }

  /** {@code value} in decimal, as an array of its own. */
  public static byte[] bytes(long value) {
    byte[] text = new byte[length(value)];
    write(text, 0, value);
    return text;
  }

  /** Writes {@code value} at {@code at}; the index behind it. At most 20 bytes. */
  static int write(byte[] array, int at, long value) {
    if (value >= 0 && value < 10) {
      array[at] = (byte) ('0' + value);
      return at + 1;
    }
    if (value == Long.MIN_VALUE) {
      byte[] text = "-9223372036854775808".getBytes(StandardCharsets.ISO_8859_1);
      System.arraycopy(text, 0, array, at, text.length);
      return at + text.length;
    }
    int index = at;
    long rest = value;
    if (value < 0) {
      array[index++] = '-';
      rest = -value;
    }
    int end = index + digits(rest);
    int into = end;
    while (rest >= 100) {
      int pair = (int) (rest % 100) * 2;
      rest /= 100;
      array[--into] = DIGIT_PAIRS[pair + 1];
      array[--into] = DIGIT_PAIRS[pair];
    }
    if (rest >= 10) {
      array[--into] = DIGIT_PAIRS[(int) rest * 2 + 1];
      array[--into] = DIGIT_PAIRS[(int) rest * 2];
    } else {
      array[--into] = (byte) ('0' + rest);
    }
    return end;
  }

  /** How many bytes {@code value} is in decimal. */
  static int length(long value) {
    return value == Long.MIN_VALUE ? 20 : digits(Math.abs(value)) + (value < 0 ? 1 : 0);
  }

  private static int digits(long value) {
    int count = 1;
    long bound = 10;
    while (count < 19 && value >= bound) {
      count++;
      bound *= 10;
    }
    return count;
  }
}
