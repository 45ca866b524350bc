package dev.tidings.structures;

import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a database with what they hold: a dense table like {@link DenseTable}, in which a key
 * costs no object but its bytes, and which keeps a word about its last uses and a deadline for
 * each.
 *
 * <pre>
 *   index   (open addressing, twice as long as the arrays)
 *   +---+---+---+---+---+---+---+---+
 *   | 0 | 3 | 0 | 1 | 0 | 0 | 2 | 0 |     0: free, else place + 1
 *   +---+---+---+---+---+---+---+---+
 *         place   0       1       2
 *   keys        byte[]  byte[]  byte[]       in the order in which they came
 *   hashes      int     int     int
 *   values      Object  Object  Object       byte[]: a plain string; else a Value
 *   uses        int     int     int          what eviction goes by
 *   deadlines   (beside, only for those that have one; and so for those of which a part ends)
 * </pre>
 *
 * <p>A new key takes the last place; when one leaves, the last one takes its place. So the order
 * follows from the calls made, never from a hash. And whoever walks from the last place to the
 * first meets every key that stays, whatever comes and goes meanwhile: what moves, moves from a
 * place that was passed or to one that is still to come. SCAN stands on that.
 */
public final class KeyTable {
  private static final Object[] NO_VALUES = new Object[0];
  private static final int[] NO_USES = new int[0];

  private DenseBytes keys = new DenseBytes();
  private @Nullable Object[] values = NO_VALUES;
  private int[] uses = NO_USES;
  private Deadlines deadlines = new Deadlines();
  private Deadlines partDeadlines = new Deadlines();

  /** An empty table. */
  public KeyTable() {}

  /** How many keys. */
  public int size() {
    return keys.size();
  }

  /** The place of {@code key}, from 0, or a negative number. */
  public int placeOf(Bytes key) {
    return keys.placeOf(key);
  }

  /** The key at {@code place}, from 0 to {@link #size()} - 1. */
  public Bytes keyAt(int place) {
    return Bytes.wrap(keys.at(place));
  }

  /** What the key at {@code place} holds: a {@code byte[]} or a {@link Value}. */
  public Object valueAt(int place) {
    return Objects.requireNonNull(values[Objects.checkIndex(place, size())]);
  }

  /** Gives the key at {@code place} another value; deadline and uses stay. */
  public void putAt(int place, Object value) {
    values[Objects.checkIndex(place, size())] = value;
  }

  /** The word about the last uses of the key at {@code place}. */
  public int usesAt(int place) {
    return uses[place];
  }

  /** Notes a use of the key at {@code place}. */
  public void usesAt(int place, int word) {
    uses[place] = word;
  }

  /** Which places end when. */
  public Deadlines deadlines() {
    return deadlines;
  }

  /** At which places a part of the value ends when, the first of each: fields of hashes. */
  public Deadlines partDeadlines() {
    return partDeadlines;
  }

  /** Adds {@code key}, which must not be there; returns its place, the last one. */
  public int add(Bytes key, Object value) {
    int place = keys.add(key);
    follow();
    values[place] = value;
    uses[place] = 0;
    return place;
  }

  /** Takes out the key at {@code place} and returns what it held; the last one moves there. */
  public Object removeAt(int place) {
    Object removed = valueAt(place);
    int last = size() - 1;
    deadlines.set(place, Deadlines.NONE);
    partDeadlines.set(place, Deadlines.NONE);
    if (place != last) {
      deadlines.move(last, place);
      partDeadlines.move(last, place);
    }
    values[place] = values[last];
    uses[place] = uses[last];
    values[last] = null;
    keys.removeAt(place);
    follow();
    return removed;
  }

  /** Takes out all keys and gives their memory back. */
  public void clear() {
    keys = new DenseBytes();
    values = NO_VALUES;
    uses = NO_USES;
    deadlines = new Deadlines();
    partDeadlines = new Deadlines();
  }

  /** Makes the arrays beside the keys as long as theirs. */
  private void follow() {
    if (values.length != keys.capacity()) {
      values = Arrays.copyOf(values, keys.capacity());
      uses = Arrays.copyOf(uses, keys.capacity());
    }
  }
}
