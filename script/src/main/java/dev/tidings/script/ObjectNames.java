package dev.tidings.script;

/**
 * How objects are shown: {@code table: 0x7f0000000040}. Lua shows where they are, which is
 * elsewhere when the same turns are run again; so they are numbered in each run, as they are asked
 * for.
 */
final class ObjectNames {
  /** The names look as those of Lua do; no object is really there. */
  private static final long FIRST = 0x7F00_0000_0000L;

  private static final long STEP = 0x40;

  private final Interpreter interpreter;
  private final LuaLibrary lua;

  /** A table from objects to their numbers, which keeps none alive; of this run alone. */
  private int numbers;

  private int count;

  ObjectNames(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.lua = interpreter.lua();
    renew();
  }

  /** A run begins: nothing has a number. */
  void begin() {
    if (count > 0) {
      interpreter.forget(numbers);
      count = 0;
      renew();
    }
  }

  private void renew() {
    long state = interpreter.state();
    lua.newTable(state, 0, 0);
    lua.newTable(state, 0, 1);
    interpreter.addText("__mode", "k");
    lua.setMetatable(state, -2);
    numbers = interpreter.keep();
  }

  /**
   * Called with a table, a function or a coroutine: returns its name, or nothing if its metatable
   * says how it is shown.
   */
  int tell(long state) {
    lua.setTop(state, 1);
    if (lua.pushMetatable(state, 1)) {
      interpreter.pushField(state, 2, "__tostring");
      if (lua.type(state, -1) != LuaLibrary.NIL) {
        return 0;
      }
      lua.setTop(state, 1);
    }
    String name = LuaValues.typeName(lua.type(state, 1));
    interpreter.push(state, name + ": 0x" + Long.toHexString(FIRST + STEP * number(state)));
    return 1;
  }

  private long number(long state) {
    interpreter.pushKept(state, numbers);
    lua.pushCopy(state, 1);
    lua.raw(state, 2);
    if (lua.type(state, -1) == LuaLibrary.NUMBER) {
      return (long) lua.toNumber(state, -1);
    }
    lua.pushCopy(state, 1);
    lua.pushNumber(state, ++count);
    lua.setRaw(state, 2);
    return count;
  }
}
