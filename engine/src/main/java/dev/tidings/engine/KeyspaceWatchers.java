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
  private final Keyspace keyspace;
  private int sessions;

  KeyspaceWatchers(Keyspace keyspace) {
    this.keyspace = keyspace;
  }

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
    Database database = keyspace.database(session.database());
    int place = database.table().placeOf(key);
    if (own.changed() || !own.add(watched, place >= 0 && database.isExpired(place))) {
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
    if (watchers.isEmpty()) {
      return;
    }
    WatchedKey watched = new WatchedKey(database, key);
    List<Session> present = watchers.find(watched);
    if (present == null) {
      return;
    }
    boolean gone = keyspace.database(database).table().placeOf(key) < 0;
    for (Session session : present) {
      WatchedKeys own = session.watched();
      // Whoever began to watch when its time had come saw no key: its end changes nothing for him.
      if (own != null && !(gone && own.wasExpired(watched))) {
        own.onChange();
      }
    }
  }

  /** {@code database} is about to lose all its keys. */
  void onFlush(Database database) {
    for (int place = 0; place < watchers.size(); place++) {
      WatchedKey watched = watchers.keyAt(place);
      if (watched.database() == database.number() && database.table().placeOf(watched.key()) >= 0) {
        tellAll(watched, watchers.valueAt(place));
      }
    }
  }

  /** Two databases have got each other's keys. */
  void onSwap(int one, int other) {
    for (int place = 0; place < watchers.size(); place++) {
      WatchedKey watched = watchers.keyAt(place);
      if (watched.database() == one) {
        onSwap(watched, keyspace.database(other), watchers.valueAt(place));
      } else if (watched.database() == other) {
        onSwap(watched, keyspace.database(one), watchers.valueAt(place));
      }
    }
  }

  private void onSwap(WatchedKey watched, Database before, List<Session> sessions) {
    Database now = keyspace.database(watched.database());
    int place = now.table().placeOf(watched.key());
    boolean was = before.table().placeOf(watched.key()) >= 0;
    boolean isDue = place >= 0 && now.isExpired(place);
    if (!was && place < 0) {
      return;
    }
    for (Session session : sessions) {
      WatchedKeys own = session.watched();
      if (own == null) {
        continue;
      }
      // A key whose time has come is no key: to him who saw none before, nothing has changed.
      boolean sawNone = !was || own.wasExpired(watched);
      if (!sawNone || (place >= 0 && !isDue)) {
        own.onChange();
      } else if (isDue) {
        own.expired(watched);
      }
    }
  }

  private static void tellAll(WatchedKey watched, List<Session> sessions) {
    for (Session session : sessions) {
      WatchedKeys own = session.watched();
      if (own != null && !own.wasExpired(watched)) {
        own.onChange();
      }
    }
  }

  /**
   * Whether a key that {@code session} watches has changed, or its time has come since: nobody may
   * have looked at it yet.
   */
  boolean isVoid(Session session) {
    WatchedKeys own = session.watched();
    if (own == null) {
      return false;
    }
    return own.changed() || own.keys().stream().anyMatch(key -> !own.wasExpired(key) && isDue(key));
  }

  private boolean isDue(WatchedKey watched) {
    Database database = keyspace.database(watched.database());
    int place = database.table().placeOf(watched.key());
    return place >= 0 && database.isExpired(place);
  }
}
