package dev.tidings.server;

import dev.tidings.command.Command;
import dev.tidings.engine.Channels;
import dev.tidings.engine.Engine;
import dev.tidings.engine.Statistics;
import dev.tidings.engine.Turn;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.ToDoubleFunction;

/** The page for Prometheus: what happens in the server, read inside the engine at one instant. */
final class Metrics {
  private static final double NANOS_PER_SECOND = 1e9;

  private final Server server;
  private final long startNanos = System.nanoTime();
  private final double startEpochSeconds = System.currentTimeMillis() / 1000.0;

  Metrics(Server server) {
    this.server = server;
  }

  /** The page. */
  HttpRoutes.Page page() {
    MetricSnapshots.Builder all = MetricSnapshots.builder();
    server.sequencer().enter();
    try {
      clients(all);
      http(all);
      traffic(all);
      commands(all);
      channels(all);
    } finally {
      server.sequencer().leave();
    }
    process(all);
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(text, all.build(), EscapingScheme.DEFAULT);
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory cannot fail to be written", impossible);
    }
    return new HttpRoutes.Page(PrometheusTextFormatWriter.CONTENT_TYPE, text.toByteArray());
  }

  private void clients(MetricSnapshots.Builder all) {
    Engine engine = server.engine();
    Statistics statistics = engine.statistics();
    int subscribers = engine.channels().subscriberCount();
    all.metricSnapshot(
        GaugeSnapshot.builder()
            .name("tidings_connected_clients")
            .help("Clients that are connected, by class of output buffer limits.")
            .dataPoint(gauge(engine.sessions().size() - subscribers, Labels.of("class", "normal")))
            .dataPoint(gauge(subscribers, Labels.of("class", "pubsub")))
            .build());
    counter(all, "tidings_connections", "Connections taken.", statistics.connections());
    counter(
        all,
        "tidings_rejected_connections",
        "Connections turned away: maxclients or protected mode.",
        statistics.rejectedConnections());
    cuts(all, statistics);
  }

  private void http(MetricSnapshots.Builder all) {
    HttpDoor http = server.http();
    gauge(all, "tidings_http_connections", "Connections to the HTTP port.", http.connections());
    counter(
        all,
        "tidings_http_rejected_connections",
        "Connections to the HTTP port turned away: http-max-connections.",
        http.rejected());
    counter(
        all,
        "tidings_http_timeouts",
        "Connections to the HTTP port closed because nothing was asked, or read, in time.",
        http.timeouts());
  }

  private static void cuts(MetricSnapshots.Builder all, Statistics statistics) {
    CounterSnapshot.Builder cuts =
        CounterSnapshot.builder()
            .name("tidings_output_buffer_cuts")
            .help("Clients cut off because they did not read what was sent to them.");
    // All from the start, also those that have not happened: a rate needs a first value.
    for (String clientClass : Statistics.OutboxCut.CLASSES) {
      for (String limit : Statistics.OutboxCut.LIMITS) {
        cuts.dataPoint(
            counter(
                (double) statistics.outboxCuts(new Statistics.OutboxCut(clientClass, limit)),
                Labels.of("class", clientClass, "limit", limit)));
      }
    }
    all.metricSnapshot(cuts.build());
    counter(
        all,
        "tidings_query_buffer_cuts",
        "Clients cut off because their unfinished requests were too large.",
        statistics.requestCuts());
    counter(
        all,
        "tidings_evicted_clients",
        "Clients cut off because all clients took more than maxmemory-clients.",
        statistics.evictedClients());
  }

  private void traffic(MetricSnapshots.Builder all) {
    Statistics statistics = server.engine().statistics();
    counter(all, "tidings_read_bytes", "Bytes read from clients.", statistics.readBytes());
    counter(all, "tidings_written_bytes", "Bytes written to clients.", statistics.writtenBytes());
    CounterSnapshot.Builder errors =
        CounterSnapshot.builder()
            .name("tidings_error_replies")
            .help("Error replies, by their code.");
    statistics
        .errors()
        .forEach(
            (code, count) -> errors.dataPoint(counter((double) count[0], Labels.of("code", code))));
    all.metricSnapshot(errors.build());
  }

  private void commands(MetricSnapshots.Builder all) {
    perCommand(all, "tidings_commands", "Commands that ran.", Statistics.PerCommand::calls);
    perCommand(
        all,
        "tidings_command_seconds",
        "Time that commands took.",
        counters -> counters.nanos() / NANOS_PER_SECOND);
    perCommand(
        all,
        "tidings_command_failures",
        "Commands that answered with an error.",
        Statistics.PerCommand::failed);
    perCommand(
        all,
        "tidings_command_rejections",
        "Commands refused before they ran.",
        Statistics.PerCommand::rejected);
  }

  /** Commands that nobody has sent yet are left out. */
  private void perCommand(
      MetricSnapshots.Builder all,
      String name,
      String help,
      ToDoubleFunction<Statistics.PerCommand> value) {
    Engine engine = server.engine();
    CounterSnapshot.Builder counters = CounterSnapshot.builder().name(name).help(help);
    for (Command<Turn> command : engine.commands().all()) {
      Statistics.PerCommand counted = engine.statistics().of(command);
      if (counted.calls() + counted.rejected() > 0) {
        counters.dataPoint(
            counter(value.applyAsDouble(counted), Labels.of("command", command.fullName())));
      }
    }
    all.metricSnapshot(counters.build());
  }

  private void channels(MetricSnapshots.Builder all) {
    Channels channels = server.engine().channels();
    Statistics statistics = server.engine().statistics();
    gauge(all, "tidings_channels", "Channels subscribed to.", channels.channelCount());
    gauge(
        all,
        "tidings_shard_channels",
        "Shard channels subscribed to.",
        channels.shardChannelCount());
    gauge(all, "tidings_patterns", "Patterns subscribed to.", channels.patternCount());
    gauge(
        all,
        "tidings_subscribers",
        "Clients with at least one subscription.",
        channels.subscriberCount());
    counter(all, "tidings_publications", "Messages published.", statistics.publications());
    counter(
        all,
        "tidings_deliveries",
        "Times that a message was handed to a subscription.",
        statistics.deliveries());
  }

  private void process(MetricSnapshots.Builder all) {
    Runtime runtime = Runtime.getRuntime();
    gauge(
        all,
        "tidings_heap_used_bytes",
        "Memory in use on the Java heap, what is not collected yet included.",
        (double) (runtime.totalMemory() - runtime.freeMemory()));
    gauge(
        all,
        "tidings_heap_max_bytes",
        "How large the heap may grow.",
        (double) runtime.maxMemory());
    gauge(
        all,
        "process_resident_memory_bytes",
        "Physical memory of the process.",
        (double) ProcessMemory.residentBytes());
    gauge(
        all,
        "process_start_time_seconds",
        "When the server started, in seconds since 1970.",
        startEpochSeconds);
    gauge(
        all,
        "tidings_uptime_seconds",
        "How long the server has run.",
        (System.nanoTime() - startNanos) / NANOS_PER_SECOND);
    build(all);
  }

  private void build(MetricSnapshots.Builder all) {
    all.metricSnapshot(
        InfoSnapshot.builder()
            .name("tidings_build")
            .help("What runs here; always 1.")
            .dataPoint(
                InfoDataPointSnapshot.builder()
                    .labels(
                        Labels.of(
                            "version",
                            Release.VERSION,
                            "java",
                            Runtime.version().toString(),
                            "transport",
                            server.transport().toString()))
                    .build())
            .build());
  }

  private static void counter(MetricSnapshots.Builder all, String name, String help, long value) {
    all.metricSnapshot(
        CounterSnapshot.builder()
            .name(name)
            .help(help)
            .dataPoint(counter((double) value, Labels.EMPTY))
            .build());
  }

  private static void gauge(MetricSnapshots.Builder all, String name, String help, double value) {
    all.metricSnapshot(
        GaugeSnapshot.builder()
            .name(name)
            .help(help)
            .dataPoint(gauge(value, Labels.EMPTY))
            .build());
  }

  private static CounterDataPointSnapshot counter(double value, Labels labels) {
    return CounterDataPointSnapshot.builder().value(value).labels(labels).build();
  }

  private static GaugeDataPointSnapshot gauge(double value, Labels labels) {
    return GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
  }
}
