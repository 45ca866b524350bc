package dev.tidings.structures.sets;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.packs.Listpack;
import dev.tidings.structures.packs.Pack;
import dev.tidings.structures.rdb.Damage;
import dev.tidings.structures.rdb.RdbReader;
import dev.tidings.structures.rdb.RdbType;
import dev.tidings.structures.rdb.RdbWriter;

/**
 * Sets as snapshots of Redis have them.
 *
 * <pre>
 *   numbers    a string:   width (4)   count (4)   number   number   …     the low byte first
 *   others     count   member   member   …
 * </pre>
 *
 * <p>Redis from 7.2 has a listpack for small sets, which Redis 7.0 cannot read: it is read here,
 * and written one by one.
 */
public final class SetCodec {
  private SetCodec() {}

  /** How {@code set} is written. */
  public static RdbType type(SetValue set) {
    return set.form() instanceof NumberSet ? RdbType.SET_INTSET : RdbType.SET;
  }

  /** Writes {@code set}, which is not empty, behind its type. */
  public static void write(SetValue set, RdbWriter writer) {
    if (set.form() instanceof NumberSet numbers) {
      byte[] intset = numbers.toIntset();
      writer.string(intset, 0, intset.length);
      return;
    }
    writer.length(set.size());
    SetCursor cursor = set.cursor();
    while (cursor.next()) {
      writer.string(Bytes.wrap(cursor.bytes()));
    }
  }

  /**
   * Reads a set that is written as {@code type}.
   *
   * @throws Damage if that is not one
   */
  public static SetValue read(RdbType type, RdbReader reader, SetLimits limits) {
    SetValue set =
        switch (type) {
          case SET -> readMembers(reader, limits);
          case SET_INTSET -> readNumbers(reader, limits);
          default -> readListpack(reader, limits);
        };
    Damage.unless(!set.isEmpty(), "a set without members");
    return set;
  }

  private static SetValue readMembers(RdbReader reader, SetLimits limits) {
    int count = reader.count();
    SetValue set = count > limits.numbers() ? new SetValue(new MemberTable()) : new SetValue();
    for (int left = count; left > 0; left--) {
      Damage.unless(set.add(reader.text(), limits), "a member twice");
    }
    return set;
  }

  private static SetValue readNumbers(RdbReader reader, SetLimits limits) {
    NumberSet numbers = NumberSet.ofIntset(reader.string());
    if (numbers.size() <= limits.numbers()) {
      return new SetValue(numbers);
    }
    return tableOf(new SetValue(numbers).cursor());
  }

  private static SetValue tableOf(SetCursor cursor) {
    MemberTable table = new MemberTable();
    while (cursor.next()) {
      Damage.unless(table.add(Bytes.wrap(cursor.bytes())), "a member twice");
    }
    return new SetValue(table);
  }

  private static SetValue readListpack(RdbReader reader, SetLimits limits) {
    Listpack listpack = new Listpack(reader.string());
    boolean small = listpack.count() <= limits.entries();
    Pack pack = Listpack.packed(listpack);
    SetValue set = tableOf(new SetCursor(pack, pack.count()));
    return small ? new SetValue(pack) : set;
  }
}
