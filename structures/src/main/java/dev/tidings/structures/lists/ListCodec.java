package dev.tidings.structures.lists;

import dev.tidings.structures.packs.Listpack;
import dev.tidings.structures.packs.Pack;
import dev.tidings.structures.rdb.Damage;
import dev.tidings.structures.rdb.PackedStrings;
import dev.tidings.structures.rdb.RdbReader;
import dev.tidings.structures.rdb.RdbType;
import dev.tidings.structures.rdb.RdbWriter;
import dev.tidings.structures.rdb.Ziplist;

/**
 * Lists as snapshots of Redis have them. Written is the form that Redis 7.0 reads and writes:
 *
 * <pre>
 *   links   2 listpack   2 listpack   1 element   2 listpack …
 *           a pack                    a large element by itself
 * </pre>
 *
 * <p>Links stay as they are. Read are ziplists and single elements, too.
 */
public final class ListCodec {
  private static final int LARGE = 1;
  private static final int PACKED = 2;

  private ListCodec() {}

  /** How {@code list} is written. */
  public static RdbType type(ListValue list) {
    return RdbType.LIST_QUICKLIST_2;
  }

  /** Writes {@code list}, which is not empty, behind its type. */
  public static void write(ListValue list, RdbWriter writer) {
    if (list.form() instanceof Pack pack) {
      writer.length(1);
      write(pack, writer);
      return;
    }
    Chain chain = (Chain) list.form();
    writer.length(chain.links());
    for (Link link = chain.end(Side.LEFT); link != null; link = link.behind) {
      byte[] large = link.large;
      if (large == null) {
        write(link, writer);
      } else {
        writer.length(LARGE);
        writer.string(large, 0, large.length);
      }
    }
  }

  private static void write(Pack pack, RdbWriter writer) {
    writer.length(PACKED);
    byte[] listpack = Listpack.of(pack);
    writer.string(listpack, 0, listpack.length);
  }

  /**
   * Reads a list that is written as {@code type}.
   *
   * @throws Damage if that is not one
   */
  public static ListValue read(RdbType type, RdbReader reader, PackLimit limit) {
    ListValue list =
        switch (type) {
          case LIST -> readElements(reader, limit);
          case LIST_ZIPLIST -> readZiplist(reader, limit);
          case LIST_QUICKLIST -> readZiplists(reader);
          default -> readLinks(reader);
        };
    Damage.unless(!list.isEmpty(), "a list without elements");
    if (type != RdbType.LIST_ZIPLIST) {
      list.settleWhole(limit);
    }
    return list;
  }

  private static ListValue readElements(RdbReader reader, PackLimit limit) {
    ListValue list = new ListValue(new Chain());
    for (int left = reader.count(); left > 0; left--) {
      list.push(Side.RIGHT, reader.string(), limit);
    }
    return list;
  }

  private static ListValue readZiplist(RdbReader reader, PackLimit limit) {
    ListValue list = new ListValue(new Chain());
    PackedStrings strings = new Ziplist(reader.string());
    while (strings.next()) {
      list.push(Side.RIGHT, strings.bytes(), limit);
    }
    return list;
  }

  private static ListValue readZiplists(RdbReader reader) {
    Chain chain = new Chain();
    for (int left = reader.count(); left > 0; left--) {
      chain.append(Listpack.packed(new Ziplist(reader.string())));
    }
    return new ListValue(chain);
  }

  private static ListValue readLinks(RdbReader reader) {
    Chain chain = new Chain();
    for (int left = reader.count(); left > 0; left--) {
      long container = reader.length();
      byte[] content = reader.string();
      Damage.unless(content.length > 0, "an empty link");
      if (container == LARGE) {
        chain.append(content);
      } else {
        Damage.unless(container == PACKED, "a link of another kind");
        chain.append(Listpack.packed(new Listpack(content)));
      }
    }
    return new ListValue(chain);
  }
}
