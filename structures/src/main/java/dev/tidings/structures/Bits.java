package dev.tidings.structures;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The bits of a text, as bitmaps number them: bit 0 is the highest of the first byte.
 *
 * <pre>
 *   byte        0                 1
 *   bits        0 1 2 3 4 5 6 7   8 9 …        a field of 5 bits at offset 6
 *                           └──────────┘       lies in both bytes, its highest bit first
 * </pre>
 */
public final class Bits {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /** How two texts are joined, bit by bit. */
  public enum Join {
    AND,
    OR,
    XOR,
    AND_NOT;

    private long of(long a, long b) {
      return switch (this) {
        case AND -> a & b;
        case OR -> a | b;
        case XOR -> a ^ b;
        case AND_NOT -> a & ~b;
      };
    }
  }

  private Bits() {}

  /** Bit {@code offset}, which must be within the array. */
  public static boolean at(byte[] text, long offset) {
    return (text[(int) (offset >>> 3)] & 0x80 >>> (int) (offset & 7)) != 0;
  }

  /** Sets or clears bit {@code offset}, which must be within the array. */
  public static void put(byte[] text, long offset, boolean set) {
    int index = (int) (offset >>> 3);
    int mask = 0x80 >>> (int) (offset & 7);
    text[index] = (byte) (set ? text[index] | mask : text[index] & ~mask);
  }

  // ---- Counting and finding -----------------------------------------------------------------

  /** How many bits are set from bit {@code first} to bit {@code last}, both included. */
  public static long count(byte[] text, long first, long last) {
    if (first > last) {
      return 0;
    }
    int from = (int) (first >>> 3);
    int to = (int) (last >>> 3);
    int head = 0xFF >>> (int) (first & 7);
    int tail = 0xFF << (7 - (int) (last & 7));
    if (from == to) {
      return Integer.bitCount(text[from] & head & tail & 0xFF);
    }
    long count =
        (long) Integer.bitCount(text[from] & head) + Integer.bitCount(text[to] & tail & 0xFF);
    int at = from + 1;
    for (; at + 8 <= to; at += 8) {
      count += Long.bitCount((long) LONGS.get(text, at));
    }
    for (; at < to; at++) {
      count += Integer.bitCount(text[at] & 0xFF);
    }
    return count;
  }

  /** The first bit from {@code first} to {@code last} that is {@code set}, or -1. */
  public static long find(byte[] text, long first, long last, boolean set) {
    if (first > last) {
      return -1;
    }
    int to = (int) (last >>> 3);
    int at = (int) (first >>> 3);
    int flip = set ? 0 : 0xFF;
    int found = (text[at] ^ flip) & 0xFF >>> (int) (first & 7);
    if (found == 0) {
      at = skip(text, at + 1, to, set ? 0 : -1L);
      if (at > to) {
        return -1;
      }
      found = (text[at] ^ flip) & 0xFF;
    }
    long bit = found == 0 ? Long.MAX_VALUE : 8L * at + Integer.numberOfLeadingZeros(found) - 24;
    return bit <= last ? bit : -1;
  }

  /** The first byte from {@code from} to {@code to} that is not all {@code plain}; else beyond. */
  private static int skip(byte[] text, int from, int to, long plain) {
    int at = from;
    while (at + 8 <= to && (long) LONGS.get(text, at) == plain) {
      at += 8;
    }
    while (at <= to && text[at] == (byte) plain) {
      at++;
    }
    return at;
  }

  // ---- Joining ------------------------------------------------------------------------------

  /**
   * Joins the first {@code length} bytes of {@code other} to {@code into}, which is at least as
   * long; beyond them {@code other} counts as zeros.
   */
  public static void join(byte[] into, byte[] other, int length, Join how) {
    int at = 0;
    for (; at + 8 <= length; at += 8) {
      LONGS.set(into, at, how.of((long) LONGS.get(into, at), (long) LONGS.get(other, at)));
    }
    for (; at < length; at++) {
      into[at] = (byte) how.of(into[at], other[at]);
    }
    if (how == Join.AND) {
      java.util.Arrays.fill(into, length, into.length, (byte) 0);
    }
  }

  /** Turns every bit over. */
  public static void negate(byte[] text) {
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) ~text[i];
    }
  }

  // ---- Fields -------------------------------------------------------------------------------

  /**
   * The field of {@code width} bits (1 to 64) at bit {@code offset} of the first {@code length}
   * bytes, the highest bit first; what lies beyond them is zero.
   */
  public static long field(byte[] text, int length, long offset, int width) {
    long value = 0;
    for (int read = 0; read < width; ) {
      long at = offset + read;
      long index = at >>> 3;
      int inByte = (int) (at & 7);
      int taken = Math.min(8 - inByte, width - read);
      int part = index < length ? text[(int) index] & 0xFF : 0;
      value = (value << taken) | (part >>> (8 - inByte - taken) & (1 << taken) - 1);
      read += taken;
    }
    return value;
  }

  /** The same as a signed number: the highest bit is the sign. */
  public static long signedField(byte[] text, int length, long offset, int width) {
    return field(text, length, offset, width) << (64 - width) >> (64 - width);
  }

  /**
   * Puts the lowest {@code width} bits of {@code value} at bit {@code offset}, all of it inside.
   */
  public static void putField(byte[] text, long offset, int width, long value) {
    for (int written = 0; written < width; ) {
      long at = offset + written;
      int index = (int) (at >>> 3);
      int inByte = (int) (at & 7);
      int taken = Math.min(8 - inByte, width - written);
      int shift = 8 - inByte - taken;
      int mask = ((1 << taken) - 1) << shift;
      int part = (int) (value >>> (width - written - taken)) << shift;
      text[index] = (byte) ((text[index] & ~mask) | (part & mask));
      written += taken;
    }
  }
}
