package dev.tidings.engine;

import dev.tidings.settings.MonitoringSettings;
import dev.tidings.settings.ReplicationSettings;
import dev.tidings.structures.Deadlines;
import dev.tidings.structures.KeyType;
import java.util.StringJoiner;

/**
 * INFO of the data: how much there is, how it is kept, copied and spread. Tidings does not write it
 * to a disk or copy it to others yet: what is told of that is what is true of a Redis that does
 * neither.
 */
final class InfoData {
  private static final String NO_ID = "0".repeat(40);

  /** So many deadlines are looked at for a mean. */
  private static final int TTL_SAMPLES = 128;

  private InfoData() {}

  static void persistence(Engine engine, InfoText text) {
    text.none(
        "loading", "async_loading", "current_cow_peak", "current_cow_size", "current_cow_size_age");
    text.field("current_fork_perc", 0, 2);
    text.none(
        "current_save_keys_processed",
        "current_save_keys_total",
        "rdb_changes_since_last_save",
        "rdb_bgsave_in_progress");
    text.field("rdb_last_save_time", engine.history().startedMillis() / 1000);
    text.field("rdb_last_bgsave_status", "ok");
    text.field("rdb_last_bgsave_time_sec", -1);
    text.field("rdb_current_bgsave_time_sec", -1);
    text.none(
        "rdb_saves",
        "rdb_last_cow_size",
        "rdb_last_load_keys_expired",
        "rdb_last_load_keys_loaded",
        "aof_enabled",
        "aof_rewrite_in_progress",
        "aof_rewrite_scheduled");
    text.field("aof_last_rewrite_time_sec", -1);
    text.field("aof_current_rewrite_time_sec", -1);
    text.field("aof_last_bgrewrite_status", "ok");
    text.none("aof_rewrites", "aof_rewrites_consecutive_failures");
    text.field("aof_last_write_status", "ok");
    text.none("aof_last_cow_size", "module_fork_in_progress", "module_fork_last_cow_size");
  }

  static void replication(Engine engine, InfoText text) {
    text.field("role", "master");
    text.none("connected_slaves");
    text.field("master_failover_state", "no-failover");
    text.field("master_replid", engine.history().replicationId());
    text.field("master_replid2", NO_ID);
    text.none("master_repl_offset");
    text.field("second_repl_offset", -1);
    text.none("repl_backlog_active");
    text.field(
        "repl_backlog_size", engine.configuration().value(ReplicationSettings.REPL_BACKLOG_SIZE));
    text.none("repl_backlog_first_byte_offset", "repl_backlog_histlen");
  }

  /** No modules: the section has no lines. */
  static void modules(Engine engine, InfoText text) {}

  static void cluster(Engine engine, InfoText text) {
    text.none("cluster_enabled");
  }

  /** A line for each database that has keys. */
  static void keyspace(Engine engine, InfoText text) {
    Keyspace keyspace = engine.keyspace();
    for (int number = 0; number < keyspace.databaseCount(); number++) {
      if (keyspace.hasKeys(number)) {
        Database database = keyspace.database(number);
        text.field(
            "db" + number,
            "keys="
                + database.size()
                + ",expires="
                + database.volatileSize()
                + ",avg_ttl="
                + meanMillis(database, engine.nowMillis())
                + ",subexpiry="
                + database.volatilePartsSize());
      }
    }
  }

  /** A line for each database and type of which there are keys: how many of which size. */
  static void keySizes(Engine engine, InfoText text) {
    Keyspace keyspace = engine.keyspace();
    for (int number = 0; number < keyspace.databaseCount(); number++) {
      if (keyspace.hasKeys(number)) {
        SizeCounts sizes = keyspace.database(number).sizes();
        String field = "db" + number + "_distrib_";
        counts(text, field + "strings_sizes", sizes, KeyType.STRING);
        counts(text, field + "lists_items", sizes, KeyType.LIST);
        counts(text, field + "sets_items", sizes, KeyType.SET);
        counts(text, field + "zsets_items", sizes, KeyType.ZSET);
        counts(text, field + "hashes_items", sizes, KeyType.HASH);
        if (engine.configuration().value(MonitoringSettings.KEY_MEMORY_HISTOGRAMS)) {
          heldSizes(text, field, keyspace.database(number).heldSizes());
        }
      }
    }
  }

  private static void heldSizes(InfoText text, String field, SizeCounts sizes) {
    counts(text, field + "lists_sizes", sizes, KeyType.LIST);
    counts(text, field + "sets_sizes", sizes, KeyType.SET);
    counts(text, field + "zsets_sizes", sizes, KeyType.ZSET);
    counts(text, field + "hashes_sizes", sizes, KeyType.HASH);
  }

  private static void counts(InfoText text, String field, SizeCounts sizes, KeyType type) {
    StringJoiner counts = new StringJoiner(",");
    for (int sizeClass = 0; sizeClass < SizeCounts.CLASSES; sizeClass++) {
      long count = sizes.of(type, sizeClass);
      if (count > 0) {
        counts.add(leastOf(sizeClass) + "=" + count);
      }
    }
    if (counts.length() > 0) {
      text.field(field, counts.toString());
    }
  }

  /** The least size of a class: 512, 1K, 2K. */
  private static String leastOf(int sizeClass) {
    if (sizeClass == 0) {
      return "0";
    }
    int digits = sizeClass - 1;
    return (1 << digits % 10)
        + (digits < 10 ? "" : "KMGTPE".substring(digits / 10 - 1, digits / 10));
  }

  /** How long keys that end still have on average, from some of them, evenly picked. */
  private static long meanMillis(Database database, long nowMillis) {
    Deadlines deadlines = database.table().deadlines();
    int count = Math.min(TTL_SAMPLES, deadlines.size());
    double sum = 0;
    for (int i = 0; i < count; i++) {
      int place = deadlines.placeAtSlot((int) ((long) i * deadlines.size() / count));
      sum += Math.max(0, deadlines.of(place) - nowMillis);
    }
    return count == 0 ? 0 : (long) (sum / count);
  }
}
