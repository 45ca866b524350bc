package dev.tidings.structures.sortedsets;

import dev.tidings.structures.Bytes;
import java.util.Objects;

/** Members in a hash table, and a tree that knows their ranks. */
final class RankedMembers implements Members {
  private static final int OWN_BYTES = 16;

  /** From this share of the members on, those that stay are less work than those that leave. */
  private static final int REBUILD_SHARE = 8;

  private ScoreTable table;
  private RankTree tree;

  /** Those of {@code packed}. */
  RankedMembers(PackedMembers packed) {
    this(new ScoreTable(), 0);
    SortedSetCursor cursor = packed.walk(0, false);
    while (cursor.next()) {
      tree.insert(tree.size(), table.add(cursor.member(), cursor.score()));
    }
  }

  /** All members of {@code table}, which it takes over. */
  RankedMembers(ScoreTable table) {
    this(table, table.size());
  }

  /** Those of the first {@code count} places of {@code table}. */
  private RankedMembers(ScoreTable table, int count) {
    this.table = table;
    this.tree = new RankTree(table);
    for (int place = 0; place < count; place++) {
      tree.insert(tree.rank(table.score(place), table.member(place)), place);
    }
  }

  @Override
  public RankedMembers copy() {
    RankedMembers copy = new RankedMembers(table.copy(), 0);
    for (RankNode.Leaf leaf = tree.first(); leaf != null; leaf = leaf.next) {
      for (int i = 0; i < leaf.size; i++) {
        copy.tree.insert(copy.tree.size(), leaf.places[i]);
      }
    }
    return copy;
  }

  @Override
  public int size() {
    return table.size();
  }

  @Override
  public long heldBytes() {
    return OWN_BYTES + table.heldBytes() + tree.heldBytes();
  }

  @Override
  public double score(Bytes member) {
    int place = table.placeOf(member);
    return place < 0 ? Double.NaN : table.score(place);
  }

  @Override
  public int rank(Bytes member) {
    int place = table.placeOf(member);
    return place < 0 ? -1 : tree.rank(table.score(place), member.array());
  }

  @Override
  public int rankOfScore(double score, boolean after) {
    return tree.rankOfScore(score, after);
  }

  @Override
  public int rankOfText(byte[] text, boolean after) {
    return tree.rankOfText(text, after);
  }

  @Override
  public double put(Bytes member, double score) {
    int place = table.placeOf(member);
    if (place < 0) {
      int rank = tree.rank(score, member.array());
      tree.insert(rank, table.add(member, score));
      return Double.NaN;
    }
    double before = table.score(place);
    if (before != score) {
      // The bytes that are in the table are those to keep: the request's are an array more.
      byte[] name = table.member(place);
      tree.remove(tree.rank(before, name));
      int rank = tree.rank(score, name);
      table.score(place, score);
      tree.insert(rank, place);
    }
    return before;
  }

  @Override
  public double remove(Bytes member) {
    int place = table.placeOf(member);
    if (place < 0) {
      return Double.NaN;
    }
    double score = table.score(place);
    tree.remove(tree.rank(score, member.array()));
    leave(place);
    return score;
  }

  /** Takes a place out of the table that is no longer in the tree. */
  private void leave(int place) {
    int last = table.size() - 1;
    if (place != last) {
      tree.replace(tree.rank(table.score(last), table.member(last)), place, last);
    }
    table.removeAt(place);
  }

  @Override
  public void removeRange(int from, int to) {
    if (to - from > size() / REBUILD_SHARE) {
      rebuildWithout(from, to);
      return;
    }
    for (int left = to - from; left > 0; left--) {
      leave(tree.remove(from));
    }
  }

  /** In time with the number of members. Places only ever become smaller, for the sake of walks. */
  private void rebuildWithout(int from, int to) {
    boolean[] gone = new boolean[size()];
    int[] newPlaces = new int[size()];
    RankWalk walk = tree.walk(from, false);
    for (int left = to - from; left > 0 && walk.next(); left--) {
      gone[walk.place()] = true;
    }
    int next = 0;
    for (int place = 0; place < gone.length; place++) {
      newPlaces[place] = next;
      next += gone[place] ? 0 : 1;
    }
    ScoreTable rest = table.without(gone);
    RankTree order = new RankTree(rest);
    for (RankNode.Leaf leaf = tree.first(); leaf != null; leaf = leaf.next) {
      for (int i = 0; i < leaf.size; i++) {
        int place = leaf.places[i];
        if (!gone[place]) {
          order.insert(order.size(), newPlaces[place]);
        }
      }
    }
    table = rest;
    tree = order;
  }

  @Override
  public SortedSetCursor walk(int rank, boolean backward) {
    return tree.walk(rank, backward);
  }

  @Override
  public Bytes memberAt(int place) {
    return Bytes.wrap(table.member(Objects.checkIndex(place, table.size())));
  }

  @Override
  public double scoreAt(int place) {
    return table.score(Objects.checkIndex(place, table.size()));
  }
}
