package dev.tidings.settings;

import static dev.tidings.settings.NumberTypes.INT_MAX;

/** Data types, databases and scripts. */
public final class DataSettings {
  static final Area AREA = new Area("Data types and scripts");

  public static final Setting<Long> DATABASES =
      AREA.number("databases", 1, INT_MAX, 16)
          .immutable()
          .effective("How many databases there are.");

  public static final Setting<Long> HASH_MAX_LISTPACK_ENTRIES =
      entries("hash-max-listpack-entries", "hash-max-ziplist-entries", "hash", 512);
  public static final Setting<Long> HASH_MAX_LISTPACK_VALUE =
      value("hash-max-listpack-value", "hash-max-ziplist-value", "hash");
  public static final Setting<Long> ZSET_MAX_LISTPACK_ENTRIES =
      entries("zset-max-listpack-entries", "zset-max-ziplist-entries", "sorted set", 128);
  public static final Setting<Long> ZSET_MAX_LISTPACK_VALUE =
      value("zset-max-listpack-value", "zset-max-ziplist-value", "sorted set");

  public static final Setting<Long> SET_MAX_INTSET_ENTRIES =
      AREA.number("set-max-intset-entries", 0, Long.MAX_VALUE, 512)
          .effective("Up to how many whole numbers a set is kept as a sorted array.");

  public static final Setting<Long> SET_MAX_LISTPACK_ENTRIES =
      AREA.number("set-max-listpack-entries", 0, Long.MAX_VALUE, 128)
          .since("7.2")
          .effective("Up to how many members a set is kept packed.");

  public static final Setting<Long> SET_MAX_LISTPACK_VALUE =
      AREA.memory("set-max-listpack-value", 0, 64)
          .since("7.2")
          .effective("Up to which size of member a set is kept packed.");

  public static final Setting<Long> LIST_MAX_LISTPACK_SIZE =
      AREA.number("list-max-listpack-size", Integer.MIN_VALUE, INT_MAX, -2)
          .alias("list-max-ziplist-size")
          .effective(
              "How much of a list is packed together: so many elements, or -1 to -5 for 4 to 64"
                  + " kB.");

  public static final Setting<Long> LIST_COMPRESS_DEPTH =
      AREA.number("list-compress-depth", 0, INT_MAX, 0)
          .withoutEffect(
              "How many packs at each end of a list are left uncompressed; 0 leaves all.",
              "Tidings does not compress lists");

  public static final Setting<Long> HLL_SPARSE_MAX_BYTES =
      AREA.memory("hll-sparse-max-bytes", 0, 3000)
          .effective("Up to which size a HyperLogLog is kept sparse.");

  public static final Setting<Long> STREAM_NODE_MAX_BYTES =
      AREA.memory("stream-node-max-bytes", 0, 4096)
          .effective("How many bytes of entries a block of a stream holds; 0 is no limit.");

  public static final Setting<Long> STREAM_NODE_MAX_ENTRIES =
      AREA.number("stream-node-max-entries", 0, Long.MAX_VALUE, 100)
          .effective("How many entries a block of a stream holds; 0 is no limit.");

  public static final Setting<Long> STREAM_IDMP_DURATION =
      AREA.number("stream-idmp-duration", 1, 86400, 100)
          .since("8.6")
          .effective("Seconds for which a new stream remembers idempotent ids.");

  public static final Setting<Long> STREAM_IDMP_MAXSIZE =
      AREA.number("stream-idmp-maxsize", 1, 10_000, 100)
          .since("8.6")
          .effective("How many idempotent ids of each producer a new stream remembers.");

  public static final Setting<Long> BUSY_REPLY_THRESHOLD =
      AREA.number("busy-reply-threshold", 0, Long.MAX_VALUE, 5000)
          .alias("lua-time-limit")
          .effective("Milliseconds after which others are told BUSY while a script runs; 0 never.");

  public static final Setting<Boolean> LUA_ENABLE_DEPRECATED_API =
      AREA.yesNo("lua-enable-deprecated-api", false)
          .immutable()
          .hidden()
          .effective("Whether scripts see functions that Redis has withdrawn.");

  public static final Setting<String> LOCALE_COLLATE =
      AREA.text("locale-collate", "")
          .since("7.2")
          .withoutEffect(
              "The locale in which SORT and scripts compare text.",
              "an order that depends on the machine would let replicas differ; bytes are compared");

  private DataSettings() {}

  private static Setting<Long> entries(String name, String alias, String what, long defaultValue) {
    return AREA.number(name, 0, Long.MAX_VALUE, defaultValue)
        .alias(alias)
        .effective("Up to how many elements a " + what + " is kept packed.");
  }

  private static Setting<Long> value(String name, String alias, String what) {
    return AREA.memory(name, 0, 64)
        .alias(alias)
        .effective("Up to which size of element a " + what + " is kept packed.");
  }
}
