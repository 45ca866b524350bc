package dev.tidings.engine;

import dev.tidings.command.Command;
import dev.tidings.command.Condition;
import dev.tidings.command.Refusal;
import dev.tidings.command.Trait;
import dev.tidings.settings.Configuration;
import dev.tidings.settings.MemorySettings;
import dev.tidings.settings.MemorySettings.EvictionPolicy;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.Deadlines;
import dev.tidings.structures.KeyTable;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Takes keys out when the data takes more than {@code maxmemory}, which ones by {@code
 * maxmemory-policy}, and says whether requests that need memory have to be refused.
 *
 * <p>What is counted is the data and a share for the empty server, never the buffers of clients:
 * those have limits of their own, and so the same requests evict the same keys however their bytes
 * arrived. For the same reason a request may evict so many keys, not for so long.
 *
 * <pre>
 *   random                 one place of all, by chance
 *   ttl                    the earliest deadline of all, exactly
 *   lru, lrm, lfu          the best of the candidates: some places by chance, and the best of those
 *                          that were looked at before and are still worth it
 * </pre>
 *
 * <p>Touched only inside a turn, and by the engine's tick.
 */
public final class Eviction {
  /**
   * What a server without data counts as, in bytes: about what an empty Redis takes. A limit below
   * it refuses everything that needs memory.
   */
  public static final long EMPTY_SERVER_BYTES = 1 << 20;

  /** How many keys a request evicts at least, if it is not enough before, and for each step. */
  private static final int LEAST_KEYS = 16;

  private static final int KEYS_OF_STEP = 50;
  private static final int STEPS = 10;
  private static final double GROWTH = 1.15;
  private static final long UNLIMITED = 100;

  private final Engine engine;
  private final Keyspace keyspace;
  private final EvictionCandidates candidates = new EvictionCandidates();
  private EvictionPolicy policy;
  private long limitBytes;
  private int samples;
  private long mostKeys;
  private boolean full;
  private long exceededSinceMicros;
  private long exceededMicros;

  Eviction(Engine engine, Keyspace keyspace) {
    this.engine = engine;
    this.keyspace = keyspace;
    Configuration configuration = engine.configuration();
    policy = configuration.value(MemorySettings.MAXMEMORY_POLICY);
    limitBytes = configuration.value(MemorySettings.MAXMEMORY);
    follow(configuration.value(MemorySettings.MAXMEMORY_EVICTION_TENACITY));
    samples = configuration.value(MemorySettings.MAXMEMORY_SAMPLES).intValue();
    configuration.onChange(MemorySettings.MAXMEMORY_POLICY, this::follow);
    configuration.onChange(MemorySettings.MAXMEMORY, this::limit);
    configuration.onChange(MemorySettings.MAXMEMORY_SAMPLES, count -> samples = count.intValue());
    configuration.onChange(MemorySettings.MAXMEMORY_EVICTION_TENACITY, this::follow);
  }

  private void follow(EvictionPolicy wanted) {
    policy = wanted;
    candidates.clear();
  }

  private void limit(long bytes) {
    limitBytes = bytes;
    if (bytes == 0) {
      full = false;
      candidates.clear();
      noteExceeded(false);
    }
  }

  /** The curve of Redis, in keys instead of in microseconds. */
  private void follow(long tenacity) {
    if (tenacity == UNLIMITED) {
      mostKeys = Long.MAX_VALUE;
    } else if (tenacity <= STEPS) {
      mostKeys = LEAST_KEYS + KEYS_OF_STEP * tenacity;
    } else {
      mostKeys =
          (long)
              ((LEAST_KEYS + KEYS_OF_STEP * STEPS) * Math.pow(GROWTH, (double) tenacity - STEPS));
    }
  }

  /** Whether there is a limit. */
  boolean isLimited() {
    return limitBytes > 0;
  }

  /** What is held against the limit, in bytes. */
  public long countedBytes() {
    return EMPTY_SERVER_BYTES + keyspace.heldBytes();
  }

  /**
   * Whether the limit is exceeded and nothing may be evicted, as found before the request under
   * way: what a script calls that needs memory is refused.
   */
  public boolean isFull() {
    return full;
  }

  /** How long in all the limit has been exceeded, in microseconds. */
  long exceededMicros() {
    return exceededMicros + exceededNowMicros();
  }

  /** Starts over what CONFIG RESETSTAT starts over. */
  void reset() {
    exceededMicros = 0;
    exceededSinceMicros = 0;
  }

  /** For how long it has been exceeded without a break, in microseconds; 0 if it is not. */
  long exceededNowMicros() {
    return exceededSinceMicros == 0 ? 0 : engine.nowMicros() - exceededSinceMicros;
  }

  /** Makes room before a request; why it is refused if there is none, null if it may run. */
  @Nullable Refusal admit(Session session, Command<Turn> command) {
    makeRoom();
    return full && needsMemory(session, command)
        ? new Refusal(Condition.OUT_OF_MEMORY.text())
        : null;
  }

  /** EXEC needs it if one of the requests does that it would run. */
  private static boolean needsMemory(Session session, Command<Turn> command) {
    Transaction transaction = session.transaction();
    return command.has(Trait.DENY_OOM)
        || (transaction != null
            && command == TransactionCommands.EXEC
            && transaction.queue().stream()
                .anyMatch(queued -> queued.command().has(Trait.DENY_OOM)));
  }

  /** Goes on where no request comes. */
  void onTick() {
    if (limitBytes > 0) {
      makeRoom();
    }
  }

  private void makeRoom() {
    if (countedBytes() <= limitBytes || engine.pause().holdsWrites()) {
      full = false;
      noteExceeded(countedBytes() > limitBytes);
      return;
    }
    long beganNanos = engine.clock().nanos();
    long left = mostKeys;
    boolean more = true;
    while (more && left > 0 && countedBytes() > limitBytes) {
      more = evictOne();
      left--;
    }
    full = !more;
    noteExceeded(countedBytes() > limitBytes);
    long tookNanos = engine.clock().nanos() - beganNanos;
    engine.observation().onCycle("eviction-cycle", engine.nowMillis(), tookNanos);
  }

  private void noteExceeded(boolean exceeded) {
    if (exceeded) {
      exceededSinceMicros = exceededSinceMicros == 0 ? engine.nowMicros() : exceededSinceMicros;
    } else {
      exceededMicros += exceededNowMicros();
      exceededSinceMicros = 0;
    }
  }

  /** False if there is nothing that may go. */
  private boolean evictOne() {
    return switch (policy) {
      case NOEVICTION -> false;
      case ALLKEYS_RANDOM, VOLATILE_RANDOM -> evictByChance();
      case VOLATILE_TTL -> evictEarliest();
      default -> evictBest();
    };
  }

  /** Every key has the same chance, in whichever database it is. */
  private boolean evictByChance() {
    long all = 0;
    for (int number = 0; number < keyspace.databaseCount(); number++) {
      all += choice(number);
    }
    if (all == 0) {
      return false;
    }
    long picked = random().nextLong(all);
    int number = 0;
    while (picked >= choice(number)) {
      picked -= choice(number++);
    }
    Database database = keyspace.database(number);
    keyspace.evict(database, database.table().keyAt(place(database, (int) picked)));
    return true;
  }

  private boolean evictEarliest() {
    Database earliest = null;
    for (int number = 0; number < keyspace.databaseCount(); number++) {
      if (choice(number) > 0) {
        Database database = keyspace.database(number);
        if (earliest == null || deadlines(database).earliest() < deadlines(earliest).earliest()) {
          earliest = database;
        }
      }
    }
    if (earliest == null) {
      return false;
    }
    keyspace.evict(earliest, earliest.table().keyAt(deadlines(earliest).earliestPlace()));
    return true;
  }

  private static Deadlines deadlines(Database database) {
    return database.table().deadlines();
  }

  private boolean evictBest() {
    while (offerSamples()) {
      while (!candidates.isEmpty()) {
        Database database = keyspace.database(candidates.bestDatabase());
        long score = candidates.bestScore();
        Bytes key = candidates.takeBest();
        int place = database.table().placeOf(key);
        // Gone meanwhile, or used again: others are better now.
        if (place >= 0 && mayGo(database, place) && score(database.table(), place) >= score) {
          keyspace.evict(database, key);
          return true;
        }
      }
    }
    return false;
  }

  /** False if there is no key that may go. */
  private boolean offerSamples() {
    boolean any = false;
    for (int number = 0; number < keyspace.databaseCount(); number++) {
      int choice = choice(number);
      if (choice > 0) {
        any = true;
        Database database = keyspace.database(number);
        for (int i = Math.min(samples, choice); i > 0; i--) {
          int place = place(database, random().nextInt(choice));
          long score = score(database.table(), place);
          candidates.offer(score, number, database.table(), place);
        }
      }
    }
    return any;
  }

  private boolean mayGo(Database database, int place) {
    return !policy.onlyVolatile() || deadlines(database).of(place) != Deadlines.NONE;
  }

  /** How many keys of a database may go. */
  private int choice(int number) {
    if (!keyspace.hasKeys(number)) {
      return 0;
    }
    Database database = keyspace.database(number);
    return policy.onlyVolatile() ? database.volatileSize() : database.size();
  }

  /** The place of one of those that may go. */
  private int place(Database database, int pick) {
    return policy.onlyVolatile() ? deadlines(database).placeAtSlot(pick) : pick;
  }

  /** The higher, the sooner it goes. */
  private long score(KeyTable table, int place) {
    int word = table.usesAt(place);
    Recency recency = keyspace.recency();
    return recency.countsUses()
        ? Recency.MOST_COUNT - recency.frequency(word, engine.nowMillis())
        : recency.idleMillis(word, engine.nowMillis());
  }

  private SplittableRandom random() {
    return engine.turn().random();
  }
}
