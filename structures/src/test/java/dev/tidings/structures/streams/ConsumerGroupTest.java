package dev.tidings.structures.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.streams.ConsumerGroupModel.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsumerGroupTest {
  /** What does not fit beside common ids, instants and counts. */
  private static final long[] FAR = {
    0, 1, 1L << 31, 1L << 32, (1L << 32) + 1, 1L << 40, Long.MAX_VALUE - 1, Long.MAX_VALUE
  };

  private static final long[] COUNTS = {
    0, 5, 65_533, 65_534, 65_535, 65_536, Long.MAX_VALUE - 1, Long.MAX_VALUE
  };

  private static final Pairs PAIR = Pairs.of(Bytes.of("field"), Bytes.of("value"));

  private final PendingCursor cursor = new PendingCursor();

  @ParameterizedTest
  @ValueSource(ints = {5, 300, 5000})
  void behavesAsTheModelWhateverHappens(int ids) {
    int lives = ids > 1000 ? 6 : 40;
    for (long seed = 0; seed < lives; seed++) {
      try {
        new Life(new SplittableRandom(seed * 31 + ids), ids).live(ids > 1000 ? 60_000 : 3000);
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("seed " + seed + ", ids " + ids, failure);
      }
    }
  }

  /** A group and its model, to which the same things happen. */
  private final class Life {
    private final SplittableRandom random;
    private final int ids;

    /** Of so many values one is far from the others; in some lives none is. */
    private final int farEvery;

    private final int names;
    private final ConsumerGroupModel model = new ConsumerGroupModel();
    private ConsumerGroup group = new ConsumerGroup(Bytes.of("group"), 0, 0, 0);
    private long nowMillis = 1000;
    private long nextId = 1;

    Life(SplittableRandom random, int ids) {
      this.random = random;
      this.ids = ids;
      this.farEvery = new int[] {Integer.MAX_VALUE, 1000, 50, 5}[random.nextInt(4)];
      this.names = random.nextInt(4) == 0 ? 300 : 6;
    }

    void live(int steps) {
      for (int step = 0; step < steps; step++) {
        // Times of growing and of shrinking take turns, so that rows move.
        change(step / (2 * ids) % 2 == 0 ? 70 : 30);
        assertThat(group.pending().size()).isEqualTo(model.rows.size());
        if (step % (ids > 1000 ? 2000 : 50) == 0) {
          compare();
        }
      }
      compare();
      for (Row row : List.copyOf(model.rows.values())) {
        assertThat(group.acknowledge(row.id().ms(), row.id().seq())).isTrue();
        model.rows.remove(row.id());
      }
      compare();
      assertThat(group.pending().heldBytes()).isLessThan(2000);
    }

    private void change(int growth) {
      nowMillis += random.nextInt(3);
      if (isFar() && random.nextInt(30) == 0) {
        nowMillis += 1L << 31;
        nextId += random.nextInt(3) == 0 ? 1L << 32 : 0;
      }
      if (random.nextInt(100) < growth) {
        add();
        return;
      }
      StreamId id = someId();
      switch (random.nextInt(20)) {
        case 0, 1 -> {
          long count = isFar() ? any(COUNTS) : 7;
          group.release(id.ms(), id.seq(), count);
          model.put(id, "", 0, count);
        }
        case 2, 3, 4 -> redeliver(id);
        case 5 -> {
          if (random.nextInt(ids) == 0) {
            delete();
          }
        }
        case 6 -> {
          if (random.nextInt(100) == 0) {
            group = group.copy();
          }
        }
        default ->
            assertThat(group.acknowledge(id.ms(), id.seq()))
                .isEqualTo(model.rows.remove(id) != null);
      }
    }

    private void add() {
      Consumer consumer = join();
      if (random.nextBoolean()) {
        StreamId id = new StreamId(nextId++, 0);
        group.deliver(id.ms(), id.seq(), consumer, nowMillis);
        model.put(id, consumer.toString(), nowMillis, 1);
      } else {
        StreamId id = someId();
        long millis = isFar() ? any(FAR) : nowMillis - random.nextInt(1000);
        long count = isFar() ? any(COUNTS) : random.nextInt(4) == 0 ? Long.MAX_VALUE : 5;
        group.put(id.ms(), id.seq(), consumer, millis, count);
        model.put(id, consumer.toString(), millis, count);
      }
    }

    private void redeliver(StreamId id) {
      Consumer consumer = join();
      assertThat(group.redeliver(id.ms(), id.seq(), consumer, nowMillis))
          .isEqualTo(model.redeliver(id, consumer.toString(), nowMillis));
    }

    private void delete() {
      Consumer consumer = join();
      int count = consumer.pending();
      assertThat(group.delete(consumer)).isEqualTo(count);
      assertThat(model.delete(consumer.toString())).isEqualTo(count);
      assertThatThrownBy(() -> group.deliver(1, 1, consumer, 1))
          .isInstanceOf(IllegalArgumentException.class);
    }

    private Consumer join() {
      String name = "consumer" + random.nextInt(names);
      model.consumers.add(name);
      return group.join(Bytes.of(name), nowMillis);
    }

    private boolean isFar() {
      return random.nextInt(farEvery) == farEvery - 1;
    }

    private long any(long[] values) {
      return values[random.nextInt(values.length)];
    }

    private StreamId someId() {
      if (isFar()) {
        // Ids are unsigned: the negatives are those up to 2^64-1.
        long ms = random.nextBoolean() ? any(FAR) : -1 - any(FAR);
        return new StreamId(ms, random.nextInt(3) == 0 ? -1 - any(FAR) : any(FAR));
      }
      return new StreamId(Math.max(1, nextId - random.nextInt(ids)), random.nextInt(2));
    }

    private void compare() {
      PendingEntries pending = group.pending();
      assertThat(pending.released()).isEqualTo(model.released());
      assertThat(group.consumersByName().stream().map(Consumer::toString))
          .containsExactlyElementsOf(model.consumers);
      StreamId one = someId();
      StreamId other = someId();
      pending.walkById(cursor, one.ms(), one.seq(), other.ms(), other.seq());
      assertWalk(model.select(row -> isBetween(row, one, other)));
      pending.walkById(cursor, 0, 0, -1, -1);
      assertWalk(model.select(_ -> true));
      pending.walkByTime(cursor, Long.MAX_VALUE);
      assertWalk(model.byTime(Long.MAX_VALUE));
      for (Consumer consumer : group.consumersByName()) {
        if (random.nextInt(names) > 6) {
          continue;
        }
        List<Row> rows = model.select(row -> row.consumer().equals(consumer.toString()));
        assertThat(consumer.pending()).isEqualTo(rows.size());
        pending.walkByConsumer(cursor, consumer, 0, 0, -1, -1);
        assertWalk(rows);
        pending.walkByConsumer(cursor, consumer, one.ms(), one.seq(), other.ms(), other.seq());
        assertWalk(rows.stream().filter(row -> isBetween(row, one, other)).toList());
      }
      long until = random.nextBoolean() ? any(FAR) : random.nextLong(nowMillis);
      pending.walkByTime(cursor, until);
      assertWalk(model.byTime(until));
      assertEnds(pending);
      assertThat(pending.contains(one.ms(), one.seq())).isEqualTo(model.rows.containsKey(one));
      assertThat(pending.find(cursor, one.ms(), one.seq())).isEqualTo(model.rows.containsKey(one));
      // Not more than twice the rows there are, plus what a chunk and a leaf round up to.
      assertThat(pending.heldBytes()).isLessThan(40_000 + 250L * model.rows.size());
    }

    private void assertEnds(PendingEntries pending) {
      boolean none = model.rows.isEmpty();
      assertThat(pending.first()).isEqualTo(none ? StreamId.MIN : model.rows.firstKey());
      assertThat(pending.last()).isEqualTo(none ? StreamId.MIN : model.rows.lastKey());
      List<Row> byTime = model.byTime(Long.MAX_VALUE);
      long earliest =
          none ? Long.MAX_VALUE : byTime.getFirst().isReleased() ? 0 : byTime.getFirst().millis();
      assertThat(pending.earliestMillis()).isEqualTo(earliest);
    }

    private void assertWalk(List<Row> rows) {
      List<String> walked = new ArrayList<>();
      while (cursor.next()) {
        Consumer consumer = group.consumer(cursor.consumerNumber());
        walked.add(text(cursor.id(), consumer, cursor.deliveredMillis(), cursor.deliveries()));
      }
      List<String> wanted = new ArrayList<>();
      for (Row row : rows) {
        wanted.add(
            text(
                row.id(),
                row.isReleased() ? null : row.consumer(),
                row.isReleased() ? 0 : row.millis(),
                row.deliveries()));
      }
      assertThat(walked).isEqualTo(wanted);
    }
  }

  private static String text(StreamId id, @Nullable Object consumer, long millis, long deliveries) {
    return id + " " + consumer + " " + millis + " " + deliveries;
  }

  private static boolean isBetween(Row row, StreamId from, StreamId to) {
    return row.id().compareTo(from) >= 0 && row.id().compareTo(to) <= 0;
  }

  @Test
  void aWalkGoesOnWhileItsRowsChangeHands() {
    ConsumerGroup group = new ConsumerGroup(Bytes.of("group"), 0, 0, 0);
    Consumer first = group.join(Bytes.of("first"), 1);
    Consumer second = group.join(Bytes.of("second"), 1);
    for (int i = 1; i <= 1000; i++) {
      group.deliver(i, 0, first, 10);
    }
    group.release(500, 0, 1);
    group.release(400, 0, 1);
    group.pending().walkByTime(cursor, 20);
    List<Long> seen = new ArrayList<>();
    while (cursor.next()) {
      seen.add(cursor.ms());
      if (cursor.ms() % 3 == 0) {
        group.acknowledge(cursor.ms(), 0);
      } else {
        // Now, and idle long enough for the same walk: it must not come again.
        group.redeliver(cursor.ms(), 0, second, 20);
      }
    }
    assertThat(seen).hasSize(1000).doesNotHaveDuplicates().startsWith(500L, 400L, 1L, 2L);
    assertThat(group.pending().released()).isZero();
    assertThat(first.pending()).isZero();
    assertThat(second.pending()).isEqualTo(667);
  }

  @Test
  void aRowTakesNoMoreThanFortyBytesIfRowsAreNearEachOther() {
    ConsumerGroup group = new ConsumerGroup(Bytes.of("group"), 0, 0, 0);
    long startMs = 1_790_000_000_000L;
    for (int i = 0; i < 20_000; i++) {
      Consumer consumer = group.join(Bytes.of("consumer" + i / 10 % 10), startMs);
      group.deliver(startMs + i / 3, i % 3, consumer, startMs + i / 10);
    }
    assertThat(group.pending().heldBytes()).isLessThan(20_000 * 40);
    Consumer taker = group.join(Bytes.of("consumer1"), startMs);
    for (int i = 0; i < 20_000; i += 7) {
      group.redeliver(startMs + i / 3, i % 3, taker, startMs + 3_600_000);
    }
    group.release(startMs + 5, 0, Long.MAX_VALUE);
    assertThat(group.pending().heldBytes()).isLessThan(20_000 * 42);
  }

  @Test
  void rowsFarFromTheOthersMakeOnlyTheirNeighboursWideAndOnlyForAWhile() {
    ConsumerGroup group = new ConsumerGroup(Bytes.of("group"), 0, 0, 0);
    Consumer consumer = group.join(Bytes.of("consumer"), 1);
    for (int i = 1; i <= 10_000; i++) {
      group.deliver(i, 0, consumer, 1_790_000_000_000L);
    }
    long before = group.pending().heldBytes();
    group.put(5000, 0, consumer, 0, 1);
    long wide = group.pending().heldBytes() - before;
    // Beside the chunk a leaf of the order by time may have been added.
    assertThat(wide).isBetween(256 * 28L, 256 * 28L + 1000);
    group.put(5001, 0, consumer, 0, 1);
    assertThat(group.pending().heldBytes() - before).isEqualTo(wide);
    for (int i = 0; i < 256; i++) {
      group.put(5000 + i % 2, 0, consumer, 1_790_000_000_000L, 1);
    }
    assertThat(group.pending().heldBytes()).isLessThan(before + 1000);
  }

  @Test
  void numbersOfDeletedConsumersAreGivenAgain() {
    ConsumerGroup group = new ConsumerGroup(Bytes.of("group"), 0, 0, 0);
    Consumer first = group.join(Bytes.of("first"), 5);
    group.join(Bytes.of("second"), 6);
    group.deliver(1, 0, first, 7);
    assertThat(first.seenMillis()).isEqualTo(5);
    assertThat(first.activeMillis()).isEqualTo(Consumer.NEVER);
    assertThat(group.delete(first)).isEqualTo(1);
    assertThat(group.pending().size()).isZero();
    assertThat(group.consumer(first.number())).isNull();
    assertThat(group.join(Bytes.of("third"), 8).number()).isEqualTo(first.number());
    assertThat(group.consumers()).isEqualTo(2);
  }

  @Test
  void countsWhatItReadsAndWhatIsLeft() {
    StreamLog log = new StreamLog(1);
    ConsumerGroup group = new ConsumerGroup(Bytes.of("group"), 0, 0, StreamLog.UNKNOWN);
    assertThat(group.lag(log)).isZero();
    for (int i = 1; i <= 5; i++) {
      log.append(i, 0, PAIR, NodeLimits.DEFAULT);
    }
    assertThat(group.lag(log)).isEqualTo(5);
    assertThat(group.advance(log, 1, 0)).isTrue();
    assertThat(group.advance(log, 1, 0)).isFalse();
    assertThat(group.entriesRead()).isEqualTo(1);
    assertThat(group.lag(log)).isEqualTo(4);
    assertThat(group.advance(log, 2, 0)).isTrue();
    log.delete(4, 0);
    assertThat(group.lag(log)).isEqualTo(StreamLog.UNKNOWN);
    assertThat(group.advance(log, 3, 0)).isTrue();
    assertThat(group.entriesRead()).isEqualTo(StreamLog.UNKNOWN);
    assertThat(group.advance(log, 5, 0)).isTrue();
    assertThat(group.entriesRead()).isEqualTo(5);
    assertThat(group.lag(log)).isZero();
    group.setLastDelivered(0, 0, StreamLog.UNKNOWN);
    assertThat(group.lag(log)).isEqualTo(StreamLog.UNKNOWN);
    assertThat(group.isReferring(3, 0)).isTrue();
    group.setLastDelivered(3, 0, StreamLog.UNKNOWN);
    assertThat(group.isReferring(3, 0)).isFalse();
    log.trim(Trim.exactly(new Trim.Length(0)));
    assertThat(group.lag(log)).isZero();
  }

  @Test
  void aGroupMadeAtTheEndDoesNotKnowItsLagWhenTheNextEntryComes() {
    StreamLog log = new StreamLog(1);
    log.append(1, 0, PAIR, NodeLimits.DEFAULT);
    log.append(2, 0, PAIR, NodeLimits.DEFAULT);
    ConsumerGroup group = new ConsumerGroup(Bytes.of("group"), 2, 0, StreamLog.UNKNOWN);
    assertThat(group.lag(log)).isZero();
    log.append(3, 0, PAIR, NodeLimits.DEFAULT);
    assertThat(group.lag(log)).isEqualTo(StreamLog.UNKNOWN);
  }
}
