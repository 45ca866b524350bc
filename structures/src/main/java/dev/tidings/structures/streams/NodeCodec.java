package dev.tidings.structures.streams;

import dev.tidings.structures.packs.Element;
import dev.tidings.structures.packs.Listpack;
import dev.tidings.structures.packs.Pack;
import dev.tidings.structures.rdb.Damage;
import dev.tidings.structures.rdb.RdbWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The nodes of a log as listpacks of Redis.
 *
 * <pre>
 *   node    entries | deleted | fields | name … | 0 | entry | entry | …
 *   entry   flags | ms - node's | seq - node's | value …                        | elements
 *           flags | ms - node's | seq - node's | fields | name | value | …      | elements
 *   flags   1: deleted   2: the fields are the node's
 * </pre>
 *
 * <p>Deleted entries are not written, since nothing is kept of them; those that are read count in
 * the node, as they do in Redis.
 */
final class NodeCodec {
  private static final int DELETED = 1;
  private static final int SAME_FIELDS = 2;

  private NodeCodec() {}

  // ---- Writing ------------------------------------------------------------------------------

  static void write(StreamLog log, RdbWriter writer) {
    writer.length(log.nodes());
    EntryCursor cursor = new EntryCursor();
    log.forward(cursor);
    BlockIndex index = log.index;
    int next;
    for (int first = 0; first < index.size(); first = next) {
      next = index.nodeAfter(first);
      int live = 0;
      for (int number = first; number < next; number++) {
        live += index.at(number).live();
      }
      byte[] listpack = Listpack.of(pack(index.at(first), live, cursor));
      RdbWriter id = new RdbWriter(false);
      id.id(index.at(first).nodeMs(), index.at(first).nodeSeq());
      writer.string(id.array(), 0, id.size());
      writer.string(listpack, 0, listpack.length);
    }
  }

  private static Pack pack(Block first, int live, EntryCursor cursor) {
    Pack pack = new Pack();
    Element element = new Element();
    pack.append(element.ofNumber(live));
    pack.append(element.ofNumber(0));
    List<Slice> fields = first.nodeFields();
    pack.append(element.ofNumber(fields.size()));
    for (Slice field : fields) {
      append(pack, element, field);
    }
    pack.append(element.ofNumber(0));
    for (int left = live; left > 0 && cursor.next(); left--) {
      append(pack, element, first, cursor);
    }
    return pack;
  }

  private static void append(Pack pack, Element element, Block node, EntryCursor cursor) {
    boolean same = cursor.hasNodeFields();
    pack.append(element.ofNumber(same ? SAME_FIELDS : 0));
    pack.append(element.ofNumber(cursor.ms() - node.nodeMs()));
    pack.append(element.ofNumber(cursor.seq() - node.nodeSeq()));
    if (!same) {
      pack.append(element.ofNumber(cursor.fields()));
    }
    while (cursor.nextPair()) {
      if (!same) {
        append(pack, element, cursor.field());
      }
      append(pack, element, cursor.value());
    }
    pack.append(element.ofNumber(elements(cursor.fields(), same)));
  }

  private static void append(Pack pack, Element element, Slice slice) {
    pack.append(element.of(slice.array(), slice.offset(), slice.length()));
  }

  /** How many elements an entry has before the one that tells it. */
  private static int elements(int fields, boolean same) {
    return 3 + (same ? fields : 2 * fields + 1);
  }

  // ---- Reading ------------------------------------------------------------------------------

  /** Reads a node whose first id was {@code ms-seq} and adds it to {@code log}. */
  static void read(StreamLog log, long ms, long seq, byte[] listpack) {
    Node node = new Node(log, ms, seq, listpack);
    node.read();
  }

  /** A node that is being read. */
  private static final class Node {
    private final StreamLog log;
    private final long ms;
    private final long seq;
    private final Listpack strings;
    private final int bytes;
    private final List<Block> blocks = new ArrayList<>();
    private int met;
    private int live;
    private long lastMs;
    private long lastSeq;

    Node(StreamLog log, long ms, long seq, byte[] listpack) {
      this.log = log;
      this.ms = ms;
      this.seq = seq;
      this.strings = new Listpack(listpack);
      this.bytes = listpack.length;
      this.lastMs = ms;
      this.lastSeq = seq;
    }

    void read() {
      Damage.unless(isBehindAll(), "a node before another");
      long entries = number();
      long deleted = number();
      Damage.unless(entries >= 0 && entries <= strings.count(), "entries of a node");
      Damage.unless(deleted >= 0 && deleted <= strings.count(), "deleted entries of a node");
      Texts names = new Texts(fieldCount());
      for (int i = 0; i < names.count(); i++) {
        strings.expectNext();
        names.put(2 * i, strings);
      }
      Damage.unless(number() == 0, "the end of a node's fields");
      int slots = (int) (entries + deleted);
      for (int left = slots; left > 0; left--) {
        readEntry(names);
      }
      Damage.unless(!strings.next() && live == entries, "entries of a node");
      if (!blocks.isEmpty()) {
        blocks.getLast().seal();
        blocks.getLast().nodeStored(bytes, slots, lastMs, lastSeq);
        blocks.forEach(log::add);
      }
    }

    private boolean isBehindAll() {
      if (log.index.isEmpty()) {
        return true;
      }
      Block before = log.index.last();
      return StreamId.compare(before.lastMs, before.lastSeq, ms, seq) < 0;
    }

    private void readEntry(Texts names) {
      long flags = number();
      long entryMs = ms + number();
      long entrySeq = seq + number();
      boolean same = (flags & SAME_FIELDS) != 0;
      Texts texts = same ? names : new Texts(fieldCount());
      for (int i = 0; i < texts.count(); i++) {
        if (!same) {
          strings.expectNext();
          texts.put(2 * i, strings);
        }
        strings.expectNext();
        texts.put(2 * i + 1, strings);
      }
      Damage.unless(number() == elements(texts.count(), same), "elements of an entry");
      // The first entry may have the id of the node.
      int order = StreamId.compare(entryMs, entrySeq, lastMs, lastSeq);
      Damage.unless(order > 0 || (order == 0 && met == 0), "an entry before another");
      met++;
      lastMs = entryMs;
      lastSeq = entrySeq;
      if ((flags & DELETED) == 0) {
        Damage.unless(log.isAppendable(lastMs, lastSeq), "an entry before another");
        block(names).add(lastMs, lastSeq, texts);
        live++;
      }
    }

    /** The block that the entry at hand comes into. */
    private Block block(Texts names) {
      if (blocks.isEmpty()) {
        Block block = Block.ofNode(ms, seq, names);
        block.addSet(names);
        blocks.add(block);
      } else if (!blocks.getLast().takes(lastMs, 0)) {
        blocks.getLast().seal();
        blocks.add(Block.continuing(blocks.getLast(), lastMs, lastSeq));
      }
      return blocks.getLast();
    }

    private int fieldCount() {
      long count = number();
      Damage.unless(count >= 1 && count <= strings.count(), "fields of an entry");
      return (int) count;
    }

    private long number() {
      strings.expectNext();
      return strings.number();
    }
  }

  /** Names and values in turn, most of them where they are in the listpack. */
  private static final class Texts implements Pairs {
    private final byte[][] arrays;
    private final int[] offsets;
    private final int[] lengths;

    Texts(int count) {
      arrays = new byte[2 * count][];
      offsets = new int[2 * count];
      lengths = new int[2 * count];
    }

    void put(int index, Listpack strings) {
      if (strings.isNumber()) {
        arrays[index] = strings.bytes();
        offsets[index] = 0;
        lengths[index] = arrays[index].length;
      } else {
        arrays[index] = strings.array();
        offsets[index] = strings.offset();
        lengths[index] = strings.length();
      }
    }

    @Override
    public int count() {
      return arrays.length / 2;
    }

    @Override
    public byte[] array(int index) {
      return arrays[index];
    }

    @Override
    public int offset(int index) {
      return offsets[index];
    }

    @Override
    public int length(int index) {
      return lengths[index];
    }
  }
}
