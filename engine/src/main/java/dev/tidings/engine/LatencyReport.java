package dev.tidings.engine;

import dev.tidings.settings.Configuration;
import dev.tidings.settings.MonitoringSettings;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What LATENCY GRAPH draws and LATENCY DOCTOR says. */
final class LatencyReport {
  private static final int ROWS = 4;
  private static final int MOST_COLUMNS = 80;
  private static final char[] STEPS = {'_', 'o', '#'};

  private LatencyReport() {}

  /**
   * A chart with a column for each sample, the oldest to the left, and its age below.
   *
   * <pre>
   * command - high 12 ms, low 3 ms (all time high 12 ms)
   * --------------------------------------------------------------------------------
   *  #
   *  |
   * _|
   *
   * 51
   * ms
   * </pre>
   */
  static String graph(String kind, LatencyMonitor.Series series, long nowSeconds) {
    List<LatencyMonitor.Sample> all = series.samples();
    List<LatencyMonitor.Sample> shown =
        all.subList(Math.max(0, all.size() - MOST_COLUMNS), all.size());
    long high = shown.stream().mapToLong(LatencyMonitor.Sample::millis).max().orElse(0);
    long low = shown.stream().mapToLong(LatencyMonitor.Sample::millis).min().orElse(0);
    StringBuilder text = new StringBuilder();
    text.append(kind).append(" - high ").append(high).append(" ms, low ").append(low);
    text.append(" ms (all time high ").append(series.mostMillis()).append(" ms)\n");
    text.repeat('-', MOST_COLUMNS).append('\n');
    for (int row = ROWS - 1; row >= 0; row--) {
      for (LatencyMonitor.Sample sample : shown) {
        text.append(cell(level(sample.millis(), low, high), row));
      }
      text.append('\n');
    }
    text.repeat(' ', shown.size()).append('\n');
    ages(text, shown, nowSeconds);
    return text.toString();
  }

  /** The height of a column in thirds of a row, from 0. */
  private static int level(long millis, long low, long high) {
    long range = Math.max(1, high - low);
    return (int) ((millis - low) * (ROWS * STEPS.length - 1) / range);
  }

  private static char cell(int level, int row) {
    int top = level / STEPS.length;
    if (row > top) {
      return ' ';
    }
    return row == top ? STEPS[level % STEPS.length] : '|';
  }

  private static void ages(StringBuilder text, List<LatencyMonitor.Sample> shown, long nowSeconds) {
    List<String> ages =
        shown.stream().map(sample -> age(Math.max(0, nowSeconds - sample.epochSeconds()))).toList();
    int longest = ages.stream().mapToInt(String::length).max().orElse(0);
    for (int line = 0; line < longest; line++) {
      for (String age : ages) {
        text.append(line < age.length() ? age.charAt(line) : ' ');
      }
      text.append('\n');
    }
  }

  private static String age(long seconds) {
    if (seconds < 60) {
      return seconds + "s";
    }
    if (seconds < 3600) {
      return seconds / 60 + "m";
    }
    return seconds < 86_400 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
  }

  /** What was observed, in sentences. */
  static String words(LatencyMonitor latency, Configuration configuration) {
    long threshold = configuration.value(MonitoringSettings.LATENCY_MONITOR_THRESHOLD);
    if (threshold == 0) {
      return "Nothing is measured: latency-monitor-threshold is 0. Set it to the number of"
          + " milliseconds from which a delay matters to you, for example with CONFIG SET"
          + " latency-monitor-threshold 100, and ask again later.\n";
    }
    if (latency.series().isEmpty()) {
      return "All is well: nothing has taken " + threshold + " ms or longer.\n";
    }
    StringBuilder text = new StringBuilder("These delays were seen:\n\n");
    latency.series().forEach((kind, series) -> describe(text, kind, series));
    advise(text, latency.series(), configuration, threshold);
    return text.toString();
  }

  private static void describe(StringBuilder text, String kind, LatencyMonitor.Series series) {
    List<LatencyMonitor.Sample> samples = series.samples();
    double mean = samples.stream().mapToLong(LatencyMonitor.Sample::millis).average().orElse(0);
    double deviation =
        samples.stream()
            .mapToDouble(sample -> Math.abs(sample.millis() - mean))
            .average()
            .orElse(0);
    long seconds = samples.getLast().epochSeconds() - samples.getFirst().epochSeconds();
    text.append("- ").append(kind).append(": seen in ").append(samples.size());
    text.append(
        String.format(
            Locale.ROOT,
            " different seconds over %d s, %.0f ms on average (mean deviation %.0f ms), %d ms at"
                + " worst.\n",
            seconds,
            mean,
            deviation,
            series.mostMillis()));
  }

  private static void advise(
      StringBuilder text,
      Map<String, LatencyMonitor.Series> series,
      Configuration configuration,
      long thresholdMillis) {
    if (!series.containsKey("command") && !series.containsKey("fast-command")) {
      return;
    }
    long slowMicros = configuration.value(MonitoringSettings.SLOWLOG_LOG_SLOWER_THAN);
    text.append("\nWhat may help:\n\n");
    if (slowMicros < 0 || slowMicros > thresholdMillis * 1000) {
      text.append("- Let the slow log see the requests in question: CONFIG SET")
          .append(" slowlog-log-slower-than ")
          .append(thresholdMillis * 1000)
          .append(".\n");
    }
    text.append("- Look at the requests with SLOWLOG GET, and at LATENCY HISTOGRAM.\n");
    if (series.containsKey("fast-command")) {
      text.append("- Fast commands do little work of their own: if they take long, the process had")
          .append(" to wait, for a processor, for memory or for its garbage collector.\n");
    }
  }
}
