package dev.tidings.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How long a start takes, from the start of the process to the first PONG, and what it holds. */
record StartBenchmark(Workshop workshop, Options options) {
  private static final double MOST_SECONDS = 0.6;
  private static final double MOST_MEGABYTES = 120;

  /** By then a server has done what it does right after its start. */
  private static final long IDLE_MILLIS = 1000;

  private record Start(double seconds, double idleMegabytes) {}

  /** Measures all servers in turn; the tables. */
  String run() throws IOException, InterruptedException {
    Map<Contestant, List<Start>> starts = new EnumMap<>(Contestant.class);
    for (int i = 0; i < options.runs(); i++) {
      for (Contestant contestant : Contestant.servers()) {
        System.err.println("start: " + contestant.title());
        starts.computeIfAbsent(contestant, _ -> new ArrayList<>()).add(start(contestant));
      }
    }
    Table table = new Table(1, "Server", "Seconds to the first PONG", "Idle RSS MB");
    starts.forEach((contestant, of) ->
        table.row(
            contestant.title(),
            Table.number(median(of, Start::seconds)),
            Table.number(median(of, Start::idleMegabytes))));
    List<Start> ours = starts.getOrDefault(Contestant.TIDINGS, List.of());
    List<Target> targets =
        List.of(
            Target.atMost("Start", median(ours, Start::seconds), MOST_SECONDS, " s"),
            Target.atMost("Idle RSS", median(ours, Start::idleMegabytes), MOST_MEGABYTES, " MB"));
    return "\n" + table + "\n" + Target.table(targets);
  }

  private Start start(Contestant contestant) throws IOException, InterruptedException {
    try (RunningServer server = RunningServer.start(workshop, contestant, 0)) {
      Thread.sleep(IDLE_MILLIS);
      return new Start(server.startSeconds(), server.residentKilobytes() / 1024.0);
    }
  }

  private static double median(List<Start> starts, ToDoubleFunction<Start> value) {
    return Measurement.median(starts.stream().mapToDouble(value).toArray());
  }
}
