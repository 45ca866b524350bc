package dev.tidings.structures.streams;

/**
 * How many bytes Redis's encoding of a node would have. A node is full at a number of these bytes,
 * and approximate trimming takes whole nodes: so which entries it takes follows from sizes that
 * nothing here is stored in.
 *
 * <pre>
 *   node    header 6 | count | deleted | fields | name ... | 0 | entry ... | end 1
 *   entry   flags | ms - node's | seq - node's | value ...                        | elements
 *           flags | ms - node's | seq - node's | fields | name | value ...        | elements
 * </pre>
 *
 * <p>An element has a header, its bytes, and its own size behind it to be walked backwards. The
 * first form of an entry is for one with the fields of the node's first entry.
 */
final class ListpackSize {
  private static final long HEADER_AND_END = 7;

  /**
   * The counts of live and deleted entries: two bytes each up to 127. Above that Redis needs one
   * more for each, which is only reached under other limits than the usual ones.
   */
  private static final int COUNTS = 4;

  private static final int COUNT_SMALL_MAX = 127;

  private ListpackSize() {}

  /** A node without entries whose first entry will have the fields of {@code pairs}. */
  static int ofNode(Pairs pairs) {
    long size = HEADER_AND_END + COUNTS + ofInteger(pairs.count()) + ofInteger(0);
    for (int i = 0; i < pairs.count(); i++) {
      size += ofText(pairs, 2 * i);
    }
    return clamp(size);
  }

  /** What a node has beside {@code nodeBytes} when it has {@code slots} entries. */
  static int ofLongCount(int slots) {
    return slots > COUNT_SMALL_MAX ? 1 : 0;
  }

  /** An entry whose id is so far from that of the node. */
  static long ofEntry(long msFromNode, long seqFromNode, Pairs pairs, boolean sameFields) {
    int elements = 3 + (sameFields ? pairs.count() : 2 * pairs.count() + 1);
    long size = ofInteger(0) + ofInteger(msFromNode) + ofInteger(seqFromNode) + ofInteger(elements);
    if (!sameFields) {
      size += ofInteger(pairs.count());
    }
    for (int i = 0; i < pairs.count(); i++) {
      if (!sameFields) {
        size += ofText(pairs, 2 * i);
      }
      size += ofText(pairs, 2 * i + 1);
    }
    return size;
  }

  static int clamp(long size) {
    return (int) Math.min(size, Integer.MAX_VALUE);
  }

  private static long ofText(Pairs pairs, int index) {
    byte[] array = pairs.array(index);
    int offset = pairs.offset(index);
    int length = pairs.length(index);
    if (PackedText.isInteger(array, offset, length)) {
      return ofInteger(PackedText.integer(array, offset, length));
    }
    long size = (length < 64 ? 1L : length < 4096 ? 2L : 5L) + length;
    return size + ofOwnSize(size);
  }

  private static long ofOwnSize(long size) {
    if (size <= 127) {
      return 1;
    }
    return size < 16_383 ? 2 : size < 2_097_151 ? 3 : size < 268_435_455 ? 4 : 5;
  }

  private static long ofInteger(long value) {
    if (value >= 0 && value <= 127) {
      return 2;
    }
    if (value >= -4096 && value <= 4095) {
      return 3;
    }
    if (value == (short) value) {
      return 4;
    }
    if (value >= -(1 << 23) && value < 1 << 23) {
      return 5;
    }
    return value == (int) value ? 6 : 10;
  }
}
