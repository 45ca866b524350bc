package dev.tidings.benchmarks;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** What the load program said about one run, by name. */
record Measurement(Map<String, Double> values) {
  Measurement {
    values = Map.copyOf(values);
  }

  /** Reads a line of {@code name=value}. */
  static Measurement of(String line) throws IOException {
    Map<String, Double> values = new HashMap<>();
    for (String pair : line.strip().split(" ", -1)) {
      String[] sides = pair.split("=", -1);
      if (sides.length != 2) {
        throw new IOException("the load program said: " + line);
      }
      values.put(sides[0], Double.valueOf(sides[1]));
    }
    return new Measurement(values);
  }

  /** The middle one, or the mean of the two in the middle; NaN of none. */
  static double median(double... values) {
    if (values.length == 0) {
      return Double.NaN;
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  double publishedPerSecond() {
    return value("published_per_second");
  }

  double deliveredPerSecond() {
    return value("delivered_per_second");
  }

  double cpuMicrosPerDelivery() {
    return value("cpu_micros_per_delivery");
  }

  double cpuMicrosPerPublish() {
    return value("cpu_micros_per_publish");
  }

  double residentMegabytes() {
    return value("resident_kilobytes") / 1024;
  }

  double p50Micros() {
    return value("p50_micros");
  }

  double p99Micros() {
    return value("p99_micros");
  }

  double p999Micros() {
    return value("p999_micros");
  }

  /** Deliveries that were announced to the publisher and never came. */
  double lost() {
    return value("lost");
  }

  /** Subscribers whose connection the server has closed. */
  double closed() {
    return value("closed");
  }

  private double value(String name) {
    return values.getOrDefault(name, Double.NaN);
  }
}
