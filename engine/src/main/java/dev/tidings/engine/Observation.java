package dev.tidings.engine;

import dev.tidings.command.Command;
import dev.tidings.command.Trait;
import dev.tidings.protocol.Words;
import dev.tidings.settings.Configuration;
import dev.tidings.settings.MonitoringSettings;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Those who are told of requests after they ran: the slow log, the latency monitor, the clients
 * that said MONITOR and the session of HOTKEYS. Costs a request that none of them cares for one
 * comparison with {@link #fromNanos}.
 */
final class Observation {
  private static final long NEVER = Long.MAX_VALUE;
  private static final long ALWAYS = Long.MIN_VALUE;

  private final SlowLog slowLog = new SlowLog();
  private final LatencyMonitor latency = new LatencyMonitor();
  private final List<Session> monitors = new ArrayList<>();
  private @Nullable HotKeys hotKeys;
  private long slowNanos = NEVER;
  private long latencyNanos = NEVER;
  private long fromNanos = NEVER;

  Observation(Configuration configuration) {
    follow(configuration);
    slowLog.most(configuration.value(MonitoringSettings.SLOWLOG_MAX_LEN));
    configuration.onChange(MonitoringSettings.SLOWLOG_MAX_LEN, slowLog::most);
    configuration.onChange(
        MonitoringSettings.SLOWLOG_LOG_SLOWER_THAN, value -> follow(configuration));
    configuration.onChange(
        MonitoringSettings.LATENCY_MONITOR_THRESHOLD, value -> follow(configuration));
  }

  private void follow(Configuration configuration) {
    long slowMicros = configuration.value(MonitoringSettings.SLOWLOG_LOG_SLOWER_THAN);
    slowNanos = slowMicros < 0 ? NEVER : nanos(slowMicros, 1000);
    long millis = configuration.value(MonitoringSettings.LATENCY_MONITOR_THRESHOLD);
    latencyNanos = millis == 0 ? NEVER : nanos(millis, 1_000_000);
    arm();
  }

  /** A limit beyond what a clock can tell is one that nothing reaches. */
  private static long nanos(long count, long unitNanos) {
    return count > NEVER / unitNanos ? NEVER : count * unitNanos;
  }

  private void arm() {
    boolean all = !monitors.isEmpty() || (hotKeys != null && hotKeys.isActive());
    fromNanos = all ? ALWAYS : Math.min(slowNanos, latencyNanos);
  }

  /** Requests that took at least so long must be told to {@link #onServed}. */
  long fromNanos() {
    return fromNanos;
  }

  /** A request was served in {@code nanos} and answered with {@code replyBytes}. */
  void onServed(Turn turn, Command<Turn> command, Words words, long nanos, long replyBytes) {
    onParked(turn, command, words);
    onAnswered(turn, command, words, nanos, replyBytes);
  }

  /** A request has begun to wait: that it came is told, {@link #onAnswered} tells the rest. */
  void onParked(Turn turn, Command<Turn> command, Words words) {
    if (!monitors.isEmpty() && !command.has(Trait.SKIP_MONITOR) && !command.has(Trait.ADMIN)) {
      feed(turn, command, words);
    }
  }

  /** A request that waited was answered with {@code replyBytes} after {@code nanos} of work. */
  void onAnswered(Turn turn, Command<Turn> command, Words words, long nanos, long replyBytes) {
    if (nanos >= slowNanos && !command.has(Trait.SKIP_SLOWLOG)) {
      slowLog.add(turn, command, words, nanos / 1000);
    }
    if (nanos >= latencyNanos) {
      latency.add(
          command.has(Trait.FAST) ? "fast-command" : "command",
          turn.nowMillis() / 1000,
          nanos / 1_000_000);
    }
    HotKeys measuring = hotKeys(turn);
    if (measuring != null && measuring.isActive()) {
      measuring.onServed(turn, command, words, nanos, replyBytes);
    }
  }

  /** The server itself did something for {@code nanos} during which everybody waited. */
  void onCycle(String kind, long epochMillis, long nanos) {
    if (nanos >= latencyNanos) {
      latency.add(kind, epochMillis / 1000, nanos / 1_000_000);
    }
  }

  /** The session of HOTKEYS, ended if its time is over; null if there is none. */
  @Nullable HotKeys hotKeys(Turn turn) {
    if (hotKeys != null && hotKeys.isActive() && hotKeys.isOver(turn.nowMillis())) {
      hotKeys.end(turn);
      arm();
    }
    return hotKeys;
  }

  /** From now on this is the session of HOTKEYS, begun or ended just now; null for none. */
  void measure(@Nullable HotKeys session) {
    hotKeys = session;
    arm();
  }

  /** From now on {@code session} is told of every request. */
  void monitor(Session session) {
    session.features().monitoring(true);
    monitors.add(session);
    arm();
  }

  /** How many clients are told of every request. */
  int monitorCount() {
    dropIdleMonitors();
    return monitors.size();
  }

  /** A script is about to run: it is told before the requests that it makes. */
  void onScript(Turn turn) {
    if (!monitors.isEmpty()) {
      feed(turn, turn.command(), turn.words());
    }
  }

  private void dropIdleMonitors() {
    if (monitors.removeIf(one -> one.isClosing() || !one.features().monitoring())) {
      arm();
    }
  }

  private void feed(Turn turn, Command<Turn> command, Words words) {
    dropIdleMonitors();
    if (monitors.isEmpty()) {
      return;
    }
    String line = line(turn, command, words);
    for (Session monitor : monitors) {
      turn.pushWriter(monitor).simple(line);
      turn.pushed(monitor);
    }
  }

  private static String line(Turn turn, Command<Turn> command, Words words) {
    Session session = turn.session();
    long micros = turn.nowMicros();
    StringBuilder line = new StringBuilder(64);
    line.append(micros / 1_000_000).append('.');
    String fraction = Long.toString(micros % 1_000_000);
    line.repeat('0', 6 - fraction.length()).append(fraction);
    line.append(" [").append(session.database()).append(' ');
    line.append(turn.isScripted() ? "lua" : origin(session.peer()));
    line.append(']');
    BitSet secret = Secrets.in(command, words);
    for (int i = 0; i < words.count(); i++) {
      line.append(' ');
      if (secret.get(i)) {
        line.append('"').append(Secrets.REDACTED).append('"');
      } else {
        QuotedText.append(line, words, i);
      }
    }
    return line.toString();
  }

  private static String origin(Peer peer) {
    String address = peer.address();
    return peer.unixSocket() ? "unix:" + address.replaceFirst(":0$", "") : address;
  }

  SlowLog slowLog() {
    return slowLog;
  }

  LatencyMonitor latency() {
    return latency;
  }
}
