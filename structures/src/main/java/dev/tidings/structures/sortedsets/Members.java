package dev.tidings.structures.sortedsets;

import dev.tidings.structures.Bytes;

/**
 * The members of a sorted set in one of its two forms. What each method is, stands at {@link
 * SortedSet}.
 */
sealed interface Members permits PackedMembers, RankedMembers {
  int size();

  double score(Bytes member);

  double put(Bytes member, double score);

  double remove(Bytes member);

  int rank(Bytes member);

  int rankOfScore(double score, boolean after);

  int rankOfText(byte[] text, boolean after);

  void removeRange(int from, int to);

  SortedSetCursor walk(int rank, boolean backward);

  Bytes memberAt(int place);

  double scoreAt(int place);

  long heldBytes();

  Members copy();
}
