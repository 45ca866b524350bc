package dev.tidings.script;

import dev.tidings.command.Refusal;
import dev.tidings.engine.Engine;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The scripts that clients send: compiled, kept and run.
 *
 * <pre>
 *   EVAL ─► text in the cache? ─no─► compile ─┐
 *                │ yes                        ▼
 *                └─────────► KEYS, ARGV ─► run ─► reply
 * </pre>
 *
 * <p>The library of Lua is loaded, and a state made, when the first script comes.
 */
final class Scripts {
  private static final String NAME = "@user_script";
  private static final int DIGEST_LENGTH = 40;

  private final Scripting scripting;
  private final Digest digest = new Digest();
  private @Nullable LuaRunner runner;
  private ScriptCache cache = new ScriptCache(this::forget);
  private int keysName;
  private int argvName;

  Scripts(Scripting scripting) {
    this.scripting = scripting;
  }

  private LuaRunner runner(Engine engine) {
    LuaRunner present = runner;
    if (present == null) {
      present = scripting.newRunner(engine, interpreter -> {});
      Interpreter interpreter = present.interpreter();
      interpreter.push(interpreter.state(), "KEYS");
      keysName = interpreter.keep();
      interpreter.push(interpreter.state(), "ARGV");
      argvName = interpreter.keep();
      runner = present;
    }
    return present;
  }

  /** Whether the request, an EVAL, may change anything. One that is refused is not sure not to. */
  boolean mayChange(Words words) {
    Bytes text = words.word(1);
    Script script = cache.withText(text);
    if (script != null) {
      return !script.has(Shebang.Flag.NO_WRITES);
    }
    try {
      Set<Shebang.Flag> flags = Shebang.flagsOf(text);
      return flags == null || !flags.contains(Shebang.Flag.NO_WRITES);
    } catch (Refusal refused) {
      return true;
    }
  }

  /** The same of an EVALSHA. */
  boolean mayChangeByDigest(Words words) {
    Script script = cache.withDigest(words.latin1(1).toLowerCase(Locale.ROOT));
    return script == null || !script.has(Shebang.Flag.NO_WRITES);
  }

  /** EVAL and EVAL_RO: word 1 is a script. */
  void eval(Turn turn, boolean readOnly) {
    Words words = turn.words();
    int keys = LuaRunner.keys(words, Refusal.NOT_AN_INTEGER);
    Bytes text = words.word(1);
    Script script = cache.withText(text);
    if (script == null) {
      script = compile(turn.engine(), text);
    } else {
      cache.use(script);
    }
    run(turn, script, keys, readOnly);
  }

  /** EVALSHA and EVALSHA_RO: word 1 is the digest of a script. */
  void evalsha(Turn turn, boolean readOnly) {
    Words words = turn.words();
    Script script =
        words.length(1) == DIGEST_LENGTH
            ? cache.withDigest(words.latin1(1).toLowerCase(Locale.ROOT))
            : null;
    if (words.length(1) != DIGEST_LENGTH) {
      throw noScript();
    }
    int keys = LuaRunner.keys(words, Refusal.NOT_AN_INTEGER);
    if (script == null) {
      throw noScript();
    }
    cache.use(script);
    run(turn, script, keys, readOnly);
  }

  private static Refusal noScript() {
    return new Refusal("NOSCRIPT No matching script. Please use EVAL.");
  }

  /** SCRIPT LOAD: compiles a script for good and answers with its digest. */
  String load(Engine engine, Bytes text) {
    Script script = cache.withText(text);
    if (script == null) {
      script = compile(engine, text);
    }
    cache.retain(script);
    return script.digest();
  }

  private Script compile(Engine engine, Bytes text) {
    Set<Shebang.Flag> flags = Shebang.flagsOf(text);
    int skipped = flags == null ? 0 : lineLength(text);
    LuaRunner lua = runner(engine);
    String error = lua.compile(text, skipped, NAME);
    if (error != null) {
      throw new Refusal("ERR Error compiling script (new function): " + error);
    }
    int function = lua.interpreter().keep();
    Script script = new Script(digest.of(text.array()), text, function, flags);
    cache.add(script);
    return script;
  }

  private static int lineLength(Bytes text) {
    int end = 0;
    while (text.array()[end] != '\n') {
      end++;
    }
    return end;
  }

  private void run(Turn turn, Script script, int keys, boolean readOnly) {
    LuaRunner lua = runner(turn.engine());
    Rights rights = Rights.of(turn, script.flags(), readOnly);
    ScriptRun run =
        new ScriptRun(turn, script.digest(), rights.readOnly(), rights.allowsOutOfMemory());
    Words words = turn.words();
    Interpreter interpreter = lua.interpreter();
    scripting.begin(run, interpreter);
    lua.begin(run);
    interpreter.pushGlobals();
    interpreter.pushKept(keysName);
    lua.pushKeys(words, keys);
    interpreter.lua().setRaw(interpreter.state(), -3);
    interpreter.pushKept(argvName);
    lua.pushArguments(words, keys);
    interpreter.lua().setRaw(interpreter.state(), -3);
    interpreter.lua().pop(interpreter.state(), 1);
    interpreter.pushKept(script.function());
    try {
      lua.finish(run, 0, turn.reply());
    } finally {
      scripting.end();
    }
  }

  /** Whether a script with this digest, in any case, is kept. */
  boolean exists(String name) {
    return cache.withDigest(name.toLowerCase(Locale.ROOT)) != null;
  }

  /** SCRIPT FLUSH: forgets all, and the state of Lua with them. */
  void flush() {
    LuaRunner old = runner;
    runner = null;
    cache = new ScriptCache(this::forget);
    if (old != null) {
      old.interpreter().close();
    }
  }

  private void forget(Script script) {
    LuaRunner present = runner;
    if (present != null) {
      present.interpreter().forget(script.function());
    }
  }

  /** The scripts that are kept. */
  ScriptCache cache() {
    return cache;
  }

  /** Bytes that Lua takes. */
  long luaBytes() {
    LuaRunner present = runner;
    return present == null ? 0 : present.interpreter().memory().heldBytes();
  }
}
