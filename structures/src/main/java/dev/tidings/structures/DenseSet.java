package dev.tidings.structures;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A hash set whose members stand side by side in an array, so that one can be picked by its place.
 *
 * <pre>
 *   index  (open addressing, twice as long as the array of members; none up to 8 members)
 *   +---+---+---+---+---+---+---+---+
 *   | 0 | 3 | 0 | 1 | 0 | 0 | 2 | 0 |     0: free, else place + 1
 *   +---+---+---+---+---+---+---+---+
 *         |       |           |
 *   place 2       0           1
 *   +-------+-------+-------+-------+
 *   | key a | key b | key c |   -   |     in the order in which they came
 *   +-------+-------+-------+-------+
 *   | hash  | hash  | hash  |   -   |
 *   +-------+-------+-------+-------+
 * </pre>
 *
 * <p>A new member takes the last place. When one leaves, the last one takes its place. So the order
 * follows from the calls made and never from a hash: the same calls give the same order in every
 * process.
 *
 * <p>Finding, adding and removing take constant time, but the call that fills the arrays doubles
 * them and the call that leaves them three quarters empty halves them, which takes time with the
 * number of members (about 10 ns for each). Sixteen bytes per member beside the member itself when
 * the arrays are full, 32 just after growing.
 *
 * <p>One thread at a time. Members need a lasting {@code equals} and {@code hashCode}.
 */
public final class DenseSet<K> {
  /** Up to so many members are searched one by one, which is quicker and smaller than an index. */
  private static final int SCANNED_MAX = 8;

  private static final int FIRST_CAPACITY = 2;
  private static final int[] NONE = new int[0];
  private static final Object[] NOTHING = new Object[0];

  private static final int CAPACITY_MAX = 1 << 29;

  private @Nullable Object[] keys = NOTHING;
  private int[] hashes = NONE;

  /** Empty while there are no more places than {@link #SCANNED_MAX}. */
  private int[] index = PlaceIndex.NONE;

  private int size;

  /** An empty set, which takes no memory for arrays yet. */
  public DenseSet() {}

  /** How many members. */
  public int size() {
    return size;
  }

  /** Whether there is no member. */
  public boolean isEmpty() {
    return size == 0;
  }

  /** Whether {@code key} is a member. */
  public boolean contains(Object key) {
    return placeOf(key) >= 0;
  }

  /** The place of {@code key}, from 0, or a negative number if it is no member. */
  public int placeOf(Object key) {
    return placeOf(key, key.hashCode());
  }

  /** The member at {@code place}, from 0 to {@link #size()} - 1. */
  @SuppressWarnings("unchecked")
  public K at(int place) {
    return (K) Objects.requireNonNull(keys[Objects.checkIndex(place, size)]);
  }

  /** Makes {@code key} a member; false if an equal one is there already, which then stays. */
  public boolean add(K key) {
    return place(key) < 0;
  }

  /** Takes {@code key} out; false if it is no member. */
  public boolean remove(Object key) {
    int place = placeOf(key);
    if (place < 0) {
      return false;
    }
    removeAt(place);
    return true;
  }

  /** Takes out and returns the member at {@code place}; the last member moves there. */
  public K removeAt(int place) {
    K removed = at(place);
    int last = size - 1;
    if (index.length > 0) {
      PlaceIndex.remove(index, hashes, place, last);
    }
    keys[place] = keys[last];
    hashes[place] = hashes[last];
    keys[last] = null;
    size = last;
    if (size < keys.length / 4 && keys.length > FIRST_CAPACITY) {
      resize(keys.length / 2);
    }
    return removed;
  }

  /** Takes out all members and gives their memory back. */
  public void clear() {
    keys = NOTHING;
    hashes = NONE;
    index = PlaceIndex.NONE;
    size = 0;
  }

  /** Shows every member to {@code visitor}, by place; it must not change the set meanwhile. */
  public void forEach(Consumer<? super K> visitor) {
    for (int place = 0; place < size; place++) {
      visitor.accept(at(place));
    }
  }

  /** How many places the arrays have. */
  int capacity() {
    return keys.length;
  }

  /**
   * The place of {@code key} if it is a member, else makes it one and returns {@code -1 - place}.
   */
  int place(K key) {
    int hash = key.hashCode();
    int place = placeOf(key, hash);
    if (place >= 0) {
      return place;
    }
    if (size == keys.length) {
      if (size == CAPACITY_MAX) {
        throw new IllegalStateException("a table holds at most " + CAPACITY_MAX + " members");
      }
      resize(Math.max(FIRST_CAPACITY, size * 2));
    }
    keys[size] = key;
    hashes[size] = hash;
    if (index.length > 0) {
      PlaceIndex.enter(index, hashes, size);
    }
    size++;
    return -size;
  }

  private int placeOf(Object key, int hash) {
    if (index.length == 0) {
      for (int place = 0; place < size; place++) {
        if (hashes[place] == hash && key.equals(keys[place])) {
          return place;
        }
      }
      return -1;
    }
    int mask = index.length - 1;
    for (int slot = PlaceIndex.home(index, hash); index[slot] != 0; slot = (slot + 1) & mask) {
      int place = index[slot] - 1;
      if (hashes[place] == hash && key.equals(keys[place])) {
        return place;
      }
    }
    return -1;
  }

  private void resize(int capacity) {
    keys = Arrays.copyOf(keys, capacity);
    hashes = Arrays.copyOf(hashes, capacity);
    if (capacity <= SCANNED_MAX) {
      index = PlaceIndex.NONE;
      return;
    }
    index = PlaceIndex.of(hashes, size, capacity);
  }
}
