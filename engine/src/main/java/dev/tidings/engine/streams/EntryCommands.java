package dev.tidings.engine.streams;

import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.options;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.STREAM;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.engine.Database;
import dev.tidings.engine.Late;
import dev.tidings.engine.Turn;
import dev.tidings.settings.Configuration;
import dev.tidings.settings.DataSettings;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.streams.IdempotentIds;
import dev.tidings.structures.streams.NodeLimits;
import dev.tidings.structures.streams.StreamId;
import dev.tidings.structures.streams.StreamLog;
import dev.tidings.structures.streams.StreamValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The entries of a stream: added, read by their ids, removed. */
final class EntryCommands {
  private EntryCommands() {}

  /** More bytes of fields and values an entry may not have. */
  private static final long ENTRY_BYTES_MAX = 1L << 30;

  record Add(Bytes key, AddOptions options) {}

  record TrimRequest(Bytes key, TrimOptions options) {}

  record Delete(Bytes key, IdWords ids) {}

  record DeleteMore(Bytes key, Late<NumberedIds> ids) {}

  record Range(Bytes key, IdRange range, long count) {}

  static final Command<Turn> XADD =
      Command.<Turn>command("XADD", STREAM, WRITE, DENY_OOM, FAST)
          .since("5.0.0")
          .summary("Adds an entry to a stream, and may trim it.")
          .complexity("O(1), and O(N) with N entries trimmed")
          .tips("nondeterministic_output")
          .takes(key("key", Access.UPDATE), custom(AddOptions.SHAPE, AddOptions::read), Add::new)
          .does(EntryCommands::add);

  static final Command<Turn> XTRIM =
      Command.<Turn>command("XTRIM", STREAM, WRITE)
          .since("5.0.0")
          .summary("Takes entries from the front of a stream.")
          .complexity("O(N), N entries that go")
          .tips("nondeterministic_output")
          .takes(
              key("key", Access.DELETE),
              custom(trimShape(), EntryCommands::readTrim),
              TrimRequest::new)
          .does(EntryCommands::trim);

  static final Command<Turn> XDEL =
      Command.<Turn>command("XDEL", STREAM, WRITE, FAST)
          .since("5.0.0")
          .summary("Deletes entries.")
          .complexity("O(log N) for each entry, N the length of the stream")
          .takes(key("key", Access.DELETE), StreamIds.rest("id"), Delete::new)
          .does(EntryCommands::delete);

  static final Command<Turn> XDELEX =
      Command.<Turn>command("XDELEX", STREAM, WRITE, FAST)
          .since("8.2.0")
          .summary("Deletes entries, and says what becomes of references to them.")
          .complexity("O(log N) for each entry, N the length of the stream")
          .takes(key("key", Access.DELETE), NumberedIds.WITH_REMOVAL, DeleteMore::new)
          .does(EntryCommands::deleteMore);

  static final Command<Turn> XLEN =
      Command.<Turn>command("XLEN", STREAM, READONLY, FAST)
          .since("5.0.0")
          .summary("Tells how many entries a stream has.")
          .complexity("O(1)")
          .takes(key("key", Access.INSPECT))
          .does(EntryCommands::length);

  static final Command<Turn> XRANGE =
      Command.<Turn>command("XRANGE", STREAM, READONLY)
          .since("5.0.0")
          .summary("Tells the entries from one id to another.")
          .complexity("O(log N + M), N the length of the stream, M entries that are told")
          .takes(key("key", Access.READ), bounds("start", "end", false), count(), Range::new)
          .does((turn, range) -> range(turn, range, false));

  static final Command<Turn> XREVRANGE =
      Command.<Turn>command("XREVRANGE", STREAM, READONLY)
          .since("5.0.0")
          .summary("Tells the entries from one id back to another.")
          .complexity("O(log N + M), N the length of the stream, M entries that are told")
          .takes(key("key", Access.READ), bounds("end", "start", true), count(), Range::new)
          .does((turn, range) -> range(turn, range, true));

  static final List<Command<Turn>> ALL =
      List.of(XADD, XTRIM, XDEL, XDELEX, XLEN, XRANGE, XREVRANGE);

  private static Shape trimShape() {
    return parts(TrimOptions.SHAPE, Removal.WORD.shape());
  }

  private static Shape parts(Shape... shapes) {
    return Shape.parts("parts", List.of(shapes));
  }

  private static TrimOptions readTrim(Cursor cursor) {
    TrimOptions read = new TrimOptions();
    while (cursor.hasNext()) {
      if (!read.read(cursor)) {
        throw Refusal.syntax();
      }
    }
    read.check(true);
    return read;
  }

  /** Two ends of a range; Redis reads the start first, wherever it stands. */
  private static Arg<IdRange> bounds(String first, String second, boolean startIsSecond) {
    return custom(
        parts(string(first).shape(), string(second).shape()),
        cursor -> {
          int at = cursor.position();
          cursor.position(at + 2);
          return startIsSecond
              ? IdRange.read(cursor.words(), at + 1, at)
              : IdRange.read(cursor.words(), at, at + 1);
        });
  }

  private static Arg<Long> count() {
    return options(
        integer("count").after("COUNT").map(count -> Math.max(0, count)).optional(Long.MAX_VALUE),
        count -> count);
  }

  /** A stream with nothing in it, in a life of its own, which is not yet the value of a key. */
  static StreamValue newStream(Turn turn) {
    Configuration configuration = turn.configuration();
    return new StreamValue(
        turn.random().nextLong(),
        new IdempotentIds(
            configuration.value(DataSettings.STREAM_IDMP_DURATION),
            configuration.value(DataSettings.STREAM_IDMP_MAXSIZE).intValue()));
  }

  private static void add(Turn turn, Add request) {
    AddOptions options = request.options;
    Database database = turn.database();
    StreamValue present = database.write(request.key, StreamValue.class);
    if (present == null && options.existingOnly()) {
      turn.reply().nullBulk();
      return;
    }
    Bytes idempotentId = options.producer() == null ? null : Producers.idOf(options);
    StreamId known = present == null ? null : knownEntry(turn, present, options, idempotentId);
    if (present != null && known != null) {
      present.idempotentIds().onDuplicate();
      StreamIds.write(turn.reply(), known);
      return;
    }
    StreamValue stream = present == null ? newStream(turn) : present;
    append(turn, stream.log(), options);
    if (present == null) {
      database.add(request.key, stream);
    }
    StreamLog log = stream.log();
    if (options.producer() != null && idempotentId != null) {
      stream
          .idempotentIds()
          .add(options.producer(), idempotentId, log.lastGenerated(), turn.nowMillis());
    }
    StreamIds.write(turn.reply(), log.lastGeneratedMs(), log.lastGeneratedSeq());
    long trimmed =
        options.trim().isGiven()
            ? options.trim().removal().trim(stream, options.trim().trim(turn.configuration()))
            : 0;
    database.changed(request.key);
    database.tell(KeyspaceEvents.STREAM, "xadd", request.key);
    if (trimmed > 0) {
      database.tell(KeyspaceEvents.STREAM, "xtrim", request.key);
    }
  }

  private static @Nullable StreamId knownEntry(
      Turn turn, StreamValue stream, AddOptions options, @Nullable Bytes idempotentId) {
    return options.producer() == null || idempotentId == null
        ? null
        : stream.idempotentIds().find(options.producer(), idempotentId, turn.nowMillis());
  }

  /** Appends the entry that is asked for; refuses before anything has changed. */
  private static void append(Turn turn, StreamLog log, AddOptions options) {
    if (log.isExhausted()) {
      throw new Refusal(
          "ERR The stream has exhausted the last possible ID, unable to add more items");
    }
    long ms = options.isTimeGiven() ? options.ms() : log.nextMs(turn.nowMillis());
    long seq = options.isTimeGiven() ? options.seq() : log.nextSeq(turn.nowMillis());
    if (options.isTimeGiven() && !options.isSequenceGiven()) {
      seq = log.openSeq(ms);
    }
    if (!log.isAppendable(ms, seq)) {
      throw new Refusal(
          "ERR The ID specified in XADD is equal or smaller than the target stream top item");
    }
    WordPairs pairs = options.pairs();
    if (pairs.totalBytes() > ENTRY_BYTES_MAX) {
      throw new Refusal("ERR Elements are too large to be stored");
    }
    Configuration configuration = turn.configuration();
    NodeLimits limits =
        new NodeLimits(
            configuration.value(DataSettings.STREAM_NODE_MAX_ENTRIES),
            configuration.value(DataSettings.STREAM_NODE_MAX_BYTES));
    log.append(ms, seq, pairs, limits);
  }

  private static void trim(Turn turn, TrimRequest request) {
    Database database = turn.database();
    StreamValue stream = database.write(request.key, StreamValue.class);
    long trimmed =
        stream == null
            ? 0
            : request.options.removal().trim(stream, request.options.trim(turn.configuration()));
    if (trimmed > 0) {
      database.changed(request.key);
      database.tell(KeyspaceEvents.STREAM, "xtrim", request.key);
    }
    turn.reply().integer(trimmed);
  }

  private static void delete(Turn turn, Delete request) {
    StreamValue stream = turn.database().write(request.key, StreamValue.class);
    if (stream == null) {
      turn.reply().integer(0);
      return;
    }
    long[] ids = request.ids.read();
    int deleted = 0;
    for (int i = 0; i < ids.length; i += 2) {
      deleted += stream.log().delete(ids[i], ids[i + 1]) ? 1 : 0;
    }
    onDeleted(turn, request.key, deleted);
    turn.reply().integer(deleted);
  }

  private static void deleteMore(Turn turn, DeleteMore request) {
    StreamValue stream = turn.database().write(request.key, StreamValue.class);
    NumberedIds numbered = request.ids.given();
    if (stream == null) {
      tellNone(turn, numbered.ids());
      return;
    }
    long[] ids = numbered.ids().read();
    turn.reply().array(numbered.ids().count());
    int deleted = 0;
    for (int i = 0; i < ids.length; i += 2) {
      int result = numbered.removal().delete(stream, ids[i], ids[i + 1]);
      deleted += result == 1 ? 1 : 0;
      turn.reply().integer(result);
    }
    onDeleted(turn, request.key, deleted);
  }

  /** Tells that none of the entries is there. The ids are not even read. */
  static void tellNone(Turn turn, IdWords ids) {
    turn.reply().array(ids.count());
    for (int i = 0; i < ids.count(); i++) {
      turn.reply().integer(-1);
    }
  }

  /** Tells that entries were deleted, if any were. */
  static void onDeleted(Turn turn, Bytes key, int count) {
    if (count > 0) {
      turn.database().changed(key);
      turn.database().tell(KeyspaceEvents.STREAM, "xdel", key);
    }
  }

  private static void length(Turn turn, Bytes key) {
    StreamValue stream = turn.database().read(key, StreamValue.class);
    turn.reply().integer(stream == null ? 0 : stream.log().length());
  }

  private static void range(Turn turn, Range request, boolean backward) {
    StreamValue stream = turn.database().read(request.key, StreamValue.class);
    if (stream == null) {
      turn.reply().array(0);
    } else if (request.count == 0) {
      turn.reply().nullArray();
    } else {
      new EntryWriter(turn.reply()).range(stream.log(), request.range, request.count, backward);
    }
  }
}
