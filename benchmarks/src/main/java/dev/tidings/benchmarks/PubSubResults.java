package dev.tidings.benchmarks;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The runs of all shapes and contestants. */
final class PubSubResults {
  private final Map<Shape, Map<Contestant, List<Measurement>>> runs = new LinkedHashMap<>();

  void add(Shape shape, Contestant contestant, List<Measurement> measured) {
    runs.computeIfAbsent(shape, _ -> new EnumMap<>(Contestant.class))
        .put(contestant, List.copyOf(measured));
  }

  /** The shapes that were measured. */
  Stream<Shape> shapes() {
    return runs.keySet().stream();
  }

  /** Who was measured in {@code shape}. */
  List<Contestant> contestants(Shape shape) {
    return List.copyOf(runs.getOrDefault(shape, Map.of()).keySet());
  }

  /** The median of {@code value} over the runs; NaN if there are none. */
  double median(Shape shape, Contestant contestant, ToDoubleFunction<Measurement> value) {
    List<Measurement> measured = measured(shape, contestant);
    return measured == null
        ? Double.NaN
        : Measurement.median(measured.stream().mapToDouble(value).toArray());
  }

  /** How far the runs lie apart, as a share of their median. */
  double spread(Shape shape, Contestant contestant, ToDoubleFunction<Measurement> value) {
    List<Measurement> measured = measured(shape, contestant);
    if (measured == null) {
      return Double.NaN;
    }
    var summary = measured.stream().mapToDouble(value).summaryStatistics();
    return (summary.getMax() - summary.getMin()) / median(shape, contestant, value);
  }

  /** A contestant's median as a multiple of another's; NaN if one was not measured. */
  double ratio(Shape shape, Contestant one, Contestant other, ToDoubleFunction<Measurement> value) {
    return median(shape, one, value) / median(shape, other, value);
  }

  /** The shape with this name, if it was measured. */
  @Nullable Shape named(String name) {
    return shapes().filter(shape -> shape.name().equals(name)).findFirst().orElse(null);
  }

  /** Sentences about runs in which something went missing. */
  String warnings() {
    StringBuilder text = new StringBuilder();
    runs.forEach((shape, of) ->
        of.forEach((contestant, measured) -> {
          double lost = most(measured, Measurement::lost);
          double closed = most(measured, Measurement::closed);
          if (lost > 0 || closed > 0) {
            text.append(
                "\n**%s, %s: %.0f deliveries were lost and %.0f subscribers disconnected.**\n"
                    .formatted(shape.title(), contestant.title(), lost, closed));
          }
        }));
    return text.toString();
  }

  private static double most(List<Measurement> measured, ToDoubleFunction<Measurement> value) {
    return measured.stream().mapToDouble(value).max().orElse(0);
  }

  private @Nullable List<Measurement> measured(Shape shape, Contestant contestant) {
    return runs.getOrDefault(shape, Map.of()).get(contestant);
  }

  /** Shapes of some kinds, and the ratio of one to another contestant in each. */
  record Ratio(Shape shape, double value) implements Comparable<Ratio> {
    @Override
    public int compareTo(Ratio other) {
      return Comparator.comparingDouble(Ratio::value).compare(this, other);
    }
  }

  /** The ratios of all shapes in which both were measured. */
  Stream<Ratio> ratios(Contestant one, Contestant other, ToDoubleFunction<Measurement> value) {
    return shapes()
        .map(shape -> new Ratio(shape, ratio(shape, one, other, value)))
        .filter(ratio -> !Double.isNaN(ratio.value));
  }
}
