package dev.tidings.engine.streams;

import java.util.Arrays;

/** Numbers in the order in which they were added. */
final class Longs {
  private static final int FIRST_CAPACITY = 16;

  private long[] array = new long[FIRST_CAPACITY];
  private int size;

  int size() {
    return size;
  }

  long at(int index) {
    return array[index];
  }

  void add(long value) {
    if (size == array.length) {
      array = Arrays.copyOf(array, 2 * size);
    }
    array[size++] = value;
  }

  long[] toArray() {
    return Arrays.copyOf(array, size);
  }
}
