package dev.tidings.structures;

/**
 * The index of a dense table: at which place the entry with a hash stands. Open addressing with
 * linear search, in an array that belongs to the table, so that the index costs no object.
 *
 * <pre>
 *   index    | 0 | 3 | 0 | 1 | 0 | 0 | 2 | 0 |     0: free, else place + 1
 *   hashes   place 0, place 1, place 2 …           the table's own
 * </pre>
 *
 * <p>An index is at most half full, and a power of two long. Whoever looks for an entry begins at
 * {@link #home} and goes on, from the end to the start, up to the first free slot.
 */
final class PlaceIndex {
  /** Of a table that has none. */
  static final int[] NONE = new int[0];

  /** 2³² over the golden ratio: the upper bits of a product with it depend on all bits. */
  private static final int SPREAD = 0x9E3779B9;

  private PlaceIndex() {}

  /** An index for {@code capacity} places, of which the first {@code size} are entered. */
  static int[] of(int[] hashes, int size, int capacity) {
    int[] index = new int[capacity * 2];
    for (int place = 0; place < size; place++) {
      enter(index, hashes, place);
    }
    return index;
  }

  /** The slot at which an entry with {@code hash} stands, or behind which. */
  static int home(int[] index, int hash) {
    return (hash * SPREAD) >>> (Integer.numberOfLeadingZeros(index.length) + 1);
  }

  /** Enters {@code place}, which has its hash. */
  static void enter(int[] index, int[] hashes, int place) {
    int mask = index.length - 1;
    int slot = home(index, hashes[place]);
    while (index[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    index[slot] = place + 1;
  }

  /** Takes {@code place} out; what stands at {@code last}, the last place, is to stand there. */
  static void remove(int[] index, int[] hashes, int place, int last) {
    free(index, hashes, slotOf(index, hashes, place));
    if (place != last) {
      index[slotOf(index, hashes, last)] = place + 1;
    }
  }

  private static int slotOf(int[] index, int[] hashes, int place) {
    int mask = index.length - 1;
    int slot = home(index, hashes[place]);
    while (index[slot] != place + 1) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Frees {@code slot} and closes the gap, so that no search stops short of what lies behind. */
  private static void free(int[] index, int[] hashes, int slot) {
    int mask = index.length - 1;
    int gap = slot;
    int at = slot;
    while (true) {
      at = (at + 1) & mask;
      if (index[at] == 0) {
        break;
      }
      int distanceHome = (at - home(index, hashes[index[at] - 1])) & mask;
      if (distanceHome >= ((at - gap) & mask)) {
        index[gap] = index[at];
        gap = at;
      }
    }
    index[gap] = 0;
  }
}
