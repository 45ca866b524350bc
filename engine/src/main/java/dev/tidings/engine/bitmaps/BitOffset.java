package dev.tidings.engine.bitmaps;

import dev.tidings.command.Refusal;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.Decimal;
import dev.tidings.settings.ClientSettings;

/** Where in a bitmap: a number of bits, as far as a string may be long. */
final class BitOffset {
  /** A field may reach a few bytes further, and an array has at most so many. */
  private static final int MOST_BYTES = Integer.MAX_VALUE - 64;

  private BitOffset() {}

  /**
   * The offset that a word says. With {@code width} above 0 a number behind {@code #} counts in
   * fields of so many bits.
   */
  static long read(Turn turn, byte[] array, int start, int length, int width) {
    boolean inFields = width > 0 && length > 0 && array[start] == '#';
    int skipped = inFields ? 1 : 0;
    long offset = Decimal.parse(array, start + skipped, length - skipped);
    long most = turn.configuration().value(ClientSettings.PROTO_MAX_BULK_LEN);
    most = Math.min(most, MOST_BYTES);
    if (offset == Decimal.INVALID
        || offset < 0
        || (inFields && offset > Long.MAX_VALUE / width)
        || (inFields ? offset * width : offset) >>> 3 >= most) {
      throw new Refusal("ERR bit offset is not an integer or out of range");
    }
    return inFields ? offset * width : offset;
  }
}
