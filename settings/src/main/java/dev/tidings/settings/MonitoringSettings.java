package dev.tidings.settings;

import java.util.List;

/** Logs, latency, and events that tell of changes. */
public final class MonitoringSettings {
  static final Area AREA = new Area("Logging, latency and events");

  private static final String SYSLOG =
      "Java has no socket of the kind that /dev/log is; what Tidings logs to standard output"
          + " reaches the system log by the service manager";

  /** Twice the period of Redis's own timer. */
  private static final long WATCHDOG_LEAST_MILLIS = 200;

  /** How much is logged. */
  public enum LogLevel {
    DEBUG,
    VERBOSE,
    NOTICE,
    WARNING,
    /** Not even that. Since Redis 7.2. */
    NOTHING
  }

  /** The part of the system log that messages go to. */
  public enum SyslogFacility {
    USER,
    LOCAL0,
    LOCAL1,
    LOCAL2,
    LOCAL3,
    LOCAL4,
    LOCAL5,
    LOCAL6,
    LOCAL7
  }

  public static final Setting<LogLevel> LOGLEVEL =
      AREA.choice("loglevel", LogLevel.NOTICE).effective("How much is logged.");

  public static final Setting<String> LOGFILE =
      AREA.text("logfile", "")
          .immutable()
          .effective("The file that is logged to; empty logs to standard output.");

  public static final Setting<Boolean> SYSLOG_ENABLED =
      AREA.yesNo("syslog-enabled", false)
          .immutable()
          .withoutEffect("Whether the system log is written to.", SYSLOG);

  public static final Setting<String> SYSLOG_IDENT =
      AREA.text("syslog-ident", "redis")
          .immutable()
          .withoutEffect("The name under which the system log is written to.", SYSLOG);

  public static final Setting<SyslogFacility> SYSLOG_FACILITY =
      AREA.choice("syslog-facility", SyslogFacility.LOCAL0)
          .immutable()
          .withoutEffect("The part of the system log that is written to.", SYSLOG);

  public static final Setting<Boolean> HIDE_USER_DATA_FROM_LOG =
      AREA.yesNo("hide-user-data-from-log", false)
          .since("7.4")
          .effective("Whether keys and values are left out of the log.");

  public static final Setting<Boolean> ALWAYS_SHOW_LOGO =
      AREA.yesNo("always-show-logo", false)
          .immutable()
          .withoutEffect("Whether a logo is logged at start.", "Tidings has none");

  public static final Setting<Boolean> CRASH_LOG_ENABLED =
      AREA.yesNo("crash-log-enabled", true)
          .withoutEffect("Whether a crash is reported.", "the Java machine writes its own report");

  public static final Setting<Boolean> CRASH_MEMCHECK_ENABLED =
      AREA.yesNo("crash-memcheck-enabled", true)
          .withoutEffect(
              "Whether memory is tested after a crash.", "the Java machine writes its own report");

  public static final Setting<Long> WATCHDOG_PERIOD =
      AREA.number("watchdog-period", 0, NumberTypes.INT_MAX, 0)
          .adjusted(millis -> millis == 0 ? 0 : Math.max(millis, WATCHDOG_LEAST_MILLIS))
          .hidden()
          .withoutEffect(
              "Milliseconds after which a stalled server logs where it is.",
              "thread dumps of the Java machine show that at any time");

  public static final Setting<Long> SLOWLOG_LOG_SLOWER_THAN =
      AREA.number("slowlog-log-slower-than", -1, Long.MAX_VALUE, 10_000)
          .effective("Microseconds above which a request is noted; 0 notes all, -1 none.");

  public static final Setting<Long> SLOWLOG_MAX_LEN =
      AREA.number("slowlog-max-len", 0, Long.MAX_VALUE, 128)
          .effective("How many slow requests are remembered.");

  public static final Setting<Long> LATENCY_MONITOR_THRESHOLD =
      AREA.number("latency-monitor-threshold", 0, Long.MAX_VALUE, 0)
          .effective("Milliseconds from which LATENCY notes an event; 0 notes none.");

  public static final Setting<Boolean> LATENCY_TRACKING =
      AREA.yesNo("latency-tracking", true)
          .effective("Whether the time of every command is measured.");

  public static final Setting<List<Double>> LATENCY_TRACKING_INFO_PERCENTILES =
      AREA.setting(
              "latency-tracking-info-percentiles",
              SequenceTypes.PERCENTILES,
              List.of(50.0, 99.0, 99.9))
          .effective("Which percentiles INFO latencystats shows.");

  public static final Setting<Boolean> KEY_MEMORY_HISTOGRAMS =
      AREA.yesNo("key-memory-histograms", false)
          .since("8.6")
          .effective("Whether INFO keysizes also shows how many keys take how many bytes.");

  public static final Setting<KeyspaceEvents> NOTIFY_KEYSPACE_EVENTS =
      AREA.setting("notify-keyspace-events", new KeyspaceEvents.Letters(), new KeyspaceEvents(0))
          .effective("Which changes of keys are published, and on which channels.");

  private MonitoringSettings() {}
}
