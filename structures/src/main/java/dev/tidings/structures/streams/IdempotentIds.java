package dev.tidings.structures.streams;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.DenseTable;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which entries producers have added under ids of their own, so that an entry that is sent again is
 * not added again. Each producer's ids are forgotten when they are too many, the oldest first, and
 * when their entry is too old; that an entry was deleted does not matter.
 *
 * <p>The age of an id is that of its entry: the milliseconds of the entry's id count, not the
 * instant of the call. What is too old is as good as gone at once; its memory comes back with later
 * calls, a few producers at a time.
 */
public final class IdempotentIds {
  private static final long FIXED_BYTES = 96;
  private static final long PRODUCER_BYTES = 160;
  private static final long ID_BYTES = 136;

  /** How many other producers are looked at when one adds. */
  private static final int SWEPT = 2;

  /** By producer: entries by id, the oldest first. */
  private final DenseTable<Bytes, Map<Bytes, StreamId>> producers = new DenseTable<>();

  private long durationSeconds;
  private int capacity;
  private long heldBytes = FIXED_BYTES;
  private int count;
  private long added;
  private long duplicates;
  private int sweep;

  /**
   * Nothing known yet.
   *
   * @param durationSeconds how old an entry may be
   * @param capacity how many ids of each producer are remembered
   */
  public IdempotentIds(long durationSeconds, int capacity) {
    this.durationSeconds = durationSeconds;
    this.capacity = capacity;
  }

  /** The same knowledge in memory of its own. */
  public IdempotentIds copy() {
    IdempotentIds copy = new IdempotentIds(durationSeconds, capacity);
    producers.forEach((producer, ids) -> copy.producers.put(producer, new LinkedHashMap<>(ids)));
    copy.heldBytes = heldBytes;
    copy.count = count;
    copy.added = added;
    copy.duplicates = duplicates;
    return copy;
  }

  /** How old an entry may be, in seconds. */
  public long durationSeconds() {
    return durationSeconds;
  }

  /** How many ids of each producer are remembered. */
  public int capacity() {
    return capacity;
  }

  /** Sets both limits; if one of them is another than before, everything is forgotten. */
  public void configure(long newDurationSeconds, int newCapacity) {
    if (newDurationSeconds != durationSeconds || newCapacity != capacity) {
      durationSeconds = newDurationSeconds;
      capacity = newCapacity;
      producers.clear();
      heldBytes = FIXED_BYTES;
      count = 0;
    }
  }

  /** How many producers have ids that are remembered, as of an instant. */
  public int producers(long nowMillis) {
    forgetOld(nowMillis);
    return producers.size();
  }

  /** How many ids are remembered, as of an instant. */
  public int size(long nowMillis) {
    forgetOld(nowMillis);
    return count;
  }

  /** How many ids were ever added. */
  public long added() {
    return added;
  }

  /** How many entries were not added because their id was known. */
  public long duplicates() {
    return duplicates;
  }

  /** Tells how many ids were ever added, and how many entries were not: what was stored. */
  public void counted(long addedSoFar, long duplicatesSoFar) {
    added = addedSoFar;
    duplicates = duplicatesSoFar;
  }

  /** The entry that {@code producer} added under {@code id}, null if none is remembered. */
  public @Nullable StreamId find(Bytes producer, Bytes id, long nowMillis) {
    Map<Bytes, StreamId> ids = producers.find(producer);
    StreamId entry = ids == null ? null : ids.get(id);
    return entry == null || isOld(entry, nowMillis) ? null : entry;
  }

  /** Counts an entry that was not added because its id was known. */
  public void onDuplicate() {
    duplicates++;
  }

  /** Remembers that {@code producer} added {@code entry} under {@code id}. */
  public void add(Bytes producer, Bytes id, StreamId entry, long nowMillis) {
    Map<Bytes, StreamId> ids = producers.find(producer);
    if (ids == null) {
      ids = enter(producer);
    }
    if (ids.remove(id) != null) {
      onGone(id);
    }
    forgetOld(ids, nowMillis);
    for (Iterator<Bytes> oldest = ids.keySet().iterator(); ids.size() >= capacity; ) {
      onGone(oldest.next());
      oldest.remove();
    }
    ids.put(id, entry);
    heldBytes += ID_BYTES + id.length();
    count++;
    added++;
    sweep(producer, nowMillis);
  }

  private Map<Bytes, StreamId> enter(Bytes producer) {
    Map<Bytes, StreamId> ids = new LinkedHashMap<>();
    producers.put(producer, ids);
    heldBytes += PRODUCER_BYTES + producer.length();
    return ids;
  }

  /**
   * Remembers what was stored: behind all that is remembered of this producer, and not counted as
   * added. Nothing happens if the id is known.
   */
  void remember(Bytes producer, Bytes id, StreamId entry) {
    Map<Bytes, StreamId> ids = producers.find(producer);
    if (ids == null) {
      ids = enter(producer);
    }
    if (ids.putIfAbsent(id, entry) == null) {
      heldBytes += ID_BYTES + id.length();
      count++;
    }
  }

  /** All that is remembered by producer, of each the oldest id first; not to be changed. */
  DenseTable<Bytes, Map<Bytes, StreamId>> byProducer() {
    return producers;
  }

  /** Shows all that is remembered, producer by producer, the oldest id first. */
  public void forEach(Visitor visitor) {
    producers.forEach(
        (producer, ids) -> ids.forEach((id, entry) -> visitor.visit(producer, id, entry)));
  }

  /** Is shown what is remembered. */
  @FunctionalInterface
  public interface Visitor {
    /** {@code producer} added {@code entry} under {@code id}. */
    void visit(Bytes producer, Bytes id, StreamId entry);
  }

  /** About how many bytes of heap this takes. */
  public long heldBytes() {
    return heldBytes;
  }

  private void forgetOld(long nowMillis) {
    for (int place = producers.size() - 1; place >= 0; place--) {
      forgetOldAt(place, nowMillis);
    }
  }

  private void sweep(Bytes adding, long nowMillis) {
    for (int left = SWEPT; left > 0 && producers.size() > 1; left--) {
      sweep = sweep <= 0 ? producers.size() - 1 : Math.min(sweep, producers.size()) - 1;
      if (!producers.keyAt(sweep).equals(adding)) {
        forgetOldAt(sweep, nowMillis);
      }
    }
  }

  private void forgetOldAt(int place, long nowMillis) {
    Map<Bytes, StreamId> ids = producers.valueAt(place);
    forgetOld(ids, nowMillis);
    if (ids.isEmpty()) {
      heldBytes -= PRODUCER_BYTES + producers.keyAt(place).length();
      producers.removeAt(place);
    }
  }

  private void forgetOld(Map<Bytes, StreamId> ids, long nowMillis) {
    Iterator<Map.Entry<Bytes, StreamId>> oldest = ids.entrySet().iterator();
    while (oldest.hasNext()) {
      Map.Entry<Bytes, StreamId> entry = oldest.next();
      if (!isOld(entry.getValue(), nowMillis)) {
        return;
      }
      onGone(entry.getKey());
      oldest.remove();
    }
  }

  private void onGone(Bytes id) {
    heldBytes -= ID_BYTES + id.length();
    count--;
  }

  private boolean isOld(StreamId entry, long nowMillis) {
    return Long.compareUnsigned(entry.ms(), Math.max(0, nowMillis - durationSeconds * 1000)) <= 0;
  }
}
