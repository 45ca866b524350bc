package dev.tidings.engine.strings;

import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.command.WholeNumber;
import dev.tidings.engine.Turn;
import dev.tidings.structures.Deadlines;

/**
 * When a key shall end, in the words of SET and GETEX.
 *
 * @param kind in which form it was said
 * @param number the number as the client wrote it; empty where the form has none
 */
record Expiration(Kind kind, byte[] number) {
  /** The forms. */
  enum Kind {
    /** Not said. */
    NONE(""),
    /** Seconds from now. */
    EX("EX"),
    /** Milliseconds from now. */
    PX("PX"),
    /** Seconds since 1970. */
    EXAT("EXAT"),
    /** Milliseconds since 1970. */
    PXAT("PXAT"),
    /** As before. */
    KEEPTTL("KEEPTTL"),
    /** Never. */
    PERSIST("PERSIST");

    private final byte[] upper;

    Kind(String word) {
      upper = word.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    boolean hasNumber() {
      return this == EX || this == PX || this == EXAT || this == PXAT;
    }

    private boolean isRelative() {
      return this == EX || this == PX;
    }

    private boolean isInSeconds() {
      return this == EX || this == EXAT;
    }
  }

  private static final Kind[] KINDS = Kind.values();
  private static final byte[] NOTHING = new byte[0];

  static final Expiration NONE = new Expiration(Kind.NONE, NOTHING);

  /** The words EX, PX, EXAT and PXAT with their numbers. */
  static Arg<Object> shapes(Kind last) {
    return Args.oneOf(
        "expiration",
        Args.integer("seconds").after("EX"),
        Args.integer("milliseconds").after("PX"),
        unixTime("unix-time-seconds").after("EXAT"),
        unixTime("unix-time-milliseconds").after("PXAT"),
        Args.token(last.name(), last));
  }

  private static Arg<byte[]> unixTime(String name) {
    return Args.custom(Shape.of(name, Shape.Kind.UNIX_TIME), Cursor::nextBytes);
  }

  /**
   * Reads one of the forms if the next word begins it: what is given then stands in place of {@code
   * before}. Two different forms in one request are refused, and so is a number that is missing.
   *
   * @return {@code before} itself if the next word begins none
   */
  static Expiration read(Cursor cursor, Expiration before, Kind allowedWord) {
    for (Kind kind : KINDS) {
      if (kind != Kind.NONE
          && (kind.hasNumber() || kind == allowedWord)
          && cursor.nextIs(kind.upper)) {
        if (before.kind != Kind.NONE && before.kind != kind) {
          throw Refusal.syntax();
        }
        cursor.skip();
        return new Expiration(kind, kind.hasNumber() ? cursor.nextBytes() : NOTHING);
      }
    }
    return before;
  }

  /** Whether it is a point in time, and not that there is none. */
  boolean isTime() {
    return kind.hasNumber();
  }

  /**
   * The deadline in milliseconds since 1970; {@link Deadlines#NONE} if it {@link #isTime is none}.
   * A number that is none, or that no deadline can be, is refused in the name of the command that
   * is served.
   */
  long deadline(Turn turn) {
    if (!isTime()) {
      return Deadlines.NONE;
    }
    long value = WholeNumber.of(number, 0, number.length);
    long most = kind.isInSeconds() ? Long.MAX_VALUE / 1000 : Long.MAX_VALUE;
    if (value <= 0 || value > most) {
      throw invalid(turn);
    }
    long millis = kind.isInSeconds() ? value * 1000 : value;
    long deadline = kind.isRelative() ? millis + turn.nowMillis() : millis;
    if (deadline <= 0) {
      throw invalid(turn);
    }
    // The last instant that there is stands for never: the one before does as well.
    return Math.min(deadline, Deadlines.NONE - 1);
  }

  private static Refusal invalid(Turn turn) {
    return new Refusal("ERR invalid expire time in '" + turn.command().fullName() + "' command");
  }
}
