package dev.tidings.script;

import java.util.Arrays;

/**
 * Reads values packed as MessagePack into Lua: each is left on the top of the stack. As in Redis,
 * binary and extension types are not known, and the largest integers of 64 bits are negative.
 *
 * <p>The bytes are read where Lua has them. What is known of the tables under way is kept beside
 * Lua's stack and not by recursion, so that no input goes deeper than Lua allows:
 *
 * <pre>
 *   {7, {a = …   stack:    table   table   "a"
 *                awaited:    1       1           a list's places or a map's pairs, still to come
 *                next:       2    VALUE
 * </pre>
 */
final class MessagePackReader {
  /** So many slots are asked for at once: enough for {@value #SHALLOW} tables under way. */
  private static final int SLOTS = 64;

  private static final int SHALLOW = 16;
  private static final int KEY = -1;
  private static final int VALUE = -2;

  private final LuaLibrary lua;
  private long address;
  private long left;

  /** Of each table under way how many places or pairs are still to come. */
  private long[] awaited = new long[16];

  /** Of each table under way what is next: a place in a list, or a map's key or value. */
  private int[] next = new int[16];

  private int depth;
  private int lists;
  private boolean roomy;

  MessagePackReader(LuaLibrary lua) {
    this.lua = lua;
  }

  /** Begins to read {@code length} bytes, which must stay where they are while they are read. */
  void begin(long from, long length) {
    address = from;
    left = length;
  }

  /** How many bytes are still to be read. */
  long left() {
    return left;
  }

  /**
   * Pushes the next value.
   *
   * @throws ScriptFault if it is incomplete, of no form that is known, or nested too deep
   */
  void read(long state) {
    depth = 0;
    lists = 0;
    roomy = lua.checkStack(state, SLOTS);
    do {
      int outside = depth;
      readOne(state);
      if (depth == outside) {
        settle(state);
      }
    } while (depth > 0);
  }

  /** Puts the value on the top into its table, and each table that is complete by this into its. */
  private void settle(long state) {
    while (depth > 0) {
      int last = depth - 1;
      int place = next[last];
      if (place == KEY) {
        next[last] = VALUE;
        return;
      }
      if (place == VALUE) {
        requireKey(state);
        lua.setRaw(state, -3);
        next[last] = KEY;
      } else {
        lua.setRawAt(state, -2, place);
        next[last] = place + 1;
      }
      if (--awaited[last] > 0) {
        return;
      }
      depth = last;
      lists -= place > 0 ? 1 : 0;
    }
  }

  private void requireKey(long state) {
    int type = lua.type(state, -2);
    if (type == LuaLibrary.NIL) {
      throw ScriptFault.bare("table index is nil");
    }
    if (type == LuaLibrary.NUMBER && Double.isNaN(lua.toNumber(state, -2))) {
      throw ScriptFault.bare("table index is NaN");
    }
  }

  /** Room for one more value, as Redis counts it: a list's next place is on its stack too. */
  private void requireRoom(long state, String why) {
    if (roomy && depth < SHALLOW) {
      return;
    }
    if (!lua.checkStack(state, 1 + lists)) {
      throw ScriptFault.placed("stack overflow (" + why + ")");
    }
  }

  /** Pushes a value, or the beginning of a table whose content is still to come. */
  private void readOne(long state) {
    int form = (int) unsigned(0, 1);
    requireRoom(state, "too many return values at once; use unpack_one or unpack_limit instead.");
    switch (form) {
      case 0xC0 -> readNil(state);
      case 0xC2, 0xC3 -> readBoolean(state, form == 0xC3);
      case 0xCA -> readNumber(state, Float.intBitsToFloat((int) unsigned(1, 4)), 4);
      case 0xCB -> readNumber(state, Double.longBitsToDouble(unsigned(1, 8)), 8);
      case 0xCC, 0xCD, 0xCE, 0xCF -> {
        int size = 1 << (form - 0xCC);
        readNumber(state, (double) unsigned(1, size), size);
      }
      case 0xD0, 0xD1, 0xD2, 0xD3 -> {
        int size = 1 << (form - 0xD0);
        int unused = 64 - 8 * size;
        readNumber(state, (double) (unsigned(1, size) << unused >> unused), size);
      }
      case 0xD9, 0xDA, 0xDB -> readText(state, 1 << (form - 0xD9));
      case 0xDC, 0xDD -> readTable(state, 2 << (form - 0xDC), 1);
      case 0xDE, 0xDF -> readTable(state, 2 << (form - 0xDE), KEY);
      default -> readShort(state, form);
    }
  }

  /** The forms that hold a small number or length themselves. */
  private void readShort(long state, int form) {
    if (form < 0x80 || form >= 0xE0) {
      readNumber(state, (byte) form, 0);
    } else if (form < 0x90) {
      skip(1);
      begin(state, form & 0xF, KEY);
    } else if (form < 0xA0) {
      skip(1);
      begin(state, form & 0xF, 1);
    } else if (form < 0xC0) {
      pushText(state, 1, form & 0x1F);
    } else {
      throw ScriptFault.placed("Bad data format in input.");
    }
  }

  private void readNil(long state) {
    skip(1);
    lua.pushNil(state);
  }

  private void readBoolean(long state, boolean value) {
    skip(1);
    lua.pushBoolean(state, value);
  }

  private void readNumber(long state, double value, int size) {
    skip(1 + size);
    lua.pushNumber(state, value);
  }

  private void readText(long state, int sizeOfLength) {
    pushText(state, 1 + sizeOfLength, unsigned(1, sizeOfLength));
  }

  private void pushText(long state, int offset, long length) {
    require(offset + length);
    lua.pushText(state, address + offset, length);
    skip(offset + length);
  }

  private void readTable(long state, int sizeOfLength, int first) {
    long count = unsigned(1, sizeOfLength);
    skip(1 + sizeOfLength);
    begin(state, count, first);
  }

  private void begin(long state, long count, int first) {
    lua.newTable(state, 0, 0);
    if (first > 0) {
      requireRoom(state, "in function mp_decode_to_lua_array");
    }
    if (count == 0) {
      return;
    }
    if (depth == next.length) {
      next = Arrays.copyOf(next, 2 * depth);
      awaited = Arrays.copyOf(awaited, 2 * depth);
    }
    awaited[depth] = count;
    next[depth] = first;
    lists += first > 0 ? 1 : 0;
    depth++;
  }

  // ---- Bytes ----

  /** The {@code size} bytes at {@code offset} as a number, the highest first. */
  private long unsigned(int offset, int size) {
    require(offset + size);
    long value = 0;
    for (int i = 0; i < size; i++) {
      value = value << 8 | Byte.toUnsignedLong(Interpreter.byteAt(address + offset + i));
    }
    return value;
  }

  private void require(long count) {
    if (count > left) {
      throw ScriptFault.placed("Missing bytes in input.");
    }
  }

  private void skip(long count) {
    address += count;
    left -= count;
  }
}
