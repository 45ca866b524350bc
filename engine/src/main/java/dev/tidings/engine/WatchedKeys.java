package dev.tidings.engine;

import dev.tidings.structures.Bytes;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;

/** The keys that one session watches (WATCH), and whether one of them has changed since. */
final class WatchedKeys {
  /** A key of one database. */
  record WatchedKey(int database, Bytes key) {}

  private final Set<WatchedKey> keys = new LinkedHashSet<>();
  private final Set<WatchedKey> expired = new HashSet<>();
  private boolean changed;

  /** False if it is watched already; {@code isExpired} if its time had come by then. */
  boolean add(WatchedKey key, boolean isExpired) {
    boolean added = keys.add(key);
    if (added && isExpired) {
      expired.add(key);
    }
    return added;
  }

  /** In place of none there is one now whose time has come. */
  void expired(WatchedKey key) {
    expired.add(key);
  }

  /** Whether its time had come when it was first watched. */
  boolean wasExpired(WatchedKey key) {
    return expired.contains(key);
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
