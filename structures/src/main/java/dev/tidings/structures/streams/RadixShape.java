package dev.tidings.structures.streams;

/**
 * How large the radix tree would be that Redis keeps over the nodes of a stream, for those who are
 * told. Its keys are the first ids of the nodes, 16 bytes each, ms before seq; bytes that do not
 * branch stand in one node together.
 *
 * <pre>
 *   keys 00 00 01, 00 00 02, 00 01 07     [00] -> branch 00 -> branch 01, 02 -> leaf, leaf
 *                                                        01 -> [07] -> leaf
 *   7 nodes: 3 leaves, 2 that branch, 2 that do not
 * </pre>
 */
final class RadixShape {
  private static final int KEY_BYTES = 16;

  private final BlockIndex index;
  private long nodes;
  private long previousMs;
  private long previousSeq;

  /** The depths at which the path to the last key branches, the deepest last. */
  private final int[] branches = new int[KEY_BYTES];

  private int depth;

  private RadixShape(BlockIndex index) {
    this.index = index;
  }

  /** The number of nodes; an empty tree has its root. */
  static long nodes(BlockIndex index) {
    return index.isEmpty() ? 1 : new RadixShape(index).count();
  }

  private long count() {
    int before = -1;
    boolean isFirst = true;
    for (int number = 0; number < index.size(); number++) {
      Block block = index.at(number);
      if (!block.startsNode) {
        continue;
      }
      if (!isFirst) {
        int common = commonBytes(block.nodeMs(), block.nodeSeq());
        addLeaf(Math.max(before, common));
        close(common);
        before = common;
      }
      isFirst = false;
      previousMs = block.nodeMs();
      previousSeq = block.nodeSeq();
    }
    addLeaf(before);
    close(-1);
    return nodes;
  }

  /** A leaf, and what leads there from the branch at {@code parent}, -1 if there is none. */
  private void addLeaf(int parent) {
    nodes += KEY_BYTES > parent + 1 ? 2 : 1;
  }

  /** The path to the next key leaves that to the last one at {@code common}: a branch is there. */
  private void close(int common) {
    while (depth > 0 && branches[depth - 1] > common) {
      int branch = branches[--depth];
      int parent = Math.max(common, depth == 0 ? -1 : branches[depth - 1]);
      nodes += branch > parent + 1 ? 2 : 1;
    }
    if (common >= 0 && (depth == 0 || branches[depth - 1] < common)) {
      branches[depth++] = common;
    }
  }

  private int commonBytes(long ms, long seq) {
    return ms == previousMs
        ? 8 + Long.numberOfLeadingZeros(seq ^ previousSeq) / 8
        : Long.numberOfLeadingZeros(ms ^ previousMs) / 8;
  }
}
