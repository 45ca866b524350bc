package dev.tidings.structures.streams;

import org.jspecify.annotations.Nullable;

/**
 * Walks over rows of {@link PendingEntries} without making an object for any of them.
 *
 * <p>What it tells of a row was true when it stepped there. Rows may be changed and taken out while
 * the walk goes on: it then goes on behind the place where the row shown last was. One thread at a
 * time.
 */
public final class PendingCursor {
  /** The number of a consumer that a row does not have. */
  public static final int NOBODY = PendingRows.NOBODY;

  private @Nullable PendingEntries entries;
  private RowOrder.Key key = RowOrder.Key.ID;

  /** Where the next step starts to look, and the last place that belongs to the walk. */
  private long lead;

  private long high;
  private long low;
  private long lastLead;
  private long lastHigh;
  private long lastLow;

  /** By time: rows that got their place later do not belong to the walk. */
  private long turns;

  /** Where the row shown last is, as long as the rows have not changed since. */
  private boolean isStarted;

  private int version;
  private int leaf;
  private int slot;
  private long ms;
  private long seq;
  private int consumerNumber;
  private long deliveredMillis;
  private long deliveries;

  /** A cursor that stands nowhere. */
  public PendingCursor() {}

  /** Steps to the next row; false if there is none, and the walk is over. */
  public boolean next() {
    if (entries == null) {
      return false;
    }
    PendingRows rows = entries.rows;
    RowOrder order = order(entries);
    int row =
        isStarted && version == entries.version()
            ? order.resume(leaf, slot)
            : order.seek(lead, high, low);
    while (row >= 0 && key == RowOrder.Key.TIME && rows.turn(row) >= turns) {
      row = order.next();
    }
    isStarted = true;
    version = entries.version();
    leaf = order.leaf();
    slot = order.slot();
    if (row < 0 || !isInside(rows, row)) {
      end();
      return false;
    }
    ms = rows.ms(row);
    seq = rows.seq(row);
    consumerNumber = rows.consumer(row);
    deliveredMillis = rows.time(row);
    deliveries = rows.count(row);
    goBehind(rows, row);
    return true;
  }

  /** Ends the walk and lets the rows go. */
  public void end() {
    entries = null;
  }

  /** The milliseconds of the row's id. */
  public long ms() {
    return ms;
  }

  /** The sequence number of the row's id. */
  public long seq() {
    return seq;
  }

  /** The row's id. */
  public StreamId id() {
    return new StreamId(ms, seq);
  }

  /** The number of the consumer that has the entry; {@link #NOBODY} if it was given back. */
  public int consumerNumber() {
    return consumerNumber;
  }

  /** Whether the entry was given back to the group, so that no consumer has it. */
  public boolean isReleased() {
    return consumerNumber == NOBODY;
  }

  /** When the entry was delivered last; 0 if it was given back. */
  public long deliveredMillis() {
    return isReleased() ? 0 : deliveredMillis;
  }

  /** How often the entry was delivered, or what the group was told instead. */
  public long deliveries() {
    return deliveries;
  }

  void walkById(PendingEntries walked, long fromMs, long fromSeq, long toMs, long toSeq) {
    walk(walked, RowOrder.Key.ID, 0, fromMs, fromSeq);
    until(0, toMs, toSeq);
  }

  void walkByConsumer(
      PendingEntries walked, int number, long fromMs, long fromSeq, long toMs, long toSeq) {
    walk(walked, RowOrder.Key.CONSUMER, number, fromMs, fromSeq);
    until(number, toMs, toSeq);
  }

  void walkByTime(PendingEntries walked, long untilMillis, long turnsUntilNow) {
    walk(walked, RowOrder.Key.TIME, Long.MIN_VALUE, 0, 0);
    until(untilMillis, -1, -1);
    turns = turnsUntilNow;
  }

  private void walk(
      PendingEntries walked, RowOrder.Key by, long fromLead, long fromHigh, long fromLow) {
    entries = walked;
    isStarted = false;
    key = by;
    lead = fromLead;
    high = fromHigh;
    low = fromLow;
  }

  private void until(long toLead, long toHigh, long toLow) {
    lastLead = toLead;
    lastHigh = toHigh;
    lastLow = toLow;
  }

  private RowOrder order(PendingEntries walked) {
    return switch (key) {
      case ID -> walked.byId;
      case CONSUMER -> walked.byConsumer;
      case TIME -> walked.byTime;
    };
  }

  private boolean isInside(PendingRows rows, int row) {
    return switch (key) {
      case ID -> StreamId.compare(rows.ms(row), rows.seq(row), lastHigh, lastLow) <= 0;
      case CONSUMER ->
          rows.consumer(row) == lastLead
              && StreamId.compare(rows.ms(row), rows.seq(row), lastHigh, lastLow) <= 0;
      case TIME -> rows.time(row) <= lastLead;
    };
  }

  private void goBehind(PendingRows rows, int row) {
    if (key == RowOrder.Key.TIME) {
      lead = rows.time(row);
      high = rows.turn(row) + 1;
      low = 0;
    } else if (StreamId.isMax(ms, seq)) {
      end();
    } else {
      high = StreamId.nextMs(ms, seq);
      low = StreamId.nextSeq(seq);
    }
  }
}
