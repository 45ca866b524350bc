package dev.tidings.engine.bitmaps;

import static dev.tidings.command.Args.block;
import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Family.BITMAP;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Database;
import dev.tidings.engine.Late;
import dev.tidings.engine.Turn;
import dev.tidings.engine.strings.Texts;
import dev.tidings.protocol.Decimal;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bits;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.TextBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Single bits: set, told, counted, found. */
public final class BitmapCommands {
  private static final String NO_BIT = "ERR bit is not an integer or out of range";

  private BitmapCommands() {}

  /** In what the ends of a range are counted. */
  enum Unit {
    BYTE,
    BIT
  }

  record Put(Bytes key, byte[] offset, byte[] bit) {}

  record At(Bytes key, byte[] offset) {}

  /** From where to where; the end may be left out where a bit is looked for. */
  record Range(long start, @Nullable End end) {}

  /** Where to, and in what both ends are counted. */
  record End(long end, Unit unit) {}

  record Count(Bytes key, Range range) {}

  record Find(Bytes key, long bit, Late<Range> range) {}

  private static final Arg<byte[]> OFFSET = custom(integer("offset").shape(), Cursor::nextBytes);

  private static final Arg<byte[]> VALUE = custom(integer("value").shape(), Cursor::nextBytes);

  private static final Arg<Unit> UNIT = oneOf("unit", Unit.class).optional(Unit.BYTE);

  private static final Arg<Long> INTEGER = integer("value");

  static final Command<Turn> SETBIT =
      Command.<Turn>command("SETBIT", BITMAP, WRITE, DENY_OOM)
          .since("2.2.0")
          .summary("Sets or clears a bit of the string that a key holds.")
          .complexity("O(1)")
          .takes(key("key", Access.UPDATE_AND_TELL), OFFSET, VALUE, Put::new)
          .does(BitmapCommands::put);

  static final Command<Turn> GETBIT =
      Command.<Turn>command("GETBIT", BITMAP, READONLY, FAST)
          .since("2.2.0")
          .summary("Tells a bit of the string that a key holds.")
          .complexity("O(1)")
          .takes(key("key", Access.READ), OFFSET, At::new)
          .does(BitmapCommands::get);

  private static final Arg<Range> WHOLE_RANGE =
      block(
          "range",
          integer("start"),
          integer("end"),
          UNIT,
          (start, end, unit) -> new Range(start, new End(end, unit)));

  static final Command<Turn> BITCOUNT =
      Command.<Turn>command("BITCOUNT", BITMAP, READONLY)
          .since("2.6.0")
          .summary("Tells how many bits are set in a string or a piece of it.")
          .complexity("O(N) for N bytes")
          .takes(
              key("key", Access.READ),
              custom(WHOLE_RANGE.optional().shape(), BitmapCommands::readWholeRange),
              Count::new)
          .does(BitmapCommands::count);

  static final Command<Turn> BITPOS =
      Command.<Turn>command("BITPOS", BITMAP, READONLY)
          .since("2.8.7")
          .summary("Finds the first bit that is set, or that is clear, in a string or a piece.")
          .complexity("O(N) for N bytes")
          .takes(
              key("key", Access.READ),
              integer("bit"),
              Late.rest(
                  custom(
                      block(
                              "range",
                              integer("start"),
                              block("end-unit-block", integer("end"), UNIT, End::new).optional(),
                              Range::new)
                          .optional()
                          .shape(),
                      BitmapCommands::readRange)),
              Find::new)
          .does(BitmapCommands::find);

  /** The whole family. */
  public static final List<Command<Turn>> ALL =
      Stream.of(
              List.of(SETBIT, GETBIT, BITCOUNT, BITPOS),
              BitOperationCommand.ALL,
              BitFieldCommands.ALL)
          .flatMap(List::stream)
          .toList();

  /** How many words there are is looked at first: a start alone is refused whatever it is. */
  private static Range readWholeRange(Cursor cursor) {
    if (cursor.remaining() == 1 || cursor.remaining() > 3) {
      throw Refusal.syntax();
    }
    return cursor.hasNext() ? WHOLE_RANGE.read(cursor) : new Range(0, null);
  }

  /** As Redis reads it: the start, the unit, and then the end. */
  private static Range readRange(Cursor cursor) {
    if (cursor.remaining() > 3) {
      throw Refusal.syntax();
    }
    if (!cursor.hasNext()) {
      return new Range(0, null);
    }
    long start = INTEGER.read(cursor);
    if (!cursor.hasNext()) {
      return new Range(start, null);
    }
    int at = cursor.position();
    cursor.skip();
    Unit unit = UNIT.read(cursor);
    if (cursor.hasNext()) {
      throw Refusal.syntax();
    }
    cursor.position(at);
    long end = INTEGER.read(cursor);
    cursor.position(cursor.words().count());
    return new Range(start, new End(end, unit));
  }

  private static void put(Turn turn, Put request) {
    long offset = BitOffset.read(turn, request.offset, 0, request.offset.length, 0);
    long bit = Decimal.parse(request.bit, 0, request.bit.length);
    if (bit != 0 && bit != 1) {
      throw new Refusal(NO_BIT);
    }
    Database database = turn.database();
    Object text = Texts.write(database, request.key);
    int before = Texts.length(text);
    int needed = (int) (offset >>> 3) + 1;
    boolean wasSet = needed <= before && Bits.at(Texts.array(text), offset);
    boolean set = bit == 1;
    if (needed > before || wasSet != set) {
      TextBuffer buffer = Texts.inPlace(database, request.key, text, Math.max(before, needed));
      buffer.growTo(needed);
      Bits.put(buffer.array(), offset, set);
      database.changed(request.key);
      database.tell(KeyspaceEvents.STRING, "setbit", request.key);
    }
    turn.reply().integer(wasSet ? 1 : 0);
  }

  private static void get(Turn turn, At request) {
    long offset = BitOffset.read(turn, request.offset, 0, request.offset.length, 0);
    Object text = Texts.read(turn.database(), request.key);
    boolean set = offset >>> 3 < Texts.length(text) && Bits.at(Texts.array(text), offset);
    turn.reply().integer(set ? 1 : 0);
  }

  /** The bits that a range means in a text of so many bytes: the first and the last. */
  private record Span(long first, long last) {
    static final Span NOTHING = new Span(0, -1);

    static Span of(Range range, long length) {
      End end = range.end;
      boolean inBits = end != null && end.unit == Unit.BIT;
      long total = inBits ? length * 8 : length;
      long start = range.start;
      long last = end == null ? total - 1 : end.end;
      start = Math.max(0, start < 0 ? total + start : start);
      last = Math.min(total - 1, Math.max(0, last < 0 ? total + last : last));
      if (start > last || inBits) {
        return new Span(start, last);
      }
      return new Span(start * 8, last * 8 + 7);
    }
  }

  private static void count(Turn turn, Count request) {
    Object text = Texts.read(turn.database(), request.key);
    Range range = request.range;
    // Both counted from the end and the wrong way round: nothing, even where both are cut to 0.
    boolean turned =
        range.end != null && range.start < 0 && range.end.end < 0 && range.start > range.end.end;
    Span span = turned ? Span.NOTHING : Span.of(range, Texts.length(text));
    turn.reply().integer(Bits.count(Texts.array(text), span.first, span.last));
  }

  private static void find(Turn turn, Find request) {
    if (request.bit != 0 && request.bit != 1) {
      throw new Refusal("ERR The bit argument must be 1 or 0.");
    }
    boolean set = request.bit == 1;
    Range range = request.range.given();
    Object text = Texts.read(turn.database(), request.key);
    if (text == null) {
      turn.reply().integer(set ? -1 : 0);
      return;
    }
    long length = Texts.length(text);
    Span span = Span.of(range, length);
    long found = Bits.find(Texts.array(text), span.first, span.last, set);
    boolean endGiven = range.end != null;
    if (found < 0 && !set && !endGiven && span.first <= span.last) {
      // Behind the end, where none was named, there are zeros without number.
      found = length * 8;
    }
    turn.reply().integer(found);
  }
}
