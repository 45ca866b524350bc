package dev.tidings.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * Loads all contestants with each shape. For a shape each is started fresh and warmed up; then they
 * are measured in turn, again and again, so that whatever else the machine does hits all alike.
 */
record PubSubBenchmark(Workshop workshop, Options options) {
  /** A Java server is slow until its hot code is compiled; the same for all is fair. */
  private static final double WARM_UP_RUNS = 4;

  /** What a run takes besides what it was asked for: its own warm-up, connecting, draining. */
  private static final double RUN_OVERHEAD = 1.25;

  private static final double RUN_OVERHEAD_SECONDS = 0.4;
  private static final double START_SECONDS = 1;

  /** The shapes that were asked for. */
  List<Shape> shapes() {
    String only = options.only();
    return Shape.ALL.stream().filter(shape -> only == null || shape.name().equals(only)).toList();
  }

  double warmUpSeconds() {
    return WARM_UP_RUNS * options.seconds();
  }

  /** About how long it will take. */
  double expectedSeconds() {
    double runSeconds = options.seconds() * RUN_OVERHEAD + RUN_OVERHEAD_SECONDS;
    double each = START_SECONDS + warmUpSeconds() * RUN_OVERHEAD + options.runs() * runSeconds;
    List<Contestant> servers = Contestant.servers();
    return shapes().stream().mapToDouble(shape -> shape.contestants(servers).size() * each).sum();
  }

  PubSubResults run() throws IOException, InterruptedException {
    PubSubResults results = new PubSubResults();
    List<Contestant> servers = Contestant.servers();
    for (Shape shape : shapes()) {
      System.err.println("pubsub: " + shape.name());
      run(shape, shape.contestants(servers))
          .forEach((contestant, measured) -> results.add(shape, contestant, measured));
    }
    return results;
  }

  private Map<Contestant, List<Measurement>> run(Shape shape, List<Contestant> contestants)
      throws IOException, InterruptedException {
    Load load = new Load(workshop);
    try (Servers servers = new Servers(workshop)) {
      for (Contestant contestant : contestants) {
        warmUp(load, shape, servers.start(contestant, shape.bytes()));
      }
      return servers.inTurn(
          options.runs(), (_, server) -> load.measure(shape, server, options.seconds()));
    }
  }

  /** First in a hurry: at depth 1 so few are published that Java compiles for minutes. */
  private void warmUp(Load load, Shape shape, RunningServer server)
      throws IOException, InterruptedException {
    load.measure(shape.hurried(), server, warmUpSeconds() / 2);
    load.measure(shape, server, warmUpSeconds() / 2);
  }
}
