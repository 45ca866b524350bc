package dev.tidings.engine.strings;

import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.WholeNumber;
import dev.tidings.protocol.LongDouble;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What INCREX is told besides its key. Each option at most once; numbers are read only when all
 * words are known, since BYFLOAT may stand behind the bounds.
 *
 * @param isReal whether it counts in floating-point numbers
 * @param by by how much, as it was written; null: by one
 * @param lower the least that the result may be; null: no bound
 * @param upper the most
 * @param saturates whether a result beyond a bound becomes the bound, in place of nothing done
 * @param expiration when the key shall end
 * @param onlyOnce whether a deadline that the key has stays
 */
record CounterTerms(
    boolean isReal,
    byte @Nullable [] by,
    byte @Nullable [] lower,
    byte @Nullable [] upper,
    boolean saturates,
    Expiration expiration,
    boolean onlyOnce) {

  private static final byte[] BYINT = word("BYINT");
  private static final byte[] BYFLOAT = word("BYFLOAT");
  private static final byte[] LBOUND = word("LBOUND");
  private static final byte[] UBOUND = word("UBOUND");
  private static final byte[] SATURATE = word("SATURATE");
  private static final byte[] ENX = word("ENX");

  private static final CounterTerms PLAIN =
      new CounterTerms(false, null, null, null, false, Expiration.NONE, false);

  private static byte[] word(String upper) {
    return upper.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The options in any order. */
  static CounterTerms read(Cursor cursor) {
    if (!cursor.hasNext()) {
      return PLAIN;
    }
    Reader reader = new Reader();
    while (cursor.hasNext()) {
      reader.readOne(cursor);
    }
    boolean persists = reader.expiration.kind() == Expiration.Kind.PERSIST;
    if (reader.onlyOnce && persists) {
      throw Refusal.syntax();
    }
    if (reader.onlyOnce && !reader.expiration.isTime()) {
      throw new Refusal("ERR ENX flag requires an expiration");
    }
    return new CounterTerms(
        reader.isReal,
        reader.by,
        reader.lower,
        reader.upper,
        reader.saturates,
        reader.expiration,
        reader.onlyOnce);
  }

  private static final class Reader {
    private boolean isReal;
    private byte @Nullable [] by;
    private byte @Nullable [] lower;
    private byte @Nullable [] upper;
    private boolean saturates;
    private Expiration expiration = Expiration.NONE;
    private boolean onlyOnce;

    void readOne(Cursor cursor) {
      if (cursor.nextIs(BYINT) || cursor.nextIs(BYFLOAT)) {
        isReal = cursor.nextIs(BYFLOAT);
        by = once(by, cursor);
      } else if (cursor.nextIs(LBOUND)) {
        lower = once(lower, cursor);
      } else if (cursor.nextIs(UBOUND)) {
        upper = once(upper, cursor);
      } else if (cursor.nextIs(SATURATE)) {
        saturates = once(saturates, cursor);
      } else if (cursor.nextIs(ENX)) {
        onlyOnce = once(onlyOnce, cursor);
      } else {
        Expiration given = Expiration.read(cursor, Expiration.NONE, Expiration.Kind.PERSIST);
        if (given == Expiration.NONE || expiration != Expiration.NONE) {
          throw Refusal.syntax();
        }
        expiration = given;
      }
    }

    private static byte[] once(byte @Nullable [] before, Cursor cursor) {
      once(before != null, cursor);
      return cursor.nextBytes();
    }

    private static boolean once(boolean before, Cursor cursor) {
      if (before) {
        throw Refusal.syntax();
      }
      cursor.skip();
      return true;
    }
  }

  /** A whole number that was given as {@code what}, or {@code absent}. */
  long wholeNumber(byte @Nullable [] text, String what, long absent) {
    if (text == null) {
      return absent;
    }
    return WholeNumber.of(
        text, 0, text.length, "ERR " + what + " is not an integer or out of range");
  }

  /** A floating-point number that was given as {@code what}, or {@code absent}. */
  LongDouble realNumber(byte @Nullable [] text, String what, LongDouble absent) {
    if (text == null) {
      return absent;
    }
    LongDouble value = LongDouble.parse(text, 0, text.length);
    if (value == null) {
      throw new Refusal("ERR " + what + " is not a valid float");
    }
    return value;
  }

  static void checkOrder(boolean inOrder) {
    if (!inOrder) {
      throw new Refusal("ERR LBOUND can't be greater than UBOUND");
    }
  }
}
