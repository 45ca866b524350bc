package dev.tidings.engine.streams;

import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.protocol.RespWriter;
import dev.tidings.protocol.Words;
import dev.tidings.structures.streams.StreamId;
import dev.tidings.structures.streams.StreamIdReader;

/** Ids of entries, read from requests and written into replies. */
final class StreamIds {
  private StreamIds() {}

  /** An id as requests spell it: {@code ms-seq}, or {@code ms} for {@code ms-0}. */
  static final Arg<StreamId> ID =
      Args.custom(
          Args.string("id").shape(),
          cursor -> {
            StreamIdReader reader = new StreamIdReader();
            int at = cursor.position();
            cursor.skip();
            read(reader, cursor.words(), at);
            return new StreamId(reader.ms(), reader.seq());
          });

  /** All words to the end as ids that are read later. */
  static Arg<IdWords> rest(String name) {
    return Args.custom(Args.string(name).many().shape(), StreamIds::rest);
  }

  private static IdWords rest(Cursor cursor) {
    int from = cursor.position();
    cursor.position(cursor.words().count());
    return new IdWords(cursor.words(), from, cursor.words().count());
  }

  /** Reads word {@code at} as {@code ms-seq} or {@code ms}, which is {@code ms-0}. */
  static void read(StreamIdReader reader, Words words, int at) {
    if (!reader.read(words.array(), words.start(at), words.length(at), 0)) {
      throw invalid();
    }
  }

  /** The text that refuses what is no id. */
  static Refusal invalid() {
    return new Refusal("ERR Invalid stream ID specified as stream command argument");
  }

  /** Whether a word is just this character; a zero byte ends a text, as in Redis. */
  static boolean isOnly(Words words, int at, char character) {
    int start = words.start(at);
    int length = words.length(at);
    return length > 0
        && words.array()[start] == character
        && (length == 1 || words.array()[start + 1] == 0);
  }

  /** Writes an id as a bulk string. */
  static void write(RespWriter reply, long ms, long seq) {
    byte[] text = new byte[StreamId.TEXT_LENGTH_MAX];
    reply.bulk(text, 0, StreamId.write(ms, seq, text, 0));
  }

  static void write(RespWriter reply, StreamId id) {
    write(reply, id.ms(), id.seq());
  }
}
