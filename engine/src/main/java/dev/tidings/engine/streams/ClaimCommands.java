package dev.tidings.engine.streams;

import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.STREAM;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Args;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.RespWriter;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.streams.Consumer;
import dev.tidings.structures.streams.ConsumerGroup;
import dev.tidings.structures.streams.PendingCursor;
import dev.tidings.structures.streams.StreamId;
import dev.tidings.structures.streams.StreamIdReader;
import dev.tidings.structures.streams.StreamLog;
import dev.tidings.structures.streams.StreamValue;
import java.util.List;

/** Pending entries change hands: those named, or the next that are old. */
final class ClaimCommands {
  private ClaimCommands() {}

  record Claim(Bytes key, Bytes group, Bytes consumer, ClaimOptions options) {}

  record AutoClaim(Bytes key, Bytes group, Bytes consumer, AutoClaimOptions options) {}

  /**
   * What XAUTOCLAIM is told behind the consumer.
   *
   * @param from the first id, milliseconds and sequence number
   */
  record AutoClaimOptions(long idleMillis, StreamId from, long count, boolean justIds) {}

  private static final byte[] COUNT = TrimOptions.word("COUNT");
  private static final byte[] JUSTID = TrimOptions.word("JUSTID");
  private static final long DEFAULT_COUNT = 100;

  /** For each entry that may be claimed so many rows are looked at. */
  private static final int LOOKS = 10;

  /** Redis would not have the memory for more. */
  private static final long COUNT_MAX = Long.MAX_VALUE / 16;

  static final Command<Turn> XCLAIM =
      Command.<Turn>command("XCLAIM", STREAM, WRITE, FAST)
          .since("5.0.0")
          .summary("Hands pending entries that are named to a consumer.")
          .complexity("O(log N) for each entry, N pending in the group")
          .tips("nondeterministic_output")
          .takes(
              key("key", Access.UPDATE),
              string("group"),
              string("consumer"),
              custom(ClaimOptions.SHAPE, ClaimOptions::read),
              Claim::new)
          .does(ClaimCommands::claim);

  static final Command<Turn> XAUTOCLAIM =
      Command.<Turn>command("XAUTOCLAIM", STREAM, WRITE, FAST)
          .since("6.2.0")
          .summary("Hands the next pending entries that are old to a consumer.")
          .complexity("O(log N + M), N pending in the group, M of them looked at")
          .tips("nondeterministic_output")
          .takes(
              key("key", Access.DELETE),
              string("group"),
              string("consumer"),
              custom(shape(), ClaimCommands::readOptions),
              AutoClaim::new)
          .does(ClaimCommands::autoClaim);

  static final List<Command<Turn>> ALL = List.of(XCLAIM, XAUTOCLAIM);

  private static Shape shape() {
    return Shape.parts(
        "options",
        List.of(
            string("min-idle-time").shape(),
            string("start").shape(),
            integer("count").after("COUNT").optional(0L).shape(),
            Args.flag("JUSTID").shape()));
  }

  private static AutoClaimOptions readOptions(Cursor cursor) {
    long idleMillis =
        Math.max(0, cursor.nextInteger("ERR Invalid min-idle-time argument for XAUTOCLAIM"));
    StreamIdReader reader = new StreamIdReader();
    IdRange.readStart(reader, cursor.words(), cursor.position());
    cursor.skip();
    long ms = reader.ms();
    long seq = reader.seq();
    StreamId from =
        reader.isExclusive()
            ? new StreamId(StreamId.nextMs(ms, seq), StreamId.nextSeq(seq))
            : new StreamId(ms, seq);
    long count = DEFAULT_COUNT;
    boolean justIds = false;
    while (cursor.hasNext()) {
      if (cursor.nextIs(COUNT) && cursor.remaining() > 1) {
        cursor.skip();
        count = cursor.nextInteger("ERR COUNT must be > 0");
        if (count < 1 || count > COUNT_MAX) {
          throw new Refusal("ERR COUNT must be > 0");
        }
      } else if (cursor.nextIs(JUSTID)) {
        cursor.skip();
        justIds = true;
      } else {
        throw Refusal.syntax();
      }
    }
    return new AutoClaimOptions(idleMillis, from, count, justIds);
  }

  private static void claim(Turn turn, Claim request) {
    StreamValue stream = turn.database().read(request.key, StreamValue.class);
    ConsumerGroup group = stream == null ? null : stream.group(request.group);
    if (stream == null || group == null) {
      throw PendingCommands.noGroup(request.key, request.group);
    }
    ClaimOptions options = request.options.readRest(turn.nowMillis());
    StreamLog log = stream.log();
    long[] ids = options.ids();
    group.raiseLastDelivered(options.lastId().ms(), options.lastId().seq());
    Consumer consumer = Delivery.join(turn, request.key, stream, group, request.consumer);
    PendingCursor row = new PendingCursor();
    Longs claimed = new Longs();
    for (int i = 0; i < ids.length; i += 2) {
      boolean isPending = group.pending().find(row, ids[i], ids[i + 1]);
      if (!log.contains(ids[i], ids[i + 1])) {
        group.acknowledge(ids[i], ids[i + 1]);
      } else if (isPending ? options.takes(row, turn.nowMillis()) : options.isForced()) {
        long deliveries = options.deliveries(isPending ? row.deliveries() : 1);
        group.put(ids[i], ids[i + 1], consumer, options.deliveredMillis(), deliveries);
        claimed.add(ids[i]);
        claimed.add(ids[i + 1]);
      }
    }
    onClaimed(turn, request.key, stream, group, options.deliveredMillis());
    if (claimed.size() > 0) {
      consumer.onActive(turn.nowMillis());
    }
    tell(turn.reply(), log, claimed, options.isJustIds());
  }

  private static void onClaimed(
      Turn turn, Bytes key, StreamValue stream, ConsumerGroup group, long deliveredMillis) {
    stream.onChange(group);
    turn.database().recount(key);
    if (group.endsAwaiting(deliveredMillis)) {
      turn.database().wake(key);
    }
  }

  /** Tells entries, or their ids alone; ids are two numbers each. */
  private static void tell(RespWriter reply, StreamLog log, Longs ids, boolean justIds) {
    EntryWriter writer = new EntryWriter(reply);
    reply.array(ids.size() / 2);
    for (int i = 0; i < ids.size(); i += 2) {
      if (justIds) {
        writer.id(ids.at(i), ids.at(i + 1));
      } else {
        log.find(writer.cursor(), ids.at(i), ids.at(i + 1));
        writer.entry();
      }
    }
  }

  private static void autoClaim(Turn turn, AutoClaim request) {
    StreamValue stream = turn.database().read(request.key, StreamValue.class);
    ConsumerGroup group = stream == null ? null : stream.group(request.group);
    if (stream == null || group == null) {
      throw PendingCommands.noGroup(request.key, request.group);
    }
    AutoClaimOptions options = request.options;
    StreamLog log = stream.log();
    long nowMillis = turn.nowMillis();
    Consumer consumer = Delivery.join(turn, request.key, stream, group, request.consumer);
    Longs claimed = new Longs();
    Longs gone = new Longs();
    PendingCursor rows = new PendingCursor();
    group.pending().walkById(rows, options.from.ms(), options.from.seq(), -1, -1);
    long looks = options.count * LOOKS;
    long left = options.count;
    while (looks-- > 0 && left > 0 && rows.next()) {
      if (!log.contains(rows.ms(), rows.seq())) {
        group.acknowledge(rows.ms(), rows.seq());
        gone.add(rows.ms());
        gone.add(rows.seq());
        left--;
      } else if (isOld(rows, options.idleMillis, nowMillis)) {
        long deliveries = ClaimOptions.counted(rows.deliveries(), options.justIds);
        group.put(rows.ms(), rows.seq(), consumer, nowMillis, deliveries);
        claimed.add(rows.ms());
        claimed.add(rows.seq());
        left--;
      }
    }
    StreamId next = rows.next() ? rows.id() : StreamId.MIN;
    onClaimed(turn, request.key, stream, group, nowMillis);
    if (claimed.size() > 0) {
      consumer.onActive(nowMillis);
    }
    turn.reply().array(3);
    StreamIds.write(turn.reply(), next);
    tell(turn.reply(), log, claimed, options.justIds);
    tell(turn.reply(), log, gone, true);
  }

  /** Whether a row has been idle for so long; one that was given back always has. */
  static boolean isOld(PendingCursor row, long idleMillis, long nowMillis) {
    return idleMillis == 0 || row.isReleased() || nowMillis - row.deliveredMillis() >= idleMillis;
  }
}
