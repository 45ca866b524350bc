package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.structures.Bytes;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class InfoCommandsTest {
  /** What redis_exporter, ioredis, Redisson and Spring look for by name. */
  private static final List<String> READ_BY_OTHERS =
      List.of(
          "redis_version",
          "redis_mode",
          "os",
          "arch_bits",
          "process_id",
          "run_id",
          "tcp_port",
          "uptime_in_seconds",
          "io_threads_active",
          "connected_clients",
          "maxclients",
          "blocked_clients",
          "tracking_clients",
          "pubsub_clients",
          "watching_clients",
          "clients_in_timeout_table",
          "total_blocking_keys",
          "client_recent_max_input_buffer",
          "client_recent_max_output_buffer",
          "used_memory",
          "used_memory_rss",
          "used_memory_peak",
          "used_memory_startup",
          "used_memory_dataset",
          "used_memory_overhead",
          "total_system_memory",
          "maxmemory",
          "mem_fragmentation_ratio",
          "mem_clients_normal",
          "lazyfree_pending_objects",
          "loading",
          "rdb_last_bgsave_status",
          "rdb_last_save_time",
          "rdb_changes_since_last_save",
          "aof_enabled",
          "aof_last_write_status",
          "total_connections_received",
          "total_commands_processed",
          "instantaneous_ops_per_sec",
          "total_net_input_bytes",
          "total_net_output_bytes",
          "instantaneous_input_kbps",
          "rejected_connections",
          "expired_keys",
          "evicted_keys",
          "keyspace_hits",
          "keyspace_misses",
          "pubsub_channels",
          "pubsub_patterns",
          "latest_fork_usec",
          "total_error_replies",
          "total_reads_processed",
          "client_output_buffer_limit_disconnections",
          "role",
          "connected_slaves",
          "master_replid",
          "master_repl_offset",
          "second_repl_offset",
          "repl_backlog_size",
          "used_cpu_sys",
          "used_cpu_user",
          "cluster_enabled");

  /** What leaves keys of many sizes, through all ways in which a size changes. */
  private static final List<String> SIZED =
      List.of(
          "SET e  KEEPTTL",
          "SETRANGE big 1500 x",
          "SET a 0123456789",
          "SET n 1234567",
          "APPEND a 0123456789",
          "SETBIT bits 100 1",
          "PFADD hll a b c",
          "RPUSH l 1 2 3",
          "RPUSH l 4",
          "LPOP l 2",
          "SADD s a",
          "SADD si 1 2 3 4 5",
          "ZADD z 1 a 2 b",
          "HSET h a 1 b 2",
          "HDEL h a",
          "HSET h2 a 1",
          "DEL h2",
          "RPUSH l2 1",
          "LPOP l2",
          "XADD x 1-1 a 1",
          "RENAME si sj",
          "COPY z z2",
          "MOVE z2 3",
          "SORT l STORE l3",
          "GEOADD g 1 1 p",
          "SUNIONSTORE s sj",
          "GETDEL n",
          "SET z text");

  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();

  private List<String> lines(String... sections) {
    String[] words = new String[sections.length + 1];
    words[0] = "INFO";
    System.arraycopy(sections, 0, words, 1, sections.length);
    return Arrays.stream(client.call(words).split("\\|", -1)).skip(1).toList();
  }

  private String field(String name) {
    return lines("everything").stream()
        .filter(line -> line.startsWith(name + ":"))
        .map(line -> line.substring(name.length() + 1))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no field " + name));
  }

  private static long number(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name + ":"))
        .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
        .sum();
  }

  @Test
  void fieldsThatOthersReadAreThere() {
    List<String> names =
        lines().stream()
            .filter(line -> !line.isEmpty())
            .map(line -> line.split(":", 2)[0])
            .toList();
    assertThat(names).containsAll(READ_BY_OTHERS).doesNotHaveDuplicates();
  }

  @Test
  void sectionsAreChosenByNameInAFixedOrder() {
    assertThat(lines("keyspace", "CLUSTER", "cluster"))
        .containsExactly("# Cluster", "cluster_enabled:0", "", "# Keyspace", "", "");
    assertThat(client.line("INFO nosuch")).isEqualTo("$0||");
    assertThat(titles()).isEqualTo(titles("default")).doesNotContain("# Commandstats");
    assertThat(titles("all")).contains("# Commandstats", "# Latencystats");
    assertThat(titles("all")).isEqualTo(titles("everything"));
  }

  private List<String> titles(String... sections) {
    return lines(sections).stream().filter(line -> line.startsWith("#")).toList();
  }

  @Test
  void aClientThatSpeaksThreeIsToldThatItIsText() {
    client.line("HELLO 3");
    assertThat(client.line("INFO cluster")).startsWith("=34|txt:# Cluster|");
  }

  @Test
  void clientsAreCounted() {
    EngineFixture.Client subscriber = fixture.connect();
    subscriber.line("SUBSCRIBE a b");
    fixture.connect().line("WATCH x y");
    fixture.connect().leave();
    assertThat(field("connected_clients")).isEqualTo("3");
    assertThat(field("pubsub_clients")).isEqualTo("1");
    assertThat(field("watching_clients")).isEqualTo("1");
    assertThat(field("total_watched_keys")).isEqualTo("2");
    assertThat(field("pubsub_channels")).isEqualTo("2");
    assertThat(field("total_connections_received")).isEqualTo("4");
  }

  @Test
  void requestsAndErrorsAreCountedUntilTheyAreReset() {
    client.line("ECHO a");
    client.line("NOSUCH");
    client.line("ECHO a b");
    client.line("SELECT 99");
    assertThat(field("cmdstat_echo"))
        .isEqualTo("calls=1,usec=0,usec_per_call=0.00,rejected_calls=1,failed_calls=0");
    assertThat(field("cmdstat_select")).contains("calls=1,").endsWith("failed_calls=1");
    assertThat(field("errorstat_ERR")).isEqualTo("count=3");
    assertThat(field("total_error_replies")).isEqualTo("3");
    client.line("CONFIG RESETSTAT");
    assertThat(field("total_error_replies")).isEqualTo("0");
  }

  @Test
  void theTimeOfThePeakIsKnown() {
    fixture.passMillis(60_000);
    client.call("SET", "k", "x".repeat(100_000));
    String peak = "|used_memory_peak_time:" + (EngineFixture.START_MILLIS / 1000 + 60) + "|";
    assertThat(client.line("INFO memory")).contains(peak);
    fixture.passMillis(60_000);
    client.line("DEL k");
    client.line("SET k small");
    assertThat(client.line("INFO memory")).contains(peak);
  }

  @Test
  void noErrorCodesAreToldWhenTheyAreTooMany() {
    EngineFixture open = DebugCommandsTest.withDebug();
    EngineFixture.Client debugger = open.connect();
    for (int i = 0; i < 128; i++) {
      debugger.call("DEBUG", "ERROR", "CODE" + i + " text");
    }
    assertThat(debugger.line("INFO errorstats"))
        .contains("|errorstat_CODE127:count=1|")
        .contains("|errorstat_CODE0:count=1|");
    for (int i = 0; i < 72; i++) {
      debugger.call("DEBUG", "ERROR", "MORE" + i + " text");
    }
    assertThat(debugger.line("INFO errorstats"))
        .endsWith("# Errorstats|errorstat_ERRORSTATS_DISABLED:count=1||");
    assertThat(debugger.line("INFO stats")).contains("|total_error_replies:200|");
    assertThat(open.world.log)
        .filteredOn(line -> line.contains("CONFIG RESETSTAT"))
        .singleElement()
        .asString()
        .contains("CODE127");
    debugger.line("CONFIG RESETSTAT");
    debugger.line("NOSUCH");
    assertThat(debugger.line("INFO errorstats")).contains("|errorstat_ERR:count=1|");
  }

  @Test
  void ratesAreMeansOfTheLastTicks() {
    for (int tick = 0; tick < 16; tick++) {
      for (int i = 0; i < 10; i++) {
        client.line("PING");
      }
      fixture.passMillis(100);
      fixture.engine.onTick();
    }
    assertThat(field("instantaneous_ops_per_sec")).isEqualTo("100");
    for (int tick = 0; tick < 16; tick++) {
      fixture.passMillis(100);
      fixture.engine.onTick();
    }
    assertThat(field("instantaneous_ops_per_sec")).isEqualTo("0");
  }

  @Test
  void timesOfCommandsAreTold() {
    EngineFixture open = DebugCommandsTest.withDebug();
    EngineFixture.Client debugger = open.connect();
    debugger.line("DEBUG SLEEP 0.001");
    assertThat(debugger.line("INFO latencystats"))
        .contains("|latency_percentiles_usec_debug:p50=1003.519,p99=1003.519,p99.9=1003.519|");
    debugger.line("CONFIG SET latency-tracking no");
    assertThat(debugger.line("INFO latencystats")).isEqualTo("$16|# Latencystats||");
  }

  @Test
  void memoryIsWhatIsCountedAndWhatTheProcessTakes() {
    client.line("SET k v");
    List<String> once = lines("memory");
    long used = number(once, "used_memory");
    long clients = number(once, "mem_clients_normal");
    assertThat(clients).isGreaterThan(700);
    assertThat(number(once, "mem_not_counted_for_evict")).isEqualTo(clients);
    assertThat(used - clients).isEqualTo(fixture.engine.keyspace().eviction().countedBytes());
    assertThat(field("used_memory_human")).isEqualTo("1.00M");
    assertThat(field("used_memory_startup")).isEqualTo(Integer.toString(1 << 20));
    assertThat(number(once, "used_memory_dataset")).isEqualTo(32);
    assertThat(field("used_memory_rss_human")).isEqualTo("16.00M");
    assertThat(field("allocator_allocated")).isEqualTo(Integer.toString(4 << 20));
    assertThat(field("mem_fragmentation_ratio")).startsWith("15.9");
    assertThat(field("total_system_memory_human")).isEqualTo("16.00G");
    assertThat(field("used_cpu_user")).isEqualTo("1.500000");
  }

  @Test
  void theKeysAreCounted() {
    client.line("SET a 1");
    client.line("SET b 2");
    client.line("GET a");
    client.line("GET nosuch");
    Database database = fixture.engine.keyspace().database(0);
    database.deadline(Bytes.of("b"), EngineFixture.START_MILLIS + 5000);
    assertThat(lines("keyspace")).contains("db0:keys=2,expires=1,avg_ttl=5000,subexpiry=0");
    assertThat(field("keyspace_hits")).isEqualTo("1");
    assertThat(field("keyspace_misses")).isEqualTo("1");
    assertThat(Long.parseLong(field("used_memory_dataset"))).isPositive();
    fixture.passMillisAndTick(5001);
    assertThat(field("expired_keys")).isEqualTo("1");
    assertThat(lines("keyspace")).contains("db0:keys=1,expires=0,avg_ttl=0,subexpiry=0");
  }

  @Test
  void sizesForPeopleHaveTheLargestUnit() {
    assertThat(InfoText.human(0)).isEqualTo("0B");
    assertThat(InfoText.human(1023)).isEqualTo("1023B");
    assertThat(InfoText.human(1024)).isEqualTo("1.00K");
    assertThat(InfoText.human(1536L << 30)).isEqualTo("1.50T");
    assertThat(InfoText.human(Long.MAX_VALUE)).isEqualTo("8.00E");
  }

  @Test
  void keysAreCountedByTheirSizes() {
    for (String request : SIZED) {
      client.line(request);
    }
    String[] sizes = {
      "_distrib_strings_sizes:0=1,4=1,8=1,16=2,1K=1",
      "_distrib_lists_items:2=2",
      "_distrib_sets_items:4=2",
      "_distrib_zsets_items:1=1",
      "_distrib_hashes_items:1=1"
    };
    assertThat(lines("keysizes"))
        .containsSubsequence(Arrays.stream(sizes).map(size -> "db0" + size).toList())
        .contains("db3_distrib_zsets_items:2=1");
    client.line("SWAPDB 0 3");
    client.line("FLUSHDB");
    assertThat(lines("keysizes"))
        .containsSubsequence(Arrays.stream(sizes).map(size -> "db3" + size).toList())
        .noneMatch(line -> line.startsWith("db0"));
    client.line("FLUSHALL");
    assertThat(lines("keysizes")).noneMatch(line -> line.startsWith("db"));
  }

  @Test
  void keysAreCountedByTheirBytesIfWished() {
    SIZED.forEach(client::line);
    assertThat(lines("keysizes")).noneMatch(line -> line.contains("lists_sizes"));
    client.line("CONFIG SET key-memory-histograms yes");
    for (String type : List.of("lists", "sets", "zsets", "hashes")) {
      assertThat(lines("keysizes"))
          .anyMatch(line -> line.matches("db0_distrib_" + type + "_sizes:[0-9]+=[12](,[0-9]+=1)?"));
    }
    for (int i = 0; i < 100; i++) {
      client.line("RPUSH l " + "x".repeat(100));
    }
    assertThat(lines("keysizes"))
        .anyMatch(line -> line.matches("db0_distrib_lists_sizes:[0-9]+=1,(8|16)K=1"));
    client.line("FLUSHALL");
    assertThat(lines("keysizes")).noneMatch(line -> line.startsWith("db"));
  }

  @Test
  void whatEndsIsCountedByWhoTakesItOut() {
    client.line("DEBUG SET-ACTIVE-EXPIRE 0");
    client.line("SET a 1 PX 5");
    client.line("HSETEX h PX 5 FIELDS 1 f v");
    fixture.passMillis(10);
    client.line("MGET a h");
    assertThat(lines("stats"))
        .contains("expired_keys:1", "expired_keys_active:0")
        .contains("expired_subkeys:1", "expired_subkeys_active:0");
    client.line("SET a 1 PX 5");
    client.line("HSETEX h PX 5 FIELDS 2 f v g v");
    client.line("DEBUG SET-ACTIVE-EXPIRE 1");
    fixture.passMillis(10);
    fixture.engine.onTick();
    assertThat(lines("stats"))
        .contains("expired_keys:2", "expired_keys_active:1")
        .contains("expired_subkeys:3", "expired_subkeys_active:2");
  }
}
