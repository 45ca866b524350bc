package dev.tidings.structures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Prints what a lookup costs beside 0, 10 000 and 1 000 000 patterns which do not match, after they
 * are gone, and what a pattern costs in memory and time. The 16 384 names are near misses that lead
 * deep into the tree, so that beside a million patterns the processor's caches do not hold what
 * they touch; "hot" is the same with 16 names. Run {@link #main}; it takes a minute or two and
 * wants 2 GB of heap.
 */
final class PatternIndexBenchmark {
  /** Patterns by number, and a name by number that none of them matches. */
  private record Family(String title, IntFunction<String> pattern, IntFunction<String> name) {}

  private static final List<Family> FAMILIES =
      List.of(
          new Family("user:<i>:*", i -> "user:" + i + ":*", i -> "user:" + i + "/inbox"),
          new Family("*:<i>", i -> "*:" + i, i -> "user:" + i + "/inbox"),
          new Family("a:*:<i>:b", i -> "a:*:" + i + ":b", i -> "a:user:" + i + ":c"),
          new Family("news.*.<i>", i -> "news.*." + i, i -> "news.sport." + i + "x"),
          new Family("?ser:<i>:*", i -> "?ser:" + i + ":*", i -> "user:" + i + "/inbox"),
          new Family("[t-v]ser:<i>:*", i -> "[t-v]ser:" + i + ":*", i -> "user:" + i + "/inbox"),
          new Family("[<i>]x*", i -> "[" + i + "]x*", i -> "user:" + i + "/inbox"),
          new Family("*<i>*x*", i -> "*" + i + "*x*", i -> "user:" + i + "/inbo"),
          new Family("<hash>*", i -> scrambled(i) + "*", i -> scrambled(-i) + "/inbox"));

  private static final int LOOKUPS = 1 << 20;
  private static long matched;

  private PatternIndexBenchmark() {}

  public static void main(String[] arguments) {
    for (int round = 0; round < 2; round++) {
      System.out.printf(
          "%-16s %8s %8s %8s %8s %8s %8s | %7s %7s %7s%n",
          "ns per lookup",
          "0",
          "1",
          "10 000",
          "1 M",
          "1 M, hot",
          "gone",
          "B/patt.",
          "put ns",
          "rem. ns");
      for (Family family : FAMILIES) {
        measure(family);
      }
    }
    System.out.println(matched);
  }

  private static void measure(Family family) {
    PatternIndex<Object> index = new PatternIndex<>();
    Bytes[] names = new Bytes[1 << 14];
    for (int i = 0; i < names.length; i++) {
      names[i] = Bytes.of(family.name().apply(i * 61));
    }
    List<String> cells = new ArrayList<>();
    cells.add(lookupNanos(index, names));
    List<Bytes> patterns = million(family);
    index.put(patterns.getFirst(), family);
    cells.add(lookupNanos(index, names));
    for (int i = 1; i < 10_000; i++) {
      index.put(patterns.get(i), family);
    }
    cells.add(lookupNanos(index, names));
    long heapBefore = usedHeap();
    long start = System.nanoTime();
    for (int i = 10_000; i < 1_000_000; i++) {
      index.put(patterns.get(i), family);
    }
    final double putNanos = (System.nanoTime() - start) / 990_000.0;
    final double bytes = (usedHeap() - heapBefore) / 990_000.0;
    cells.add(lookupNanos(index, names));
    cells.add(lookupNanos(index, Arrays.copyOf(names, 16)));
    start = System.nanoTime();
    for (Bytes pattern : patterns) {
      index.remove(pattern);
    }
    final double removeNanos = (System.nanoTime() - start) / 1e6;
    cells.add(lookupNanos(index, names));
    for (double cell : new double[] {bytes, putNanos, removeNanos}) {
      cells.add(String.format(Locale.ROOT, "%.0f", cell));
    }
    System.out.printf(
        "%-16s %8s %8s %8s %8s %8s %8s | %7s %7s %7s%n",
        Stream.concat(Stream.of(family.title()), cells.stream()).toArray());
  }

  private static List<Bytes> million(Family family) {
    List<Bytes> patterns = new ArrayList<>();
    for (int i = 0; i < 1_000_000; i++) {
      patterns.add(Bytes.of(family.pattern().apply(i)));
    }
    return patterns;
  }

  private static String lookupNanos(PatternIndex<Object> index, Bytes[] names) {
    double best = Double.MAX_VALUE;
    for (int round = 0; round < 4; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < LOOKUPS; i++) {
        index.forEachMatch(names[i & (names.length - 1)], (pattern, value) -> matched++);
      }
      best = Math.min(best, (System.nanoTime() - start) / (double) LOOKUPS);
    }
    return String.format(Locale.ROOT, "%.1f", best);
  }

  private static String scrambled(int i) {
    return Long.toHexString(i * 0x9E3779B97F4A7C15L);
  }

  private static long usedHeap() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
