package dev.tidings.structures;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * The hash of a byte string: eight bytes a step, multiplied and folded (the construction known from
 * wyhash and FxHash), never zero.
 *
 * <p>The key differs from process to process, so that a stranger who chooses names cannot aim at
 * one bucket. No order that a client can see follows from a hash (tables keep insertion order), so
 * the key does not break the rule that the same turns give the same state.
 */
public final class ByteHash {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long A = 0x9E3779B97F4A7C15L;
  private static final long B = 0xD6E8FEB86659FD93L;

  /**
   * Drawn once a process: two identity hashes, which the virtual machine takes from its own chance.
   */
  private static final long KEY =
      ((long) System.identityHashCode(new Object()) << 32) ^ System.identityHashCode(new Object());

  private ByteHash() {}

  /** The hash of {@code length} bytes from {@code offset}; never 0. */
  public static int of(byte[] array, int offset, int length) {
    long h = KEY ^ (length * A);
    int at = offset;
    int end = offset + length;
    while (end - at >= 8) {
      h = fold(h ^ (long) LONGS.get(array, at), A);
      at += 8;
    }
    if (end - at >= 4) {
      h = fold(h ^ (int) INTS.get(array, at), B);
      at += 4;
    }
    while (at < end) {
      h = fold(h ^ (array[at++] & 0xFF), A);
    }
    h = fold(h, B);
    int folded = (int) (h ^ (h >>> 32));
    return folded == 0 ? 1 : folded;
  }

  private static long fold(long value, long by) {
    return (value * by) ^ Math.unsignedMultiplyHigh(value, by);
  }
}
