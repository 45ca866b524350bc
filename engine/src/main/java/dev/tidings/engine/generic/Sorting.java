package dev.tidings.engine.generic;

import dev.tidings.command.Refusal;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.Decimal;
import dev.tidings.protocol.DoubleText;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.lists.ListCursor;
import dev.tidings.structures.lists.ListValue;
import dev.tidings.structures.lists.Side;
import dev.tidings.structures.sets.SetCursor;
import dev.tidings.structures.sets.SetValue;
import dev.tidings.structures.sortedsets.SortedSet;
import dev.tidings.structures.sortedsets.SortedSetCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One SORT: from what a key holds to the texts that are told or stored. */
final class Sorting {
  private static final byte[][] NOTHING = new byte[0][];

  private final Database database;
  private final long nowMillis;
  private final boolean scripted;
  private final SortPlan plan;

  Sorting(Turn turn, SortPlan plan) {
    this.database = turn.database();
    this.nowMillis = turn.nowMillis();
    this.scripted = turn.isScripted();
    this.plan = plan;
  }

  /** A member and what it is sorted by. */
  private static final class Weighed {
    private final byte[] member;
    private double number;
    private byte @Nullable [] text;

    Weighed(byte[] member) {
      this.member = member;
    }
  }

  /**
   * The result for what a key holds, null being nothing; where GET points to nothing, null stands.
   */
  List<byte @Nullable []> of(@Nullable Object value) {
    Members members = Members.of(value);
    // A set has no order of its own: what is stored, or seen by a script, is put into one.
    boolean ordersSet =
        plan.keepsOrder() && members.isUnordered() && (plan.store != null || scripted);
    boolean sorts = !plan.keepsOrder() || ordersSet;
    int size = members.size();
    int start = (int) Math.min(Math.max(plan.start, 0), size);
    int count = plan.count < 0 ? size : (int) Math.min(plan.count, size);
    int end = Math.min(size, start + count);
    if (!sorts) {
      return told(members.range(start, end, plan.descending));
    }
    byte[][] all = members.range(0, size, false);
    byte[][] sorted =
        ordersSet
            ? sorted(all, null, true)
            : sorted(all, plan.looksUp() ? plan.by : null, plan.alphabetic);
    return told(Arrays.copyOfRange(sorted, start, end));
  }

  private byte[][] sorted(byte[][] members, @Nullable Bytes by, boolean alphabetic) {
    SortReference pattern = by == null ? null : new SortReference(by);
    Weighed[] weighed = new Weighed[members.length];
    boolean isWrong = false;
    for (int place = 0; place < members.length; place++) {
      Weighed each = new Weighed(members[place]);
      weighed[place] = each;
      byte[] weight =
          pattern == null ? each.member : pattern.valueFor(database, nowMillis, each.member);
      if (alphabetic) {
        each.text = weight;
      } else if (weight != null) {
        each.number = number(weight);
        isWrong |= Double.isNaN(each.number);
      }
    }
    if (isWrong) {
      throw new Refusal("ERR One or more scores can't be converted into double");
    }
    Comparator<Weighed> order = alphabetic ? textOrder() : Sorting::byNumber;
    Arrays.sort(weighed, plan.descending ? order.reversed() : order);
    byte[][] sorted = new byte[members.length][];
    for (int place = 0; place < sorted.length; place++) {
      sorted[place] = weighed[place].member;
    }
    return sorted;
  }

  /** Equal numbers are told apart by the members, so that the order is always the same. */
  private static int byNumber(Weighed one, Weighed other) {
    int order = Double.compare(one.number + 0.0, other.number + 0.0);
    return order != 0 ? order : Arrays.compareUnsigned(one.member, other.member);
  }

  /** What is told ends at a zero byte for the comparison, what is stored does not, as in Redis. */
  private Comparator<Weighed> textOrder() {
    boolean whole = plan.store != null;
    return (one, other) -> {
      byte[] text = one.text;
      byte[] otherText = other.text;
      if (text == null || otherText == null) {
        return Boolean.compare(text != null, otherText != null);
      }
      return Arrays.compareUnsigned(
          text,
          0,
          whole ? text.length : SortReference.end(text),
          otherText,
          0,
          whole ? otherText.length : SortReference.end(otherText));
    };
  }

  /** The number that a text stands for; NaN if it is none. */
  private static double number(byte[] text) {
    long whole = Decimal.parse(text, 0, text.length);
    return whole != Decimal.INVALID ? whole : DoubleText.parseLoosely(text, 0, text.length);
  }

  private List<byte @Nullable []> told(byte[][] members) {
    if (plan.get.isEmpty()) {
      return Arrays.asList(members);
    }
    List<SortReference> patterns = plan.get.stream().map(SortReference::new).toList();
    List<byte @Nullable []> told = new ArrayList<>(members.length * patterns.size());
    for (byte[] member : members) {
      for (SortReference pattern : patterns) {
        told.add(pattern.valueFor(database, nowMillis, member));
      }
    }
    return told;
  }

  /** What can be sorted. */
  private sealed interface Members {
    static Members of(@Nullable Object value) {
      return switch (value) {
        case null -> new OfList(new ListValue());
        case ListValue list -> new OfList(list);
        case SortedSet set -> new OfSortedSet(set);
        case SetValue set -> new OfSet(set);
        default -> throw Refusal.wrongType();
      };
    }

    int size();

    /** Whether the order in which they are kept means nothing. */
    default boolean isUnordered() {
      return false;
    }

    /** The members from {@code start} to {@code end} - 1 in the order in which they are kept. */
    default byte[][] range(int start, int end, boolean backward) {
      if (end <= start) {
        return NOTHING;
      }
      byte[][] range = new byte[end - start][];
      fill(range, start, backward);
      return range;
    }

    /** Fills {@code range} with the members from {@code start} on. */
    void fill(byte[][] range, int start, boolean backward);
  }

  private record OfList(ListValue list) implements Members {
    @Override
    public int size() {
      return (int) list.size();
    }

    @Override
    public void fill(byte[][] range, int start, boolean backward) {
      ListCursor cursor =
          backward
              ? list.cursor(list.size() - 1 - start, Side.RIGHT)
              : list.cursor(start, Side.LEFT);
      for (int at = 0; at < range.length && cursor.next(); at++) {
        range[at] = cursor.bytes();
      }
    }
  }

  private record OfSortedSet(SortedSet set) implements Members {
    @Override
    public int size() {
      return set.size();
    }

    @Override
    public void fill(byte[][] range, int start, boolean backward) {
      SortedSetCursor cursor =
          backward ? set.descending(set.size() - 1 - start) : set.ascending(start);
      for (int at = 0; at < range.length && cursor.next(); at++) {
        range[at] = cursor.member().array();
      }
    }
  }

  /** The order in which a set is kept means nothing, backward as little as forward. */
  private record OfSet(SetValue set) implements Members {
    @Override
    public int size() {
      return set.size();
    }

    @Override
    public boolean isUnordered() {
      return true;
    }

    @Override
    public void fill(byte[][] range, int start, boolean backward) {
      SetCursor cursor = set.cursor();
      for (int at = -start; at < range.length && cursor.next(); at++) {
        if (at >= 0) {
          range[at] = cursor.bytes();
        }
      }
    }
  }
}
