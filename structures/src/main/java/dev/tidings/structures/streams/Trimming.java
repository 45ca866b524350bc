package dev.tidings.structures.streams;

import org.jspecify.annotations.Nullable;

/** One trimming of a log: looks at node after node from the front, as Redis does. */
final class Trimming {
  /** What can be said of a node. */
  private enum Verdict {
    /** More entries than the limit allows would go with it. */
    OVER_LIMIT,
    /** All of it may go. */
    GOES,
    /** Part of it may go. */
    PARTLY
  }

  private final StreamLog log;
  private final BlockIndex index;
  private final Trim trim;
  private long removed;

  /** The last block that went as a whole, if no entry went after it. */
  private @Nullable Block lastDropped;

  private long lastMs;
  private long lastSeq;

  Trimming(StreamLog log, Trim trim) {
    this.log = log;
    this.index = log.index;
    this.trim = trim;
  }

  /** Nobody minds: nodes that may go go at once. */
  long byNodes() {
    while (!index.isEmpty() && !isReached(log.length())) {
      Verdict verdict = verdict(0);
      if (verdict == Verdict.GOES) {
        for (int left = index.nodeAfter(0); left > 0; left--) {
          drop();
        }
        continue;
      }
      if (verdict == Verdict.PARTLY && !trim.wholeNodes()) {
        removePart();
      }
      break;
    }
    return finish();
  }

  /** Every entry up to the bound goes if {@code mayGo} holds for it. */
  long byEntries(EntryCondition mayGo) {
    int front = 0;
    while (front < index.size() && !isReached(log.length())) {
      Verdict verdict = verdict(front);
      if (verdict == Verdict.OVER_LIMIT) {
        break;
      }
      for (int left = index.nodeAfter(front) - front; left > 0; left--) {
        if (!filter(front, mayGo)) {
          front++;
        }
      }
      if (verdict == Verdict.PARTLY) {
        break;
      }
    }
    return finish();
  }

  private long finish() {
    if (lastDropped != null) {
      int body = lastDropped.body(lastDropped.lastAt());
      lastMs = lastDropped.ms(body);
      lastSeq = lastDropped.seq(body);
    }
    if (removed > 0) {
      log.onTrimmed(lastMs, lastSeq);
      log.findFirst();
    }
    return removed;
  }

  private boolean isReached(long length) {
    return switch (trim.bound()) {
      case Trim.Length(long max) -> length <= max;
      case Trim.From _ -> false;
    };
  }

  /** Looks at the node that starts with block {@code front}, and not longer than it must. */
  private Verdict verdict(int front) {
    long allowed = trim.limit() == 0 ? Long.MAX_VALUE : trim.limit() - removed;
    boolean goes = true;
    long entries = 0;
    int at = front;
    do {
      Block block = index.at(at++);
      entries += block.live();
      goes = goes && mayGo(block, entries);
      if (entries > allowed) {
        return Verdict.OVER_LIMIT;
      }
    } while ((goes || trim.limit() > 0) && at < index.size() && !index.at(at).startsNode);
    return goes ? Verdict.GOES : Verdict.PARTLY;
  }

  /** Whether a block may go as a whole which is the last of so many entries. */
  private boolean mayGo(Block block, long entries) {
    return switch (trim.bound()) {
      case Trim.Length(long max) -> log.length() - entries >= max;
      case Trim.From(long ms, long seq) ->
          StreamId.compare(block.lastMs, block.lastSeq, ms, seq) < 0;
    };
  }

  private void drop() {
    lastDropped = index.at(0);
    removed += lastDropped.live();
    log.drop(0);
  }

  /** Takes entries from the front one by one up to the bound. */
  private void removePart() {
    while (!index.isEmpty()) {
      Block block = index.at(0);
      int count = 0;
      int at = block.entriesAt();
      while (at < block.end() && takes(block, at, count)) {
        count++;
        at = block.next(at);
      }
      if (count == block.live()) {
        drop();
      } else {
        if (count > 0) {
          long held = block.heldBytes();
          block.removeBetween(block.entriesAt(), at, count);
          log.onRemoved(0, count, held);
          removed += count;
        }
        return;
      }
    }
  }

  /**
   * Whether the entry at {@code at} goes, which is then noted, after {@code count} others of its
   * block.
   */
  private boolean takes(Block block, int at, int count) {
    int body = block.body(at);
    long ms = block.ms(body);
    long seq = block.seq(body);
    if (!isBeyond(ms, seq, count)) {
      return false;
    }
    lastDropped = null;
    lastMs = ms;
    lastSeq = seq;
    return true;
  }

  /** Takes what may go out of block {@code number}; true if that is gone too. */
  private boolean filter(int number, EntryCondition mayGo) {
    Block block = index.at(number);
    final long held = block.heldBytes();
    int count = 0;
    int runStart = block.entriesAt();
    int runCount = 0;
    int at = runStart;
    while (at < block.end()) {
      int body = block.body(at);
      long ms = block.ms(body);
      long seq = block.seq(body);
      if (!isBeyond(ms, seq, count)) {
        break;
      }
      if (mayGo.holds(ms, seq)) {
        lastMs = ms;
        lastSeq = seq;
        count++;
        runCount++;
        at = block.next(at);
      } else {
        block.removeBetween(runStart, at, runCount);
        runStart = block.next(runStart);
        runCount = 0;
        at = runStart;
      }
    }
    block.removeBetween(runStart, at, runCount);
    removed += count;
    return log.onRemoved(number, count, held);
  }

  /** Whether an entry is more than may stay when {@code count} others of its block have gone. */
  private boolean isBeyond(long ms, long seq, int count) {
    return switch (trim.bound()) {
      case Trim.Length(long max) -> log.length() - count > max;
      case Trim.From(long fromMs, long fromSeq) -> StreamId.compare(ms, seq, fromMs, fromSeq) < 0;
    };
  }
}
