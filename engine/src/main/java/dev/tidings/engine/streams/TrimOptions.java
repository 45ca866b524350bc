package dev.tidings.engine.streams;

import dev.tidings.command.Args;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.settings.Configuration;
import dev.tidings.settings.DataSettings;
import dev.tidings.structures.streams.StreamIdReader;
import dev.tidings.structures.streams.Trim;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * How a stream is to be trimmed, read from the options of XADD and XTRIM, which stand in any order:
 * {@code MAXLEN|MINID [=|~] threshold}, {@code LIMIT count}, {@code KEEPREF|DELREF|ACKED}.
 */
final class TrimOptions {
  /** What COMMAND DOCS shows. */
  static final Shape SHAPE =
      Args.block(
              "trim",
              Args.oneOf("strategy", Args.token("MAXLEN", true), Args.token("MINID", false)),
              Args.<Object>oneOf(
                      "operator", Args.token("=", (Object) true), Args.token("~", (Object) false))
                  .optional(true),
              Args.string("threshold"),
              Args.integer("count").after("LIMIT").optional(0L),
              (strategy, operator, threshold, count) -> strategy)
          .shape();

  private static final byte[] MAXLEN = word("MAXLEN");
  private static final byte[] MINID = word("MINID");
  private static final byte[] LIMIT = word("LIMIT");
  private static final byte[] KEEPREF = word("KEEPREF");
  private static final byte[] DELREF = word("DELREF");
  private static final byte[] ACKED = word("ACKED");

  /** Without LIMIT whole nodes go, so many at most. */
  private static final long DEFAULT_NODES = 100;

  private static final long DEFAULT_LIMIT = 10_000;
  private static final long MOST_BY_DEFAULT = 1_000_000;

  private Trim.@Nullable Bound bound;
  private boolean approximate;
  private boolean limitGiven;
  private long limit;
  private Removal removal = Removal.KEEPREF;
  private boolean removalGiven;

  static byte[] word(String upper) {
    return upper.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Whether the entries are to be trimmed at all. */
  boolean isGiven() {
    return bound != null;
  }

  /** What happens to rows that refer to entries that go. */
  Removal removal() {
    return removal;
  }

  /** Reads the option that begins at the next word; false if none does. */
  boolean read(Cursor cursor) {
    boolean hasMore = cursor.remaining() > 1;
    if (hasMore && cursor.nextIs(MAXLEN)) {
      readBound(cursor);
      bound = new Trim.Length(notNegative(cursor, "MAXLEN"));
    } else if (hasMore && cursor.nextIs(MINID)) {
      readBound(cursor);
      StreamIdReader reader = new StreamIdReader();
      StreamIds.read(reader, cursor.words(), cursor.position());
      cursor.skip();
      bound = new Trim.From(reader.ms(), reader.seq());
    } else if (hasMore && cursor.nextIs(LIMIT)) {
      cursor.skip();
      limit = notNegative(cursor, "LIMIT");
      limitGiven = true;
    } else {
      return readRemoval(cursor);
    }
    return true;
  }

  private void readBound(Cursor cursor) {
    if (bound != null) {
      throw new Refusal(
          "ERR syntax error, MAXLEN and MINID options at the same time are not compatible");
    }
    cursor.skip();
    approximate = false;
    if (cursor.remaining() > 1) {
      approximate = StreamIds.isOnly(cursor.words(), cursor.position(), '~');
      if (approximate || StreamIds.isOnly(cursor.words(), cursor.position(), '=')) {
        cursor.skip();
      }
    }
  }

  private static long notNegative(Cursor cursor, String option) {
    long value = cursor.nextInteger();
    if (value < 0) {
      throw new Refusal("ERR The " + option + " argument must be >= 0.");
    }
    return value;
  }

  private boolean readRemoval(Cursor cursor) {
    if (removalGiven) {
      return false;
    }
    if (cursor.nextIs(KEEPREF)) {
      removal = Removal.KEEPREF;
    } else if (cursor.nextIs(DELREF)) {
      removal = Removal.DELREF;
    } else if (cursor.nextIs(ACKED)) {
      removal = Removal.ACKED;
    } else {
      return false;
    }
    cursor.skip();
    removalGiven = true;
    return true;
  }

  /** Refuses options that do not go together. */
  void check(boolean boundIsNeeded) {
    if (limit > 0 && bound == null) {
      throw new Refusal(
          "ERR syntax error, LIMIT cannot be used without specifying a trimming strategy");
    }
    if (boundIsNeeded && bound == null) {
      throw new Refusal("ERR syntax error, XTRIM must be called with a trimming strategy");
    }
    if (limitGiven && !approximate) {
      throw new Refusal("ERR syntax error, LIMIT cannot be used without the special ~ option");
    }
  }

  /** What to do; to be asked only if {@link #isGiven}. */
  Trim trim(Configuration configuration) {
    if (bound == null) {
      throw new IllegalStateException("nothing is to be trimmed");
    }
    if (!approximate) {
      return Trim.exactly(bound);
    }
    if (limitGiven) {
      return Trim.byNodes(bound, limit);
    }
    long entries = configuration.value(DataSettings.STREAM_NODE_MAX_ENTRIES);
    // As in Redis, where the product wraps around.
    long byDefault = DEFAULT_NODES * entries;
    return Trim.byNodes(
        bound, byDefault <= 0 ? DEFAULT_LIMIT : Math.min(byDefault, MOST_BY_DEFAULT));
  }
}
