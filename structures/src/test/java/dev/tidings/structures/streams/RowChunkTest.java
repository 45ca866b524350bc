package dev.tidings.structures.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class RowChunkTest {
  private static final int ROWS = RowChunk.ROWS;
  private static final long NARROW_BYTES = 56 + 16 + 20 * ROWS;
  private static final long WIDE_BYTES = 56 + 16 + 48 * ROWS;

  /** The ends of what a narrow row holds, and of everything. */
  private static final long[] EDGES = {
    0,
    1,
    (1L << 31) - 1,
    1L << 31,
    (1L << 32) - 1,
    1L << 32,
    Long.MAX_VALUE - 1,
    Long.MAX_VALUE,
    Long.MIN_VALUE + 1,
    -(1L << 32),
    -(1L << 31),
    -1
  };

  private static final long[] COUNTS = {
    0, 1, 65_534, 65_535, 65_536, Long.MAX_VALUE - 1, Long.MAX_VALUE, -1
  };

  private static final int[] CONSUMERS = {
    RowChunk.NOBODY, 0, 1, 65_533, 65_534, Integer.MAX_VALUE - 2
  };

  /** A row in the plainest way. */
  private record Row(long ms, long seq, int consumer, long time, long turn, long count) {}

  @Test
  void holdsWhatWasPutThereWhateverItIs() {
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int edgeEvery = new int[] {2, 20, 500, 5000}[random.nextInt(4)];
      RowChunk chunk = new RowChunk(4);
      while (chunk.capacity() < ROWS && random.nextInt(5) > 0) {
        chunk.grow();
      }
      Object[] model = new Object[ROWS];
      for (int step = 0; step < 2000; step++) {
        change(chunk, model, random, edgeEvery);
        if (random.nextInt(500) == 0 && chunk.capacity() < ROWS) {
          chunk.grow();
        }
        if (step % 50 == 0) {
          assertSame(chunk, model, "seed " + seed + ", step " + step);
        }
      }
    }
  }

  /** Every row of the model is a Row, or the two links of a free one, or null if never used. */
  private static void change(
      RowChunk chunk, Object[] model, SplittableRandom random, int edgeEvery) {
    int at = random.nextInt(chunk.capacity());
    if (random.nextInt(3) == 0 && model[at] instanceof Row) {
      int before = random.nextInt(-1, 1_000_000);
      int behind = random.nextInt(-1, 1_000_000);
      chunk.free(at, before, 7);
      chunk.setBehind(at, behind);
      model[at] = before + " " + behind;
      return;
    }
    int consumer =
        random.nextInt(edgeEvery) == 0
            ? CONSUMERS[random.nextInt(CONSUMERS.length)]
            : random.nextInt(-1, 200);
    Row row =
        new Row(
            value(random, edgeEvery),
            value(random, edgeEvery),
            consumer,
            consumer == RowChunk.NOBODY ? RowChunk.RELEASED_TIME : value(random, edgeEvery),
            value(random, edgeEvery),
            random.nextInt(edgeEvery) == 0 ? COUNTS[random.nextInt(COUNTS.length)] : 1);
    chunk.put(at, row.ms(), row.seq(), row.consumer(), row.time(), row.turn(), row.count());
    model[at] = row;
  }

  private static long value(SplittableRandom random, int edgeEvery) {
    return random.nextInt(edgeEvery) == 0
        ? EDGES[random.nextInt(EDGES.length)]
        : 1_790_000_000_000L + random.nextInt(1_000_000);
  }

  private static void assertSame(RowChunk chunk, Object[] model, String where) {
    for (int at = 0; at < chunk.capacity(); at++) {
      assertThat(chunk.isFree(at)).as(where).isEqualTo(!(model[at] instanceof Row));
      if (model[at] instanceof Row row) {
        Row held =
            new Row(
                chunk.ms(at),
                chunk.seq(at),
                chunk.consumer(at),
                chunk.time(at),
                chunk.turn(at),
                chunk.count(at));
        assertThat(held).as(where).isEqualTo(row);
      } else if (model[at] != null) {
        assertThat(chunk.before(at) + " " + chunk.behind(at)).as(where).isEqualTo(model[at]);
      }
    }
  }

  @Test
  void isNarrowUpToTheWidthOfAnIntAndWideBeyondIt() {
    long most = (1L << 32) - 1;
    assertThat(bytesOfTwo(most, most, 65_533, 65_534, most, most)).isEqualTo(NARROW_BYTES);
    assertThat(bytesOfTwo(-most, -most, 0, Long.MAX_VALUE, -most, -most)).isEqualTo(NARROW_BYTES);
    assertThat(bytesOfTwo(most + 1, 0, 0, 1, 0, 0)).isEqualTo(WIDE_BYTES);
    assertThat(bytesOfTwo(0, -most - 1, 0, 1, 0, 0)).isEqualTo(WIDE_BYTES);
    assertThat(bytesOfTwo(0, 0, 65_534, 1, 0, 0)).isEqualTo(WIDE_BYTES);
    assertThat(bytesOfTwo(0, 0, 0, 65_535, 0, 0)).isEqualTo(WIDE_BYTES);
    assertThat(bytesOfTwo(0, 0, 0, 1, most + 1, 0)).isEqualTo(WIDE_BYTES);
    assertThat(bytesOfTwo(0, 0, RowChunk.NOBODY, 1, most + 1, 0)).isEqualTo(NARROW_BYTES);
    assertThat(bytesOfTwo(0, 0, 0, 1, 0, most + 1)).isEqualTo(WIDE_BYTES);
  }

  private static long bytesOfTwo(
      long ms, long seq, int consumer, long count, long time, long turn) {
    RowChunk chunk = new RowChunk(ROWS);
    chunk.put(3, 0, 0, 0, 0, 0, 1);
    chunk.put(200, ms, seq, consumer, time, turn, count);
    assertThat(chunk.ms(3) | chunk.seq(3) | chunk.time(3) | chunk.turn(3)).isZero();
    assertThat(chunk.ms(200)).isEqualTo(ms);
    assertThat(chunk.seq(200)).isEqualTo(seq);
    assertThat(chunk.consumer(200)).isEqualTo(consumer);
    assertThat(chunk.time(200))
        .isEqualTo(consumer == RowChunk.NOBODY ? RowChunk.RELEASED_TIME : time);
    assertThat(chunk.turn(200)).isEqualTo(turn);
    assertThat(chunk.count(200)).isEqualTo(count);
    return chunk.heldBytes();
  }

  @Test
  void staysNarrowWhileEverythingMovesOn() {
    RowChunk chunk = new RowChunk(ROWS);
    // Each step is an hour and ten million turns; no row stays for longer than 256 of them.
    for (int step = 0; step < 20_000; step++) {
      long millis = step * 3_600_000L;
      chunk.put(step % ROWS, millis, step % 3, 1, millis + 5, step * 10_000_000L, 1);
      assertThat(chunk.heldBytes()).isEqualTo(NARROW_BYTES);
    }
  }
}
