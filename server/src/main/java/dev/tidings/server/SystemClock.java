package dev.tidings.server;

import dev.tidings.engine.Clock;
import java.time.Instant;

/**
 * The machine's clocks. The time of day is reckoned from the monotonic clock and compared with the
 * real one every few milliseconds, so that most turns look at one clock only.
 */
final class SystemClock implements Clock {
  /** How long a reckoning is good for: shorter than anybody can see a clock being set. */
  private static final long GOOD_NANOS = 5_000_000;

  /** A reading of both clocks; replaced whole, so that threads may share it. */
  private record Reading(long nanos, long epochMicros) {}

  private volatile Reading reading = read();

  private static Reading read() {
    Instant now = Instant.now();
    return new Reading(System.nanoTime(), now.getEpochSecond() * 1_000_000L + now.getNano() / 1000);
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }

  @Override
  public long epochMicrosAt(long nanos) {
    Reading last = reading;
    if (nanos - last.nanos > GOOD_NANOS) {
      last = read();
      reading = last;
    }
    return last.epochMicros + (nanos - last.nanos) / 1000;
  }
}
