package dev.tidings.structures.streams;

import java.util.Arrays;

/**
 * The rows of what is pending in a group, in {@link RowChunk chunks} of 256, each known by its
 * number.
 *
 * <pre>
 *   chunks    | rows 0 to 255 | rows 256 to 511 | ... | none | none |
 *   row       id (ms, seq) | consumer | delivered at | turn | count       or free
 * </pre>
 *
 * <p>Behind the last row that is used nothing is kept; who takes rows out and leaves more free than
 * used ones in front moves the last one down ({@link #isSparse}).
 */
final class PendingRows {
  /** The consumer of a row that was given back to the group. */
  static final int NOBODY = RowChunk.NOBODY;

  private static final int NONE = -1;
  private static final int FIRST_ROWS = 4;

  private RowChunk[] chunks = {RowChunk.NONE};
  private long chunkBytes;
  private int top;
  private int size;
  private int free = NONE;

  int size() {
    return size;
  }

  long ms(int row) {
    return chunk(row).ms(at(row));
  }

  long seq(int row) {
    return chunk(row).seq(at(row));
  }

  int consumer(int row) {
    return chunk(row).consumer(at(row));
  }

  /** When the row was delivered last; {@link RowChunk#RELEASED_TIME} if nobody has it. */
  long time(int row) {
    return chunk(row).time(at(row));
  }

  /** Among rows of one time the one with the lower turn comes first. */
  long turn(int row) {
    return chunk(row).turn(at(row));
  }

  long count(int row) {
    return chunk(row).count(at(row));
  }

  /** Adds a row and returns its number; if nobody has it the time is of no account. */
  int add(long ms, long seq, int consumer, long time, long turn, long count) {
    int row = free;
    if (row == NONE) {
      row = top++;
      reserve(row);
    } else {
      unlink(row);
    }
    put(row, ms, seq, consumer, time, turn, count);
    size++;
    return row;
  }

  void set(int row, int consumer, long time, long turn, long count) {
    put(row, ms(row), seq(row), consumer, time, turn, count);
  }

  void remove(int row) {
    size--;
    link(row);
    while (top > 0 && chunk(top - 1).isFree(at(top - 1))) {
      unlink(top - 1);
      top--;
    }
    int needed = (top + RowChunk.ROWS - 1) >> RowChunk.BITS;
    // One chunk more stays, so that a group that goes up and down around here does not pay for it.
    for (int i = needed + 1; i < chunks.length && chunks[i] != RowChunk.NONE; i++) {
      chunkBytes -= chunks[i].heldBytes();
      chunks[i] = RowChunk.NONE;
    }
    if (size == 0) {
      chunks = new RowChunk[] {RowChunk.NONE};
      chunkBytes = 0;
    } else if (needed < chunks.length / 4) {
      chunks = Arrays.copyOf(chunks, chunks.length / 2);
    }
  }

  /** Whether more rows are free than used. */
  boolean isSparse() {
    return top > 2 * size + RowChunk.ROWS;
  }

  /** The last row, which is used; there must be one. */
  int last() {
    return top - 1;
  }

  /** Copies the last row to a free one and returns its number; the last one is still there. */
  int copyLast() {
    int from = top - 1;
    return add(ms(from), seq(from), consumer(from), time(from), turn(from), count(from));
  }

  long heldBytes() {
    return 64 + chunks.length * 4L + chunkBytes;
  }

  private void put(int row, long ms, long seq, int consumer, long time, long turn, long count) {
    RowChunk chunk = chunk(row);
    long before = chunk.heldBytes();
    chunk.put(at(row), ms, seq, consumer, time, turn, count);
    chunkBytes += chunk.heldBytes() - before;
  }

  private void reserve(int row) {
    int number = row >> RowChunk.BITS;
    if (number == chunks.length) {
      chunks = Arrays.copyOf(chunks, 2 * number);
      Arrays.fill(chunks, number, 2 * number, RowChunk.NONE);
    }
    RowChunk chunk = chunks[number];
    if (chunk == RowChunk.NONE) {
      chunks[number] = new RowChunk(number == 0 ? FIRST_ROWS : RowChunk.ROWS);
      chunkBytes += chunks[number].heldBytes();
    } else if (at(row) == chunk.capacity()) {
      long before = chunk.heldBytes();
      chunk.grow();
      chunkBytes += chunk.heldBytes() - before;
    }
  }

  private void link(int row) {
    RowChunk chunk = chunk(row);
    long before = chunk.heldBytes();
    chunk.free(at(row), NONE, free);
    chunkBytes += chunk.heldBytes() - before;
    if (free != NONE) {
      chunk(free).setBefore(at(free), row);
    }
    free = row;
  }

  private void unlink(int row) {
    int before = chunk(row).before(at(row));
    int behind = chunk(row).behind(at(row));
    if (before == NONE) {
      free = behind;
    } else {
      chunk(before).setBehind(at(before), behind);
    }
    if (behind != NONE) {
      chunk(behind).setBefore(at(behind), before);
    }
  }

  private RowChunk chunk(int row) {
    return chunks[row >> RowChunk.BITS];
  }

  private static int at(int row) {
    return row & (RowChunk.ROWS - 1);
  }
}
