package dev.tidings.engine.streams;

import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.RespWriter;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.streams.Consumer;
import dev.tidings.structures.streams.ConsumerGroup;
import dev.tidings.structures.streams.EntryCursor;
import dev.tidings.structures.streams.PendingCursor;
import dev.tidings.structures.streams.StreamId;
import dev.tidings.structures.streams.StreamLog;
import dev.tidings.structures.streams.StreamValue;

/**
 * What one consumer is handed of one stream: first it is found, so that the reply can begin with
 * its size, then it is made.
 */
final class Delivery {
  /** How long an entry has been idle that was given back to the group. */
  static final long RELEASED_IDLE = -1;

  private final Turn turn;
  private final ReadOptions options;
  private final Bytes key;
  private final StreamValue stream;
  private final StreamLog log;
  private final ConsumerGroup group;
  private final Consumer consumer;
  private final RespWriter reply;
  private final EntryWriter writer;

  /** Pending entries to be told again, in twos: ms, seq; with CLAIM in fours: idle, deliveries. */
  private final Longs pending = new Longs();

  private boolean claims;
  private long newCount;

  /** The consumer is made if the group does not have it yet. */
  Delivery(
      Turn turn,
      ReadOptions options,
      Bytes key,
      StreamValue stream,
      ConsumerGroup group,
      RespWriter reply) {
    this.turn = turn;
    this.options = options;
    this.key = key;
    this.stream = stream;
    this.log = stream.log();
    this.group = group;
    this.reply = reply;
    this.writer = new EntryWriter(reply);
    this.consumer = join(turn, key, stream, group, options.consumer());
  }

  /** The consumer of this name, who is here now; made, and told of, if there is none. */
  static Consumer join(Turn turn, Bytes key, StreamValue stream, ConsumerGroup group, Bytes name) {
    Consumer consumer = group.consumer(name);
    if (consumer != null) {
      consumer.onSeen(turn.nowMillis());
      return consumer;
    }
    Consumer made = group.join(name, turn.nowMillis());
    stream.onChange(group);
    Database database = turn.database();
    database.recount(key);
    database.tell(KeyspaceEvents.STREAM, "xgroup-createconsumer", key);
    return made;
  }

  /** Finds what is pending to the consumer behind an id; nothing is an answer, too. */
  boolean findPending(long ms, long seq, Allowance allowance) {
    PendingCursor rows = new PendingCursor();
    group
        .pending()
        .walkByConsumer(rows, consumer, StreamId.nextMs(ms, seq), StreamId.nextSeq(seq), -1, -1);
    long most = allowance.most(options.count());
    while ((pending.size() / 2 < most) && rows.next() && isAllowed(rows, allowance)) {
      pending.add(rows.ms());
      pending.add(rows.seq());
    }
    return true;
  }

  private boolean isAllowed(PendingCursor row, Allowance allowance) {
    EntryCursor entry = writer.cursor();
    boolean weighed = allowance.weighs() && log.find(entry, row.ms(), row.seq());
    return weighed ? allowance.take(entry) : allowance.takeGone();
  }

  /** Finds what the group has not read, and before that with CLAIM what is old; false if none. */
  boolean findNew(Allowance allowance) {
    claims = options.claimMillis() != ReadOptions.NO_CLAIM;
    long most = allowance.most(options.count());
    if (claims) {
      findOld(most, allowance);
      most -= pending.size() / 4;
    }
    if (most > 0
        && !allowance.isUsedUp()
        && !group.isDelivered(log.lastGeneratedMs(), log.lastGeneratedSeq())) {
      newCount =
          writer.behind(log, group.lastDeliveredMs(), group.lastDeliveredSeq(), most, allowance);
    }
    return newCount > 0 || pending.size() > 0;
  }

  private void findOld(long most, Allowance allowance) {
    PendingCursor rows = new PendingCursor();
    long nowMillis = turn.nowMillis();
    group.pending().walkByTime(rows, nowMillis - options.claimMillis());
    EntryCursor entry = writer.cursor();
    while (pending.size() / 4 < most && rows.next()) {
      if (log.find(entry, rows.ms(), rows.seq())) {
        if (!allowance.take(entry)) {
          return;
        }
        pending.add(rows.ms());
        pending.add(rows.seq());
        pending.add(rows.isReleased() ? RELEASED_IDLE : nowMillis - rows.deliveredMillis());
        pending.add(rows.deliveries());
      }
    }
  }

  /** Writes what was found, and notes that the consumer has it. */
  void make() {
    if (newCount > 0 || claims) {
      reply.array(pending.size() / 4 + newCount);
      makeOld();
      makeNew();
    } else {
      reply.array(pending.size() / 2);
      makePending();
    }
    stream.onChange(group);
    turn.database().recount(key);
  }

  private void makePending() {
    for (int i = 0; i < pending.size(); i += 2) {
      long ms = pending.at(i);
      long seq = pending.at(i + 1);
      if (log.find(writer.cursor(), ms, seq)) {
        writer.entry();
        group.redeliver(ms, seq, consumer, turn.nowMillis());
      } else {
        reply.array(2);
        writer.id(ms, seq);
        reply.nullArray();
      }
    }
  }

  private void makeOld() {
    for (int i = 0; i < pending.size(); i += 4) {
      long ms = pending.at(i);
      long seq = pending.at(i + 1);
      log.find(writer.cursor(), ms, seq);
      reply.array(4);
      writer.content();
      reply.integer(pending.at(i + 2));
      reply.integer(pending.at(i + 3));
      group.redeliver(ms, seq, consumer, turn.nowMillis());
      consumer.onActive(turn.nowMillis());
    }
  }

  private void makeNew() {
    if (newCount == 0) {
      return;
    }
    EntryCursor entry = writer.cursor();
    log.forward(
        entry,
        StreamId.nextMs(group.lastDeliveredMs(), group.lastDeliveredSeq()),
        StreamId.nextSeq(group.lastDeliveredSeq()),
        -1,
        -1);
    for (long left = newCount; left > 0 && entry.next(); left--) {
      group.advance(log, entry.ms(), entry.seq());
      if (claims) {
        reply.array(4);
        writer.content();
        reply.integer(0);
        reply.integer(0);
      } else {
        writer.entry();
      }
      if (!options.isNoAck()) {
        group.deliver(entry.ms(), entry.seq(), consumer, turn.nowMillis());
        consumer.onActive(turn.nowMillis());
      }
    }
    entry.end();
    if (!options.isNoAck() && group.endsAwaiting(turn.nowMillis())) {
      turn.database().wake(key);
    }
  }
}
