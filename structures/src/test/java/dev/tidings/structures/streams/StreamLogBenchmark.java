package dev.tidings.structures.streams;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.RedisServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/**
 * Prints how much memory an entry takes here and in a Redis of this machine, and what appending,
 * reading, finding and deleting cost in a log of ten million entries. Run {@link #main} with 2 GB
 * of heap; it takes about a minute.
 */
final class StreamLogBenchmark {
  /** Entries by number; the ids follow each other at {@code stepMillis}. */
  private record Shape(String title, int stepMillis, IntFunction<List<Bytes>> entry) {}

  private static final List<Shape> SHAPES =
      List.of(
          new Shape("1 field, 10 bytes", 1, i -> texts("value", ten(i))),
          new Shape("1 field, 10 bytes, one ms", 0, i -> texts("value", ten(i))),
          new Shape(
              "3 fields, 60 bytes",
              1,
              i ->
                  texts(
                      "user", ten(i) + ten(i), "action", ten(~i) + ten(i), "item", "x".repeat(20))),
          new Shape(
              "3 numbers",
              7,
              i -> texts("sensor", "" + i % 90, "temp", "" + i * 7919L, "at", "" + i)),
          new Shape("other names each", 1, i -> texts("name" + i, ten(i), "other" + i, ten(~i))),
          new Shape(
              "four sets in turn",
              1,
              i -> texts("first" + i % 4, ten(i), "second" + i % 4, ten(~i))));

  private static final int MEMORY_ENTRIES = 400_000;
  private static final int LONG = 10_000_000;
  private static long seen;

  /** Held here so that no compiler finds it dead while it is being measured. */
  private static StreamLog kept = new StreamLog(0);

  private StreamLogBenchmark() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    try (RedisServer server = RedisServer.start();
        RedisServer.Connection redis = server.connect()) {
      System.out.printf(
          "%-28s %8s %8s %8s %8s%n", "bytes per entry", "heap", "told", "Redis", "ratio");
      memory(SHAPES.getFirst(), redis); // The first one measures what the machine loads, too.
      for (Shape shape : SHAPES) {
        memory(shape, redis);
      }
    }
    long entries = arguments.length > 0 ? Long.parseLong(arguments[0]) : LONG;
    times(entries);
    System.out.println(seen);
  }

  private static void memory(Shape shape, RedisServer.Connection redis) throws IOException {
    kept = new StreamLog(1);
    long before = usedHeap();
    StreamLog log = kept;
    for (int i = 0; i < MEMORY_ENTRIES; i++) {
      log.append(id(shape, i), seq(shape, i), Pairs.of(shape.entry.apply(i)), NodeLimits.DEFAULT);
    }
    final double here = (usedHeap() - before) / (double) MEMORY_ENTRIES;
    final double told = log.heldBytes() / (double) MEMORY_ENTRIES;
    seen += log.length();
    redis.send(Bytes.of("FLUSHALL").array());
    redis.reply();
    long redisBefore = usedMemory(redis);
    for (int i = 0; i < MEMORY_ENTRIES; i += 1000) {
      for (int k = i; k < i + 1000; k++) {
        redis.send(words(shape, k));
      }
      for (int k = i; k < i + 1000; k++) {
        redis.reply();
      }
    }
    final double there = (usedMemory(redis) - redisBefore) / (double) MEMORY_ENTRIES;
    System.out.printf(
        Locale.ROOT,
        "%-28s %8.1f %8.1f %8.1f %8.2f%n",
        shape.title,
        here,
        told,
        there,
        here / there);
  }

  private static byte[][] words(Shape shape, int i) {
    List<Bytes> words = new ArrayList<>(List.of(Bytes.of("XADD"), Bytes.of("s")));
    words.add(StreamId.text(id(shape, i), seq(shape, i)));
    words.addAll(shape.entry.apply(i));
    return words.stream().map(Bytes::array).toArray(byte[][]::new);
  }

  private static long id(Shape shape, int i) {
    return 1_790_000_000_000L + (long) i * shape.stepMillis;
  }

  private static long seq(Shape shape, int i) {
    return shape.stepMillis == 0 ? i : 0;
  }

  private static long usedMemory(RedisServer.Connection redis) throws IOException {
    redis.send(Bytes.of("INFO").array(), Bytes.of("memory").array());
    String info = redis.reply().toString();
    int start = info.indexOf("used_memory:") + "used_memory:".length();
    return Long.parseLong(info.substring(start, info.indexOf('\r', start)));
  }

  private static void times(long entries) {
    StreamLog log = new StreamLog(1);
    Pairs pairs =
        Pairs.of(texts("user", "some value of 20 byt", "action", "click", "item", "4711"));
    long start = System.nanoTime();
    for (long i = 1; i <= entries; i++) {
      log.append(1_790_000_000_000L + i, 0, pairs, NodeLimits.DEFAULT);
      if (i == entries / 10) {
        print("append, the first tenth", start, entries / 10);
      }
    }
    print("append, all", start, entries);
    EntryCursor cursor = new EntryCursor();
    reading(log, cursor, entries);
    reading(log, cursor, entries);
    changing(log, entries);
  }

  private static void reading(StreamLog log, EntryCursor cursor, long entries) {
    long start = System.nanoTime();
    for (int i = 0; i < 20_000; i++) {
      long from = 1_790_000_000_000L + (i * 7919L * 7919L) % entries;
      log.forward(cursor, from, 0, -1, -1);
      read(cursor, 100);
    }
    print("range of 100 in the middle, each", start, 20_000);
    start = System.nanoTime();
    for (int i = 0; i < 20_000; i++) {
      long to = 1_790_000_000_000L + (i * 7919L * 7919L) % entries;
      log.backward(cursor, 0, 0, to, 0);
      read(cursor, 100);
    }
    print("backward, 100 in the middle, each", start, 20_000);
    start = System.nanoTime();
    for (int i = 0; i < 200_000; i++) {
      long ms = 1_790_000_000_000L + (i * 7919L * 7919L) % entries;
      seen += log.find(cursor, ms, 0) ? 1 : 0;
    }
    print("find one, each", start, 200_000);
    start = System.nanoTime();
    log.forward(cursor);
    read(cursor, Integer.MAX_VALUE);
    print("read all, each", start, entries);
  }

  private static void changing(StreamLog log, long entries) {
    Pairs pairs =
        Pairs.of(texts("user", "some value of 20 byt", "action", "click", "item", "4711"));
    long start = System.nanoTime();
    for (int i = 0; i < 1_000_000; i++) {
      seen += log.delete(1_790_000_000_000L + (i * 7919L * 7919L) % entries, 0) ? 1 : 0;
    }
    print("delete one anywhere, each", start, 1_000_000);
    start = System.nanoTime();
    for (long i = 1; i <= 1_000_000; i++) {
      log.append(1_890_000_000_000L + i, 0, pairs, NodeLimits.DEFAULT);
      log.trim(Trim.exactly(new Trim.Length(entries / 2)));
    }
    print("append and trim exactly, each", start, 1_000_000);
  }

  private static void read(EntryCursor cursor, int count) {
    for (int i = 0; i < count && cursor.next(); i++) {
      while (cursor.nextPair()) {
        seen += cursor.field().length() + cursor.value().length();
      }
    }
  }

  private static void print(String what, long startNanos, long count) {
    System.out.printf(
        Locale.ROOT, "%-36s %10.1f ns%n", what, (System.nanoTime() - startNanos) / (double) count);
  }

  private static List<Bytes> texts(String... texts) {
    List<Bytes> list = new ArrayList<>();
    for (String text : texts) {
      list.add(Bytes.of(text));
    }
    return list;
  }

  private static String ten(int i) {
    return String.format(Locale.ROOT, "v%09x", i * 0x9E3779B97F4A7C15L & 0xFFFFFFFFFL);
  }

  /** The serial collector leaves some dead objects where they are, but not every fourth time. */
  private static long usedHeap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
