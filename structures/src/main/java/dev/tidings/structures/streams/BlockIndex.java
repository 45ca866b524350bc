package dev.tidings.structures.streams;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of a log in the order of their ids.
 *
 * <pre>
 *          start                        start + size
 *   +-----+-----------+-----------+-----+-----+
 *   |  -  | ms, seq   | ms, seq   | ... |  -  |     bases: what a search looks at
 *   +-----+-----------+-----------+-----+-----+
 *   |  -  | block 0   | block 1   | ... |  -  |     blocks
 *   +-----+-----------+-----------+-----+-----+
 * </pre>
 *
 * <p>Adding behind and taking from the front take constant time, amortised; a search O(log blocks);
 * taking from the middle moves the shorter side up, 24 bytes for each block of it.
 */
final class BlockIndex {
  private static final int FIRST_CAPACITY = 1;

  private long[] bases = new long[0];
  private @Nullable Block[] blocks = new Block[0];
  private int start;
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  Block at(int number) {
    return Objects.requireNonNull(blocks[start + number]);
  }

  Block last() {
    return at(size - 1);
  }

  void add(Block block) {
    if (start + size == blocks.length) {
      makeRoom();
    }
    int place = start + size;
    blocks[place] = block;
    bases[2 * place] = block.baseMs;
    bases[2 * place + 1] = block.baseSeq;
    size++;
  }

  void remove(int number) {
    int place = start + number;
    if (number < size / 2) {
      System.arraycopy(blocks, start, blocks, start + 1, number);
      System.arraycopy(bases, 2 * start, bases, 2 * start + 2, 2 * number);
      blocks[start++] = null;
    } else {
      int behind = size - 1 - number;
      System.arraycopy(blocks, place + 1, blocks, place, behind);
      System.arraycopy(bases, 2 * place + 2, bases, 2 * place, 2 * behind);
      blocks[start + size - 1] = null;
    }
    size--;
    if (size < blocks.length / 4) {
      move(size + size / 2);
    }
  }

  /** The last block whose base is at or before an id, -1 if all are behind it. */
  int search(long ms, long seq) {
    int low = 0;
    int high = size - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int place = 2 * (start + middle);
      if (StreamId.compare(bases[place], bases[place + 1], ms, seq) <= 0) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return high;
  }

  /**
   * The first block that starts a node, behind block {@code number}; {@link #size} if none does.
   */
  int nodeAfter(int number) {
    int at = number + 1;
    while (at < size && !at(at).startsNode) {
      at++;
    }
    return at;
  }

  long heldBytes() {
    return 2 * 16 + bases.length * 8L + blocks.length * 4L;
  }

  BlockIndex copy() {
    BlockIndex copy = new BlockIndex();
    copy.move(size);
    for (int i = 0; i < size; i++) {
      copy.add(at(i).copy());
    }
    return copy;
  }

  private void makeRoom() {
    if (start > blocks.length / 2) {
      move(blocks.length);
    } else {
      move(Math.max(FIRST_CAPACITY, size + size / 2 + 1));
    }
  }

  /** Into arrays of so many places, without a gap in front. */
  private void move(int capacity) {
    @Nullable Block[] movedBlocks = new Block[capacity];
    long[] movedBases = new long[2 * capacity];
    System.arraycopy(blocks, start, movedBlocks, 0, size);
    System.arraycopy(bases, 2 * start, movedBases, 0, 2 * size);
    blocks = movedBlocks;
    bases = movedBases;
    start = 0;
  }
}
