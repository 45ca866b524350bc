package dev.tidings.script;

import dev.tidings.command.Refusal;
import dev.tidings.engine.Engine;
import dev.tidings.structures.Bytes;
import org.jspecify.annotations.Nullable;

/** What scripts and functions of one engine share: the library of Lua, and the run under way. */
final class Scripting {
  private final Scripts scripts = new Scripts(this);
  private @Nullable LuaLibrary library;
  private @Nullable ScriptRun run;

  /** The scripts of EVAL. */
  Scripts scripts() {
    return scripts;
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

  /** A run begins; {@code text} is what the client would know it by. */
  void begin(ScriptRun begun, Interpreter interpreter, Bytes text) {
    run = begun;
  }

  /** The run is over. */
  void end() {
    run = null;
  }

  private boolean mayGoOn() {
    ScriptRun present = run;
    return present == null || present.ending() == null;
  }

  /** Whether a script or function runs. */
  Refusal notBusy() {
    return new Refusal("NOTBUSY No scripts in execution right now.");
  }
}
