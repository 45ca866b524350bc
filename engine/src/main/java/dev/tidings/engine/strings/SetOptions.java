package dev.tidings.engine.strings;

import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.flag;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Args.options;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Args.token;

import dev.tidings.command.Arg;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;

/**
 * What SET is told besides key and value. Read by hand, since most requests have none of it, and
 * since which two words exclude each other is no matter of one argument.
 *
 * @param condition on what it depends whether anything is set
 * @param tells whether the answer is what was there before
 * @param expiration when the key shall end
 */
record SetOptions(Condition condition, boolean tells, Expiration expiration) {
  static final SetOptions NONE = new SetOptions(Condition.ALWAYS, false, Expiration.NONE);

  private static final Condition.Kind[] CONDITIONS = Condition.Kind.values();
  private static final byte[] NONE_COMPARED = Condition.ALWAYS.operand();
  private static final byte[] GET = {'G', 'E', 'T'};

  private static final Arg<Object> CONDITION =
      oneOf(
          "condition",
          token("NX", Condition.Kind.NX),
          token("XX", Condition.Kind.XX),
          string("ifeq-value").after("IFEQ"),
          string("ifne-value").after("IFNE"),
          string("ifdeq-digest").after("IFDEQ"),
          string("ifdne-digest").after("IFDNE"));

  /** The options in any order. */
  static final Arg<SetOptions> OPTIONS =
      custom(
          options(
                  CONDITION,
                  flag("GET"),
                  Expiration.shapes(Expiration.Kind.KEEPTTL),
                  (condition, tells, expiration) -> NONE)
              .shape(),
          SetOptions::read);

  private static SetOptions read(Cursor cursor) {
    if (!cursor.hasNext()) {
      return NONE;
    }
    Condition condition = Condition.ALWAYS;
    Expiration expiration = Expiration.NONE;
    boolean tells = false;
    while (cursor.hasNext()) {
      int before = cursor.position();
      if (cursor.nextIs(GET)) {
        cursor.skip();
        tells = true;
      } else {
        condition = condition(cursor, condition);
      }
      if (cursor.position() == before) {
        expiration = Expiration.read(cursor, expiration, Expiration.Kind.KEEPTTL);
      }
      if (cursor.position() == before) {
        throw Refusal.syntax();
      }
    }
    return new SetOptions(condition, tells, expiration);
  }

  private static Condition condition(Cursor cursor, Condition before) {
    for (Condition.Kind kind : CONDITIONS) {
      if (kind != Condition.Kind.ALWAYS && cursor.nextIs(kind.upper())) {
        cursor.skip();
        return joined(before, kind, kind.compares() ? cursor.nextBytes() : NONE_COMPARED);
      }
    }
    return before;
  }

  /** As Redis has it, NX or XX may follow a comparison, but no comparison may follow them. */
  private static Condition joined(Condition before, Condition.Kind kind, byte[] operand) {
    boolean beside = !kind.compares() && before.kind().compares();
    Condition.Kind same = beside ? before.presence() : before.kind();
    boolean closed = kind.compares() && before.presence() != Condition.Kind.ALWAYS;
    if (closed || (same != Condition.Kind.ALWAYS && same != kind)) {
      throw Refusal.syntax();
    }
    return beside
        ? new Condition(before.kind(), before.operand(), kind)
        : new Condition(kind, operand);
  }
}
