package dev.tidings.structures;

import java.util.Arrays;

/**
 * The instants at which some of the places of a table end, the earliest at hand: a binary heap that
 * knows where in it each place stands.
 *
 * <pre>
 *   heap slot        0      1      2            parent of slot s: (s - 1) / 2
 *   millis         [ 40 ] [ 70 ] [ 55 ]
 *   places         [  3 ] [  0 ] [  7 ]
 *
 *   slots by place   0   1   2   3  …           slot + 1, or 0 without a deadline
 *                  [ 2 ][ 0 ][ 0 ][ 1 ]
 * </pre>
 *
 * <p>Setting and clearing take O(log N), the earliest and that of a place O(1). Sixteen bytes for
 * each deadline and four for each place, while there is one; nothing otherwise.
 */
public final class Deadlines {
  /** No deadline. */
  public static final long NONE = Long.MAX_VALUE;

  private static final int[] NOTHING = new int[0];
  private static final long[] NEVER = new long[0];
  private static final int FIRST_CAPACITY = 8;

  private long[] millis = NEVER;
  private int[] places = NOTHING;
  private int[] slots = NOTHING;
  private int size;

  /** Without any. */
  public Deadlines() {}

  /** How many places have one. */
  public int size() {
    return size;
  }

  /** The earliest, or {@link #NONE}. */
  public long earliest() {
    return size == 0 ? NONE : millis[0];
  }

  /** The place of the earliest; there must be one. */
  public int earliestPlace() {
    return places[0];
  }

  /** The place that stands at {@code slot}, from 0 to {@link #size()} - 1: for picks by chance. */
  public int placeAtSlot(int slot) {
    return places[slot];
  }

  /** That of {@code place}, or {@link #NONE}. */
  public long of(int place) {
    return size == 0 || place >= slots.length || slots[place] == 0
        ? NONE
        : millis[slots[place] - 1];
  }

  /** Gives {@code place} a deadline, or with {@link #NONE} takes it away. */
  public void set(int place, long atMillis) {
    int slot = place < slots.length ? slots[place] - 1 : -1;
    if (atMillis == NONE) {
      if (slot >= 0) {
        removeSlot(slot);
      }
      return;
    }
    if (slot < 0) {
      slot = append(place);
    }
    millis[slot] = atMillis;
    settle(slot);
  }

  /** What stood at {@code from} stands at {@code to} now, which has no deadline. */
  public void move(int from, int to) {
    if (size == 0 || from >= slots.length || slots[from] == 0) {
      return;
    }
    reach(to);
    int slot = slots[from] - 1;
    slots[from] = 0;
    slots[to] = slot + 1;
    places[slot] = to;
  }

  /** The heap that it takes, in bytes. */
  public long heldBytes() {
    return 16L * size;
  }

  private int append(int place) {
    reach(place);
    if (size == places.length) {
      int capacity = Math.max(FIRST_CAPACITY, size * 2);
      millis = Arrays.copyOf(millis, capacity);
      places = Arrays.copyOf(places, capacity);
    }
    places[size] = place;
    slots[place] = size + 1;
    return size++;
  }

  private void reach(int place) {
    if (place >= slots.length) {
      slots = Arrays.copyOf(slots, Math.max(FIRST_CAPACITY, Math.max(place + 1, slots.length * 2)));
    }
  }

  private void removeSlot(int slot) {
    slots[places[slot]] = 0;
    size--;
    if (size == 0) {
      millis = NEVER;
      places = NOTHING;
      slots = NOTHING;
      return;
    }
    if (slot < size) {
      put(slot, millis[size], places[size]);
      settle(slot);
    }
    if (size < places.length / 4) {
      millis = Arrays.copyOf(millis, places.length / 2);
      places = Arrays.copyOf(places, places.length / 2);
    }
  }

  private void put(int slot, long atMillis, int place) {
    millis[slot] = atMillis;
    places[slot] = place;
    slots[place] = slot + 1;
  }

  /** Moves what stands at {@code slot} up or down to where it belongs. */
  private void settle(int slot) {
    long own = millis[slot];
    int place = places[slot];
    int at = slot;
    while (at > 0 && millis[(at - 1) / 2] > own) {
      int parent = (at - 1) / 2;
      put(at, millis[parent], places[parent]);
      at = parent;
    }
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && millis[child + 1] < millis[child]) {
        child++;
      }
      if (millis[child] >= own) {
        break;
      }
      put(at, millis[child], places[child]);
      at = child;
    }
    put(at, own, place);
  }
}
