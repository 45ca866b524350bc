package dev.tidings.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;

/**
 * Streams and groups, next to a fresh Redis: each stage starts new servers, fills them, and
 * measures its shapes on them in turn.
 */
record StreamsBenchmark(Workshop workshop, Options options) {
  private static final int FIRST_REQUESTS = 5_000;
  private static final double WARM_UP_RUNS = 2;

  /** What filling takes, in entries a second, about. */
  private static final double FILLED_A_SECOND = 300_000;

  /** One run: how many a second, microseconds of the server's CPU each. */
  private record Run(double perSecond, double cpuMicros) {}

  double expectedSeconds() {
    double each = options.seconds() * (options.runs() * 1.3 + WARM_UP_RUNS) + 1;
    double filling = 1.1 * options.entries() / FILLED_A_SECOND;
    return Contestant.servers().size() * (StreamShape.ALL.size() * each + filling);
  }

  /** Measures all shapes; the tables. */
  String run() throws IOException, InterruptedException {
    Table table =
        new Table(
            1,
            "Request",
            "Clients",
            "Depth",
            "Tidings/s",
            "Redis/s",
            "Throughput to Redis",
            "Tidings CPU µs",
            "Redis CPU µs",
            "CPU to Redis");
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
    Map<Contestant, RunningServer> servers = new EnumMap<>(Contestant.class);
    try {
      for (Contestant contestant : List.of(Contestant.TIDINGS, Contestant.REDIS)) {
        RunningServer server = RunningServer.start(workshop, contestant, 0);
        servers.put(contestant, server);
        switch (stage) {
          case LONG -> new StreamLoad(server).fill(options.entries());
          case PENDING -> new StreamLoad(server).pend(pending());
          case EMPTY, CYCLE, WAITING -> {}
        }
      }
      for (StreamShape shape : shapes) {
        System.err.println(
            "streams: " + shape.name() + ", " + shape.clients() + " × " + shape.depth());
        tell(shape, measure(shape, servers), table, targets);
      }
    } finally {
      servers.values().forEach(RunningServer::close);
    }
  }

  private Map<Contestant, List<Run>> measure(
      StreamShape shape, Map<Contestant, RunningServer> servers)
      throws IOException, InterruptedException {
    Map<Contestant, Long> counts = new EnumMap<>(Contestant.class);
    for (Map.Entry<Contestant, RunningServer> server : servers.entrySet()) {
      double rate = run(shape, server.getValue(), FIRST_REQUESTS).perSecond;
      double seconds = options.seconds() * WARM_UP_RUNS;
      rate = run(shape, server.getValue(), count(rate * seconds)).perSecond;
      counts.put(server.getKey(), count(rate * options.seconds()));
    }
    Map<Contestant, List<Run>> measured = new EnumMap<>(Contestant.class);
    for (int i = 0; i < options.runs(); i++) {
      for (Map.Entry<Contestant, RunningServer> server : servers.entrySet()) {
        measured
            .computeIfAbsent(server.getKey(), _ -> new ArrayList<>())
            .add(
                run(
                    shape,
                    server.getValue(),
                    counts.getOrDefault(server.getKey(), (long) FIRST_REQUESTS)));
      }
    }
    return measured;
  }

  private static long count(double wanted) {
    return Math.max(FIRST_REQUESTS, Math.round(wanted));
  }

  private Run run(StreamShape shape, RunningServer server, long count)
      throws IOException, InterruptedException {
    if (shape.stage() != StreamShape.Stage.LONG && shape.stage() != StreamShape.Stage.PENDING) {
      try (StreamConnection connection = new StreamConnection(server.port())) {
        connection.call("FLUSHALL");
      }
    }
    return switch (shape.stage()) {
      case CYCLE -> cycle(shape, server, count);
      case WAITING -> wake(shape, server, count);
      case EMPTY, LONG, PENDING -> requests(shape, server, count);
    };
  }

  private static Run cycle(StreamShape shape, RunningServer server, long count)
      throws IOException, InterruptedException {
    try {
      // What filling costs is measured apart, on the same stream.
      double begin = server.cpuSeconds();
      new StreamLoad(server).fill(count);
      double filling = server.cpuSeconds() - begin;
      try (StreamConnection connection = new StreamConnection(server.port())) {
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
    double seconds = count <= FIRST_REQUESTS ? 0 : options.seconds();
    double before = server.cpuSeconds();
    StreamLoad.Done done = new StreamLoad(server).wake(shape.clients(), seconds);
    double cpu = server.cpuSeconds() - before;
    return new Run(done.count() / done.seconds(), cpu * 1e6 / done.count());
  }

  private Run requests(StreamShape shape, RunningServer server, long count)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("redis-benchmark", "-p", Integer.toString(server.port()), "--csv"));
    command.addAll(List.of("-c", Integer.toString(shape.clients()), "-n", Long.toString(count)));
    command.addAll(
        List.of("-P", Integer.toString(shape.depth()), "-r", Long.toString(numbers(shape))));
    command.addAll(shape.words());
    double before = server.cpuSeconds();
    double rate = KeysBenchmark.rate(Workshop.output(command.toArray(String[]::new)));
    return new Run(rate, (server.cpuSeconds() - before) * 1e6 / count);
  }

  /** How many different numbers the requests hold: each is the milliseconds of an entry. */
  private long numbers(StreamShape shape) {
    return shape.stage() == StreamShape.Stage.PENDING ? pending() : options.entries();
  }

  private static void tell(
      StreamShape shape, Map<Contestant, List<Run>> runs, Table table, List<Target> targets) {
    List<Run> ours = runs.getOrDefault(Contestant.TIDINGS, List.of());
    List<Run> theirs = runs.getOrDefault(Contestant.REDIS, List.of());
    double rate = rate(ours);
    double theirRate = rate(theirs);
    double cpu = cpu(ours);
    double theirCpu = cpu(theirs);
    table.row(
        shape.name(),
        Integer.toString(shape.clients()),
        Integer.toString(shape.depth()),
        Table.number(rate),
        Table.number(theirRate),
        Table.ratio(rate, theirRate),
        Table.number(cpu),
        Table.number(theirCpu),
        Table.ratio(cpu, theirCpu));
    targets.add(
        Target.atLeast(
            shape.name() + ", " + shape.clients() + " clients, depth " + shape.depth(),
            rate / theirRate,
            shape.aim(),
            "×"));
  }

  private static double rate(List<Run> runs) {
    return Measurement.median(runs.stream().mapToDouble(Run::perSecond).toArray());
  }

  private static double cpu(List<Run> runs) {
    return Measurement.median(runs.stream().mapToDouble(Run::cpuMicros).toArray());
  }
}
