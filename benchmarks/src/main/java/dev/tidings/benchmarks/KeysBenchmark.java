package dev.tidings.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Commands on keys under the load of {@code redis-benchmark}: fifty clients, one and sixteen
 * requests at once. The servers are started fresh and measured in turn.
 */
record KeysBenchmark(Workshop workshop, Options options) {
  /** The quick one first: it shows Java what is hot sixteen times as soon. */
  private static final int[] DEPTHS = {16, 1};

  private static final int CLIENTS = 50;
  private static final int DIFFERENT_NUMBERS = 100_000;

  /** Filled with no more than this, however quick the command is. */
  private static final long MOST_FILLED = 2_000_000;

  private static final RequestRuns.Lengths LENGTHS = new RequestRuns.Lengths(20_000, 4);

  double expectedSeconds() {
    double each = options.seconds() * (options.runs() * 1.6 + LENGTHS.warmUpRuns()) + 1;
    double warmUp = 2.6 * options.seconds() + 1;
    int servers = Contestant.servers().size();
    return KeyShape.ALL.size() * servers * (DEPTHS.length * each + warmUp);
  }

  /** Measures all shapes; the tables. */
  String run() throws IOException, InterruptedException {
    List<String> headings = new ArrayList<>(List.of("Command", "Depth"));
    headings.addAll(RequestRuns.COLUMNS);
    headings.add("Spread");
    Table table = new Table(1, headings);
    List<Target> targets = new ArrayList<>();
    try (Servers servers = new Servers(workshop)) {
      for (Contestant contestant : Contestant.servers()) {
        servers.start(contestant, 0);
      }
      warmUp(servers);
      for (int depth : DEPTHS) {
        for (KeyShape shape : KeyShape.ALL) {
          System.err.println("keys: " + shape.name() + ", depth " + depth);
          RequestRuns runs =
              RequestRuns.of(
                  servers,
                  options,
                  LENGTHS,
                  (server, requests) -> run(shape, depth, server, requests));
          tell(shape, depth, runs, table, targets);
        }
      }
    }
    return "\n" + Target.table(targets) + "\n" + table;
  }

  /** All commands once, so that the first one that is measured is not the one that wakes Java. */
  private void warmUp(Servers servers) throws IOException, InterruptedException {
    for (KeyShape shape : KeyShape.ALL) {
      System.err.println("keys: " + shape.name() + ", warm-up");
      RequestRuns.of(
          servers,
          options.once(),
          new RequestRuns.Lengths(LENGTHS.firstCount(), 1),
          (server, requests) -> run(shape, DEPTHS[0], server, requests));
    }
  }

  private static void tell(
      KeyShape shape, int depth, RequestRuns runs, Table table, List<Target> targets) {
    List<String> cells = new ArrayList<>(List.of(shape.name(), Integer.toString(depth)));
    cells.addAll(runs.cells());
    cells.add(Table.number(100 * runs.spread()) + " %");
    table.row(cells);
    targets.add(
        Target.atLeast(
            "Throughput to Redis: " + shape.name() + ", depth " + depth,
            runs.throughputToRedis(),
            shape.aim(),
            "×"));
  }

  private static Run run(KeyShape shape, int depth, RunningServer server, long requests)
      throws IOException, InterruptedException {
    try (RespConnection connection = new RespConnection(server.port())) {
      connection.call("FLUSHALL");
    }
    if (!shape.fill().isEmpty()) {
      new RedisBenchmark(CLIENTS, 16, DIFFERENT_NUMBERS)
          .run(server, Math.min(requests, MOST_FILLED), shape.fill());
    }
    return new RedisBenchmark(CLIENTS, depth, DIFFERENT_NUMBERS)
        .run(server, requests, shape.words());
  }
}
