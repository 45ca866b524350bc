package dev.tidings.engine.sortedsets;

import dev.tidings.command.Refusal;
import dev.tidings.command.WholeNumber;
import dev.tidings.protocol.DoubleText;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.sortedsets.SortedSet;
import java.util.Arrays;

/** The two ends of a range, as clients write them; a set makes ranks of them. */
sealed interface Bounds {
  /** Which ranks of {@code set} lie between them. */
  Ranks ranks(SortedSet set);

  /** The ranks from {@code from} to before {@code to}. */
  record Ranks(int from, int to) {
    private static final Ranks NONE = new Ranks(0, 0);

    int count() {
      return to - from;
    }

    static Ranks between(int from, int to) {
      return from < to ? new Ranks(from, to) : NONE;
    }

    /** Without the first {@code offset}, and at most {@code most} of the rest; negative: all. */
    Ranks limited(long offset, long most) {
      if (offset < 0 || offset >= count()) {
        return NONE;
      }
      int start = from + (int) offset;
      return most < 0 || most >= to - start
          ? new Ranks(start, to)
          : between(start, start + (int) most);
    }

    /** The same ranks counted from the other end. */
    Ranks reversed(int size) {
      return new Ranks(size - to, size - from);
    }
  }

  /** Two ranks, both included; a negative one counts from behind: -1 is the last. */
  record ByRank(long first, long last) implements Bounds {
    static ByRank read(Bytes first, Bytes last) {
      return new ByRank(WholeNumber.of(first), WholeNumber.of(last));
    }

    @Override
    public Ranks ranks(SortedSet set) {
      int size = set.size();
      long from = Math.max(0, first < 0 ? first + size : first);
      long to = Math.min(size - 1L, last < 0 ? last + size : last);
      return from > to ? Ranks.NONE : new Ranks((int) from, (int) to + 1);
    }
  }

  /** Two scores: {@code 1.5}, {@code (1.5} without the score itself, {@code -inf}. */
  record ByScore(double least, boolean above, double most, boolean below) implements Bounds {
    private static final String REFUSED = "ERR min or max is not a float";

    static ByScore read(Bytes least, Bytes most) {
      return new ByScore(score(least), isOpen(least), score(most), isOpen(most));
    }

    @Override
    public Ranks ranks(SortedSet set) {
      return Ranks.between(set.rankOfScore(least, above), set.rankOfScore(most, !below));
    }

    private static boolean isOpen(Bytes text) {
      return text.length() > 0 && text.at(0) == '(';
    }

    private static double score(Bytes text) {
      int start = isOpen(text) ? 1 : 0;
      double score = DoubleText.parseLoosely(text.array(), start, text.length() - start);
      if (Double.isNaN(score)) {
        throw new Refusal(REFUSED);
      }
      return score;
    }
  }

  /** Two texts: {@code [a}, {@code (a} without the text itself, {@code -} and {@code +}. */
  record ByText(Text least, Text most) implements Bounds {
    private static final String REFUSED = "ERR min or max not valid string range item";

    static ByText read(Bytes least, Bytes most) {
      return new ByText(Text.read(least), Text.read(most));
    }

    @Override
    public Ranks ranks(SortedSet set) {
      return Ranks.between(least.rank(set, least.open), most.rank(set, !most.open));
    }

    /** Before all, behind all, or at a text. */
    private record Text(int side, boolean open, byte[] text) {
      private static final byte[] NOTHING = new byte[0];

      static Text read(Bytes word) {
        int length = word.length();
        byte first = length == 0 ? 0 : word.at(0);
        if (first == '[' || first == '(') {
          return new Text(0, first == '(', Arrays.copyOfRange(word.array(), 1, length));
        }
        // A zero byte ends a word in the language that Redis is written in.
        boolean alone = length == 1 || (length > 1 && word.at(1) == 0);
        if (alone && (first == '-' || first == '+')) {
          return new Text(first == '-' ? -1 : 1, false, NOTHING);
        }
        throw new Refusal(REFUSED);
      }

      int rank(SortedSet set, boolean after) {
        if (side != 0) {
          return side < 0 ? 0 : set.size();
        }
        return set.rankOfText(text, after);
      }
    }
  }
}
