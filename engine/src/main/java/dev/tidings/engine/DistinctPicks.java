package dev.tidings.engine;

import dev.tidings.structures.DenseSet;
import java.util.SplittableRandom;
import java.util.function.IntConsumer;

/** Picks by chance that HRANDFIELD, SRANDMEMBER and ZRANDMEMBER make alike. */
public final class DistinctPicks {
  private DistinctPicks() {}

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
}
