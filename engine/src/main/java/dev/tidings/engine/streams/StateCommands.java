package dev.tidings.engine.streams;

import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.STREAM;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.engine.Late;
import dev.tidings.engine.Turn;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.streams.ConsumerGroup;
import dev.tidings.structures.streams.IdempotentIds;
import dev.tidings.structures.streams.StreamId;
import dev.tidings.structures.streams.StreamIdReader;
import dev.tidings.structures.streams.StreamLog;
import dev.tidings.structures.streams.StreamValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a stream remembers beside its entries. */
final class StateCommands {
  private StateCommands() {}

  record SetId(Bytes key, Memory memory) {}

  /**
   * What XSETID sets.
   *
   * @param entriesAdded negative if it stays
   * @param maxDeleted null if it stays
   */
  record Memory(StreamId last, long entriesAdded, @Nullable StreamId maxDeleted) {}

  record Configure(Bytes key, Late<Limits> limits) {}

  /** What XCFGSET sets; 0 where it stays. */
  record Limits(long durationSeconds, long capacity) {}

  record RecordId(Bytes key, Bytes producer, Bytes id, StreamId entry) {}

  private static final byte[] ENTRIESADDED = TrimOptions.word("ENTRIESADDED");
  private static final byte[] MAXDELETEDID = TrimOptions.word("MAXDELETEDID");
  private static final byte[] IDMP_DURATION = TrimOptions.word("IDMP-DURATION");
  private static final byte[] IDMP_MAXSIZE = TrimOptions.word("IDMP-MAXSIZE");
  private static final long DURATION_MAX = 86_400;
  private static final long CAPACITY_MAX = 10_000;

  static final Command<Turn> XSETID =
      Command.<Turn>command("XSETID", STREAM, WRITE, DENY_OOM, FAST)
          .since("5.0.0")
          .summary("Sets the last id of a stream, and what else it remembers.")
          .complexity("O(1)")
          .takes(
              key("key", Access.UPDATE),
              custom(setIdShape(), StateCommands::readMemory),
              SetId::new)
          .does(StateCommands::setId);

  static final Command<Turn> XCFGSET =
      Command.<Turn>command("XCFGSET", STREAM, WRITE, FAST)
          .since("8.6.0")
          .summary("Sets how long and how many idempotent ids a stream remembers.")
          .complexity("O(1), or O(N) with N ids that are forgotten")
          .takes(
              key("key", Access.UPDATE),
              Late.rest(custom(limitsShape(), StateCommands::readLimits)),
              Configure::new)
          .does(StateCommands::configure);

  static final Command<Turn> XIDMPRECORD =
      Command.<Turn>command("XIDMPRECORD", STREAM, WRITE, DENY_OOM, FAST)
          .since("8.6.2")
          .summary("Lets a stream remember the idempotent id of an entry, when it is restored.")
          .complexity("O(1)")
          .takes(
              key("key", Access.UPDATE),
              string("producer-id"),
              string("idempotent-id"),
              StreamIds.ID,
              RecordId::new)
          .does(StateCommands::recordId);

  static final List<Command<Turn>> ALL = List.of(XSETID, XCFGSET, XIDMPRECORD);

  private static Shape parts(Shape... shapes) {
    return Shape.parts("options", List.of(shapes));
  }

  private static Shape setIdShape() {
    return parts(
        string("last-id").shape(),
        integer("entries_added").after("ENTRIESADDED").optional(0L).shape(),
        string("max_deleted_entry_id").after("MAXDELETEDID").optional(Bytes.EMPTY).shape());
  }

  private static Shape limitsShape() {
    return parts(
        integer("seconds").after("IDMP-DURATION").optional(0L).shape(),
        integer("count").after("IDMP-MAXSIZE").optional(0L).shape());
  }

  private static Memory readMemory(Cursor cursor) {
    StreamIdReader reader = new StreamIdReader();
    StreamId last = readId(cursor, reader);
    long entriesAdded = -1;
    StreamId maxDeleted = null;
    while (cursor.hasNext()) {
      boolean hasMore = cursor.remaining() > 1;
      if (hasMore && cursor.nextIs(ENTRIESADDED)) {
        cursor.skip();
        entriesAdded = cursor.nextInteger();
        if (entriesAdded < 0) {
          throw new Refusal("ERR entries_added must be positive");
        }
      } else if (hasMore && cursor.nextIs(MAXDELETEDID)) {
        cursor.skip();
        maxDeleted = readId(cursor, reader);
        if (last.compareTo(maxDeleted) < 0) {
          throw new Refusal(
              "ERR The ID specified in XSETID is smaller than the provided max_deleted_entry_id");
        }
      } else {
        throw Refusal.syntax();
      }
    }
    return new Memory(last, entriesAdded, maxDeleted);
  }

  private static StreamId readId(Cursor cursor, StreamIdReader reader) {
    StreamIds.read(reader, cursor.words(), cursor.position());
    cursor.skip();
    return new StreamId(reader.ms(), reader.seq());
  }

  private static StreamValue stream(Turn turn, Bytes key) {
    StreamValue stream = turn.database().write(key, StreamValue.class);
    if (stream == null) {
      throw new Refusal("ERR no such key");
    }
    return stream;
  }

  private static void setId(Turn turn, SetId request) {
    StreamValue stream = stream(turn, request.key);
    StreamLog log = stream.log();
    Memory memory = request.memory;
    check(log, memory);
    log.setLastGenerated(memory.last.ms(), memory.last.seq());
    if (memory.entriesAdded >= 0) {
      log.setEntriesAdded(memory.entriesAdded);
      for (ConsumerGroup group : stream.groups()) {
        // A group that had read more than was ever added would be ahead of the stream for ever.
        if (group.entriesRead() > memory.entriesAdded) {
          group.setLastDelivered(
              group.lastDeliveredMs(), group.lastDeliveredSeq(), memory.entriesAdded);
        }
      }
    }
    StreamId maxDeleted = memory.maxDeleted;
    if (maxDeleted != null && !maxDeleted.equals(StreamId.MIN)) {
      log.setMaxDeleted(maxDeleted.ms(), maxDeleted.seq());
    }
    turn.database().tell(KeyspaceEvents.STREAM, "xsetid", request.key);
    turn.reply().ok();
  }

  private static void check(StreamLog log, Memory memory) {
    if (memory.last.compareTo(log.maxDeleted()) < 0) {
      throw new Refusal(
          "ERR The ID specified in XSETID is smaller than current max_deleted_entry_id");
    }
    if (log.length() == 0) {
      return;
    }
    if (memory.last.compareTo(log.last()) < 0) {
      throw new Refusal(
          "ERR The ID specified in XSETID is smaller than the target stream top item");
    }
    if (memory.entriesAdded >= 0 && log.length() > memory.entriesAdded) {
      throw new Refusal(
          "ERR The entries_added specified in XSETID is smaller than the target stream length");
    }
  }

  private static Limits readLimits(Cursor cursor) {
    long duration = 0;
    long capacity = 0;
    while (cursor.hasNext()) {
      boolean hasMore = cursor.remaining() > 1;
      if (hasMore && cursor.nextIs(IDMP_DURATION)) {
        cursor.skip();
        duration = limit(cursor, duration, DURATION_MAX, "IDMP-DURATION", "seconds");
      } else if (hasMore && cursor.nextIs(IDMP_MAXSIZE)) {
        cursor.skip();
        capacity = limit(cursor, capacity, CAPACITY_MAX, "IDMP-MAXSIZE", "entries");
      } else {
        throw Refusal.syntax();
      }
    }
    if (duration == 0 && capacity == 0) {
      throw new Refusal("ERR At least one parameter must be specified");
    }
    return new Limits(duration, capacity);
  }

  private static long limit(Cursor cursor, long before, long most, String option, String unit) {
    if (before != 0) {
      throw new Refusal("ERR " + option + " specified multiple times");
    }
    long value = cursor.nextInteger();
    if (value < 1 || value > most) {
      throw new Refusal("ERR " + option + " must be between 1 and " + most + " " + unit);
    }
    return value;
  }

  private static void configure(Turn turn, Configure request) {
    IdempotentIds ids = stream(turn, request.key).idempotentIds();
    Limits limits = request.limits.given();
    ids.configure(
        limits.durationSeconds == 0 ? ids.durationSeconds() : limits.durationSeconds,
        limits.capacity == 0 ? ids.capacity() : (int) limits.capacity);
    turn.database().recount(request.key);
    turn.reply().ok();
  }

  private static void recordId(Turn turn, RecordId request) {
    if (request.producer.length() == 0) {
      throw new Refusal("ERR producer ID must be non-empty");
    }
    if (request.id.length() == 0) {
      throw new Refusal("ERR idempotent ID must be non-empty");
    }
    StreamValue stream = stream(turn, request.key);
    StreamId entry = request.entry;
    if (!stream.log().contains(entry.ms(), entry.seq())) {
      throw new Refusal("ERR No such message in stream");
    }
    IdempotentIds ids = stream.idempotentIds();
    StreamId known = ids.find(request.producer, request.id, turn.nowMillis());
    if (known != null && !known.equals(entry)) {
      throw new Refusal("ERR IID already exists for this producer with a different stream ID");
    }
    if (known == null) {
      ids.add(request.producer, request.id, entry, turn.nowMillis());
      turn.database().recount(request.key);
    }
    turn.reply().ok();
  }
}
