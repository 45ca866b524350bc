package dev.tidings.script;

import dev.tidings.command.Condition;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Clock;
import dev.tidings.engine.Engine;
import dev.tidings.engine.ScriptFigures;
import dev.tidings.engine.Surroundings;
import dev.tidings.protocol.RespWriter;
import dev.tidings.protocol.Words;
import dev.tidings.settings.DataSettings;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What scripts and functions of one engine share: the library of Lua, and the run under way. */
final class Scripting {
  private static final long NANOS_PER_MILLI = 1_000_000;

  /** While a script runs for too long, others are served so often. */
  private static final long LENDING_PAUSE_NANOS = 5 * NANOS_PER_MILLI;

  /** A library that is not loaded after this time never will be. As in Redis. */
  private static final long MOST_LOAD_NANOS = 500 * NANOS_PER_MILLI;

  private final Scripts scripts = new Scripts(this);
  private final Libraries libraries = new Libraries(this);
  private @Nullable LuaLibrary library;
  private @Nullable ScriptRun run;
  private @Nullable Interpreter running;
  private BooleanSupplier loadMayGoOn = () -> true;
  private long lentNanos;

  /** The scripts of EVAL. */
  Scripts scripts() {
    return scripts;
  }

  /** The libraries of FUNCTION. */
  Libraries libraries() {
    return libraries;
  }

  /** A new interpreter with a sandbox of its own. */
  LuaRunner newRunner(Engine engine, LuaRunner.Additions additions) {
    LuaLibrary present = library;
    if (present == null) {
      present = new LuaLibrary(engine.surroundings().nativeLibrary("lua51"));
      library = present;
      engine.statistics().scripts(this::figures);
    }
    return new LuaRunner(engine, present, this::mayGoOn, additions);
  }

  private ScriptFigures figures() {
    ScriptCache cache = scripts.cache();
    return new ScriptFigures(
        cache.size(),
        cache.heldBytes(),
        scripts.luaBytes(),
        cache.evictions(),
        libraries.all().size(),
        libraries.functionCount(),
        libraries.heldBytes(),
        libraries.luaBytes());
  }

  /** A run begins. */
  void begin(ScriptRun begun, Interpreter interpreter) {
    run = begun;
    running = interpreter;
    lentNanos = 0;
  }

  /** The run is over. */
  void end() {
    run = null;
    running = null;
  }

  /**
   * Runs the text of a library, which is on the stack of {@code interpreter}.
   *
   * @return null, or why it failed
   */
  @Nullable String load(Engine engine, LuaRunner runner) {
    Clock clock = engine.clock();
    long since = clock.nanos();
    loadMayGoOn = () -> clock.nanos() - since < MOST_LOAD_NANOS;
    boolean well = runner.interpreter().call(0);
    boolean inTime = loadMayGoOn.getAsBoolean() || well;
    loadMayGoOn = () -> true;
    if (!inTime) {
      return "ERR FUNCTION LOAD timeout";
    }
    return well ? null : runner.errorText();
  }

  /** Asked by Lua every now and then. */
  private boolean mayGoOn() {
    ScriptRun present = run;
    Interpreter lua = running;
    if (present == null || lua == null) {
      return loadMayGoOn.getAsBoolean();
    }
    if (present.ending() == null && lua.memory().isOverrun()) {
      present.endBecause("ERR not enough memory");
    }
    if (present.ending() == null) {
      watchTime(present);
    }
    return present.ending() == null;
  }

  private void watchTime(ScriptRun present) {
    Engine engine = present.turn().engine();
    long threshold = engine.configuration().value(DataSettings.BUSY_REPLY_THRESHOLD);
    long nanos = present.nanos();
    if (threshold == 0 || nanos / NANOS_PER_MILLI < threshold) {
      return;
    }
    if (lentNanos == 0) {
      engine
          .surroundings()
          .log(
              Surroundings.Level.WARNING,
              "Slow script detected: still in execution after "
                  + nanos / NANOS_PER_MILLI
                  + " milliseconds. You can try killing the script using the "
                  + (present.isFunction() ? "FUNCTION" : "SCRIPT")
                  + " KILL command. Script name is: "
                  + present.name()
                  + ".");
    } else if (nanos - lentNanos < LENDING_PAUSE_NANOS) {
      return;
    }
    lentNanos = nanos;
    Condition busy = present.isFunction() ? Condition.BUSY_FUNCTION : Condition.BUSY_SCRIPT;
    if (!engine.letOthersIn(busy)) {
      present.endBecause("ERR The server is shutting down");
    }
  }

  /** SCRIPT KILL, or FUNCTION KILL. */
  void kill(boolean function) {
    ScriptRun present = run;
    if (present == null) {
      throw new Refusal("NOTBUSY No scripts in execution right now.");
    }
    if (present.calls().wrote()) {
      throw new Refusal(
          "UNKILLABLE Sorry the script already executed write commands against the dataset. You can"
              + " either wait the script termination or kill the server in a hard way using the"
              + " SHUTDOWN NOSAVE command.");
    }
    if (present.isFunction() != function) {
      Condition busy = function ? Condition.BUSY_SCRIPT : Condition.BUSY_FUNCTION;
      throw new Refusal(busy.text());
    }
    present.endBecause(
        "ERR Script killed by user with " + (function ? "FUNCTION" : "SCRIPT") + " KILL.");
  }

  /** A script that runs is in the way of whoever asks for functions. */
  void requireNoScript() {
    ScriptRun present = run;
    if (present != null && !present.isFunction()) {
      throw new Refusal(Condition.BUSY_SCRIPT.text());
    }
  }

  /** Tells which function runs, for FUNCTION STATS. */
  void tellRun(RespWriter reply) {
    ScriptRun present = run;
    if (present == null) {
      reply.nullBulk();
      return;
    }
    Words words = present.turn().words();
    reply.map(3);
    reply.bulk("name");
    reply.bulkLatin1(present.name());
    reply.bulk("command");
    reply.array(words.count());
    for (int i = 0; i < words.count(); i++) {
      reply.bulk(words.bytes(i));
    }
    reply.bulk("duration_ms");
    reply.integer(present.nanos() / NANOS_PER_MILLI);
  }
}
