package dev.tidings.engine;

import dev.tidings.settings.Configuration;
import dev.tidings.settings.DataSettings;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.settings.MonitoringSettings;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.Deadlines;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All databases, and what is the same for all of them: what they hold together, who is told of a
 * change, and the end of keys whose time has come.
 *
 * <p>Touched only inside a turn, and by the engine's tick.
 */
public final class Keyspace {
  /** How many keys a tick takes out at least, where so many are due. */
  private static final int LEAST_EXPIRED = 500;

  /** How many at most: about a hundredth of a second's work, ten times in a second. */
  private static final int MOST_EXPIRED = 20_000;

  private final Engine engine;
  private final @Nullable Database[] databases;
  private final Recency recency;
  private final Eviction eviction;
  private final FieldExpiry fieldExpiry;
  private KeyspaceEvents events;
  private long heldBytes;
  private boolean expires = true;
  private int expiredPerTick = LEAST_EXPIRED;

  Keyspace(Engine engine) {
    this.engine = engine;
    Configuration configuration = engine.configuration();
    this.databases = new Database[configuration.value(DataSettings.DATABASES).intValue()];
    this.recency = new Recency(configuration);
    this.eviction = new Eviction(engine, this);
    this.fieldExpiry = new FieldExpiry(this, engine.statistics());
    this.events = configuration.value(MonitoringSettings.NOTIFY_KEYSPACE_EVENTS);
    configuration.onChange(MonitoringSettings.NOTIFY_KEYSPACE_EVENTS, set -> events = set);
  }

  /** How many databases there are. */
  public int databaseCount() {
    return databases.length;
  }

  /** The database of this number, from 0 to {@link #databaseCount} - 1. */
  public Database database(int number) {
    Database present = databases[number];
    if (present == null) {
      present = new Database(this, number);
      databases[number] = present;
    }
    return present;
  }

  /** Whether the database of this number has a key. */
  public boolean hasKeys(int number) {
    Database present = databases[number];
    return present != null && present.size() > 0;
  }

  /** How many keys there are in all databases. */
  public long size() {
    long size = 0;
    for (Database database : databases) {
      size += database == null ? 0 : database.size();
    }
    return size;
  }

  /** The bytes of the heap that all keys take with what they hold. */
  public long heldBytes() {
    return heldBytes;
  }

  /** What is known of the last uses of keys. */
  public Recency recency() {
    return recency;
  }

  /** What goes when the data takes too much. */
  public Eviction eviction() {
    return eviction;
  }

  /** Each of two databases gets the other's keys. Who watches or waits is told. */
  public void swap(int one, int other) {
    Database first = database(one);
    Database second = database(other);
    databases[one] = second;
    databases[other] = first;
    second.number(one);
    first.number(other);
    engine.watchers().onSwap(one, other);
    engine.waiters().onSwap(one, other);
  }

  /** Takes all keys out of a database. Who watches, tracks or waits is told. */
  public void flush(int number) {
    engine.invalidations().onFlush();
    empty(number);
  }

  /** Takes all keys out of all databases. Who watches, tracks or waits is told. */
  public void flushAll() {
    engine.invalidations().onFlush();
    for (int number = 0; number < databases.length; number++) {
      if (hasKeys(number)) {
        empty(number);
      }
    }
  }

  private void empty(int number) {
    Database database = database(number);
    engine.watchers().onFlush(database);
    database.clear();
    engine.waiters().onFlush(number);
  }

  // ---- For databases ------------------------------------------------------------------------

  FieldExpiry fieldExpiry() {
    return fieldExpiry;
  }

  long nowMillis() {
    return engine.nowMillis();
  }

  Turn turn() {
    return engine.turn();
  }

  /** Whether what is served now is a use of the keys that it looks up (CLIENT NO-TOUCH). */
  boolean notesUses() {
    Turn turn = engine.turn();
    return turn.isUnderWay() && turn.notesUses();
  }

  void hold(long bytes) {
    heldBytes += bytes;
  }

  void onHit() {
    engine.statistics().keyHits++;
  }

  void onMiss(Database database, Bytes key) {
    engine.statistics().keyMisses++;
    tell(database, KeyspaceEvents.KEY_MISS, "keymiss", key);
  }

  /** What {@code key} holds is another now, or the key has come or gone. */
  void onChange(Database database, Bytes key) {
    engine.watchers().onChange(database.number(), key);
    engine.waiters().onChange(database.number(), key);
    engine.invalidations().onChange(key, engine.turn().client());
  }

  /** {@code key} has gone, and no client has taken it out. */
  private void onEnd(Database database, Bytes key) {
    engine.watchers().onChange(database.number(), key);
    engine.waiters().onChange(database.number(), key);
    engine.invalidations().onChange(key, null);
  }

  /** Those who wait for {@code key} shall try again. */
  void wake(Database database, Bytes key) {
    engine.waiters().onChange(database.number(), key);
  }

  void tell(Database database, int eventClass, String event, Bytes key) {
    tell(database, eventClass, event, key, List.of());
  }

  /** Whether anybody is told that keys get other values as a whole. */
  boolean tellsOverwriting() {
    return events.any(KeyspaceEvents.OVERWRITTEN | KeyspaceEvents.TYPE_CHANGED);
  }

  /** Whether events of this class tell which parts of a key they concern. */
  boolean tellsParts(int eventClass) {
    return events.any(eventClass) && events.any(KeyspaceEvents.PARTS);
  }

  /** The same with the parts that it concerns: fields of a hash. */
  void tell(Database database, int eventClass, String event, Bytes key, List<Bytes> parts) {
    if (!events.any(eventClass)) {
      return;
    }
    Turn turn = engine.turn();
    if (events.any(KeyspaceEvents.KEYSPACE)) {
      Bytes channel = channel("__keyspace@", database.number(), key.array());
      engine.channels().publish(turn, channel, Bytes.of(event));
    }
    if (events.any(KeyspaceEvents.KEYEVENT)) {
      Bytes channel = channel("__keyevent@", database.number(), Bytes.of(event).array());
      engine.channels().publish(turn, channel, key);
    }
    if (!parts.isEmpty() && events.any(KeyspaceEvents.PARTS)) {
      new PartEvent(database.number(), event, key, parts).publish(engine.channels(), turn, events);
    }
  }

  /** {@code family}, the number of a database, and a name. */
  static Bytes channel(String family, int number, byte[] name) {
    byte[] head = Bytes.of(family + number + "__:").array();
    byte[] whole = java.util.Arrays.copyOf(head, head.length + name.length);
    System.arraycopy(name, 0, whole, head.length, name.length);
    return Bytes.wrap(whole);
  }

  // ---- Ends ---------------------------------------------------------------------------------

  /**
   * Somebody has met {@code key}, whose time has come: during a pause only a change takes it out.
   */
  void onDue(Database database, Bytes key) {
    if (!engine.pause().holdsWrites() || engine.turn().changesData()) {
      expire(database, key);
    }
  }

  /** The time of a key had come before it was there. */
  public void onBornExpired() {
    engine.statistics().expiredKeys++;
  }

  /** The time of {@code key} has come. */
  void expire(Database database, Bytes key) {
    database.takeOut(key);
    engine.statistics().expiredKeys++;
    onEnd(database, key);
    tell(database, KeyspaceEvents.EXPIRED, "expired", key);
  }

  /** Memory is needed: {@code key}, which must be there, has to go. */
  void evict(Database database, Bytes key) {
    if (database.livePlace(key) >= 0) {
      database.takeOut(key);
      engine.statistics().evictedKeys++;
      onEnd(database, key);
      tell(database, KeyspaceEvents.EVICTED, "evicted", key);
    }
  }

  /** Whether keys are taken out when their time comes, or only when somebody looks (DEBUG). */
  public void expiresActively(boolean active) {
    expires = active;
  }

  /**
   * Takes out keys whose time has come, the earliest first: so many that a tick stays short. Where
   * it did not get through, the next tick may do twice as much, up to a limit.
   */
  void onTick() {
    eviction.onTick();
    if (!expires || engine.pause().holdsWrites()) {
      return;
    }
    long beganNanos = engine.clock().nanos();
    int left = expiredPerTick;
    for (Database database : databases) {
      if (database != null) {
        left = expireDue(database, left);
        left = fieldExpiry.expireDue(database, left);
      }
    }
    long tookNanos = engine.clock().nanos() - beganNanos;
    engine.statistics().expiryNanos += tookNanos;
    engine.observation().onCycle("expire-cycle", nowMillis(), tookNanos);
    engine.statistics().expiryStops += left == 0 ? 1 : 0;
    expiredPerTick =
        left == 0
            ? Math.min(MOST_EXPIRED, expiredPerTick * 2)
            : Math.max(LEAST_EXPIRED, expiredPerTick / 2);
  }

  private int expireDue(Database database, int most) {
    int left = most;
    Deadlines deadlines = database.table().deadlines();
    while (left > 0 && deadlines.earliest() < nowMillis()) {
      expire(database, database.table().keyAt(deadlines.earliestPlace()));
      engine.statistics().keysExpiredByTick++;
      deadlines = database.table().deadlines();
      left--;
    }
    return left;
  }
}
