package dev.tidings.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What keys and elements cost in memory, beside Redis holding the same. */
record DataBenchmark(Workshop workshop) {
  private static final double MOST = 1.3;

  /** How many requests are sent before their replies are read. */
  private static final int BATCH = 100;

  private static final Pattern USED = Pattern.compile("used_memory:(\\d+)");

  /**
   * Something to hold.
   *
   * @param count by which the growth is divided
   * @param requests how many requests make it
   * @param request each of them
   */
  private record Holding(
      String title, int count, int requests, IntFunction<List<String>> request) {}

  private static final List<Holding> HOLDINGS =
      List.of(
          new Holding(
              "1 000 000 strings of 16 bytes",
              1_000_000,
              1_000_000,
              i -> List.of("SET", "key:" + padded(i, 12), padded(i, 16).replace('0', 'x'))),
          new Holding(
              "100 000 hashes of 10 fields",
              100_000,
              100_000,
              i -> many(List.of("HSET", "hash:" + i), 10, f -> List.of("field" + f, "value" + f))),
          new Holding(
              "20 000 sets of 100 members",
              2_000_000,
              20_000,
              i -> many(List.of("SADD", "set:" + i), 100, m -> List.of("member:" + padded(m, 4)))),
          new Holding(
              "20 000 sorted sets of 100 members",
              2_000_000,
              20_000,
              i ->
                  many(
                      List.of("ZADD", "zset:" + i),
                      100,
                      m -> List.of("" + m * 7, "member:" + padded(m, 4)))),
          new Holding(
              "one sorted set of 1 000 000 members",
              1_000_000,
              1_000_000,
              i -> List.of("ZADD", "zset", "" + i * 7919L % 1_000_003, "member:" + i)));

  private static String padded(int number, int width) {
    return String.format(Locale.ROOT, "%0" + width + "d", number);
  }

  private static List<String> many(
      List<String> head, int count, IntFunction<List<String>> elements) {
    List<String> words = new ArrayList<>(head);
    for (int i = 0; i < count; i++) {
      words.addAll(elements.apply(i));
    }
    return words;
  }

  /** Measures all; the tables. */
  String run() throws IOException, InterruptedException {
    Table table =
        new Table(1, "Held", "Tidings bytes each", "Redis bytes each", "Tidings to Redis");
    List<Target> targets = new ArrayList<>();
    for (Holding holding : HOLDINGS) {
      System.err.println("data: " + holding.title);
      double ours = bytesEach(holding, Contestant.TIDINGS);
      double theirs = bytesEach(holding, Contestant.REDIS);
      table.row(holding.title, Table.number(ours), Table.number(theirs), Table.ratio(ours, theirs));
      targets.add(Target.atMost("Memory to Redis: " + holding.title, ours / theirs, MOST, "×"));
    }
    return "\n" + Target.table(targets) + "\n" + table;
  }

  private double bytesEach(Holding holding, Contestant contestant)
      throws IOException, InterruptedException {
    try (RunningServer server = RunningServer.start(workshop, contestant, 0)) {
      long before = used(server, contestant);
      fill(server, holding);
      return (used(server, contestant) - before) / (double) holding.count;
    }
  }

  /** A Java server's heap after a collection, another's own account. */
  private static long used(RunningServer server, Contestant contestant)
      throws IOException, InterruptedException {
    if (contestant == Contestant.TIDINGS) {
      return server.heapKilobytes() * 1024;
    }
    String info =
        Workshop.output("redis-cli", "-p", Integer.toString(server.port()), "INFO", "memory");
    Matcher match = USED.matcher(info);
    if (!match.find()) {
      throw new IOException("INFO memory said: " + info);
    }
    return Long.parseLong(match.group(1));
  }

  private static void fill(RunningServer server, Holding holding) throws IOException {
    try (RespConnection connection = new RespConnection(server.port())) {
      for (int from = 0; from < holding.requests; from += BATCH) {
        int to = Math.min(holding.requests, from + BATCH);
        for (int i = from; i < to; i++) {
          connection.add(holding.request.apply(i).toArray(String[]::new));
        }
        connection.send();
        for (int i = from; i < to; i++) {
          connection.read();
        }
      }
    }
  }
}
