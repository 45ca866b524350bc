package dev.tidings.structures.sortedsets;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A node of a {@link RankTree}, where it is drawn. */
abstract sealed class RankNode {
  /** How many places or children it has. */
  int size;

  abstract boolean isFull();

  /** The first place below it; there must be one. */
  abstract int firstPlace();

  /** How many places are below it. */
  abstract int total();

  /** Places in order. */
  static final class Leaf extends RankNode {
    static final int CAPACITY = 64;

    /** What it takes with its array. */
    static final int BYTES = 24 + 16 + 4 * CAPACITY;

    final int[] places = new int[CAPACITY];
    @Nullable Leaf next;
    @Nullable Leaf previous;

    @Override
    boolean isFull() {
      return size == CAPACITY;
    }

    @Override
    int firstPlace() {
      return places[0];
    }

    @Override
    int total() {
      return size;
    }
  }

  /** Children in order, and what is below each. */
  static final class Branch extends RankNode {
    static final int CAPACITY = 32;

    /** What it takes with its arrays. */
    static final int BYTES = 32 + 4 * 16 + CAPACITY * (4 + 4 + 4 + 8);

    final @Nullable RankNode[] children = new RankNode[CAPACITY];
    final int[] counts = new int[CAPACITY];
    final int[] firsts = new int[CAPACITY];
    final double[] scores = new double[CAPACITY];

    @SuppressWarnings("NullAway") // below size there are children
    RankNode child(int index) {
      return children[index];
    }

    @Override
    boolean isFull() {
      return size == CAPACITY;
    }

    @Override
    int firstPlace() {
      return firsts[0];
    }

    @Override
    int total() {
      int total = 0;
      for (int i = 0; i < size; i++) {
        total += counts[i];
      }
      return total;
    }

    /** Moves the children from {@code index} on by {@code distance}. */
    void shift(int index, int distance) {
      copy(index, this, index + distance, size - index);
      size += distance;
      for (int i = size; i < size - distance; i++) {
        children[i] = null;
      }
    }

    void copy(int from, Branch target, int to, int count) {
      System.arraycopy(children, from, target.children, to, count);
      System.arraycopy(counts, from, target.counts, to, count);
      System.arraycopy(firsts, from, target.firsts, to, count);
      System.arraycopy(scores, from, target.scores, to, count);
    }

    /** Leaves only the first {@code count} children. */
    void truncate(int count) {
      Arrays.fill(children, count, size, null);
      size = count;
    }
  }
}
