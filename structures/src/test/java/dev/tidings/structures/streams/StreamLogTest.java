package dev.tidings.structures.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamLogTest {
  private static final Pairs PAIR = Pairs.of(Bytes.of("field"), Bytes.of("value"));

  private final EntryCursor cursor = new EntryCursor();

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 3, 10, 100})
  void behavesAsTheModelWhateverHappens(long nodeEntries) {
    for (long seed = 0; seed < 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed * 1000 + nodeEntries);
      int valueBytesMax = seed % 4 == 0 ? 6000 : 60;
      try {
        new Life(random, nodeEntries, valueBytesMax).live(400);
      } catch (AssertionError | RuntimeException failure) {
        throw new AssertionError("seed " + seed + ", node entries " + nodeEntries, failure);
      }
    }
  }

  /** A log and its model, to which the same things happen. */
  private final class Life {
    private final SplittableRandom random;
    private final NodeLimits limits;
    private final RandomEntries source;
    private final StreamLogModel model = new StreamLogModel();
    private StreamLog log = new StreamLog(1);
    private final int appendWeight;

    Life(SplittableRandom random, long nodeEntries, int valueBytesMax) {
      this.random = random;
      this.limits = new NodeLimits(nodeEntries, 0);
      this.source = new RandomEntries(random, valueBytesMax);
      this.appendWeight = 40 + random.nextInt(55);
    }

    void live(int steps) {
      for (int step = 0; step < steps; step++) {
        change();
        compareState();
        if (step % 10 == 0) {
          compareEntries();
        }
      }
      compareRange(StreamId.MIN, StreamId.MAX);
    }

    private void change() {
      int pick = random.nextInt(100);
      if (pick < appendWeight) {
        append();
      } else if (pick < 97) {
        delete();
      } else if (random.nextInt(3) == 0) {
        log = log.copy(log.epoch() + 1);
      } else {
        trim();
      }
    }

    private void append() {
      StreamId id = source.idBehind(model.lastGenerated);
      List<Bytes> texts = source.next();
      log.append(id.ms(), id.seq(), Pairs.of(texts), limits);
      model.append(id, texts, limits.entries());
    }

    private void delete() {
      StreamId id = someId();
      assertThat(log.contains(id.ms(), id.seq())).isEqualTo(model.entries.containsKey(id));
      assertThat(log.delete(id.ms(), id.seq())).isEqualTo(model.delete(id));
    }

    private void trim() {
      Trim.Bound bound;
      if (random.nextBoolean()) {
        bound = new Trim.Length(random.nextInt(model.entries.size() + 2));
      } else {
        StreamId id = someId();
        bound = new Trim.From(id.ms(), id.seq());
      }
      long limit = random.nextBoolean() ? 0 : random.nextInt(150);
      if (random.nextInt(3) == 0) {
        int keep = random.nextInt(1, 5);
        EntryCondition condition = (ms, seq) -> (ms + seq) % keep != 0;
        Trim trim = new Trim(bound, random.nextBoolean(), limit);
        assertThat(log.trim(trim, condition)).isEqualTo(model.trim(trim, condition));
      } else {
        Trim trim = new Trim(bound, random.nextBoolean(), limit);
        assertThat(log.trim(trim)).as("%s", trim).isEqualTo(model.trim(trim));
      }
    }

    private void compareState() {
      assertThat(log.length()).isEqualTo(model.entries.size());
      assertThat(log.nodes()).isEqualTo(model.nodes());
      assertThat(log.first()).isEqualTo(model.first());
      assertThat(log.last()).isEqualTo(model.last());
      assertThat(log.lastGenerated()).isEqualTo(model.lastGenerated);
      assertThat(log.maxDeleted()).isEqualTo(model.maxDeleted);
      assertThat(log.lastTrimmed()).isEqualTo(model.lastTrimmed);
      assertThat(log.entriesAdded()).isEqualTo(model.entriesAdded);
      long held = log.index.heldBytes();
      for (int i = 0; i < log.index.size(); i++) {
        held += log.index.at(i).heldBytes();
      }
      assertThat(log.heldBytes()).isBetween(held, held + 200);
    }

    private void compareEntries() {
      StreamId one = someId();
      StreamId other = someId();
      compareRange(one, other);
      compareRange(other, one);
      List<Bytes> texts = model.entries.get(one);
      assertThat(log.find(cursor, one.ms(), one.seq())).isEqualTo(texts != null);
      if (texts != null) {
        assertThat(cursor.texts()).isEqualTo(texts);
      }
    }

    private void compareRange(StreamId from, StreamId to) {
      NavigableMap<StreamId, List<Bytes>> wanted =
          from.compareTo(to) > 0 ? new TreeMap<>() : model.entries.subMap(from, true, to, true);
      log.forward(cursor, from.ms(), from.seq(), to.ms(), to.seq());
      assertThat(readAll()).containsExactlyEntriesOf(wanted);
      log.backward(cursor, from.ms(), from.seq(), to.ms(), to.seq());
      assertThat(readAll()).containsExactlyEntriesOf(wanted.descendingMap());
    }

    /** Mostly of an entry, or close to one. */
    private StreamId someId() {
      if (model.entries.isEmpty() || random.nextInt(20) == 0) {
        return random.nextBoolean() ? StreamId.MIN : StreamId.MAX;
      }
      long span = model.lastGenerated.ms() - model.first().ms();
      long ms =
          model.first().ms() + (span == 0 ? 0 : Long.remainderUnsigned(random.nextLong(), span));
      StreamId guess = new StreamId(ms, random.nextInt(3));
      StreamId near =
          random.nextBoolean() ? model.entries.ceilingKey(guess) : model.entries.floorKey(guess);
      if (random.nextInt(4) == 0) {
        near = random.nextBoolean() ? model.entries.firstKey() : model.entries.lastKey();
      }
      return near == null || random.nextInt(10) == 0 ? guess : near;
    }
  }

  private Map<StreamId, List<Bytes>> readAll() {
    Map<StreamId, List<Bytes>> read = new LinkedHashMap<>();
    while (cursor.next()) {
      long bytes = cursor.texts().stream().mapToLong(Bytes::length).sum();
      assertThat(cursor.textBytes()).isEqualTo(bytes);
      assertThat(cursor.fields()).isEqualTo(cursor.texts().size() / 2);
      read.put(cursor.id(), cursor.texts());
    }
    return read;
  }

  @Test
  void aThousandEntriesLoseWholeNodesOnly() {
    StreamLog log = filled(1000);
    assertThat(log.nodes()).isEqualTo(10);
    assertThat(log.trim(Trim.byNodes(new Trim.Length(950), 10_000))).isZero();
    assertThat(log.trim(Trim.byNodes(new Trim.Length(900), 99))).isZero();
    assertThat(log.trim(Trim.byNodes(new Trim.Length(900), 150))).isEqualTo(100);
    assertThat(log.trim(Trim.byNodes(new Trim.Length(555), 10_000))).isEqualTo(300);
    assertThat(log.trim(Trim.byNodes(new Trim.From(500, 0), 10_000))).isZero();
    assertThat(log.trim(Trim.byNodes(new Trim.From(501, 0), 10_000))).isEqualTo(100);
    assertThat(log.length()).isEqualTo(500);
    assertThat(log.lastTrimmed()).isEqualTo(new StreamId(500, 0));
    assertThat(log.maxDeleted()).isEqualTo(StreamId.MIN);
    assertThat(log.trim(Trim.exactly(new Trim.Length(0)))).isEqualTo(500);
    assertThat(log.lastGenerated()).isEqualTo(new StreamId(1000, 0));
    assertThat(log.first()).isEqualTo(StreamId.MIN);
  }

  @Test
  void aFullBlockDoesNotForgetWhoseNodeItIs() {
    // More than a block takes, so the node goes on in others; all of it goes at once.
    NodeLimits wide = new NodeLimits(5000, 0);
    StreamLog log = new StreamLog(1);
    for (int i = 1; i <= 10_000; i++) {
      log.append(i, 0, PAIR, wide);
    }
    assertThat(log.nodes()).isEqualTo(2);
    assertThat(log.index.size()).isGreaterThan(4);
    for (int i = 1; i <= 2000; i++) {
      assertThat(log.delete(i, 0)).isTrue();
    }
    assertThat(log.nodes()).isEqualTo(2);
    assertThat(log.trim(Trim.byNodes(new Trim.Length(5001), 0))).isZero();
    assertThat(log.trim(Trim.byNodes(new Trim.Length(5000), 0))).isEqualTo(3000);
    for (int i = 8000; i <= 10_000; i++) {
      assertThat(log.delete(i, 0)).isTrue();
    }
    // The slots of what was deleted are still taken, so the node is full.
    log.append(10_001, 0, PAIR, wide);
    assertThat(log.nodes()).isEqualTo(2);
  }

  @Test
  void anIdTooFarForTheBlockIsNotFoundInIt() {
    StreamLog log = new StreamLog(1);
    log.append(1, 0, PAIR, NodeLimits.DEFAULT);
    log.append(-2, 0, PAIR, NodeLimits.DEFAULT);
    assertThat(log.nodes()).isEqualTo(1);
    assertThat(log.delete(-2, 0)).isTrue();
    assertThat(log.contains(-3, 0)).isFalse();
    log.forward(cursor, -3, 0, -1, -1);
    assertThat(cursor.next()).isFalse();
    log.backward(cursor, 0, 0, -3, 0);
    assertThat(cursor.next()).isTrue();
    assertThat(cursor.id()).isEqualTo(new StreamId(1, 0));
    assertThat(log.trim(Trim.byNodes(new Trim.From(-2, 0), 0))).isZero();
    assertThat(log.trim(Trim.byNodes(new Trim.From(-2, 1), 0))).isEqualTo(1);
  }

  @Test
  void givesTheSpaceOfDeletedEntriesBack() {
    StreamLog log = filled(100_000);
    long full = log.heldBytes();
    for (int i = 1; i <= 100_000; i++) {
      if (i % 10 != 0) {
        log.delete(i, 0);
      }
    }
    assertThat(log.heldBytes()).isLessThan(full / 2);
    for (int i = 10; i <= 100_000; i += 10) {
      log.delete(i, 0);
    }
    assertThat(log.heldBytes()).isLessThan(500);
    assertThat(log.nodes()).isZero();
  }

  @Test
  void namesNobodyUsesAnyMoreGoToo() {
    StreamLog log = new StreamLog(1);
    for (int i = 1; i <= 10; i++) {
      Bytes name = Bytes.of("n".repeat(1000) + i);
      log.append(i, 0, Pairs.of(name, Bytes.EMPTY), new NodeLimits(100, 0));
    }
    for (int i = 2; i <= 9; i++) {
      log.delete(i, 0);
    }
    assertThat(log.heldBytes()).isLessThan(3000);
    assertThat(log.find(cursor, 10, 0)).isTrue();
    assertThat(cursor.texts()).containsExactly(Bytes.of("n".repeat(1000) + 10), Bytes.EMPTY);
  }

  @Test
  void theNextIdIsTheClockUnlessThatIsBehind() {
    StreamLog log = new StreamLog(1);
    assertThat(log.nextMs(0)).isZero();
    assertThat(log.nextSeq(0)).isEqualTo(1);
    assertThat(log.openSeq(0)).isEqualTo(1);
    assertThat(log.openSeq(5)).isZero();
    log.append(10, -1, PAIR, NodeLimits.DEFAULT);
    assertThat(log.nextMs(9)).isEqualTo(11);
    assertThat(log.nextSeq(9)).isZero();
    assertThat(log.nextMs(12)).isEqualTo(12);
    assertThat(log.isAppendable(10, log.openSeq(10))).isFalse();
    assertThat(log.isExhausted()).isFalse();
    log.append(-1, -1, PAIR, NodeLimits.DEFAULT);
    assertThat(log.isExhausted()).isTrue();
  }

  @Test
  void refusesAnIdThatIsNotBehindTheLast() {
    StreamLog log = filled(3);
    assertThatThrownBy(() -> log.append(3, 0, PAIR, NodeLimits.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(log.length()).isEqualTo(3);
  }

  @Test
  void aCursorNoticesThatTheLogHasChanged() {
    StreamLog log = filled(3);
    log.forward(cursor);
    assertThat(cursor.next()).isTrue();
    log.delete(3, 0);
    assertThatThrownBy(cursor::next).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void tellsHowManyEntriesCameUpToAnIdAsLongAsItIsKnown() {
    StreamLog log = new StreamLog(1);
    assertThat(log.entriesUpTo(7, 7)).isZero();
    for (int i = 1; i <= 5; i++) {
      log.append(i, 0, PAIR, NodeLimits.DEFAULT);
    }
    assertThat(upTo(log)).containsExactly(0L, 1L, -1L, -1L, -1L, 5L, -1L);
    assertThat(log.hasGapFrom(0, 0)).isFalse();
    log.delete(1, 0);
    assertThat(upTo(log)).containsExactly(1L, 1L, 2L, -1L, -1L, 5L, -1L);
    log.delete(3, 0);
    assertThat(upTo(log)).containsExactly(-1L, -1L, -1L, -1L, -1L, 5L, -1L);
    assertThat(log.hasGapFrom(3, 0)).isTrue();
    assertThat(log.hasGapFrom(3, 1)).isFalse();
    log.trim(Trim.exactly(new Trim.Length(0)));
    assertThat(upTo(log)).containsExactly(5L, 5L, 5L, 5L, 5L, 5L, -1L);
  }

  private static List<Long> upTo(StreamLog log) {
    List<Long> counts = new ArrayList<>();
    for (int i = 0; i <= 6; i++) {
      counts.add(log.entriesUpTo(i, 0));
    }
    return counts;
  }

  private static StreamLog filled(int count) {
    StreamLog log = new StreamLog(1);
    for (int i = 1; i <= count; i++) {
      log.append(i, 0, PAIR, NodeLimits.DEFAULT);
    }
    return log;
  }
}
