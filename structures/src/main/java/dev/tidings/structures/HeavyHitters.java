package dev.tidings.structures;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The items with the most weight of a stream in which the same ones come again and again, found
 * with a fixed number of counters: the space-saving algorithm of Metwally, Agrawal and El Abbadi,
 * "Efficient computation of frequent and top-k elements in data streams", 2005.
 *
 * <p>While there are no more items than counters every sum is exact. After that a new item takes
 * over the counter of the lightest one together with its sum, which it may have had itself before:
 *
 * <pre>
 *   counter of an item     [ taken over | seen since ]
 *                                         └ told: never more than the truth
 *                          └ upper bound: never less than the truth, kept in a min-heap
 * </pre>
 *
 * <p>An item that has more than {@code total / capacity} is always among them. The same stream
 * gives the same counters. Adding takes O(log capacity); memory is that of the counters and their
 * items.
 */
public final class HeavyHitters {
  /**
   * An item and what it weighs.
   *
   * @param item the item
   * @param weight what was seen of it since it has its counter: at most its true weight
   * @param doubt how much more it may truly have
   */
  public record Hitter(Bytes item, long weight, long doubt) {}

  private static final class Counter {
    Bytes item;
    long sum;
    long takenOver;
    int place;

    Counter(Bytes item, long sum, int place) {
      this.item = item;
      this.sum = sum;
      this.place = place;
    }
  }

  private final @Nullable Counter[] heap;
  private final DenseTable<Bytes, Counter> counters = new DenseTable<>();
  private long total;

  /** With room for so many items, at least one. */
  public HeavyHitters(int capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("no counters");
    }
    heap = new Counter[capacity];
  }

  /** All that was added. */
  public long total() {
    return total;
  }

  /** How many items have a counter. */
  public int size() {
    return counters.size();
  }

  /** {@code item} came, and weighs {@code weight}; nothing happens if that is 0. */
  public void add(Bytes item, long weight) {
    if (weight < 0) {
      throw new IllegalArgumentException("negative weight");
    }
    if (weight == 0) {
      return;
    }
    total += weight;
    Counter counter = counters.find(item);
    if (counter != null) {
      counter.sum += weight;
      sink(counter);
    } else if (counters.size() < heap.length) {
      Counter added = new Counter(item, weight, counters.size());
      counters.put(item, added);
      rise(added);
    } else {
      takeOver(at(0), item, weight);
    }
  }

  private void takeOver(Counter lightest, Bytes item, long weight) {
    counters.remove(lightest.item);
    lightest.item = item;
    lightest.takenOver = lightest.sum;
    lightest.sum += weight;
    counters.put(item, lightest);
    sink(lightest);
  }

  /** At most {@code most} items, the heaviest first; the same weights in the order of the items. */
  public List<Hitter> heaviest(int most) {
    List<Hitter> all = new ArrayList<>(counters.size());
    counters.forEach((item, counter) ->
        all.add(new Hitter(item, counter.sum - counter.takenOver, counter.takenOver)));
    all.sort(Comparator.comparingLong(Hitter::weight).reversed().thenComparing(Hitter::item));
    return List.copyOf(all.subList(0, Math.min(most, all.size())));
  }

  // ---- The heap: the lightest counter at place 0, children of place p at 2p + 1 and 2p + 2 ----

  private Counter at(int place) {
    Counter counter = heap[place];
    if (counter == null) {
      throw new IllegalStateException("no counter at " + place);
    }
    return counter;
  }

  private void set(int place, Counter counter) {
    heap[place] = counter;
    counter.place = place;
  }

  private void rise(Counter counter) {
    int place = counter.place;
    while (place > 0) {
      int above = (place - 1) / 2;
      Counter parent = at(above);
      if (parent.sum <= counter.sum) {
        break;
      }
      set(place, parent);
      place = above;
    }
    set(place, counter);
  }

  private void sink(Counter counter) {
    int place = counter.place;
    int size = counters.size();
    while (true) {
      int below = 2 * place + 1;
      if (below >= size) {
        break;
      }
      if (below + 1 < size && at(below + 1).sum < at(below).sum) {
        below++;
      }
      Counter child = at(below);
      if (child.sum >= counter.sum) {
        break;
      }
      set(place, child);
      place = below;
    }
    set(place, counter);
  }
}
