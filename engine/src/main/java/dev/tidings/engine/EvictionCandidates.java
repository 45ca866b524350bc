package dev.tidings.engine;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.KeyTable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The best of the keys that were looked at for eviction, in the order of their scores, the best one
 * last. It remembers keys from one search to the next: so a few samples for each find nearly what a
 * look at all keys would.
 */
final class EvictionCandidates {
  private static final int MOST = 16;

  private final long[] scores = new long[MOST];
  private final int[] databases = new int[MOST];
  private final @Nullable Bytes[] keys = new Bytes[MOST];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  void clear() {
    Arrays.fill(keys, null);
    size = 0;
  }

  /** Remembers the key at {@code place} unless it is known, or all known ones are better. */
  void offer(long score, int database, KeyTable table, int place) {
    if (size == MOST && score <= scores[0]) {
      return;
    }
    Bytes key = table.keyAt(place);
    for (int i = 0; i < size; i++) {
      if (databases[i] == database && key.equals(keys[i])) {
        return;
      }
    }
    if (size == MOST) {
      remove(0);
    }
    int at = size;
    while (at > 0 && scores[at - 1] >= score) {
      at--;
    }
    int after = size - at;
    System.arraycopy(scores, at, scores, at + 1, after);
    System.arraycopy(databases, at, databases, at + 1, after);
    System.arraycopy(keys, at, keys, at + 1, after);
    scores[at] = score;
    databases[at] = database;
    keys[at] = key;
    size++;
  }

  /** The score of the best; there must be one. */
  long bestScore() {
    return scores[size - 1];
  }

  /** The number of the database of the best; there must be one. */
  int bestDatabase() {
    return databases[size - 1];
  }

  /** Takes out the best; there must be one. */
  @SuppressWarnings("NullAway") // below size there are keys
  Bytes takeBest() {
    Bytes best = keys[size - 1];
    keys[--size] = null;
    return best;
  }

  private void remove(int at) {
    int after = --size - at;
    System.arraycopy(scores, at + 1, scores, at, after);
    System.arraycopy(databases, at + 1, databases, at, after);
    System.arraycopy(keys, at + 1, keys, at, after);
    keys[size] = null;
  }
}
