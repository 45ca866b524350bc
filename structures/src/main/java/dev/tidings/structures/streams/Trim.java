package dev.tidings.structures.streams;

/**
 * Which entries are to go from the front of a log.
 *
 * @param bound what may stay
 * @param wholeNodes only nodes that may go as a whole go ({@code ~}); else entries go one by one up
 *     to the bound ({@code =})
 * @param limit stop before a node with which more than so many entries would go; 0: no limit
 */
public record Trim(Bound bound, boolean wholeNodes, long limit) {
  /** Refuses a negative limit. */
  public Trim {
    if (limit < 0) {
      throw new IllegalArgumentException("a limit is negative: " + limit);
    }
  }

  /** Exactly to the bound. */
  public static Trim exactly(Bound bound) {
    return new Trim(bound, false, 0);
  }

  /** Up to the bound by whole nodes, at most {@code limit} entries. */
  public static Trim byNodes(Bound bound, long limit) {
    return new Trim(bound, true, limit);
  }

  /** What may stay in a log. */
  public sealed interface Bound {}

  /** The newest {@code max} entries stay ({@code MAXLEN}). */
  public record Length(long max) implements Bound {
    /** Refuses a negative number. */
    public Length {
      if (max < 0) {
        throw new IllegalArgumentException("a length is negative: " + max);
      }
    }
  }

  /** Entries from {@code ms-seq} on stay ({@code MINID}). */
  public record From(long ms, long seq) implements Bound {}
}
