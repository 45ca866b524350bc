package dev.tidings.testkit;

import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for what becomes true on its own, with a patience that no healthy machine uses up. */
public final class Eventually {
  /** How long a condition may take. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  private static final long PAUSE_MILLIS = 5;

  private Eventually() {}

  /**
   * Asks again and again until {@code condition} holds.
   *
   * @param what what is waited for, for the failure message
   */
  public static void is(String what, BooleanSupplier condition) {
    value(what, condition::getAsBoolean, held -> held);
  }

  /** Asks again and again until {@code value} is {@code wanted}; the last value if it is not. */
  public static <T> T value(String what, Supplier<T> value, Predicate<? super T> wanted) {
    long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      T found = value.get();
      if (wanted.test(found)) {
        return found;
      }
      if (System.nanoTime() > deadlineNanos) {
        throw new AssertionError(
            what + ": not within " + PATIENCE.toSeconds() + " s, last seen: " + found);
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while waiting", interrupted);
    }
  }
}
