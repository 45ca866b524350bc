package dev.tidings.engine;

import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Family.SERVER;
import static dev.tidings.command.Trait.ADMIN;
import static dev.tidings.command.Trait.NOSCRIPT;

import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Declaration;
import dev.tidings.command.Declaration.None;
import dev.tidings.command.Refusal;
import dev.tidings.structures.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** HOTKEYS: the keys that take most of the server's time and traffic, since Redis 8.6. */
final class HotKeysCommands {
  private static final String SINCE = "8.6.0";
  private static final byte[] METRICS = Bytes.of("METRICS").array();
  private static final byte[] CPU = Bytes.of("CPU").array();
  private static final byte[] NET = Bytes.of("NET").array();

  private static final Arg<Long> METRICS_COUNT =
      integer("count", 1, 2, "ERR METRICS count must be > 0 and <= 2");

  private HotKeysCommands() {}

  private record Measured(boolean time, boolean traffic) {}

  private record Bounds(long count, long seconds, long ratio) {}

  private record Start(Measured measured, Bounds bounds) {
    HotKeys.Plan plan() {
      return new HotKeys.Plan(
          measured.time,
          measured.traffic,
          (int) bounds.count,
          bounds.seconds * 1000,
          (int) bounds.ratio);
    }
  }

  /**
   * What is measured. Declared as optional, though it is not, since its absence has a text of its
   * own and is not a wrong number of words.
   */
  private static final Arg<Measured> MEASURED =
      Args.custom(
          Args.block(
                  "metrics",
                  METRICS_COUNT,
                  Args.flag("CPU"),
                  Args.flag("NET"),
                  (count, time, traffic) -> count)
              .after("METRICS")
              .optional(0L)
              .shape(),
          HotKeysCommands::measured);

  /** Which slots: known, but there are none without a cluster. */
  private static final Arg<Boolean> SLOTS =
      Args.<Boolean>custom(
              Args.block("slots", integer("count"), integer("slot").many(), (count, all) -> count)
                  .shape(),
              HotKeysCommands::slots)
          .after("SLOTS");

  private static final Arg<Bounds> BOUNDS =
      Args.options(
          integer("k", 1, 64, "ERR COUNT must be between 1 and 64").after("COUNT").optional(10L),
          integer("seconds", 1, 1_000_000, "ERR DURATION must be between 1 and 1000000")
              .after("DURATION")
              .optional(0L),
          integer("ratio", 1, Integer.MAX_VALUE, "ERR SAMPLE ratio must be positive")
              .after("SAMPLE")
              .optional(1L),
          SLOTS.optional(false),
          (count, seconds, ratio, slots) -> new Bounds(count, seconds, ratio));

  static final Command<Turn> HOTKEYS =
      Containers.container(
          Command.<Turn>command("HOTKEYS", SERVER)
              .since(SINCE)
              .summary("Tells of the keys that take most time and traffic.")
              .complexity("Depends on the subcommand."),
          List.of(
              subcommand("START")
                  .tips("request_policy:special")
                  .summary("Begins to measure: METRICS tells what, and has to be given first.")
                  .complexity("O(1)")
                  .takes(MEASURED, BOUNDS, Start::new)
                  .does(HotKeysCommands::start),
              subcommand("STOP")
                  .tips("request_policy:special")
                  .summary("Ends measuring; what was measured stays.")
                  .complexity("O(1)")
                  .takesNothing()
                  .does(HotKeysCommands::stop),
              subcommand("GET")
                  .tips(
                      "nondeterministic_output",
                      "request_policy:special",
                      "response_policy:special")
                  .summary("Tells what has been measured so far.")
                  .complexity("O(N log N), N ten times the keys told")
                  .takesNothing()
                  .does(HotKeysCommands::get),
              subcommand("RESET")
                  .tips("request_policy:special")
                  .summary("Forgets what was measured, after the end.")
                  .complexity("O(1)")
                  .takesNothing()
                  .does(HotKeysCommands::reset)));

  static final List<Command<Turn>> ALL = List.of(HOTKEYS);

  private static Declaration<Turn> subcommand(String name) {
    return Command.<Turn>command(name, SERVER, ADMIN, NOSCRIPT).since(SINCE);
  }

  /** Metrics of other names are counted and passed over: there may be more of them one day. */
  private static Measured measured(Cursor cursor) {
    if (!cursor.nextIs(METRICS) || cursor.remaining() < 2) {
      throw new Refusal("ERR METRICS parameter is required");
    }
    cursor.skip();
    boolean time = false;
    boolean traffic = false;
    for (long left = METRICS_COUNT.read(cursor); left > 0; left--) {
      if (!cursor.hasNext()) {
        throw new Refusal("ERR METRICS count does not match number of metric types provided");
      }
      if (cursor.nextIs(CPU)) {
        time = once("CPU", time);
      } else if (cursor.nextIs(NET)) {
        traffic = once("NET", traffic);
      }
      cursor.skip();
    }
    if (!time && !traffic) {
      throw new Refusal("ERR METRICS no valid metrics passed. Supported: CPU|NET");
    }
    return new Measured(time, traffic);
  }

  private static boolean once(String metric, boolean given) {
    if (given) {
      throw new Refusal("ERR METRICS " + metric + " defined more than once!");
    }
    return true;
  }

  private static boolean slots(Cursor cursor) {
    throw cursor.hasNext()
        ? new Refusal("ERR SLOTS parameter cannot be used in non-cluster mode")
        : Refusal.syntax();
  }

  private static @Nullable HotKeys present(Turn turn) {
    return turn.engine().observation().hotKeys(turn);
  }

  private static void start(Turn turn, Start start) {
    HotKeys present = present(turn);
    if (present != null && present.isActive()) {
      throw new Refusal("ERR hotkey tracking session already in progress");
    }
    turn.engine().observation().measure(new HotKeys(turn, start.plan()));
    turn.reply().ok();
  }

  private static void stop(Turn turn, None none) {
    HotKeys present = present(turn);
    if (present == null || !present.isActive()) {
      turn.reply().nullBulk();
      return;
    }
    present.end(turn);
    turn.engine().observation().measure(present);
    turn.reply().ok();
  }

  private static void get(Turn turn, None none) {
    HotKeys present = present(turn);
    if (present == null) {
      turn.reply().nullBulk();
    } else {
      present.tell(turn);
    }
  }

  private static void reset(Turn turn, None none) {
    HotKeys present = present(turn);
    if (present != null && present.isActive()) {
      throw new Refusal("ERR hotkey tracking session in progress, stop tracking first");
    }
    turn.engine().observation().measure(null);
    turn.reply().ok();
  }
}
