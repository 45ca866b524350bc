package dev.tidings.structures.sortedsets;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.KeyType;
import dev.tidings.structures.Value;

/**
 * Members with scores, ordered by score and among equal scores by the members' unsigned bytes.
 * Every range that a command can name is a range of <i>ranks</i>, counted from 0 at the lowest:
 * {@link #rankOfScore} and {@link #rankOfText} tell where a bound stands, and a cursor walks from
 * there.
 *
 * <p>A score is any number but NaN. Both zeros are equal; the sign of a zero is kept in the large
 * form only.
 *
 * <p>Small ones are packed into one array ({@link PackedMembers}), where everything takes time with
 * the number of members; large ones are a hash table with a tree of ranks beside it ({@link
 * RankedMembers}), where finding takes constant and everything else logarithmic time.
 *
 * <p>Apart from ranks, members have <i>places</i>, from 0 to {@link #size()} - 1, which say nothing
 * to a client: for picks by chance, and for walks during which the set changes. Who walks from the
 * last place to the first meets each member that stays.
 */
public final class SortedSet extends Value {
  private static final long OWN_BYTES = 24;

  /** More than this is no longer packed, whatever the limits say. */
  private static final int PACKED_BYTES_MAX = 1 << 29;

  private Members members;

  /** An empty one. */
  public SortedSet() {
    this(new PackedMembers());
  }

  SortedSet(Members members) {
    this.members = members;
  }

  @Override
  public KeyType type() {
    return KeyType.ZSET;
  }

  /** {@code listpack} or {@code skiplist}. */
  @Override
  public String encoding() {
    return members instanceof PackedMembers ? "listpack" : "skiplist";
  }

  @Override
  public long heldBytes() {
    return OWN_BYTES + members.heldBytes();
  }

  @Override
  public SortedSet copy() {
    return new SortedSet(members.copy());
  }

  /** Whether it is kept in one array, so that a look at all of it costs little. */
  public boolean isPacked() {
    return members instanceof PackedMembers;
  }

  @Override
  public long parts() {
    return size();
  }

  /** How many members. */
  public int size() {
    return members.size();
  }

  /** Whether there is no member. */
  public boolean isEmpty() {
    return members.size() == 0;
  }

  /** The score of {@code member}; NaN if it is no member. */
  public double score(Bytes member) {
    return members.score(member);
  }

  /** Whether it is a member. */
  public boolean contains(Bytes member) {
    return !Double.isNaN(members.score(member));
  }

  /**
   * Gives {@code member} a score, whether it is one already or not.
   *
   * @param limits what decides whether a new member still fits in the packed form
   * @return the score that it had before; NaN if it is new
   * @throws IllegalArgumentException if the score is NaN
   */
  public double put(Bytes member, double score, SortedSetLimits limits) {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("a score must be a number");
    }
    if (members instanceof PackedMembers packed
        && !packed.fits(member, limits, PACKED_BYTES_MAX)
        && Double.isNaN(packed.score(member))) {
      members = new RankedMembers(packed);
    }
    return members.put(member, score);
  }

  /** Takes {@code member} out; the score that it had, NaN if it is no member. */
  public double remove(Bytes member) {
    return members.remove(member);
  }

  /** Takes out the members from rank {@code from} to before rank {@code to}. */
  public void removeRange(int from, int to) {
    if (from < 0 || to > size() || from > to) {
      throw new IndexOutOfBoundsException("ranks " + from + " to " + to + " of " + size());
    }
    if (from == to) {
      return;
    }
    if (to - from == size()) {
      members = new PackedMembers();
    } else {
      members.removeRange(from, to);
    }
  }

  /** How many members stand before {@code member}; -1 if it is no member. */
  public int rank(Bytes member) {
    return members.rank(member);
  }

  /** How many members have a score below {@code score}; with {@code after}, not above it. */
  public int rankOfScore(double score, boolean after) {
    return members.rankOfScore(score, after);
  }

  /**
   * How many members stand before {@code text} in the order of their bytes; with {@code after},
   * those equal to it included. Means something only if all scores are the same.
   */
  public int rankOfText(byte[] text, boolean after) {
    return members.rankOfText(text, after);
  }

  /** A walk upwards that begins with the member of rank {@code rank}. */
  public SortedSetCursor ascending(int rank) {
    return members.walk(rank, false);
  }

  /** A walk downwards that begins with the member of rank {@code rank}. */
  public SortedSetCursor descending(int rank) {
    return members.walk(rank, true);
  }

  /** The member at {@code place}, from 0 to {@link #size()} - 1. */
  public Bytes memberAt(int place) {
    return members.memberAt(place);
  }

  /** The score of the member at {@code place}. */
  public double scoreAt(int place) {
    return members.scoreAt(place);
  }
}
