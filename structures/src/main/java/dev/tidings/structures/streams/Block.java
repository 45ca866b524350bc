package dev.tidings.structures.streams;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Some neighbouring entries of a log in one array.
 *
 * <pre>
 *   0                          entriesAt                               used      data.length
 *   +---------------+----------+---------+---------+-- ... --+---------+---------+
 *   | field set 1   | set 2 .. | entry   | entry   |         | entry   |  free   |
 *   +---------------+----------+---------+---------+-- ... --+---------+---------+
 *
 *   field set   | bytes that follow | fields | name ... |
 *   entry       | bytes that follow | id | set k | value ...              |   k from 1
 *               | bytes that follow | id | 0 | fields | name | value ...  |
 *   id          | (ms - base.ms) × 2                   |                      sequence number 0,
 *               | (ms - base.ms) × 2 + 1 | seq         |                      or another one
 *               |                    0                 |                      base.ms-base.seq,
 *               |                    1 | seq - base.seq|                      or later in that ms
 * </pre>
 *
 * <p>All numbers are {@link Varint}s, names and values are {@link PackedText}s. An entry that goes
 * leaves no trace: what is behind it moves up. When half of a block is gone it is written anew, in
 * an array that just fits and without the field sets that nobody uses any more.
 *
 * <p>The first field set is that of the first entry of the block's node and stays, because the
 * node's {@link ListpackSize} depends on it. A node usually is one block; where its limits allow
 * more than a block takes, blocks behind the first continue it.
 */
final class Block {
  /** A block that has as many bytes or entries takes no more, but one entry may be of any size. */
  private static final int BYTES_MAX = 16 * 1024;

  private static final int ENTRIES_MAX = 1024;
  private static final int SETS_MAX = 16;
  private static final int FIRST_CAPACITY = 48;

  /** Object, array header and this block's share of the index. */
  private static final long FIXED_BYTES = 112 + 16 + 24;

  final long baseMs;
  final long baseSeq;

  /** The last id that was ever here. */
  long lastMs;

  long lastSeq;
  byte[] data = new byte[0];
  private int entriesAt;
  private int used;
  private int live;

  /** How many entries went since the block was last written anew. */
  private int gone;

  /** Of the node up to and with this block: its entries, deleted ones too, and Redis's bytes. */
  private int slots;

  private int nodeBytes;

  /** The first id of the node, which the sizes that Redis would need depend on. */
  private long nodeMs;

  private long nodeSeq;

  /** Whether the block is the first of its node. */
  boolean startsNode;

  private Block(long baseMs, long baseSeq) {
    this.baseMs = baseMs;
    this.baseSeq = baseSeq;
    lastMs = baseMs;
    lastSeq = baseSeq;
  }

  /** An empty block that starts a node; the entry of {@code pairs} is to be its first. */
  static Block ofNode(long ms, long seq, Pairs pairs) {
    Block block = new Block(ms, seq);
    block.startsNode = true;
    block.nodeMs = ms;
    block.nodeSeq = seq;
    block.nodeBytes = ListpackSize.ofNode(pairs);
    return block;
  }

  /** An empty block that continues the node of {@code before}. */
  static Block continuing(Block before, long ms, long seq) {
    Block block = new Block(ms, seq);
    int end = before.next(0);
    block.data = Arrays.copyOf(before.data, end);
    block.entriesAt = end;
    block.used = end;
    block.takeNodeFrom(before);
    return block;
  }

  /** Becomes the last block of the node that {@code other} was the last of. */
  void takeNodeFrom(Block other) {
    slots = other.slots;
    nodeBytes = other.nodeBytes;
    nodeMs = other.nodeMs;
    nodeSeq = other.nodeSeq;
  }

  Block copy() {
    Block copy = new Block(baseMs, baseSeq);
    copy.lastMs = lastMs;
    copy.lastSeq = lastSeq;
    copy.data = Arrays.copyOf(data, used);
    copy.entriesAt = entriesAt;
    copy.used = used;
    copy.live = live;
    copy.gone = gone;
    copy.takeNodeFrom(this);
    copy.startsNode = startsNode;
    return copy;
  }

  /** The first id that its node ever had: the milliseconds. */
  long nodeMs() {
    return nodeMs;
  }

  /** The first id that its node ever had: the sequence number. */
  long nodeSeq() {
    return nodeSeq;
  }

  int live() {
    return live;
  }

  /** Where the first entry is. */
  int entriesAt() {
    return entriesAt;
  }

  /** Where the last entry ends. */
  int end() {
    return used;
  }

  long heldBytes() {
    return FIXED_BYTES + ((data.length + 7) & ~7);
  }

  /** Whether an entry of so many bytes with {@code ms} may be added. */
  boolean takes(long ms, long rawBytes) {
    return used + rawBytes <= BYTES_MAX && live < ENTRIES_MAX && ms - baseMs >= 0;
  }

  // Reading.

  /** Where the parts of the entry at {@code at} start, with its id. */
  int body(int at) {
    return Varint.end(data, at);
  }

  /** Where the entry behind the one at {@code at} starts. */
  int next(int at) {
    return Varint.end(data, at) + Varint.readInt(data, at);
  }

  long ms(int body) {
    return baseMs + (Varint.read(data, body) >>> 1);
  }

  long seq(int body) {
    long head = Varint.read(data, body);
    long start = head >>> 1 == 0 ? baseSeq : 0;
    return (head & 1) == 0 ? start : start + Varint.read(data, Varint.end(data, body));
  }

  /** Where the number of the field set is in the entry whose parts start at {@code body}. */
  int set(int body) {
    int at = Varint.end(data, body);
    return (data[body] & 1) == 0 ? at : Varint.end(data, at);
  }

  /** Where the first entry at or after an id starts, {@link #end} if there is none. */
  int seek(long ms, long seq) {
    if (StreamId.compare(lastMs, lastSeq, ms, seq) < 0) {
      return used;
    }
    if (StreamId.compare(baseMs, baseSeq, ms, seq) >= 0) {
      return entriesAt;
    }
    long wanted = ms - baseMs;
    if (wanted < 0) {
      // Further than any entry of this block; the last id was that of a block that is gone.
      return used;
    }
    int at = entriesAt;
    while (at < used) {
      int body = body(at);
      long msFromBase = Varint.read(data, body) >>> 1;
      if (msFromBase > wanted
          || (msFromBase == wanted && Long.compareUnsigned(seq(body), seq) >= 0)) {
        return at;
      }
      at = next(at);
    }
    return at;
  }

  /** Where the last entry starts; there must be one. */
  int lastAt() {
    int at = entriesAt;
    for (int behind = next(at); behind < used; behind = next(at)) {
      at = behind;
    }
    return at;
  }

  // Adding.

  /** Whether an entry of so many bytes needs a new node. */
  boolean isNodeFull(NodeLimits limits, long rawBytes) {
    return limits.isFull(slots, nodeBytes + ListpackSize.ofLongCount(slots), rawBytes);
  }

  /** Adds an entry behind the others. */
  void add(long ms, long seq, Pairs pairs) {
    int set = setFor(pairs);
    write(ms, seq, set, pairs);
    long size = ListpackSize.ofEntry(ms - nodeMs, seq - nodeSeq, pairs, set == 1);
    nodeBytes = ListpackSize.clamp(nodeBytes + size);
    slots++;
    live++;
    lastMs = ms;
    lastSeq = seq;
  }

  private void write(long ms, long seq, int set, Pairs pairs) {
    long msFromBase = ms - baseMs;
    long seqPart = msFromBase == 0 ? seq - baseSeq : seq;
    long head = msFromBase << 1 | (seqPart == 0 ? 0 : 1);
    long size = 1L + Varint.size(head) + (seqPart == 0 ? 0 : Varint.size(seqPart));
    if (set == 0) {
      size += Varint.size(pairs.count());
    }
    int texts = pairs.count() * 2;
    for (int i = set == 0 ? 0 : 1; i < texts; i += set == 0 ? 1 : 2) {
      size += PackedText.size(pairs.array(i), pairs.offset(i), pairs.length(i));
    }
    reserve(used + Varint.size(size) + size);
    int at = Varint.write(size, data, used);
    at = Varint.write(head, data, at);
    if (seqPart != 0) {
      at = Varint.write(seqPart, data, at);
    }
    at = Varint.write(set, data, at);
    if (set == 0) {
      at = Varint.write(pairs.count(), data, at);
    }
    for (int i = set == 0 ? 0 : 1; i < texts; i += set == 0 ? 1 : 2) {
      at = PackedText.write(pairs.array(i), pairs.offset(i), pairs.length(i), data, at);
    }
    used = at;
  }

  /** The number of the set of these fields, which is made if there is room for one; else 0. */
  private int setFor(Pairs pairs) {
    int number = 1;
    for (int at = 0; at < entriesAt; at = next(at)) {
      if (isSet(at, pairs)) {
        return number;
      }
      number++;
    }
    if (number > SETS_MAX) {
      return 0;
    }
    addSet(pairs);
    return number;
  }

  private boolean isSet(int setAt, Pairs pairs) {
    int at = body(setAt);
    if (Varint.readInt(data, at) != pairs.count()) {
      return false;
    }
    at = Varint.end(data, at);
    for (int i = 0; i < 2 * pairs.count(); i += 2) {
      if (!PackedText.isEqual(data, at, pairs.array(i), pairs.offset(i), pairs.length(i))) {
        return false;
      }
      at = PackedText.end(data, at);
    }
    return true;
  }

  /** Adds a set of the names in {@code pairs} behind the others. */
  void addSet(Pairs pairs) {
    long size = Varint.size(pairs.count());
    for (int i = 0; i < 2 * pairs.count(); i += 2) {
      size += PackedText.size(pairs.array(i), pairs.offset(i), pairs.length(i));
    }
    long total = Varint.size(size) + size;
    reserve(used + total);
    System.arraycopy(data, entriesAt, data, entriesAt + (int) total, used - entriesAt);
    int at = Varint.write(size, data, entriesAt);
    at = Varint.write(pairs.count(), data, at);
    for (int i = 0; i < 2 * pairs.count(); i += 2) {
      at = PackedText.write(pairs.array(i), pairs.offset(i), pairs.length(i), data, at);
    }
    entriesAt = at;
    used += (int) total;
  }

  /** The names of the first field set, which is the node's. */
  List<Slice> nodeFields() {
    int at = body(0);
    int count = Varint.readInt(data, at);
    at = Varint.end(data, at);
    List<Slice> fields = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      Slice field = new Slice();
      at = PackedText.show(data, at, field);
      fields.add(field);
    }
    return fields;
  }

  /** The node that ends here was stored in so many bytes, with so many entries and this id last. */
  void nodeStored(int bytes, int storedSlots, long ms, long seq) {
    slots = storedSlots;
    nodeBytes = bytes - ListpackSize.ofLongCount(storedSlots);
    lastMs = ms;
    lastSeq = seq;
  }

  private void reserve(long capacity) {
    if (capacity > Integer.MAX_VALUE - 16) {
      throw new IllegalArgumentException("an entry of " + (capacity - used) + " bytes is too long");
    }
    if (capacity > data.length) {
      long grown = Math.max(FIRST_CAPACITY, data.length + (data.length >> 1));
      data = Arrays.copyOf(data, (int) Math.max(capacity, grown));
    }
  }

  /** Gives back what was reserved for more entries. */
  void seal() {
    if (data.length - used >= 8) {
      data = Arrays.copyOf(data, used);
    }
  }

  // Taking out.

  /** Takes the entry at {@code at} out. */
  void remove(int at) {
    removeBetween(at, next(at), 1);
  }

  /** Takes {@code count} entries out which stand from {@code from} to {@code to}. */
  void removeBetween(int from, int to, int count) {
    System.arraycopy(data, to, data, from, used - to);
    used -= to - from;
    live -= count;
    gone += count;
  }

  /** Writes the block anew if that is due; offsets are not good any more then. */
  void tidy() {
    if (gone < live && used >= data.length / 2) {
      return;
    }
    boolean[] wanted = new boolean[SETS_MAX + 1];
    wanted[1] = true;
    for (int at = entriesAt; at < used; at = next(at)) {
      wanted[data[set(body(at))]] = true;
    }
    byte[] numbers = new byte[SETS_MAX + 1];
    byte[] kept = new byte[used];
    int setsEnd = 0;
    byte keptSets = 0;
    int number = 1;
    for (int at = 0; at < entriesAt; at = next(at)) {
      if (wanted[number]) {
        numbers[number] = ++keptSets;
        int size = next(at) - at;
        System.arraycopy(data, at, kept, setsEnd, size);
        setsEnd += size;
      }
      number++;
    }
    System.arraycopy(data, entriesAt, kept, setsEnd, used - entriesAt);
    used -= entriesAt - setsEnd;
    entriesAt = setsEnd;
    data = Arrays.copyOf(kept, used);
    for (int at = entriesAt; at < used; at = next(at)) {
      int set = set(body(at));
      data[set] = numbers[data[set]];
    }
    gone = 0;
  }
}
