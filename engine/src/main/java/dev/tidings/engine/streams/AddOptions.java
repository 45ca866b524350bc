package dev.tidings.engine.streams;

import dev.tidings.command.Args;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.streams.StreamId;
import dev.tidings.structures.streams.StreamIdReader;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What XADD is told between the key and the end: options in any order, the id, the fields. */
final class AddOptions {
  /** What COMMAND DOCS shows. */
  static final Shape SHAPE =
      Shape.parts(
          "options",
          List.of(
              Args.flag("NOMKSTREAM").shape(),
              Removal.WORD.shape(),
              Args.<Object>oneOf(
                      "idmp",
                      Args.string("producer-id").after("IDMPAUTO"),
                      Args.block(
                              "manual",
                              Args.string("producer-id"),
                              Args.string("idempotent-id"),
                              (producer, id) -> (Object) id)
                          .after("IDMP"))
                  .optional(false)
                  .shape(),
              Args.custom(TrimOptions.SHAPE, Cursor::next).optional(Bytes.EMPTY).shape(),
              Args.<Object>oneOf("id_or_auto", Args.token("*", (Object) true), Args.string("id"))
                  .shape(),
              Args.block(
                      "field_value",
                      Args.string("field"),
                      Args.string("value"),
                      (field, value) -> field)
                  .many()
                  .shape()));

  private static final byte[] NOMKSTREAM = TrimOptions.word("NOMKSTREAM");
  private static final byte[] IDMP = TrimOptions.word("IDMP");
  private static final byte[] IDMPAUTO = TrimOptions.word("IDMPAUTO");

  private final TrimOptions trim = new TrimOptions();
  private final Words words;
  private boolean existingOnly;
  private @Nullable Bytes producer;
  private @Nullable Bytes idempotentId;
  private boolean timeGiven;
  private boolean sequenceGiven;
  private long ms;
  private long seq;
  private WordPairs pairs;

  private AddOptions(Words words) {
    this.words = words;
    this.pairs = new WordPairs(words, words.count());
  }

  static AddOptions read(Cursor cursor) {
    AddOptions options = new AddOptions(cursor.words());
    options.readAll(cursor);
    return options;
  }

  private void readAll(Cursor cursor) {
    while (cursor.hasNext() && !readId(cursor)) {
      // each round reads one option, the last one the id
    }
    if (producer != null && timeGiven) {
      throw new Refusal("ERR syntax error, IDMP/IDMPAUTO can be used only with auto-generated IDs");
    }
    trim.check(false);
    int left = cursor.remaining();
    if (left < 2 || left % 2 != 0) {
      throw Refusal.arity("xadd");
    }
    pairs = new WordPairs(words, cursor.position());
    cursor.position(words.count());
    if (sequenceGiven && StreamId.isMin(ms, seq)) {
      throw new Refusal("ERR The ID specified in XADD must be greater than 0-0");
    }
  }

  /** Reads an option and is false, or the id and is true. */
  private boolean readId(Cursor cursor) {
    int at = cursor.position();
    if (StreamIds.isOnly(words, at, '*')) {
      cursor.skip();
      return true;
    }
    if (trim.read(cursor) || readProducer(cursor)) {
      return false;
    }
    if (cursor.nextIs(NOMKSTREAM)) {
      cursor.skip();
      existingOnly = true;
      return false;
    }
    StreamIdReader reader = new StreamIdReader();
    if (!reader.readOpen(words.array(), words.start(at), words.length(at))) {
      throw StreamIds.invalid();
    }
    cursor.skip();
    timeGiven = true;
    sequenceGiven = !reader.isSequenceOpen();
    ms = reader.ms();
    seq = reader.seq();
    return true;
  }

  private boolean readProducer(Cursor cursor) {
    boolean automatic = cursor.remaining() > 1 && cursor.nextIs(IDMPAUTO);
    if (!automatic && !(cursor.remaining() > 2 && cursor.nextIs(IDMP))) {
      return false;
    }
    if (producer != null) {
      throw new Refusal("ERR syntax error, IDMP/IDMPAUTO specified multiple times");
    }
    cursor.skip();
    String option = automatic ? "IDMPAUTO" : "IDMP";
    producer = notEmpty(cursor, option + " requires a non-empty producer ID");
    if (!automatic) {
      idempotentId = notEmpty(cursor, option + " requires a non-empty idempotent ID");
    }
    return true;
  }

  private static Bytes notEmpty(Cursor cursor, String otherwise) {
    Bytes word = cursor.next();
    if (word.length() == 0) {
      throw new Refusal("ERR syntax error, " + otherwise);
    }
    return word;
  }

  /** Whether a stream that is not there is not made. */
  boolean existingOnly() {
    return existingOnly;
  }

  /** How to trim behind the new entry. */
  TrimOptions trim() {
    return trim;
  }

  /** The producer; null if the entry is added whatever was added before. */
  @Nullable Bytes producer() {
    return producer;
  }

  /** The producer's own id of the entry; null if the entry's content is it. */
  @Nullable Bytes idempotentId() {
    return idempotentId;
  }

  /** Whether the milliseconds of the id are given, and the sequence number perhaps. */
  boolean isTimeGiven() {
    return timeGiven;
  }

  /** Whether the whole id is given. */
  boolean isSequenceGiven() {
    return sequenceGiven;
  }

  long ms() {
    return ms;
  }

  long seq() {
    return seq;
  }

  WordPairs pairs() {
    return pairs;
  }
}
