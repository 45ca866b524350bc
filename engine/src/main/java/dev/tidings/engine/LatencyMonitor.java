package dev.tidings.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Events during which everybody had to wait for long, by kind, as LATENCY tells them. Kinds are
 * {@code command} and {@code fast-command}, {@code expire-cycle} and {@code eviction-cycle}; others
 * may be added by whoever knows of a delay.
 */
final class LatencyMonitor {
  /** How many samples of a kind are kept, as in Redis. */
  private static final int SAMPLES = 160;

  /**
   * The longest event of one second.
   *
   * @param epochSeconds the second
   */
  record Sample(long epochSeconds, long millis) {}

  /** The events of one kind. */
  static final class Series {
    private final Sample[] ring = new Sample[SAMPLES];
    private int next;
    private int count;
    private long mostMillis;

    private void add(long epochSeconds, long millis) {
      mostMillis = Math.max(mostMillis, millis);
      if (count > 0 && last().epochSeconds == epochSeconds) {
        if (millis > last().millis) {
          ring[(next + SAMPLES - 1) % SAMPLES] = new Sample(epochSeconds, millis);
        }
        return;
      }
      ring[next] = new Sample(epochSeconds, millis);
      next = (next + 1) % SAMPLES;
      count = Math.min(SAMPLES, count + 1);
    }

    /** The newest sample. */
    Sample last() {
      return ring[(next + SAMPLES - 1) % SAMPLES];
    }

    /** The longest event ever. */
    long mostMillis() {
      return mostMillis;
    }

    /** The samples, the oldest first. */
    List<Sample> samples() {
      List<Sample> samples = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        samples.add(ring[(next + SAMPLES - count + i) % SAMPLES]);
      }
      return samples;
    }
  }

  private final Map<String, Series> series = new TreeMap<>();

  /** An event of a kind took {@code millis}. */
  void add(String kind, long epochSeconds, long millis) {
    series.computeIfAbsent(kind, k -> new Series()).add(epochSeconds, millis);
  }

  /** All kinds of which there was an event, by name. */
  Map<String, Series> series() {
    return series;
  }

  /** The events of a kind; null if there was none. */
  @Nullable Series of(String kind) {
    return series.get(kind);
  }

  /** Forgets the events of these kinds, of all if none is named; tells how many it forgot. */
  int reset(List<String> kinds) {
    int before = series.size();
    if (kinds.isEmpty()) {
      series.clear();
    } else {
      kinds.forEach(series::remove);
    }
    return before - series.size();
  }
}
