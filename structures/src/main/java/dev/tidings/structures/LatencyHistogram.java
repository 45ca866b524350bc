package dev.tidings.structures;

import org.jspecify.annotations.Nullable;

/**
 * How long something took, counted in buckets whose width grows with the time, so that every value
 * is known to better than one in a hundred.
 *
 * <pre>
 *   octave 0:  0..255 ns      128 buckets of 2 ns
 *   octave 1:  256..511 ns    128 buckets of 2 ns
 *   octave 2:  512..1023 ns   128 buckets of 4 ns
 *   octave k:  2^(k+7)..      128 buckets of 2^k ns
 * </pre>
 *
 * The buckets of an octave are made when the first value falls into it: 1 KiB for each octave that
 * was seen. Values from {@link #MOST_NANOS} on count as that. One thread at a time.
 */
public final class LatencyHistogram {
  /** The longest time that is told apart: about 18 minutes. */
  public static final long MOST_NANOS = (1L << 40) - 1;

  private static final int BUCKETS = 128;
  private static final int BUCKET_BITS = 7;
  private static final int OCTAVES = 40 - BUCKET_BITS;

  private final long[] @Nullable [] octaves = new long[OCTAVES] @Nullable [];
  private long count;

  /** Is told of the buckets of {@link #visitDoubling}. */
  @FunctionalInterface
  public interface Visitor {
    /** {@code count} values so far were at most {@code nanos}. */
    void onBucket(long nanos, long count);
  }

  /** Counts a value; negative ones, which a clock should not give, count as 0. */
  public void record(long nanos) {
    long value = Math.clamp(nanos, 0, MOST_NANOS);
    int octave = octaveOf(value);
    long[] buckets = octaves[octave];
    if (buckets == null) {
      buckets = new long[BUCKETS];
      octaves[octave] = buckets;
    }
    buckets[bucketOf(value, octave)]++;
    count++;
  }

  /** How many values were counted. */
  public long count() {
    return count;
  }

  /**
   * The time that {@code percent} of the values, from 0 to 100, did not exceed: the upper end of
   * its bucket; 0 without values.
   */
  public long percentileNanos(double percent) {
    long wanted = Math.max(1, (long) (Math.min(percent, 100.0) / 100 * count + 0.5));
    long seen = 0;
    for (int octave = 0; octave < OCTAVES; octave++) {
      long[] buckets = octaves[octave];
      for (int bucket = 0; buckets != null && bucket < BUCKETS; bucket++) {
        seen += buckets[bucket];
        if (seen >= wanted) {
          return upperEnd(octave, bucket);
        }
      }
    }
    return 0;
  }

  /**
   * Tells of 1024 ns and each doubling of it how many values were not above the bucket that it
   * falls into, until all were; limits up to which nothing was added are passed over.
   */
  public void visitDoubling(Visitor visitor) {
    long told = 0;
    for (long limit = 1024; told < count; limit *= 2) {
      int octave = octaveOf(Math.min(limit, MOST_NANOS));
      int bucket = limit > MOST_NANOS ? BUCKETS - 1 : 0;
      long upTo = countUpTo(octave, bucket);
      if (upTo > told) {
        visitor.onBucket(upperEnd(octave, bucket), upTo);
        told = upTo;
      }
    }
  }

  private long countUpTo(int lastOctave, int lastBucket) {
    long sum = 0;
    for (int octave = 0; octave <= lastOctave; octave++) {
      long[] buckets = octaves[octave];
      int end = octave == lastOctave ? lastBucket + 1 : BUCKETS;
      for (int bucket = 0; buckets != null && bucket < end; bucket++) {
        sum += buckets[bucket];
      }
    }
    return sum;
  }

  private static int octaveOf(long value) {
    return value < 2 * BUCKETS ? 0 : 63 - Long.numberOfLeadingZeros(value) - BUCKET_BITS;
  }

  private static int bucketOf(long value, int octave) {
    return (int) (octave == 0 ? value >> 1 : (value >> octave) - BUCKETS);
  }

  private static long upperEnd(int octave, int bucket) {
    return octave == 0 ? bucket * 2L + 1 : ((BUCKETS + bucket + 1L) << octave) - 1;
  }
}
