package dev.tidings.engine.streams;

import dev.tidings.protocol.RespWriter;
import dev.tidings.structures.streams.EntryCursor;
import dev.tidings.structures.streams.Slice;
import dev.tidings.structures.streams.StreamId;
import dev.tidings.structures.streams.StreamLog;

/**
 * Writes entries straight from the blocks of a stream into a reply: {@code [id, [field, value, …]]}
 * in RESP2 and RESP3 alike.
 */
final class EntryWriter {
  private final RespWriter reply;
  private final EntryCursor cursor = new EntryCursor();
  private final byte[] idText = new byte[StreamId.TEXT_LENGTH_MAX];

  EntryWriter(RespWriter reply) {
    this.reply = reply;
  }

  /** Where the entries are read; whoever moves it writes what it stands at. */
  EntryCursor cursor() {
    return cursor;
  }

  /** An array of those entries of a range that come first, or last, at most {@code most}. */
  void range(StreamLog log, IdRange range, long most, boolean backward) {
    if (backward) {
      log.backward(cursor, range.fromMs(), range.fromSeq(), range.toMs(), range.toSeq());
    } else {
      log.forward(cursor, range.fromMs(), range.fromSeq(), range.toMs(), range.toSeq());
    }
    long count = cursor.remaining(most);
    reply.array(count);
    for (; count > 0 && cursor.next(); count--) {
      entry();
    }
    cursor.end();
  }

  /**
   * Puts the cursor before the entries behind an id, and tells how many of them to write: at most
   * {@code most}, and those that {@code allowance} allows, which are taken from it.
   */
  long behind(StreamLog log, long ms, long seq, long most, Allowance allowance) {
    long fromMs = StreamId.nextMs(ms, seq);
    long fromSeq = StreamId.nextSeq(seq);
    log.forward(cursor, fromMs, fromSeq, -1, -1);
    if (!allowance.weighs()) {
      long count = cursor.remaining(most);
      allowance.take(count);
      return count;
    }
    long count = 0;
    while (count < most && cursor.next() && allowance.take(cursor)) {
      count++;
    }
    log.forward(cursor, fromMs, fromSeq, -1, -1);
    return count;
  }

  /** The entry where the cursor stands. */
  void entry() {
    reply.array(2);
    content();
  }

  /** Its id and its fields without the head of the array that they are in. */
  void content() {
    id(cursor.ms(), cursor.seq());
    reply.array(2L * cursor.fields());
    while (cursor.nextPair()) {
      Slice field = cursor.field();
      reply.bulk(field.array(), field.offset(), field.length());
      Slice value = cursor.value();
      reply.bulk(value.array(), value.offset(), value.length());
    }
  }

  /** An id. */
  void id(long ms, long seq) {
    reply.bulk(idText, 0, StreamId.write(ms, seq, idText, 0));
  }

  /** The entry with this id, null if the log does not have it. */
  void entryOrNull(StreamLog log, StreamId id) {
    if (log.length() > 0 && log.find(cursor, id.ms(), id.seq())) {
      entry();
    } else {
      reply.nullBulk();
    }
    cursor.end();
  }
}
