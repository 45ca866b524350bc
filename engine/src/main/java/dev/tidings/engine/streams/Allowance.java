package dev.tidings.engine.streams;

import dev.tidings.structures.streams.EntryCursor;

/**
 * What a read may still hand out, over all of its streams: MAXCOUNT entries, MAXSIZE bytes of
 * fields and values. The first entry is handed out however large it is.
 */
final class Allowance {
  private final long maxBytes;
  private long entriesLeft;
  private long bytesLeft;
  private boolean any;

  Allowance(ReadOptions options) {
    this.entriesLeft = options.maxCount() == 0 ? Long.MAX_VALUE : options.maxCount();
    this.maxBytes = options.maxBytes();
    this.bytesLeft = maxBytes;
  }

  /** The most entries that may follow, and of one stream no more than {@code count}; 0: all. */
  long most(long count) {
    return count == 0 ? entriesLeft : Math.min(count, entriesLeft);
  }

  /** Whether nothing may follow any more. */
  boolean isUsedUp() {
    return entriesLeft == 0 || (maxBytes > 0 && any && bytesLeft <= 0);
  }

  /** Whether the sizes of entries matter. */
  boolean weighs() {
    return maxBytes > 0;
  }

  /** Takes so many entries whose sizes do not matter. */
  void take(long entries) {
    entriesLeft -= entries;
    any |= entries > 0;
  }

  /** Takes the entry where {@code cursor} stands if it is allowed. */
  boolean take(EntryCursor cursor) {
    long bytes = weighs() ? cursor.textBytes() : 0;
    if (entriesLeft == 0 || (weighs() && any && bytes > bytesLeft)) {
      bytesLeft = 0;
      return false;
    }
    bytesLeft -= bytes;
    take(1);
    return true;
  }

  /** Takes an entry that is gone and has no size; false if nothing may follow any more. */
  boolean takeGone() {
    if (isUsedUp()) {
      return false;
    }
    take(1);
    return true;
  }
}
