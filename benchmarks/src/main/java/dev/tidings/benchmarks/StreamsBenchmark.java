package dev.tidings.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * Streams and groups, next to a fresh Redis: each stage starts new servers, fills them, and
 * measures its shapes on them in turn.
 */
record StreamsBenchmark(Workshop workshop, Options options) {
  private static final RequestRuns.Lengths LENGTHS = new RequestRuns.Lengths(5_000, 4);

  /** What filling takes, in entries a second, about. */
  private static final double FILLED_A_SECOND = 300_000;

  double expectedSeconds() {
    double each = options.seconds() * (options.runs() * 1.3 + LENGTHS.warmUpRuns()) + 1;
    double filling = 1.1 * options.entries() / FILLED_A_SECOND;
    return Contestant.servers().size() * (StreamShape.ALL.size() * each + filling);
  }

  /** Measures all shapes; the tables. */
  String run() throws IOException, InterruptedException {
    List<String> headings = new ArrayList<>(List.of("Request", "Clients", "Depth"));
    headings.addAll(RequestRuns.COLUMNS);
    Table table = new Table(1, headings);
    List<Target> targets = new ArrayList<>();
    for (StreamShape.Stage stage : StreamShape.Stage.values()) {
      List<StreamShape> shapes =
          StreamShape.ALL.stream().filter(shape -> shape.stage() == stage).toList();
      measure(stage, shapes, table, targets);
    }
    return "XREAD and XRANGE read from %s entries, XAUTOCLAIM claims from %s pending ones.%n"
            .formatted(Table.number((double) options.entries()), Table.number((double) pending()))
        + "\n"
        + Target.table(targets)
        + "\n"
        + table;
  }

  private long pending() {
    return Math.max(1, options.entries() / 10);
  }

  private void measure(
      StreamShape.Stage stage, List<StreamShape> shapes, Table table, List<Target> targets)
      throws IOException, InterruptedException {
    try (Servers servers = new Servers(workshop)) {
      for (Contestant contestant : List.of(Contestant.TIDINGS, Contestant.REDIS)) {
        RunningServer server = servers.start(contestant, 0);
        switch (stage) {
          case LONG -> new StreamLoad(server).fill(options.entries());
          case PENDING -> new StreamLoad(server).pend(pending());
          case EMPTY, CYCLE, WAITING -> {}
        }
      }
      for (StreamShape shape : shapes) {
        System.err.println(
            "streams: " + shape.name() + ", " + shape.clients() + " × " + shape.depth());
        RequestRuns runs =
            RequestRuns.of(servers, options, LENGTHS, (server, count) -> run(shape, server, count));
        tell(shape, runs, table, targets);
      }
    }
  }

  private Run run(StreamShape shape, RunningServer server, long count)
      throws IOException, InterruptedException {
    if (shape.stage() != StreamShape.Stage.LONG && shape.stage() != StreamShape.Stage.PENDING) {
      try (RespConnection connection = new RespConnection(server.port())) {
        connection.call("FLUSHALL");
      }
    }
    return switch (shape.stage()) {
      case CYCLE -> cycle(shape, server, count);
      case WAITING -> wake(shape, server, count);
      case EMPTY, LONG, PENDING ->
          new RedisBenchmark(shape.clients(), shape.depth(), numbers(shape))
              .run(server, count, shape.words());
    };
  }

  private static Run cycle(StreamShape shape, RunningServer server, long count)
      throws IOException, InterruptedException {
    try {
      // What filling costs is measured apart, on the same stream.
      double begin = server.cpuSeconds();
      new StreamLoad(server).fill(count);
      double filling = server.cpuSeconds() - begin;
      try (RespConnection connection = new RespConnection(server.port())) {
        connection.call("FLUSHALL");
      }
      double before = server.cpuSeconds();
      StreamLoad.Done done = new StreamLoad(server).cycle(shape.clients(), count);
      double cpu = server.cpuSeconds() - before - filling;
      return new Run(done.count() / done.seconds(), cpu * 1e6 / done.count());
    } catch (ExecutionException failed) {
      throw new IOException("a consumer failed", failed);
    }
  }

  private Run wake(StreamShape shape, RunningServer server, long count)
      throws IOException, InterruptedException {
    double seconds = count <= LENGTHS.firstCount() ? 0 : options.seconds();
    double before = server.cpuSeconds();
    StreamLoad.Done done = new StreamLoad(server).wake(shape.clients(), seconds);
    double cpu = server.cpuSeconds() - before;
    return new Run(done.count() / done.seconds(), cpu * 1e6 / done.count());
  }

  /** How many different numbers the requests hold: each is the milliseconds of an entry. */
  private long numbers(StreamShape shape) {
    return shape.stage() == StreamShape.Stage.PENDING ? pending() : options.entries();
  }

  private static void tell(StreamShape shape, RequestRuns runs, Table table, List<Target> targets) {
    List<String> cells =
        new ArrayList<>(
            List.of(
                shape.name(), Integer.toString(shape.clients()), Integer.toString(shape.depth())));
    cells.addAll(runs.cells());
    table.row(cells);
    targets.add(
        Target.atLeast(
            shape.name() + ", " + shape.clients() + " clients, depth " + shape.depth(),
            runs.throughputToRedis(),
            shape.aim(),
            "×"));
  }
}
