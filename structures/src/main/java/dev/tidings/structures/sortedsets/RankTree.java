package dev.tidings.structures.sortedsets;

import dev.tidings.structures.sortedsets.RankNode.Branch;
import dev.tidings.structures.sortedsets.RankNode.Leaf;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The places of a {@link ScoreTable} in the order of their scores and members: a B+ tree that
 * counts.
 *
 * <pre>
 *   branch   child      leaf A   leaf B   leaf C
 *            count         3        2        3       how many places are below
 *            score       1.0      2.5      7.0       of the first place below
 *            first         4        0        6       the first place below
 *
 *   leaves   [4 1 7] ⇄ [0 2] ⇄ [6 5 3]               places; their scores are in the table
 * </pre>
 *
 * <p>Members are compared only to find a rank; everything is changed by rank. A branch knows the
 * score of the first place below each child, so that the way down seldom looks at the table.
 *
 * <p>A node that is less than a quarter full goes into a neighbour that has room for it. Rows that
 * come in order fill their leaves.
 */
final class RankTree {
  private static final int OWN_BYTES = 40;

  private final ScoreTable table;
  private RankNode root;
  private Leaf first;
  private int size;
  private int leafCount = 1;
  private int branchCount;

  RankTree(ScoreTable table) {
    this.table = table;
    this.first = new Leaf();
    this.root = first;
  }

  int size() {
    return size;
  }

  long heldBytes() {
    return OWN_BYTES + (long) leafCount * Leaf.BYTES + (long) branchCount * Branch.BYTES;
  }

  Leaf first() {
    return first;
  }

  // ---- Ranks ----------------------------------------------------------------------------------

  /**
   * A border among the places.
   *
   * @param byScore whether scores count
   * @param member what decides among equal scores; without it they lie all on one side
   * @param after whether what is equal lies before it
   */
  private record Bound(boolean byScore, double score, byte @Nullable [] member, boolean after) {
    boolean isPast(ScoreTable table, double own, int place) {
      if (byScore) {
        if (own != score) {
          return own < score;
        }
        if (member == null) {
          return after;
        }
      }
      int order = Arrays.compareUnsigned(table.member(place), member);
      return order < 0 || (order == 0 && after);
    }
  }

  /** How many places come before a member with a score. */
  int rank(double score, byte[] member) {
    return rank(new Bound(true, score, member, false));
  }

  /** How many places have a score below {@code score}, or not above it. */
  int rankOfScore(double score, boolean after) {
    return rank(new Bound(true, score, null, after));
  }

  /** How many places have a member below {@code text}, or not above it, if scores are the same. */
  int rankOfText(byte[] text, boolean after) {
    return rank(new Bound(false, 0, text, after));
  }

  private int rank(Bound bound) {
    RankNode node = root;
    int rank = 0;
    while (node instanceof Branch branch) {
      int child = lastBefore(branch, bound);
      rank += before(branch, child);
      node = branch.child(child);
    }
    Leaf leaf = (Leaf) node;
    int low = 0;
    int high = leaf.size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int place = leaf.places[middle];
      if (bound.isPast(table, table.score(place), place)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return rank + low;
  }

  /** The last child whose first place lies before {@code bound}; the first child if none does. */
  private int lastBefore(Branch branch, Bound bound) {
    int low = 1;
    int high = branch.size;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (bound.isPast(table, branch.scores[middle], branch.firsts[middle])) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - 1;
  }

  private static int before(Branch branch, int child) {
    int count = 0;
    for (int i = 0; i < child; i++) {
      count += branch.counts[i];
    }
    return count;
  }

  // ---- Changes --------------------------------------------------------------------------------

  /** Lets {@code place} have rank {@code rank}; those from there on move up. */
  void insert(int rank, int place) {
    RankNode split = insert(root, rank, place);
    size++;
    if (split != null) {
      Branch above = new Branch();
      branchCount++;
      above.size = 2;
      above.children[0] = root;
      above.children[1] = split;
      refresh(above, 0);
      refresh(above, 1);
      root = above;
    }
  }

  /** Inserts below {@code node}; what was split off from it, if it was full. */
  private @Nullable RankNode insert(RankNode node, int rank, int place) {
    if (node instanceof Leaf leaf) {
      return insert(leaf, rank, place);
    }
    Branch branch = (Branch) node;
    int left = rank;
    int index = 0;
    while (index < branch.size - 1 && left > branch.counts[index]) {
      left -= branch.counts[index++];
    }
    RankNode split = insert(branch.child(index), left, place);
    if (split == null) {
      branch.counts[index]++;
      first(branch, index);
      return null;
    }
    refresh(branch, index);
    Branch right = null;
    if (branch.isFull()) {
      right = split(branch, index + 1);
      if (index + 1 > branch.size) {
        adopt(right, index + 1 - branch.size, split);
        return right;
      }
    }
    adopt(branch, index + 1, split);
    return right;
  }

  private @Nullable Leaf insert(Leaf leaf, int rank, int place) {
    Leaf right = null;
    Leaf target = leaf;
    int at = rank;
    if (leaf.isFull()) {
      right = split(leaf, rank);
      if (rank > leaf.size || (rank == leaf.size && right.size == 0)) {
        target = right;
        at = rank - leaf.size;
      }
    }
    System.arraycopy(target.places, at, target.places, at + 1, target.size - at);
    target.places[at] = place;
    target.size++;
    return right;
  }

  /** Halves a full leaf; one that grows at the end of all gets an empty neighbour instead. */
  private Leaf split(Leaf leaf, int rank) {
    Leaf right = new Leaf();
    leafCount++;
    int keep = rank == Leaf.CAPACITY && leaf.next == null ? Leaf.CAPACITY : Leaf.CAPACITY / 2;
    right.size = Leaf.CAPACITY - keep;
    System.arraycopy(leaf.places, keep, right.places, 0, right.size);
    leaf.size = keep;
    right.previous = leaf;
    right.next = leaf.next;
    if (leaf.next != null) {
      leaf.next.previous = right;
    }
    leaf.next = right;
    return right;
  }

  /** Halves a full branch; one to whose end a child comes keeps nearly all. */
  private Branch split(Branch branch, int index) {
    Branch right = new Branch();
    branchCount++;
    int keep = index == Branch.CAPACITY ? Branch.CAPACITY - 1 : Branch.CAPACITY / 2;
    right.size = Branch.CAPACITY - keep;
    branch.copy(keep, right, 0, right.size);
    branch.truncate(keep);
    return right;
  }

  private void adopt(Branch branch, int index, RankNode child) {
    branch.shift(index, 1);
    branch.children[index] = child;
    refresh(branch, index);
  }

  /** Notes anew what is below a child. */
  private void refresh(Branch branch, int index) {
    branch.counts[index] = branch.child(index).total();
    first(branch, index);
  }

  private void first(Branch branch, int index) {
    int place = branch.child(index).firstPlace();
    branch.firsts[index] = place;
    branch.scores[index] = table.score(place);
  }

  /** Takes out the place of rank {@code rank} and returns it; its score is no longer needed. */
  int remove(int rank) {
    int place = remove(root, rank);
    size--;
    if (size == 0) {
      first = new Leaf();
      root = first;
      leafCount = 1;
      branchCount = 0;
    }
    while (root instanceof Branch branch && branch.size == 1) {
      root = branch.child(0);
      branchCount--;
    }
    return place;
  }

  private int remove(RankNode node, int rank) {
    if (node instanceof Leaf leaf) {
      int place = leaf.places[rank];
      leaf.size--;
      System.arraycopy(leaf.places, rank + 1, leaf.places, rank, leaf.size - rank);
      return place;
    }
    Branch branch = (Branch) node;
    int left = rank;
    int index = 0;
    while (left >= branch.counts[index]) {
      left -= branch.counts[index++];
    }
    RankNode child = branch.child(index);
    int place = remove(child, left);
    branch.counts[index]--;
    int capacity = child instanceof Leaf ? Leaf.CAPACITY : Branch.CAPACITY;
    if (branch.counts[index] == 0) {
      drop(branch, index);
    } else if (child.size < capacity / 4) {
      merge(branch, index, capacity);
    } else {
      first(branch, index);
    }
    return place;
  }

  /** Takes out a child below which there is nothing any more. */
  private void drop(Branch branch, int index) {
    if (branch.child(index) instanceof Leaf leaf) {
      if (leaf.previous == null) {
        first = leaf.next == null ? first : leaf.next;
      } else {
        leaf.previous.next = leaf.next;
      }
      if (leaf.next != null) {
        leaf.next.previous = leaf.previous;
      }
      leafCount--;
    } else {
      branchCount--;
    }
    branch.shift(index + 1, -1);
  }

  /** Joins the child at {@code index} with a neighbour, if the two fit into one. */
  private void merge(Branch branch, int index, int capacity) {
    int mine = branch.child(index).size;
    if (index > 0 && branch.child(index - 1).size + mine <= capacity) {
      join(branch, index - 1);
    } else if (index + 1 < branch.size && branch.child(index + 1).size + mine <= capacity) {
      join(branch, index);
    } else {
      first(branch, index);
    }
  }

  /** Moves all of the child behind {@code index} into the one at {@code index}. */
  private void join(Branch branch, int index) {
    RankNode left = branch.child(index);
    RankNode right = branch.child(index + 1);
    if (left instanceof Leaf into && right instanceof Leaf from) {
      System.arraycopy(from.places, 0, into.places, into.size, from.size);
      into.next = from.next;
      if (from.next != null) {
        from.next.previous = into;
      }
      leafCount--;
    } else {
      ((Branch) right).copy(0, (Branch) left, left.size, right.size);
      branchCount--;
    }
    left.size += right.size;
    branch.counts[index] += branch.counts[index + 1];
    branch.shift(index + 2, -1);
    first(branch, index);
  }

  /** Lets {@code place} stand at {@code rank} in place of {@code old}, with the same score. */
  void replace(int rank, int place, int old) {
    RankNode node = root;
    int left = rank;
    while (node instanceof Branch branch) {
      int index = 0;
      while (left >= branch.counts[index]) {
        left -= branch.counts[index++];
      }
      if (branch.firsts[index] == old) {
        branch.firsts[index] = place;
      }
      node = branch.child(index);
    }
    ((Leaf) node).places[left] = place;
  }

  // ---- Walks ----------------------------------------------------------------------------------

  /** A walk that begins with rank {@code rank}. */
  RankWalk walk(int rank, boolean backward) {
    return new RankWalk(this, rank, backward);
  }

  RankNode root() {
    return root;
  }

  ScoreTable table() {
    return table;
  }
}
