package dev.tidings.engine.streams;

import dev.tidings.command.Args;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.streams.PendingCursor;
import dev.tidings.structures.streams.StreamId;
import dev.tidings.structures.streams.StreamIdReader;
import java.util.List;

/**
 * What XCLAIM is told behind the consumer: the idle time, ids up to the first word that is none,
 * options. Redis looks for the group before it reads them.
 */
final class ClaimOptions {
  /** What COMMAND DOCS shows. */
  static final Shape SHAPE =
      Shape.parts(
          "options",
          List.of(
              Args.string("min-idle-time").shape(),
              Args.string("id").many().shape(),
              Args.integer("ms").after("IDLE").optional(0L).shape(),
              Args.custom(Shape.of("unix-time-milliseconds", Shape.Kind.UNIX_TIME), Cursor::next)
                  .after("TIME")
                  .optional(Bytes.EMPTY)
                  .shape(),
              Args.integer("count").after("RETRYCOUNT").optional(0L).shape(),
              Args.flag("FORCE").shape(),
              Args.flag("JUSTID").shape(),
              Args.string("lastid").after("LASTID").optional(Bytes.EMPTY).shape()));

  private static final byte[] IDLE = TrimOptions.word("IDLE");
  private static final byte[] TIME = TrimOptions.word("TIME");
  private static final byte[] RETRYCOUNT = TrimOptions.word("RETRYCOUNT");
  private static final byte[] FORCE = TrimOptions.word("FORCE");
  private static final byte[] JUSTID = TrimOptions.word("JUSTID");
  private static final byte[] LASTID = TrimOptions.word("LASTID");
  private static final long NOT_GIVEN = -1;

  private final Cursor rest = new Cursor();
  private long idleMillis;
  private long[] ids = new long[0];
  private long deliveredMillis = NOT_GIVEN;
  private long retryCount = NOT_GIVEN;
  private boolean forced;
  private boolean justIds;
  private StreamId lastId = StreamId.MIN;

  private ClaimOptions(Words words, int from) {
    rest.reset(words, from);
  }

  static ClaimOptions read(Cursor cursor) {
    ClaimOptions options = new ClaimOptions(cursor.words(), cursor.position());
    cursor.position(cursor.words().count());
    return options;
  }

  /** Reads all; the group is there. */
  ClaimOptions readRest(long nowMillis) {
    idleMillis = Math.max(0, rest.nextInteger("ERR Invalid min-idle-time argument for XCLAIM"));
    readIds();
    while (rest.hasNext()) {
      readOne(nowMillis);
    }
    // A time that is not in the past is taken for now: clients may go by another clock.
    if (deliveredMillis < 0 || deliveredMillis > nowMillis) {
      deliveredMillis = nowMillis;
    }
    return this;
  }

  private void readIds() {
    Words words = rest.words();
    StreamIdReader reader = new StreamIdReader();
    Longs read = new Longs();
    int at = rest.position();
    while (at < words.count() && reader.read(words.array(), words.start(at), words.length(at), 0)) {
      read.add(reader.ms());
      read.add(reader.seq());
      at++;
    }
    rest.position(at);
    ids = read.toArray();
  }

  private void readOne(long nowMillis) {
    boolean hasMore = rest.remaining() > 1;
    if (rest.nextIs(FORCE)) {
      rest.skip();
      forced = true;
    } else if (rest.nextIs(JUSTID)) {
      rest.skip();
      justIds = true;
    } else if (hasMore && rest.nextIs(IDLE)) {
      deliveredMillis = nowMillis - number("IDLE");
    } else if (hasMore && rest.nextIs(TIME)) {
      deliveredMillis = number("TIME");
    } else if (hasMore && rest.nextIs(RETRYCOUNT)) {
      retryCount = number("RETRYCOUNT");
    } else if (hasMore && rest.nextIs(LASTID)) {
      rest.skip();
      StreamIdReader reader = new StreamIdReader();
      StreamIds.read(reader, rest.words(), rest.position());
      rest.skip();
      lastId = new StreamId(reader.ms(), reader.seq());
    } else {
      throw new Refusal("ERR Unrecognized XCLAIM option '" + Refusal.shown(rest.nextText()) + "'");
    }
  }

  private long number(String option) {
    rest.skip();
    return rest.nextInteger("ERR Invalid " + option + " option argument for XCLAIM");
  }

  /** Milliseconds and sequence numbers in turn. */
  long[] ids() {
    return ids;
  }

  /** Up to which id the group shall have read at least. */
  StreamId lastId() {
    return lastId;
  }

  /** When the entries shall have been delivered. */
  long deliveredMillis() {
    return deliveredMillis;
  }

  /** Whether entries that are not pending become so. */
  boolean isForced() {
    return forced;
  }

  /** Whether only ids are told, and deliveries are not counted. */
  boolean isJustIds() {
    return justIds;
  }

  /** Whether a row is old enough. */
  boolean takes(PendingCursor row, long nowMillis) {
    return ClaimCommands.isOld(row, idleMillis, nowMillis);
  }

  /** How often an entry shall have been delivered that was delivered {@code before} times. */
  long deliveries(long before) {
    return retryCount >= 0 ? retryCount : counted(before, justIds);
  }

  /** One delivery more, unless only ids are told; the count stays at its largest value. */
  static long counted(long before, boolean justIds) {
    return justIds || before == Long.MAX_VALUE ? before : before + 1;
  }
}
