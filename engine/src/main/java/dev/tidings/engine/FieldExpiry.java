package dev.tidings.engine;

import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.Deadlines;
import dev.tidings.structures.hashes.FieldCursor;
import dev.tidings.structures.hashes.HashValue;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of fields of hashes whose time has come: they are gone for everybody who looks at the
 * key, and are taken out by the first who does, or by a tick. A hash that loses its last field ends
 * with it.
 *
 * <p>Touched only inside a turn, and by the engine's tick.
 */
final class FieldExpiry {
  private final Keyspace keyspace;
  private final Statistics statistics;

  FieldExpiry(Keyspace keyspace, Statistics statistics) {
    this.keyspace = keyspace;
    this.statistics = statistics;
  }

  /**
   * Takes out fields of {@code key}, which holds a hash, and tells.
   *
   * @param most how many at most
   * @return how many
   */
  int expire(Database database, Bytes key, int most) {
    int place = database.table().placeOf(key);
    HashValue hash = (HashValue) database.table().valueAt(place);
    List<Bytes> due = keyspace.tellsParts(KeyspaceEvents.HASH) ? due(hash) : new ArrayList<>();
    int expired = hash.removeExpired(keyspace.nowMillis(), most);
    due.removeIf(hash::contains);
    statistics.expiredFields += expired;
    database.changed(key);
    database.tell(KeyspaceEvents.HASH, "hexpired", key, due);
    if (hash.size() == 0) {
      database.removeEmptied(key);
      database.changed(key);
    }
    return expired;
  }

  private List<Bytes> due(HashValue hash) {
    List<Bytes> due = new ArrayList<>();
    for (FieldCursor at = hash.cursor(); at.next(); ) {
      if (at.deadline() < keyspace.nowMillis()) {
        due.add(at.field());
      }
    }
    return due;
  }

  /**
   * Takes out fields whose time has come, the earliest first.
   *
   * @param most how many at most
   * @return how many may still be taken out
   */
  int expireDue(Database database, int most) {
    int left = most;
    Deadlines deadlines = database.table().partDeadlines();
    while (left > 0 && deadlines.earliest() < keyspace.nowMillis()) {
      int expired = expire(database, database.table().keyAt(deadlines.earliestPlace()), left);
      statistics.fieldsExpiredByTick += expired;
      left -= expired;
      deadlines = database.table().partDeadlines();
    }
    return left;
  }
}
