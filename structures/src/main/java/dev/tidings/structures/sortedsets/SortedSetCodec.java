package dev.tidings.structures.sortedsets;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.packs.Element;
import dev.tidings.structures.packs.Listpack;
import dev.tidings.structures.packs.Pack;
import dev.tidings.structures.rdb.Damage;
import dev.tidings.structures.rdb.PackedStrings;
import dev.tidings.structures.rdb.RdbReader;
import dev.tidings.structures.rdb.RdbType;
import dev.tidings.structures.rdb.RdbWriter;
import dev.tidings.structures.rdb.ScoreText;
import dev.tidings.structures.rdb.Ziplist;

/**
 * Sorted sets as snapshots of Redis have them.
 *
 * <pre>
 *   packed     a listpack:   member   score   member   score   …     upwards, scores as text
 *   large      count   member   score (8)   …                        by place
 * </pre>
 *
 * <p>Redis writes large ones downwards and reads them in any order. By place, what is read picks by
 * chance what would have been picked before.
 */
public final class SortedSetCodec {
  /** Up to here Redis writes whole scores as whole numbers. */
  private static final double MOST_WHOLE = 0x1p62;

  private SortedSetCodec() {}

  /** How {@code set} is written. */
  public static RdbType type(SortedSet set) {
    return set.isPacked() ? RdbType.ZSET_LISTPACK : RdbType.ZSET_2;
  }

  /** Writes {@code set}, which is not empty, behind its type. */
  public static void write(SortedSet set, RdbWriter writer) {
    if (set.isPacked()) {
      byte[] listpack = Listpack.of(packed(set));
      writer.string(listpack, 0, listpack.length);
      return;
    }
    writer.length(set.size());
    for (int place = 0; place < set.size(); place++) {
      writer.string(set.memberAt(place));
      writer.binaryDouble(set.scoreAt(place));
    }
  }

  private static Pack packed(SortedSet set) {
    Pack pack = new Pack();
    Element element = new Element();
    SortedSetCursor cursor = set.ascending(0);
    while (cursor.next()) {
      pack.append(element.of(cursor.array(), cursor.offset(), cursor.length()));
      double score = cursor.score();
      boolean whole = score == Math.rint(score) && Math.abs(score) <= MOST_WHOLE;
      pack.append(whole ? element.ofNumber((long) score) : element.of(ScoreText.of(score)));
    }
    return pack;
  }

  /**
   * Reads a sorted set that is written as {@code type}.
   *
   * @throws Damage if that is not one
   */
  public static SortedSet read(RdbType type, RdbReader reader, SortedSetLimits limits) {
    SortedSetBuilder builder = new SortedSetBuilder();
    switch (type) {
      case ZSET, ZSET_2 -> {
        for (int left = reader.count(); left > 0; left--) {
          Bytes member = reader.text();
          add(builder, member, type == RdbType.ZSET ? reader.textDouble() : reader.binaryDouble());
        }
      }
      case ZSET_ZIPLIST -> readPairs(builder, new Ziplist(reader.string()));
      default -> readPairs(builder, new Listpack(reader.string()));
    }
    // What was packed stays so however long its members are, as in Redis.
    boolean single = type == RdbType.ZSET || type == RdbType.ZSET_2;
    SortedSet set =
        builder.build(single ? limits : new SortedSetLimits(limits.entries(), Long.MAX_VALUE));
    Damage.unless(!set.isEmpty(), "a sorted set without members");
    return set;
  }

  private static void readPairs(SortedSetBuilder builder, PackedStrings strings) {
    while (strings.next()) {
      Bytes member = strings.text();
      strings.expectNext();
      add(builder, member, score(strings));
    }
  }

  private static double score(PackedStrings strings) {
    return strings.isNumber()
        ? strings.number()
        : ScoreText.read(strings.array(), strings.offset(), strings.length());
  }

  private static void add(SortedSetBuilder builder, Bytes member, double score) {
    Damage.unless(!Double.isNaN(score), "a score that is no number");
    Damage.unless(Double.isNaN(builder.score(member)), "a member twice");
    builder.put(member, score);
  }
}
