package dev.tidings.engine;

import dev.tidings.structures.Bytes;
import java.util.LinkedHashSet;
import java.util.Set;

/** The keys that one session watches (WATCH), and whether one of them has changed since. */
final class WatchedKeys {
  /** A key of one database. */
  record WatchedKey(int database, Bytes key) {}

  private final Set<WatchedKey> keys = new LinkedHashSet<>();
  private boolean changed;

  boolean add(WatchedKey key) {
    return keys.add(key);
  }

  Set<WatchedKey> keys() {
    return keys;
  }

  int count() {
    return keys.size();
  }

  /** Whether EXEC must do nothing. */
  boolean changed() {
    return changed;
  }

  void onChange() {
    changed = true;
  }
}
