package dev.tidings.engine.streams;

import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What XREAD and XREADGROUP are told: options in any order, then the streams. */
final class ReadOptions {
  /** The timeout of those who do not wait. */
  static final long NO_WAITING = -1;

  /** The idle time of those who claim nothing. */
  static final long NO_CLAIM = -1;

  private static final byte[] BLOCK = TrimOptions.word("BLOCK");
  private static final byte[] COUNT = TrimOptions.word("COUNT");
  private static final byte[] MAXCOUNT = TrimOptions.word("MAXCOUNT");
  private static final byte[] MAXSIZE = TrimOptions.word("MAXSIZE");
  private static final byte[] STREAMS = TrimOptions.word("STREAMS");
  private static final byte[] GROUP = TrimOptions.word("GROUP");
  private static final byte[] NOACK = TrimOptions.word("NOACK");
  private static final byte[] CLAIM = TrimOptions.word("CLAIM");

  private final boolean ofGroup;
  private long timeoutMillis = NO_WAITING;
  private long count;
  private long maxCount;
  private long maxBytes;
  private long claimMillis = NO_CLAIM;
  private boolean noAck;
  private @Nullable Bytes group;
  private @Nullable Bytes consumer;
  private final List<Bytes> keys = new ArrayList<>(1);
  private IdWords ids;

  private ReadOptions(Cursor cursor, boolean ofGroup) {
    this.ofGroup = ofGroup;
    this.ids = new IdWords(cursor.words(), 0, 0);
  }

  static ReadOptions read(Cursor cursor, boolean ofGroup) {
    ReadOptions options = new ReadOptions(cursor, ofGroup);
    while (cursor.hasNext()) {
      options.readOne(cursor);
    }
    if (options.keys.isEmpty()) {
      throw Refusal.syntax();
    }
    if (ofGroup && options.group == null) {
      throw new Refusal("ERR Missing GROUP option for XREADGROUP");
    }
    if (options.maxCount > 0 && options.maxCount < options.count) {
      throw new Refusal("ERR MAXCOUNT must be greater than or equal to COUNT");
    }
    return options;
  }

  private void readOne(Cursor cursor) {
    int more = cursor.remaining() - 1;
    if (more >= 1 && cursor.nextIs(BLOCK)) {
      cursor.skip();
      readTimeout(cursor);
    } else if (more >= 1 && cursor.nextIs(COUNT)) {
      cursor.skip();
      count = Math.max(0, cursor.nextInteger());
    } else if (more >= 1 && cursor.nextIs(STREAMS)) {
      cursor.skip();
      readStreams(cursor);
    } else if (more >= 2 && cursor.nextIs(GROUP)) {
      forGroups("GROUP");
      cursor.skip();
      group = cursor.next();
      consumer = cursor.next();
    } else if (cursor.nextIs(NOACK)) {
      forGroups("NOACK");
      cursor.skip();
      noAck = true;
    } else if (more >= 1 && cursor.nextIs(CLAIM)) {
      forGroups("CLAIM");
      cursor.skip();
      readClaim(cursor);
    } else if (more >= 1 && cursor.nextIs(MAXCOUNT)) {
      cursor.skip();
      maxCount = positive(cursor, "ERR MAXCOUNT must be a positive integer");
    } else if (more >= 1 && cursor.nextIs(MAXSIZE)) {
      cursor.skip();
      maxBytes = positive(cursor, "ERR MAXSIZE must be a positive integer");
    } else {
      throw Refusal.syntax();
    }
  }

  private void forGroups(String option) {
    if (!ofGroup) {
      throw new Refusal(
          "ERR The "
              + option
              + " option is only supported by XREADGROUP. You called XREAD instead.");
    }
  }

  private void readTimeout(Cursor cursor) {
    timeoutMillis = cursor.nextInteger("ERR timeout is not an integer or out of range");
    if (timeoutMillis < 0) {
      throw new Refusal("ERR timeout is negative");
    }
  }

  private void readClaim(Cursor cursor) {
    claimMillis = cursor.nextInteger("ERR min-idle-time is not an integer or out of range");
    if (claimMillis < 0) {
      throw new Refusal("ERR min-idle-time must be a positive integer");
    }
  }

  private static long positive(Cursor cursor, String otherwise) {
    long value = cursor.nextInteger(otherwise);
    if (value <= 0) {
      throw new Refusal(otherwise);
    }
    return value;
  }

  private void readStreams(Cursor cursor) {
    Words words = cursor.words();
    int first = cursor.position();
    int streams = cursor.remaining();
    if (streams % 2 != 0) {
      throw new Refusal(
          ofGroup
              ? "ERR Unbalanced 'xreadgroup' list of streams: for each stream key an ID or '>'"
                  + " must be specified."
              : "ERR Unbalanced 'xread' list of streams: for each stream key an ID, '+', or '$'"
                  + " must be specified.");
    }
    streams /= 2;
    for (int i = 0; i < streams; i++) {
      keys.add(words.word(first + i));
    }
    ids = new IdWords(words, first + streams, first + 2 * streams);
    cursor.position(words.count());
  }

  boolean isOfGroup() {
    return ofGroup;
  }

  /** How long to wait, 0 for ever, {@link #NO_WAITING}. */
  long timeoutMillis() {
    return timeoutMillis;
  }

  /** The most entries of each stream; 0: no limit. */
  long count() {
    return count;
  }

  /** The most entries of all streams together; 0: no limit. */
  long maxCount() {
    return maxCount;
  }

  /** The most bytes of all entries together, but one entry in any case; 0: no limit. */
  long maxBytes() {
    return maxBytes;
  }

  /** How long an entry must have been idle to be claimed, {@link #NO_CLAIM}. */
  long claimMillis() {
    return claimMillis;
  }

  /** Whether what is delivered is taken for acknowledged at once. */
  boolean isNoAck() {
    return noAck;
  }

  /** The group's name; only for XREADGROUP. */
  Bytes group() {
    return given(group);
  }

  /** The consumer's name; only for XREADGROUP. */
  Bytes consumer() {
    return given(consumer);
  }

  private static Bytes given(@Nullable Bytes word) {
    if (word == null) {
      throw new IllegalStateException("there is no group");
    }
    return word;
  }

  /** The keys, at least one. */
  List<Bytes> keys() {
    return keys;
  }

  /** The words behind the keys, one for each; good until the handler returns. */
  IdWords ids() {
    return ids;
  }
}
