package dev.tidings.script;

import dev.tidings.command.Condition;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Engine;
import dev.tidings.protocol.RespWriter;
import dev.tidings.protocol.Words;
import org.jspecify.annotations.Nullable;

/** What scripts and functions of one engine share: the library of Lua, and the run under way. */
final class Scripting {
  private final Scripts scripts = new Scripts(this);
  private final Libraries libraries = new Libraries(this);
  private @Nullable LuaLibrary library;
  private @Nullable ScriptRun run;

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
    }
    return new LuaRunner(engine, present, this::mayGoOn, additions);
  }

  /** A run begins. */
  void begin(ScriptRun begun, Interpreter interpreter) {
    run = begun;
  }

  /** The run is over. */
  void end() {
    run = null;
  }

  /** Runs the text of a library, which is on the stack of {@code interpreter}. */
  boolean load(Interpreter interpreter) {
    return interpreter.call(0);
  }

  private boolean mayGoOn() {
    ScriptRun present = run;
    return present == null || present.ending() == null;
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

  /** Tells which function or script runs, for FUNCTION STATS. */
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
    reply.integer(present.nanos() / 1_000_000);
  }
}
