package dev.tidings.structures.sortedsets;

import dev.tidings.structures.Bytes;

/**
 * A sorted set in the making, whose scores may change often before they are put in order: a union.
 */
public final class SortedSetBuilder {
  private final ScoreTable table = new ScoreTable();
  private int longest;

  /** One without members. */
  public SortedSetBuilder() {}

  /** The score of {@code member} so far; NaN if it is none. */
  public double score(Bytes member) {
    int place = table.placeOf(member);
    return place < 0 ? Double.NaN : table.score(place);
  }

  /**
   * Gives {@code member} a score, whether it is one already or not.
   *
   * @throws IllegalArgumentException if the score is NaN
   */
  public void put(Bytes member, double score) {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("a score must be a number");
    }
    int place = table.placeOf(member);
    if (place < 0) {
      table.add(member, score);
      longest = Math.max(longest, member.length());
    } else {
      table.score(place, score);
    }
  }

  /** The set of all members; the builder must not be used any more. */
  public SortedSet build(SortedSetLimits limits) {
    if (table.size() > limits.entries() || longest > limits.memberBytes()) {
      return new SortedSet(new RankedMembers(table));
    }
    SortedSet set = new SortedSet();
    for (int place = 0; place < table.size(); place++) {
      set.put(Bytes.wrap(table.member(place)), table.score(place), limits);
    }
    return set;
  }
}
