package dev.tidings.structures.streams;

/**
 * What a group has delivered and nobody has acknowledged yet: a row for each entry, with the
 * consumer that has it, when it was delivered last and how often.
 *
 * <pre>
 *   rows         five ints each, or six longs         PendingRows, RowChunk
 *   by id        |  row numbers, four bytes each      RowOrder
 *   by consumer  |
 *   by time      |  rows given back first, in the order in which they were given back, then by
 *                   the time of delivery, and of one time in the order of delivery
 * </pre>
 *
 * <p>Finding, adding, changing and taking out cost O(log n); walks start as quickly and then take a
 * step at a time. A row takes 34 bytes if rows come in order and 38 after many have changed hands
 * anywhere (Redis 7.0: 84 to 148), 28 more where a {@link RowChunk} has to be wide; beside a
 * million rows one processor of 2024 needs 0.1 µs to deliver, 0.5 µs to acknowledge in order, 2 µs
 * to acknowledge and 3 µs to claim anywhere. Rows are changed through their {@link ConsumerGroup}
 * only. The space of rows that go comes back: rows move up, a few with every row that goes.
 *
 * <p>One thread at a time; nothing depends on hashes.
 */
public final class PendingEntries {
  final PendingRows rows = new PendingRows();
  final RowOrder byId = new RowOrder(rows, RowOrder.Key.ID);
  final RowOrder byConsumer = new RowOrder(rows, RowOrder.Key.CONSUMER);
  final RowOrder byTime = new RowOrder(rows, RowOrder.Key.TIME);

  /** Every delivery and every giving back takes the next turn. */
  private long turn;

  private int released;

  /** Changes with every change of the rows, so that a cursor notices. */
  private int version;

  PendingEntries() {}

  /** How many rows. */
  public int size() {
    return rows.size();
  }

  /** How many of them were given back to the group, so that no consumer has them. */
  public int released() {
    return released;
  }

  /** Whether there is a row with this id. */
  public boolean contains(long ms, long seq) {
    return find(ms, seq) >= 0;
  }

  /** The lowest id, 0-0 if there is no row. */
  public StreamId first() {
    return id(byId.first());
  }

  /** The highest id, 0-0 if there is no row. */
  public StreamId last() {
    return id(byId.last());
  }

  /**
   * The earliest time of delivery, {@link Long#MAX_VALUE} if there is no row, 0 if a row was given
   * back: unless it is at or before an instant, no row has been idle since then.
   */
  public long earliestMillis() {
    int row = byTime.first();
    return row < 0 ? Long.MAX_VALUE : Math.max(0, rows.time(row));
  }

  /**
   * The time of delivery of the first row that was delivered after an instant, {@link
   * Long#MAX_VALUE} if there is none.
   */
  public long firstMillisAfter(long millis) {
    int row = byTime.seek(millis + 1, 0, 0);
    return row < 0 ? Long.MAX_VALUE : rows.time(row);
  }

  /** Puts {@code cursor} on the row with this id; false if there is none. */
  public boolean find(PendingCursor cursor, long ms, long seq) {
    cursor.walkById(this, ms, seq, ms, seq);
    return cursor.next();
  }

  /** Puts {@code cursor} before the rows from the first id to the second, both included. */
  public void walkById(PendingCursor cursor, long fromMs, long fromSeq, long toMs, long toSeq) {
    cursor.walkById(this, fromMs, fromSeq, toMs, toSeq);
  }

  /** As {@link #walkById}, but only the rows of one consumer. */
  public void walkByConsumer(
      PendingCursor cursor, Consumer consumer, long fromMs, long fromSeq, long toMs, long toSeq) {
    cursor.walkByConsumer(this, consumer.number(), fromMs, fromSeq, toMs, toSeq);
  }

  /**
   * Puts {@code cursor} before the rows that were given back and then those delivered at or before
   * an instant, the earliest first. A row that is delivered while the walk goes on does not come
   * again.
   */
  public void walkByTime(PendingCursor cursor, long untilMillis) {
    cursor.walkByTime(this, untilMillis, turn);
  }

  /** About how many bytes of heap the rows and their orders take. */
  public long heldBytes() {
    return 48 + rows.heldBytes() + byId.heldBytes() + byConsumer.heldBytes() + byTime.heldBytes();
  }

  // For the package.

  int version() {
    return version;
  }

  int find(long ms, long seq) {
    int row = byId.seek(0, ms, seq);
    return row >= 0 && rows.ms(row) == ms && rows.seq(row) == seq ? row : -1;
  }

  boolean isReleased(int row) {
    return rows.consumer(row) == PendingRows.NOBODY;
  }

  /** Adds a row, which must not be there yet; {@link PendingRows#NOBODY}: as given back. */
  void add(long ms, long seq, int consumer, long deliveredMillis, long count) {
    int row = rows.add(ms, seq, consumer, deliveredMillis, turn++, count);
    enter(row);
    byId.add(row);
  }

  /** Gives a row another consumer, or nobody, time and count. */
  void change(int row, int consumer, long deliveredMillis, long count) {
    leave(row);
    rows.set(row, consumer, deliveredMillis, turn++, count);
    enter(row);
  }

  void remove(int row) {
    leave(row);
    byId.remove(row);
    rows.remove(row);
    for (int moves = 0; moves < 2 && rows.isSparse(); moves++) {
      moveLast();
    }
  }

  private void enter(int row) {
    version++;
    if (isReleased(row)) {
      released++;
    } else {
      byConsumer.add(row);
    }
    byTime.add(row);
  }

  private void leave(int row) {
    version++;
    byTime.remove(row);
    if (isReleased(row)) {
      released--;
    } else {
      byConsumer.remove(row);
    }
  }

  private void moveLast() {
    int from = rows.last();
    int to = rows.copyLast();
    byId.replace(from, to);
    byTime.replace(from, to);
    if (!isReleased(to)) {
      byConsumer.replace(from, to);
    }
    rows.remove(from);
  }

  private StreamId id(int row) {
    return row < 0 ? StreamId.MIN : new StreamId(rows.ms(row), rows.seq(row));
  }
}
