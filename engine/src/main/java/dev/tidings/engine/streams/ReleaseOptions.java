package dev.tidings.engine.streams;

import dev.tidings.command.Args;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What XNACK is told behind the group: {@code SILENT|FAIL|FATAL IDS numids id [id ...] [RETRYCOUNT
 * count] [FORCE]}.
 */
final class ReleaseOptions {
  /** Why an entry is given back. */
  private enum Mode {
    /** The consumer never saw it: this delivery does not count. */
    SILENT,
    /** The consumer failed. */
    FAIL,
    /** The entry cannot be handled: it shall be known by its count. */
    FATAL
  }

  /** What COMMAND DOCS shows. */
  static final Shape SHAPE =
      Shape.parts(
          "options",
          List.of(
              Args.oneOf("mode", Mode.class).shape(),
              NumberedIds.idsShape(),
              Args.integer("count").after("RETRYCOUNT").optional(0L).shape(),
              Args.flag("FORCE").shape()));

  private static final byte[] IDS = TrimOptions.word("IDS");
  private static final byte[] RETRYCOUNT = TrimOptions.word("RETRYCOUNT");
  private static final byte[] FORCE = TrimOptions.word("FORCE");
  private static final long NOT_GIVEN = -1;

  private final Mode mode;
  private final long[] ids;
  private long retryCount = NOT_GIVEN;
  private boolean forced;

  private ReleaseOptions(Mode mode, long[] ids) {
    this.mode = mode;
    this.ids = ids;
  }

  // Redis says ERR twice in most of these texts, and so do we.
  static ReleaseOptions read(Cursor cursor) {
    Mode mode = readMode(cursor.nextText());
    if (mode == null) {
      throw new Refusal("ERR ERR mode must be SILENT, FAIL, or FATAL");
    }
    if (!cursor.nextIs(IDS)) {
      throw new Refusal("ERR ERR syntax error, expected IDS keyword");
    }
    cursor.skip();
    IdWords words =
        NumberedIds.read(
            cursor,
            "ERR numids must be a positive integer",
            "ERR ERR number of IDs doesn't match numids");
    ReleaseOptions options = new ReleaseOptions(mode, words.read());
    while (cursor.hasNext()) {
      options.readOne(cursor);
    }
    return options;
  }

  private static @Nullable Mode readMode(String word) {
    for (Mode mode : Mode.values()) {
      if (mode.name().equalsIgnoreCase(word)) {
        return mode;
      }
    }
    return null;
  }

  private void readOne(Cursor cursor) {
    if (cursor.nextIs(FORCE)) {
      cursor.skip();
      forced = true;
    } else if (cursor.nextIs(RETRYCOUNT) && cursor.remaining() > 1) {
      cursor.skip();
      String otherwise = "ERR ERR Invalid RETRYCOUNT value, must be >= 0";
      retryCount = cursor.nextInteger(otherwise);
      if (retryCount < 0) {
        throw new Refusal(otherwise);
      }
    } else {
      throw new Refusal(
          "ERR ERR Unrecognized XNACK option '" + Refusal.shown(cursor.nextText()) + "'");
    }
  }

  /** Milliseconds and sequence numbers in turn. */
  long[] ids() {
    return ids;
  }

  /** Whether entries that are not pending become so. */
  boolean isForced() {
    return forced;
  }

  /** How often an entry shall have been delivered that was delivered {@code before} times. */
  long deliveries(long before, boolean isPending) {
    if (retryCount != NOT_GIVEN) {
      return retryCount;
    }
    return switch (mode) {
      case SILENT -> isPending ? Math.max(0, before - 1) : before;
      case FAIL -> before;
      case FATAL -> Long.MAX_VALUE;
    };
  }
}
