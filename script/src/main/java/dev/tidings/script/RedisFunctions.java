package dev.tidings.script;

import dev.tidings.command.Refusal;
import dev.tidings.engine.Surroundings;
import dev.tidings.protocol.DoubleText;
import dev.tidings.protocol.Outbox;
import dev.tidings.protocol.RespWriter;
import dev.tidings.protocol.Segment;
import dev.tidings.protocol.Words;
import dev.tidings.protocol.WordsWriter;
import dev.tidings.structures.ZeroEnded;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The table {@code redis} that scripts find. */
final class RedisFunctions {
  /** The version of the protocol and its commands that scripts are told. */
  static final String VERSION = "7.4.0";

  private static final int VERSION_NUMBER = 0x00070400;
  private static final int ALL_REPLICATION_FLAGS = 3;
  private static final String NO_ARGUMENT =
      "ERR Please specify at least one argument for this redis lib call";
  private static final String WRONG_ARGUMENT =
      "ERR Lua redis lib command arguments must be strings or integers";
  private static final String WRONG_REPLY_ARGUMENT = "ERR wrong number or type of arguments";

  private final Interpreter interpreter;
  private final LuaLibrary lua;
  private final Surroundings surroundings;
  private final ReplyToLua replies;
  private final WordsWriter words = new WordsWriter();
  private final Outbox scratch = new Outbox();
  private final RespWriter writer = new RespWriter(scratch);
  private final Consumer<Segment> taker = this::take;
  private final Digest digest = new Digest();
  private byte[] reply = new byte[0];
  private int replyLength;
  private @Nullable ScriptRun run;

  RedisFunctions(Interpreter interpreter, Surroundings surroundings) {
    this.surroundings = surroundings;
    this.interpreter = interpreter;
    this.lua = interpreter.lua();
    this.replies = new ReplyToLua(interpreter);
  }

  /** The run whose calls are served from now on; null between runs. */
  void serve(@Nullable ScriptRun begun) {
    run = begun;
  }

  /** Adds what the table {@code redis} has to the table on the top. */
  void addTo() {
    interpreter.addFunction("call", state -> call(state));
    interpreter.addFunction("pcall", this::protectedCall);
    interpreter.addFunction("error_reply", this::errorReply);
    interpreter.addFunction("status_reply", this::statusReply);
    interpreter.addFunction("sha1hex", this::sha1hex);
    interpreter.addFunction("setresp", this::setresp);
    interpreter.addFunction("acl_check_cmd", this::aclCheck);
    interpreter.addFunction("set_repl", this::setReplication);
    interpreter.addFunction("replicate_commands", state -> answer(state, true));
    interpreter.addFunction("breakpoint", state -> answer(state, false));
    interpreter.addFunction("debug", state -> 0);
    interpreter.addNumber("REPL_NONE", 0);
    interpreter.addNumber("REPL_AOF", 1);
    interpreter.addNumber("REPL_SLAVE", 2);
    interpreter.addNumber("REPL_REPLICA", 2);
    interpreter.addNumber("REPL_ALL", ALL_REPLICATION_FLAGS);
    addWhileLoading();
  }

  /** Adds what libraries may use while they are loaded. */
  void addWhileLoading() {
    interpreter.addFunction("log", this::log);
    interpreter.addNumber("LOG_DEBUG", 0);
    interpreter.addNumber("LOG_VERBOSE", 1);
    interpreter.addNumber("LOG_NOTICE", 2);
    interpreter.addNumber("LOG_WARNING", 3);
    interpreter.addNumber("REDIS_VERSION_NUM", VERSION_NUMBER);
    interpreter.addText("REDIS_VERSION", VERSION);
  }

  private ScriptRun run() {
    ScriptRun present = run;
    if (present == null) {
      throw ScriptFault.of("ERR redis.call/pcall can only be called inside a script invocation");
    }
    return present;
  }

  private int answer(long state, boolean value) {
    lua.pushBoolean(state, value);
    return 1;
  }

  // ---- Calls ----

  private int call(long state) {
    perform(state);
    if (reply[0] == '-') {
      throw ScriptFault.counted(ReplyToLua.withCode(replyLine()));
    }
    replies.push(state, reply, 0);
    return 1;
  }

  private int protectedCall(long state) {
    try {
      perform(state);
      replies.push(state, reply, 0);
    } catch (ScriptFault caught) {
      interpreter.pushError(state, caught.text(), false);
    }
    return 1;
  }

  private String replyLine() {
    return new String(reply, 1, replyLength - 3, StandardCharsets.ISO_8859_1);
  }

  private void perform(long state) {
    ScriptRun present = run();
    Words request = request(state);
    writer.speak(present.protocol());
    present.calls().call(request, writer);
    replyLength = 0;
    long taken = scratch.take(taker, Long.MAX_VALUE);
    scratch.onWritten(taken);
  }

  private void take(Segment segment) {
    if (replyLength == 0) {
      reply = segment.array();
      replyLength = segment.length();
    } else {
      ByteArrayOutputStream all = new ByteArrayOutputStream(replyLength + segment.length());
      all.write(reply, 0, replyLength);
      all.write(segment.array(), 0, segment.length());
      reply = all.toByteArray();
      replyLength = reply.length;
    }
    if (segment instanceof Segment.Frame frame) {
      frame.release();
    }
  }

  /** The arguments as the words of a request. */
  private Words request(long state) {
    int count = lua.top(state);
    if (count == 0) {
      throw ScriptFault.of(NO_ARGUMENT);
    }
    words.begin();
    for (int i = 1; i <= count; i++) {
      switch (lua.type(state, i)) {
        case LuaLibrary.STRING -> {
          long address = interpreter.textAddress(state, i);
          int length = interpreter.textLength();
          int at = words.add(length);
          Interpreter.copy(address, words.array(), at, length);
        }
        case LuaLibrary.NUMBER -> words.add(text(lua.toNumber(state, i)));
        default -> throw ScriptFault.of(WRONG_ARGUMENT);
      }
    }
    return words.words();
  }

  /** As scores are told; zero has no sign, and what is no number has the one that C writes. */
  private static String text(double number) {
    if (number == 0) {
      return "0";
    }
    return Double.isNaN(number) ? NumberText.of(number, 1) : DoubleText.of(number);
  }

  private int aclCheck(long state) {
    try {
      return answer(state, run().calls().isAllowed(request(state)));
    } catch (Refusal refusal) {
      throw ScriptFault.of(refusal.text());
    }
  }

  // ---- The rest of the table ----

  private int errorReply(long state) {
    if (lua.top(state) != 1 || lua.type(state, 1) != LuaLibrary.STRING) {
      interpreter.pushError(state, WRONG_REPLY_ARGUMENT, false);
      return 1;
    }
    String text = ZeroEnded.of(interpreter.latin1(state, 1));
    String bare = text.startsWith("-") ? text.substring(1) : text;
    interpreter.pushError(state, ReplyToLua.withCode(RespWriter.withoutLineEnd(bare)), false);
    return 1;
  }

  private int statusReply(long state) {
    if (lua.top(state) != 1 || lua.type(state, 1) != LuaLibrary.STRING) {
      interpreter.pushError(state, WRONG_REPLY_ARGUMENT, false);
      return 1;
    }
    lua.newTable(state, 0, 1);
    interpreter.push(state, "ok");
    lua.pushCopy(state, 1);
    lua.setRaw(state, -3);
    return 1;
  }

  private int sha1hex(long state) {
    if (lua.top(state) != 1) {
      throw ScriptFault.of("ERR wrong number of arguments");
    }
    interpreter.push(state, digest.of(interpreter.bytes(state, 1)));
    return 1;
  }

  private int log(long state) {
    int count = lua.top(state);
    if (count < 2) {
      throw ScriptFault.of("ERR redis.log() requires two arguments or more.");
    }
    if (lua.type(state, 1) != LuaLibrary.NUMBER) {
      throw ScriptFault.of("ERR First argument must be a number (log level).");
    }
    double level = lua.toNumber(state, 1);
    Surroundings.Level[] levels = Surroundings.Level.values();
    if (!(level >= 0 && (int) level < levels.length)) {
      throw ScriptFault.of("ERR Invalid log level.");
    }
    StringBuilder text = new StringBuilder();
    for (int i = 2; i <= count; i++) {
      text.append(i == 2 ? "" : " ").append(interpreter.latin1(state, i));
    }
    surroundings.log(levels[(int) level], text.toString());
    return 0;
  }

  private int setresp(long state) {
    if (lua.top(state) != 1) {
      throw ScriptFault.of("ERR redis.setresp() requires one argument.");
    }
    int version = (int) lua.toNumber(state, 1);
    if (version != 2 && version != 3) {
      throw ScriptFault.of("ERR RESP version must be 2 or 3.");
    }
    run().speak(version);
    return 0;
  }

  private int setReplication(long state) {
    if (lua.top(state) != 1) {
      throw ScriptFault.of("ERR redis.set_repl() requires one argument.");
    }
    int flags = (int) lua.toNumber(state, 1);
    if ((flags & ~ALL_REPLICATION_FLAGS) != 0) {
      throw ScriptFault.of(
          "ERR Invalid replication flags. Use REPL_AOF, REPL_REPLICA, REPL_ALL or REPL_NONE.");
    }
    return 0;
  }
}
