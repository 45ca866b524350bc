package dev.tidings.engine.streams;

import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.STREAM;
import static dev.tidings.command.Trait.READONLY;

import dev.tidings.command.Access;
import dev.tidings.command.Args;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Declaration;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Containers;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.RespWriter;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.streams.Consumer;
import dev.tidings.structures.streams.ConsumerGroup;
import dev.tidings.structures.streams.IdempotentIds;
import dev.tidings.structures.streams.PendingCursor;
import dev.tidings.structures.streams.StreamId;
import dev.tidings.structures.streams.StreamLog;
import dev.tidings.structures.streams.StreamValue;
import java.util.List;

/** XINFO: what there is to know of streams, groups and consumers. */
final class DescriptionCommands {
  private DescriptionCommands() {}

  record OfStream(Bytes key, Detail detail) {}

  /** The words behind the key, which Redis reads when it has found the stream. */
  record Detail(Words words, int from) {}

  record OfGroup(Bytes key, Bytes group) {}

  private static final byte[] FULL = TrimOptions.word("FULL");
  private static final byte[] COUNT = TrimOptions.word("COUNT");
  private static final long DEFAULT_COUNT = 10;

  static final Command<Turn> XINFO =
      Containers.container(
          Command.<Turn>command("XINFO", STREAM)
              .since("5.0.0")
              .summary("Tells about streams, groups and consumers.")
              .complexity("Depends on the subcommand."),
          List.of(
              subcommand("STREAM")
                  .summary("Tells about a stream, with FULL about its groups and consumers, too.")
                  .complexity("O(N) with N blocks, FULL also what is told")
                  .takes(
                      key("key", Access.READ),
                      custom(
                          Args.block(
                                  "full-block",
                                  Args.token("FULL", true),
                                  integer("count").after("COUNT").optional(DEFAULT_COUNT),
                                  (full, count) -> count)
                              .optional(0L)
                              .shape(),
                          DescriptionCommands::readDetail),
                      OfStream::new)
                  .does(DescriptionCommands::stream),
              subcommand("GROUPS")
                  .summary("Tells about the groups of a stream.")
                  .complexity("O(N), N groups")
                  .takes(key("key", Access.READ))
                  .does(DescriptionCommands::groups),
              subcommand("CONSUMERS")
                  .summary("Tells about the consumers of a group.")
                  .complexity("O(N), N consumers")
                  .tips("nondeterministic_output")
                  .takes(key("key", Access.READ), string("groupname"), OfGroup::new)
                  .does(DescriptionCommands::consumers)));

  private static Declaration<Turn> subcommand(String name) {
    return Command.<Turn>command(name, STREAM, READONLY)
        .since("5.0.0")
        .surplus(Refusal::wrongSubcommand);
  }

  private static Detail readDetail(Cursor cursor) {
    int from = cursor.position();
    cursor.position(cursor.words().count());
    return new Detail(cursor.words(), from);
  }

  private static StreamValue find(Turn turn, Bytes key) {
    StreamValue stream = turn.database().read(key, StreamValue.class);
    if (stream == null) {
      throw new Refusal("ERR no such key");
    }
    return stream;
  }

  private static void stream(Turn turn, OfStream request) {
    StreamValue stream = find(turn, request.key);
    Words words = request.detail.words;
    int from = request.detail.from;
    int given = words.count() - from;
    if (given == 0) {
      brief(turn, stream);
      return;
    }
    if ((given != 1 && given != 3)
        || !words.is(from, FULL)
        || (given == 3 && !words.is(from + 1, COUNT))) {
      throw Refusal.wrongSubcommand(words);
    }
    long count = DEFAULT_COUNT;
    if (given == 3) {
      Cursor cursor = new Cursor();
      cursor.reset(words, from + 2);
      count = cursor.nextInteger();
      count = count < 0 ? DEFAULT_COUNT : count;
    }
    new FullDescription(turn, stream, count).write();
  }

  private static void brief(Turn turn, StreamValue stream) {
    RespWriter reply = turn.reply();
    StreamLog log = stream.log();
    reply.map(16);
    facts(turn, stream);
    reply.bulkLatin1("groups");
    reply.integer(stream.groupCount());
    EntryWriter writer = new EntryWriter(reply);
    reply.bulkLatin1("first-entry");
    writer.entryOrNull(log, log.first());
    reply.bulkLatin1("last-entry");
    writer.entryOrNull(log, log.last());
  }

  /** The thirteen pairs that both forms begin with. */
  static void facts(Turn turn, StreamValue stream) {
    RespWriter reply = turn.reply();
    StreamLog log = stream.log();
    pair(reply, "length", log.length());
    pair(reply, "radix-tree-keys", log.nodes());
    pair(reply, "radix-tree-nodes", log.radixNodes());
    pair(reply, "last-generated-id", log.lastGenerated());
    pair(reply, "max-deleted-entry-id", log.maxDeleted());
    pair(reply, "entries-added", log.entriesAdded());
    pair(reply, "recorded-first-entry-id", log.first());
    IdempotentIds ids = stream.idempotentIds();
    pair(reply, "idmp-duration", ids.durationSeconds());
    pair(reply, "idmp-maxsize", ids.capacity());
    pair(reply, "pids-tracked", ids.producers(turn.nowMillis()));
    pair(reply, "iids-tracked", ids.size(turn.nowMillis()));
    pair(reply, "iids-added", ids.added());
    pair(reply, "iids-duplicates", ids.duplicates());
  }

  static void pair(RespWriter reply, String name, long value) {
    reply.bulkLatin1(name);
    reply.integer(value);
  }

  static void pair(RespWriter reply, String name, StreamId id) {
    reply.bulkLatin1(name);
    StreamIds.write(reply, id);
  }

  /** A number that may not be known. */
  static void countPair(RespWriter reply, String name, long value) {
    reply.bulkLatin1(name);
    if (value == StreamLog.UNKNOWN) {
      reply.nullBulk();
    } else {
      reply.integer(value);
    }
  }

  private static void groups(Turn turn, Bytes key) {
    StreamValue stream = find(turn, key);
    RespWriter reply = turn.reply();
    reply.array(stream.groupCount());
    for (ConsumerGroup group : stream.groups()) {
      reply.map(6);
      reply.bulkLatin1("name");
      reply.bulk(group.name());
      pair(reply, "consumers", group.consumers());
      pair(reply, "pending", group.pending().size());
      pair(reply, "last-delivered-id", group.lastDelivered());
      countPair(reply, "entries-read", group.entriesRead());
      countPair(reply, "lag", group.lag(stream.log()));
    }
  }

  private static void consumers(Turn turn, OfGroup request) {
    ConsumerGroup group = find(turn, request.key).group(request.group);
    if (group == null) {
      throw GroupCommands.noGroup(request.key, request.group);
    }
    RespWriter reply = turn.reply();
    reply.array(group.consumers());
    for (Consumer consumer : group.consumersByName()) {
      reply.map(4);
      reply.bulkLatin1("name");
      reply.bulk(consumer.name());
      pair(reply, "pending", consumer.pending());
      pair(reply, "idle", Math.max(0, turn.nowMillis() - consumer.seenMillis()));
      pair(
          reply,
          "inactive",
          consumer.activeMillis() == Consumer.NEVER
              ? Consumer.NEVER
              : Math.max(0, turn.nowMillis() - consumer.activeMillis()));
    }
  }

  /** XINFO STREAM … FULL. */
  private record FullDescription(Turn turn, StreamValue stream, long count) {
    void write() {
      RespWriter reply = turn.reply();
      StreamLog log = stream.log();
      reply.map(17);
      facts(turn, stream);
      reply.bulkLatin1("entries");
      new EntryWriter(reply)
          .range(log, new IdRange(0, 0, -1, -1), count == 0 ? Long.MAX_VALUE : count, false);
      reply.bulkLatin1("groups");
      reply.array(stream.groupCount());
      stream.groups().forEach(this::group);
      // What Redis does not tell, behind all that it tells.
      pair(reply, "last-trimmed-id", log.lastTrimmed());
      pair(reply, "epoch", log.epoch());
    }

    private void group(ConsumerGroup group) {
      RespWriter reply = turn.reply();
      reply.map(8);
      reply.bulkLatin1("name");
      reply.bulk(group.name());
      pair(reply, "last-delivered-id", group.lastDelivered());
      countPair(reply, "entries-read", group.entriesRead());
      countPair(reply, "lag", group.lag(stream.log()));
      pair(reply, "pel-count", group.pending().size());
      pair(reply, "nacked-count", group.pending().released());
      reply.bulkLatin1("pending");
      PendingCursor rows = new PendingCursor();
      group.pending().walkById(rows, 0, 0, -1, -1);
      reply.array(most(group.pending().size()));
      for (long left = most(group.pending().size()); left > 0 && rows.next(); left--) {
        Consumer owner = group.consumer(rows.consumerNumber());
        reply.array(4);
        StreamIds.write(reply, rows.ms(), rows.seq());
        reply.bulk(owner == null ? Bytes.EMPTY : owner.name());
        reply.integer(rows.deliveredMillis());
        reply.integer(rows.deliveries());
      }
      reply.bulkLatin1("consumers");
      reply.array(group.consumers());
      for (Consumer consumer : group.consumersByName()) {
        consumer(group, consumer);
      }
    }

    private void consumer(ConsumerGroup group, Consumer consumer) {
      RespWriter reply = turn.reply();
      reply.map(5);
      reply.bulkLatin1("name");
      reply.bulk(consumer.name());
      pair(reply, "seen-time", consumer.seenMillis());
      pair(reply, "active-time", consumer.activeMillis());
      pair(reply, "pel-count", consumer.pending());
      reply.bulkLatin1("pending");
      PendingCursor rows = new PendingCursor();
      group.pending().walkByConsumer(rows, consumer, 0, 0, -1, -1);
      reply.array(most(consumer.pending()));
      for (long left = most(consumer.pending()); left > 0 && rows.next(); left--) {
        reply.array(3);
        StreamIds.write(reply, rows.ms(), rows.seq());
        reply.integer(rows.deliveredMillis());
        reply.integer(rows.deliveries());
      }
    }

    private long most(int all) {
      return count == 0 ? all : Math.min(count, all);
    }
  }
}
