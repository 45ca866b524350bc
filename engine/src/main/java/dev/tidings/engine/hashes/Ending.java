package dev.tidings.engine.hashes;

import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Args.token;

import dev.tidings.command.Arg;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Turn;

/**
 * When fields are to end, as a request says it.
 *
 * @param rule how it is meant
 * @param millis milliseconds from now on or since 1970; 0 where the rule needs none
 */
record Ending(Rule rule, long millis) {
  /** How an ending is meant. */
  enum Rule {
    /** Nothing is said. */
    UNSAID,
    /** What was said before stays. */
    KEPT,
    NEVER,
    FROM_NOW,
    AT
  }

  static final Ending UNSAID = new Ending(Rule.UNSAID, 0);

  /** Redis keeps 46 bits of an instant. */
  private static final long MOST_MILLIS = (1L << 46) - 1;

  private static final int SECOND = 1000;

  /** Whether fields get a deadline. */
  boolean isInstant() {
    return rule == Rule.FROM_NOW || rule == Rule.AT;
  }

  /** The deadline in milliseconds since 1970; refused if it is too far away. */
  long deadline(Turn turn) {
    if (rule == Rule.AT) {
      return millis;
    }
    if (millis > MOST_MILLIS - turn.nowMillis()) {
      throw tooFar(turn.command().name());
    }
    return turn.nowMillis() + millis;
  }

  /** Seconds or milliseconds from now on. */
  static Arg<Ending> fromNow(String name, boolean seconds, String command) {
    return number(name, Rule.FROM_NOW, seconds, command);
  }

  /** Seconds or milliseconds since 1970. */
  static Arg<Ending> at(String name, boolean seconds, String command) {
    return number(name, Rule.AT, seconds, command);
  }

  /** {@code EX}, {@code PX}, {@code EXAT}, {@code PXAT} with a number. */
  static Arg<Ending> instant(String command) {
    return oneOf("expiration", seconds(command), millis(command), at(command), atMillis(command));
  }

  /** The same, or another word. */
  static Arg<Ending> clause(String command, String word, Rule meant) {
    return oneOf(
        "expiration",
        seconds(command),
        millis(command),
        at(command),
        atMillis(command),
        token(word, new Ending(meant, 0)));
  }

  private static Arg<Ending> seconds(String command) {
    return fromNow("seconds", true, command).after("EX");
  }

  private static Arg<Ending> millis(String command) {
    return fromNow("milliseconds", false, command).after("PX");
  }

  private static Arg<Ending> at(String command) {
    return at("unix-time-seconds", true, command).after("EXAT");
  }

  private static Arg<Ending> atMillis(String command) {
    return at("unix-time-milliseconds", false, command).after("PXAT");
  }

  private static Arg<Ending> number(String name, Rule rule, boolean seconds, String command) {
    return integer(name).map(number -> new Ending(rule, millis(number, seconds, command)));
  }

  private static long millis(long number, boolean seconds, String command) {
    if (number < 0) {
      throw new Refusal("ERR invalid expire time, must be >= 0");
    }
    if (number > (seconds ? MOST_MILLIS / SECOND : MOST_MILLIS)) {
      throw tooFar(command);
    }
    return seconds ? number * SECOND : number;
  }

  private static Refusal tooFar(String command) {
    return new Refusal("ERR invalid expire time in '" + command + "' command");
  }
}
