package dev.tidings.structures.sortedsets;

import dev.tidings.structures.Bytes;

/**
 * A walk over the members of a sorted set in one direction, without an object for each. Begins
 * before the first; good until the set changes.
 *
 * <pre>{@code
 * SortedSetCursor cursor = set.ascending(from);
 * while (count-- > 0 && cursor.next()) {
 *   reply.bulk(cursor.array(), cursor.offset(), cursor.length());
 * }
 * }</pre>
 */
public abstract sealed class SortedSetCursor permits PackedMembers.Walk, RankWalk {
  SortedSetCursor() {}

  /** Goes to the next member; false if there is none. */
  public abstract boolean next();

  /** The score of the member that it stands at. */
  public abstract double score();

  /** The array that the member's bytes are in; not to be changed. */
  public abstract byte[] array();

  /** Where in {@link #array} the member begins. */
  public abstract int offset();

  /** How many bytes the member has. */
  public abstract int length();

  /** The member that it stands at, which may be kept. */
  public final Bytes member() {
    byte[] array = array();
    // An array that is all the member's is never changed.
    return array.length == length() ? Bytes.wrap(array) : Bytes.copyOf(array, offset(), length());
  }
}
