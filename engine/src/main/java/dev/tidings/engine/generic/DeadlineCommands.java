package dev.tidings.engine.generic;

import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Family.GENERIC;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.Deadlines;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** When keys end. */
final class DeadlineCommands {
  private static final long MILLIS = 1000;
  private static final Pattern LINE_ENDS = Pattern.compile("[\\r\\n]+\\z");
  private static final int NO_KEY = -2;
  private static final int NO_DEADLINE = -1;

  private DeadlineCommands() {}

  /** On which deadline before it a new one depends. */
  private enum Condition {
    /** There is none. */
    NX,
    /** There is one. */
    XX,
    /** There is one, and the new one is later. */
    GT,
    /** There is none, or the new one is earlier. */
    LT
  }

  private record Expire(Bytes key, Moment moment) {}

  private record Moment(long time, Set<Condition> conditions) {}

  static final Command<Turn> EXPIRE =
      setting("EXPIRE", "1.0.0", "seconds", MILLIS, false, "Lets a key end after some seconds.");

  static final Command<Turn> PEXPIRE =
      setting(
          "PEXPIRE", "2.6.0", "milliseconds", 1, false, "Lets a key end after some milliseconds.");

  static final Command<Turn> EXPIREAT =
      setting(
          "EXPIREAT",
          "1.2.0",
          "unix-time-seconds",
          MILLIS,
          true,
          "Lets a key end at an instant, in seconds since 1970.");

  static final Command<Turn> PEXPIREAT =
      setting(
          "PEXPIREAT",
          "2.6.0",
          "unix-time-milliseconds",
          1,
          true,
          "Lets a key end at an instant, in milliseconds since 1970.");

  static final Command<Turn> TTL =
      telling("TTL", "1.0.0", MILLIS, false, "Tells how many seconds are left to a key.");

  static final Command<Turn> PTTL =
      telling("PTTL", "2.6.0", 1, false, "Tells how many milliseconds are left to a key.");

  static final Command<Turn> EXPIRETIME =
      telling("EXPIRETIME", "7.0.0", MILLIS, true, "Tells when a key ends, in seconds since 1970.");

  static final Command<Turn> PEXPIRETIME =
      telling(
          "PEXPIRETIME", "7.0.0", 1, true, "Tells when a key ends, in milliseconds since 1970.");

  static final Command<Turn> PERSIST =
      Command.<Turn>command("PERSIST", GENERIC, WRITE, FAST)
          .since("2.2.0")
          .summary("Takes a key's deadline away.")
          .complexity("O(1)")
          .takes(key("key", Access.UPDATE))
          .does(DeadlineCommands::persist);

  static final List<Command<Turn>> ALL =
      List.of(EXPIRE, PEXPIRE, EXPIREAT, PEXPIREAT, TTL, PTTL, EXPIRETIME, PEXPIRETIME, PERSIST);

  private static Command<Turn> setting(
      String name, String since, String time, long unitMillis, boolean absolute, String summary) {
    return Command.<Turn>command(name, GENERIC, WRITE, FAST)
        .since(since)
        .summary(summary)
        .complexity("O(log N), N keys that have a deadline")
        .takes(key("key", Access.UPDATE), moment(time), Expire::new)
        .does((turn, request) -> expire(turn, request, unitMillis, absolute));
  }

  private static Command<Turn> telling(
      String name, String since, long unitMillis, boolean absolute, String summary) {
    return Command.<Turn>command(name, GENERIC, READONLY, FAST)
        .since(since)
        .summary(summary)
        .complexity("O(1)")
        .tips(absolute ? new String[0] : new String[] {"nondeterministic_output"})
        .takes(key("key", Access.READ))
        .does((turn, key) -> tell(turn, key, unitMillis, absolute));
  }

  /** A time and conditions; the conditions are judged first, as in Redis. */
  private static Arg<Moment> moment(String name) {
    Arg<Long> time = integer(name);
    Shape conditions = oneOf("condition", Condition.class).optional(Condition.NX).shape();
    List<Shape> parts = List.of(time.shape(), conditions);
    Shape both = Shape.parts("moment", parts);
    return custom(
        both,
        cursor -> {
          int start = cursor.position();
          cursor.skip();
          Set<Condition> given = readConditions(cursor);
          int end = cursor.position();
          cursor.position(start);
          Moment moment = new Moment(time.read(cursor), given);
          cursor.position(end);
          return moment;
        });
  }

  private static Set<Condition> readConditions(Cursor cursor) {
    Set<Condition> given = EnumSet.noneOf(Condition.class);
    while (cursor.hasNext()) {
      String word = cursor.nextText();
      switch (word.toUpperCase(Locale.ROOT)) {
        case "NX" -> given.add(Condition.NX);
        case "XX" -> given.add(Condition.XX);
        case "GT" -> given.add(Condition.GT);
        case "LT" -> given.add(Condition.LT);
        // Line ends behind the text are lost in Redis; within it they become spaces.
        default ->
            throw new Refusal(
                "ERR Unsupported option " + LINE_ENDS.matcher(Refusal.shown(word)).replaceAll(""));
      }
    }
    if (given.contains(Condition.NX) && given.size() > 1) {
      throw new Refusal("ERR NX and XX, GT or LT options at the same time are not compatible");
    }
    if (given.contains(Condition.GT) && given.contains(Condition.LT)) {
      throw new Refusal("ERR GT and LT options at the same time are not compatible");
    }
    return given;
  }

  private static void expire(Turn turn, Expire request, long unitMillis, boolean absolute) {
    long millis = millisOf(turn, request.moment.time, unitMillis, absolute);
    Database database = turn.database();
    Bytes key = request.key;
    if (database.write(key) == null
        || !allows(request.moment.conditions, database.deadline(key), millis)) {
      turn.reply().integer(0);
      return;
    }
    if (millis <= turn.nowMillis()) {
      KeyCommands.remove(database, key);
    } else {
      database.deadline(key, millis);
      database.changed(key);
      database.tell(KeyspaceEvents.GENERIC, "expire", key);
    }
    turn.reply().integer(1);
  }

  private static long millisOf(Turn turn, long time, long unitMillis, boolean absolute) {
    long since = absolute ? 0 : turn.nowMillis();
    if (time > Long.MAX_VALUE / unitMillis
        || time < Long.MIN_VALUE / unitMillis
        || time * unitMillis > Long.MAX_VALUE - since) {
      throw new Refusal("ERR invalid expire time in '" + turn.command().fullName() + "' command");
    }
    // The last instant that there is stands for never: the one before does as well.
    return Math.min(time * unitMillis + since, Deadlines.NONE - 1);
  }

  /**
   * Whether {@code conditions} allow a new deadline; none before counts as one that never comes.
   */
  private static boolean allows(Set<Condition> conditions, long before, long millis) {
    boolean none = before == Deadlines.NONE;
    for (Condition condition : conditions) {
      boolean holds =
          switch (condition) {
            case NX -> none;
            case XX -> !none;
            case GT -> !none && millis > before;
            case LT -> none || millis < before;
          };
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  private static void tell(Turn turn, Bytes key, long unitMillis, boolean absolute) {
    Database database = turn.database();
    if (database.inspect(key) == null) {
      turn.reply().integer(NO_KEY);
      return;
    }
    long deadline = database.deadline(key);
    if (deadline == Deadlines.NONE) {
      turn.reply().integer(NO_DEADLINE);
      return;
    }
    long millis = absolute ? deadline : Math.max(0, deadline - turn.nowMillis());
    // Unsigned, so that the last instants that there are can be rounded, too.
    turn.reply().integer(Long.divideUnsigned(millis + unitMillis / 2, unitMillis));
  }

  private static void persist(Turn turn, Bytes key) {
    Database database = turn.database();
    if (database.write(key) == null || database.deadline(key) == Deadlines.NONE) {
      turn.reply().integer(0);
      return;
    }
    database.deadline(key, Deadlines.NONE);
    database.changed(key);
    database.tell(KeyspaceEvents.GENERIC, "persist", key);
    turn.reply().integer(1);
  }
}
