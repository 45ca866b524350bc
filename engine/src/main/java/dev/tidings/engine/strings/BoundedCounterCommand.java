package dev.tidings.engine.strings;

import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.flag;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Args.options;
import static dev.tidings.command.Args.real;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.STRING;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Command;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.Decimal;
import dev.tidings.protocol.LongDouble;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.Deadlines;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * INCREX: a number counted within bounds, with a deadline in the same breath: a limit on requests
 * in a window of time is one such command.
 */
final class BoundedCounterCommand {
  private BoundedCounterCommand() {}

  record Request(Bytes key, CounterTerms terms) {}

  static final Command<Turn> INCREX =
      Command.<Turn>command("INCREX", STRING, WRITE, DENY_OOM, FAST)
          .since("8.8.0")
          .summary("Adds to the number that a key holds within bounds, and says when it shall end.")
          .complexity("O(1)")
          .takes(
              key("key", Access.UPDATE_AND_TELL),
              custom(
                  options(
                          oneOf(
                              "increment",
                              real("float").after("BYFLOAT"),
                              integer("integer").after("BYINT")),
                          flag("SATURATE"),
                          string("lowerbound").after("LBOUND"),
                          string("upperbound").after("UBOUND"),
                          Expiration.shapes(Expiration.Kind.PERSIST),
                          flag("ENX"),
                          (by, saturate, lower, upper, expiration, once) -> by)
                      .shape(),
                  CounterTerms::read),
              Request::new)
          .does(BoundedCounterCommand::count);

  static final List<Command<Turn>> ALL = List.of(INCREX);

  private static void count(Turn turn, Request request) {
    CounterTerms terms = request.terms;
    if (terms.isReal()) {
      countReal(turn, request.key, terms);
    } else {
      countWhole(turn, request.key, terms);
    }
  }

  // ---- Whole numbers ------------------------------------------------------------------------

  private static void countWhole(Turn turn, Bytes key, CounterTerms terms) {
    long by = terms.wholeNumber(terms.by(), "Increment", 1);
    long lower = terms.wholeNumber(terms.lower(), "LBOUND", Long.MIN_VALUE);
    long upper = terms.wholeNumber(terms.upper(), "UBOUND", Long.MAX_VALUE);
    CounterTerms.checkOrder(lower <= upper);
    long deadline = terms.expiration().deadline(turn);
    Object text = Texts.write(turn.database(), key);
    long before = CounterCommands.number(text);
    long sum = before + by;
    boolean overflows = ((before ^ sum) & (by ^ sum)) < 0;
    boolean above = overflows ? by > 0 : sum > upper;
    boolean below = overflows ? by < 0 : sum < lower;
    if ((above || below) && !terms.saturates()) {
      tell(turn, before, 0);
      return;
    }
    long after = above ? upper : below ? lower : sum;
    long applied = after - before;
    if (((after ^ before) & (after ^ applied)) < 0) {
      throw new Refusal("ERR applied increment would overflow");
    }
    finish(turn, key, text, Decimal.bytes(after), deadline, terms);
    tell(turn, after, applied);
  }

  private static void tell(Turn turn, long after, long applied) {
    turn.reply().array(2);
    turn.reply().integer(after);
    turn.reply().integer(applied);
  }

  // ---- Floating-point numbers ---------------------------------------------------------------

  private static void countReal(Turn turn, Bytes key, CounterTerms terms) {
    LongDouble by = terms.realNumber(terms.by(), "Increment", LongDouble.ZERO);
    if (!by.isFinite()) {
      throw new Refusal("ERR BYFLOAT increment cannot be Infinity");
    }
    LongDouble lower = terms.realNumber(terms.lower(), "LBOUND", LongDouble.MIN);
    LongDouble upper = terms.realNumber(terms.upper(), "UBOUND", LongDouble.MAX);
    CounterTerms.checkOrder(lower.compareTo(upper) <= 0);
    long deadline = terms.expiration().deadline(turn);
    Object text = Texts.write(turn.database(), key);
    LongDouble before = CounterCommands.real(text);
    if (!before.isFinite()) {
      throw new Refusal("ERR value cannot be Infinity");
    }
    LongDouble sum = before.plus(by);
    boolean above = sum.compareTo(upper) > 0;
    boolean below = sum.compareTo(lower) < 0;
    if ((above || below) && !terms.saturates()) {
      tell(turn, before, LongDouble.ZERO);
      return;
    }
    LongDouble after = above ? upper : below ? lower : sum;
    LongDouble applied = above || below ? after.minus(before) : by;
    if (!after.isFinite() || !applied.isFinite()) {
      throw new Refusal("ERR applied increment would overflow");
    }
    byte[] told = after.text().getBytes(StandardCharsets.ISO_8859_1);
    finish(turn, key, text, told, deadline, terms);
    tell(turn, after, applied);
  }

  private static void tell(Turn turn, LongDouble after, LongDouble applied) {
    turn.reply().array(2);
    turn.reply().real(after);
    turn.reply().real(applied);
  }

  // ---- Both ---------------------------------------------------------------------------------

  private static void finish(
      Turn turn,
      Bytes key,
      @Nullable Object text,
      byte[] value,
      long deadline,
      CounterTerms terms) {
    Database database = turn.database();
    Expiration expiration = terms.expiration();
    boolean hadDeadline = database.deadline(key) != Deadlines.NONE;
    boolean ends = expiration.isTime() && !(terms.onlyOnce() && hadDeadline);
    if (ends && deadline <= turn.nowMillis()) {
      if (text != null) {
        StringCommands.remove(database, key);
      }
      return;
    }
    CounterCommands.store(database, key, text, value);
    database.tell(KeyspaceEvents.STRING, terms.isReal() ? "incrbyfloat" : "incrby", key);
    if (ends) {
      database.deadline(key, deadline);
      database.tell(KeyspaceEvents.GENERIC, "expire", key);
    } else if (expiration.kind() == Expiration.Kind.PERSIST && hadDeadline) {
      database.deadline(key, Deadlines.NONE);
      database.tell(KeyspaceEvents.GENERIC, "persist", key);
    }
  }
}
