package dev.tidings.settings;

import static dev.tidings.settings.NumberTypes.INT_MAX;

/** Copies of the data on other servers. */
public final class ReplicationSettings {
  static final Area AREA = new Area("Replication");

  private static final String REPLICATION = "replication";
  private static final long BACKLOG_LEAST = 16L << 10;

  /** How a replica takes in a snapshot that comes over the wire. */
  public enum DisklessLoad {
    DISABLED,
    ON_EMPTY_DB,
    SWAPDB
  }

  /** What a replica does with a request from upstream that fails. */
  public enum PropagationError {
    IGNORE,
    PANIC,
    PANIC_ON_REPLICAS
  }

  public static final Setting<Upstream> REPLICAOF =
      AREA.setting("replicaof", new Upstream.HostAndPort(), Upstream.NONE)
          .alias("slaveof")
          .immutable()
          .notYet("The server to replicate.", REPLICATION);

  public static final Setting<String> MASTERUSER =
      AREA.text("masteruser", "").notYet("The user to log in as upstream.", REPLICATION);

  public static final Setting<String> MASTERAUTH =
      AREA.text("masterauth", "").notYet("The password to log in with upstream.", REPLICATION);

  public static final Setting<Boolean> REPLICA_SERVE_STALE_DATA =
      AREA.yesNo("replica-serve-stale-data", true)
          .alias("slave-serve-stale-data")
          .notYet("Whether a replica answers while it has no link.", REPLICATION);

  public static final Setting<Boolean> REPLICA_READ_ONLY =
      AREA.yesNo("replica-read-only", true)
          .alias("slave-read-only")
          .notYet("Whether a replica refuses writes.", REPLICATION);

  public static final Setting<Boolean> REPLICA_IGNORE_MAXMEMORY =
      AREA.yesNo("replica-ignore-maxmemory", true)
          .alias("slave-ignore-maxmemory")
          .notYet("Whether a replica leaves eviction to its upstream.", REPLICATION);

  public static final Setting<Boolean> REPLICA_LAZY_FLUSH =
      AREA.yesNo("replica-lazy-flush", false)
          .alias("slave-lazy-flush")
          .withoutEffect(
              "Whether old data is freed by another thread before a full copy.",
              "dropped data is reclaimed by the Java machine's collector");

  public static final Setting<Boolean> REPLICA_IGNORE_DISK_WRITE_ERRORS =
      AREA.yesNo("replica-ignore-disk-write-errors", false)
          .notYet("Whether a replica goes on when its disk fails.", REPLICATION);

  public static final Setting<Boolean> REPLICA_ANNOUNCED =
      AREA.yesNo("replica-announced", true)
          .notYet("Whether this replica is shown to Sentinel.", REPLICATION);

  public static final Setting<String> REPLICA_ANNOUNCE_IP =
      AREA.text("replica-announce-ip", "")
          .alias("slave-announce-ip")
          .notYet("The address that this replica tells its upstream.", REPLICATION);

  public static final Setting<Long> REPLICA_ANNOUNCE_PORT =
      AREA.number("replica-announce-port", 0, NetworkSettings.PORT_MAX, 0)
          .alias("slave-announce-port")
          .notYet("The port that this replica tells its upstream.", REPLICATION);

  public static final Setting<Long> REPLICA_PRIORITY =
      AREA.number("replica-priority", 0, INT_MAX, 100)
          .alias("slave-priority")
          .notYet("How soon Sentinel promotes this replica; 0 never.", REPLICATION);

  public static final Setting<Long> MIN_REPLICAS_TO_WRITE =
      AREA.number("min-replicas-to-write", 0, INT_MAX, 0)
          .alias("min-slaves-to-write")
          .notYet("With fewer replicas in touch writes are refused.", REPLICATION);

  public static final Setting<Long> MIN_REPLICAS_MAX_LAG =
      AREA.number("min-replicas-max-lag", 0, INT_MAX, 10)
          .alias("min-slaves-max-lag")
          .notYet("Seconds of silence after which a replica is out of touch.", REPLICATION);

  public static final Setting<Boolean> REPL_DISKLESS_SYNC =
      AREA.yesNo("repl-diskless-sync", true)
          .notYet("Whether a full copy goes straight to the socket.", REPLICATION);

  public static final Setting<Long> REPL_DISKLESS_SYNC_DELAY =
      AREA.number("repl-diskless-sync-delay", 0, INT_MAX, 5)
          .notYet("Seconds to wait for more replicas before a full copy.", REPLICATION);

  public static final Setting<Long> REPL_DISKLESS_SYNC_MAX_REPLICAS =
      AREA.number("repl-diskless-sync-max-replicas", 0, INT_MAX, 0)
          .notYet("How many replicas end that wait early; 0 none.", REPLICATION);

  public static final Setting<DisklessLoad> REPL_DISKLESS_LOAD =
      AREA.choice("repl-diskless-load", DisklessLoad.DISABLED)
          .notYet("Whether a full copy is loaded from the socket.", REPLICATION);

  public static final Setting<Boolean> REPL_DISABLE_TCP_NODELAY =
      AREA.yesNo("repl-disable-tcp-nodelay", false)
          .notYet("Whether small packets to replicas are held back and joined.", REPLICATION);

  public static final Setting<Long> REPL_PING_REPLICA_PERIOD =
      AREA.number("repl-ping-replica-period", 1, INT_MAX, 10)
          .alias("repl-ping-slave-period")
          .notYet("Seconds between two pings to replicas.", REPLICATION);

  public static final Setting<Long> REPL_TIMEOUT =
      AREA.number("repl-timeout", 1, INT_MAX, 60)
          .notYet("Seconds of silence after which a link is cut.", REPLICATION);

  public static final Setting<Long> REPL_BACKLOG_SIZE =
      AREA.memory("repl-backlog-size", 1, 1L << 20)
          .adjusted(bytes -> Math.max(bytes, BACKLOG_LEAST))
          .notYet("How much of the past is kept for replicas that were away.", REPLICATION);

  public static final Setting<Long> REPL_BACKLOG_TTL =
      AREA.number("repl-backlog-ttl", 0, Long.MAX_VALUE, 3600)
          .notYet(
              "Seconds without replicas after which the backlog is freed; 0 never.", REPLICATION);

  public static final Setting<Boolean> RDB_DEL_SYNC_FILES =
      AREA.yesNo("rdb-del-sync-files", false)
          .notYet("Whether files that served only a full copy are deleted.", REPLICATION);

  public static final Setting<PropagationError> PROPAGATION_ERROR_BEHAVIOR =
      AREA.choice("propagation-error-behavior", PropagationError.IGNORE)
          .notYet("What happens when a request from upstream fails.", REPLICATION);

  public static final Setting<Long> REPLICA_FULL_SYNC_BUFFER_LIMIT =
      AREA.memory("replica-full-sync-buffer-limit", 0, 0)
          .since("8.0")
          .notYet(
              "How much a replica keeps that comes during a full copy; 0 as for its client.",
              REPLICATION);

  private ReplicationSettings() {}
}
