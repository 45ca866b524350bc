package dev.tidings.engine;

import dev.tidings.settings.Configuration;
import dev.tidings.settings.MemorySettings;
import dev.tidings.settings.NetworkSettings;
import dev.tidings.settings.ProcessSettings;
import dev.tidings.settings.Setting;
import dev.tidings.settings.TlsSettings;
import java.util.List;

/** INFO of the process: what it is, what it takes of the machine. */
final class InfoProcess {
  private static final long SECONDS_OF_DAY = 86_400;

  /** The age of keys is told by a clock of 24 bits. */
  private static final long LRU_CLOCK_MASK = (1 << 24) - 1;

  private InfoProcess() {}

  static void server(Engine engine, InfoText text) {
    Configuration configuration = engine.configuration();
    ProcessFacts facts = engine.surroundings().process();
    long seconds = (engine.nowMillis() - engine.history().startedMillis()) / 1000;
    text.field("redis_version", HelloCommand.REDIS_VERSION);
    text.field("tidings_version", facts.version());
    text.field("redis_git_sha1", "00000000");
    text.field("redis_git_dirty", 0);
    text.field("redis_build_id", Integer.toHexString(facts.version().hashCode()));
    text.field("redis_mode", "standalone");
    text.field("os", facts.operatingSystem());
    text.field("arch_bits", facts.addressBits());
    text.field("monotonic_clock", "System.nanoTime");
    text.field("multiplexing_api", facts.multiplexing());
    text.field("java_version", facts.runtime());
    text.field("process_id", facts.id());
    text.field("process_supervised", facts.supervised());
    text.field("run_id", engine.history().runId());
    text.field("tcp_port", configuration.value(NetworkSettings.PORT));
    text.field("server_time_usec", engine.nowMicros());
    text.field("uptime_in_seconds", seconds);
    text.field("uptime_in_days", seconds / SECONDS_OF_DAY);
    text.field("hz", configuration.value(ProcessSettings.HZ));
    text.field("configured_hz", configuration.value(ProcessSettings.HZ));
    text.field("lru_clock", engine.nowMillis() / 1000 & LRU_CLOCK_MASK);
    text.field("executable", facts.executable());
    String file = engine.surroundings().configurationFile();
    text.field("config_file", file == null ? "" : file);
    text.field("io_threads_active", configuration.value(NetworkSettings.IO_THREADS) > 1);
    listeners(configuration, text);
  }

  private static void listeners(Configuration configuration, InfoText text) {
    int number = port(configuration, text, 0, "tcp", NetworkSettings.PORT);
    String path = configuration.text(NetworkSettings.UNIXSOCKET);
    if (!path.isEmpty()) {
      text.field("listener" + number++, "name=unix,bind=" + path);
    }
    port(configuration, text, number, "tls", TlsSettings.TLS_PORT);
  }

  private static int port(
      Configuration configuration, InfoText text, int number, String name, Setting<Long> setting) {
    long port = configuration.value(setting);
    if (port == 0) {
      return number;
    }
    List<String> binds = configuration.value(NetworkSettings.BIND);
    StringBuilder listener = new StringBuilder("name=" + name);
    binds.forEach(bind -> listener.append(",bind=").append(bind));
    text.field("listener" + number, listener.append(",port=").append(port).toString());
    return number + 1;
  }

  /** Memory: what is counted, and what the process takes. */
  static void memory(Engine engine, InfoText text) {
    MemoryUse use = MemoryUse.of(engine);
    ProcessUsage process = use.process();
    text.bytes("used_memory", use.usedBytes());
    text.bytes("used_memory_rss", process.residentBytes());
    text.bytes("used_memory_peak", use.peakBytes());
    text.field("used_memory_peak_time", engine.sampling().peakMillis() / 1000);
    text.field("used_memory_peak_perc", percent(use.usedBytes(), use.peakBytes()));
    text.field("used_memory_overhead", use.overheadBytes());
    text.field("used_memory_startup", use.startBytes());
    text.field("used_memory_dataset", use.netDataBytes());
    text.field("used_memory_dataset_perc", percent(use.netDataBytes(), use.growthBytes()));
    text.field("allocator_allocated", process.usedBytes());
    text.field("allocator_active", process.heapHeldBytes() + process.directBytes());
    text.field("allocator_resident", process.heapHeldBytes() + process.directBytes());
    text.none("allocator_muzzy");
    text.bytes("total_system_memory", engine.surroundings().process().systemMemoryBytes());
    text.field("used_memory_heap", process.heapUsedBytes());
    text.field("used_memory_heap_max", process.heapMostBytes());
    text.field("used_memory_direct", process.directBytes());
    scripts(engine.statistics().scripts(), text);
    Configuration configuration = engine.configuration();
    text.bytes("maxmemory", configuration.value(MemorySettings.MAXMEMORY));
    text.field("maxmemory_policy", configuration.print(MemorySettings.MAXMEMORY_POLICY));
    ratios(use, text);
    overheads(use.clientBytes(), text);
  }

  private static void overheads(long clientBytes, InfoText text) {
    text.field("mem_not_counted_for_evict", clientBytes);
    text.none("mem_replication_backlog", "mem_total_replication_buffers", "mem_clients_slaves");
    text.field("mem_clients_normal", clientBytes);
    text.none("mem_cluster_links", "mem_aof_buffer");
    text.field("mem_allocator", "java");
    text.none(
        "mem_overhead_db_hashtable_rehashing",
        "active_defrag_running",
        "lazyfree_pending_objects",
        "lazyfreed_objects");
  }

  private static void scripts(ScriptFigures use, InfoText text) {
    text.field("used_memory_lua", use.scriptStateBytes());
    text.field("used_memory_vm_eval", use.scriptStateBytes());
    text.field("used_memory_lua_human", InfoText.human(use.scriptStateBytes()));
    text.field("used_memory_scripts_eval", use.scriptBytes());
    text.field("number_of_cached_scripts", use.scripts());
    text.field("number_of_functions", use.functions());
    text.field("number_of_libraries", use.libraries());
    text.field("used_memory_vm_functions", use.functionStateBytes());
    text.bytes("used_memory_vm_total", use.scriptStateBytes() + use.functionStateBytes());
    text.field("used_memory_functions", use.libraryBytes());
    text.bytes("used_memory_scripts", use.scriptBytes() + use.libraryBytes());
  }

  private static void ratios(MemoryUse use, InfoText text) {
    ProcessUsage process = use.process();
    long used = process.usedBytes();
    long held = process.heapHeldBytes() + process.directBytes();
    long resident = process.residentBytes();
    text.field("allocator_frag_ratio", MemoryUse.ratio(held, used), 2);
    text.field("allocator_frag_bytes", held - used);
    text.field("allocator_rss_ratio", MemoryUse.ratio(held, held), 2);
    text.none("allocator_rss_bytes");
    text.field("rss_overhead_ratio", MemoryUse.ratio(resident, held), 2);
    text.field("rss_overhead_bytes", resident - held);
    text.field("mem_fragmentation_ratio", MemoryUse.ratio(resident, use.usedBytes()), 2);
    text.field("mem_fragmentation_bytes", resident - use.usedBytes());
  }

  private static String percent(long part, long whole) {
    return InfoText.fixed(MemoryUse.percent(part, whole), 2) + "%";
  }

  static void processor(Engine engine, InfoText text) {
    ProcessUsage usage = engine.surroundings().usage();
    text.field("used_cpu_sys", usage.systemMicros() / 1e6, 6);
    text.field("used_cpu_user", usage.userMicros() / 1e6, 6);
    text.field("used_cpu_sys_children", 0, 6);
    text.field("used_cpu_user_children", 0, 6);
  }
}
