package dev.tidings.engine;

import dev.tidings.command.Command;
import dev.tidings.structures.LatencyHistogram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What happened since the start, or since CONFIG RESETSTAT: counters only, never decisions. */
public final class Statistics {
  /** What is counted for each command. */
  public static final class PerCommand {
    long calls;
    long nanos;
    long rejected;
    long failed;
    private @Nullable LatencyHistogram latency;

    /** How often it ran. */
    public long calls() {
      return calls;
    }

    /** How long it ran in all. */
    public long nanos() {
      return nanos;
    }

    /** How often it was refused before it ran. */
    public long rejected() {
      return rejected;
    }

    /** How often it answered with an error. */
    public long failed() {
      return failed;
    }

    /** How long it ran each time; null if it was not measured. */
    public @Nullable LatencyHistogram latency() {
      return latency;
    }

    private void record(long took) {
      LatencyHistogram present = latency;
      if (present == null) {
        present = new LatencyHistogram();
        latency = present;
      }
      present.record(took);
    }
  }

  /**
   * With more kinds of errors than this none are told any more, until all counters start over:
   * scripts make up their own.
   */
  private static final int MOST_ERROR_CODES = 128;

  private static final String NO_ERRORS_TOLD = "ERRORSTATS_DISABLED";

  private final Consumer<String> log;
  private PerCommand[] perCommand;
  private boolean latencyTracked = true;
  private final Map<String, long[]> errors = new TreeMap<>();
  long commands;
  long errorReplies;
  long reads;
  long writes;
  long connections;
  long rejectedConnections;
  long readBytes;
  long writtenBytes;
  long requestCuts;
  long evictedClients;
  long keyHits;
  long keyMisses;
  long expiredKeys;
  long keysExpiredByTick;
  long expiredFields;
  long fieldsExpiredByTick;
  long evictedKeys;
  long expiryStops;
  long expiryNanos;
  long publications;
  long deliveries;
  private Supplier<ScriptFigures> scripts = () -> ScriptFigures.NONE;
  private final Map<OutboxCut, long[]> outboxCuts = new HashMap<>();

  /**
   * Why clients were cut off.
   *
   * @param clientClass a class of {@code client-output-buffer-limit}
   * @param limit {@code hard} or {@code soft}
   */
  public record OutboxCut(String clientClass, String limit) {
    /** Whom a limit may cut. */
    public static final List<String> CLASSES = List.of("normal", "pubsub");

    /** What may cut them. */
    public static final List<String> LIMITS = List.of("hard", "soft");
  }

  /** Counters of so many commands; {@code log} is for administrators. */
  Statistics(int commandIds, Consumer<String> log) {
    this.log = log;
    perCommand = fresh(commandIds);
  }

  private static PerCommand[] fresh(int commandIds) {
    PerCommand[] all = new PerCommand[commandIds];
    for (int i = 0; i < commandIds; i++) {
      all[i] = new PerCommand();
    }
    return all;
  }

  /** Starts all counters over. */
  void reset() {
    perCommand = fresh(perCommand.length);
    errors.clear();
    commands = 0;
    errorReplies = 0;
    reads = 0;
    writes = 0;
    connections = 0;
    rejectedConnections = 0;
    readBytes = 0;
    writtenBytes = 0;
    requestCuts = 0;
    evictedClients = 0;
    keyHits = 0;
    keyMisses = 0;
    expiredKeys = 0;
    keysExpiredByTick = 0;
    expiredFields = 0;
    fieldsExpiredByTick = 0;
    evictedKeys = 0;
    expiryStops = 0;
    expiryNanos = 0;
    publications = 0;
    deliveries = 0;
    outboxCuts.clear();
  }

  /** The counters of {@code command}. */
  public PerCommand of(Command<Turn> command) {
    return perCommand[command.id()];
  }

  /** Whether the time of every command is kept ({@code latency-tracking}). */
  void trackLatency(boolean on) {
    latencyTracked = on;
  }

  void onServed(Command<Turn> command, long nanos, boolean failed) {
    PerCommand counters = perCommand[command.id()];
    counters.calls++;
    counters.nanos += nanos;
    if (latencyTracked) {
      counters.record(nanos);
    }
    if (failed) {
      counters.failed++;
    }
    commands++;
  }

  void onPublished(int receivers) {
    publications++;
    deliveries += receivers;
  }

  void onCut(OutboxCut cut) {
    outboxCuts.computeIfAbsent(cut, k -> new long[1])[0]++;
  }

  /** Whoever runs scripts tells of them by {@code figures}. */
  public void scripts(Supplier<ScriptFigures> figures) {
    scripts = figures;
  }

  /** What is told of scripts and functions. */
  ScriptFigures scripts() {
    return scripts.get();
  }

  /** How many commands ran. */
  public long commands() {
    return commands;
  }

  /** How many connections were taken. */
  public long connections() {
    return connections;
  }

  /** How many connections were turned away at once. */
  public long rejectedConnections() {
    return rejectedConnections;
  }

  /** How many clients were cut off because of {@code client-query-buffer-limit}. */
  public long requestCuts() {
    return requestCuts;
  }

  /** How many clients were cut off because all took more than {@code maxmemory-clients}. */
  public long evictedClients() {
    return evictedClients;
  }

  /** Bytes read from all clients. */
  public long readBytes() {
    return readBytes;
  }

  /** Bytes written to all clients. */
  public long writtenBytes() {
    return writtenBytes;
  }

  /** How many messages were published. */
  public long publications() {
    return publications;
  }

  /** How many times a message was handed to a subscription. */
  public long deliveries() {
    return deliveries;
  }

  /** How many clients were cut off because of their output buffers, by reason. */
  public Map<OutboxCut, long[]> outboxCuts() {
    return outboxCuts;
  }

  /** How many clients were cut off for this reason. */
  public long outboxCuts(OutboxCut reason) {
    long[] count = outboxCuts.get(reason);
    return count == null ? 0 : count[0];
  }

  /** Counts an error by its code, the first word of its text. */
  void onError(String text) {
    int space = text.indexOf(' ');
    String code = space < 0 ? text : text.substring(0, space);
    errorReplies++;
    long[] count = errors.get(code);
    if (count == null) {
      count = newError(code);
    }
    count[0]++;
  }

  private long[] newError(String code) {
    long[] count = new long[1];
    if (errors.containsKey(NO_ERRORS_TOLD)) {
      return count;
    }
    if (errors.size() < MOST_ERROR_CODES) {
      errors.put(code, count);
      return count;
    }
    log.accept(
        "Too many codes of errors, maybe made up by scripts: INFO errorstats tells none until"
            + " CONFIG RESETSTAT. Told were "
            + String.join(", ", errors.keySet()));
    errors.clear();
    errors.put(NO_ERRORS_TOLD, count);
    return count;
  }

  /** How often each error code was told. */
  public Map<String, long[]> errors() {
    return errors;
  }
}
