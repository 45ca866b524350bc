package dev.tidings.structures.lists;

/**
 * How much of a list is packed together: {@code list-max-listpack-size}, where a positive number is
 * so many elements (and not more than 8 kB), and -1 to -5 stand for 4 to 64 kB.
 *
 * @param bytes as a listpack of Redis counts them
 * @param count how many elements; no limit if it is {@link Long#MAX_VALUE}
 */
public record PackLimit(long bytes, long count) {
  private static final long LEAST_BYTES = 4096;
  private static final int MOST_DOUBLINGS = 4;

  /** What a pack that is limited by the number of its elements may have at most. */
  private static final long COUNTED_BYTES = 8192;

  /** What Redis reserves when it asks whether an element has room in a pack. */
  private static final long SPARE_BYTES = 8;

  /** The limit that a value of the setting stands for. */
  public static PackLimit of(long setting) {
    if (setting >= 0) {
      return new PackLimit(COUNTED_BYTES, Math.max(1, setting));
    }
    return new PackLimit(LEAST_BYTES << Math.min(-(setting + 1), MOST_DOUBLINGS), Long.MAX_VALUE);
  }

  private boolean isCounted() {
    return count != Long.MAX_VALUE;
  }

  /** Whether so much is too much for one pack. */
  boolean isExceededBy(long packBytes, long packCount) {
    return packBytes > bytes || packCount > count;
  }

  /** Whether a pack has no room for {@code moreBytes} of {@code moreCount} further elements. */
  boolean isExceededBy(Link link, long moreBytes, int moreCount) {
    return isExceededBy(
        link.listpackBytes() + moreBytes + SPARE_BYTES, (long) link.count() + moreCount);
  }

  /** Whether a string of {@code length} bytes is kept by itself. */
  boolean isExceededByText(long length) {
    return length > bytes;
  }

  /** Whether so little is kept as one pack again: half of what made it more than one. */
  boolean isHalvedBy(long packBytes, long packCount) {
    return isCounted() ? packCount <= count / 2 : packBytes <= bytes / 2;
  }
}
