package dev.tidings.engine;

import dev.tidings.command.Refusal;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.Deadlines;
import dev.tidings.structures.HeapBytes;
import dev.tidings.structures.KeyTable;
import dev.tidings.structures.KeyType;
import dev.tidings.structures.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one number (SELECT). Handlers reach it through {@link Turn#database} and keep to the
 * order parse, check, change, tell:
 *
 * <pre>{@code
 * Database database = turn.database();
 * ListValue list = database.write(key, ListValue.class);   // WRONGTYPE is refused here
 * …                                                        // change the value
 * database.changed(key);                                   // count, WATCH, tracking, waiting
 * database.tell(KeyspaceEvents.LIST, "lpush", key);        // notification
 * }</pre>
 *
 * <p>A plain string is a {@code byte[]}, which nobody changes once it is in here; everything else
 * is a {@link Value}. A key whose time has come is gone for everybody who looks, and is taken out
 * by the first who does.
 *
 * <p>Touched only inside a turn.
 */
public final class Database {
  /** What a key takes beside its bytes and its value: its share of the arrays. */
  private static final int KEY_BYTES = 24;

  private final Keyspace keyspace;
  private final KeyTable table = new KeyTable();
  private final SizeCounts sizes = new SizeCounts();
  private final SizeCounts heldSizes = new SizeCounts();
  private int number;
  private @Nullable Bytes lastKey;
  private int lastPlace;

  Database(Keyspace keyspace, int number) {
    this.keyspace = keyspace;
    this.number = number;
  }

  /** Its number. */
  public int number() {
    return number;
  }

  void number(int given) {
    number = given;
  }

  /** How many keys, those included whose time has come but that nobody has looked at. */
  public int size() {
    return table.size();
  }

  /** How many keys have a deadline. */
  public int volatileSize() {
    return table.deadlines().size();
  }

  /** How many keys hold something of which a part has a deadline: a field of a hash. */
  public int volatilePartsSize() {
    return table.partDeadlines().size();
  }

  /**
   * The keys themselves, for those who walk them: SCAN, KEYS, eviction. Only to be looked at; what
   * {@link #isExpired} is not there.
   */
  public KeyTable table() {
    return table;
  }

  /** How many keys are of which size. */
  SizeCounts sizes() {
    return sizes;
  }

  /** How many keys hold something that takes how many bytes; plain strings are not among them. */
  SizeCounts heldSizes() {
    return heldSizes;
  }

  /** Whether the time of the key at {@code place} has come. */
  public boolean isExpired(int place) {
    return table.deadlines().of(place) < keyspace.nowMillis();
  }

  // ---- Looking ------------------------------------------------------------------------------

  /**
   * What {@code key} holds, for a command that reads: counts a hit or a miss, tells of a miss, and
   * notes the use.
   */
  public @Nullable Object read(Bytes key) {
    Object value = inspect(key);
    if (value != null) {
      use(lastPlace);
    }
    return value;
  }

  /** The same for a command whose look is no use of the key: EXISTS, TYPE, TTL. */
  public @Nullable Object inspect(Bytes key) {
    int place = livePlace(key);
    if (place < 0) {
      keyspace.onMiss(this, key);
      return null;
    }
    keyspace.onHit();
    return table.valueAt(place);
  }

  /** The same for one type. Anything else is refused with WRONGTYPE. */
  public <V extends Value> @Nullable V read(Bytes key, Class<V> type) {
    return cast(read(key), type);
  }

  /** What {@code key} holds, for a command that writes: notes the use, counts nothing. */
  public @Nullable Object write(Bytes key) {
    int place = livePlace(key);
    if (place < 0) {
      return null;
    }
    use(place);
    return table.valueAt(place);
  }

  /** The same for one type. Anything else is refused with WRONGTYPE. */
  public <V extends Value> @Nullable V write(Bytes key, Class<V> type) {
    return cast(write(key), type);
  }

  /** What {@code key} holds, for those whose look counts for nothing: OBJECT, SCAN. */
  public @Nullable Object peek(Bytes key) {
    int place = livePlace(key);
    return place < 0 ? null : table.valueAt(place);
  }

  /** Whether {@code key} is there; no use of it. */
  public boolean contains(Bytes key) {
    return livePlace(key) >= 0;
  }

  /** The place of {@code key} in {@link #table}, good until the next change; negative if absent. */
  public int livePlace(Bytes key) {
    int place = placeOf(key);
    if (place >= 0 && isExpired(place)) {
      keyspace.onDue(this, key);
      return -1;
    }
    if (place >= 0 && table.partDeadlines().of(place) < keyspace.nowMillis()) {
      keyspace.fieldExpiry().expire(this, key, Integer.MAX_VALUE);
      return placeOf(key);
    }
    return place;
  }

  private int placeOf(Bytes key) {
    // A handler names the same object again and again: what it looked up last is at hand.
    if (key != lastKey) {
      lastPlace = table.placeOf(key);
      lastKey = key;
    }
    return lastPlace;
  }

  private void use(int place) {
    if (keyspace.notesUses() && !keyspace.recency().notesChanges()) {
      table.usesAt(place, keyspace.recency().used(table.usesAt(place), keyspace.turn()));
    }
  }

  private static <V extends Value> @Nullable V cast(@Nullable Object value, Class<V> type) {
    if (value == null || type.isInstance(value)) {
      return type.cast(value);
    }
    throw Refusal.wrongType();
  }

  // ---- Changing -----------------------------------------------------------------------------

  /** Adds {@code key}, which must not be there; tells that it is new. {@link #changed} follows. */
  public void add(Bytes key, Object value) {
    int place = table.add(key, value);
    lastKey = key;
    lastPlace = place;
    table.usesAt(place, keyspace.recency().fresh(keyspace.nowMillis()));
    keyspace.hold(keyBytes(key) + count(value));
    tell(KeyspaceEvents.NEW, "new", key);
  }

  /** Gives {@code key} another value in place of the one that it has; its deadline stays. */
  public void replace(Bytes key, Object value) {
    int place = present(key);
    Object before = table.valueAt(place);
    table.putAt(place, value);
    keyspace.hold(count(value) - uncount(before));
  }

  /**
   * Gives {@code key} a value, whether it is there or not; its deadline is lost. Tells that it was
   * overwritten.
   */
  public void put(Bytes key, Object value) {
    int place = livePlace(key);
    if (place < 0) {
      add(key, value);
    } else {
      Object before = table.valueAt(place);
      replace(key, value);
      use(place);
      deadline(key, Deadlines.NONE);
      overwritten(key, before);
    }
  }

  /** Tells that {@code key} holds another value as a whole than {@code before}. */
  public void overwritten(Bytes key, Object before) {
    if (!keyspace.tellsOverwriting()) {
      return;
    }
    tell(KeyspaceEvents.OVERWRITTEN, "overwritten", key);
    if (KeyType.of(before) != KeyType.of(table.valueAt(present(key)))) {
      tell(KeyspaceEvents.TYPE_CHANGED, "type_changed", key);
    }
  }

  /** Takes {@code key} out; what it held, or null if it is not there. {@link #changed} follows. */
  public @Nullable Object remove(Bytes key) {
    return livePlace(key) < 0 ? null : takeOut(key);
  }

  Object takeOut(Bytes key) {
    int place = present(key);
    long before = deadlineBytes();
    Object value = table.removeAt(place);
    lastKey = null;
    keyspace.hold(deadlineBytes() - before - keyBytes(key) - uncount(value));
    return value;
  }

  /**
   * Lets {@code key}, which must be there, be {@code name} in {@code target}, where it must not be:
   * value and deadline go with it; uses are counted anew, as in Redis 8. {@link #changed} follows
   * for both.
   */
  public void move(Bytes key, Database target, Bytes name) {
    int place = present(key);
    long deadline = table.deadlines().of(place);
    target.add(name, takeOut(key));
    if (deadline != Deadlines.NONE) {
      target.deadline(name, deadline);
    }
  }

  /**
   * When {@code key} ends, in milliseconds since 1970; {@link Deadlines#NONE} if never, or if it is
   * not there.
   */
  public long deadline(Bytes key) {
    int place = livePlace(key);
    return place < 0 ? Deadlines.NONE : table.deadlines().of(place);
  }

  /** Lets {@code key}, which must be there, end at {@code millis}, or never. */
  public void deadline(Bytes key, long millis) {
    long before = deadlineBytes();
    table.deadlines().set(present(key), millis);
    keyspace.hold(deadlineBytes() - before);
  }

  /** Notes when the first part of what {@code value} holds ends. */
  private void partDeadline(int place, Object value) {
    long before = deadlineBytes();
    long millis = value instanceof Value held ? held.earliestDeadline() : Deadlines.NONE;
    table.partDeadlines().set(place, millis);
    keyspace.hold(deadlineBytes() - before);
  }

  /**
   * Notes what is known of the last uses of {@code key}, which must be there, as far as the policy
   * in force goes by it.
   *
   * @param idleSeconds for how long it has not been used; negative: nothing is known
   * @param count how often it has been used lately, from 0 to 255; negative: nothing is known
   */
  public void used(Bytes key, long idleSeconds, long count) {
    Recency recency = keyspace.recency();
    long known = recency.countsUses() ? count : idleSeconds;
    if (known >= 0) {
      table.usesAt(present(key), recency.known(known, keyspace.nowMillis()));
    }
  }

  /** The bytes that deadlines take. */
  long deadlineBytes() {
    return table.deadlines().heldBytes() + table.partDeadlines().heldBytes();
  }

  private int present(Bytes key) {
    int place = placeOf(key);
    if (place < 0) {
      throw new IllegalStateException("no such key: " + key);
    }
    return place;
  }

  /** Takes out all keys; told to nobody but those who watch or wait. */
  void clear() {
    for (int place = 0; place < table.size(); place++) {
      keyspace.hold(-keyBytes(table.keyAt(place)) - uncount(table.valueAt(place)));
    }
    keyspace.hold(-deadlineBytes());
    table.clear();
    lastKey = null;
  }

  // ---- Telling ------------------------------------------------------------------------------

  /**
   * To be called after each change of what {@code key} holds, its coming and going included: counts
   * its bytes anew, tells those who watch it, wakes those who wait for it.
   */
  public void changed(Bytes key) {
    recount(key);
    keyspace.onChange(this, key);
  }

  /**
   * To be called instead of {@link #changed} where Redis takes no change of the key for it, as when
   * a group of a stream reads: counts its bytes anew, notes when it was, and tells nobody.
   */
  public void recount(Bytes key) {
    int place = placeOf(key);
    if (place >= 0) {
      Object held = table.valueAt(place);
      if (held instanceof Value) {
        keyspace.hold(-uncount(held) + count(held));
      }
      partDeadline(place, held);
      if (keyspace.recency().notesChanges()) {
        table.usesAt(place, keyspace.recency().fresh(keyspace.nowMillis()));
      }
    }
  }

  /** Lets those who wait for {@code key} try again, though it has not {@link #changed}. */
  public void wake(Bytes key) {
    keyspace.wake(this, key);
  }

  /**
   * Notifies those who listen: {@code __keyspace@0__:key} and {@code __keyevent@0__:event}.
   *
   * @param eventClass one of the constants of {@link KeyspaceEvents}
   */
  public void tell(int eventClass, String event, Bytes key) {
    keyspace.tell(this, eventClass, event, key);
  }

  /** Whether events of this class tell which parts of a key they concern. */
  public boolean tellsParts(int eventClass) {
    return keyspace.tellsParts(eventClass);
  }

  /** Notifies those who listen, with the parts that the event concerns: fields of a hash. */
  public void tell(int eventClass, String event, Bytes key, List<Bytes> parts) {
    keyspace.tell(this, eventClass, event, key, parts);
  }

  /** An emptied value's end: takes the key out and tells {@code del}, after the caller's event. */
  public void removeEmptied(Bytes key) {
    takeOut(key);
    tell(KeyspaceEvents.GENERIC, "del", key);
  }

  /**
   * Something was taken out of what {@code key} holds: tells {@code event}, and {@code del} if the
   * value was emptied, which ends it.
   */
  public void taken(int eventClass, String event, Bytes key, boolean emptied) {
    tell(eventClass, event, key);
    if (emptied) {
      removeEmptied(key);
    }
    changed(key);
  }

  // ---- Counting -----------------------------------------------------------------------------

  /** The bytes of the heap that {@code key} takes with all that it holds; it must be there. */
  public long heldBytes(Bytes key) {
    return heldBytesAt(present(key));
  }

  /** The same for the key at {@code place}, even if its time has come. */
  long heldBytesAt(int place) {
    return keyBytes(table.keyAt(place))
        + bytesOf(table.valueAt(place))
        + (table.deadlines().of(place) == Deadlines.NONE ? 0 : 16)
        + (table.partDeadlines().of(place) == Deadlines.NONE ? 0 : 16);
  }

  /** The bytes that the tables take beside keys and values. */
  long tableBytes() {
    return (long) KEY_BYTES * size() + deadlineBytes();
  }

  private static long keyBytes(Bytes key) {
    return KEY_BYTES + HeapBytes.ofArray(key.length());
  }

  /** Counts what a key holds now; its bytes. */
  private long count(Object value) {
    long bytes = bytesOf(value);
    int sizeClass = SizeCounts.classOf(value);
    if (value instanceof Value counted) {
      counted.counted(bytes, sizeClass);
      heldSizes.add(counted.type(), SizeCounts.classOf(bytes), 1);
    }
    sizes.add(KeyType.of(value), sizeClass, 1);
    return bytes;
  }

  /** Takes back what was counted of {@code value}; the bytes that it had then. */
  private long uncount(Object value) {
    if (value instanceof Value counted) {
      sizes.add(counted.type(), counted.countedClass(), -1);
      heldSizes.add(counted.type(), SizeCounts.classOf(counted.countedBytes()), -1);
      return counted.countedBytes();
    }
    sizes.add(KeyType.STRING, SizeCounts.classOf(value), -1);
    return bytesOf(value);
  }

  private static long bytesOf(Object value) {
    return value instanceof byte[] text
        ? HeapBytes.ofArray(text.length)
        : ((Value) value).heldBytes();
  }
}
