package dev.tidings.script;

import dev.tidings.command.Refusal;
import dev.tidings.command.WholeNumber;
import dev.tidings.engine.Engine;
import dev.tidings.engine.Surroundings;
import dev.tidings.protocol.RespWriter;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * An interpreter with the sandbox and all libraries in it, and the way of one run: keys and
 * arguments in, reply out.
 */
final class LuaRunner {
  /** The word behind the number of keys. */
  private static final int FIRST_KEY = 3;

  private final Interpreter interpreter;
  private final LuaLibrary lua;
  private final RedisFunctions functions;
  private final LanguageFunctions language;
  private final LuaToReply answers;

  /** One for {@code engine}; {@code more} adds what libraries find while they are loaded. */
  LuaRunner(Engine engine, LuaLibrary lua, Interpreter.Guard guard, Additions more) {
    this.lua = lua;
    Surroundings surroundings = engine.surroundings();
    this.interpreter = new Interpreter(lua, surroundings.nativeLibrary("allocator"), guard);
    this.language = new LanguageFunctions(interpreter);
    this.functions = new RedisFunctions(interpreter, surroundings);
    this.answers = new LuaToReply(interpreter);
    lua.newTable(interpreter.state(), 0, 16);
    language.addTo();
    JsonFunctions json = JsonFunctions.learning(interpreter, language);
    new PatternFunctions(interpreter).addTo();
    interpreter.addTable(
        "libraries",
        () -> {
          interpreter.addTable("redis", functions::addTo);
          interpreter.addTable("bit", new BitFunctions(interpreter)::addTo);
          interpreter.addTable("struct", new StructFunctions(interpreter)::addTo);
          interpreter.addTable("cmsgpack", new MessagePackFunctions(interpreter, language)::addTo);
          interpreter.addTable("cjson", json::addTo);
        });
    interpreter.addTable(
        "loading",
        () -> {
          functions.addWhileLoading();
          more.addTo(interpreter);
        });
    interpreter.furnish(surroundings.resource("/dev/tidings/script/sandbox.lua"));
  }

  /** What libraries find in the table {@code redis} while they are loaded. */
  @FunctionalInterface
  interface Additions {
    /** Adds it to the table on the top. */
    void addTo(Interpreter interpreter);
  }

  Interpreter interpreter() {
    return interpreter;
  }

  /**
   * Compiles a script.
   *
   * @param skipped bytes at the start that are not Lua
   * @return null, or why it is none; otherwise its function is on the stack
   */
  @Nullable String compile(Bytes text, int skipped, String name) {
    Bytes body = skipped == 0 ? text : Bytes.copyOf(text.array(), skipped, text.length() - skipped);
    return interpreter.load(body, name);
  }

  /** Begins a run; the function is to be pushed next. */
  void begin(ScriptRun run) {
    functions.serve(run);
    language.begin(() -> run.turn().random().nextInt(), run.turn().nowMillis());
    interpreter.begin();
  }

  /**
   * The number of keys, which is word 2 of whatever runs something.
   *
   * @param refusal what is said if it is no number
   */
  static int keys(Words words, String refusal) {
    long keys = WholeNumber.of(words.array(), words.start(2), words.length(2), refusal);
    if (keys > words.count() - FIRST_KEY) {
      throw new Refusal("ERR Number of keys can't be greater than number of args");
    }
    if (keys < 0) {
      throw new Refusal("ERR Number of keys can't be negative");
    }
    return (int) keys;
  }

  /** Pushes the keys as a table. */
  void pushKeys(Words words, int keys) {
    pushList(words, FIRST_KEY, keys);
  }

  /** Pushes the words behind the keys as a table. */
  void pushArguments(Words words, int keys) {
    pushList(words, FIRST_KEY + keys, words.count() - FIRST_KEY - keys);
  }

  private void pushList(Words words, int first, int count) {
    long state = interpreter.state();
    lua.newTable(state, count, 0);
    for (int i = 0; i < count; i++) {
      interpreter.push(state, words.array(), words.start(first + i), words.length(first + i));
      lua.setRawAt(state, -2, i + 1);
    }
  }

  /** Calls the function below {@code arguments} values and answers with its result. */
  void finish(ScriptRun run, int arguments, RespWriter reply) {
    try {
      if (interpreter.call(arguments)) {
        answers.write(reply, run.protocol());
      } else {
        tellError(run, reply);
      }
    } finally {
      run.calls().end();
      functions.serve(null);
      interpreter.finish();
    }
  }

  private void tellError(ScriptRun run, RespWriter reply) {
    long state = interpreter.state();
    String ending = run.ending();
    String text = ending == null ? errorText() : ending;
    String place = field("source");
    String told =
        place == null
            ? text
            : text + " script: " + run.name() + ", on " + place + ":" + field("line") + ".";
    boolean known =
        lua.type(state, -1) == LuaLibrary.TABLE && field("ignore_error_stats_update") != null;
    if (known) {
      reply.repeatedError(told);
    } else {
      reply.error(told);
    }
  }

  /** What the error on the top says. */
  String errorText() {
    long state = interpreter.state();
    if (lua.type(state, -1) != LuaLibrary.TABLE) {
      return lua.type(state, -1) == LuaLibrary.STRING
          ? "ERR " + interpreter.latin1(state, -1)
          : "ERR execution failure";
    }
    String text = field("err");
    return text == null ? "ERR unknown error" : text;
  }

  /** A field of the table on the top as text; null if there is no table or it has none. */
  private @Nullable String field(String name) {
    long state = interpreter.state();
    if (lua.type(state, -1) != LuaLibrary.TABLE) {
      return null;
    }
    interpreter.push(state, name);
    lua.raw(state, -2);
    String text =
        switch (lua.type(state, -1)) {
          case LuaLibrary.STRING, LuaLibrary.NUMBER -> interpreter.latin1(state, -1);
          case LuaLibrary.BOOLEAN -> lua.toBoolean(state, -1) ? "true" : "false";
          default -> null;
        };
    lua.pop(state, 1);
    return text;
  }
}
