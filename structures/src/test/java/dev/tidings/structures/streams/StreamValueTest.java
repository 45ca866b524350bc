package dev.tidings.structures.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A stream with its groups, and what is said of its entries without reading them. */
class StreamValueTest {
  private static final Pairs PAIRS = Pairs.of(Bytes.of("field"), Bytes.of("value"));

  /** The numbers of entries that a cursor announces are those that come. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void cursorsKnowHowMuchIsLeft(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StreamLog log = new StreamLog(seed);
    NodeLimits limits = new NodeLimits(random.nextInt(1, 60), 4096);
    for (int i = 1; i <= 2000; i++) {
      log.append(random.nextBoolean() ? log.lastGeneratedMs() : i, i, PAIRS, limits);
    }
    for (int i = 0; i < 900; i++) {
      log.delete(random.nextInt(2000), random.nextInt(2000));
      log.delete(i, i);
    }
    EntryCursor cursor = new EntryCursor();
    for (int round = 0; round < 2000; round++) {
      long fromMs = random.nextInt(-2, 2010);
      long toMs = random.nextInt(4) == 0 ? -1 : random.nextInt(2010);
      long fromSeq = random.nextInt(2010);
      long toSeq = random.nextInt(2010);
      boolean backward = random.nextBoolean();
      if (backward) {
        log.backward(cursor, fromMs, fromSeq, toMs, toSeq);
      } else {
        log.forward(cursor, fromMs, fromSeq, toMs, toSeq);
      }
      for (int skipped = random.nextInt(4); skipped > 0; skipped--) {
        cursor.next();
      }
      long most = random.nextInt(3) == 0 ? Long.MAX_VALUE : random.nextInt(300);
      long told = cursor.remaining(most);
      long found = 0;
      while (found < most && cursor.next()) {
        found++;
      }
      assertThat(told).as("seed %d, round %d", seed, round).isEqualTo(found);
    }
  }

  /** The nodes that are counted one by one are those that are there. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void nodesAreCounted(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StreamLog log = new StreamLog(seed);
    NodeLimits limits = new NodeLimits(7, 0);
    NodeLimits wide = new NodeLimits(5000, 0);
    for (int i = 1; i <= 9000; i++) {
      log.append(i, 0, PAIRS, i % 3000 < 2000 ? wide : limits);
      if (random.nextInt(3) == 0) {
        log.delete(random.nextInt(i) + 1, 0);
      }
      if (i % 500 == 0) {
        log.trim(Trim.exactly(new Trim.Length(random.nextInt(3000))));
        assertThat(log.nodes()).isEqualTo(nodesOf(log));
        assertThat(log.copy(1).nodes()).isEqualTo(nodesOf(log));
      }
    }
  }

  private static int nodesOf(StreamLog log) {
    int nodes = 0;
    for (int i = 0; i < log.index.size(); i++) {
      nodes += log.index.at(i).startsNode ? 1 : 0;
    }
    return nodes;
  }

  /** The bytes that are kept up to date are those that a fresh count finds. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void bytesAreKeptUpToDate(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    StreamValue stream = new StreamValue(seed, new IdempotentIds(100, 5));
    List<ConsumerGroup> groups = new ArrayList<>();
    for (int i = 1; i <= 4000; i++) {
      stream.log().append(i, 0, PAIRS, NodeLimits.DEFAULT);
      if (i % 500 == 1) {
        ConsumerGroup group = new ConsumerGroup(Bytes.of("g" + i), 0, 0, 0);
        stream.add(group);
        groups.add(group);
      }
      ConsumerGroup group = groups.get(random.nextInt(groups.size()));
      Consumer consumer = group.join(Bytes.of("c" + random.nextInt(30)), i);
      group.deliver(i, 0, consumer, i);
      group.acknowledge(random.nextInt(i) + 1, 0);
      if (random.nextInt(50) == 0) {
        group.delete(consumer);
      }
      stream.onChange(group);
      stream
          .idempotentIds()
          .add(Bytes.of("p" + random.nextInt(4)), Bytes.of("i" + i), new StreamId(i, 0), i);
    }
    for (ConsumerGroup group : groups) {
      assertThat(group.recount()).isZero();
    }
    for (int i = 1; i <= 4000; i++) {
      stream.forget(i, 0);
    }
    for (ConsumerGroup group : groups) {
      assertThat(group.recount()).isZero();
      stream.remove(group);
    }
    StreamValue fresh = new StreamValue(seed, stream.idempotentIds().copy());
    assertThat(stream.heldBytes() - stream.log().heldBytes())
        .isEqualTo(fresh.heldBytes() - fresh.log().heldBytes());
  }

  /** What is remembered of producers, against a straightforward list. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void producersAreRemembered(long seed) {
    record Known(int producer, int id, long millis) {}
    SplittableRandom random = new SplittableRandom(seed);
    IdempotentIds ids = new IdempotentIds(2, 6);
    List<Known> model = new ArrayList<>();
    long nowMillis = 10_000;
    long emptyBytes = ids.heldBytes();
    for (int i = 0; i < 20_000; i++) {
      nowMillis += random.nextInt(200);
      long instant = nowMillis;
      model.removeIf(known -> known.millis <= instant - 2000);
      int producer = random.nextInt(5);
      int id = random.nextInt(20);
      StreamId found = ids.find(Bytes.of("p" + producer), Bytes.of("i" + id), nowMillis);
      Known known =
          model.stream().filter(k -> k.producer == producer && k.id == id).findFirst().orElse(null);
      assertThat(found == null).isEqualTo(known == null);
      if (known != null) {
        assertThat(found).isEqualTo(new StreamId(known.millis, 0));
        continue;
      }
      List<Known> own = model.stream().filter(k -> k.producer == producer).toList();
      if (own.size() == 6) {
        model.remove(own.getFirst());
      }
      model.add(new Known(producer, id, nowMillis));
      ids.add(Bytes.of("p" + producer), Bytes.of("i" + id), new StreamId(nowMillis, 0), nowMillis);
      if (random.nextInt(10) == 0) {
        assertThat(ids.size(nowMillis)).isEqualTo(model.size());
        assertThat(ids.producers(nowMillis))
            .isEqualTo((int) model.stream().map(Known::producer).distinct().count());
      }
    }
    assertThat(ids.size(nowMillis + 100_000)).isZero();
    assertThat(ids.heldBytes()).isEqualTo(emptyBytes);
  }
}
