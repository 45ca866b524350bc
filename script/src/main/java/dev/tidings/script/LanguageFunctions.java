package dev.tidings.script;

import org.jspecify.annotations.Nullable;

/**
 * Functions of Lua's own libraries that the sandbox replaces: those that could write into a table
 * that is closed or must see through it, and those that need chance or a clock. Their errors are
 * those of the originals.
 */
final class LanguageFunctions {
  private final Interpreter interpreter;
  private final LuaLibrary lua;
  private @Nullable Chance chance;
  private ChanceSource source = () -> 0;
  private long clockMicros;
  private final PairOrder order;
  private final ObjectNames names;
  private int closed;
  private int originalNext;
  private int ownNext;
  private int inOrder;

  /** Where the first number of a run comes from. */
  @FunctionalInterface
  interface ChanceSource {
    /** Any number. */
    int seed();
  }

  LanguageFunctions(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.lua = interpreter.lua();
    this.order = new PairOrder(interpreter);
    this.names = new ObjectNames(interpreter);
  }

  /** The order in which scripts are told the pairs of a table. */
  PairOrder order() {
    return order;
  }

  /**
   * Starts over: the next number of chance follows from {@code from}, and the clock stands at
   * {@code nowMillis}.
   */
  void begin(ChanceSource from, long nowMillis) {
    source = from;
    chance = null;
    clockMicros = nowMillis * 1000;
    order.begin();
    names.begin();
  }

  /** Adds them to the table on the top. */
  void addTo() {
    interpreter.addFunction("learn_closed", this::learnClosed);
    interpreter.addFunction("name", names::tell);
    interpreter.addFunction("next", this::next);
    interpreter.addFunction("pairs", this::pairs);
    interpreter.addFunction("rawget", this::rawget);
    interpreter.addFunction("rawset", this::rawset);
    interpreter.addFunction("setmetatable", this::setmetatable);
    interpreter.addFunction("random", this::random);
    interpreter.addFunction("randomseed", this::randomseed);
    interpreter.addFunction("rep", this::rep);
    interpreter.addFunction("clock", this::clock);
  }

  /**
   * Is given the table of closed tables, the original {@code next}, this one's, and what makes a
   * function of a list of keys that tells their pairs.
   */
  private int learnClosed(long state) {
    inOrder = lua.reference(state);
    ownNext = lua.reference(state);
    originalNext = lua.reference(state);
    closed = lua.reference(state);
    return 0;
  }

  /** Puts what is behind a closed table in its place; whether the value at index 1 was closed. */
  private boolean seeThrough(long state) {
    interpreter.pushKept(state, closed);
    lua.pushCopy(state, 1);
    lua.raw(state, -2);
    boolean found = lua.type(state, -1) == LuaLibrary.TABLE;
    if (found) {
      lua.replace(state, 1);
      lua.pop(state, 1);
    } else {
      lua.pop(state, 2);
    }
    return found;
  }

  /** The same for the value on the top. */
  boolean seeThroughTop(long state) {
    interpreter.pushKept(state, closed);
    lua.pushCopy(state, -2);
    lua.raw(state, -2);
    boolean found = lua.type(state, -1) == LuaLibrary.TABLE;
    if (found) {
      lua.replace(state, -3);
      lua.pop(state, 1);
    } else {
      lua.pop(state, 2);
    }
    return found;
  }

  private void requireOpen(long state) {
    if (seeThrough(state)) {
      throw ScriptFault.of("ERR Attempt to modify a readonly table");
    }
  }

  /** Continues with the original; the key that it does not know is its to refuse. */
  private int next(long state) {
    LuaValues.requireTable(lua, state, 1, "next");
    seeThrough(state);
    lua.setTop(state, 2);
    if (!isKey(state)) {
      throw ScriptFault.bare("invalid key to 'next'");
    }
    if (order.next(state, 1)) {
      return 2;
    }
    lua.pushNil(state);
    return 1;
  }

  /** Whether the value at index 2 is nil or a key of the table at index 1. */
  private boolean isKey(long state) {
    if (lua.type(state, 2) == LuaLibrary.NIL) {
      return true;
    }
    lua.pushCopy(state, 2);
    lua.raw(state, 1);
    boolean found = lua.type(state, -1) != LuaLibrary.NIL;
    lua.pop(state, 1);
    return found;
  }

  /**
   * Of a closed table its pairs are told by {@link #next}, of any other by the quicker original, if
   * its order is good.
   */
  private int pairs(long state) {
    LuaValues.requireTable(lua, state, 1, "pairs");
    lua.setTop(state, 1);
    lua.pushCopy(state, 1);
    boolean through = seeThrough(state);
    if (through) {
      interpreter.pushKept(state, ownNext);
    } else if (order.isLuas(state, 1)) {
      interpreter.pushKept(state, originalNext);
    } else {
      interpreter.pushKept(state, inOrder);
      order.pushKeys(state, 1);
      int status = lua.pcall(state, 1, 1, 0);
      assert status == 0 : "a closure was made";
    }
    lua.pushCopy(state, 2);
    lua.pushNil(state);
    return 3;
  }

  private int rawget(long state) {
    LuaValues.requireTable(lua, state, 1, "rawget");
    if (lua.type(state, 2) < 0) {
      throw ScriptFault.argument(2, "rawget", "value expected");
    }
    seeThrough(state);
    lua.setTop(state, 2);
    lua.raw(state, 1);
    return 1;
  }

  private int rawset(long state) {
    LuaValues.requireTable(lua, state, 1, "rawset");
    for (int i = 2; i <= 3; i++) {
      if (lua.type(state, i) < 0) {
        throw ScriptFault.argument(i, "rawset", "value expected");
      }
    }
    requireOpen(state);
    lua.setTop(state, 3);
    if (lua.type(state, 2) == LuaLibrary.NIL) {
      throw ScriptFault.bare("table index is nil");
    }
    if (lua.type(state, 2) == LuaLibrary.NUMBER && Double.isNaN(lua.toNumber(state, 2))) {
      throw ScriptFault.bare("table index is NaN");
    }
    lua.setRaw(state, 1);
    return 1;
  }

  private int setmetatable(long state) {
    LuaValues.requireTable(lua, state, 1, "setmetatable");
    int type = lua.type(state, 2);
    if (type != LuaLibrary.NIL && type != LuaLibrary.TABLE) {
      throw ScriptFault.argument(2, "setmetatable", "nil or table expected");
    }
    requireOpen(state);
    lua.setTop(state, 2);
    if (lua.pushMetatable(state, 1)) {
      interpreter.push(state, "__metatable");
      lua.raw(state, -2);
      if (lua.type(state, -1) != LuaLibrary.NIL) {
        throw ScriptFault.placed("cannot change a protected metatable");
      }
      lua.setTop(state, 2);
    }
    lua.setMetatable(state, 1);
    return 1;
  }

  // ---- Numbers and strings ----

  /** The lower 32 bits of the number at {@code index}, which are 0 beyond 64 bits, as in C. */
  private int whole(long state, int index, String function) {
    return (int) LuaValues.whole(LuaValues.number(lua, state, index, function));
  }

  /**
   * The seconds of the turn's time, and a microsecond more with each call: whoever waits for the
   * clock waits not for ever, and a script that is run again reads the same.
   */
  private int clock(long state) {
    lua.pushNumber(state, clockMicros++ / 1e6);
    return 1;
  }

  private int random(long state) {
    int count = lua.top(state);
    if (count > 2) {
      throw ScriptFault.placed("wrong number of arguments");
    }
    double part = draw();
    if (count == 0) {
      lua.pushNumber(state, part);
      return 1;
    }
    int low = count == 2 ? whole(state, 1, "random") : 1;
    int high = whole(state, count, "random");
    if (low > high) {
      throw ScriptFault.argument(count, "random", "interval is empty");
    }
    lua.pushNumber(state, Math.floor(part * ((double) high - low + 1)) + low);
    return 1;
  }

  private double draw() {
    Chance present = chance;
    if (present == null) {
      present = new Chance(source.seed());
      chance = present;
    }
    return present.next();
  }

  private int randomseed(long state) {
    chance = new Chance(whole(state, 1, "randomseed"));
    return 0;
  }

  private int rep(long state) {
    LuaValues.requireText(lua, state, 1, "rep");
    double count = LuaValues.number(lua, state, 2, "rep");
    byte[] one = interpreter.bytes(state, 1);
    boolean some = count >= 1; // neither less, nor no number at all
    if (!some || one.length == 0) {
      interpreter.push(state, "");
      return 1;
    }
    if (Math.floor(count) * one.length > LuaValues.MOST_BYTES) {
      throw ScriptFault.placed("resulting string too large");
    }
    byte[] all = new byte[one.length * (int) count];
    System.arraycopy(one, 0, all, 0, one.length);
    for (int filled = one.length; filled < all.length; filled *= 2) {
      System.arraycopy(all, 0, all, filled, Math.min(filled, all.length - filled));
    }
    interpreter.push(state, all, 0, all.length);
    return 1;
  }

  /**
   * The generator that scripts know from Redis: 48 bits, of which the upper 31 are told, so that
   * the same seed gives the same numbers here and there.
   */
  private static final class Chance {
    private static final long MASK = (1L << 48) - 1;

    private long bits;

    Chance(int seed) {
      bits = ((seed & 0xFFFF_FFFFL) << 16) + 0x330E;
    }

    double next() {
      bits = (bits * 0x5DEECE66DL + 0xB) & MASK;
      return (double) ((bits >>> 17) % Integer.MAX_VALUE) / Integer.MAX_VALUE;
    }
  }
}
