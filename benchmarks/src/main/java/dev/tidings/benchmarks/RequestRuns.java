package dev.tidings.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The runs of one kind of request at Tidings and at those it is compared with. */
record RequestRuns(Map<Contestant, List<Run>> measured) {
  /** What {@link #cells} fill. */
  static final List<String> COLUMNS =
      List.of(
          "Tidings/s",
          "Redis/s",
          "Throughput to Redis",
          "Tidings CPU µs",
          "Redis CPU µs",
          "CPU to Redis");

  /** Sends {@code count} requests. */
  interface Running {
    Run run(RunningServer server, long count) throws IOException, InterruptedException;
  }

  /**
   * How long it is warmed up and measured.
   *
   * @param firstCount a first look, from which follows how many requests a run has; no run has less
   * @param warmUpRuns how many times as long as a run the warm-up is
   */
  record Lengths(long firstCount, double warmUpRuns) {
    private long count(double wanted) {
      return Math.max(firstCount, Math.round(wanted));
    }
  }

  /** Warms each server up, then measures them in turn. */
  static RequestRuns of(Servers servers, Options options, Lengths lengths, Running running)
      throws IOException, InterruptedException {
    Map<Contestant, List<Long>> counts =
        servers.inTurn(
            1,
            (_, server) -> {
              double seconds = options.seconds() * lengths.warmUpRuns;
              return warmUp(server, lengths, running, options.seconds(), seconds);
            });
    return new RequestRuns(
        servers.inTurn(
            options.runs(),
            (contestant, server) ->
                running.run(server, counts.getOrDefault(contestant, List.of()).getFirst())));
  }

  /**
   * Runs again and again, each time as many requests as the last rate lets expect: a count that
   * follows from a first, slow look is done in no time once Java has compiled.
   *
   * @param runSeconds how long one run shall take
   * @return how many requests a run of that length has
   */
  private static long warmUp(
      RunningServer server, Lengths lengths, Running running, double runSeconds, double seconds)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    long count = lengths.firstCount;
    do {
      count = lengths.count(running.run(server, count).perSecond() * runSeconds);
    } while (System.nanoTime() - start < seconds * 1e9);
    return count;
  }

  /** The medians of Tidings and Redis, and of their ratios. */
  List<String> cells() {
    double rate = perSecond(Contestant.TIDINGS);
    double theirRate = perSecond(Contestant.REDIS);
    double cpu = cpuMicros(Contestant.TIDINGS);
    double theirCpu = cpuMicros(Contestant.REDIS);
    return List.of(
        Table.number(rate),
        Table.number(theirRate),
        Table.ratio(throughputToRedis()),
        Table.number(cpu),
        Table.number(theirCpu),
        Table.ratio(ratioToRedis(Run::cpuMicros)));
  }

  /** The throughput of Tidings as a part of Redis's. */
  double throughputToRedis() {
    return ratioToRedis(Run::perSecond);
  }

  /**
   * The median of what the runs of Tidings are of Redis's that came next: how fast the machine is
   * changes more from minute to minute than from one run to the next.
   */
  private double ratioToRedis(ToDoubleFunction<Run> of) {
    List<Run> ours = of(Contestant.TIDINGS);
    List<Run> theirs = of(Contestant.REDIS);
    return Measurement.median(
        IntStream.range(0, Math.min(ours.size(), theirs.size()))
            .mapToDouble(i -> of.applyAsDouble(ours.get(i)) / of.applyAsDouble(theirs.get(i)))
            .toArray());
  }

  /** How far the rates of Tidings lie apart, as a part of their median. */
  double spread() {
    List<Run> runs = of(Contestant.TIDINGS);
    double least = runs.stream().mapToDouble(Run::perSecond).min().orElse(Double.NaN);
    double most = runs.stream().mapToDouble(Run::perSecond).max().orElse(Double.NaN);
    return (most - least) / perSecond(Contestant.TIDINGS);
  }

  private double perSecond(Contestant contestant) {
    return Measurement.median(of(contestant).stream().mapToDouble(Run::perSecond).toArray());
  }

  private double cpuMicros(Contestant contestant) {
    return Measurement.median(of(contestant).stream().mapToDouble(Run::cpuMicros).toArray());
  }

  private List<Run> of(Contestant contestant) {
    return measured.getOrDefault(contestant, List.of());
  }
}
