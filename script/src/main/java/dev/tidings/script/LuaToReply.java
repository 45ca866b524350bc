package dev.tidings.script;

import dev.tidings.protocol.RespWriter;
import dev.tidings.structures.ZeroEnded;
import java.util.Arrays;

/**
 * Tells a client what a script answers: the way back of {@link ReplyToLua}. A number loses its
 * fraction, a list ends at the first nil, true is 1 and false is null as long as the script speaks
 * RESP2, and what has no counterpart is null.
 *
 * <p>Tables in tables may be as deep as Lua's stack, which is deeper than Java's. So those under
 * way are kept in a stack beside it:
 *
 * <pre>
 *   {7, {map = {a = 1}}}   Lua's stack:   table   table   map   "a"   1
 *                          form, next:    LIST 2          VALUE
 * </pre>
 */
final class LuaToReply {
  private static final int SLOTS = 4;

  /** What is next of a table under way: an element of a list, or a part of a map or a set. */
  private enum Form {
    LIST,
    KEY,
    VALUE,
    MEMBER
  }

  private final Interpreter interpreter;
  private final LuaLibrary lua;
  private final long state;
  private Form[] forms = new Form[16];
  private int[] next = new int[16];
  private int[] ends = new int[16];
  private int depth;

  LuaToReply(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.lua = interpreter.lua();
    this.state = interpreter.state();
  }

  /**
   * Writes the value on the top of the stack and takes it away.
   *
   * @param protocol what the script speaks, 2 or 3
   */
  void write(RespWriter reply, int protocol) {
    depth = 0;
    begin(reply, protocol);
    while (depth > 0) {
      switch (forms[depth - 1]) {
        case LIST -> goOnWithList(reply, protocol);
        case KEY -> goOnWithMap(reply, protocol);
        case VALUE -> {
          forms[depth - 1] = Form.KEY;
          begin(reply, protocol);
        }
        case MEMBER -> goOnWithSet(reply, protocol);
      }
    }
  }

  /** Writes the value on the top and takes it away, or begins a table, which stays. */
  private void begin(RespWriter reply, int protocol) {
    if (!lua.checkStack(state, SLOTS)) {
      reply.error("ERR reached lua stack limit");
      lua.pop(state, 1);
      return;
    }
    switch (lua.type(state, -1)) {
      case LuaLibrary.STRING -> {
        byte[] bytes = interpreter.bytes(state, -1);
        reply.bulk(bytes);
      }
      case LuaLibrary.NUMBER -> reply.integer(LuaValues.whole(lua.toNumber(state, -1)));
      case LuaLibrary.BOOLEAN -> writeBoolean(reply, protocol);
      case LuaLibrary.TABLE -> {
        if (beginTable(reply)) {
          return;
        }
      }
      default -> reply.nullBulk();
    }
    lua.pop(state, 1);
  }

  private void writeBoolean(RespWriter reply, int protocol) {
    boolean value = lua.toBoolean(state, -1);
    if (protocol == 3) {
      reply.bool(value);
    } else if (value) {
      reply.integer(1);
    } else {
      reply.nullBulk();
    }
  }

  /**
   * Writes the table on the top: one with a field of a certain name is something special.
   *
   * @return whether what it holds is still to come
   */
  private boolean beginTable(RespWriter reply) {
    if (isField("err", LuaLibrary.STRING)) {
      writeError(reply);
    } else if (isField("ok", LuaLibrary.STRING)) {
      reply.simple(ZeroEnded.of(line()));
      lua.pop(state, 1);
    } else if (isField("double", LuaLibrary.NUMBER)) {
      reply.real(lua.toNumber(state, -1));
      lua.pop(state, 1);
    } else if (isField("big_number", LuaLibrary.STRING)) {
      reply.bigNumber(line());
      lua.pop(state, 1);
    } else if (isField("verbatim_string", LuaLibrary.TABLE)) {
      return !isVerbatim(reply) && enter(Form.LIST, beginList(reply));
    } else if (isField("map", LuaLibrary.TABLE)) {
      reply.map(count());
      return enter(Form.KEY, 0);
    } else if (isField("set", LuaLibrary.TABLE)) {
      reply.set(count());
      return enter(Form.MEMBER, 0);
    } else {
      return enter(Form.LIST, beginList(reply));
    }
    return false;
  }

  private boolean enter(Form form, int end) {
    if (depth == forms.length) {
      forms = Arrays.copyOf(forms, 2 * depth);
      next = Arrays.copyOf(next, 2 * depth);
      ends = Arrays.copyOf(ends, 2 * depth);
    }
    if (form != Form.LIST) {
      lua.pushNil(state);
    }
    forms[depth] = form;
    next[depth] = 1;
    ends[depth] = end;
    depth++;
    return true;
  }

  /** Whether the table on the top has a field of this type; if so, it is pushed. */
  private boolean isField(String name, int type) {
    interpreter.push(state, name);
    lua.raw(state, -2);
    if (lua.type(state, -1) == type) {
      return true;
    }
    lua.pop(state, 1);
    return false;
  }

  private String line() {
    return interpreter.latin1(state, -1).replace('\r', ' ').replace('\n', ' ');
  }

  private void writeError(RespWriter reply) {
    String text = ZeroEnded.of(interpreter.latin1(state, -1));
    lua.pop(state, 1);
    boolean known = isField("ignore_error_stats_update", LuaLibrary.BOOLEAN);
    if (known) {
      lua.pop(state, 1);
      reply.repeatedError(text);
    } else {
      reply.error(text);
    }
  }

  /** How many elements the table on the top has before the first nil; tells it. */
  private int beginList(RespWriter reply) {
    int count = 0;
    boolean end;
    do {
      count++;
      lua.rawAt(state, -1, count);
      end = lua.type(state, -1) == LuaLibrary.NIL;
      lua.pop(state, 1);
    } while (!end);
    reply.array(count - 1);
    return count;
  }

  private void goOnWithList(RespWriter reply, int protocol) {
    int last = depth - 1;
    if (next[last] == ends[last]) {
      lua.pop(state, 1);
      depth = last;
    } else {
      lua.rawAt(state, -1, next[last]++);
      begin(reply, protocol);
    }
  }

  /** On the top is the last key, below it the map, below that the table that has it as a field. */
  private void goOnWithMap(RespWriter reply, int protocol) {
    if (lua.next(state, -2)) {
      forms[depth - 1] = Form.VALUE;
      lua.pushCopy(state, -2);
      begin(reply, protocol);
    } else {
      lua.pop(state, 2);
      depth--;
    }
  }

  private void goOnWithSet(RespWriter reply, int protocol) {
    if (lua.next(state, -2)) {
      lua.pop(state, 1);
      lua.pushCopy(state, -1);
      begin(reply, protocol);
    } else {
      lua.pop(state, 2);
      depth--;
    }
  }

  /** How many pairs the table on the top has. */
  private int count() {
    int count = 0;
    lua.pushNil(state);
    while (lua.next(state, -2)) {
      lua.pop(state, 1);
      count++;
    }
    return count;
  }

  /** Writes a text for people; without both its fields it is a list like any other. */
  private boolean isVerbatim(RespWriter reply) {
    boolean whole = false;
    if (isField("format", LuaLibrary.STRING)) {
      String format = interpreter.latin1(state, -1);
      lua.pop(state, 1);
      if (isField("string", LuaLibrary.STRING)) {
        byte[] text = interpreter.bytes(state, -1);
        lua.pop(state, 1);
        reply.verbatim((format + "   ").substring(0, 3), text);
        whole = true;
      }
    }
    lua.pop(state, 1);
    return whole;
  }
}
