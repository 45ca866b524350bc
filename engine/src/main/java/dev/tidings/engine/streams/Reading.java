package dev.tidings.engine.streams;

import dev.tidings.command.Refusal;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.engine.Waiters;
import dev.tidings.protocol.Outbox;
import dev.tidings.protocol.RespWriter;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.KeyType;
import dev.tidings.structures.streams.ConsumerGroup;
import dev.tidings.structures.streams.StreamId;
import dev.tidings.structures.streams.StreamIdReader;
import dev.tidings.structures.streams.StreamLog;
import dev.tidings.structures.streams.StreamValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One XREAD or XREADGROUP: tried at once, and if it waits, again whenever something has changed.
 *
 * <p>Each try checks all streams before it touches one, so that a refusal leaves nothing behind.
 */
final class Reading implements Waiters.Attempt {
  /** What is wanted of a stream. */
  private enum Wanted {
    /** Entries behind an id; of a group, the consumer's own pending ones. */
    BEHIND,
    /** The last entry there is. */
    LAST,
    /** What the group has not read. */
    NEW
  }

  private final ReadOptions options;
  private final Bytes[] keys;
  private final Wanted[] wanted;
  private final long[] positions;
  private final @Nullable StreamValue[] streams;

  /**
   * Reads the ids; the streams are looked up for it, as {@code $} is where a stream is now.
   *
   * @throws Refusal if a key holds something else, a group is missing, or an id is none
   */
  Reading(Turn turn, ReadOptions options) {
    this.options = options;
    this.keys = options.keys().toArray(new Bytes[0]);
    this.wanted = new Wanted[keys.length];
    this.positions = new long[2 * keys.length];
    this.streams = new StreamValue[keys.length];
    StreamIdReader reader = new StreamIdReader();
    for (int i = 0; i < keys.length; i++) {
      streams[i] = lookUp(turn.database(), i);
      readPosition(i, options.ids().words(), options.ids().from() + i, reader);
    }
  }

  private void readPosition(int i, Words words, int at, StreamIdReader reader) {
    wanted[i] = Wanted.BEHIND;
    boolean isEnd = StreamIds.isOnly(words, at, '$');
    if (isEnd || StreamIds.isOnly(words, at, '+')) {
      if (options.isOfGroup()) {
        throw meaningless(isEnd ? '$' : '+');
      }
      StreamValue stream = streams[i];
      if (!isEnd) {
        wanted[i] = Wanted.LAST;
      } else if (stream != null) {
        positions[2 * i] = stream.log().lastGeneratedMs();
        positions[2 * i + 1] = stream.log().lastGeneratedSeq();
      }
      return;
    }
    if (StreamIds.isOnly(words, at, '>')) {
      if (!options.isOfGroup()) {
        throw new Refusal(
            "ERR The > ID can be specified only when calling XREADGROUP using the GROUP <group>"
                + " <consumer> option.");
      }
      wanted[i] = Wanted.NEW;
      return;
    }
    StreamIds.read(reader, words, at);
    positions[2 * i] = reader.ms();
    positions[2 * i + 1] = reader.seq();
    if (options.isOfGroup() && StreamId.isMax(reader.ms(), reader.seq())) {
      wanted[i] = Wanted.NEW;
    }
  }

  private static Refusal meaningless(char id) {
    return new Refusal(
        "ERR The "
            + id
            + " ID is meaningless in the context of XREADGROUP: you want to read the history of"
            + " this consumer by specifying a proper ID, or use the > ID to get new messages. The "
            + id
            + " ID would just return an empty result set.");
  }

  /** The stream of key {@code i}; null if there is none and no group is asked for. */
  private @Nullable StreamValue lookUp(Database database, int i) {
    StreamValue stream = database.read(keys[i], StreamValue.class);
    if (options.isOfGroup() && (stream == null || stream.group(options.group()) == null)) {
      throw new Refusal(
          "NOGROUP No such key '"
              + Refusal.shown(keys[i].latin1())
              + "' or consumer group '"
              + Refusal.shown(options.group().latin1())
              + "' in XREADGROUP with GROUP option");
    }
    return stream;
  }

  /** What to wait for. */
  Waiters.Wish wish() {
    return new Waiters.Wish(
        List.of(keys), KeyType.STREAM, options.isOfGroup(), options.timeoutMillis());
  }

  @Override
  public boolean serve(Turn turn) {
    for (int i = 0; i < keys.length; i++) {
      streams[i] = lookUp(turn.database(), i);
    }
    Allowance allowance = new Allowance(options);
    RespWriter reply = turn.reply();
    if (keys.length == 1) {
      return serve(turn, 0, allowance, reply);
    }
    // How many streams have something is known behind the last one.
    RespWriter apart = new RespWriter(new Outbox());
    apart.speak(reply.protocol());
    int served = 0;
    for (int i = 0; i < keys.length; i++) {
      served += serve(turn, i, allowance, apart) ? 1 : 0;
    }
    if (served > 0) {
      head(reply, served);
      reply.outbox().appendAll(apart.outbox());
    }
    return served > 0;
  }

  /** Writes what there is of stream {@code i}; false if there is nothing. */
  private boolean serve(Turn turn, int i, Allowance allowance, RespWriter reply) {
    StreamValue stream = streams[i];
    if (stream == null || allowance.isUsedUp()) {
      return false;
    }
    ConsumerGroup group = options.isOfGroup() ? stream.group(options.group()) : null;
    if (group == null) {
      return serveEntries(i, stream.log(), allowance, reply);
    }
    Delivery delivery = new Delivery(turn, options, keys[i], stream, group, reply);
    boolean any =
        wanted[i] == Wanted.NEW
            ? delivery.findNew(allowance)
            : delivery.findPending(positions[2 * i], positions[2 * i + 1], allowance);
    if (any) {
      begin(i, reply);
      delivery.make();
    }
    return any;
  }

  private boolean serveEntries(int i, StreamLog log, Allowance allowance, RespWriter reply) {
    long ms = positions[2 * i];
    long seq = positions[2 * i + 1];
    boolean isLast = wanted[i] == Wanted.LAST;
    if (isLast) {
      if (log.length() == 0) {
        return false;
      }
      StreamId last = log.last();
      ms = StreamId.previousMs(last.ms(), last.seq());
      seq = StreamId.previousSeq(last.seq());
    } else if (StreamId.compare(log.lastGeneratedMs(), log.lastGeneratedSeq(), ms, seq) <= 0) {
      return false;
    }
    EntryWriter writer = new EntryWriter(reply);
    long most = allowance.most(isLast ? 0 : options.count());
    long count = writer.behind(log, ms, seq, most, allowance);
    if (count == 0) {
      return false;
    }
    begin(i, reply);
    reply.array(count);
    for (; count > 0 && writer.cursor().next(); count--) {
      writer.entry();
    }
    writer.cursor().end();
    return true;
  }

  private void begin(int i, RespWriter reply) {
    if (keys.length == 1) {
      head(reply, 1);
    }
    if (reply.protocol() == 2) {
      reply.array(2);
    }
    reply.bulk(keys[i]);
  }

  private static void head(RespWriter reply, int streamCount) {
    if (reply.protocol() == 2) {
      reply.array(streamCount);
    } else {
      reply.map(streamCount);
    }
  }

  @Override
  public long againMillis(Turn turn) {
    if (options.claimMillis() == ReadOptions.NO_CLAIM) {
      return Waiters.NEVER;
    }
    long again = Waiters.NEVER;
    for (StreamValue stream : streams) {
      ConsumerGroup group = stream == null ? null : stream.group(options.group());
      if (group != null) {
        // Rows that are old enough already were in vain: their entries are gone.
        long next = group.pending().firstMillisAfter(turn.nowMillis() - options.claimMillis());
        group.awaitAging(next);
        if (next != Long.MAX_VALUE) {
          again = Math.min(again, next + options.claimMillis());
        }
      }
    }
    return again;
  }
}
