package dev.tidings.command;

import dev.tidings.protocol.Decimal;
import dev.tidings.structures.Bytes;

/** Reads numbers of 64 bits out of words and values; what is none is refused. */
public final class WholeNumber {
  private WholeNumber() {}

  /** The number that {@code text} shows; otherwise {@link Refusal#NOT_AN_INTEGER}. */
  public static long of(Bytes text) {
    return of(text, Refusal.NOT_AN_INTEGER);
  }

  /** The number that {@code text} shows; otherwise it is refused with {@code refusal}. */
  public static long of(Bytes text, String refusal) {
    return of(text.array(), 0, text.length(), refusal);
  }

  /** The number that so many bytes show; otherwise {@link Refusal#NOT_AN_INTEGER}. */
  public static long of(byte[] array, int offset, int length) {
    return of(array, offset, length, Refusal.NOT_AN_INTEGER);
  }

  /** The number that so many bytes show; otherwise they are refused with {@code refusal}. */
  public static long of(byte[] array, int offset, int length, String refusal) {
    long value = Decimal.parse(array, offset, length);
    // The least number is also what stands for none.
    if (value == Decimal.INVALID && !Decimal.isMinimum(array, offset, length)) {
      throw new Refusal(refusal);
    }
    return value;
  }
}
