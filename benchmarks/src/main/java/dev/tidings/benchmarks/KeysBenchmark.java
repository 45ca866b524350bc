package dev.tidings.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Commands on keys under the load of {@code redis-benchmark}: fifty clients, one and sixteen
 * requests at once. The servers are started fresh and measured in turn.
 */
record KeysBenchmark(Workshop workshop, Options options) {
  private static final int[] DEPTHS = {1, 16};
  private static final String CLIENTS = "50";
  private static final String DIFFERENT_NUMBERS = "100000";

  /** The first look at a server, from which follows how many requests a run has. */
  private static final int FIRST_REQUESTS = 20_000;

  /** Filled with no more than this, however quick the command is. */
  private static final long MOST_FILLED = 2_000_000;

  private static final double WARM_UP_RUNS = 4;

  /** A name and seven numbers. */
  private static final int COLUMNS = 8;

  /** One run: requests a second, microseconds of the server's CPU a request. */
  private record Run(double perSecond, double cpuMicros) {}

  double expectedSeconds() {
    double each = options.seconds() * (options.runs() * 1.6 + WARM_UP_RUNS) + 1;
    return KeyShape.ALL.size() * DEPTHS.length * Contestant.servers().size() * each;
  }

  /** Measures all shapes; the tables. */
  String run() throws IOException, InterruptedException {
    Table table =
        new Table(
            1,
            "Command",
            "Depth",
            "Tidings/s",
            "Redis/s",
            "Throughput to Redis",
            "Tidings CPU µs",
            "Redis CPU µs",
            "CPU to Redis",
            "Spread");
    List<Target> targets = new ArrayList<>();
    Map<Contestant, RunningServer> servers = new EnumMap<>(Contestant.class);
    try {
      for (Contestant contestant : Contestant.servers()) {
        servers.put(contestant, RunningServer.start(workshop, contestant, 0));
      }
      for (int depth : DEPTHS) {
        for (KeyShape shape : KeyShape.ALL) {
          System.err.println("keys: " + shape.name() + ", depth " + depth);
          tell(shape, depth, measure(shape, depth, servers), table, targets);
        }
      }
    } finally {
      servers.values().forEach(RunningServer::close);
    }
    return "\n" + Target.table(targets) + "\n" + table;
  }

  private static void tell(
      KeyShape shape,
      int depth,
      Map<Contestant, List<Run>> runs,
      Table table,
      List<Target> targets) {
    List<Run> ours = runs.getOrDefault(Contestant.TIDINGS, List.of());
    List<Run> theirs = runs.getOrDefault(Contestant.REDIS, List.of());
    double rate = median(ours, true);
    double theirRate = median(theirs, true);
    double cpu = median(ours, false);
    double theirCpu = median(theirs, false);
    table.row(
        shape.name(),
        Integer.toString(depth),
        Table.number(rate),
        Table.number(theirRate),
        Table.ratio(rate, theirRate),
        Table.number(cpu),
        Table.number(theirCpu),
        Table.ratio(cpu, theirCpu),
        Table.number(100 * spread(ours)) + " %");
    targets.add(
        Target.atLeast(
            "Throughput to Redis: " + shape.name() + ", depth " + depth,
            rate / theirRate,
            shape.aim(),
            "×"));
  }

  private static double median(List<Run> runs, boolean rate) {
    return Measurement.median(
        runs.stream().mapToDouble(run -> rate ? run.perSecond : run.cpuMicros).toArray());
  }

  private static double spread(List<Run> runs) {
    double least = runs.stream().mapToDouble(Run::perSecond).min().orElse(Double.NaN);
    double most = runs.stream().mapToDouble(Run::perSecond).max().orElse(Double.NaN);
    return (most - least) / median(runs, true);
  }

  private Map<Contestant, List<Run>> measure(
      KeyShape shape, int depth, Map<Contestant, RunningServer> servers)
      throws IOException, InterruptedException {
    Map<Contestant, Long> requests = new EnumMap<>(Contestant.class);
    Map<Contestant, List<Run>> measured = new EnumMap<>(Contestant.class);
    for (Map.Entry<Contestant, RunningServer> server : servers.entrySet()) {
      requests.put(server.getKey(), warmUp(shape, depth, server.getValue()));
    }
    for (int i = 0; i < options.runs(); i++) {
      for (Map.Entry<Contestant, RunningServer> server : servers.entrySet()) {
        long count = requests.getOrDefault(server.getKey(), (long) FIRST_REQUESTS);
        measured
            .computeIfAbsent(server.getKey(), _ -> new ArrayList<>())
            .add(run(shape, depth, server.getValue(), count));
      }
    }
    return measured;
  }

  /** Warms the server up; how many requests it serves in the time of one run. */
  private long warmUp(KeyShape shape, int depth, RunningServer server)
      throws IOException, InterruptedException {
    double rate = run(shape, depth, server, FIRST_REQUESTS).perSecond;
    long warm = Math.round(rate * options.seconds() * WARM_UP_RUNS);
    rate = run(shape, depth, server, Math.max(FIRST_REQUESTS, warm)).perSecond;
    return Math.max(FIRST_REQUESTS, Math.round(rate * options.seconds()));
  }

  private static Run run(KeyShape shape, int depth, RunningServer server, long requests)
      throws IOException, InterruptedException {
    benchmark(server, 1, 1, List.of("FLUSHALL"));
    if (!shape.fill().isEmpty()) {
      benchmark(server, 16, Math.min(requests, MOST_FILLED), shape.fill());
    }
    double before = server.cpuSeconds();
    double rate = benchmark(server, depth, requests, shape.words());
    return new Run(rate, (server.cpuSeconds() - before) * 1e6 / requests);
  }

  /** Runs {@code redis-benchmark}; requests a second. */
  private static double benchmark(
      RunningServer server, int depth, long requests, List<String> words)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("redis-benchmark", "-p", Integer.toString(server.port()), "--csv"));
    command.addAll(List.of("-c", requests == 1 ? "1" : CLIENTS, "-n", Long.toString(requests)));
    command.addAll(List.of("-P", Integer.toString(depth), "-r", DIFFERENT_NUMBERS));
    command.addAll(words);
    return rate(Workshop.output(command.toArray(String[]::new)));
  }

  /** The second column of the last line of what {@code redis-benchmark --csv} prints. */
  static double rate(String csv) throws IOException {
    String[] columns = csv.strip().lines().reduce("", (_, line) -> line).split("\",\"", -1);
    if (columns.length < COLUMNS) {
      throw new IOException("redis-benchmark said: " + csv);
    }
    // The name, which stands first, may hold commas of its own: the numbers are counted from
    // behind.
    String rate = columns[columns.length - COLUMNS + 1];
    // One request that took no time that the program could measure.
    return rate.equals("inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(rate);
  }
}
