package dev.tidings.engine.streams;

import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.STREAM;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.engine.Late;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.RespWriter;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.streams.Consumer;
import dev.tidings.structures.streams.ConsumerGroup;
import dev.tidings.structures.streams.PendingCursor;
import dev.tidings.structures.streams.PendingEntries;
import dev.tidings.structures.streams.StreamValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is pending in groups: acknowledged, given back, told. */
final class PendingCommands {
  private PendingCommands() {}

  record Acknowledge(Bytes key, Bytes group, IdWords ids) {}

  record AcknowledgeAndDelete(Bytes key, Bytes group, Late<NumberedIds> ids) {}

  record Release(Bytes key, Bytes group, ReleaseOptions options) {}

  record Listing(Bytes key, Bytes group, Filter filter) {}

  /** Which rows are told, and how many at most. */
  private record Filter(long idleMillis, IdRange range, long count, @Nullable Bytes consumer) {
    /** The request that wants no rows but a summary. */
    static final Filter SUMMARY = new Filter(0, new IdRange(0, 0, -1, -1), 0, null);
  }

  static final Command<Turn> XACK =
      Command.<Turn>command("XACK", STREAM, WRITE, FAST)
          .since("5.0.0")
          .summary("Acknowledges entries: they are not pending any more.")
          .complexity("O(log N) for each entry, N pending in the group")
          .takes(key("key", Access.UPDATE), string("group"), StreamIds.rest("id"), Acknowledge::new)
          .does(PendingCommands::acknowledge);

  static final Command<Turn> XACKDEL =
      Command.<Turn>command("XACKDEL", STREAM, WRITE, FAST)
          .since("8.2.0")
          .summary("Acknowledges entries and deletes them.")
          .complexity("O(log N) for each entry, N pending in the group")
          .takes(
              key("key", Access.UPDATE_AND_DELETE),
              string("group"),
              NumberedIds.WITH_REMOVAL,
              AcknowledgeAndDelete::new)
          .does(PendingCommands::acknowledgeAndDelete);

  static final Command<Turn> XNACK =
      Command.<Turn>command("XNACK", STREAM, WRITE, FAST)
          .since("8.8.0")
          .summary("Gives entries back to the group: who claims next gets them first.")
          .complexity("O(log N) for each entry, N pending in the group")
          .takes(
              key("key", Access.UPDATE),
              string("group"),
              custom(ReleaseOptions.SHAPE, ReleaseOptions::read),
              Release::new)
          .does(PendingCommands::release);

  static final Command<Turn> XPENDING =
      Command.<Turn>command("XPENDING", STREAM, READONLY)
          .since("5.0.0")
          .summary("Tells what is pending in a group.")
          .complexity("O(log N + M), N pending in the group, M of them looked at")
          .tips("nondeterministic_output")
          .takes(
              key("key", Access.READ),
              string("group"),
              custom(filterShape(), PendingCommands::readFilter),
              Listing::new)
          .does(PendingCommands::pending);

  static final List<Command<Turn>> ALL = List.of(XACK, XACKDEL, XNACK, XPENDING);

  private static Shape filterShape() {
    return Args.block(
            "filters",
            integer("min-idle-time").after("IDLE").optional(0L),
            string("start"),
            string("end"),
            integer("count"),
            string("consumer").optional(Bytes.EMPTY),
            (idle, start, end, count, consumer) -> start)
        .optional(Bytes.EMPTY)
        .shape();
  }

  private static final Arg<Boolean> IDLE = Args.flag("IDLE");

  /** As in Redis: by the number of words first; count before start and end. */
  private static Filter readFilter(Cursor cursor) {
    int given = cursor.remaining();
    if (given == 0) {
      return Filter.SUMMARY;
    }
    if (given < 3 || given > 6) {
      throw Refusal.syntax();
    }
    long idleMillis = 0;
    if (IDLE.read(cursor)) {
      idleMillis = cursor.nextInteger();
      if (given < 5) {
        throw Refusal.syntax();
      }
    }
    int start = cursor.position();
    cursor.position(start + 2);
    long count = cursor.nextInteger();
    IdRange range = IdRange.read(cursor.words(), start, start + 1);
    Bytes consumer = cursor.hasNext() ? cursor.next() : null;
    // Redis looks at no further word.
    cursor.position(cursor.words().count());
    return new Filter(idleMillis, range, Math.max(0, count), consumer);
  }

  /** The text that refuses a missing key or group. */
  static Refusal noGroup(Bytes key, Bytes group) {
    return new Refusal(
        "NOGROUP No such key '"
            + Refusal.shown(key.latin1())
            + "' or consumer group '"
            + Refusal.shown(group.latin1())
            + "'");
  }

  private static void acknowledge(Turn turn, Acknowledge request) {
    StreamValue stream = turn.database().read(request.key, StreamValue.class);
    ConsumerGroup group = stream == null ? null : stream.group(request.group);
    if (stream == null || group == null) {
      turn.reply().integer(0);
      return;
    }
    long[] ids = request.ids.read();
    int acknowledged = 0;
    for (int i = 0; i < ids.length; i += 2) {
      acknowledged += group.acknowledge(ids[i], ids[i + 1]) ? 1 : 0;
    }
    stream.onChange(group);
    turn.database().recount(request.key);
    turn.reply().integer(acknowledged);
  }

  private static void acknowledgeAndDelete(Turn turn, AcknowledgeAndDelete request) {
    StreamValue stream = turn.database().read(request.key, StreamValue.class);
    ConsumerGroup group = stream == null ? null : stream.group(request.group);
    NumberedIds numbered = request.ids.given();
    if (stream == null || group == null) {
      EntryCommands.tellNone(turn, numbered.ids());
      return;
    }
    long[] ids = numbered.ids().read();
    RespWriter reply = turn.reply();
    reply.array(numbered.ids().count());
    int deleted = 0;
    for (int i = 0; i < ids.length; i += 2) {
      if (!group.acknowledge(ids[i], ids[i + 1])) {
        reply.integer(-1);
        continue;
      }
      int result = removeAcknowledged(stream, numbered.removal(), ids[i], ids[i + 1]);
      deleted += result == DELETED ? 1 : 0;
      reply.integer(result == KEPT ? KEPT : DELETED);
    }
    stream.onChange(group);
    turn.database().recount(request.key);
    EntryCommands.onDeleted(turn, request.key, deleted);
  }

  private static final int DELETED = 1;
  private static final int KEPT = 2;
  private static final int GONE = -1;

  /** Deletes an entry whose row has gone; its absence does not keep other rows from going. */
  private static int removeAcknowledged(StreamValue stream, Removal removal, long ms, long seq) {
    int result = removal.delete(stream, ms, seq);
    if (result == GONE && removal == Removal.DELREF) {
      stream.forget(ms, seq);
    }
    return result;
  }

  private static void release(Turn turn, Release request) {
    StreamValue stream = turn.database().write(request.key, StreamValue.class);
    ConsumerGroup group = stream == null ? null : stream.group(request.group);
    if (stream == null || group == null) {
      throw noGroup(request.key, request.group);
    }
    ReleaseOptions options = request.options;
    long[] ids = options.ids();
    PendingCursor row = new PendingCursor();
    int released = 0;
    for (int i = 0; i < ids.length; i += 2) {
      boolean isPending = group.pending().find(row, ids[i], ids[i + 1]);
      if (isPending || (options.isForced() && stream.log().contains(ids[i], ids[i + 1]))) {
        long deliveries = isPending ? row.deliveries() : 0;
        group.release(ids[i], ids[i + 1], options.deliveries(deliveries, isPending));
        released++;
      }
    }
    stream.onChange(group);
    turn.database().recount(request.key);
    if (released > 0 && group.endsAwaiting(0)) {
      turn.database().wake(request.key);
    }
    turn.reply().integer(released);
  }

  private static void pending(Turn turn, Listing request) {
    StreamValue stream = turn.database().read(request.key, StreamValue.class);
    ConsumerGroup group = stream == null ? null : stream.group(request.group);
    if (group == null) {
      throw noGroup(request.key, request.group);
    }
    if (request.filter == Filter.SUMMARY) {
      summary(turn.reply(), group);
    } else {
      list(turn, group, request.filter);
    }
  }

  private static void summary(RespWriter reply, ConsumerGroup group) {
    PendingEntries pending = group.pending();
    reply.array(4);
    reply.integer(pending.size());
    if (pending.size() == 0) {
      reply.nullBulk();
      reply.nullBulk();
      reply.nullArray();
      return;
    }
    StreamIds.write(reply, pending.first());
    StreamIds.write(reply, pending.last());
    List<Consumer> consumers =
        group.consumersByName().stream().filter(consumer -> consumer.pending() > 0).toList();
    reply.array(consumers.size());
    for (Consumer consumer : consumers) {
      reply.array(2);
      reply.bulk(consumer.name());
      reply.bulk(consumer.pending());
    }
  }

  private static void list(Turn turn, ConsumerGroup group, Filter filter) {
    RespWriter reply = turn.reply();
    Consumer consumer = filter.consumer == null ? null : group.consumer(filter.consumer);
    long untilMillis = turn.nowMillis() - filter.idleMillis;
    boolean isNoneOldEnough =
        filter.idleMillis > 0 && group.pending().earliestMillis() > untilMillis;
    if ((filter.consumer != null && consumer == null) || isNoneOldEnough) {
      reply.array(0);
      return;
    }
    PendingCursor rows = new PendingCursor();
    walk(rows, group, consumer, filter.range);
    int count = 0;
    while (count < filter.count && nextOldEnough(rows, filter, untilMillis)) {
      count++;
    }
    reply.array(count);
    walk(rows, group, consumer, filter.range);
    for (; count > 0 && nextOldEnough(rows, filter, untilMillis); count--) {
      Consumer owner = group.consumer(rows.consumerNumber());
      reply.array(4);
      StreamIds.write(reply, rows.ms(), rows.seq());
      reply.bulk(owner == null ? Bytes.EMPTY : owner.name());
      reply.integer(
          owner == null
              ? Delivery.RELEASED_IDLE
              : Math.max(0, turn.nowMillis() - rows.deliveredMillis()));
      reply.integer(rows.deliveries());
    }
  }

  private static void walk(
      PendingCursor rows, ConsumerGroup group, @Nullable Consumer consumer, IdRange range) {
    if (consumer == null) {
      group.pending().walkById(rows, range.fromMs(), range.fromSeq(), range.toMs(), range.toSeq());
    } else {
      group
          .pending()
          .walkByConsumer(
              rows, consumer, range.fromMs(), range.fromSeq(), range.toMs(), range.toSeq());
    }
  }

  /** Steps to the next row that is old enough; one that was given back always is. */
  private static boolean nextOldEnough(PendingCursor rows, Filter filter, long untilMillis) {
    while (rows.next()) {
      if (filter.idleMillis <= 0 || rows.isReleased() || rows.deliveredMillis() <= untilMillis) {
        return true;
      }
    }
    return false;
  }
}
