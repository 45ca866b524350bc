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
  private static final double MOST_OF_ENTRIES = 1.0;
  private static final double MOST_OF_PENDING_ROWS = 0.5;

  private static final String LONG_STREAM = "stream";

  /** How many requests are sent before their replies are read. */
  private static final int BATCH = 100;

  private static final Pattern USED = Pattern.compile("used_memory:(\\d+)");

  /**
   * Something to hold.
   *
   * @param most the aim: what it may cost, as a multiple of Redis's cost
   * @param firstRequests how many requests make what is there before it is measured
   * @param first each of them
   * @param count by which the growth is divided
   * @param requests how many requests make it
   * @param request each of them
   */
  private record Holding(
      String title,
      double most,
      int firstRequests,
      IntFunction<List<String>> first,
      int count,
      int requests,
      IntFunction<List<String>> request) {
    Holding(String title, int count, int requests, IntFunction<List<String>> request) {
      this(title, MOST, 0, i -> List.of(), count, requests, request);
    }

    /** Entries of one stream. */
    static Holding entries(String title, IntFunction<List<String>> fields) {
      return new Holding(
          "1 000 000 entries of a stream, " + title,
          MOST_OF_ENTRIES,
          0,
          i -> List.of(),
          1_000_000,
          1_000_000,
          i -> with(List.of("XADD", LONG_STREAM, "*"), fields.apply(i)));
    }

    private static List<String> with(List<String> head, List<String> tail) {
      List<String> words = new ArrayList<>(head);
      words.addAll(tail);
      return words;
    }
  }

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
              i -> List.of("ZADD", "zset", "" + i * 7919L % 1_000_003, "member:" + i)),
          Holding.entries(
              "3 fields, 60 bytes",
              i ->
                  List.of(
                      "customer",
                      padded(i, 13),
                      "product",
                      padded(i * 7 % 1_000_000, 13),
                      "quantity",
                      padded(i % 1000, 11))),
          Holding.entries("1 field, 10 bytes", i -> List.of("data", padded(i, 6))),
          Holding.entries(
              "1 field of another name each", i -> List.of("field" + padded(i, 7), padded(i, 8))),
          new Holding(
              "1 000 000 pending rows of a group",
              MOST_OF_PENDING_ROWS,
              1_000_001,
              i -> streamWithGroup(i, 1_000_000),
              1_000_000,
              10_000,
              i ->
                  List.of(
                      "XREADGROUP",
                      "GROUP",
                      "g",
                      "c" + i % 10,
                      "COUNT",
                      "100",
                      "STREAMS",
                      LONG_STREAM,
                      ">")));

  /** A request that makes a stream of so many entries, and last a group that has read none. */
  private static List<String> streamWithGroup(int number, int entries) {
    return number < entries
        ? List.of("XADD", LONG_STREAM, "*", "data", "x")
        : List.of("XGROUP", "CREATE", LONG_STREAM, "g", "0");
  }

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
      targets.add(
          Target.atMost("Memory to Redis: " + holding.title, ours / theirs, holding.most, "×"));
    }
    return "\n" + Target.table(targets) + "\n" + table;
  }

  private double bytesEach(Holding holding, Contestant contestant)
      throws IOException, InterruptedException {
    try (RunningServer server = RunningServer.start(workshop, contestant, 0)) {
      fill(server, holding.firstRequests, holding.first);
      long before = used(server, contestant);
      fill(server, holding.requests, holding.request);
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

  private static void fill(RunningServer server, int count, IntFunction<List<String>> request)
      throws IOException {
    try (RespConnection connection = new RespConnection(server.port())) {
      for (int from = 0; from < count; from += BATCH) {
        int to = Math.min(count, from + BATCH);
        for (int i = from; i < to; i++) {
          connection.add(request.apply(i).toArray(String[]::new));
        }
        connection.send();
        for (int i = from; i < to; i++) {
          connection.read();
        }
      }
    }
  }
}
