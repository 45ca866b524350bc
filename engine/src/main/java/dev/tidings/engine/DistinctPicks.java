package dev.tidings.engine;

import dev.tidings.command.Refusal;
import dev.tidings.structures.DenseSet;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/** Picks by chance that HRANDFIELD, SRANDMEMBER and ZRANDMEMBER make alike. */
public final class DistinctPicks {
  /** More picks of one request than any client reads; Redis would write until its memory ends. */
  public static final long MOST = 1L << 28;

  private DistinctPicks() {}

  /**
   * What HRANDFIELD and ZRANDMEMBER are asked for: {@code count} different ones; with a minus, any
   * of them as often as chance has it.
   *
   * @param paired whether the value or score is told beside each
   */
  public record Picks(long count, boolean paired) {
    /** The least number is refused while words are read. */
    public Picks {
      if (count == Long.MIN_VALUE) {
        throw below(-Long.MAX_VALUE);
      }
    }

    /** Refuses what is out of range, judged after all words have been read. */
    public void check() {
      allowed(count, paired);
    }
  }

  /**
   * {@code count}, unless it is refused: with a minus it asks for so many picks of which some may
   * be the same, of which {@link #MOST} are possible.
   *
   * @param paired whether something is told beside each pick: then Redis halves the range
   */
  public static long allowed(long count, boolean paired) {
    if (count == Long.MIN_VALUE) {
      throw below(-Long.MAX_VALUE);
    }
    if (paired && Math.abs(count) > Long.MAX_VALUE / 2) {
      throw new Refusal("ERR value is out of range");
    }
    if (count < -MOST) {
      throw below(-MOST);
    }
    return count;
  }

  private static Refusal below(long least) {
    return new Refusal(
        "ERR value is out of range, value must between " + least + " and " + Long.MAX_VALUE);
  }

  /**
   * Shows {@code count} different places out of {@code size}, each set of so many as often as any
   * other: places are drawn out of growing ranges, and one that was drawn before gives way to the
   * range's last.
   */
  public static void places(SplittableRandom random, int size, int count, IntConsumer taker) {
    DenseSet<Integer> drawn = new DenseSet<>();
    for (int last = size - count; last < size; last++) {
      int place = random.nextInt(last + 1);
      if (!drawn.add(place)) {
        place = last;
        drawn.add(place);
      }
      taker.accept(place);
    }
  }

  /** Steps to the next of those that are walked over, and takes it or not. */
  public interface Walk {
    /** Steps on; {@code taken} is whether this one is picked. */
    void next(boolean taken);
  }

  /**
   * Walks over {@code size} things until {@code count} of them are taken, each set of so many as
   * often as any other: each is taken with the chance that is due to it.
   */
  public static void onTheWay(SplittableRandom random, int size, int count, Walk walk) {
    int missing = count;
    for (int left = size; missing > 0; left--) {
      boolean taken = left == missing || random.nextInt(left) < missing;
      walk.next(taken);
      missing -= taken ? 1 : 0;
    }
  }
}
