package dev.tidings.structures;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of a {@link PatternTree}, eight ints each in one array, with their edges.
 *
 * <pre>
 *   +-------+-----------------+--------+-----+------+---------+---------+
 *   | exact | bytes that have | edges, | any | star | scanned | scanned |
 *   |   + 1 | an edge, mod 64 |  xor   |     |      |   by    |  from   |
 *   +-------+-----------------+--------+-----+------+---------+---------+
 *       0         1, 2            3       4     5        6         7
 *
 *   exact    the entry whose pattern ends here
 *   edges    how many bytes have an edge (bits 8 to 16), all these bytes xor-ed together (bits 0
 *            to 7), and whether there is a label (bit 17) and a class (bit 18), so that most walks
 *            touch neither of those arrays
 *   any      the child for ?; likewise star
 *   scanned  in a node behind a star: the lookup that scanned a name from this node last, and the
 *            earliest position from which it did
 * </pre>
 *
 * A child is the number of a node, or an entry's number with the bit {@link #LEAF}, or 0 for none.
 */
final class PatternNodes {
  static final int ROOT = 1;
  static final int LEAF = 1 << 27;

  private static final int EXACT = 0;
  private static final int MASK_LOW = 1;
  private static final int MASK_HIGH = 2;
  private static final int EDGES = 3;
  private static final int ANY = 4;
  private static final int STAR = 5;
  private static final int SCANNED_BY = 6;
  private static final int SCANNED_FROM = 7;
  private static final int STRIDE = 8;

  private static final int ONE_EDGE = 1 << 8;
  private static final int EDGE_COUNT = 0x1FF;
  private static final int HAS_LABEL = 1 << 17;
  private static final int HAS_CLASSES = 1 << 18;

  private static final byte[] NO_LABEL = new byte[0];
  private static final int FIRST_CAPACITY = 4;

  private final PatternEdges edges = new PatternEdges();
  private int[] fields = new int[FIRST_CAPACITY * STRIDE];

  /** The literal bytes which follow the edge that leads to the node. */
  private byte[][] labels = new byte[FIRST_CAPACITY][];

  /** The children to which classes lead, where there are any. */
  private @Nullable PatternClasses[] classes = new PatternClasses[FIRST_CAPACITY];

  /** Numbers below have been used; those that are free again form a list through {@code exact}. */
  private int used = ROOT;

  private int firstFree;
  private int count;

  PatternNodes() {
    create(NO_LABEL, 0);
  }

  /** A new node without children; its label is the first {@code length} bytes of {@code label}. */
  int create(byte[] label, int length) {
    count++;
    int node = firstFree;
    if (node != 0) {
      firstFree = fields[node * STRIDE + EXACT];
      Arrays.fill(fields, node * STRIDE, (node + 1) * STRIDE, 0);
    } else {
      if (used == labels.length) {
        grow();
      }
      node = used++;
    }
    relabel(node, Arrays.copyOf(label, length));
    return node;
  }

  /** Frees a node that has no children. */
  void free(int node) {
    count--;
    labels[node] = NO_LABEL;
    classes[node] = null;
    fields[node * STRIDE + EXACT] = firstFree;
    firstFree = node;
  }

  private void grow() {
    if (used >= PatternEdges.NODES_MAX) {
      throw new IllegalStateException("a pattern index has at most 2^27 nodes");
    }
    int capacity = Math.min(used + (used >> 1), PatternEdges.NODES_MAX);
    fields = Arrays.copyOf(fields, capacity * STRIDE);
    labels = Arrays.copyOf(labels, capacity);
    classes = Arrays.copyOf(classes, capacity);
  }

  /** How many nodes are in use, with the root. */
  int count() {
    return count;
  }

  /** The literal bytes which follow the edge that leads to {@code node}; not to be changed. */
  byte[] label(int node) {
    return (fields[node * STRIDE + EDGES] & HAS_LABEL) == 0 ? NO_LABEL : labels[node];
  }

  private void flag(int node, int flag, boolean set) {
    int at = node * STRIDE + EDGES;
    fields[at] = set ? fields[at] | flag : fields[at] & ~flag;
  }

  void relabel(int node, byte[] label) {
    labels[node] = label.length == 0 ? NO_LABEL : label;
    flag(node, HAS_LABEL, label.length > 0);
  }

  /** The first entry that ends at {@code node}, or {@link PatternEntries#NONE}. */
  int exact(int node) {
    return fields[node * STRIDE + EXACT] - 1;
  }

  void changeExact(int node, int entry) {
    fields[node * STRIDE + EXACT] = entry + 1;
  }

  int any(int node) {
    return fields[node * STRIDE + ANY];
  }

  int star(int node) {
    return fields[node * STRIDE + STAR];
  }

  /** The classes that have a child of {@code node}, or null if there are none. */
  @Nullable PatternClasses classes(int node) {
    return (fields[node * STRIDE + EDGES] & HAS_CLASSES) == 0 ? null : classes[node];
  }

  /** The child for the literal byte {@code b}, or 0. */
  int literal(int node, byte b) {
    int at = node * STRIDE;
    int half = fields[at + ((b & 32) == 0 ? MASK_LOW : MASK_HIGH)];
    return (half >>> b & 1) == 0 ? 0 : edges.find(node, b & 0xFF);
  }

  /**
   * Notes that {@code lookup} scans a name from {@code position} on and tells up to where it must:
   * the position from which the same lookup has scanned before, or {@code end}.
   */
  int scanEnd(int node, int lookup, int position, int end) {
    int at = node * STRIDE;
    int scanEnd = fields[at + SCANNED_BY] == lookup ? fields[at + SCANNED_FROM] : end;
    if (position < scanEnd || !isScanned(node, lookup)) {
      fields[at + SCANNED_BY] = lookup;
      fields[at + SCANNED_FROM] = position;
    }
    return scanEnd;
  }

  /** Whether {@code lookup} has scanned from {@code node} before. */
  boolean isScanned(int node, int lookup) {
    return fields[node * STRIDE + SCANNED_BY] == lookup;
  }

  /** Forgets which lookup scanned what. */
  void forgetLookups() {
    for (int node = ROOT; node < used; node++) {
      fields[node * STRIDE + SCANNED_BY] = 0;
    }
  }

  /** The child for the token before which {@code token} stands, or 0. */
  int child(int node, PatternReader token) {
    return switch (token.symbol()) {
      case PatternReader.ANY -> any(node);
      case PatternReader.STAR -> star(node);
      case PatternReader.CLASS -> {
        PatternClasses children = classes[node];
        yield children == null ? 0 : children.find(Objects.requireNonNull(token.byteClass()));
      }
      default -> literal(node, (byte) token.symbol());
    };
  }

  /** Sets the child, which is not 0, for the token before which {@code token} stands. */
  void putChild(int node, PatternReader token, int child) {
    switch (token.symbol()) {
      case PatternReader.ANY -> fields[node * STRIDE + ANY] = child;
      case PatternReader.STAR -> fields[node * STRIDE + STAR] = child;
      case PatternReader.CLASS -> {
        PatternClasses children = classes[node];
        if (children == null) {
          children = new PatternClasses();
          classes[node] = children;
          flag(node, HAS_CLASSES, true);
        }
        children.put(Objects.requireNonNull(token.byteClass()), child);
      }
      default -> putLiteral(node, token.symbol(), child);
    }
  }

  /** Takes away the child, which is there, for the token before which {@code token} stands. */
  void removeChild(int node, PatternReader token) {
    switch (token.symbol()) {
      case PatternReader.ANY -> fields[node * STRIDE + ANY] = 0;
      case PatternReader.STAR -> fields[node * STRIDE + STAR] = 0;
      case PatternReader.CLASS -> {
        PatternClasses children = Objects.requireNonNull(classes[node]);
        children.remove(Objects.requireNonNull(token.byteClass()));
        if (children.size() == 0) {
          classes[node] = null;
          flag(node, HAS_CLASSES, false);
        }
      }
      default -> removeLiteral(node, token.symbol());
    }
  }

  /** Sets the child for the literal byte {@code symbol}. */
  void putLiteral(int node, int symbol, int child) {
    if (edges.put(node, symbol, child)) {
      int at = node * STRIDE;
      fields[at + ((symbol & 32) == 0 ? MASK_LOW : MASK_HIGH)] |= 1 << symbol;
      fields[at + EDGES] = (fields[at + EDGES] + ONE_EDGE) ^ symbol;
    }
  }

  private void removeLiteral(int node, int symbol) {
    edges.remove(node, symbol);
    int at = node * STRIDE;
    fields[at + EDGES] = (fields[at + EDGES] - ONE_EDGE) ^ symbol;
    boolean shared =
        edges.find(node, symbol ^ 64) != 0
            || edges.find(node, symbol ^ 128) != 0
            || edges.find(node, symbol ^ 192) != 0;
    if (!shared) {
      fields[at + ((symbol & 32) == 0 ? MASK_LOW : MASK_HIGH)] &= ~(1 << symbol);
    }
  }

  /** How many children {@code node} has. */
  int childCount(int node) {
    int at = node * STRIDE;
    PatternClasses children = classes[node];
    return (fields[at + EDGES] >> 8 & EDGE_COUNT)
        + (fields[at + ANY] == 0 ? 0 : 1)
        + (fields[at + STAR] == 0 ? 0 : 1)
        + (children == null ? 0 : children.size());
  }

  /** The child of a node that has one only. */
  int onlyChild(int node) {
    int at = node * STRIDE;
    PatternClasses children = classes[node];
    if (children != null) {
      return children.childAt(0);
    }
    int symbol = onlyLiteral(node);
    return symbol >= 0 ? edges.find(node, symbol) : fields[at + ANY] | fields[at + STAR];
  }

  /** The literal byte of a node that has one child only; negative if that child has none. */
  int onlyLiteral(int node) {
    int edgesAndXor = fields[node * STRIDE + EDGES];
    return (edgesAndXor >> 8 & EDGE_COUNT) == 1 ? edgesAndXor & 0xFF : -1;
  }

  /** Takes away the only child, to which the literal byte {@code symbol} leads. */
  void removeOnlyLiteral(int node, int symbol) {
    removeLiteral(node, symbol);
  }
}
