package dev.tidings.engine;

import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.protocol.RespWriter;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.Glob;
import dev.tidings.structures.ZeroEnded;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What SCAN, HSCAN, SSCAN and ZSCAN have in common: a walk in several calls over a dense table,
 * from its last place to its first.
 *
 * <pre>
 *   places   0   1   2   3   4   5   6
 *                    └───────────┘           a call with cursor 6 and COUNT 4
 *            └ to come: 2 ┘                  the next cursor: how many places are to come
 * </pre>
 *
 * <p>Cursor 0 begins at the end of the table, and says that nothing is to come. Why a walk in this
 * order meets everything that stays is told in {@link dev.tidings.structures.KeyTable}.
 */
public final class Scans {
  private static final long USUAL_COUNT = 10;
  private static final byte[] NOVALUES = Bytes.of("NOVALUES").array();

  /** What is a 64-bit number to Redis, and no cursor. */
  private static final Pattern NEGATIVE = Pattern.compile("-[1-9][0-9]{0,18}");

  private static final Pattern NUMBER = Pattern.compile("[ \\t\\n\\x0b\\f\\r]*([+-]?)([0-9]+)");

  /** Where to go on: the number that the last call told, or 0. Unsigned. */
  public static final Arg<Long> CURSOR =
      Args.custom(Shape.of("cursor", Shape.Kind.INTEGER), Scans::readCursor);

  /** {@code MATCH pattern}; null if everything matches. */
  public static final Arg<@Nullable Bytes> MATCH =
      Args.pattern("pattern").map(Scans::unlessAll).after("MATCH").optional();

  /** {@code COUNT count}: how many places a call is to look at, at least 1. */
  public static final Arg<Long> COUNT =
      Args.integer("count").map(Scans::atLeastOne).after("COUNT").optional(USUAL_COUNT);

  /** {@link #MATCH} and {@link #COUNT}. */
  public static final Arg<Options> OPTIONS =
      withoutValues(Args.options(MATCH, COUNT, Options::new));

  private Scans() {}

  /** Which of the members a call is to tell. */
  public record Options(@Nullable Bytes pattern, long count) {
    /** Whether a stretch of an array is to be told. */
    public boolean matches(byte[] array, int offset, int length) {
      return pattern == null
          || Glob.matches(pattern.array(), 0, pattern.length(), array, offset, length);
    }

    /** Whether {@code member} is to be told. */
    public boolean matches(byte[] member) {
      return matches(member, 0, member.length);
    }
  }

  /**
   * The places that one call looks at: those from {@code least} to {@code end} - 1, the highest
   * first. {@code least} is the next cursor.
   */
  public record Stretch(int end, int least) {}

  /** What a call with {@code cursor} looks at in a table of {@code size} places. */
  public static Stretch stretch(long cursor, long count, int size) {
    int end = cursor == 0 || Long.compareUnsigned(cursor, size) > 0 ? size : (int) cursor;
    return new Stretch(end, (int) Math.max(0, end - Math.min(count, end)));
  }

  /** Begins a reply: the next cursor, and how many elements follow. */
  public static void head(RespWriter reply, long cursor, long elements) {
    reply.array(2);
    reply.bulk(cursor);
    reply.array(elements);
  }

  /** {@code options} of a walk that tells no values: NOVALUES is known, and refused. */
  public static <T> Arg<T> withoutValues(Arg<T> options) {
    return Args.custom(
        options.shape(),
        cursor -> {
          T read = options.read(cursor);
          if (cursor.nextIs(NOVALUES)) {
            throw new Refusal("ERR NOVALUES option can only be used in HSCAN");
          }
          return read;
        });
  }

  /**
   * A number from 0 to 2^63 - 1; and else, as the C library's {@code strtoull} reads one up to a
   * zero byte, behind spaces and with a sign.
   */
  private static long readCursor(Cursor cursor) {
    String word = cursor.nextText();
    Refusal refusal = new Refusal("ERR invalid cursor");
    if (NEGATIVE.matcher(word).matches()) {
      throw refusal;
    }
    Matcher number = NUMBER.matcher(ZeroEnded.of(word));
    if (!number.matches()) {
      throw refusal;
    }
    try {
      long value = Long.parseUnsignedLong(number.group(2));
      return number.group(1).equals("-") ? -value : value;
    } catch (NumberFormatException notInRange) {
      throw refusal;
    }
  }

  private static @Nullable Bytes unlessAll(Bytes pattern) {
    return pattern.length() == 1 && pattern.at(0) == '*' ? null : pattern;
  }

  private static Long atLeastOne(Long count) {
    if (count < 1) {
      throw Refusal.syntax();
    }
    return count;
  }
}
