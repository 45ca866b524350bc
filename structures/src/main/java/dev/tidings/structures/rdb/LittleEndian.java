package dev.tidings.structures.rdb;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Whole numbers in arrays, the low byte first. */
final class LittleEndian {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private LittleEndian() {}

  static long longAt(byte[] array, int at) {
    return (long) LONGS.get(array, at);
  }

  static void longAt(byte[] array, int at, long value) {
    LONGS.set(array, at, value);
  }

  /** A number of 32 bits without sign. */
  static long unsignedIntAt(byte[] array, int at) {
    return (int) INTS.get(array, at) & 0xFFFFFFFFL;
  }

  static int unsignedShortAt(byte[] array, int at) {
    return (array[at] & 0xFF) | (array[at + 1] & 0xFF) << 8;
  }

  /** A number of {@code bytes} bytes with its sign. */
  static long signedAt(byte[] array, int at, int bytes) {
    long value = array[at + bytes - 1];
    for (int i = bytes - 2; i >= 0; i--) {
      value = value << 8 | (array[at + i] & 0xFF);
    }
    return value;
  }
}
