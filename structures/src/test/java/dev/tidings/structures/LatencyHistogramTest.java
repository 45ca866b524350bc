package dev.tidings.structures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LatencyHistogramTest {
  @Test
  void percentilesAreTheUpperEndsOfBucketsAsRedisTellsThem() {
    // Pairs of a time and of what a Redis tells of it.
    long[][] pairs = {{1000, 1003}, {7000, 7007}, {40_000, 40_191}, {782_000, 782_335}};
    for (long[] pair : pairs) {
      LatencyHistogram histogram = new LatencyHistogram();
      histogram.record(pair[0]);
      assertThat(histogram.percentileNanos(99.9)).isEqualTo(pair[1]);
    }
  }

  @Test
  void percentilesAreWithinAHundredthOfTheTruth() {
    long seed = 42;
    SplittableRandom random = new SplittableRandom(seed);
    LatencyHistogram histogram = new LatencyHistogram();
    long[] values = random.longs(10_000, 0, 40).map(bits -> random.nextLong(1L << bits)).toArray();
    Arrays.stream(values).forEach(histogram::record);
    Arrays.sort(values);
    for (double percent : new double[] {0, 1, 25, 50, 90, 99, 99.9, 100}) {
      int rank = Math.max(1, (int) (percent / 100 * values.length + 0.5));
      long exact = values[rank - 1];
      assertThat(histogram.percentileNanos(percent))
          .as("p%s with seed %d", percent, seed)
          .isCloseTo(exact, within(exact / 100 + 2));
    }
  }

  @Test
  void doublingBucketsCountWhatIsNotAboveThem() {
    LatencyHistogram histogram = new LatencyHistogram();
    for (long nanos : new long[] {500, 1000, 2000, 30_000, 100_000}) {
      histogram.record(nanos);
    }
    List<String> told = new ArrayList<>();
    histogram.visitDoubling((nanos, count) -> told.add(nanos / 1000 + ":" + count));
    assertThat(told).containsExactly("1:2", "2:3", "33:4", "132:5");
  }

  @Test
  void valuesBeyondTheRangeCountAsItsEnds() {
    LatencyHistogram histogram = new LatencyHistogram();
    histogram.record(-5);
    histogram.record(Long.MAX_VALUE);
    assertThat(histogram.count()).isEqualTo(2);
    assertThat(histogram.percentileNanos(1)).isEqualTo(1);
    assertThat(histogram.percentileNanos(100)).isEqualTo(LatencyHistogram.MOST_NANOS);
    List<Long> counts = new ArrayList<>();
    histogram.visitDoubling((nanos, count) -> counts.add(count));
    assertThat(counts).containsExactly(1L, 2L);
  }

  @Test
  void nothingIsToldOfNoValues() {
    LatencyHistogram histogram = new LatencyHistogram();
    histogram.visitDoubling((nanos, count) -> {
      throw new AssertionError("a bucket of nothing");
    });
    assertThat(histogram.percentileNanos(50)).isZero();
  }
}
