package dev.tidings.structures.streams;

import java.util.Arrays;

/**
 * The rows of what is pending in a group, side by side in chunks of 256, each known by its number.
 *
 * <pre>
 *   chunk   | row 0                                               | row 1 ...
 *           | ms | seq | consumer | delivered at | turn | count   |
 *   free    | row before | row behind | FREE | - | - | -          |   a list of all free rows
 * </pre>
 *
 * <p>Six longs a row. Behind the last row that is used nothing is kept; who takes rows out and
 * leaves more free than used ones in front moves the last one down ({@link #isSparse}).
 */
final class PendingRows {
  /** The consumer of a row that was given back to the group. */
  static final int NOBODY = -1;

  private static final long FREE = -2;
  private static final int NONE = -1;
  private static final int CHUNK_BITS = 8;
  private static final int CHUNK_ROWS = 1 << CHUNK_BITS;
  private static final int WIDTH = 6;
  private static final long[] NO_CHUNK = new long[0];
  private static final int SEQ = 1;
  private static final int CONSUMER = 2;
  private static final int TIME = 3;
  private static final int TURN = 4;
  private static final int COUNT = 5;

  private long[][] chunks = {NO_CHUNK};
  private long chunkBytes;
  private int top;
  private int size;
  private int free = NONE;

  int size() {
    return size;
  }

  long ms(int row) {
    return chunk(row)[at(row)];
  }

  long seq(int row) {
    return chunk(row)[at(row) + SEQ];
  }

  int consumer(int row) {
    return (int) chunk(row)[at(row) + CONSUMER];
  }

  /** When the row was delivered last. */
  long time(int row) {
    return chunk(row)[at(row) + TIME];
  }

  /** Among rows of one time the one with the lower turn comes first. */
  long turn(int row) {
    return chunk(row)[at(row) + TURN];
  }

  long count(int row) {
    return chunk(row)[at(row) + COUNT];
  }

  int add(long ms, long seq) {
    int row = free;
    if (row == NONE) {
      row = top++;
      reserve(row);
    } else {
      unlink(row);
    }
    long[] chunk = chunk(row);
    int at = at(row);
    chunk[at] = ms;
    chunk[at + SEQ] = seq;
    chunk[at + CONSUMER] = NOBODY;
    size++;
    return row;
  }

  void set(int row, int consumer, long time, long turn, long count) {
    long[] chunk = chunk(row);
    int at = at(row);
    chunk[at + CONSUMER] = consumer;
    chunk[at + TIME] = time;
    chunk[at + TURN] = turn;
    chunk[at + COUNT] = count;
  }

  void remove(int row) {
    size--;
    link(row);
    while (top > 0 && chunk(top - 1)[at(top - 1) + CONSUMER] == FREE) {
      unlink(top - 1);
      top--;
    }
    int needed = (top + CHUNK_ROWS - 1) >> CHUNK_BITS;
    // One chunk more stays, so that a group that goes up and down around here does not pay for it.
    for (int i = needed + 1; i < chunks.length && chunks[i] != NO_CHUNK; i++) {
      chunkBytes -= bytesOf(chunks[i]);
      chunks[i] = NO_CHUNK;
    }
    if (size == 0) {
      chunks = new long[][] {NO_CHUNK};
      chunkBytes = 0;
    } else if (needed < chunks.length / 4) {
      chunks = Arrays.copyOf(chunks, chunks.length / 2);
    }
  }

  /** Whether more rows are free than used. */
  boolean isSparse() {
    return top > 2 * size + CHUNK_ROWS;
  }

  /** The last row, which is used; there must be one. */
  int last() {
    return top - 1;
  }

  /** Copies the last row to a free one and returns its number; the last one is still there. */
  int copyLast() {
    int from = top - 1;
    int row = add(ms(from), seq(from));
    set(row, consumer(from), time(from), turn(from), count(from));
    return row;
  }

  long heldBytes() {
    return 64 + chunks.length * 4L + chunkBytes;
  }

  private void reserve(int row) {
    int number = row >> CHUNK_BITS;
    if (number == chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * number);
      Arrays.fill(chunks, number, 2 * number, NO_CHUNK);
    }
    long[] chunk = chunks[number];
    if (chunk == NO_CHUNK) {
      chunks[number] = new long[WIDTH * (number == 0 ? 4 : CHUNK_ROWS)];
      chunkBytes += bytesOf(chunks[number]);
    } else if (at(row) == chunk.length) {
      chunks[number] = Arrays.copyOf(chunk, 2 * chunk.length);
      chunkBytes += bytesOf(chunks[number]) - bytesOf(chunk);
    }
  }

  private static long bytesOf(long[] chunk) {
    return 16 + chunk.length * 8L;
  }

  private void link(int row) {
    long[] chunk = chunk(row);
    int at = at(row);
    chunk[at] = NONE;
    chunk[at + SEQ] = free;
    chunk[at + CONSUMER] = FREE;
    if (free != NONE) {
      chunk(free)[at(free)] = row;
    }
    free = row;
  }

  private void unlink(int row) {
    int before = (int) ms(row);
    int behind = (int) seq(row);
    if (before == NONE) {
      free = behind;
    } else {
      chunk(before)[at(before) + SEQ] = behind;
    }
    if (behind != NONE) {
      chunk(behind)[at(behind)] = before;
    }
  }

  private long[] chunk(int row) {
    return chunks[row >> CHUNK_BITS];
  }

  private static int at(int row) {
    return (row & (CHUNK_ROWS - 1)) * WIDTH;
  }
}
