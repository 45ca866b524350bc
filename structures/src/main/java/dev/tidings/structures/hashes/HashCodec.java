package dev.tidings.structures.hashes;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.Deadlines;
import dev.tidings.structures.packs.Element;
import dev.tidings.structures.packs.Listpack;
import dev.tidings.structures.packs.Pack;
import dev.tidings.structures.rdb.Damage;
import dev.tidings.structures.rdb.PackedStrings;
import dev.tidings.structures.rdb.RdbReader;
import dev.tidings.structures.rdb.RdbType;
import dev.tidings.structures.rdb.RdbWriter;
import dev.tidings.structures.rdb.Ziplist;
import dev.tidings.structures.rdb.Zipmap;
import java.util.Arrays;
import java.util.Comparator;

/**
 * Hashes as snapshots of Redis have them.
 *
 * <pre>
 *   packed                 a listpack:   field   value   field   value   …
 *   large                  count   field   value   field   value   …
 *
 *   where a field has a deadline (Redis from 7.4)
 *   packed     earliest (8)   a listpack:   field   value   deadline   …   earliest first, 0: none
 *   large      earliest (8)   count   deadline - earliest + 1, or 0   field   value   …
 * </pre>
 */
public final class HashCodec {
  /** Redis has 48 bits for a deadline. */
  private static final long MOST_MILLIS = (1L << 48) - 1;

  private HashCodec() {}

  /** How {@code hash} is written. */
  public static RdbType type(HashValue hash) {
    boolean timed = hash.earliestDeadline() != Deadlines.NONE;
    if (hash.isPacked()) {
      return timed ? RdbType.HASH_LISTPACK_EX : RdbType.HASH_LISTPACK;
    }
    return timed ? RdbType.HASH_METADATA : RdbType.HASH;
  }

  // ---- Writing ------------------------------------------------------------------------------

  /** Writes {@code hash}, which is not empty, behind its type. */
  public static void write(HashValue hash, RdbWriter writer) {
    long earliest = hash.earliestDeadline();
    boolean timed = earliest != Deadlines.NONE;
    if (timed) {
      writer.millis(earliest);
    }
    if (hash.isPacked()) {
      byte[] listpack = Listpack.of(timed ? packedByDeadline(hash) : packed(hash));
      writer.string(listpack, 0, listpack.length);
      return;
    }
    writer.length(hash.size());
    for (FieldCursor at = hash.cursor(); at.next(); ) {
      if (timed) {
        writer.length(at.deadline() == Deadlines.NONE ? 0 : at.deadline() - earliest + 1);
      }
      writer.string(at.fieldArray(), at.fieldStart(), at.fieldLength());
      writer.string(at.valueArray(), at.valueStart(), at.valueLength());
    }
  }

  private static Pack packed(HashValue hash) {
    Pack pack = new Pack();
    Element element = new Element();
    for (FieldCursor at = hash.cursor(); at.next(); ) {
      append(pack, element, at);
    }
    return pack;
  }

  private static void append(Pack pack, Element element, FieldCursor at) {
    pack.append(element.of(at.fieldArray(), at.fieldStart(), at.fieldLength()));
    pack.append(element.of(at.valueArray(), at.valueStart(), at.valueLength()));
  }

  private static Pack packedByDeadline(HashValue hash) {
    long[] deadlines = new long[hash.size()];
    Integer[] order = new Integer[deadlines.length];
    FieldCursor at = hash.cursor();
    for (int i = 0; at.next(); i++) {
      deadlines[i] = at.deadline();
      order[i] = i;
    }
    // Those without a deadline have the largest number, and come last.
    Arrays.sort(order, Comparator.comparingLong(i -> deadlines[i]));
    Pack pack = new Pack();
    Element element = new Element();
    for (int i : order) {
      at.goTo(i);
      append(pack, element, at);
      pack.append(element.ofNumber(deadlines[i] == Deadlines.NONE ? 0 : deadlines[i]));
    }
    return pack;
  }

  // ---- Reading ------------------------------------------------------------------------------

  /**
   * Reads a hash that is written as {@code type}.
   *
   * @throws Damage if that is not one
   */
  public static HashValue read(RdbType type, RdbReader reader, HashLimits limits) {
    // What was packed stays so however long its texts are, as in Redis.
    HashLimits ofPacked = new HashLimits(limits.entries(), Long.MAX_VALUE);
    HashValue hash =
        switch (type) {
          case HASH -> readFields(reader, limits);
          case HASH_METADATA -> readTimedFields(reader, limits, reader.millis());
          case HASH_METADATA_EARLY -> readTimedFields(reader, limits, 1);
          case HASH_ZIPMAP -> readPairs(new Zipmap(reader.string()), limits);
          case HASH_ZIPLIST -> readPairs(new Ziplist(reader.string()), ofPacked);
          case HASH_LISTPACK -> readPairs(new Listpack(reader.string()), ofPacked);
          case HASH_LISTPACK_EX -> {
            reader.millis();
            yield readTriples(new Listpack(reader.string()), ofPacked);
          }
          default -> readTriples(new Listpack(reader.string()), ofPacked);
        };
    Damage.unless(hash.size() > 0, "a hash without fields");
    return hash;
  }

  private static HashValue readFields(RdbReader reader, HashLimits limits) {
    HashValue hash = new HashValue();
    int count = expect(hash, reader.count(), limits);
    for (int left = count; left > 0; left--) {
      add(hash, reader.text(), reader.text(), limits);
    }
    return hash;
  }

  private static HashValue readTimedFields(RdbReader reader, HashLimits limits, long earliest) {
    HashValue hash = new HashValue();
    int count = expect(hash, reader.count(), limits);
    for (int left = count; left > 0; left--) {
      long more = reader.length();
      Bytes field = reader.text();
      add(hash, field, reader.text(), limits);
      if (more != 0) {
        deadline(hash, field, more + earliest - 1);
      }
    }
    return hash;
  }

  private static int expect(HashValue hash, int count, HashLimits limits) {
    if (count > limits.entries()) {
      hash.unpack();
    }
    return count;
  }

  private static HashValue readPairs(PackedStrings strings, HashLimits limits) {
    HashValue hash = new HashValue();
    while (strings.next()) {
      Bytes field = strings.text();
      strings.expectNext();
      add(hash, field, strings.text(), limits);
    }
    return hash;
  }

  private static HashValue readTriples(PackedStrings strings, HashLimits limits) {
    HashValue hash = new HashValue();
    long before = 1;
    while (strings.next()) {
      Bytes field = strings.text();
      strings.expectNext();
      add(hash, field, strings.text(), limits);
      strings.expectNext();
      long millis = strings.number();
      if (millis != 0) {
        Damage.unless(before != 0 && millis >= before, "deadlines in another order");
        deadline(hash, field, millis);
      }
      before = millis;
    }
    return hash;
  }

  private static void add(HashValue hash, Bytes field, Bytes value, HashLimits limits) {
    Damage.unless(hash.put(field, value, limits), "a field twice");
  }

  private static void deadline(HashValue hash, Bytes field, long millis) {
    Damage.unless(millis >= 0 && millis <= MOST_MILLIS, "a deadline too far");
    hash.deadline(field, millis);
  }
}
