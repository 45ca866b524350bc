package dev.tidings.script;

/**
 * Packs values of Lua as MessagePack: whole numbers in the shortest form, others as the shorter
 * float that says the same, a table whose keys are exactly 1 to n as an array and any other as a
 * map. What has no form there, and tables nested deeper than {@value #MOST_NESTING}, become nil.
 */
final class MessagePackWriter {
  private static final int MOST_NESTING = 16;
  private static final int KEPT_BYTES = 64 * 1024;

  /** 2^63, the first whole number that no signed integer reaches. */
  private static final double END_OF_INTEGERS = 0x1p63;

  private final Interpreter interpreter;
  private final LuaLibrary lua;
  private final LanguageFunctions language;
  private byte[] array = new byte[256];
  private int length;

  MessagePackWriter(Interpreter interpreter, LanguageFunctions language) {
    this.interpreter = interpreter;
    this.lua = interpreter.lua();
    this.language = language;
  }

  /** Where the packed bytes are, {@link #length} of them, until the next value is packed. */
  byte[] array() {
    return array;
  }

  int length() {
    return length;
  }

  /** Starts over. */
  void clear() {
    length = 0;
    if (array.length > KEPT_BYTES) {
      array = new byte[KEPT_BYTES];
    }
  }

  /** Adds the value on the top and takes it away. */
  void write(long state) {
    write(state, 0);
  }

  private void write(long state, int level) {
    switch (lua.type(state, -1)) {
      case LuaLibrary.BOOLEAN -> writeByte(lua.toBoolean(state, -1) ? 0xC3 : 0xC2);
      case LuaLibrary.NUMBER -> writeNumber(lua.toNumber(state, -1));
      case LuaLibrary.STRING -> writeText(state);
      case LuaLibrary.TABLE -> {
        if (level == MOST_NESTING) {
          writeByte(0xC0);
        } else {
          writeTable(state, level);
        }
      }
      default -> writeByte(0xC0);
    }
    lua.pop(state, 1);
  }

  // ---- Numbers and strings ----

  private void writeNumber(double value) {
    long whole = (long) value;
    if (whole == value && value != END_OF_INTEGERS) {
      writeWhole(whole);
    } else if ((float) value == value) {
      writeByte(0xCA);
      writeBytes(Float.floatToRawIntBits((float) value), 4);
    } else {
      writeByte(0xCB);
      writeBytes(Double.doubleToRawLongBits(value), 8);
    }
  }

  private void writeWhole(long value) {
    if (value >= 0) {
      if (value <= 0x7F) {
        writeByte((int) value);
      } else {
        int form = value <= 0xFF ? 0 : value <= 0xFFFF ? 1 : value <= 0xFFFF_FFFFL ? 2 : 3;
        writeByte(0xCC + form);
        writeBytes(value, 1 << form);
      }
    } else if (value >= -32) {
      writeByte((int) value);
    } else {
      int form =
          value == (byte) value ? 0 : value == (short) value ? 1 : value == (int) value ? 2 : 3;
      writeByte(0xD0 + form);
      writeBytes(value, 1 << form);
    }
  }

  private void writeText(long state) {
    long address = interpreter.textAddress(state, -1);
    int count = interpreter.textLength();
    if (count < 32) {
      writeByte(0xA0 | count);
    } else if (count <= 0xFF) {
      writeByte(0xD9);
      writeBytes(count, 1);
    } else {
      writeLength(0xDA, count);
    }
    require(count);
    Interpreter.copy(address, array, length, count);
    length += count;
  }

  // ---- Tables ----

  private void writeTable(long state, int level) {
    if (!lua.checkStack(state, 3)) {
      throw ScriptFault.placed("stack overflow (in function table_is_an_array)");
    }
    long shape = shape(state);
    if (shape == 0 && language.seeThroughTop(state)) {
      shape = shape(state);
    }
    if (shape >= 0) {
      writeList(state, (int) shape, level);
    } else {
      writeMap(state, (int) ~shape, level);
    }
  }

  /**
   * How many entries the table on the top has: as it is if its keys are exactly 1 to that, else its
   * complement.
   */
  private long shape(long state) {
    long count = 0;
    double highest = 0;
    boolean list = true;
    lua.pushNil(state);
    while (lua.next(state, -2)) {
      lua.pop(state, 1);
      count++;
      if (list) {
        double key = lua.type(state, -1) == LuaLibrary.NUMBER ? lua.toNumber(state, -1) : 0;
        list = key > 0 && key == (int) key;
        highest = Math.max(highest, key);
      }
    }
    return list && highest == count ? count : ~count;
  }

  private void writeList(long state, int count, int level) {
    if (count < 16) {
      writeByte(0x90 | count);
    } else {
      writeLength(0xDC, count);
    }
    for (int i = 1; i <= count; i++) {
      lua.rawAt(state, -1, i);
      write(state, level + 1);
    }
  }

  private void writeMap(long state, int count, int level) {
    if (count < 16) {
      writeByte(0x80 | count);
    } else {
      writeLength(0xDE, count);
    }
    int table = lua.top(state);
    if (language.order().isLuas(state, table)) {
      lua.pushNil(state);
      while (lua.next(state, table)) {
        lua.pushCopy(state, -2);
        write(state, level + 1);
        write(state, level + 1);
      }
    } else {
      writeInOrder(state, table, count, level);
    }
  }

  private void writeInOrder(long state, int table, int count, int level) {
    language.order().pushKeys(state, table);
    for (int i = 1; i <= count; i++) {
      lua.rawAt(state, table + 1, i);
      lua.pushCopy(state, -1);
      write(state, level + 1);
      lua.raw(state, table);
      write(state, level + 1);
    }
    lua.pop(state, 1);
  }

  // ---- Bytes ----

  /** A length in two bytes, or with the next form in four. */
  private void writeLength(int form, int count) {
    if (count <= 0xFFFF) {
      writeByte(form);
      writeBytes(count, 2);
    } else {
      writeByte(form + 1);
      writeBytes(count, 4);
    }
  }

  private void writeByte(int value) {
    require(1);
    array[length++] = (byte) value;
  }

  private void writeBytes(long value, int count) {
    require(count);
    for (int shift = 8 * (count - 1); shift >= 0; shift -= 8) {
      array[length++] = (byte) (value >>> shift);
    }
  }

  private void require(int more) {
    array = LuaValues.withRoom(array, length, more, LuaValues::noMemory);
  }
}
