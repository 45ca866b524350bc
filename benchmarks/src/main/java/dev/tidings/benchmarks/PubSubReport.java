package dev.tidings.benchmarks;

import static dev.tidings.benchmarks.Contestant.LIMIT;
import static dev.tidings.benchmarks.Contestant.REDIS;
import static dev.tidings.benchmarks.Contestant.TIDINGS;
import static dev.tidings.benchmarks.Table.number;

import dev.tidings.benchmarks.PubSubResults.Ratio;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** Writes the results as tables, and says which targets are met. */
record PubSubReport(PubSubResults results) {
  private static final double MOST_LIMIT = 1.2;
  private static final double MOST_P99 = 1.0;
  private static final double LEAST_DELIVERED = 1.0;
  private static final double LEAST_PATTERNS = 200;
  private static final double MOST_PATTERNS_APART = 1.5;

  /** All tables, in Markdown. */
  String text() {
    StringBuilder text = new StringBuilder();
    section(text, "Targets", Target.table(targets()));
    if (has(Shape.Kind.FANOUT) || has(Shape.Kind.SPREAD)) {
      section(text, "Throughput", throughput());
    }
    if (has(Shape.Kind.PATTERNS)) {
      section(text, "Patterns that do not match", patterns());
    }
    if (has(Shape.Kind.LATENCY)) {
      section(text, "Latency from publisher to subscriber", latency());
    }
    return text.append(results.warnings()).toString();
  }

  private static void section(StringBuilder text, String heading, String table) {
    if (!table.isEmpty()) {
      text.append("\n### ").append(heading).append("\n\n").append(table);
    }
  }

  private boolean has(Shape.Kind kind) {
    return results.shapes().anyMatch(shape -> shape.kind() == kind);
  }

  private List<Shape> shapes(Shape.Kind... kinds) {
    List<Shape.Kind> wanted = List.of(kinds);
    return results.shapes().filter(shape -> wanted.contains(shape.kind())).toList();
  }

  private String throughput() {
    Table table =
        new Table(
            2,
            "Shape",
            "Server",
            "Published/s",
            "Delivered/s",
            "CPU µs a delivery",
            "Spread",
            "RSS MB",
            "CPU to Redis",
            "Delivered to Redis",
            "CPU to the limit");
    for (Shape shape : shapes(Shape.Kind.FANOUT, Shape.Kind.SPREAD)) {
      for (Contestant contestant : results.contestants(shape)) {
        ToDoubleFunction<Measurement> cpu = Measurement::cpuMicrosPerDelivery;
        table.row(
            shape.title(),
            contestant.title(),
            cell(shape, contestant, Measurement::publishedPerSecond),
            cell(shape, contestant, Measurement::deliveredPerSecond),
            cell(shape, contestant, cpu),
            number(results.spread(shape, contestant, cpu) * 100) + " %",
            cell(shape, contestant, Measurement::residentMegabytes),
            ratio(shape, contestant, REDIS, cpu),
            ratio(shape, contestant, REDIS, Measurement::deliveredPerSecond),
            ratio(shape, contestant, LIMIT, cpu));
      }
    }
    return table.toString();
  }

  private String patterns() {
    Table table =
        new Table(
            2, "Patterns", "Server", "Published/s", "CPU µs a publish", "RSS MB", "CPU to Redis");
    for (Shape shape : shapes(Shape.Kind.PATTERNS)) {
      for (Contestant contestant : results.contestants(shape)) {
        table.row(
            shape.title(),
            contestant.title(),
            cell(shape, contestant, Measurement::publishedPerSecond),
            cell(shape, contestant, Measurement::cpuMicrosPerPublish),
            cell(shape, contestant, Measurement::residentMegabytes),
            ratio(shape, contestant, REDIS, Measurement::cpuMicrosPerPublish));
      }
    }
    return table.toString();
  }

  private String latency() {
    Table table =
        new Table(
            2, "Shape", "Server", "Published/s", "p50 µs", "p99 µs", "p99.9 µs", "p99 to Redis");
    for (Shape shape : shapes(Shape.Kind.LATENCY)) {
      for (Contestant contestant : results.contestants(shape)) {
        table.row(
            shape.title(),
            contestant.title(),
            cell(shape, contestant, Measurement::publishedPerSecond),
            cell(shape, contestant, Measurement::p50Micros),
            cell(shape, contestant, Measurement::p99Micros),
            cell(shape, contestant, Measurement::p999Micros),
            ratio(shape, contestant, REDIS, Measurement::p99Micros));
      }
    }
    return table.toString();
  }

  private String cell(Shape shape, Contestant contestant, ToDoubleFunction<Measurement> value) {
    return number(results.median(shape, contestant, value));
  }

  private String ratio(
      Shape shape, Contestant one, Contestant other, ToDoubleFunction<Measurement> value) {
    return one == other
        ? ""
        : Table.ratio(results.median(shape, one, value), results.median(shape, other, value));
  }

  /** What was aimed at, as far as it was measured. */
  List<Target> targets() {
    List<Target> targets = new ArrayList<>();
    for (Shape shape : shapes(Shape.Kind.FANOUT, Shape.Kind.SPREAD)) {
      if (!Double.isNaN(shape.mostCpu())) {
        double ratio = results.ratio(shape, TIDINGS, REDIS, Measurement::cpuMicrosPerDelivery);
        String title = "CPU a delivery to Redis: " + shape.title();
        targets.add(Target.atMost(title, ratio, shape.mostCpu(), "×"));
      }
    }
    results
        .ratios(TIDINGS, REDIS, Measurement::deliveredPerSecond)
        .filter(ratio -> isThroughput(ratio.shape()))
        .min(Comparator.naturalOrder())
        .ifPresent(least ->
            targets.add(
                Target.atLeast(
                    worst("Delivered/s to Redis", least), least.value(), LEAST_DELIVERED, "×")));
    results
        .ratios(TIDINGS, LIMIT, Measurement::cpuMicrosPerDelivery)
        .max(Comparator.naturalOrder())
        .ifPresent(most ->
            targets.add(
                Target.atMost(
                    worst("CPU a delivery to the limit", most), most.value(), MOST_LIMIT, "×")));
    addLatencyTargets(targets);
    addPatternTargets(targets);
    return targets;
  }

  private static boolean isThroughput(Shape shape) {
    return shape.kind() == Shape.Kind.FANOUT || shape.kind() == Shape.Kind.SPREAD;
  }

  private static String worst(String what, Ratio ratio) {
    return what + ", everywhere; least well: " + ratio.shape().title();
  }

  private void addLatencyTargets(List<Target> targets) {
    for (Shape shape : shapes(Shape.Kind.LATENCY)) {
      double ratio = results.ratio(shape, TIDINGS, REDIS, Measurement::p99Micros);
      targets.add(Target.atMost("p99 to Redis: " + shape.title(), ratio, MOST_P99, "×"));
    }
  }

  private void addPatternTargets(List<Target> targets) {
    Shape some = results.named("patterns-10000");
    if (some != null) {
      double rate = results.ratio(some, TIDINGS, REDIS, Measurement::publishedPerSecond);
      double cpu = results.ratio(some, REDIS, TIDINGS, Measurement::cpuMicrosPerPublish);
      String title = "10 000 patterns: published/s to Redis, or Redis's CPU a publish to ours";
      targets.add(Target.atLeast(title, Math.max(rate, cpu), LEAST_PATTERNS, "×"));
    }
    var costs =
        shapes(Shape.Kind.PATTERNS).stream()
            .mapToDouble(shape -> results.median(shape, TIDINGS, Measurement::cpuMicrosPerPublish))
            .summaryStatistics();
    if (costs.getCount() > 1) {
      String title = "CPU a publish with 0, 10 000 and 1 000 000 patterns: dearest to cheapest";
      targets.add(Target.atMost(title, costs.getMax() / costs.getMin(), MOST_PATTERNS_APART, "×"));
    }
  }
}
