package dev.tidings.structures;

import java.util.Arrays;

/**
 * A radix tree over the tokens of patterns: what a {@link PatternReader} reads.
 *
 * <pre>
 *   patterns  user:1:*   user:12   user:1?   *:b
 *
 *   root --u--> "ser:1" --:--> leaf user:1:*
 *     |              \----2--> leaf user:12
 *     |               \---?--> leaf user:1?
 *     *--> leaf *:b
 * </pre>
 *
 * <p>A pattern hangs as a leaf where it parts from all others; only when another follows it further
 * does the shared stretch become nodes. A name is walked down from the root. In a node behind a
 * star every later position of the name is tried, so patterns that share a star also share that
 * scan; a second, later way into such a node adds nothing and is not followed. A leaf is tried once
 * a lookup, by {@link Glob} on the whole name.
 */
final class PatternTree {
  private static final int NONE = PatternEntries.NONE;
  private static final int LEAF = PatternNodes.LEAF;
  private static final int ROOT = PatternNodes.ROOT;
  private static final byte[] NOTHING = {};

  private final PatternEntries<?> entries;
  private final PatternNodes nodes = new PatternNodes();

  // Kept between calls so that lookups allocate nothing.
  private int[] found = new int[8];
  private int foundCount;
  private int[] waiting = new int[16];
  private int waitingCount;
  private byte[] name = NOTHING;
  private int lookup;

  private final PatternReader token = new PatternReader();
  private final PatternReader otherToken = new PatternReader();
  private final PatternReader probe = new PatternReader();
  private final PatternReader otherProbe = new PatternReader();
  private byte[] label = new byte[16];

  PatternTree(PatternEntries<?> entries) {
    this.entries = entries;
  }

  /** Hangs an entry into the tree, or beside its twins there. */
  void add(int entry) {
    byte[] pattern = entries.pattern(entry).array();
    if (PatternReader.matchesNothing(pattern)) {
      return;
    }
    token.open(pattern);
    int node = ROOT;
    int depth = 0;
    while (token.symbol() != PatternReader.END) {
      int child = nodes.child(node, token);
      if (child == 0) {
        nodes.putChild(node, token, LEAF | entry);
        return;
      }
      if ((child & LEAF) != 0) {
        addBesideLeaf(node, depth, child ^ LEAF, entry);
        return;
      }
      int same = sameLabel(child);
      if (same < nodes.label(child).length) {
        child = split(node, child, same);
      }
      depth += 1 + same;
      token.skip(1 + same);
      node = child;
    }
    int first = nodes.exact(node);
    if (first == NONE) {
      nodes.changeExact(node, entry);
    } else {
      entries.joinTwins(first, entry);
    }
  }

  /** How many bytes of the label of {@code child} follow the token here too. */
  private int sameLabel(int child) {
    byte[] childLabel = nodes.label(child);
    probe.copy(token).advance();
    int same = 0;
    while (same < childLabel.length && probe.symbol() == (childLabel[same] & 0xFF)) {
      same++;
      probe.advance();
    }
    return same;
  }

  /** Puts a node before {@code child} that takes over the first bytes of its label. */
  private int split(int parent, int child, int length) {
    byte[] childLabel = nodes.label(child);
    int before = nodes.create(childLabel, length);
    nodes.relabel(child, Arrays.copyOfRange(childLabel, length + 1, childLabel.length));
    nodes.putLiteral(before, childLabel[length] & 0xFF, child);
    nodes.putChild(parent, token, before);
    return before;
  }

  /** Adds an entry where the token here leads to a leaf: a twin, or a way to part from. */
  private void addBesideLeaf(int parent, int depth, int leaf, int entry) {
    otherToken.open(entries.pattern(leaf).array()).skip(depth);
    probe.copy(token);
    otherProbe.copy(otherToken);
    while (probe.sameToken(otherProbe) && probe.symbol() != PatternReader.END) {
      probe.advance();
      otherProbe.advance();
    }
    if (probe.sameToken(otherProbe)) {
      entries.joinTwins(leaf, entry);
      return;
    }
    int node = parent;
    while (token.sameToken(otherToken)) {
      probe.copy(token);
      int length = readSharedLabel();
      int child = nodes.create(label, length);
      nodes.putChild(node, probe, child);
      node = child;
    }
    hang(node, otherToken, leaf);
    hang(node, token, entry);
  }

  /** Takes both readers past the token here and the literal bytes which both have behind it. */
  private int readSharedLabel() {
    // A node behind a star has no label: any position of a name may continue there.
    boolean behindStar = token.symbol() == PatternReader.STAR;
    token.advance();
    otherToken.advance();
    int length = 0;
    while (!behindStar && token.isLiteral() && token.symbol() == otherToken.symbol()) {
      if (length == label.length) {
        label = Arrays.copyOf(label, length * 2);
      }
      label[length++] = (byte) token.symbol();
      token.advance();
      otherToken.advance();
    }
    return length;
  }

  private void hang(int node, PatternReader reader, int entry) {
    if (reader.symbol() == PatternReader.END) {
      nodes.changeExact(node, entry);
    } else {
      nodes.putChild(node, reader, LEAF | entry);
    }
  }

  /** Takes an entry out of the tree. */
  void remove(int entry) {
    byte[] pattern = entries.pattern(entry).array();
    if (PatternReader.matchesNothing(pattern)) {
      return;
    }
    token.open(pattern);
    int node = ROOT;
    waitingCount = 0;
    while (token.symbol() != PatternReader.END) {
      int child = nodes.child(node, token);
      if ((child & LEAF) != 0) {
        int first = entries.partTwins(child ^ LEAF, entry);
        if (first == NONE) {
          nodes.removeChild(node, token);
          prune(node, pattern);
        } else {
          nodes.putChild(node, token, LEAF | first);
        }
        return;
      }
      await(node, token.start());
      token.skip(1 + nodes.label(child).length);
      node = child;
    }
    nodes.changeExact(node, entries.partTwins(nodes.exact(node), entry));
    prune(node, pattern);
  }

  /**
   * Makes {@code last} and the nodes above it, which wait with the starts of their tokens, as small
   * as what is left below them allows.
   */
  private void prune(int last, byte[] pattern) {
    int node = last;
    while (node != ROOT) {
      int start = waiting[--waitingCount];
      int parent = waiting[--waitingCount];
      token.open(pattern, start);
      if (!shrink(parent, node)) {
        return;
      }
      node = parent;
    }
  }

  /** Replaces a node by what is left of it; whether the parent may now shrink too. */
  private boolean shrink(int parent, int node) {
    int children = nodes.childCount(node);
    int exact = nodes.exact(node);
    if (children == 0) {
      if (exact == NONE) {
        nodes.removeChild(parent, token);
      } else {
        nodes.putChild(parent, token, LEAF | exact);
      }
      nodes.free(node);
      return true;
    }
    if (children > 1 || exact != NONE) {
      return false;
    }
    int child = nodes.onlyChild(node);
    int symbol = nodes.onlyLiteral(node);
    boolean leaf = (child & LEAF) != 0;
    if (!leaf && (symbol < 0 || token.symbol() == PatternReader.STAR)) {
      return false;
    }
    if (symbol >= 0) {
      nodes.removeOnlyLiteral(node, symbol);
    }
    if (!leaf) {
      nodes.relabel(child, joined(nodes.label(node), symbol, nodes.label(child)));
    }
    nodes.putChild(parent, token, child);
    nodes.free(node);
    return leaf;
  }

  private static byte[] joined(byte[] front, int symbol, byte[] back) {
    byte[] joined = Arrays.copyOf(front, front.length + 1 + back.length);
    joined[front.length] = (byte) symbol;
    System.arraycopy(back, 0, joined, front.length + 1, back.length);
    return joined;
  }

  /**
   * Finds the entries whose patterns {@code name} matches, each once, in no useful order; they are
   * in {@link #found} until the next call.
   */
  int findMatches(byte[] name) {
    if (++lookup == 0) {
      nodes.forgetLookups();
      entries.forgetLookups();
      lookup = 1;
    }
    this.name = name;
    foundCount = 0;
    waitingCount = 0;
    if (name.length == 0) {
      addFound(nodes.exact(ROOT));
    } else {
      descend(ROOT, 0);
      followWaiting(0);
    }
    this.name = NOTHING;
    return foundCount;
  }

  /** How many nodes are in use. */
  int nodeCount() {
    return nodes.count();
  }

  /** Lets the number of lookups come near its end. */
  void spendLookups() {
    lookup = -3;
  }

  /** The entry that the latest {@link #findMatches} found at {@code place}. */
  int found(int place) {
    return found[place];
  }

  /** Follows all ways that wait above {@code floor}. */
  private void followWaiting(int floor) {
    while (waitingCount > floor) {
      int position = waiting[--waitingCount];
      descend(waiting[--waitingCount], position);
    }
  }

  /** Goes down along literal bytes; other ways are left waiting, those behind a star scanned. */
  private void descend(int start, int from) {
    byte[] bytes = name;
    int node = start;
    int position = from;
    while (true) {
      int star = nodes.star(node);
      if (star != 0) {
        if ((star & LEAF) != 0) {
          tryLeaf(star ^ LEAF);
        } else {
          scan(star, position);
        }
      }
      if (position == bytes.length) {
        addFound(nodes.exact(node));
        return;
      }
      branch(node, position);
      int child = nodes.literal(node, bytes[position]);
      if (child == 0) {
        return;
      }
      if ((child & LEAF) != 0) {
        tryLeaf(child ^ LEAF);
        return;
      }
      position = behindLabel(child, position + 1);
      if (position < 0) {
        return;
      }
      node = child;
    }
  }

  /** Tries all positions from {@code position} on behind a star. */
  private void scan(int node, int position) {
    byte[] bytes = name;
    if (!nodes.isScanned(node, lookup)) {
      addFound(nodes.exact(node));
    }
    int end = nodes.scanEnd(node, lookup, position, bytes.length);
    for (int at = position; at < end; at++) {
      int floor = waitingCount;
      branch(node, at);
      int child = nodes.literal(node, bytes[at]);
      if (child != 0) {
        take(child, at + 1);
      }
      followWaiting(floor);
    }
  }

  /** Takes the ways on from {@code node} that are neither literal bytes nor stars. */
  private void branch(int node, int position) {
    int any = nodes.any(node);
    if (any != 0) {
      take(any, position + 1);
    }
    PatternClasses classes = nodes.classes(node);
    if (classes != null) {
      byte b = name[position];
      for (int at = classes.nextTaking(b, 0); at >= 0; at = classes.nextTaking(b, at + 1)) {
        take(classes.childAt(at), position + 1);
      }
    }
  }

  private void take(int child, int position) {
    if ((child & LEAF) != 0) {
      tryLeaf(child ^ LEAF);
      return;
    }
    int behind = behindLabel(child, position);
    if (behind >= 0) {
      await(child, behind);
    }
  }

  /** The position behind the label of {@code child} if the name goes on with it, or -1. */
  private int behindLabel(int child, int position) {
    byte[] childLabel = nodes.label(child);
    if (childLabel.length == 0) {
      return position;
    }
    int behind = position + childLabel.length;
    if (behind > name.length) {
      return -1;
    }
    for (int i = 0; i < childLabel.length; i++) {
      if (childLabel[i] != name[position + i]) {
        return -1;
      }
    }
    return behind;
  }

  private void await(int node, int number) {
    if (waitingCount + 2 > waiting.length) {
      waiting = Arrays.copyOf(waiting, waiting.length * 2);
    }
    waiting[waitingCount++] = node;
    waiting[waitingCount++] = number;
  }

  private void tryLeaf(int entry) {
    if (entries.tryOnce(entry, lookup) && Glob.matches(entries.pattern(entry).array(), name)) {
      addFound(entry);
    }
  }

  /** Notes an entry, unless it is {@link #NONE}, and its twins. */
  private void addFound(int entry) {
    for (int twin = entry; twin != NONE; twin = entries.twinAfter(twin)) {
      assert Glob.matches(entries.pattern(twin).array(), name) : entries.pattern(twin);
      if (foundCount == found.length) {
        found = Arrays.copyOf(found, foundCount * 2);
      }
      found[foundCount++] = twin;
    }
  }
}
