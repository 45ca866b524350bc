package dev.tidings.structures.sortedsets;

import dev.tidings.structures.Bytes;
import java.util.SplittableRandom;

/**
 * Times and memory of a sorted set of many members, run by hand: {@code SortedSetBenchmark
 * [members]}. Each round does the same with another set; the last ones count.
 */
public final class SortedSetBenchmark {
  private static final int ROUNDS = 4;
  private static final int LOOKS = 1_000_000;

  private final int size;
  private final Bytes[] members;
  private final double[] scores;
  private long sum;

  private SortedSetBenchmark(int size) {
    this.size = size;
    this.members = new Bytes[size];
    this.scores = new double[size];
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < size; i++) {
      members[i] = Bytes.of("m" + (100_000_000 + random.nextInt(900_000_000)));
      scores[i] = random.nextInt(10_000_000) / 4.0;
    }
  }

  /** Prints what it measures. */
  public static void main(String[] args) {
    SortedSetBenchmark benchmark =
        new SortedSetBenchmark(args.length == 0 ? 1_000_000 : Integer.parseInt(args[0]));
    for (int round = 0; round < ROUNDS; round++) {
      benchmark.run();
    }
    System.out.println(benchmark.sum);
  }

  private void run() {
    SortedSet set = new SortedSet();
    long start = nanos();
    for (int i = 0; i < size; i++) {
      set.put(members[i], scores[i], SortedSetLimits.DEFAULT);
    }
    print("add", start, size);
    System.out.printf(
        "  %d members, %.1f bytes each%n", set.size(), set.heldBytes() / (double) set.size());
    look(set);
    change(set);
  }

  private void look(SortedSet set) {
    long start = nanos();
    for (int i = 0; i < LOOKS; i++) {
      sum += (long) set.score(members[(int) (i * 7919L % size)]);
    }
    print("score", start, LOOKS);
    start = nanos();
    for (int i = 0; i < LOOKS; i++) {
      sum += set.rank(members[(int) (i * 7919L % size)]);
    }
    print("rank", start, LOOKS);
    start = nanos();
    for (int i = 0; i < LOOKS / 10; i++) {
      SortedSetCursor cursor = set.ascending((int) (i * 7919L % size));
      for (int j = 0; j < 10 && cursor.next(); j++) {
        sum += cursor.length() + (long) cursor.score();
      }
    }
    print("range of ten", start, LOOKS / 10);
    start = nanos();
    for (SortedSetCursor cursor = set.ascending(0); cursor.next(); ) {
      sum += cursor.length();
    }
    print("walk, each", start, set.size());
  }

  private void change(SortedSet set) {
    long start = nanos();
    for (int i = 0; i < size; i++) {
      set.put(members[i], scores[size - 1 - i], SortedSetLimits.DEFAULT);
    }
    print("change", start, size);
    start = nanos();
    int half = set.size() / 2;
    for (int i = 0; i < half; i++) {
      set.removeRange(0, 1);
    }
    print("pop", start, half);
    start = nanos();
    int left = set.size();
    for (Bytes member : members) {
      set.remove(member);
    }
    print("remove", start, left);
  }

  /** Time on the wall: the thread's own is told by a module that this one does not see. */
  private static long nanos() {
    return System.nanoTime();
  }

  private static void print(String what, long start, int count) {
    System.out.printf("  %-14s %6d ns%n", what, (nanos() - start) / count);
  }
}
