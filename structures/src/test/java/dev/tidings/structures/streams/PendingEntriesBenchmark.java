package dev.tidings.structures.streams;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.RedisServer;
import java.io.IOException;
import java.util.Locale;

/**
 * Prints how much memory a pending row takes here and in a Redis of this machine, and what
 * delivering, claiming and acknowledging cost beside a million rows. Run {@link #main} with 1 GB of
 * heap; it takes about half a minute, with an argument a third of that and without Redis; if that
 * is {@code far}, rows get instants that do not fit into the narrow form.
 */
final class PendingEntriesBenchmark {
  private static final int ROWS = 1_000_000;
  private static final int REDIS_ROWS = 200_000;
  private static final long START_MS = 1_790_000_000_000L;
  private static long seen;

  /** Held here so that no compiler finds it dead while it is being measured. */
  private static ConsumerGroup kept = group();

  private PendingEntriesBenchmark() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    if (arguments.length == 0) {
      redis();
    }
    for (int consumers : new int[] {1, 10, 1000}) {
      System.out.println(consumers + " consumers");
      kept = group();
      long before = usedHeap();
      fill(kept, consumers);
      bytes("heap, in the order of delivery", usedHeap() - before, ROWS);
      bytes("told", kept.heldBytes(), ROWS);
      claim(kept, consumers);
      bytes("told, after random claims", kept.heldBytes(), ROWS);
      walk(kept);
      autoclaim(kept, consumers);
      cycle(kept);
      if (arguments.length > 0 && arguments[0].equals("far")) {
        claimFar(kept, consumers);
        bytes("told, with instants far apart", kept.heldBytes(), ROWS);
      }
      acknowledge(kept);
    }
    System.out.println(seen);
  }

  private static void fill(ConsumerGroup group, int consumers) {
    Consumer[] all = new Consumer[consumers];
    for (int i = 0; i < consumers; i++) {
      all[i] = group.join(Bytes.of("consumer" + i), START_MS);
    }
    long start = System.nanoTime();
    for (int i = 0; i < ROWS; i++) {
      group.deliver(START_MS + i, 0, all[i / 10 % consumers], START_MS + i / 100);
    }
    nanos("deliver", start, ROWS);
  }

  private static void claim(ConsumerGroup group, int consumers) {
    Consumer taker = group.join(Bytes.of("consumer" + consumers / 2), START_MS);
    long start = System.nanoTime();
    for (int i = 0; i < 300_000; i++) {
      group.redeliver(any(i), 0, taker, START_MS + ROWS + i);
    }
    nanos("claim anywhere", start, 300_000);
    start = System.nanoTime();
    for (int i = 0; i < 100_000; i++) {
      group.put(any(i * 7), 0, taker, START_MS + i * 7919L % ROWS, 5);
    }
    nanos("claim anywhere, any idle time", start, 100_000);
  }

  /** Instants so far apart that rows have to be kept wide. */
  private static void claimFar(ConsumerGroup group, int consumers) {
    Consumer taker = group.join(Bytes.of("consumer" + consumers / 2), START_MS);
    long start = System.nanoTime();
    for (int i = 0; i < 100_000; i++) {
      group.redeliver(any(i), 0, taker, 2 * START_MS + i);
    }
    nanos("claim anywhere, far ahead", start, 100_000);
  }

  private static void walk(ConsumerGroup group) {
    PendingCursor cursor = new PendingCursor();
    long start = System.nanoTime();
    for (int i = 0; i < 10_000; i++) {
      group.pending().walkByTime(cursor, START_MS + ROWS);
      for (int k = 0; k < 100 && cursor.next(); k++) {
        seen += cursor.ms();
      }
    }
    nanos("the 100 idle longest, each walk", start, 10_000);
    start = System.nanoTime();
    for (int i = 0; i < 10_000; i++) {
      group.pending().walkById(cursor, any(i), 0, -1, -1);
      for (int k = 0; k < 100 && cursor.next(); k++) {
        seen += cursor.deliveries();
      }
    }
    nanos("100 by id, each walk", start, 10_000);
  }

  private static void autoclaim(ConsumerGroup group, int consumers) {
    Consumer taker = group.join(Bytes.of("consumer" + consumers / 2), START_MS);
    PendingCursor cursor = new PendingCursor();
    long start = System.nanoTime();
    for (int i = 0; i < 3000; i++) {
      group.pending().walkById(cursor, any(i), 0, -1, -1);
      for (int k = 0; k < 100 && cursor.next(); k++) {
        group.redeliver(cursor.ms(), 0, taker, START_MS + 2 * ROWS + i);
      }
    }
    nanos("claim 100 by id, each time", start, 3000);
  }

  /** Ten are delivered and acknowledged again, while the million stays. */
  private static void cycle(ConsumerGroup group) {
    Consumer taker = group.join(Bytes.of("consumer0"), START_MS);
    long start = System.nanoTime();
    for (int i = 0; i < 50_000; i++) {
      long ms = START_MS + ROWS + i;
      for (int k = 0; k < 10; k++) {
        group.deliver(ms, k, taker, START_MS + 3 * ROWS + i);
      }
      for (int k = 0; k < 10; k++) {
        seen += group.acknowledge(ms, k) ? 1 : 0;
      }
    }
    nanos("deliver and acknowledge, each", start, 500_000);
  }

  private static void acknowledge(ConsumerGroup group) {
    long start = System.nanoTime();
    for (int i = 0; i < 300_000; i++) {
      seen += group.acknowledge(any(i), 0) ? 1 : 0;
    }
    nanos("acknowledge anywhere", start, 300_000);
    start = System.nanoTime();
    for (int i = 0; i < ROWS; i++) {
      seen += group.acknowledge(START_MS + i, 0) ? 1 : 0;
    }
    nanos("acknowledge in order", start, ROWS);
    bytes("told, when all are gone", group.heldBytes(), 1);
  }

  /** The same ids in the same scattered order in every call. */
  private static long any(int i) {
    return START_MS + i * 7919L * 7919L % ROWS;
  }

  private static ConsumerGroup group() {
    return new ConsumerGroup(Bytes.of("group"), 0, 0, 0);
  }

  private static void redis() throws IOException, InterruptedException {
    try (RedisServer server = RedisServer.start();
        RedisServer.Connection redis = server.connect()) {
      for (int i = 0; i < REDIS_ROWS; i += 1000) {
        for (int k = i; k < i + 1000; k++) {
          send(redis, "XADD s " + (START_MS + k) + "-0 f v");
        }
        for (int k = i; k < i + 1000; k++) {
          redis.reply();
        }
      }
      ask(redis, "XGROUP CREATE s g 0");
      long before = usedMemory(redis);
      for (int i = 0; i < REDIS_ROWS; i += 1000) {
        ask(redis, "XREADGROUP GROUP g c" + i / 1000 % 10 + " COUNT 1000 STREAMS s >");
      }
      bytes("a row in Redis", usedMemory(redis) - before, REDIS_ROWS);
    }
  }

  private static long usedMemory(RedisServer.Connection redis) throws IOException {
    String info = ask(redis, "INFO memory").toString();
    int start = info.indexOf("used_memory:") + "used_memory:".length();
    return Long.parseLong(info.substring(start, info.indexOf('\r', start)));
  }

  private static Object ask(RedisServer.Connection redis, String words) throws IOException {
    send(redis, words);
    return redis.reply();
  }

  private static void send(RedisServer.Connection redis, String words) {
    String[] parts = words.split(" ", -1);
    byte[][] bytes = new byte[parts.length][];
    for (int i = 0; i < parts.length; i++) {
      bytes[i] = Bytes.of(parts[i]).array();
    }
    redis.send(bytes);
  }

  private static void nanos(String what, long startNanos, long count) {
    System.out.printf(
        Locale.ROOT,
        "  %-34s %10.1f ns%n",
        what,
        (System.nanoTime() - startNanos) / (double) count);
  }

  private static void bytes(String what, long bytes, long count) {
    System.out.printf(Locale.ROOT, "  %-34s %10.1f bytes%n", what, bytes / (double) count);
  }

  /** The serial collector leaves some dead objects where they are, but not every fourth time. */
  private static long usedHeap() {
    for (int i = 0; i < 4; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
