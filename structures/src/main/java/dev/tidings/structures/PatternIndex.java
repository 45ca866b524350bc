package dev.tidings.structures;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Glob patterns with a value each, and for a name the patterns that it matches, without a look at
 * the others. A pattern means what it means to {@link Glob}, to the last corner.
 *
 * <p><b>How.</b> The patterns form a radix tree of their tokens. A name is walked down the tree;
 * behind a star each later position of the name is tried against what follows the star in all
 * patterns at once. So neither common prefixes nor common suffixes nor {@code ?}, {@code [...]} and
 * {@code *} at the front make a lookup dearer.
 *
 * <p><b>Cost of a lookup.</b> Nanoseconds when empty. Else it depends on the length of the name, on
 * the matches and on how many <i>beginnings that end in a star</i> of different patterns fit the
 * name ({@code a:*} in {@code a:*:1} and {@code a:*:2} is one and the same), not on how many
 * patterns there are. Two families stay dear by nature: patterns with many different such
 * beginnings, all of which fit (each is scanned once: at most the length of the name), and patterns
 * with thousands of different classes at the same place (one bit each). Nothing is allocated once
 * the scratch arrays have grown to the greatest number of matches.
 *
 * <p>A name that goes deep into a large tree before it fails waits for memory a few times if what
 * it touches is no longer in the processor's caches; one that was looked up lately does not.
 *
 * <p><b>Cost of a change.</b> The length of the pattern, about a microsecond; the call that grows
 * an array takes time with the number of patterns (about 50 ms at a million). When seven eighths of
 * the room are unused the index is built anew from what is left (about 1 µs for each pattern left),
 * so an index that empties gives its memory back.
 *
 * <p><b>Memory.</b> At a million patterns 40 to 80 bytes for each, beside the {@link Bytes} and the
 * value, by family of patterns (measured); up to half as much again just after an array has grown,
 * and more for patterns that part only after several wildcards (40 bytes a node).
 *
 * <p><b>Order.</b> Patterns are visited in the order in which they were put, oldest first; putting
 * a pattern again changes its value and not its place.
 *
 * <p>One thread at a time, also for lookups, which use scratch arrays. A visitor may put, remove
 * and look up: it is not shown patterns that were removed or put since its visit began.
 */
public final class PatternIndex<V> {
  /** Is shown patterns. */
  @FunctionalInterface
  public interface Visitor<V> {
    /** A pattern and its value. */
    void onPattern(Bytes pattern, V value);
  }

  /** An index with less room than this is not worth building anew. */
  private static final int WORTH_SHRINKING = 64;

  private PatternEntries<V> entries = new PatternEntries<>();
  private PatternTree tree = new PatternTree(entries);

  /** The matches of a lookup, each an age and a number; null while a visit uses it. */
  private long @Nullable [] scratch = new long[8];

  private int visits;

  /** An empty index. */
  public PatternIndex() {}

  /** How many patterns. */
  public int size() {
    return entries.size();
  }

  /** Whether there is no pattern. */
  public boolean isEmpty() {
    return entries.size() == 0;
  }

  /** The value of {@code pattern} itself, or null if it is not here. */
  public @Nullable V find(Bytes pattern) {
    int entry = entries.find(pattern);
    return entry == PatternEntries.NONE ? null : entries.value(entry);
  }

  /** Gives {@code pattern} the value {@code value}, whether or not it had one. */
  public void put(Bytes pattern, V value) {
    int entry = entries.find(pattern);
    if (entry != PatternEntries.NONE) {
      entries.changeValue(entry, value);
      return;
    }
    if (entries.isOutOfAges() && visits == 0) {
      rebuild();
    }
    tree.add(entries.add(pattern, value));
  }

  /** Takes {@code pattern} out and returns its value, or null if it was not here. */
  public @Nullable V remove(Bytes pattern) {
    int entry = entries.find(pattern);
    if (entry == PatternEntries.NONE) {
      return null;
    }
    V value = entries.value(entry);
    tree.remove(entry);
    entries.remove(entry);
    shrink();
    return value;
  }

  /** Shows every pattern that {@code name} matches to {@code visitor}, oldest first. */
  public void forEachMatch(Bytes name, Visitor<? super V> visitor) {
    if (entries.size() == 0) {
      return;
    }
    int count = tree.findMatches(name.array());
    if (count == 0) {
      return;
    }
    long[] order = takeScratch(count);
    for (int place = 0; place < count; place++) {
      int entry = tree.found(place);
      order[place] = entries.ageAndNumber(entry);
    }
    Arrays.sort(order, 0, count);
    visit(order, count, visitor);
    scratch = order;
  }

  /** Shows every pattern to {@code visitor}, oldest first. */
  public void forEach(Visitor<? super V> visitor) {
    long[] order = entries.byAge();
    visit(order, order.length, visitor);
  }

  private long[] takeScratch(int count) {
    long[] taken = scratch;
    scratch = null;
    return taken == null || taken.length < count
        ? new long[Math.max(8, Integer.highestOneBit(count) * 2)]
        : taken;
  }

  private void visit(long[] order, int count, Visitor<? super V> visitor) {
    visits++;
    try {
      for (int place = 0; place < count; place++) {
        int entry = PatternEntries.number(order[place]);
        if (entries.isUsed(entry) && entries.ageAndNumber(entry) == order[place]) {
          visitor.onPattern(entries.pattern(entry), entries.value(entry));
        }
      }
    } finally {
      visits--;
      shrink();
    }
  }

  /** How many nodes the tree has: one if it is empty. */
  int nodeCount() {
    return tree.nodeCount();
  }

  /** Makes the next lookups those with the highest numbers, after which numbers start again. */
  void spendLookups() {
    tree.spendLookups();
  }

  /** Builds the index anew if most of its room is unused, but not under the feet of a visit. */
  private void shrink() {
    if (visits == 0
        && entries.capacity() > WORTH_SHRINKING
        && entries.size() < entries.capacity() / 8) {
      rebuild();
    }
  }

  private void rebuild() {
    PatternEntries<V> fresh = new PatternEntries<>();
    PatternTree freshTree = new PatternTree(fresh);
    for (long ageAndNumber : entries.byAge()) {
      int entry = PatternEntries.number(ageAndNumber);
      freshTree.add(fresh.add(entries.pattern(entry), entries.value(entry)));
    }
    entries = fresh;
    tree = freshTree;
    scratch = new long[8];
  }
}
