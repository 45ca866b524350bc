package dev.tidings.structures.sets;

import dev.tidings.structures.HeapBytes;
import dev.tidings.structures.rdb.Damage;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Whole numbers in ascending order, all as wide as the widest needs: 2, 4 or 8 bytes, the low one
 * first.
 *
 * <pre>
 *   width 2   +----+----+----+-----+- - -
 *             | -3 |  7 | 90 | 512 | room
 *             +----+----+----+-----+- - -
 * </pre>
 */
final class NumberSet {
  private static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int OBJECT_BYTES = 24;
  private static final int INTSET_HEAD = 8;
  private static final byte[] NOTHING = new byte[0];

  private byte[] data = NOTHING;
  private int width = 2;
  private int size;

  /** The numbers as an intset of Redis has them: width, count, and the numbers as they are here. */
  byte[] toIntset() {
    int used = size * width;
    byte[] intset = new byte[INTSET_HEAD + used];
    INTS.set(intset, 0, width);
    INTS.set(intset, 4, size);
    System.arraycopy(data, 0, intset, INTSET_HEAD, used);
    return intset;
  }

  /**
   * The numbers of an intset, in the width that they have there.
   *
   * @throws Damage if it is none, or the numbers do not ascend
   */
  static NumberSet ofIntset(byte[] intset) {
    Damage.unless(intset.length >= INTSET_HEAD, "intset");
    int width = (int) INTS.get(intset, 0);
    long size = Integer.toUnsignedLong((int) INTS.get(intset, 4));
    Damage.unless(width == 2 || width == 4 || width == 8, "intset");
    Damage.unless(INTSET_HEAD + size * width == intset.length, "intset");
    NumberSet numbers = new NumberSet();
    numbers.data = Arrays.copyOfRange(intset, INTSET_HEAD, intset.length);
    numbers.width = width;
    numbers.size = (int) size;
    for (int place = 1; place < numbers.size; place++) {
      Damage.unless(numbers.at(place - 1) < numbers.at(place), "intset");
    }
    return numbers;
  }

  NumberSet copy() {
    NumberSet copy = new NumberSet();
    copy.data = data.clone();
    copy.width = width;
    copy.size = size;
    return copy;
  }

  int size() {
    return size;
  }

  long heldBytes() {
    return OBJECT_BYTES + (data.length == 0 ? 0 : HeapBytes.ofArray(data.length));
  }

  /** The number at {@code place}, the smallest at 0. */
  long at(int place) {
    int offset = place * width;
    return switch (width) {
      case 2 -> (short) SHORTS.get(data, offset);
      case 4 -> (int) INTS.get(data, offset);
      default -> (long) LONGS.get(data, offset);
    };
  }

  /** The place of {@code number}; if it is not there, -1 less the place where it belongs. */
  int placeOf(long number) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = at(middle);
      if (found == number) {
        return middle;
      }
      if (found < number) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1 - low;
  }

  /** Adds {@code number}; false if it is there. */
  boolean add(long number) {
    int place = placeOf(number);
    if (place >= 0) {
      return false;
    }
    place = -1 - place;
    int needed = widthOf(number);
    if (needed > width) {
      widen(needed);
    }
    int used = size * width;
    if (used + width > data.length) {
      data = Arrays.copyOf(data, HeapBytes.room(used + width + used / 4));
    }
    int offset = place * width;
    System.arraycopy(data, offset, data, offset + width, used - offset);
    put(data, width, place, number);
    size++;
    return true;
  }

  /** Takes out the number at {@code place}. */
  void removeAt(int place) {
    int used = size * width;
    int offset = place * width;
    System.arraycopy(data, offset + width, data, offset, used - offset - width);
    size--;
    used -= width;
    if (data.length > 64 && used < data.length / 4) {
      data = Arrays.copyOf(data, HeapBytes.room(used * 2));
    }
  }

  private void widen(int to) {
    byte[] wider = new byte[HeapBytes.room((size + 1) * to)];
    for (int place = 0; place < size; place++) {
      put(wider, to, place, at(place));
    }
    data = wider;
    width = to;
  }

  private static void put(byte[] into, int width, int place, long number) {
    int offset = place * width;
    switch (width) {
      case 2 -> SHORTS.set(into, offset, (short) number);
      case 4 -> INTS.set(into, offset, (int) number);
      default -> LONGS.set(into, offset, number);
    }
  }

  private static int widthOf(long number) {
    return number == (short) number ? 2 : number == (int) number ? 4 : 8;
  }
}
