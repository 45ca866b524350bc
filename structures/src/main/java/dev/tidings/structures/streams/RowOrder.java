package dev.tidings.structures.streams;

import java.util.Arrays;

/**
 * Numbers of {@link PendingRows} in one of the orders in which they are looked for.
 *
 * <pre>
 *   bounds        | lead, high, low | lead, high, low | ...    from place start on
 *   leaves        | leaf 0          | leaf 1          | ...
 *                     |
 *   leaf          | row | row | ... | row | - |               up to 128, in order
 * </pre>
 *
 * <p>A bound is a key behind all rows of the leaves before and not behind any row of its own leaf.
 * Beside that only numbers stand here, four bytes a row; what they are compared by is read from the
 * rows. A search compares O(log n) times, and only inside of one leaf with rows. A row enters or
 * leaves by moving the rest of its leaf; a leaf enters or leaves by moving the shorter side of the
 * arrays of leaves, 32 bytes each, which at a million rows is some ten microseconds for every
 * hundred rows or so.
 */
final class RowOrder {
  /** By what rows are ordered; a key has three parts: lead, high and low. */
  enum Key {
    /** lead nothing, high and low the id. */
    ID,
    /** lead the consumer, high and low the id. */
    CONSUMER,
    /** lead the time of delivery, high the turn, low nothing. */
    TIME
  }

  private static final int LEAF_ROWS = 128;
  private static final int LEAF_FIRST_ROWS = 4;
  private static final int LEAF_LOW = LEAF_ROWS / 4;
  private static final int[] NO_LEAF = new int[0];

  private final PendingRows rows;
  private final Key key;
  private int[][] leaves = new int[1][];
  private int[] counts = new int[1];
  private long[] bounds = new long[3];
  private int start;
  private int leafCount;
  private long leafBytes;

  /** Where {@link #seek} has come to. */
  private int leaf;

  private int slot;

  RowOrder(PendingRows rows, Key key) {
    this.rows = rows;
    this.key = key;
    Arrays.fill(leaves, NO_LEAF);
  }

  /**
   * The first row at or behind a key, -1 if there is none; {@link #next} goes on from there until
   * something changes.
   */
  int seek(long lead, long high, long low) {
    if (leafCount == 0) {
      return -1;
    }
    findPlace(lead, high, low);
    return current();
  }

  /** The row behind the one shown last, -1 if there is none. */
  int next() {
    slot++;
    return current();
  }

  /** Where {@link #seek} and {@link #next} have come to, for {@link #resume}. */
  int leaf() {
    return leaf;
  }

  /** Where in the leaf they have come to. */
  int slot() {
    return slot;
  }

  /** The row behind a place, -1 if there is none; nothing has changed since that was left. */
  int resume(int leafLeft, int slotLeft) {
    leaf = leafLeft;
    slot = slotLeft + 1;
    return current();
  }

  /** The last row, -1 if there is none. */
  int last() {
    int place = start + leafCount - 1;
    return leafCount == 0 ? -1 : leaves[place][counts[place] - 1];
  }

  /** The first row, -1 if there is none. */
  int first() {
    return leafCount == 0 ? -1 : leaves[start][0];
  }

  void add(int row) {
    if (leafCount == 0) {
      insertLeaf(0, row);
      return;
    }
    int last = last();
    if (compare(last, lead(row), high(row), low(row)) < 0) {
      leaf = leafCount - 1;
      slot = counts[start + leaf];
    } else {
      findPlace(lead(row), high(row), low(row));
    }
    int count = counts[start + leaf];
    if (count == LEAF_ROWS) {
      if (slot == count) {
        insertLeaf(leaf + 1, row);
        return;
      }
      split();
      count = counts[start + leaf];
    }
    int place = start + leaf;
    int[] array = leaves[place];
    if (count == array.length) {
      array = Arrays.copyOf(array, Math.min(LEAF_ROWS, 2 * count));
      leafBytes += 4L * (array.length - count);
      leaves[place] = array;
    }
    System.arraycopy(array, slot, array, slot + 1, count - slot);
    array[slot] = row;
    counts[place]++;
    if (leaf == 0 && slot == 0) {
      setBound(place, row);
    }
  }

  void remove(int row) {
    find(row);
    int place = start + leaf;
    int count = --counts[place];
    System.arraycopy(leaves[place], slot + 1, leaves[place], slot, count - slot);
    if (count == 0) {
      removeLeaf(leaf);
    } else if (count < LEAF_LOW) {
      merge();
    }
  }

  /** Puts another number for a row that has the same key. */
  void replace(int row, int other) {
    find(row);
    leaves[start + leaf][slot] = other;
  }

  long heldBytes() {
    return 96 + leaves.length * 32L + leafBytes;
  }

  private void find(int row) {
    findPlace(lead(row), high(row), low(row));
    if (current() != row) {
      throw new IllegalStateException("row " + row + " is not in the order by " + key);
    }
  }

  private int current() {
    while (leaf < leafCount && slot >= counts[start + leaf]) {
      leaf++;
      slot = 0;
    }
    return leaf < leafCount ? leaves[start + leaf][slot] : -1;
  }

  /** Finds the leaf and the slot in it, maybe behind its last row, where a key belongs. */
  private void findPlace(long lead, long high, long low) {
    int from = 0;
    int to = leafCount - 1;
    while (from < to) {
      int middle = (from + to + 1) >>> 1;
      if (compareBound(3 * (start + middle), lead, high, low) <= 0) {
        from = middle;
      } else {
        to = middle - 1;
      }
    }
    leaf = from;
    slot = slotIn(leaves[start + from], counts[start + from], lead, high, low);
  }

  private int slotIn(int[] array, int count, long lead, long high, long low) {
    int from = 0;
    int to = count;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (compare(array[middle], lead, high, low) < 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }

  private int compareBound(int at, long lead, long high, long low) {
    int byLead = Long.compare(bounds[at], lead);
    if (byLead != 0) {
      return byLead;
    }
    int byHigh = Long.compareUnsigned(bounds[at + 1], high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(bounds[at + 2], low);
  }

  private void setBound(int place, int row) {
    bounds[3 * place] = lead(row);
    bounds[3 * place + 1] = high(row);
    bounds[3 * place + 2] = low(row);
  }

  private int compare(int row, long lead, long high, long low) {
    if (key != Key.ID) {
      int byLead = Long.compare(lead(row), lead);
      if (byLead != 0) {
        return byLead;
      }
    }
    int byHigh = Long.compareUnsigned(high(row), high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low(row), low);
  }

  private long lead(int row) {
    return switch (key) {
      case ID -> 0;
      case CONSUMER -> rows.consumer(row);
      case TIME -> rows.time(row);
    };
  }

  private long high(int row) {
    return key == Key.TIME ? rows.turn(row) : rows.ms(row);
  }

  private long low(int row) {
    return key == Key.TIME ? 0 : rows.seq(row);
  }

  /**
   * Makes two of the full leaf found. What grows at one place, as the rows of a consumer do, fills
   * the first of them; so near the end it is split where the new row belongs.
   */
  private void split() {
    int at = slot > LEAF_ROWS * 3 / 4 ? slot : LEAF_ROWS / 2;
    int[] full = leaves[start + leaf];
    insertLeaf(leaf + 1, full[at]);
    int place = start + leaf;
    int moved = LEAF_ROWS - at;
    int[] behind = Arrays.copyOfRange(full, at, at + Math.max(LEAF_FIRST_ROWS, moved * 5 / 4));
    leafBytes += 4L * (behind.length - leaves[place + 1].length);
    leaves[place + 1] = behind;
    counts[place + 1] = moved;
    counts[place] = at;
    if (slot > at) {
      leaf++;
      slot -= at;
    }
  }

  /** Joins the leaf found, which has become short, with a neighbour that has room for it. */
  private void merge() {
    int first = leaf > 0 ? leaf - 1 : leaf;
    if (first + 1 >= leafCount) {
      return;
    }
    int place = start + first;
    int joined = counts[place] + counts[place + 1];
    if (joined > LEAF_ROWS * 3 / 4) {
      return;
    }
    int[] array = leaves[place];
    leafBytes += 4L * (Math.max(array.length, joined) - array.length);
    array = array.length < joined ? Arrays.copyOf(array, joined) : array;
    System.arraycopy(leaves[place + 1], 0, array, counts[place], counts[place + 1]);
    leaves[place] = array;
    counts[place] = joined;
    removeLeaf(first + 1);
  }

  private void insertLeaf(int number, int row) {
    if (start + leafCount == leaves.length) {
      move(start > leaves.length / 2 ? leaves.length : leafCount + leafCount / 2 + 1);
    }
    int place = start + number;
    System.arraycopy(leaves, place, leaves, place + 1, leafCount - number);
    System.arraycopy(counts, place, counts, place + 1, leafCount - number);
    System.arraycopy(bounds, 3 * place, bounds, 3 * place + 3, 3 * (leafCount - number));
    int[] array = new int[LEAF_FIRST_ROWS];
    array[0] = row;
    leaves[place] = array;
    counts[place] = 1;
    setBound(place, row);
    leafBytes += 16 + 4L * LEAF_FIRST_ROWS;
    leafCount++;
  }

  private void removeLeaf(int number) {
    int place = start + number;
    leafBytes -= 16 + 4L * leaves[place].length;
    if (number < leafCount / 2) {
      System.arraycopy(leaves, start, leaves, start + 1, number);
      System.arraycopy(counts, start, counts, start + 1, number);
      System.arraycopy(bounds, 3 * start, bounds, 3 * start + 3, 3 * number);
      leaves[start++] = NO_LEAF;
    } else {
      int behind = leafCount - 1 - number;
      System.arraycopy(leaves, place + 1, leaves, place, behind);
      System.arraycopy(counts, place + 1, counts, place, behind);
      System.arraycopy(bounds, 3 * place + 3, bounds, 3 * place, 3 * behind);
      leaves[start + leafCount - 1] = NO_LEAF;
    }
    leafCount--;
    if (leafCount < leaves.length / 4) {
      move(leafCount + leafCount / 2 + 1);
    }
  }

  private void move(int capacity) {
    int[][] movedLeaves = new int[capacity][];
    int[] movedCounts = new int[capacity];
    long[] movedBounds = new long[3 * capacity];
    Arrays.fill(movedLeaves, leafCount, capacity, NO_LEAF);
    System.arraycopy(leaves, start, movedLeaves, 0, leafCount);
    System.arraycopy(counts, start, movedCounts, 0, leafCount);
    System.arraycopy(bounds, 3 * start, movedBounds, 0, 3 * leafCount);
    bounds = movedBounds;
    leaves = movedLeaves;
    counts = movedCounts;
    start = 0;
  }
}
