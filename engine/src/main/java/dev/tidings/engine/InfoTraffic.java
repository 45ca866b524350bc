package dev.tidings.engine;

import dev.tidings.command.Command;
import dev.tidings.engine.acl.AccessLog;
import dev.tidings.engine.acl.Denial;
import dev.tidings.settings.ClientSettings;
import dev.tidings.settings.Configuration;
import dev.tidings.settings.MonitoringSettings;
import dev.tidings.settings.TidingsSettings;
import dev.tidings.structures.LatencyHistogram;
import java.util.List;

/** INFO of what comes and goes: clients, bytes, requests, errors. */
final class InfoTraffic {
  private static final double BYTES_OF_KILOBYTE = 1024;

  private InfoTraffic() {}

  static void clients(Engine engine, InfoText text) {
    int subscribers = 0;
    int blocked = 0;
    for (int place = 0; place < engine.sessions().size(); place++) {
      Session session = engine.sessions().valueAt(place);
      subscribers += session.isSubscriber() ? 1 : 0;
      blocked += session.isBlocked() ? 1 : 0;
    }
    text.field("connected_clients", engine.sessions().size());
    text.none("cluster_connections");
    text.field("maxclients", engine.configuration().value(ClientSettings.MAXCLIENTS));
    text.field("http_connections", engine.surroundings().httpConnections());
    text.field(
        "http_max_connections", engine.configuration().value(TidingsSettings.HTTP_MAX_CONNECTIONS));
    text.field("client_recent_max_input_buffer", engine.sampling().inputPeakBytes());
    text.field("client_recent_max_output_buffer", engine.sampling().outputPeakBytes());
    text.field("blocked_clients", blocked);
    text.field("tracking_clients", engine.invalidations().sessionCount());
    text.field("pubsub_clients", subscribers);
    text.field("watching_clients", engine.watchers().sessionCount());
    text.field("clients_in_timeout_table", engine.waiters().timedCount());
    text.field("total_watched_keys", engine.watchers().keyCount());
    text.field("total_blocking_keys", engine.waiters().keyCount());
    text.field("total_blocking_keys_on_nokey", engine.waiters().keyCountEvenGone());
    text.field("monitor_clients", engine.observation().monitorCount());
  }

  static void totals(Engine engine, InfoText text) {
    Statistics statistics = engine.statistics();
    Sampling sampling = engine.sampling();
    text.field("total_connections_received", statistics.connections);
    text.field("total_commands_processed", statistics.commands);
    text.field("instantaneous_ops_per_sec", sampling.commandsPerSecond());
    text.field("total_net_input_bytes", statistics.readBytes);
    text.field("total_net_output_bytes", statistics.writtenBytes);
    text.none("total_net_repl_input_bytes", "total_net_repl_output_bytes");
    text.field("instantaneous_input_kbps", sampling.inputBytesPerSecond() / BYTES_OF_KILOBYTE, 2);
    text.field("instantaneous_output_kbps", sampling.outputBytesPerSecond() / BYTES_OF_KILOBYTE, 2);
    text.field("instantaneous_input_repl_kbps", 0, 2);
    text.field("instantaneous_output_repl_kbps", 0, 2);
    text.field("rejected_connections", statistics.rejectedConnections);
    text.none("sync_full", "sync_partial_ok", "sync_partial_err");
    keys(engine, text);
    text.field("pubsub_channels", engine.channels().channelCount());
    text.field("pubsub_patterns", engine.channels().patternCount());
    text.field("pubsubshard_channels", engine.channels().shardChannelCount());
    background(engine, text);
    text.field("total_error_replies", statistics.errorReplies);
    text.none("dump_payload_sanitizations");
    text.field("total_reads_processed", statistics.reads);
    text.field("total_writes_processed", statistics.writes);
    text.none("io_threaded_reads_processed", "io_threaded_writes_processed");
    text.field("client_query_buffer_limit_disconnections", statistics.requestCuts);
    text.field("client_output_buffer_limit_disconnections", outboxCuts(statistics));
    text.none("reply_buffer_shrinks", "reply_buffer_expands");
    AccessLog log = engine.access().log();
    text.field("acl_access_denied_auth", log.denials(Denial.Reason.AUTH));
    text.field("acl_access_denied_cmd", log.denials(Denial.Reason.COMMAND));
    text.field("acl_access_denied_key", log.denials(Denial.Reason.KEY));
    text.field("acl_access_denied_channel", log.denials(Denial.Reason.CHANNEL));
  }

  private static long outboxCuts(Statistics statistics) {
    return statistics.outboxCuts().values().stream().mapToLong(count -> count[0]).sum();
  }

  /**
   * What was looked up, and what went. Keys whose time has come are never guessed: none is stale.
   */
  private static void keys(Engine engine, InfoText text) {
    Statistics statistics = engine.statistics();
    Eviction eviction = engine.keyspace().eviction();
    text.field("expired_subkeys", statistics.expiredFields);
    text.field("expired_subkeys_active", statistics.fieldsExpiredByTick);
    text.field("expired_keys", statistics.expiredKeys);
    text.field("expired_keys_active", statistics.keysExpiredByTick);
    text.field("expired_stale_perc", 0, 2);
    text.field("expired_time_cap_reached_count", statistics.expiryStops);
    text.field("expire_cycle_cpu_milliseconds", statistics.expiryNanos / 1_000_000);
    text.field("evicted_keys", statistics.evictedKeys);
    text.field("evicted_clients", statistics.evictedClients);
    text.field("evicted_scripts", statistics.scripts().evictedScripts());
    text.field("total_eviction_exceeded_time", eviction.exceededMicros() / 1000);
    text.field("current_eviction_exceeded_time", eviction.exceededNowMicros() / 1000);
    text.field("keyspace_hits", statistics.keyHits);
    text.field("keyspace_misses", statistics.keyMisses);
  }

  /** What Redis does in the background and Tidings never does, and what readers keep copies of. */
  private static void background(Engine engine, InfoText text) {
    text.none(
        "latest_fork_usec",
        "total_forks",
        "migrate_cached_sockets",
        "slave_expires_tracked_keys",
        "active_defrag_hits",
        "active_defrag_misses",
        "active_defrag_key_hits",
        "active_defrag_key_misses",
        "total_active_defrag_time",
        "current_active_defrag_time");
    Invalidations invalidations = engine.invalidations();
    text.field("tracking_total_keys", invalidations.keyCount());
    text.field("tracking_total_items", invalidations.itemCount());
    text.field("tracking_total_prefixes", invalidations.prefixCount());
    text.none("unexpected_error_replies");
  }

  static void commands(Engine engine, InfoText text) {
    for (Command<Turn> command : engine.commands().all()) {
      Statistics.PerCommand counters = engine.statistics().of(command);
      if (counters.calls() + counters.rejected() > 0) {
        long micros = counters.nanos() / 1000;
        double each = counters.calls() == 0 ? 0 : counters.nanos() / 1000.0 / counters.calls();
        text.field(
            "cmdstat_" + command.fullName(),
            "calls="
                + counters.calls()
                + ",usec="
                + micros
                + ",usec_per_call="
                + InfoText.fixed(each, 2)
                + ",rejected_calls="
                + counters.rejected()
                + ",failed_calls="
                + counters.failed());
      }
    }
  }

  static void errors(Engine engine, InfoText text) {
    engine
        .statistics()
        .errors()
        .forEach((code, count) -> text.field("errorstat_" + safe(code), "count=" + count[0]));
  }

  /** Characters that have a meaning in INFO, or none at all, are shown as underscores. */
  private static String safe(String code) {
    StringBuilder safe = new StringBuilder(code.length());
    for (int i = 0; i < code.length(); i++) {
      char c = code.charAt(i);
      boolean plain = c > ' ' && c < 0x7f && "#:".indexOf(c) < 0;
      safe.append(plain ? c : '_');
    }
    return safe.toString();
  }

  static void latencies(Engine engine, InfoText text) {
    Configuration configuration = engine.configuration();
    if (!configuration.value(MonitoringSettings.LATENCY_TRACKING)) {
      return;
    }
    List<Double> percentiles =
        configuration.value(MonitoringSettings.LATENCY_TRACKING_INFO_PERCENTILES);
    String[] names =
        configuration.print(MonitoringSettings.LATENCY_TRACKING_INFO_PERCENTILES).split(" ", -1);
    for (Command<Turn> command : engine.commands().all()) {
      LatencyHistogram latency = engine.statistics().of(command).latency();
      if (latency != null) {
        StringBuilder values = new StringBuilder();
        for (int i = 0; i < percentiles.size(); i++) {
          double micros = latency.percentileNanos(percentiles.get(i)) / 1000.0;
          values.append(i == 0 ? "p" : ",p").append(names[i]).append('=');
          values.append(InfoText.fixed(micros, 3));
        }
        text.field("latency_percentiles_usec_" + command.fullName(), values.toString());
      }
    }
  }
}
