package dev.tidings.structures.streams;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.rdb.Damage;
import dev.tidings.structures.rdb.RdbReader;
import dev.tidings.structures.rdb.RdbType;
import dev.tidings.structures.rdb.RdbWriter;
import java.util.Map;

/**
 * Streams as snapshots of Redis have them.
 *
 * <pre>
 *   nodes      count, then for each: its first id as a string of 16 bytes, a listpack ({@link NodeCodec})
 *   log        length, last id, first id, highest id deleted, entries added    (each id: two lengths)
 *   groups     count, then each ({@link GroupCodec})
 *   from Redis 8.6
 *   producers  seconds, how many ids of each, count, then for each: name, count, ids with their entries
 *              ids added, duplicates
 * </pre>
 *
 * <p>Written is the form of Redis 7.0 unless producers have given ids, or what is remembered of
 * them is limited otherwise than by the settings. It has no place for the highest id that was
 * trimmed, the epoch, and the times at which consumers got something.
 */
public final class StreamCodec {
  private static final int ID_BYTES = 16;
  private static final long MOST_SECONDS = 86_400;
  private static final int MOST_IDS = 10_000;

  private StreamCodec() {}

  /**
   * How {@code stream} is written.
   *
   * @param usual knows nothing, within the limits that the settings give
   */
  public static RdbType type(StreamValue stream, IdempotentIds usual) {
    IdempotentIds ids = stream.idempotentIds();
    boolean known = ids.added() > 0 || ids.duplicates() > 0 || !ids.byProducer().isEmpty();
    boolean limited =
        ids.durationSeconds() != usual.durationSeconds() || ids.capacity() != usual.capacity();
    return known || limited ? RdbType.STREAM_LISTPACKS_4 : RdbType.STREAM_LISTPACKS_2;
  }

  // ---- Writing ------------------------------------------------------------------------------

  /** Writes {@code stream} behind its type. */
  public static void write(StreamValue stream, RdbType type, RdbWriter writer) {
    StreamLog log = stream.log();
    NodeCodec.write(log, writer);
    writer.length(log.length());
    length(log.lastGenerated(), writer);
    length(log.first(), writer);
    length(log.maxDeleted(), writer);
    writer.length(log.entriesAdded());
    writer.length(stream.groupCount());
    for (ConsumerGroup group : stream.groups()) {
      GroupCodec.write(group, type, writer);
    }
    if (type.isFrom(RdbType.STREAM_LISTPACKS_4)) {
      write(stream.idempotentIds(), writer);
    }
  }

  static void length(StreamId id, RdbWriter writer) {
    writer.length(id.ms());
    writer.length(id.seq());
  }

  private static void write(IdempotentIds ids, RdbWriter writer) {
    writer.length(ids.durationSeconds());
    writer.length(ids.capacity());
    writer.length(ids.byProducer().size());
    ids.byProducer()
        .forEach((producer, entries) -> {
          writer.string(producer);
          writer.length(entries.size());
          for (Map.Entry<Bytes, StreamId> entry : entries.entrySet()) {
            writer.string(entry.getKey());
            length(entry.getValue(), writer);
          }
        });
    writer.length(ids.added());
    writer.length(ids.duplicates());
  }

  // ---- Reading ------------------------------------------------------------------------------

  /**
   * Reads a stream that is written as {@code type}.
   *
   * @param epoch which life of the stream this is
   * @param usual knows nothing; becomes the stream's own if the type has no such thing
   * @throws Damage if that is not one
   */
  public static StreamValue read(RdbType type, RdbReader reader, long epoch, IdempotentIds usual) {
    StreamLog log = new StreamLog(epoch);
    readNodes(log, reader);
    readFigures(log, type, reader);
    boolean known = type.isFrom(RdbType.STREAM_LISTPACKS_4);
    StreamValue stream = new StreamValue(log, usual);
    for (int left = reader.count(); left > 0; left--) {
      ConsumerGroup group = GroupCodec.read(type, reader, log);
      Damage.unless(stream.group(group.name()) == null, "a group twice");
      stream.add(group);
    }
    if (known) {
      readIds(usual, reader);
    }
    return stream;
  }

  private static void readNodes(StreamLog log, RdbReader reader) {
    for (int left = reader.count(); left > 0; left--) {
      byte[] key = reader.string();
      Damage.unless(key.length == ID_BYTES, "the id of a node");
      RdbReader id = new RdbReader(key, 0, key.length);
      NodeCodec.read(log, id.half(), id.half(), reader.string());
    }
  }

  private static void readFigures(StreamLog log, RdbType type, RdbReader reader) {
    Damage.unless(reader.length() == log.length(), "another number of entries");
    StreamId last = id(reader);
    Damage.unless(last.compareTo(log.lastGenerated()) >= 0, "an entry behind the last id");
    log.setLastGenerated(last.ms(), last.seq());
    if (!type.isFrom(RdbType.STREAM_LISTPACKS_2)) {
      log.setEntriesAdded(log.length());
      return;
    }
    // The first id follows from the entries.
    id(reader);
    StreamId deleted = id(reader);
    log.setMaxDeleted(deleted.ms(), deleted.seq());
    log.setEntriesAdded(reader.length());
  }

  static StreamId id(RdbReader reader) {
    return new StreamId(reader.length(), reader.length());
  }

  private static void readIds(IdempotentIds ids, RdbReader reader) {
    long seconds = reader.length();
    long capacity = reader.length();
    Damage.unless(seconds >= 1 && seconds <= MOST_SECONDS, "seconds");
    Damage.unless(capacity >= 1 && capacity <= MOST_IDS, "ids of a producer");
    ids.configure(seconds, (int) capacity);
    for (int left = reader.count(); left > 0; left--) {
      Bytes producer = reader.text();
      Damage.unless(!ids.byProducer().contains(producer), "a producer twice");
      for (int idsLeft = reader.count(); idsLeft > 0; idsLeft--) {
        ids.remember(producer, reader.text(), id(reader));
      }
    }
    ids.counted(reader.length(), reader.length());
  }
}
