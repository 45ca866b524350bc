package dev.tidings.structures.sortedsets;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.DenseBytes;
import dev.tidings.structures.HeapBytes;
import java.util.Arrays;

/**
 * The members of a large sorted set with their scores, by place: a {@link DenseBytes} and an array
 * beside it.
 *
 * <p>A new member takes the last place; when one leaves, the last one takes its place.
 */
final class ScoreTable {
  /** This object, the table's own and the head of the array of scores. */
  private static final int OBJECT_BYTES = 24 + 32 + 16;

  private final DenseBytes members;
  private double[] scores;
  private long memberBytes;

  ScoreTable() {
    this.members = new DenseBytes();
    this.scores = new double[members.capacity()];
  }

  private ScoreTable(ScoreTable other) {
    this.members = other.members.copy();
    this.scores = other.scores.clone();
    this.memberBytes = other.memberBytes;
  }

  /** The same in memory of its own; the members' bytes never change and are shared. */
  ScoreTable copy() {
    return new ScoreTable(this);
  }

  int size() {
    return members.size();
  }

  /** The arrays and what the members take. */
  long heldBytes() {
    return OBJECT_BYTES + members.heldBytes() + memberBytes + 8L * scores.length;
  }

  byte[] member(int place) {
    return members.at(place);
  }

  double score(int place) {
    return scores[place];
  }

  void score(int place, double score) {
    scores[place] = score;
  }

  int placeOf(Bytes member) {
    return members.placeOf(member);
  }

  /** Adds {@code member}, which must not be there; its place, the last one. */
  int add(Bytes member, double score) {
    int place = members.add(member);
    memberBytes += HeapBytes.ofArray(member.length());
    follow();
    scores[place] = score;
    return place;
  }

  /** Takes out the member at {@code place}; the last one moves there. */
  void removeAt(int place) {
    scores[place] = scores[members.size() - 1];
    memberBytes -= HeapBytes.ofArray(members.removeAt(place).length);
    follow();
  }

  /** A table of the members whose place is not {@code gone}, in the same order. */
  ScoreTable without(boolean[] gone) {
    ScoreTable rest = new ScoreTable();
    for (int place = 0; place < members.size(); place++) {
      if (!gone[place]) {
        rest.add(Bytes.wrap(member(place)), scores[place]);
      }
    }
    return rest;
  }

  /** Makes the array of scores as long as that of the members. */
  private void follow() {
    if (scores.length != members.capacity()) {
      scores = Arrays.copyOf(scores, members.capacity());
    }
  }
}
