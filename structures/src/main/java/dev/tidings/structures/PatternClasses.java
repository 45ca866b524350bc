package dev.tidings.structures;

import java.util.Arrays;

/**
 * The children of one node of a {@link PatternTree} to which classes lead. Beyond a few, a row of
 * bits for each byte says which classes take it, so that 64 classes cost one look.
 */
final class PatternClasses {
  /** Up to so many classes are asked one by one. */
  private static final int ASKED_MAX = 8;

  private static final long[][] NO_ROWS = new long[0][];

  private final DenseSet<ByteClass> classes = new DenseSet<>();
  private int[] children = new int[1];

  /** By byte from 0 to 255: a bit for the place of each class that takes it. Empty while few. */
  private long[][] rows = NO_ROWS;

  int size() {
    return classes.size();
  }

  /** The child of {@code byteClass}, or 0 if there is none. */
  int find(ByteClass byteClass) {
    int place = classes.placeOf(byteClass);
    return place < 0 ? 0 : children[place];
  }

  int childAt(int place) {
    return children[place];
  }

  void put(ByteClass byteClass, int child) {
    int place = classes.placeOf(byteClass);
    if (place < 0) {
      place = classes.size();
      classes.add(byteClass);
      if (place == children.length) {
        children = Arrays.copyOf(children, place * 2);
      }
      if (rows.length > 0) {
        setColumn(place, byteClass);
      } else if (place == ASKED_MAX) {
        layRows();
      }
    }
    children[place] = child;
  }

  /** Takes away a class that is there; the last one takes its place. */
  void remove(ByteClass byteClass) {
    int place = classes.placeOf(byteClass);
    int last = classes.size() - 1;
    classes.removeAt(place);
    children[place] = children[last];
    if (last <= ASKED_MAX / 2) {
      rows = NO_ROWS;
    } else if (rows.length > 0) {
      clearColumn(last);
      if (place != last) {
        setColumn(place, classes.at(place));
      }
    }
  }

  /** The first place from {@code from} on whose class takes {@code b}, or a negative number. */
  int nextTaking(byte b, int from) {
    if (rows.length == 0) {
      for (int place = from; place < classes.size(); place++) {
        if (classes.at(place).holds(b)) {
          return place;
        }
      }
      return -1;
    }
    long[] row = rows[b & 0xFF];
    for (int word = from >> 6; word < row.length; word++) {
      long bits = word == from >> 6 ? row[word] & -1L << from : row[word];
      if (bits != 0) {
        return (word << 6) + Long.numberOfTrailingZeros(bits);
      }
    }
    return -1;
  }

  private void layRows() {
    rows = new long[256][1];
    for (int place = 0; place < classes.size(); place++) {
      setColumn(place, classes.at(place));
    }
  }

  private void setColumn(int place, ByteClass byteClass) {
    int word = place >> 6;
    for (int b = 0; b < 256; b++) {
      if (word >= rows[b].length) {
        rows[b] = Arrays.copyOf(rows[b], word * 2);
      }
      long bit = 1L << place;
      rows[b][word] = byteClass.holds((byte) b) ? rows[b][word] | bit : rows[b][word] & ~bit;
    }
  }

  private void clearColumn(int place) {
    for (long[] row : rows) {
      row[place >> 6] &= ~(1L << place);
    }
  }
}
