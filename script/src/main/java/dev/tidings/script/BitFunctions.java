package dev.tidings.script;

import java.util.Locale;

/** The table {@code bit}: operations on the lower 32 bits of numbers. */
final class BitFunctions {
  /** 2^52 + 2^51: adding it leaves the whole part of a number in its lower bits, rounded. */
  private static final double ROUNDING = 6_755_399_441_055_744.0;

  private final Interpreter interpreter;
  private final LuaLibrary lua;

  BitFunctions(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.lua = interpreter.lua();
  }

  /** What several numbers become, two at a time. */
  @FunctionalInterface
  private interface Joining {
    int join(int left, int right);
  }

  /** Adds all functions to the table on the top. */
  void addTo() {
    interpreter.addFunction("tobit", state -> answer(state, number(state, 1, "tobit")));
    interpreter.addFunction("bnot", state -> answer(state, ~number(state, 1, "bnot")));
    interpreter.addFunction(
        "bswap", state -> answer(state, Integer.reverseBytes(number(state, 1, "bswap"))));
    interpreter.addFunction("tohex", this::tohex);
    addJoining("band", (left, right) -> left & right);
    addJoining("bor", (left, right) -> left | right);
    addJoining("bxor", (left, right) -> left ^ right);
    addShift("lshift", (value, by) -> value << by);
    addShift("rshift", (value, by) -> value >>> by);
    addShift("arshift", (value, by) -> value >> by);
    addShift("rol", Integer::rotateLeft);
    addShift("ror", Integer::rotateRight);
  }

  private int answer(long state, int value) {
    lua.pushNumber(state, value);
    return 1;
  }

  private int number(long state, int index, String function) {
    double value = LuaValues.number(lua, state, index, function);
    return (int) Double.doubleToRawLongBits(value + ROUNDING);
  }

  private void addJoining(String name, Joining joining) {
    interpreter.addFunction(
        name,
        state -> {
          int value = number(state, 1, name);
          for (int i = lua.top(state); i > 1; i--) {
            value = joining.join(value, number(state, i, name));
          }
          return answer(state, value);
        });
  }

  private void addShift(String name, Joining shift) {
    interpreter.addFunction(
        name,
        state -> {
          int value = number(state, 1, name);
          return answer(state, shift.join(value, number(state, 2, name) & 31));
        });
  }

  /** Hexadecimal digits, as many as the second number says; in capitals if it is negative. */
  private int tohex(long state) {
    int value = number(state, 1, "tohex");
    int wanted = lua.type(state, 2) < 0 ? 8 : number(state, 2, "tohex");
    int digits = wanted == Integer.MIN_VALUE ? 8 : Math.min(8, Math.abs(wanted));
    String all = String.format(Locale.ROOT, wanted < 0 ? "%08X" : "%08x", value);
    interpreter.push(state, all.substring(8 - digits));
    return 1;
  }
}
