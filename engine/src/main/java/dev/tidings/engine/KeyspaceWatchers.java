package dev.tidings.engine;

import dev.tidings.engine.WatchedKeys.WatchedKey;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.DenseTable;
import java.util.ArrayList;
import java.util.List;

/**
 * Who watches which key: told of every change of a key ({@link #onChange}), it makes the EXEC of
 * those sessions void. Touched only inside a turn.
 */
final class KeyspaceWatchers {
  private final DenseTable<WatchedKey, List<Session>> watchers = new DenseTable<>();
  private int sessions;

  /** How many sessions watch a key. */
  int sessionCount() {
    return sessions;
  }

  /** How many different keys are watched. */
  int keyCount() {
    return watchers.size();
  }

  /** {@code session} watches {@code key} of its database from now on. */
  void watch(Session session, Bytes key) {
    WatchedKeys own = session.watched();
    if (own == null) {
      own = new WatchedKeys();
      session.watched(own);
      sessions++;
    }
    WatchedKey watched = new WatchedKey(session.database(), key);
    if (own.changed() || !own.add(watched)) {
      return;
    }
    List<Session> present = watchers.find(watched);
    if (present == null) {
      present = new ArrayList<>(1);
      watchers.put(watched, present);
    }
    present.add(session);
  }

  /** {@code session} watches nothing any more. */
  void forget(Session session) {
    WatchedKeys own = session.watched();
    if (own == null) {
      return;
    }
    for (WatchedKey key : own.keys()) {
      List<Session> present = watchers.find(key);
      if (present != null && present.remove(session) && present.isEmpty()) {
        watchers.remove(key);
      }
    }
    session.watched(null);
    sessions--;
  }

  /** The value of {@code key} in {@code database} is another now, or the key has come or gone. */
  void onChange(int database, Bytes key) {
    List<Session> present =
        watchers.isEmpty() ? null : watchers.find(new WatchedKey(database, key));
    if (present != null) {
      for (Session session : present) {
        WatchedKeys own = session.watched();
        if (own != null) {
          own.onChange();
        }
      }
    }
  }
}
