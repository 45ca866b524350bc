package dev.tidings.structures.streams;

import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks over entries of a {@link StreamLog} without making an object for any of them.
 *
 * <pre>
 *   log.forward(cursor, fromMs, fromSeq, toMs, toSeq);
 *   while (cursor.next()) {                  // stop when you have enough
 *     cursor.ms(); cursor.seq(); cursor.fields();
 *     while (cursor.nextPair()) {
 *       cursor.field(); cursor.value();      // slices, good until the next step
 *     }
 *   }
 * </pre>
 *
 * <p>A cursor serves any number of walks, over any logs. A change of the log's entries ends a walk:
 * the next step throws {@link IllegalStateException}. Where the walk stopped, a new one from the
 * next id goes on. One thread at a time.
 */
public final class EntryCursor {
  private static final int SETS_MAX = 17;

  private @Nullable StreamLog log;
  private int version;
  private boolean backward;

  /** The end of the range in the direction of the walk. */
  private long boundMs;

  private long boundSeq;

  /** The block where the walk is, and what is looked at next in it. */
  private int number;

  private @Nullable Block block;
  private int nextAt;

  /** Backward: where the entries of the block start that are still to come. */
  private int[] starts = new int[0];

  private int startsCount;

  /** Where the field sets of the block start, as far as they have been looked for. */
  private final int[] sets = new int[SETS_MAX];

  private int setsKnown;

  private long ms;
  private long seq;
  private int fields;

  /** Which field set of its block the entry has; 0 if its names stand by the values. */
  private int setNumber;

  /** Where names and values of the entry start; names is negative if they stand by the values. */
  private int namesAt;

  private int valuesAt;

  /** The same for the pair that comes next. */
  private int nextNameAt;

  private int nextValueAt;
  private int pairsLeft;
  private final Slice field = new Slice();
  private final Slice value = new Slice();

  /** A cursor that stands nowhere. */
  public EntryCursor() {}

  /** Steps to the next entry of the range; false if there is none, and the walk is over. */
  public boolean next() {
    if (log == null) {
      return false;
    }
    if (log.version() != version) {
      throw new IllegalStateException("the log has changed under the cursor");
    }
    int at = backward ? takeBackward() : takeForward();
    if (at < 0 || !open(at)) {
      end();
      return false;
    }
    return true;
  }

  /**
   * How many entries are still to come, but at most {@code max}. Costs less than stepping there:
   * blocks that are inside of the range as a whole are not looked into.
   */
  public long remaining(long max) {
    if (log == null) {
      return 0;
    }
    return Math.min(max, backward ? remainingBackward(max) : remainingForward(max));
  }

  /** Ends the walk and lets the log go. */
  public void end() {
    log = null;
    block = null;
    pairsLeft = 0;
  }

  /** The milliseconds of the entry's id. */
  public long ms() {
    return ms;
  }

  /** The sequence number of the entry's id. */
  public long seq() {
    return seq;
  }

  /** The entry's id. */
  public StreamId id() {
    return new StreamId(ms, seq);
  }

  /** How many fields the entry has. */
  public int fields() {
    return fields;
  }

  /** Whether the entry has the fields of the first entry of its node, in their order. */
  boolean hasNodeFields() {
    return setNumber == 1;
  }

  /** Steps to the next field of the entry; false if there is none. */
  public boolean nextPair() {
    if (pairsLeft == 0) {
      return false;
    }
    pairsLeft--;
    byte[] data = block().data;
    if (namesAt < 0) {
      nextValueAt = PackedText.show(data, nextValueAt, field);
    } else {
      nextNameAt = PackedText.show(data, nextNameAt, field);
    }
    nextValueAt = PackedText.show(data, nextValueAt, value);
    return true;
  }

  /** The name of the field. */
  public Slice field() {
    return field;
  }

  /** The value of the field. */
  public Slice value() {
    return value;
  }

  /** Goes back before the entry's first field. */
  public void rewindPairs() {
    pairsLeft = fields;
    nextNameAt = namesAt;
    nextValueAt = valuesAt;
  }

  /** How many bytes the names and values of the entry have; goes back before its first field. */
  public long textBytes() {
    rewindPairs();
    byte[] data = block().data;
    long bytes = 0;
    int name = namesAt;
    int at = valuesAt;
    for (int i = 0; i < fields; i++) {
      if (namesAt < 0) {
        bytes += PackedText.length(data, at, field);
        at = PackedText.end(data, at);
      } else {
        bytes += PackedText.length(data, name, field);
        name = PackedText.end(data, name);
      }
      bytes += PackedText.length(data, at, value);
      at = PackedText.end(data, at);
    }
    return bytes;
  }

  /** A copy of all names and values in turn; goes back before the entry's first field. */
  public List<Bytes> texts() {
    rewindPairs();
    List<Bytes> texts = new ArrayList<>(2 * fields);
    while (nextPair()) {
      texts.add(field.toBytes());
      texts.add(value.toBytes());
    }
    rewindPairs();
    return texts;
  }

  void forward(StreamLog walked, long fromMs, long fromSeq, long toMs, long toSeq) {
    start(walked, false, toMs, toSeq);
    if (walked.length() == 0 || StreamId.compare(fromMs, fromSeq, toMs, toSeq) > 0) {
      end();
      return;
    }
    enter(Math.max(0, walked.index.search(fromMs, fromSeq)));
    nextAt = block().seek(fromMs, fromSeq);
  }

  void backward(StreamLog walked, long fromMs, long fromSeq, long toMs, long toSeq) {
    start(walked, true, fromMs, fromSeq);
    int last = walked.index.search(toMs, toSeq);
    if (last < 0 || StreamId.compare(fromMs, fromSeq, toMs, toSeq) > 0) {
      end();
      return;
    }
    enter(last);
    if (StreamId.isMax(toMs, toSeq)) {
      gatherStarts(block().end());
    } else {
      gatherStartsBefore(StreamId.nextMs(toMs, toSeq), toSeq + 1);
    }
  }

  private void start(StreamLog walked, boolean isBackward, long toMs, long toSeq) {
    log = walked;
    version = walked.version();
    backward = isBackward;
    boundMs = toMs;
    boundSeq = toSeq;
    pairsLeft = 0;
  }

  private void enter(int blockNumber) {
    number = blockNumber;
    block = log().index.at(blockNumber);
    nextAt = block.entriesAt();
    setsKnown = 0;
  }

  private int takeForward() {
    if (nextAt == block().end()) {
      if (number + 1 == log().index.size()) {
        return -1;
      }
      enter(number + 1);
    }
    int at = nextAt;
    nextAt = block().next(at);
    return at;
  }

  private int takeBackward() {
    while (startsCount == 0) {
      if (number == 0) {
        return -1;
      }
      enter(number - 1);
      gatherStarts(block().end());
    }
    return starts[--startsCount];
  }

  /** Notes where the entries before an id start in the block. */
  private void gatherStartsBefore(long beforeMs, long beforeSeq) {
    Block walked = block();
    boolean all = StreamId.compare(walked.lastMs, walked.lastSeq, beforeMs, beforeSeq) < 0;
    gatherStarts(all ? walked.end() : walked.seek(beforeMs, beforeSeq));
  }

  /** Notes where the entries of the block start, up to an offset. */
  private void gatherStarts(int end) {
    Block walked = block();
    startsCount = 0;
    for (int at = walked.entriesAt(); at < end; at = walked.next(at)) {
      if (startsCount == starts.length) {
        starts = Arrays.copyOf(starts, Math.max(128, 2 * startsCount));
      }
      starts[startsCount++] = at;
    }
  }

  /** Reads the head of the entry at {@code at}; false if it is beyond the range. */
  private boolean open(int at) {
    Block entered = block();
    int body = entered.body(at);
    ms = entered.ms(body);
    seq = entered.seq(body);
    int toBound = StreamId.compare(ms, seq, boundMs, boundSeq);
    if (backward ? toBound < 0 : toBound > 0) {
      return false;
    }
    byte[] data = entered.data;
    int setAt = entered.set(body);
    int set = data[setAt];
    setNumber = set;
    if (set == 0) {
      namesAt = -1;
      fields = Varint.readInt(data, setAt + 1);
      valuesAt = Varint.end(data, setAt + 1);
    } else {
      int countAt = entered.body(setStart(entered, set));
      fields = Varint.readInt(data, countAt);
      namesAt = Varint.end(data, countAt);
      valuesAt = setAt + 1;
    }
    rewindPairs();
    return true;
  }

  /** Where field set {@code set} of the block starts. */
  private int setStart(Block entered, int set) {
    while (setsKnown < set) {
      sets[setsKnown] = setsKnown == 0 ? 0 : entered.next(sets[setsKnown - 1]);
      setsKnown++;
    }
    return sets[set - 1];
  }

  private long remainingForward(long max) {
    long count = 0;
    Block walked = block();
    int from = nextAt;
    for (int at = number; ; ) {
      boolean whole = StreamId.compare(walked.lastMs, walked.lastSeq, boundMs, boundSeq) <= 0;
      count +=
          whole && from == walked.entriesAt()
              ? walked.live()
              : countForward(walked, from, whole, max - count);
      if (!whole || count >= max || ++at == log().index.size()) {
        return count;
      }
      walked = log().index.at(at);
      from = walked.entriesAt();
    }
  }

  private long countForward(Block walked, int from, boolean whole, long max) {
    long count = 0;
    for (int at = from; at < walked.end() && count < max; at = walked.next(at)) {
      if (!whole && toBound(walked, at) > 0) {
        break;
      }
      count++;
    }
    return count;
  }

  private long remainingBackward(long max) {
    long count = 0;
    Block walked = block();
    if (isFromBound(walked)) {
      count = startsCount;
    } else {
      while (count < startsCount && toBound(walked, starts[startsCount - 1 - (int) count]) >= 0) {
        count++;
      }
    }
    for (int at = number; at > 0 && count < max && isFromBound(walked); ) {
      walked = log().index.at(--at);
      count +=
          isFromBound(walked)
              ? walked.live()
              : countForward(walked, walked.seek(boundMs, boundSeq), true, max - count);
    }
    return count;
  }

  /** Whether all entries of a block are at or behind the bound. */
  private boolean isFromBound(Block walked) {
    return StreamId.compare(walked.baseMs, walked.baseSeq, boundMs, boundSeq) >= 0;
  }

  private int toBound(Block walked, int at) {
    int body = walked.body(at);
    return StreamId.compare(walked.ms(body), walked.seq(body), boundMs, boundSeq);
  }

  private StreamLog log() {
    if (log == null) {
      throw new IllegalStateException("the cursor stands nowhere");
    }
    return log;
  }

  private Block block() {
    if (block == null) {
      throw new IllegalStateException("the cursor stands nowhere");
    }
    return block;
  }
}
