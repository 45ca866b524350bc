package dev.tidings.settings;

import static dev.tidings.settings.NumberTypes.INT_MAX;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Many servers that share the keys. */
public final class ClusterSettings {
  static final Area AREA = new Area("Cluster");

  private static final String CLUSTER = "the cluster";
  private static final int HOST_NAME_MAX = 255;

  /** By which name a node is told to clients. */
  public enum Endpoint {
    IP,
    HOSTNAME,
    UNKNOWN_ENDPOINT
  }

  public static final Setting<Boolean> CLUSTER_ENABLED =
      AREA.yesNo("cluster-enabled", false)
          .immutable()
          .notYet("Whether this server is a node of a cluster.", CLUSTER);

  public static final Setting<String> CLUSTER_CONFIG_FILE =
      AREA.text("cluster-config-file", "nodes.conf")
          .immutable()
          .notYet("The file in which a node keeps what it knows of the others.", CLUSTER);

  public static final Setting<Long> CLUSTER_PORT =
      AREA.number("cluster-port", 0, NetworkSettings.PORT_MAX, 0)
          .immutable()
          .notYet("The port for other nodes; 0 is `port` plus 10000.", CLUSTER);

  public static final Setting<Long> CLUSTER_NODE_TIMEOUT =
      AREA.number("cluster-node-timeout", 0, Long.MAX_VALUE, 15000)
          .notYet("Milliseconds of silence after which a node is thought to have failed.", CLUSTER);

  public static final Setting<Boolean> CLUSTER_REQUIRE_FULL_COVERAGE =
      AREA.yesNo("cluster-require-full-coverage", true)
          .notYet("Whether all requests are refused while a slot is served by nobody.", CLUSTER);

  public static final Setting<Boolean> CLUSTER_ALLOW_READS_WHEN_DOWN =
      AREA.yesNo("cluster-allow-reads-when-down", false)
          .notYet("Whether reads are served while the cluster is down.", CLUSTER);

  public static final Setting<Boolean> CLUSTER_ALLOW_PUBSUBSHARD_WHEN_DOWN =
      AREA.yesNo("cluster-allow-pubsubshard-when-down", true)
          .notYet("Whether shard channels work while the cluster is down.", CLUSTER);

  public static final Setting<Boolean> CLUSTER_ALLOW_REPLICA_MIGRATION =
      AREA.yesNo("cluster-allow-replica-migration", true)
          .notYet("Whether a replica may move to a master that has none.", CLUSTER);

  public static final Setting<Long> CLUSTER_MIGRATION_BARRIER =
      AREA.number("cluster-migration-barrier", 0, INT_MAX, 1)
          .notYet("How many replicas must stay behind when one moves.", CLUSTER);

  public static final Setting<Boolean> CLUSTER_REPLICA_NO_FAILOVER =
      AREA.yesNo("cluster-replica-no-failover", false)
          .alias("cluster-slave-no-failover")
          .notYet("Whether this replica never takes over by itself.", CLUSTER);

  public static final Setting<Long> CLUSTER_REPLICA_VALIDITY_FACTOR =
      AREA.number("cluster-replica-validity-factor", 0, INT_MAX, 10)
          .alias("cluster-slave-validity-factor")
          .notYet("How old a replica's data may be for it to take over; 0 any age.", CLUSTER);

  public static final Setting<Long> CLUSTER_LINK_SENDBUF_LIMIT =
      AREA.setting("cluster-link-sendbuf-limit", NumberTypes.unboundedMemory(), 0L)
          .notYet("How much unsent data closes a link between nodes; 0 is no limit.", CLUSTER);

  public static final Setting<String> CLUSTER_ANNOUNCE_IP =
      AREA.text("cluster-announce-ip", "").notYet("The address told to other nodes.", CLUSTER);

  public static final Setting<Long> CLUSTER_ANNOUNCE_PORT =
      announced("cluster-announce-port", "port");
  public static final Setting<Long> CLUSTER_ANNOUNCE_TLS_PORT =
      announced("cluster-announce-tls-port", "TLS port");
  public static final Setting<Long> CLUSTER_ANNOUNCE_BUS_PORT =
      announced("cluster-announce-bus-port", "port for nodes");

  public static final Setting<String> CLUSTER_ANNOUNCE_HOSTNAME =
      AREA.text("cluster-announce-hostname", "")
          .rule(ClusterSettings::badHostName)
          .notYet("The host name told to clients.", CLUSTER);

  public static final Setting<String> CLUSTER_ANNOUNCE_HUMAN_NODENAME =
      AREA.text("cluster-announce-human-nodename", "")
          .since("7.2")
          .rule(ClusterSettings::badNodeName)
          .notYet("A name for this node in logs.", CLUSTER);

  public static final Setting<Endpoint> CLUSTER_PREFERRED_ENDPOINT_TYPE =
      AREA.choice("cluster-preferred-endpoint-type", Endpoint.IP)
          .notYet("By which name clients are sent to a node.", CLUSTER);

  /** What may be counted for each slot. */
  public enum SlotStatistics {
    YES,
    CPU,
    NET,
    MEM
  }

  public static final Setting<Set<SlotStatistics>> CLUSTER_SLOT_STATS_ENABLED =
      AREA.setting("cluster-slot-stats-enabled", Types.someOf(SlotStatistics.class, "no"), Set.of())
          .since("8.2")
          .notYet("What is counted for each slot.", CLUSTER);

  public static final Setting<Long> CLUSTER_SLOT_MIGRATION_HANDOFF_MAX_LAG_BYTES =
      AREA.memory("cluster-slot-migration-handoff-max-lag-bytes", 0, 1L << 20)
          .since("8.4")
          .notYet("How much may be missing at a slot's new node for it to take over.", CLUSTER);

  public static final Setting<Long> CLUSTER_SLOT_MIGRATION_WRITE_PAUSE_TIMEOUT =
      AREA.number("cluster-slot-migration-write-pause-timeout", 0, Long.MAX_VALUE, 10_000)
          .since("8.4")
          .notYet("Milliseconds for which writes to a slot may wait that moves.", CLUSTER);

  public static final Setting<Long> CLUSTER_COMPATIBILITY_SAMPLE_RATIO =
      AREA.number("cluster-compatibility-sample-ratio", 0, 100, 0)
          .since("8.0")
          .notYet(
              "Of how many requests in a hundred is told whether a cluster could serve them.",
              CLUSTER);

  private ClusterSettings() {}

  private static Setting<Long> announced(String name, String what) {
    return AREA.number(name, 0, NetworkSettings.PORT_MAX, 0)
        .notYet("The " + what + " told to others.", CLUSTER);
  }

  private static @Nullable String badHostName(String name) {
    return badName(name, "Hostnames may only contain alphanumeric characters, hyphens or dots");
  }

  private static @Nullable String badNodeName(String name) {
    return badName(name, "Announced human node name contained invalid character");
  }

  private static @Nullable String badName(String name, String text) {
    if (name.length() > HOST_NAME_MAX) {
      return "Hostnames must be less than 256 characters";
    }
    return name.matches("[a-zA-Z0-9.-]*") ? null : text;
  }
}
