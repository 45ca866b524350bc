package dev.tidings.structures.sortedsets;

import dev.tidings.structures.sortedsets.RankNode.Branch;
import dev.tidings.structures.sortedsets.RankNode.Leaf;
import org.jspecify.annotations.Nullable;

/** A walk over a {@link RankTree}, from leaf to leaf. */
final class RankWalk extends SortedSetCursor {
  private static final byte[] NOTHING = new byte[0];

  private final ScoreTable table;
  private final boolean backward;
  private @Nullable Leaf leaf;
  private int coming;
  private int place;
  private byte[] member = NOTHING;

  RankWalk(RankTree tree, int rank, boolean backward) {
    this.table = tree.table();
    this.backward = backward;
    if (rank < 0 || rank >= tree.size()) {
      return;
    }
    RankNode node = tree.root();
    int left = rank;
    while (node instanceof Branch branch) {
      int index = 0;
      while (left >= branch.counts[index]) {
        left -= branch.counts[index++];
      }
      node = branch.child(index);
    }
    leaf = (Leaf) node;
    coming = left;
  }

  @Override
  public boolean next() {
    Leaf here = leaf;
    if (here == null) {
      return false;
    }
    place = here.places[coming];
    member = table.member(place);
    if (backward) {
      if (--coming < 0) {
        leaf = here.previous;
        coming = leaf == null ? 0 : leaf.size - 1;
      }
    } else if (++coming == here.size) {
      leaf = here.next;
      coming = 0;
    }
    return true;
  }

  /** The place that it stands at. */
  int place() {
    return place;
  }

  @Override
  public double score() {
    return table.score(place);
  }

  @Override
  public byte[] array() {
    return member;
  }

  @Override
  public int offset() {
    return 0;
  }

  @Override
  public int length() {
    return member.length;
  }
}
