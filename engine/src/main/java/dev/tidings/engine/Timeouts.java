package dev.tidings.engine;

import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.protocol.DoubleText;
import dev.tidings.protocol.LongDouble;
import dev.tidings.structures.Bytes;

/**
 * How long a request may wait: seconds with a fraction, 0 for ever. A part of a millisecond counts
 * as a whole one.
 */
public final class Timeouts {
  /**
   * The last instant that there is, less the instants that have a name today: what is added to now
   * must not come out before it.
   */
  private static final double MOST_MILLIS = Long.MAX_VALUE - 0x1p42;

  /**
   * A timeout as it was given, for commands that look at all their words before they look into this
   * one: {@link #millis} reads it.
   */
  public static final Arg<Bytes> WORD =
      Args.custom(Shape.of("timeout", Shape.Kind.DOUBLE), Cursor::next);

  /** A timeout, read as milliseconds. */
  public static final Arg<Long> SECONDS = WORD.map(Timeouts::millis);

  private static final String OUT_OF_RANGE = "ERR timeout is out of range";

  private Timeouts() {}

  /** The milliseconds that {@code seconds} are, at least 0; otherwise refused. */
  public static long millis(Bytes seconds) {
    double value = DoubleText.parse(seconds.array(), 0, seconds.length());
    if (Double.isNaN(value)) {
      throw new Refusal(
          isTooLong(seconds) ? OUT_OF_RANGE : "ERR timeout is not a float or out of range");
    }
    double millis = Math.ceil(value * 1000);
    if (millis > MOST_MILLIS) {
      throw new Refusal(OUT_OF_RANGE);
    }
    if (millis < 0) {
      throw new Refusal("ERR timeout is negative");
    }
    return (long) millis;
  }

  /** Whether it is a number that only a type with more digits can hold. */
  private static boolean isTooLong(Bytes seconds) {
    LongDouble value = LongDouble.parse(seconds.array(), 0, seconds.length());
    return value != null && value.isFinite() && value.compareTo(LongDouble.of(Long.MAX_VALUE)) > 0;
  }
}
