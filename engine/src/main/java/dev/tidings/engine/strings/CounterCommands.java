package dev.tidings.engine.strings;

import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Family.STRING;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Args;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.WholeNumber;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.Decimal;
import dev.tidings.protocol.LongDouble;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Strings that are numbers, counted up and down. */
final class CounterCommands {
  private CounterCommands() {}

  record Count(Bytes key, long by) {}

  record CountReal(Bytes key, byte[] by) {}

  static final Command<Turn> INCR =
      Command.<Turn>command("INCR", STRING, WRITE, DENY_OOM, FAST)
          .since("1.0.0")
          .summary("Adds one to the whole number that a key holds.")
          .complexity("O(1)")
          .takes(key("key", Access.UPDATE_AND_TELL))
          .does((turn, key) -> count(turn, key, 1));

  static final Command<Turn> DECR =
      Command.<Turn>command("DECR", STRING, WRITE, DENY_OOM, FAST)
          .since("1.0.0")
          .summary("Takes one from the whole number that a key holds.")
          .complexity("O(1)")
          .takes(key("key", Access.UPDATE_AND_TELL))
          .does((turn, key) -> count(turn, key, -1));

  static final Command<Turn> INCRBY =
      Command.<Turn>command("INCRBY", STRING, WRITE, DENY_OOM, FAST)
          .since("1.0.0")
          .summary("Adds a whole number to the one that a key holds.")
          .complexity("O(1)")
          .takes(key("key", Access.UPDATE_AND_TELL), integer("increment"), Count::new)
          .does((turn, request) -> count(turn, request.key, request.by));

  static final Command<Turn> DECRBY =
      Command.<Turn>command("DECRBY", STRING, WRITE, DENY_OOM, FAST)
          .since("1.0.0")
          .summary("Takes a whole number from the one that a key holds.")
          .complexity("O(1)")
          .takes(key("key", Access.UPDATE_AND_TELL), integer("decrement"), Count::new)
          .does(CounterCommands::countDown);

  static final Command<Turn> INCRBYFLOAT =
      Command.<Turn>command("INCRBYFLOAT", STRING, WRITE, DENY_OOM, FAST)
          .since("2.6.0")
          .summary("Adds a floating-point number to the one that a key holds.")
          .complexity("O(1)")
          .takes(
              key("key", Access.UPDATE_AND_TELL),
              custom(Args.real("increment").shape(), Cursor::nextBytes),
              CountReal::new)
          .does(CounterCommands::countReal);

  static final List<Command<Turn>> ALL = List.of(INCR, DECR, INCRBY, DECRBY, INCRBYFLOAT);

  /** The whole number that a string is; 0 if there is none. Anything else is refused. */
  static long number(@Nullable Object text) {
    if (text == null) {
      return 0;
    }
    return WholeNumber.of(Texts.array(text), 0, Texts.length(text));
  }

  /** The floating-point number that a string is; 0 if there is none. Anything else is refused. */
  static LongDouble real(@Nullable Object text) {
    return text == null ? LongDouble.ZERO : real(Texts.array(text), Texts.length(text));
  }

  private static LongDouble real(byte[] array, int length) {
    LongDouble value = LongDouble.parse(array, 0, length);
    if (value == null) {
      throw new Refusal("ERR value is not a valid float");
    }
    return value;
  }

  private static void countDown(Turn turn, Count request) {
    if (request.by == Long.MIN_VALUE) {
      throw new Refusal("ERR decrement would overflow");
    }
    count(turn, request.key, -request.by);
  }

  private static void count(Turn turn, Bytes key, long by) {
    Database database = turn.database();
    Object text = Texts.write(database, key);
    long before = number(text);
    long after = before + by;
    if (((before ^ after) & (by ^ after)) < 0) {
      throw new Refusal("ERR increment or decrement would overflow");
    }
    store(database, key, text, Decimal.bytes(after));
    database.tell(KeyspaceEvents.STRING, "incrby", key);
    turn.reply().integer(after);
  }

  private static void countReal(Turn turn, CountReal request) {
    Database database = turn.database();
    Object text = Texts.write(database, request.key);
    LongDouble before = real(text);
    LongDouble after = before.plus(real(request.by, request.by.length));
    if (!after.isFinite()) {
      throw new Refusal("ERR increment would produce NaN or Infinity");
    }
    byte[] told = after.text().getBytes(StandardCharsets.ISO_8859_1);
    store(database, request.key, text, told);
    database.tell(KeyspaceEvents.STRING, "incrbyfloat", request.key);
    turn.reply().bulk(told);
  }

  /** Lets {@code key}, which holds {@code text}, hold {@code value}; its deadline stays. */
  static void store(Database database, Bytes key, @Nullable Object text, byte[] value) {
    if (text == null) {
      database.add(key, value);
    } else {
      database.replace(key, value);
    }
    database.changed(key);
  }
}
