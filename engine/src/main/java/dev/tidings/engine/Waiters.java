package dev.tidings.engine;

import dev.tidings.command.Command;
import dev.tidings.command.Refusal;
import dev.tidings.protocol.RespWriter;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.DenseTable;
import dev.tidings.structures.KeyType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Those whose request waits for a key: BLPOP at an empty list, XREAD at the end of a stream.
 *
 * <pre>
 *   BLPOP a b ──► attempt ──► served
 *                    │ nothing there
 *                    ▼
 *                 parked at a and b ◄───────┐ nothing there (it keeps its place in line)
 *                    │ a turn changes a     │
 *                    └─► attempt ───────────┴─► served, as a turn of its own
 * </pre>
 *
 * <p>After each turn, a whole EXEC or script, the keys that it changed are looked at in the order
 * of their changes, and at each those who wait, in the order in which they came. What an attempt
 * changes may wake others.
 *
 * <p>Touched only inside a turn, and by the engine's alarm.
 */
public final class Waiters {
  /** No instant. */
  public static final long NEVER = Long.MAX_VALUE;

  /** One try to serve a request that may have to wait. It must not keep the turn. */
  @FunctionalInterface
  public interface Attempt {
    /** Answers the request and is true, or changes nothing and is false; may refuse. */
    boolean serve(Turn turn);

    /**
     * When to try again though no key has changed, in milliseconds since 1970; asked after an
     * attempt that was in vain.
     */
    default long againMillis(Turn turn) {
      return NEVER;
    }
  }

  /**
   * What a request waits for.
   *
   * @param keys in the database of the session
   * @param type wakes only while a key holds this
   * @param evenGone wakes also when a key is gone or holds something else
   * @param timeoutMillis how long at most; 0 for ever
   */
  public record Wish(List<Bytes> keys, KeyType type, boolean evenGone, long timeoutMillis) {}

  private record Place(int database, Bytes key) {}

  private final Engine engine;
  private final DenseTable<Place, Set<Wait>> queues = new DenseTable<>();
  private final Set<Place> ready = new LinkedHashSet<>();
  private final TreeSet<Wait> byTime =
      new TreeSet<>(Comparator.comparingLong(Wait::nextMillis).thenComparingLong(w -> w.number));
  private long lastNumber;

  Waiters(Engine engine) {
    this.engine = engine;
  }

  /** How many keys somebody waits for. */
  int keyCount() {
    return queues.size();
  }

  /** How many keys somebody waits for who is to be told when they are gone. */
  int keyCountEvenGone() {
    int count = 0;
    for (int place = 0; place < queues.size(); place++) {
      count += queues.valueAt(place).stream().anyMatch(wait -> wait.wish.evenGone()) ? 1 : 0;
    }
    return count;
  }

  /** How many of those who wait do so for a limited time. */
  int timedCount() {
    return byTime.size();
  }

  /**
   * Serves the request of {@code turn} now, or parks its session until {@code wish} comes true.
   * Inside of EXEC and scripts nobody waits: {@code nothing} is answered at once, as after the
   * timeout.
   */
  public void serveOrPark(Turn turn, Wish wish, Attempt attempt, Consumer<RespWriter> nothing) {
    if (attempt.serve(turn)) {
      return;
    }
    if (turn.isNested()) {
      nothing.accept(turn.reply());
      return;
    }
    new Wait(turn, wish, attempt, nothing).park(turn);
  }

  /** What {@code key} holds is another now, or it has come or gone. */
  void onChange(int database, Bytes key) {
    if (!queues.isEmpty()) {
      Place place = new Place(database, key);
      if (queues.contains(place)) {
        ready.add(place);
      }
    }
  }

  /** All keys of a database are gone. */
  void onFlush(int database) {
    queues.forEach((place, waits) -> {
      if (place.database == database) {
        ready.add(place);
      }
    });
  }

  /** Two databases have each other's keys now. */
  void onSwap(int one, int other) {
    onFlush(one);
    onFlush(other);
  }

  /** Serves those whose keys have changed. Called between turns. */
  void serveReady() {
    while (!ready.isEmpty()) {
      List<Place> places = List.copyOf(ready);
      ready.clear();
      for (Place place : places) {
        Set<Wait> waits = queues.find(place);
        if (waits != null) {
          List.copyOf(waits).forEach(wait -> serveAt(place, wait));
        }
      }
    }
  }

  private void serveAt(Place place, Wait wait) {
    if (!wait.isParked()) {
      return;
    }
    Object value = engine.keyspace().database(place.database).peek(place.key);
    if (wait.wish.evenGone() || (value != null && KeyType.of(value) == wait.wish.type())) {
      wait.tryAgain();
    }
  }

  /** Ends those whose time is over, and tries those who wanted to be tried. */
  void onAlarm() {
    while (!byTime.isEmpty() && byTime.first().nextMillis() <= engine.nowMillis()) {
      Wait wait = byTime.first();
      if (wait.deadlineMillis <= engine.nowMillis()) {
        wait.onTimeout();
      } else {
        wait.again(NEVER);
        wait.tryAgain();
      }
    }
    if (!byTime.isEmpty()) {
      engine.surroundings().wakeAt(byTime.first().nextMillis());
    }
  }

  /** A session whose request waits. */
  private final class Wait implements Parking {
    private final long number = ++lastNumber;
    private final Session session;
    private final Command<Turn> command;
    private final Words words;
    private final Wish wish;
    private final Attempt attempt;
    private final Consumer<RespWriter> nothing;
    private final List<Place> places = new ArrayList<>();
    private final long deadlineMillis;
    private long againMillis = NEVER;
    private long spentNanos;

    Wait(Turn turn, Wish wish, Attempt attempt, Consumer<RespWriter> nothing) {
      this.session = turn.session();
      this.command = turn.command();
      this.words = turn.words().copy();
      this.wish = wish;
      this.attempt = attempt;
      this.nothing = nothing;
      this.deadlineMillis =
          wish.timeoutMillis() == 0 ? NEVER : turn.nowMillis() + wish.timeoutMillis();
    }

    long nextMillis() {
      return Math.min(deadlineMillis, againMillis);
    }

    boolean isParked() {
      return session.parking() == this;
    }

    void park(Turn turn) {
      for (Bytes key : wish.keys()) {
        Place place = new Place(session.database(), key);
        Set<Wait> queue = queues.find(place);
        if (queue == null) {
          queue = new LinkedHashSet<>(4);
          queues.put(place, queue);
        }
        if (queue.add(this)) {
          places.add(place);
        }
      }
      session.park(this);
      again(attempt.againMillis(turn));
    }

    /** Sets when to try next, and sees to it that somebody does. */
    void again(long millis) {
      byTime.remove(this);
      againMillis = millis;
      if (nextMillis() != NEVER) {
        byTime.add(this);
        if (byTime.first() == this) {
          engine.surroundings().wakeAt(nextMillis());
        }
      }
    }

    void tryAgain() {
      Turn turn = engine.turn();
      begin(turn);
      boolean answered = isDenied(turn) || isServed(turn);
      if (answered) {
        leave();
      } else {
        again(attempt.againMillis(turn));
      }
      turn.end();
      if (answered) {
        session.announce();
      }
    }

    private void begin(Turn turn) {
      turn.begin(session, words, engine.dispatcher().writerFor(session));
      turn.serving(command, words);
    }

    /** What the user may do can be less than when the request came. */
    private boolean isDenied(Turn turn) {
      Refusal denied = engine.access().deny(session, command, words);
      if (denied == null) {
        return false;
      }
      engine.statistics().of(command).rejected++;
      turn.refuse(denied);
      return true;
    }

    private boolean isServed(Turn turn) {
      RespWriter reply = turn.reply();
      long mark = reply.outbox().mark();
      long errorsBefore = reply.errorCount();
      long beganNanos = engine.clock().nanos();
      boolean served;
      try {
        served = attempt.serve(turn);
      } catch (Refusal refusal) {
        reply.error(refusal.text());
        served = true;
      }
      spentNanos += engine.clock().nanos() - beganNanos;
      if (served) {
        engine.invalidations().onServed(session, command, words);
        engine.dispatcher().onAnswered(turn, spentNanos, mark, errorsBefore);
      }
      return served;
    }

    private void leave() {
      forget();
      engine.unpark(session);
    }

    private void forget() {
      for (Place place : places) {
        Set<Wait> queue = queues.find(place);
        if (queue != null && queue.remove(this) && queue.isEmpty()) {
          queues.remove(place);
        }
      }
      byTime.remove(this);
    }

    @Override
    public void onTimeout() {
      end(nothing);
    }

    @Override
    public void onInterrupt(Refusal refusal) {
      end(reply -> reply.error(refusal.text()));
    }

    /** Answers in a turn of its own: whoever ended the wait may be in the middle of another. */
    private void end(Consumer<RespWriter> answer) {
      leave();
      Turn turn = new Turn(engine);
      turn.at(engine.nowMicros());
      begin(turn);
      RespWriter reply = turn.reply();
      long mark = reply.outbox().mark();
      long errorsBefore = reply.errorCount();
      answer.accept(reply);
      engine.dispatcher().onAnswered(turn, spentNanos, mark, errorsBefore);
      turn.end();
      session.announce();
    }

    @Override
    public void onParked(long nanos) {
      spentNanos = nanos;
    }

    @Override
    public void onDeparture() {
      forget();
    }
  }
}
