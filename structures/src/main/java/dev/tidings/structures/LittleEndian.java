package dev.tidings.structures;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Whole numbers in arrays, the low byte first. */
public final class LittleEndian {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  /** The 64 bits from {@code at} on. */
  public static long longAt(byte[] array, int at) {
    return (long) LONGS.get(array, at);
  }

  /** Puts 64 bits from {@code at} on. */
  public static void longAt(byte[] array, int at, long value) {
    LONGS.set(array, at, value);
  }

  /** The 32 bits from {@code at} on. */
  public static int intAt(byte[] array, int at) {
    return (int) INTS.get(array, at);
  }

  /** A number of 32 bits without sign. */
  public static long unsignedIntAt(byte[] array, int at) {
    return intAt(array, at) & 0xFFFFFFFFL;
  }

  /** A number of 16 bits without sign. */
  public static int unsignedShortAt(byte[] array, int at) {
    return (array[at] & 0xFF) | (array[at + 1] & 0xFF) << 8;
  }

  /** A number of {@code bytes} bytes with its sign. */
  public static long signedAt(byte[] array, int at, int bytes) {
    long value = array[at + bytes - 1];
    for (int i = bytes - 2; i >= 0; i--) {
      value = value << 8 | (array[at + i] & 0xFF);
    }
    return value;
  }
}
