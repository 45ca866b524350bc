package dev.tidings.engine;

/** The time, given to the engine by whoever runs it: the real one, or a test's. */
public interface Clock {
  /** Nanoseconds from an arbitrary start, never backwards: for measuring. */
  long nanos();

  /**
   * Microseconds since 1970 in UTC at the moment at which {@link #nanos} was {@code nanos}, a
   * moment just past. May jump when somebody sets the clock. Asked for so that a turn costs one
   * look at a clock and not two.
   */
  long epochMicrosAt(long nanos);
}
