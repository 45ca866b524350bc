package dev.tidings.engine.sortedsets;

import dev.tidings.command.Refusal;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.sets.SetCursor;
import dev.tidings.structures.sets.SetValue;
import dev.tidings.structures.sortedsets.SortedSet;
import dev.tidings.structures.sortedsets.SortedSetCursor;
import org.jspecify.annotations.Nullable;

/** What a key holds that is an operand: a sorted set, a set, or nothing. */
sealed interface ScoredInput {
  /** How many members. */
  int size();

  /** The score of {@code member}; NaN if it is no member. */
  double score(Bytes member);

  /** A walk over all members. */
  Walk walk();

  /** A walk that begins before the first member. */
  interface Walk {
    /** Goes to the next member; false if there is none. */
    boolean next();

    Bytes member();

    double score();
  }

  /** What a key holds; anything but sets is refused. */
  static ScoredInput of(@Nullable Object value) {
    return switch (value) {
      case null -> new OfSortedSet(new SortedSet());
      case SortedSet set -> new OfSortedSet(set);
      case SetValue set -> new OfSet(set);
      default -> throw Refusal.wrongType();
    };
  }

  /** A sorted set. */
  record OfSortedSet(SortedSet set) implements ScoredInput {
    @Override
    public int size() {
      return set.size();
    }

    @Override
    public double score(Bytes member) {
      return set.score(member);
    }

    @Override
    public Walk walk() {
      SortedSetCursor cursor = set.ascending(0);
      return new Walk() {
        @Override
        public boolean next() {
          return cursor.next();
        }

        @Override
        public Bytes member() {
          return cursor.member();
        }

        @Override
        public double score() {
          return cursor.score();
        }
      };
    }
  }

  /** A set: each member scores 1. */
  record OfSet(SetValue set) implements ScoredInput {
    @Override
    public int size() {
      return set.size();
    }

    @Override
    public double score(Bytes member) {
      return set.contains(member) ? 1 : Double.NaN;
    }

    @Override
    public Walk walk() {
      SetCursor cursor = set.cursor();
      return new Walk() {
        @Override
        public boolean next() {
          return cursor.next();
        }

        @Override
        public Bytes member() {
          return Bytes.wrap(cursor.bytes());
        }

        @Override
        public double score() {
          return 1;
        }
      };
    }
  }
}
