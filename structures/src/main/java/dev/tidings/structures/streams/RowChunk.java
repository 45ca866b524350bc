package dev.tidings.structures.streams;

import java.util.Arrays;

/**
 * Up to 256 rows of {@link PendingRows}, side by side. Rows that are pending together are near each
 * other in everything, so a chunk keeps four bases and of each row only how far it is from them.
 *
 * <pre>
 *   bases     ms | seq | time | turn                                a long each, of the chunk
 *
 *   narrow    | ms - base | seq - base | who | time - base | turn - base |   an int each
 *               who:  consumer + 2 (16 bits) | count (16 bits; 65535 is 2⁶³-1)
 *   wide      | ms | seq | consumer + 2 | time | turn | count |              a long each
 *
 *   free      | row before | row behind | 0 | - | - ...             a list of all free rows
 * </pre>
 *
 * <p>So a row takes 20 bytes as long as its chunk's ids, instants and turns are less than 2³² apart
 * (instants and the milliseconds of ids: 49 days), the group has at most 65 534 consumers and
 * nothing was delivered more often than that. Once one row does not fit, new bases are sought in
 * the middle of all that are there; if there are none the chunk gets wide, 48 bytes a row. Every
 * 256 changes a wide chunk tries to get narrow again. Either form holds every value: what is told
 * never depends on it, except the bytes.
 *
 * <p>A row that nobody has was given back, and the time of all of those is {@link #RELEASED_TIME}.
 */
final class RowChunk {
  static final int BITS = 8;
  static final int ROWS = 1 << BITS;

  /** The consumer of a row that was given back to the group. */
  static final int NOBODY = -1;

  /** Rows that were given back have this time: all of them come before all others. */
  static final long RELEASED_TIME = Long.MIN_VALUE;

  private static final int NARROW = 5;
  private static final int WIDE = 6;
  private static final int MS = 0;
  private static final int SEQ = 1;
  private static final int WHO = 2;
  private static final int TIME = 3;
  private static final int TURN = 4;
  private static final int COUNT = 5;

  /** What is added to a consumer so that no row of a new array is taken for a used one. */
  private static final int FREE = 2;

  private static final int SHORT = 0xffff;
  private static final long OBJECT_BYTES = 56;
  private static final int[] NO_INTS = new int[0];
  private static final long[] NO_LONGS = new long[0];

  /** In the place of a chunk that is not there; it comes last here, as it needs what is above. */
  static final RowChunk NONE = new RowChunk(0);

  private long baseMs;
  private long baseSeq;
  private long baseTime;
  private long baseTurn;

  /** One of the two is empty. */
  private int[] narrow;

  private long[] wide = NO_LONGS;
  private int used;

  /** Since the chunk got wide or tried to get narrow. */
  private int changes;

  RowChunk(int rows) {
    narrow = rows == 0 ? NO_INTS : new int[rows * NARROW];
  }

  int capacity() {
    return isWide() ? wide.length / WIDE : narrow.length / NARROW;
  }

  /** An even number of ints: nothing is rounded up. */
  long heldBytes() {
    return OBJECT_BYTES + 16 + narrow.length * 4L + wide.length * 8L;
  }

  /** Makes room for twice as many rows. */
  void grow() {
    if (isWide()) {
      wide = Arrays.copyOf(wide, 2 * wide.length);
    } else {
      narrow = Arrays.copyOf(narrow, 2 * narrow.length);
    }
  }

  // A row that is used; its number is one of this chunk.

  long ms(int row) {
    return isWide() ? wide[row * WIDE + MS] : baseMs + narrow[row * NARROW + MS];
  }

  long seq(int row) {
    return isWide() ? wide[row * WIDE + SEQ] : baseSeq + narrow[row * NARROW + SEQ];
  }

  int consumer(int row) {
    return who(row) - FREE;
  }

  long time(int row) {
    if (isWide()) {
      return wide[row * WIDE + TIME];
    }
    int at = row * NARROW;
    return narrow[at + WHO] >>> 16 == NOBODY + FREE ? RELEASED_TIME : baseTime + narrow[at + TIME];
  }

  long turn(int row) {
    return isWide() ? wide[row * WIDE + TURN] : baseTurn + narrow[row * NARROW + TURN];
  }

  long count(int row) {
    if (isWide()) {
      return wide[row * WIDE + COUNT];
    }
    int count = narrow[row * NARROW + WHO] & SHORT;
    return count == SHORT ? Long.MAX_VALUE : count;
  }

  /** Writes a row, free before or not; without a consumer its time is {@link #RELEASED_TIME}. */
  void put(int row, long ms, long seq, int consumer, long time, long turn, long count) {
    if (isFree(row)) {
      used++;
      if (used == 1 && !isWide()) {
        base(ms, seq, time, turn);
      }
    }
    if (isWide()) {
      putWide(row, ms, seq, consumer, time, turn, count);
      afterWideChange();
      return;
    }
    long distantMs = ms - baseMs;
    long distantSeq = seq - baseSeq;
    long distantTime = consumer == NOBODY ? 0 : time - baseTime;
    long distantTurn = turn - baseTurn;
    if (isInt(distantMs)
        && isInt(distantSeq)
        && isInt(distantTime)
        && isInt(distantTurn)
        && isShort(consumer, count)) {
      int at = row * NARROW;
      narrow[at + MS] = (int) distantMs;
      narrow[at + SEQ] = (int) distantSeq;
      narrow[at + WHO] = ((consumer + FREE) << 16) | (int) Math.min(count, SHORT);
      narrow[at + TIME] = (int) distantTime;
      narrow[at + TURN] = (int) distantTurn;
    } else {
      widen();
      putWide(row, ms, seq, consumer, time, turn, count);
      narrow();
    }
  }

  // A row that is free.

  boolean isFree(int row) {
    return who(row) == 0;
  }

  /** Frees a row that is used, with its neighbours in the list of free ones. */
  void free(int row, int before, int behind) {
    used--;
    if (isWide()) {
      wide[row * WIDE + WHO] = 0;
    } else {
      narrow[row * NARROW + WHO] = 0;
    }
    setBefore(row, before);
    setBehind(row, behind);
    if (isWide()) {
      afterWideChange();
    }
  }

  int before(int row) {
    return isWide() ? (int) wide[row * WIDE + MS] : narrow[row * NARROW + MS];
  }

  int behind(int row) {
    return isWide() ? (int) wide[row * WIDE + SEQ] : narrow[row * NARROW + SEQ];
  }

  void setBefore(int row, int before) {
    if (isWide()) {
      wide[row * WIDE + MS] = before;
    } else {
      narrow[row * NARROW + MS] = before;
    }
  }

  void setBehind(int row, int behind) {
    if (isWide()) {
      wide[row * WIDE + SEQ] = behind;
    } else {
      narrow[row * NARROW + SEQ] = behind;
    }
  }

  // The two forms.

  private boolean isWide() {
    return wide.length > 0;
  }

  private int who(int row) {
    return isWide() ? (int) wide[row * WIDE + WHO] : narrow[row * NARROW + WHO] >>> 16;
  }

  private static boolean isInt(long distance) {
    return distance == (int) distance;
  }

  private static boolean isShort(int consumer, long count) {
    return consumer <= SHORT - FREE && ((count >= 0 && count < SHORT) || count == Long.MAX_VALUE);
  }

  private void base(long ms, long seq, long time, long turn) {
    baseMs = ms;
    baseSeq = seq;
    baseTime = time;
    baseTurn = turn;
  }

  private void putWide(int row, long ms, long seq, int consumer, long time, long turn, long count) {
    int at = row * WIDE;
    wide[at + MS] = ms;
    wide[at + SEQ] = seq;
    wide[at + WHO] = (long) consumer + FREE;
    wide[at + TIME] = consumer == NOBODY ? RELEASED_TIME : time;
    wide[at + TURN] = turn;
    wide[at + COUNT] = count;
  }

  private void afterWideChange() {
    changes++;
    if (changes >= ROWS) {
      narrow();
    }
  }

  private void widen() {
    int rows = capacity();
    long[] copy = new long[rows * WIDE];
    for (int row = 0; row < rows; row++) {
      int at = row * WIDE;
      if (isFree(row)) {
        copy[at + MS] = before(row);
        copy[at + SEQ] = behind(row);
      } else {
        copy[at + MS] = ms(row);
        copy[at + SEQ] = seq(row);
        copy[at + WHO] = who(row);
        copy[at + TIME] = time(row);
        copy[at + TURN] = turn(row);
        copy[at + COUNT] = count(row);
      }
    }
    wide = copy;
    narrow = NO_INTS;
  }

  /** Gives a wide chunk new bases and makes it narrow, if its rows are near enough. */
  private void narrow() {
    changes = 0;
    long[] bases = new long[WIDE];
    boolean fits =
        findBase(MS, bases)
            && findBase(SEQ, bases)
            && findBase(TIME, bases)
            && findBase(TURN, bases);
    for (int at = 0; fits && at < wide.length; at += WIDE) {
      fits = wide[at + WHO] == 0 || isShort((int) wide[at + WHO] - FREE, wide[at + COUNT]);
    }
    if (!fits) {
      return;
    }
    long[] from = wide;
    int rows = capacity();
    base(bases[MS], bases[SEQ], bases[TIME], bases[TURN]);
    narrow = new int[rows * NARROW];
    wide = NO_LONGS;
    for (int row = 0; row < rows; row++) {
      copy(from, row);
    }
  }

  private void copy(long[] from, int row) {
    int to = row * NARROW;
    int at = row * WIDE;
    int who = (int) from[at + WHO];
    if (who == 0) {
      narrow[to + MS] = (int) from[at + MS];
      narrow[to + SEQ] = (int) from[at + SEQ];
    } else {
      narrow[to + MS] = (int) (from[at + MS] - baseMs);
      narrow[to + SEQ] = (int) (from[at + SEQ] - baseSeq);
      narrow[to + WHO] = (who << 16) | (int) Math.min(from[at + COUNT], SHORT);
      narrow[to + TIME] = who == NOBODY + FREE ? 0 : (int) (from[at + TIME] - baseTime);
      narrow[to + TURN] = (int) (from[at + TURN] - baseTurn);
    }
  }

  /**
   * Finds the middle of what the rows have in a column; false if they are too far apart. It counts
   * modulo 2⁶⁴, as the bases are added: ids are unsigned, instants are not.
   */
  private boolean findBase(int column, long[] bases) {
    boolean isFirst = true;
    long one = 0;
    long low = 0;
    long high = 0;
    for (int at = 0; at < wide.length; at += WIDE) {
      boolean isNobody = wide[at + WHO] == NOBODY + FREE;
      if (wide[at + WHO] == 0 || (column == TIME && isNobody)) {
        continue;
      }
      if (isFirst) {
        one = wide[at + column];
        isFirst = false;
      }
      low = Math.min(low, wide[at + column] - one);
      high = Math.max(high, wide[at + column] - one);
    }
    long width = high - low;
    bases[column] = one + low + ((width + 1) >>> 1);
    return width >>> 32 == 0;
  }
}
