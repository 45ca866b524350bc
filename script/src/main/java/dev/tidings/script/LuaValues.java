package dev.tidings.script;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * What host functions ask of the values they are given, refused in the words of Lua's own
 * functions, and how they convert numbers.
 */
final class LuaValues {
  /** The longest text that is made in one step, in bytes: a script cannot be stopped in between. */
  static final int MOST_BYTES = 512 * 1024 * 1024;

  private static final String[] TYPE_NAMES = {
    "nil", "boolean", "userdata", "number", "string", "table", "function", "userdata", "thread"
  };

  private LuaValues() {}

  /** As Lua names a type in errors. */
  static String typeName(int type) {
    return type < 0 ? "no value" : TYPE_NAMES[type];
  }

  /**
   * An array with room for {@code more} bytes behind the first {@code length}: {@code array} itself
   * or a longer copy of it.
   *
   * @param tooLong what is raised where a text would be longer than {@link #MOST_BYTES}
   */
  static byte[] withRoom(byte[] array, int length, long more, Supplier<ScriptFault> tooLong) {
    if (more <= array.length - length) {
      return array;
    }
    long wanted = length + more;
    if (wanted > MOST_BYTES) {
      throw tooLong.get();
    }
    return Arrays.copyOf(array, (int) Math.min(MOST_BYTES, Math.max(wanted, 2L * array.length)));
  }

  /** What is raised where a text that is made gets too long; also what Lua says itself. */
  static ScriptFault noMemory() {
    return ScriptFault.bare("not enough memory");
  }

  /** Refuses the argument at {@code index} unless it is a string, as which a number passes. */
  static void requireText(LuaLibrary lua, long state, int index, String function) {
    int type = lua.type(state, index);
    if (type != LuaLibrary.STRING && type != LuaLibrary.NUMBER) {
      throw refused(index, function, "string", type);
    }
  }

  /** Refuses the argument at {@code index} unless it is a table. */
  static void requireTable(LuaLibrary lua, long state, int index, String function) {
    int type = lua.type(state, index);
    if (type != LuaLibrary.TABLE) {
      throw refused(index, function, "table", type);
    }
  }

  /** The number at {@code index}, of which a text that shows one is as good. */
  static double number(LuaLibrary lua, long state, int index, String function) {
    if (!lua.isNumber(state, index)) {
      throw refused(index, function, "number", lua.type(state, index));
    }
    return lua.toNumber(state, index);
  }

  private static ScriptFault refused(int index, String function, String expected, int type) {
    return ScriptFault.argument(index, function, expected + " expected, got " + typeName(type));
  }

  /**
   * The whole part of {@code value}; what does not fit is the least of all numbers, as the
   * processor converts it and Redis shows it.
   */
  static long whole(double value) {
    return value >= -0x1p63 && value < 0x1p63 ? (long) value : Long.MIN_VALUE;
  }
}
