package dev.tidings.settings;

import static dev.tidings.settings.NumberTypes.INT_MAX;

/** How much the data may take, what goes when it takes more, and how memory is given back. */
public final class MemorySettings {
  static final Area AREA = new Area("Memory");

  private static final String NO_FRAGMENTS =
      "the collector of the Java machine moves objects together by itself";
  private static final String NO_BACKGROUND_FREE =
      "dropped data is reclaimed by the Java machine's collector, off the request's path";

  private static final int MOST_SAMPLES = 64;

  /** Which keys go first when memory runs out. */
  public enum EvictionPolicy {
    VOLATILE_LRU,
    VOLATILE_LFU,
    VOLATILE_RANDOM,
    VOLATILE_TTL,
    /** Least recently changed. Since Redis 8.6. */
    VOLATILE_LRM,
    ALLKEYS_LRU,
    ALLKEYS_LFU,
    ALLKEYS_RANDOM,
    /** Least recently changed. Since Redis 8.6. */
    ALLKEYS_LRM,
    NOEVICTION;

    /** Whether keys without a deadline stay. */
    public boolean onlyVolatile() {
      return this == VOLATILE_LRU
          || this == VOLATILE_LFU
          || this == VOLATILE_LRM
          || this == VOLATILE_RANDOM
          || this == VOLATILE_TTL;
    }
  }

  public static final Setting<Long> MAXMEMORY =
      AREA.setting("maxmemory", NumberTypes.unboundedMemory(), 0L)
          .effective("How many bytes the data may take; 0 is no limit.");

  public static final Setting<EvictionPolicy> MAXMEMORY_POLICY =
      AREA.choice("maxmemory-policy", EvictionPolicy.NOEVICTION)
          .effective("What goes when `maxmemory` is reached; `noeviction` refuses writes instead.");

  public static final Setting<Long> MAXMEMORY_SAMPLES =
      AREA.number("maxmemory-samples", 1, MOST_SAMPLES, 5)
          .effective("Among how many keys picked by chance the one to evict is chosen.");

  public static final Setting<Long> MAXMEMORY_EVICTION_TENACITY =
      AREA.number("maxmemory-eviction-tenacity", 0, 100, 10)
          .effective("How long one request may evict: 0 briefly, 100 until enough is free.");

  public static final Setting<Long> LFU_LOG_FACTOR =
      AREA.number("lfu-log-factor", 0, INT_MAX, 10)
          .effective("How slowly the counter of a key's uses grows.");

  public static final Setting<Long> LFU_DECAY_TIME =
      AREA.number("lfu-decay-time", 0, INT_MAX, 1)
          .effective("Minutes after which the counter of a key's uses is lowered.");

  public static final Setting<Long> ACTIVE_EXPIRE_EFFORT =
      AREA.number("active-expire-effort", 1, 10, 1)
          .effective("How eagerly expired keys are searched for in the background.");

  public static final Setting<Boolean> LAZYFREE_LAZY_EVICTION =
      lazy("lazyfree-lazy-eviction", "evicted");
  public static final Setting<Boolean> LAZYFREE_LAZY_EXPIRE =
      lazy("lazyfree-lazy-expire", "expired");
  public static final Setting<Boolean> LAZYFREE_LAZY_SERVER_DEL =
      lazy("lazyfree-lazy-server-del", "overwritten");
  public static final Setting<Boolean> LAZYFREE_LAZY_USER_DEL =
      lazy("lazyfree-lazy-user-del", "deleted");
  public static final Setting<Boolean> LAZYFREE_LAZY_USER_FLUSH =
      lazy("lazyfree-lazy-user-flush", "flushed");

  public static final Setting<Boolean> ACTIVEDEFRAG =
      AREA.yesNo("activedefrag", false)
          .withoutEffect("Whether memory is defragmented at run time.", NO_FRAGMENTS);

  public static final Setting<Long> ACTIVE_DEFRAG_CYCLE_MAX =
      defrag("active-defrag-cycle-max", 1, 99, 25);
  public static final Setting<Long> ACTIVE_DEFRAG_CYCLE_MIN =
      defrag("active-defrag-cycle-min", 1, 99, 1);
  public static final Setting<Long> ACTIVE_DEFRAG_THRESHOLD_LOWER =
      defrag("active-defrag-threshold-lower", 0, 1000, 10);
  public static final Setting<Long> ACTIVE_DEFRAG_THRESHOLD_UPPER =
      defrag("active-defrag-threshold-upper", 0, 1000, 100);
  public static final Setting<Long> ACTIVE_DEFRAG_MAX_SCAN_FIELDS =
      defrag("active-defrag-max-scan-fields", 1, Long.MAX_VALUE, 1000);

  public static final Setting<Long> ACTIVE_DEFRAG_IGNORE_BYTES =
      AREA.memory("active-defrag-ignore-bytes", 1, 100L << 20)
          .withoutEffect("Below how much waste `activedefrag` rests.", NO_FRAGMENTS);

  public static final Setting<Boolean> ACTIVEREHASHING =
      AREA.yesNo("activerehashing", true)
          .withoutEffect(
              "Whether idle time is spent on moving tables that grew.",
              "the tables of Tidings move when they are used");

  public static final Setting<Boolean> JEMALLOC_BG_THREAD =
      AREA.yesNo("jemalloc-bg-thread", true)
          .withoutEffect(
              "Whether the allocator gives memory back in a thread of its own.",
              "there is no such allocator in a Java process");

  private MemorySettings() {}

  private static Setting<Boolean> lazy(String name, String what) {
    return AREA.yesNo(name, false)
        .withoutEffect(
            "Whether the memory of " + what + " data is freed by another thread.",
            NO_BACKGROUND_FREE);
  }

  private static Setting<Long> defrag(String name, long least, long most, long defaultValue) {
    return AREA.number(name, least, most, defaultValue)
        .withoutEffect("A parameter of `activedefrag`.", NO_FRAGMENTS);
  }
}
