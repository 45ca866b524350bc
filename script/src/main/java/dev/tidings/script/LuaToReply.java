package dev.tidings.script;

import dev.tidings.protocol.RespWriter;

/**
 * Tells a client what a script answers: the way back of {@link ReplyToLua}. A number loses its
 * fraction, a list ends at the first nil, true is 1 and false is null as long as the script speaks
 * RESP2, and what has no counterpart is null.
 */
final class LuaToReply {
  private static final int SLOTS = 4;

  private final Interpreter interpreter;
  private final LuaLibrary lua;
  private final long state;

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
      case LuaLibrary.NUMBER -> reply.integer(whole(lua.toNumber(state, -1)));
      case LuaLibrary.BOOLEAN -> writeBoolean(reply, protocol);
      case LuaLibrary.TABLE -> writeTable(reply, protocol);
      default -> reply.nullBulk();
    }
    lua.pop(state, 1);
  }

  /** As the processor converts it: what does not fit is the least of all numbers. */
  private static long whole(double value) {
    boolean fits = value > -0x1p63 && value < 0x1p63;
    return fits ? (long) value : Long.MIN_VALUE;
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

  /** A table on the top: one with a field of a certain name is something special. */
  private void writeTable(RespWriter reply, int protocol) {
    if (isField("err", LuaLibrary.STRING)) {
      writeError(reply);
    } else if (isField("ok", LuaLibrary.STRING)) {
      reply.simple(upToZero(line()));
      lua.pop(state, 1);
    } else if (isField("double", LuaLibrary.NUMBER)) {
      reply.real(lua.toNumber(state, -1));
      lua.pop(state, 1);
    } else if (isField("big_number", LuaLibrary.STRING)) {
      reply.bigNumber(line());
      lua.pop(state, 1);
    } else if (isField("verbatim_string", LuaLibrary.TABLE)) {
      writeVerbatim(reply, protocol);
    } else if (isField("map", LuaLibrary.TABLE)) {
      writeMap(reply, protocol);
    } else if (isField("set", LuaLibrary.TABLE)) {
      writeSet(reply, protocol);
    } else {
      writeList(reply, protocol);
    }
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

  /** Redis takes the text of a status and of an error for one that a zero byte ends. */
  private static String upToZero(String text) {
    int end = text.indexOf(0);
    return end < 0 ? text : text.substring(0, end);
  }

  private void writeError(RespWriter reply) {
    String text = upToZero(interpreter.latin1(state, -1));
    lua.pop(state, 1);
    boolean known = isField("ignore_error_stats_update", LuaLibrary.BOOLEAN);
    if (known) {
      lua.pop(state, 1);
      reply.repeatedError(text);
    } else {
      reply.error(text);
    }
  }

  private void writeList(RespWriter reply, int protocol) {
    int count = 0;
    do {
      count++;
      lua.rawAt(state, -1, count);
      boolean end = lua.type(state, -1) == LuaLibrary.NIL;
      lua.pop(state, 1);
      if (end) {
        break;
      }
    } while (true);
    reply.array(count - 1);
    for (int i = 1; i < count; i++) {
      lua.rawAt(state, -1, i);
      write(reply, protocol);
    }
  }

  private void writeMap(RespWriter reply, int protocol) {
    int pairs = count();
    reply.map(pairs);
    lua.pushNil(state);
    while (lua.next(state, -2)) {
      lua.pushCopy(state, -2);
      write(reply, protocol);
      write(reply, protocol);
    }
    lua.pop(state, 1);
  }

  private void writeSet(RespWriter reply, int protocol) {
    int members = count();
    reply.set(members);
    lua.pushNil(state);
    while (lua.next(state, -2)) {
      lua.pop(state, 1);
      lua.pushCopy(state, -1);
      write(reply, protocol);
    }
    lua.pop(state, 1);
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

  /** With both its fields it is a text for people; else it is a table like any other. */
  private void writeVerbatim(RespWriter reply, int protocol) {
    if (isField("format", LuaLibrary.STRING)) {
      String format = interpreter.latin1(state, -1);
      lua.pop(state, 1);
      if (isField("string", LuaLibrary.STRING)) {
        byte[] text = interpreter.bytes(state, -1);
        lua.pop(state, 2);
        reply.verbatim((format + "   ").substring(0, 3), text);
        return;
      }
    }
    lua.pop(state, 1);
    writeList(reply, protocol);
  }
}
