package dev.tidings.script;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code struct}: values as the bytes that C lays them out in.
 *
 * <pre>
 *   b B  1 byte     l L T  8 bytes         f   4 bytes    s   a text and a zero byte
 *   h H  2 bytes    i I n  n bytes, or 4   d   8 bytes    c n n bytes of a text, or 1;
 *   x    a zero                                           c 0: all; read: as many as the number before
 *   &lt; &gt; order of bytes     ! n  aligned to at most n bytes, or 8     space: nothing
 * </pre>
 *
 * Small letters are signed.
 */
final class StructFunctions {
  private static final int MOST_INTEGER_BYTES = 32;
  private static final int MOST_ALIGNMENT = 8;
  private static final long FAR_BEHIND = 1L << 62;
  private static final String TOO_SHORT = "data string too short";

  private final Interpreter interpreter;
  private final LuaLibrary lua;

  StructFunctions(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.lua = interpreter.lua();
  }

  /** Adds all functions to the table on the top. */
  void addTo() {
    interpreter.addFunction("pack", this::pack);
    interpreter.addFunction("unpack", this::unpack);
    interpreter.addFunction("size", this::size);
  }

  /** A format that is read from left to right. */
  private static final class Format {
    private final byte[] text;
    private int at;
    private boolean bigEndian;
    private int alignment = 1;
    private char option;

    Format(byte[] text) {
      this.text = text;
    }

    /** Goes to the next option; false if the format, which a zero byte ends, is over. */
    boolean next() {
      if (at >= text.length || text[at] == 0) {
        return false;
      }
      option = (char) (text[at++] & 0xFF);
      return true;
    }

    private boolean isDigit() {
      return at < text.length && text[at] >= '0' && text[at] <= '9';
    }

    private int number(int absent) {
      if (!isDigit()) {
        return absent;
      }
      long number = 0;
      while (isDigit()) {
        number = number * 10 + text[at++] - '0';
        if (number > Integer.MAX_VALUE) {
          throw ScriptFault.placed("integral size overflow");
        }
      }
      return (int) number;
    }

    /** How many bytes the option takes, as far as it says. */
    int size() {
      return switch (option) {
        case 'B', 'b', 'x' -> 1;
        case 'H', 'h' -> 2;
        case 'L', 'l', 'T', 'd' -> 8;
        case 'f' -> 4;
        case 'c' -> number(1);
        case 'i', 'I' -> {
          int size = number(4);
          if (size > MOST_INTEGER_BYTES) {
            throw ScriptFault.placed(
                "integral size " + size + " is larger than limit of " + MOST_INTEGER_BYTES);
          }
          yield size;
        }
        default -> 0;
      };
    }

    /** How many bytes go before a value of {@code size} at {@code position}. */
    int padding(long position, int size) {
      if (size == 0 || option == 'c') {
        return 0;
      }
      int to = Math.min(size, alignment);
      return (int) ((to - (position & (to - 1))) & (to - 1));
    }

    boolean isInteger() {
      return "bBhHlLTiI".indexOf(option) >= 0;
    }

    /** An option that is no value. */
    void control(String function) {
      switch (option) {
        case ' ' -> {}
        case '>' -> bigEndian = true;
        case '<' -> bigEndian = false;
        case '!' -> {
          alignment = number(MOST_ALIGNMENT);
          if (alignment <= 0 || Integer.bitCount(alignment) != 1) {
            throw ScriptFault.placed("alignment " + alignment + " is not a power of 2");
          }
        }
        default ->
            throw ScriptFault.argument(1, function, "invalid format option '" + option + "'");
      }
    }
  }

  private byte[] text(long state, int index, String function) {
    LuaValues.requireText(lua, state, index, function);
    return interpreter.bytes(state, index);
  }

  private double number(long state, int index, String function) {
    return LuaValues.number(lua, state, index, function);
  }

  // ---- Writing ----

  private int pack(long state) {
    Format format = new Format(text(state, 1, "pack"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    // What is missing behind the last argument is told as nil, as the original does.
    lua.pushNil(state);
    int argument = 2;
    while (format.next()) {
      int size = format.size();
      out.writeBytes(new byte[format.padding(out.size(), size)]);
      if (format.isInteger()) {
        write(out, format, whole(number(state, argument++, "pack")), size);
        continue;
      }
      switch (format.option) {
        case 'x' -> out.write(0);
        case 'f' -> {
          float value = (float) number(state, argument++, "pack");
          write(out, format, Float.floatToRawIntBits(value), size);
        }
        case 'd' -> {
          double value = number(state, argument++, "pack");
          write(out, format, Double.doubleToRawLongBits(value), size);
        }
        case 'c', 's' -> writeText(out, format, text(state, argument++, "pack"), size, argument);
        default -> format.control("pack");
      }
    }
    interpreter.push(state, out.toByteArray(), 0, out.size());
    return 1;
  }

  /** The whole part as 64 bits, of which the highest is a sign only below zero. */
  private static long whole(double value) {
    return value >= 0x1p63
        ? LuaValues.whole(value - 0x1p63) ^ Long.MIN_VALUE
        : LuaValues.whole(value);
  }

  private static void write(ByteArrayOutputStream out, Format format, long bits, int size) {
    for (int i = 0; i < size; i++) {
      int place = format.bigEndian ? size - 1 - i : i;
      out.write(place < Long.BYTES ? (int) (bits >>> (place * Byte.SIZE)) : 0);
    }
  }

  private static void writeText(
      ByteArrayOutputStream out, Format format, byte[] text, int size, int argument) {
    int length = size == 0 ? text.length : size;
    if (text.length < length) {
      throw ScriptFault.argument(argument, "pack", "string too short");
    }
    out.write(text, 0, length);
    if (format.option == 's') {
      out.write(0);
    }
  }

  // ---- Reading ----

  private int unpack(long state) {
    Format format = new Format(text(state, 1, "unpack"));
    byte[] data = text(state, 2, "unpack");
    long position = start(state);
    lua.setTop(state, 3);
    int values = 0;
    while (format.next()) {
      int size = format.size();
      position += format.padding(position, size);
      require(data, position, size);
      requireStack(state);
      switch (format.option) {
        case 'c' -> {
          if (size == 0) {
            size = sizeBefore(state, values);
            values--;
            require(data, position, size);
          }
          interpreter.push(state, data, (int) position, size);
          values++;
        }
        case 's' -> {
          size = textLength(data, (int) position) + 1;
          interpreter.push(state, data, (int) position, size - 1);
          values++;
        }
        default -> {
          Double value = value(format, data, (int) position, size);
          if (value != null) {
            lua.pushNumber(state, value);
            values++;
          }
        }
      }
      position += size;
    }
    lua.pushNumber(state, (double) position + 1);
    return values + 1;
  }

  private void requireStack(long state) {
    if (!lua.checkStack(state, 2)) {
      throw ScriptFault.placed("stack overflow (too many results)");
    }
  }

  /** Where reading begins, counted from 0. */
  private long start(long state) {
    long position = lua.type(state, 3) <= LuaLibrary.NIL ? 1 : (long) number(state, 3, "unpack");
    if (position == 0) {
      throw ScriptFault.argument(3, "unpack", "offset must be 1 or greater");
    }
    // The original counts without a sign: what is negative is far behind the end.
    return position < 0 ? FAR_BEHIND : position - 1;
  }

  private static void require(byte[] data, long position, int size) {
    if (size < 0 || size > data.length || position > data.length - size) {
      throw ScriptFault.argument(2, "unpack", TOO_SHORT);
    }
  }

  /** Takes the number that was read before; it says how long a text is. */
  private int sizeBefore(long state, int values) {
    if (values == 0 || !lua.isNumber(state, -1)) {
      throw ScriptFault.placed("format 'c0' needs a previous size");
    }
    double size = lua.toNumber(state, -1);
    lua.pop(state, 1);
    return size >= 0 && size <= Integer.MAX_VALUE ? (int) size : -1;
  }

  private static int textLength(byte[] data, int position) {
    for (int end = position; end < data.length; end++) {
      if (data[end] == 0) {
        return end - position;
      }
    }
    throw ScriptFault.placed("unfinished string in data");
  }

  /** The number at a position; null if the option is none. */
  private static @Nullable Double value(Format format, byte[] data, int position, int size) {
    if (format.isInteger()) {
      return integer(format, data, position, size);
    }
    return switch (format.option) {
      case 'f' -> (double) Float.intBitsToFloat((int) bits(format, data, position, size));
      case 'd' -> Double.longBitsToDouble(bits(format, data, position, size));
      case 'x' -> null;
      default -> {
        format.control("unpack");
        yield null;
      }
    };
  }

  private static double integer(Format format, byte[] data, int position, int size) {
    long bits = bits(format, data, position, size);
    if (Character.isUpperCase(format.option)) {
      return bits >= 0 ? (double) bits : (double) (bits & Long.MAX_VALUE) + 0x1p63;
    }
    // More than 64 bits: as a processor shifts, by the lower six bits of the count.
    long sign = -1L << (size * Byte.SIZE - 1);
    return (double) ((bits & sign) == 0 ? bits : bits | sign);
  }

  private static long bits(Format format, byte[] data, int position, int size) {
    long bits = 0;
    for (int i = 0; i < size; i++) {
      int from = format.bigEndian ? i : size - 1 - i;
      bits = bits << Byte.SIZE | (data[position + from] & 0xFF);
    }
    return bits;
  }

  private int size(long state) {
    Format format = new Format(text(state, 1, "size"));
    long position = 0;
    while (format.next()) {
      int size = format.size();
      position += format.padding(position, size);
      if (format.option == 's') {
        throw ScriptFault.argument(1, "size", "option 's' has no fixed size");
      }
      if (format.option == 'c' && size == 0) {
        throw ScriptFault.argument(1, "size", "option 'c0' has no fixed size");
      }
      boolean named = Character.isLetterOrDigit(format.option) && format.option < 128;
      if (!named) {
        format.control("size");
      }
      position += size;
    }
    lua.pushNumber(state, (double) position);
    return 1;
  }
}
