package dev.tidings.structures;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A hash table whose entries stand side by side in arrays, so that one can be picked by its place:
 * {@link DenseSet} for the keys, with a value beside each key.
 *
 * <p>A new entry takes the last place. When one leaves, the last one takes its place. So the order
 * follows from the calls made and never from a hash, and a random pick that names a place picks the
 * same entry wherever the same calls were made.
 *
 * <p>Costs as in {@link DenseSet}: constant time, but the call that doubles or halves the arrays
 * takes about 10 ns for each entry (10 ms at a million); 20 bytes per entry beside key and value
 * when the arrays are full, 40 just after growing. A table that empties gives its memory back.
 *
 * <p>One thread at a time. Keys need a lasting {@code equals} and {@code hashCode}.
 */
public final class DenseTable<K, V> {
  private static final Object[] NOTHING = new Object[0];

  private final DenseSet<K> keys = new DenseSet<>();
  private @Nullable Object[] values = NOTHING;

  /** An empty table, which takes no memory for arrays yet. */
  public DenseTable() {}

  /** How many entries. */
  public int size() {
    return keys.size();
  }

  /** Whether there is no entry. */
  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /** Whether there is an entry for {@code key}. */
  public boolean contains(Object key) {
    return keys.contains(key);
  }

  /** The value for {@code key}, or null if there is none. */
  public @Nullable V find(Object key) {
    int place = keys.placeOf(key);
    return place < 0 ? null : valueAt(place);
  }

  /** The place of {@code key}, from 0, or a negative number if there is no entry. */
  public int placeOf(Object key) {
    return keys.placeOf(key);
  }

  /** The key at {@code place}, from 0 to {@link #size()} - 1. */
  public K keyAt(int place) {
    return keys.at(place);
  }

  /** The value at {@code place}, from 0 to {@link #size()} - 1. */
  @SuppressWarnings("unchecked")
  public V valueAt(int place) {
    return (V) Objects.requireNonNull(values[Objects.checkIndex(place, keys.size())]);
  }

  /**
   * Gives {@code key} the value {@code value} and returns the one it had, or null. A key that is
   * there already keeps its place, and the key object that came first stays.
   */
  public @Nullable V put(K key, V value) {
    int place = keys.place(key);
    if (place >= 0) {
      V before = valueAt(place);
      values[place] = value;
      return before;
    }
    follow();
    values[-1 - place] = value;
    return null;
  }

  /** Gives the entry at {@code place} another value and returns the one it had. */
  public V putAt(int place, V value) {
    V before = valueAt(place);
    values[place] = value;
    return before;
  }

  /** Takes the entry of {@code key} out and returns its value, or null if there is none. */
  public @Nullable V remove(Object key) {
    int place = keys.placeOf(key);
    return place < 0 ? null : removeAt(place);
  }

  /** Takes out the entry at {@code place} and returns its value; the last entry moves there. */
  public V removeAt(int place) {
    V removed = valueAt(place);
    int last = keys.size() - 1;
    values[place] = values[last];
    values[last] = null;
    keys.removeAt(place);
    follow();
    return removed;
  }

  /** Takes out all entries and gives their memory back. */
  public void clear() {
    keys.clear();
    values = NOTHING;
  }

  /** Shows every entry to {@code visitor}, by place; it must not change the table meanwhile. */
  public void forEach(BiConsumer<? super K, ? super V> visitor) {
    for (int place = 0; place < keys.size(); place++) {
      visitor.accept(keyAt(place), valueAt(place));
    }
  }

  /** How many places the arrays have. */
  int capacity() {
    return keys.capacity();
  }

  /** Makes the array of values as long as that of the keys. */
  private void follow() {
    if (values.length != keys.capacity()) {
      values = Arrays.copyOf(values, keys.capacity());
    }
  }
}
