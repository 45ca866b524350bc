package dev.tidings.structures;

/**
 * Which child of a node of a {@link PatternTree} a literal byte leads to, for all nodes in one
 * open-addressed table: eight bytes an edge, one look into memory for most answers.
 *
 * <pre>
 *   63   62 .. 36   35 .. 28   27 .. 0
 *    0    node       byte       child       a slot; 0: free
 * </pre>
 */
final class PatternEdges {
  /** Nodes and children are numbers below this. */
  static final int NODES_MAX = 1 << 27;

  private static final int CHILD_BITS = 28;
  private static final long CHILD_MASK = (1L << CHILD_BITS) - 1;
  private static final int FIRST_CAPACITY = 16;
  private static final long MIX = 0x9E3779B97F4A7C15L;

  /** So that a stranger who chooses patterns cannot choose where they meet. */
  private static final long KEY = (long) ByteHash.of(new byte[] {1}, 0, 1) << 32 | 0x5851F42DL;

  private long[] slots = new long[FIRST_CAPACITY];
  private int size;

  /** The child, or 0 if there is none. */
  int find(int node, int symbol) {
    long key = key(node, symbol);
    int mask = slots.length - 1;
    int slot = home(key);
    while (true) {
      long found = slots[slot];
      if (found >>> CHILD_BITS == key) {
        return (int) (found & CHILD_MASK);
      }
      if (found == 0) {
        return 0;
      }
      slot = (slot + 1) & mask;
    }
  }

  /** Sets the child, which is not 0; true if there was none. */
  boolean put(int node, int symbol, int child) {
    long key = key(node, symbol);
    int slot = slotOf(key);
    boolean isNew = slots[slot] == 0;
    slots[slot] = key << CHILD_BITS | child;
    if (isNew && ++size > slots.length / 4 * 3) {
      resize(slots.length * 2);
    }
    return isNew;
  }

  /** Takes away an edge that is there. */
  void remove(int node, int symbol) {
    int mask = slots.length - 1;
    int gap = slotOf(key(node, symbol));
    for (int at = (gap + 1) & mask; slots[at] != 0; at = (at + 1) & mask) {
      int distanceHome = (at - home(slots[at] >>> CHILD_BITS)) & mask;
      if (distanceHome >= ((at - gap) & mask)) {
        slots[gap] = slots[at];
        gap = at;
      }
    }
    slots[gap] = 0;
    size--;
  }

  private static long key(int node, int symbol) {
    return (long) node << 8 | symbol;
  }

  private int home(long key) {
    long mixed = (key ^ KEY) * MIX;
    mixed = (mixed ^ mixed >>> 32) * MIX;
    return (int) (mixed >>> (Long.numberOfLeadingZeros(slots.length) + 1));
  }

  /** Where the edge is, or the free slot where it would go. */
  private int slotOf(long key) {
    int mask = slots.length - 1;
    int slot = home(key);
    while (slots[slot] != 0 && slots[slot] >>> CHILD_BITS != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void resize(int capacity) {
    long[] before = slots;
    slots = new long[capacity];
    for (long edge : before) {
      if (edge != 0) {
        slots[slotOf(edge >>> CHILD_BITS)] = edge;
      }
    }
  }
}
