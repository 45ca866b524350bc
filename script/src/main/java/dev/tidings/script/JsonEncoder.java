package dev.tidings.script;

import dev.tidings.script.JsonSettings.Setting;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes values of Lua as JSON. A table whose keys are all whole numbers from 1 on is a list, with
 * null in its gaps, and so is one whose metatable says so; any other is an object, in the order in
 * which Lua goes through it.
 */
final class JsonEncoder {
  private static final int ROOM = 1024;
  private static final int MOST_KEPT_BYTES = 64 * 1024;

  /** What a character becomes that cannot stand for itself; the rest are null. */
  private static final byte[][] ESCAPES = escapes();

  /** In place of a number of places. */
  private static final int OBJECT = -1;

  /** The field of a metatable that makes a list of a table. */
  private static final String MARK = "__is_cjson_array";

  private static final byte[] NULL = ascii("null");
  private static final byte[] TRUE = ascii("true");
  private static final byte[] FALSE = ascii("false");
  private static final byte[] NAN = ascii("nan");

  private final Interpreter interpreter;
  private final LuaLibrary lua;
  private final LanguageFunctions language;
  private byte[] out = new byte[ROOM];
  private int length;

  /** How many tables are begun: they are all on Lua's stack, not on Java's. */
  private int depth;

  /** Of each its places if it is a list, and how often it was gone on with. */
  private int[] places = new int[16];

  private int[] steps = new int[16];

  private JsonSettings settings = new JsonSettings();

  JsonEncoder(Interpreter interpreter, LanguageFunctions language) {
    this.interpreter = interpreter;
    this.lua = interpreter.lua();
    this.language = language;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static byte[][] escapes() {
    byte[][] escapes = new byte[256][];
    for (int i = 0; i < ' '; i++) {
      escapes[i] =
          ascii(i < 16 ? "\\u000" + Integer.toHexString(i) : "\\u00" + Integer.toHexString(i));
    }
    escapes[127] = ascii("\\u007f");
    String plain = "\b\t\n\f\r\"\\/";
    String shown = "btnfr\"\\/";
    for (int i = 0; i < plain.length(); i++) {
      escapes[plain.charAt(i)] = ascii("\\" + shown.charAt(i));
    }
    return escapes;
  }

  /** Pushes the text of the value on the top. */
  void encode(long state, JsonSettings by) {
    settings = by;
    length = 0;
    depth = 0;
    try {
      value(state);
      while (depth > 0) {
        if (places[depth] != OBJECT) {
          stepOfList(state);
        } else {
          stepOfObject(state);
        }
      }
      interpreter.push(state, out, 0, length);
    } finally {
      if (out.length > MOST_KEPT_BYTES) {
        out = new byte[ROOM];
      }
    }
  }

  private ScriptFault refused(long state, int index, String reason) {
    return ScriptFault.placed(
        "Cannot serialise " + LuaValues.typeName(lua.type(state, index)) + ": " + reason);
  }

  /** Writes the value on the top and leaves it there; of a table only its beginning. */
  private void value(long state) {
    switch (lua.type(state, -1)) {
      case LuaLibrary.STRING -> string(state, -1);
      case LuaLibrary.NUMBER -> number(state, -1);
      case LuaLibrary.BOOLEAN -> add(lua.toBoolean(state, -1) ? TRUE : FALSE);
      case LuaLibrary.TABLE -> open(state);
      // Addresses are known to scripts in one form only: cjson.null.
      case LuaLibrary.NIL, LuaLibrary.LIGHT_USERDATA -> add(NULL);
      default -> throw refused(state, -1, "type not supported");
    }
  }

  // ---- Tables ----

  private void open(long state) {
    depth++;
    if (depth > settings.value(Setting.ENCODE_MAX_DEPTH) || !lua.checkStack(state, 3)) {
      throw ScriptFault.placed("Cannot serialise, excessive nesting (" + depth + ")");
    }
    if (depth == places.length) {
      places = Arrays.copyOf(places, 2 * depth);
      steps = Arrays.copyOf(steps, 2 * depth);
    }
    places[depth] = isMarked(state) ? (int) lua.length(state, -1) : placesOrObject(state);
    steps[depth] = 0;
    add(places[depth] == OBJECT ? '{' : '[');
  }

  /** Whether the table on the top is a list because it says so, whatever is in it. */
  private boolean isMarked(long state) {
    if (!lua.pushMetatable(state, -1)) {
      return false;
    }
    language.seeThroughTop(state);
    interpreter.push(state, MARK);
    lua.raw(state, -2);
    boolean marked = lua.toBoolean(state, -1);
    lua.pop(state, 2);
    return marked;
  }

  private int placesOrObject(long state) {
    int most = places(state);
    return most > 0 ? most : OBJECT;
  }

  /** Goes on with the list on the top, above which may be the element written last. */
  private void stepOfList(long state) {
    int step = ++steps[depth];
    if (step > 1) {
      lua.pop(state, 1);
    }
    if (step > places[depth]) {
      add(']');
      depth--;
      return;
    }
    if (step > 1) {
      add(',');
    }
    lua.rawAt(state, -1, step);
    value(state);
  }

  /** Goes on with the object on the top, above which may be the key and value written last. */
  private void stepOfObject(long state) {
    boolean first = ++steps[depth] == 1;
    if (first) {
      lua.pushNil(state);
    } else {
      lua.pop(state, 1);
    }
    if (!lua.next(state, -2)) {
      if (first && language.seeThroughTop(state)) {
        // What is behind a table of the sandbox are functions.
        throw ScriptFault.placed("Cannot serialise function: type not supported");
      }
      add('}');
      depth--;
      return;
    }
    if (!first) {
      add(',');
    }
    key(state);
    add(':');
    value(state);
  }

  private void key(long state) {
    switch (lua.type(state, -2)) {
      case LuaLibrary.STRING -> string(state, -2);
      case LuaLibrary.NUMBER -> {
        add('"');
        number(state, -2);
        add('"');
      }
      default -> throw refused(state, -2, "table key must be a number or string");
    }
  }

  /** The highest key, if the table on the top is a list; otherwise a number below 1. */
  private int places(long state) {
    int most = 0;
    int elements = 0;
    lua.pushNil(state);
    while (lua.next(state, -2)) {
      double key = lua.type(state, -2) == LuaLibrary.NUMBER ? lua.toNumber(state, -2) : 0;
      lua.pop(state, 1);
      if (key < 1 || Math.floor(key) != key) {
        lua.pop(state, 1);
        return -1;
      }
      if (key > most) {
        // A number without place in 32 bits counts for none, as in Redis.
        most = key > Integer.MAX_VALUE ? Integer.MIN_VALUE : (int) key;
      }
      elements++;
    }
    int ratio = settings.value(Setting.SPARSE_RATIO);
    if (ratio > 0 && most > elements * ratio && most > settings.value(Setting.SPARSE_SAFE)) {
      if (settings.value(Setting.CONVERT_SPARSE) == 0) {
        throw refused(state, -1, "excessively sparse array");
      }
      return -1;
    }
    return most;
  }

  // ---- Numbers and strings ----

  private void number(long state, int index) {
    double value = lua.toNumber(state, index);
    int digits = settings.value(Setting.ENCODE_NUMBER_PRECISION);
    if (value == (int) value && digits >= 10 && (value != 0 || 1 / value > 0)) {
      whole((int) value);
    } else if (Double.isFinite(value)) {
      add(ascii(NumberText.of(value, digits)));
    } else {
      switch (settings.value(Setting.ENCODE_INVALID_NUMBERS)) {
        case 0 -> throw refused(state, index, "must not be NaN or Inf");
        case 1 -> add(Double.isNaN(value) ? NAN : ascii(NumberText.of(value, digits)));
        default -> add(NULL);
      }
    }
  }

  private void whole(int value) {
    ensureRoom(11);
    if (value < 0) {
      out[length++] = '-';
    }
    long left = Math.abs((long) value);
    int end = length + 1;
    for (long rest = left; rest >= 10; rest /= 10) {
      end++;
    }
    length = end;
    do {
      out[--end] = (byte) ('0' + left % 10);
      left /= 10;
    } while (left > 0);
  }

  private void string(long state, int index) {
    long address = interpreter.textAddress(state, index);
    int count = interpreter.textLength();
    ensureRoom(count + 2L);
    out[length++] = '"';
    int start = length;
    Interpreter.copy(address, out, start, count);
    length += count;
    int more = 0;
    for (int i = start; i < length; i++) {
      byte[] escape = ESCAPES[out[i] & 0xFF];
      if (escape != null) {
        more += escape.length - 1;
      }
    }
    if (more > 0) {
      escape(start, more);
    }
    add('"');
  }

  /** Moves the characters from {@code start} on apart, from the last on, and puts escapes in. */
  private void escape(int start, int more) {
    ensureRoom(more);
    int to = length + more;
    for (int from = length - 1; from >= start; from--) {
      byte[] escape = ESCAPES[out[from] & 0xFF];
      if (escape == null) {
        out[--to] = out[from];
      } else {
        to -= escape.length;
        System.arraycopy(escape, 0, out, to, escape.length);
      }
    }
    length += more;
  }

  private void add(char one) {
    ensureRoom(1);
    out[length++] = (byte) one;
  }

  private void add(byte[] all) {
    ensureRoom(all.length);
    System.arraycopy(all, 0, out, length, all.length);
    length += all.length;
  }

  private void ensureRoom(long more) {
    out =
        LuaValues.withRoom(
            out, length, more, () -> ScriptFault.placed("resulting string too large"));
  }
}
