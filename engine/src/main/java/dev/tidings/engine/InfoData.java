package dev.tidings.engine;

import dev.tidings.settings.ReplicationSettings;

/**
 * INFO of the data: how it is kept, copied and spread. Tidings keeps no data yet; what is told here
 * is what is true of a Redis that keeps none: not loading, not saving, a master without replicas.
 */
final class InfoData {
  private static final String NO_ID = "0".repeat(40);

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

  /** A line for each database that has keys: none has. */
  static void keyspace(Engine engine, InfoText text) {}
}
