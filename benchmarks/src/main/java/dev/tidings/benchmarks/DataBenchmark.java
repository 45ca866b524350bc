package dev.tidings.benchmarks;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What keys and elements cost in memory, beside Redis holding the same. */
record DataBenchmark(Workshop workshop) {
  private static final double MOST = 1.3;
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
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      InputStream in = socket.getInputStream();
      OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
      int batch = 100;
      for (int from = 0; from < holding.requests; from += batch) {
        int to = Math.min(holding.requests, from + batch);
        for (int i = from; i < to; i++) {
          write(out, holding.request.apply(i));
        }
        out.flush();
        skipReplies(in, to - from);
      }
    }
  }

  private static void write(OutputStream out, List<String> words) throws IOException {
    StringBuilder request = new StringBuilder("*").append(words.size()).append("\r\n");
    for (String word : words) {
      request.append('$').append(word.length()).append("\r\n").append(word).append("\r\n");
    }
    out.write(request.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Every reply here is one line. */
  private static void skipReplies(InputStream in, int count) throws IOException {
    byte[] buffer = new byte[1 << 14];
    for (int lines = 0; lines < count; ) {
      int length = in.read(buffer);
      if (length < 0) {
        throw new IOException("the server closed the connection");
      }
      for (int i = 0; i < length; i++) {
        lines += buffer[i] == '\n' ? 1 : 0;
        if (buffer[i] == '-' && (i == 0 || buffer[i - 1] == '\n')) {
          throw new IOException(new String(buffer, i, length - i, StandardCharsets.ISO_8859_1));
        }
      }
    }
  }
}
