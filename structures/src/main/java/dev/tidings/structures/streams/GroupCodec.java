package dev.tidings.structures.streams;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.rdb.Damage;
import dev.tidings.structures.rdb.RdbReader;
import dev.tidings.structures.rdb.RdbType;
import dev.tidings.structures.rdb.RdbWriter;
import org.jspecify.annotations.Nullable;

/**
 * A group of consumers in a snapshot of Redis.
 *
 * <pre>
 *   group      name, last delivered id, entries read
 *              count of rows, then for each: id (16), delivered (8), deliveries
 *              count of consumers, then for each: name, seen (8), from Redis 7.2 active (8),
 *                 count of its rows, then the id (16) of each
 * </pre>
 *
 * <p>A row that was given back has no consumer, and Redis up to 8.6 wants one for every row: such
 * rows are written as those of a consumer without a name that was never seen.
 */
final class GroupCodec {
  private static final long UNSEEN = 0;

  private GroupCodec() {}

  // ---- Writing ------------------------------------------------------------------------------

  static void write(ConsumerGroup group, RdbType type, RdbWriter writer) {
    writer.string(group.name());
    StreamCodec.length(group.lastDelivered(), writer);
    writer.length(group.entriesRead());
    PendingEntries pending = group.pending();
    writer.length(pending.size());
    PendingCursor cursor = new PendingCursor();
    pending.walkById(cursor, 0, 0, -1, -1);
    while (cursor.next()) {
      writer.id(cursor.ms(), cursor.seq());
      writer.millis(cursor.deliveredMillis());
      writer.length(cursor.deliveries());
    }
    Consumer nameless = group.consumer(Bytes.EMPTY);
    boolean addsNameless = pending.released() > 0 && nameless == null;
    writer.length(group.consumers() + (addsNameless ? 1 : 0));
    if (addsNameless) {
      writeHead(Bytes.EMPTY, UNSEEN, Consumer.NEVER, type, writer);
      writeRows(group, null, writer);
    }
    for (Consumer consumer : group.consumersByName()) {
      writeHead(consumer.name(), consumer.seenMillis(), consumer.activeMillis(), type, writer);
      writeRows(group, consumer, writer);
    }
  }

  private static void writeHead(
      Bytes name, long seenMillis, long activeMillis, RdbType type, RdbWriter writer) {
    writer.string(name);
    writer.millis(seenMillis);
    if (type.isFrom(RdbType.STREAM_LISTPACKS_3)) {
      writer.millis(activeMillis);
    }
  }

  /** The rows of a consumer; with those given back for null, and for one without a name. */
  private static void writeRows(
      ConsumerGroup group, @Nullable Consumer consumer, RdbWriter writer) {
    PendingEntries pending = group.pending();
    boolean withReleased = consumer == null || consumer.name().length() == 0;
    int own = consumer == null ? 0 : consumer.pending();
    writer.length(own + (withReleased ? pending.released() : 0));
    PendingCursor cursor = new PendingCursor();
    if (consumer != null && !withReleased) {
      pending.walkByConsumer(cursor, consumer, 0, 0, -1, -1);
      while (cursor.next()) {
        writer.id(cursor.ms(), cursor.seq());
      }
      return;
    }
    pending.walkById(cursor, 0, 0, -1, -1);
    while (cursor.next()) {
      if (cursor.isReleased()
          || (consumer != null && cursor.consumerNumber() == consumer.number())) {
        writer.id(cursor.ms(), cursor.seq());
      }
    }
  }

  // ---- Reading ------------------------------------------------------------------------------

  static ConsumerGroup read(RdbType type, RdbReader reader, StreamLog log) {
    Bytes name = reader.text();
    StreamId last = StreamCodec.id(reader);
    long entriesRead =
        type.isFrom(RdbType.STREAM_LISTPACKS_2)
            ? reader.length()
            : log.entriesUpTo(last.ms(), last.seq());
    Damage.unless(entriesRead >= StreamLog.UNKNOWN, "entries read");
    ConsumerGroup group = new ConsumerGroup(name, last.ms(), last.seq(), entriesRead);
    Rows rows = new Rows(reader);
    for (int left = reader.count(); left > 0; left--) {
      readConsumer(group, rows, type, reader);
    }
    Damage.unless(rows.left == 0, "a row of nobody");
    return group;
  }

  private static void readConsumer(ConsumerGroup group, Rows rows, RdbType type, RdbReader reader) {
    Bytes name = reader.text();
    long seenMillis = reader.millis();
    long activeMillis = type.isFrom(RdbType.STREAM_LISTPACKS_3) ? reader.millis() : seenMillis;
    Damage.unless(seenMillis >= 0 && group.consumer(name) == null, "a consumer");
    boolean nobody = name.length() == 0 && seenMillis == UNSEEN;
    Consumer consumer = nobody ? null : group.join(name, seenMillis);
    if (consumer != null && activeMillis >= 0) {
      consumer.onActive(activeMillis);
    }
    for (int left = reader.count(); left > 0; left--) {
      int row = rows.take(reader.half(), reader.half());
      if (consumer == null) {
        group.release(rows.ms[row], rows.seq[row], rows.deliveries[row]);
      } else {
        group.put(rows.ms[row], rows.seq[row], consumer, rows.millis[row], rows.deliveries[row]);
      }
    }
  }

  /** The rows of all consumers as they are read, before it is known whose they are. */
  private static final class Rows {
    private static final int LEAST_BYTES = 16 + 8 + 1;

    private final long[] ms;
    private final long[] seq;
    private final long[] millis;
    private final long[] deliveries;
    private final boolean[] taken;
    private int left;

    Rows(RdbReader reader) {
      left = reader.count();
      Damage.unless((long) left * LEAST_BYTES <= reader.remaining(), "more rows than bytes");
      ms = new long[left];
      seq = new long[left];
      millis = new long[left];
      deliveries = new long[left];
      taken = new boolean[left];
      for (int row = 0; row < left; row++) {
        ms[row] = reader.half();
        seq[row] = reader.half();
        boolean ascends =
            row == 0 || StreamId.compare(ms[row - 1], seq[row - 1], ms[row], seq[row]) < 0;
        Damage.unless(ascends, "a row before another");
        millis[row] = reader.millis();
        deliveries[row] = reader.length();
        Damage.unless(millis[row] >= 0 && deliveries[row] >= 0, "a row");
      }
    }

    /** The row with this id, which should be there and belong to nobody yet. */
    int take(long wantedMs, long wantedSeq) {
      int low = 0;
      int high = ms.length - 1;
      while (low <= high) {
        int middle = (low + high) >>> 1;
        int order = StreamId.compare(ms[middle], seq[middle], wantedMs, wantedSeq);
        if (order == 0) {
          Damage.unless(!taken[middle], "a row of two consumers");
          taken[middle] = true;
          left--;
          return middle;
        }
        if (order < 0) {
          low = middle + 1;
        } else {
          high = middle - 1;
        }
      }
      throw new Damage("a row that is not there");
    }
  }
}
