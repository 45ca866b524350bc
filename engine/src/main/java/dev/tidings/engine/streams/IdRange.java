package dev.tidings.engine.streams;

import dev.tidings.command.Refusal;
import dev.tidings.protocol.Words;
import dev.tidings.structures.streams.StreamId;
import dev.tidings.structures.streams.StreamIdReader;

/**
 * From one id to another, both included.
 *
 * @param fromMs milliseconds of the first id
 * @param fromSeq its sequence number
 * @param toMs milliseconds of the last id
 * @param toSeq its sequence number
 */
record IdRange(long fromMs, long fromSeq, long toMs, long toSeq) {
  /** Reads the words at {@code start} and {@code end}, the start first. */
  static IdRange read(Words words, int start, int end) {
    StreamIdReader reader = new StreamIdReader();
    readStart(reader, words, start);
    long fromMs = reader.ms();
    long fromSeq = reader.seq();
    if (reader.isExclusive()) {
      fromMs = StreamId.nextMs(reader.ms(), reader.seq());
      fromSeq = StreamId.nextSeq(reader.seq());
    }
    readBound(reader, words, end, -1);
    if (!reader.isExclusive()) {
      return new IdRange(fromMs, fromSeq, reader.ms(), reader.seq());
    }
    if (StreamId.isMin(reader.ms(), reader.seq())) {
      throw new Refusal("ERR invalid end ID for the interval");
    }
    return new IdRange(
        fromMs,
        fromSeq,
        StreamId.previousMs(reader.ms(), reader.seq()),
        StreamId.previousSeq(reader.seq()));
  }

  /** Reads a start that may be exclusive; there must be an id behind it then. */
  static void readStart(StreamIdReader reader, Words words, int at) {
    readBound(reader, words, at, 0);
    if (reader.isExclusive() && StreamId.isMax(reader.ms(), reader.seq())) {
      throw new Refusal("ERR invalid start ID for the interval");
    }
  }

  private static void readBound(StreamIdReader reader, Words words, int at, long missingSeq) {
    if (!reader.readBound(words.array(), words.start(at), words.length(at), missingSeq)) {
      throw StreamIds.invalid();
    }
  }
}
