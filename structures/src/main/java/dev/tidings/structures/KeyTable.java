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
  private static final int FIRST_CAPACITY = 4;
  private static final int CAPACITY_MAX = 1 << 29;
  private static final int SPREAD = 0x9E3779B9;
  private static final byte[][] NO_KEYS = new byte[0][];
  private static final Object[] NO_VALUES = new Object[0];
  private static final int[] NOTHING = new int[0];

  private byte[] @Nullable [] keys = NO_KEYS;
  private @Nullable Object[] values = NO_VALUES;
  private int[] hashes = NOTHING;
  private int[] uses = NOTHING;
  private int[] index = NOTHING;
  private Deadlines deadlines = new Deadlines();
  private Deadlines partDeadlines = new Deadlines();
  private int size;

  /** An empty table. */
  public KeyTable() {}

  /** How many keys. */
  public int size() {
    return size;
  }

  /** The place of {@code key}, from 0, or a negative number. */
  public int placeOf(Bytes key) {
    if (size == 0) {
      return -1;
    }
    int hash = key.hashCode();
    byte[] wanted = key.array();
    int mask = index.length - 1;
    for (int slot = home(hash); index[slot] != 0; slot = (slot + 1) & mask) {
      int place = index[slot] - 1;
      if (hashes[place] == hash && Arrays.equals(wanted, keys[place])) {
        return place;
      }
    }
    return -1;
  }

  /** The key at {@code place}, from 0 to {@link #size()} - 1. */
  public Bytes keyAt(int place) {
    return Bytes.wrap(Objects.requireNonNull(keys[Objects.checkIndex(place, size)]));
  }

  /** What the key at {@code place} holds: a {@code byte[]} or a {@link Value}. */
  public Object valueAt(int place) {
    return Objects.requireNonNull(values[Objects.checkIndex(place, size)]);
  }

  /** Gives the key at {@code place} another value; deadline and uses stay. */
  public void putAt(int place, Object value) {
    values[Objects.checkIndex(place, size)] = value;
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
    if (size == keys.length) {
      if (size == CAPACITY_MAX) {
        throw new IllegalStateException("a database holds at most " + CAPACITY_MAX + " keys");
      }
      resize(Math.max(FIRST_CAPACITY, size * 2));
    }
    int place = size++;
    keys[place] = key.array();
    hashes[place] = key.hashCode();
    values[place] = value;
    uses[place] = 0;
    enter(place);
    return place;
  }

  /** Takes out the key at {@code place} and returns what it held; the last one moves there. */
  public Object removeAt(int place) {
    Object removed = valueAt(place);
    int last = size - 1;
    deadlines.set(place, Deadlines.NONE);
    partDeadlines.set(place, Deadlines.NONE);
    free(slotOf(place));
    if (place != last) {
      index[slotOf(last)] = place + 1;
      deadlines.move(last, place);
      partDeadlines.move(last, place);
    }
    keys[place] = keys[last];
    hashes[place] = hashes[last];
    values[place] = values[last];
    uses[place] = uses[last];
    keys[last] = null;
    values[last] = null;
    size = last;
    if (size < keys.length / 4 && keys.length > FIRST_CAPACITY) {
      resize(keys.length / 2);
    }
    return removed;
  }

  /** Takes out all keys and gives their memory back. */
  public void clear() {
    keys = NO_KEYS;
    values = NO_VALUES;
    hashes = NOTHING;
    uses = NOTHING;
    index = NOTHING;
    deadlines = new Deadlines();
    partDeadlines = new Deadlines();
    size = 0;
  }

  private int home(int hash) {
    return (hash * SPREAD) >>> (Integer.numberOfLeadingZeros(index.length) + 1);
  }

  private void enter(int place) {
    int mask = index.length - 1;
    int slot = home(hashes[place]);
    while (index[slot] != 0) {
      slot = (slot + 1) & mask;
    }
    index[slot] = place + 1;
  }

  private int slotOf(int place) {
    int mask = index.length - 1;
    int slot = home(hashes[place]);
    while (index[slot] != place + 1) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Frees {@code slot} and closes the gap, so that no search stops short of what lies behind. */
  private void free(int slot) {
    int mask = index.length - 1;
    int gap = slot;
    int at = slot;
    while (true) {
      at = (at + 1) & mask;
      if (index[at] == 0) {
        break;
      }
      int distanceHome = (at - home(hashes[index[at] - 1])) & mask;
      if (distanceHome >= ((at - gap) & mask)) {
        index[gap] = index[at];
        gap = at;
      }
    }
    index[gap] = 0;
  }

  private void resize(int capacity) {
    keys = Arrays.copyOf(keys, capacity);
    values = Arrays.copyOf(values, capacity);
    hashes = Arrays.copyOf(hashes, capacity);
    uses = Arrays.copyOf(uses, capacity);
    index = new int[capacity * 2];
    for (int place = 0; place < size; place++) {
      enter(place);
    }
  }
}
