package dev.tidings.settings;

import static dev.tidings.settings.NumberTypes.INT_MAX;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The process: how it starts, stops and stands towards the system. */
public final class ProcessSettings {
  static final Area AREA = new Area("Process");

  private static final long HZ_MAX = 500;
  private static final String NO_CRON = "timers run when they are due, not at a fixed rate";
  private static final String NO_PINNING =
      "the Java machine shares its threads; pin the process with taskset or its service manager";
  private static final String SERVICE_MANAGER =
      "the Java machine manages its own memory; set this in the service manager";
  private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)(}?)");
  private static final Set<String> TITLE_VARIABLES =
      Set.of(
          "title", "listen-addr", "server-mode", "port", "tls-port", "unixsocket", "config-file");

  /** Variables that may stand for nothing, so that they alone make no title. */
  private static final Pattern EMPTY_VARIABLES =
      Pattern.compile("\\{(title|unixsocket|config-file)}");

  /** Which program watches over the server. */
  public enum Supervisor {
    UPSTART,
    SYSTEMD,
    AUTO,
    NO
  }

  /** What SHUTDOWN does when a signal asks for it. */
  public enum ShutdownFlag {
    SAVE,
    NOSAVE,
    NOW,
    FORCE
  }

  /** Whether the kernel's score is adjusted. */
  public enum OomAdjustment {
    NO,
    YES,
    RELATIVE,
    ABSOLUTE
  }

  public static final Setting<Boolean> DAEMONIZE =
      AREA.yesNo("daemonize", false)
          .immutable()
          .effective("Whether the server goes to the background.");

  public static final Setting<Supervisor> SUPERVISED =
      AREA.choice("supervised", Supervisor.NO)
          .immutable()
          .effective("Which service manager is told that the server is ready.");

  public static final Setting<String> PIDFILE =
      AREA.text("pidfile", "")
          .immutable()
          .effective("The file that holds the number of the process.");

  public static final Setting<Boolean> SET_PROC_TITLE =
      AREA.yesNo("set-proc-title", true)
          .immutable()
          .withoutEffect("Whether the process names itself.", "a Java process cannot");

  public static final Setting<String> PROC_TITLE_TEMPLATE =
      AREA.text("proc-title-template", "{title} {listen-addr} {server-mode}")
          .rule(template ->
              goodTitle(template)
                  ? null
                  : "template format is invalid or contains unknown variables")
          .withoutEffect("How the process names itself.", "a Java process cannot");

  public static final Setting<Long> SHUTDOWN_TIMEOUT =
      AREA.number("shutdown-timeout", 0, INT_MAX, 10)
          .effective(
              "For how many seconds a server that stops waits for clients to read what it has"
                  + " written to them.");

  public static final Setting<Set<ShutdownFlag>> SHUTDOWN_ON_SIGINT =
      AREA.setting("shutdown-on-sigint", Types.someOf(ShutdownFlag.class, "default"), Set.of())
          .rule(ProcessSettings::contradiction)
          .effective("What SIGINT does.");

  public static final Setting<Set<ShutdownFlag>> SHUTDOWN_ON_SIGTERM =
      AREA.setting("shutdown-on-sigterm", Types.someOf(ShutdownFlag.class, "default"), Set.of())
          .rule(ProcessSettings::contradiction)
          .effective("What SIGTERM does.");

  public static final Setting<Long> HZ =
      AREA.number("hz", 0, INT_MAX, 10)
          .adjusted(times -> Math.clamp(times, 1, HZ_MAX))
          .withoutEffect("How many times a second background work runs.", NO_CRON);

  public static final Setting<Boolean> DYNAMIC_HZ =
      AREA.yesNo("dynamic-hz", true)
          .withoutEffect("Whether that rate rises with the number of clients.", NO_CRON);

  public static final Setting<OomAdjustment> OOM_SCORE_ADJ =
      AREA.choice("oom-score-adj", OomAdjustment.NO)
          .withoutEffect("Whether the kernel's score for killing is adjusted.", SERVICE_MANAGER);

  public static final Setting<List<Integer>> OOM_SCORE_ADJ_VALUES =
      AREA.setting("oom-score-adj-values", SequenceTypes.OOM_SCORES, List.of(0, 200, 800))
          .withoutEffect("By how much, for a master, a replica and a child.", SERVICE_MANAGER);

  public static final Setting<Boolean> DISABLE_THP =
      AREA.yesNo("disable-thp", true)
          .immutable()
          .withoutEffect("Whether huge pages are switched off.", SERVICE_MANAGER);

  public static final Setting<String> SERVER_CPULIST = cpus("server", "serving threads");
  public static final Setting<String> BIO_CPULIST = cpus("bio", "background threads");
  public static final Setting<String> AOF_REWRITE_CPULIST = cpus("aof-rewrite", "log rewriting");
  public static final Setting<String> BGSAVE_CPULIST = cpus("bgsave", "snapshot writing");

  public static final Setting<String> IGNORE_WARNINGS =
      AREA.text("ignore-warnings", "")
          .withoutEffect(
              "Which warnings do not keep the server from starting.",
              "Tidings has no such warnings");

  private ProcessSettings() {}

  /** Redis 7.4 writes a hyphen where earlier versions wrote an underscore. */
  private static Setting<String> cpus(String who, String what) {
    return AREA.text(who + "-cpulist", "")
        .alias(who.replace('-', '_') + "_cpulist")
        .immutable()
        .withoutEffect("The cores for " + what + ".", NO_PINNING);
  }

  private static @Nullable String contradiction(Set<ShutdownFlag> flags) {
    return flags.contains(ShutdownFlag.SAVE) && flags.contains(ShutdownFlag.NOSAVE)
        ? "shutdown options SAVE and NOSAVE can't be used simultaneously"
        : null;
  }

  private static boolean goodTitle(String template) {
    Matcher variables = VARIABLE.matcher(template);
    while (variables.find()) {
      if (variables.group(2).isEmpty() || !TITLE_VARIABLES.contains(variables.group(1))) {
        return false;
      }
    }
    return !EMPTY_VARIABLES.matcher(template).replaceAll("").isBlank();
  }
}
