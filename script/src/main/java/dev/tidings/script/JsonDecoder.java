package dev.tidings.script;

import dev.tidings.script.JsonReader.Token;
import dev.tidings.script.JsonSettings.Setting;
import java.util.Arrays;

/**
 * Makes values of Lua from JSON: {@link JsonReader} tells what comes next, and tables grow on Lua's
 * stack. What it tells of faults are the words of Redis's library.
 */
final class JsonDecoder {
  private static final int OBJECT = -1;

  private final Interpreter interpreter;
  private final LuaLibrary lua;
  private final JsonReader reader = new JsonReader();
  private JsonSettings settings = new JsonSettings();
  private long address;
  private int mark;

  /** How many tables are begun: they are all on Lua's stack, not on Java's. */
  private int depth;

  /** Of each how many elements it has got, or that it is an object. */
  private int[] counts = new int[16];

  JsonDecoder(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.lua = interpreter.lua();
  }

  /** Marks lists with the metatable that is kept as {@code kept}. */
  void mark(int kept) {
    mark = kept;
  }

  /** Pushes the value that the string at index 1 shows. */
  void decode(long state, JsonSettings by) {
    settings = by;
    address = interpreter.textAddress(state, 1);
    reader.begin(address, interpreter.textLength(), by);
    depth = 0;
    try {
      all(state);
      Token last = reader.next();
      if (last != Token.END) {
        throw unexpected("the end", last);
      }
    } finally {
      reader.end();
    }
  }

  private ScriptFault unexpected(String expected, Token found) {
    String told = found == Token.FAULT ? reader.fault() : found.shown;
    return ScriptFault.placed(
        "Expected " + expected + " but found " + told + " at character " + (reader.start() + 1));
  }

  /** Pushes the value that begins with the next token. */
  private void all(long state) {
    boolean whole = value(state, reader.next());
    while (depth > 0) {
      boolean object = counts[depth] == OBJECT;
      if (whole) {
        store(state);
      }
      Token next = reader.next();
      if (next == (object ? Token.OBJECT_END : Token.LIST_END)) {
        depth--;
        whole = true;
        continue;
      }
      if (whole) {
        if (next != Token.COMMA) {
          throw unexpected(object ? "comma or object end" : "comma or array end", next);
        }
        next = reader.next();
      }
      if (object) {
        key(state, next);
        next = reader.next();
      }
      whole = value(state, next);
    }
  }

  /** Pushes a value; false if it is a table of which only the beginning was read. */
  private boolean value(long state, Token token) {
    switch (token) {
      case STRING -> pushString(state);
      case NUMBER -> lua.pushNumber(state, reader.number());
      case BOOLEAN -> lua.pushBoolean(state, reader.truth());
      case NULL -> lua.pushAddress(state, 0);
      case OBJECT_BEGIN -> {
        open(state, 3, OBJECT);
        return false;
      }
      case LIST_BEGIN -> {
        open(state, 2, 0);
        return false;
      }
      default -> throw unexpected("value", token);
    }
    return true;
  }

  /** Puts the value on the top into the table that it belongs to. */
  private void store(long state) {
    if (counts[depth] == OBJECT) {
      lua.setRaw(state, -3);
    } else {
      lua.setRawAt(state, -2, ++counts[depth]);
    }
  }

  private void key(long state, Token token) {
    if (token != Token.STRING) {
      throw unexpected("object key string", token);
    }
    pushString(state);
    Token next = reader.next();
    if (next != Token.COLON) {
      throw unexpected("colon", next);
    }
  }

  private void pushString(long state) {
    if (reader.isPlain()) {
      lua.pushText(state, address + reader.start() + 1, reader.position() - reader.start() - 2);
    } else {
      interpreter.push(state, reader.unescaped(), 0, reader.unescapedLength());
    }
  }

  private void open(long state, int room, int count) {
    depth++;
    if (depth > settings.value(Setting.DECODE_MAX_DEPTH) || !lua.checkStack(state, room)) {
      throw ScriptFault.placed(
          "Found too many nested data structures ("
              + depth
              + ") at character "
              + reader.position());
    }
    if (depth == counts.length) {
      counts = Arrays.copyOf(counts, 2 * depth);
    }
    counts[depth] = count;
    lua.newTable(state, 0, 0);
    if (count != OBJECT && settings.value(Setting.DECODE_MARKED_LISTS) == 1) {
      interpreter.pushKept(state, mark);
      lua.setMetatable(state, -2);
    }
  }
}
