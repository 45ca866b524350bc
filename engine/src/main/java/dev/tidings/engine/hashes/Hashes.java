package dev.tidings.engine.hashes;

import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.RespWriter;
import dev.tidings.settings.DataSettings;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.hashes.FieldCursor;
import dev.tidings.structures.hashes.HashLimits;
import dev.tidings.structures.hashes.HashValue;
import org.jspecify.annotations.Nullable;

/** What commands of hashes have in common. */
public final class Hashes {
  private Hashes() {}

  static @Nullable HashValue read(Turn turn, Bytes key) {
    return turn.database().read(key, HashValue.class);
  }

  static @Nullable HashValue write(Turn turn, Bytes key) {
    return turn.database().write(key, HashValue.class);
  }

  /** The hash at {@code key}; a new one if there is none. */
  static HashValue writeOrAdd(Turn turn, Bytes key) {
    HashValue present = write(turn, key);
    if (present != null) {
      return present;
    }
    HashValue added = new HashValue();
    turn.database().add(key, added);
    return added;
  }

  /** Up to when hashes stay packed. */
  public static HashLimits limits(Turn turn) {
    return new HashLimits(
        turn.configuration().value(DataSettings.HASH_MAX_LISTPACK_ENTRIES),
        turn.configuration().value(DataSettings.HASH_MAX_LISTPACK_VALUE));
  }

  /** The hash has changed because of {@code event}; a hash that was emptied ends. */
  static void changed(Turn turn, Bytes key, HashValue hash, String event, ChangedFields fields) {
    Database database = turn.database();
    database.changed(key);
    database.tell(KeyspaceEvents.HASH, event, key, fields.all());
    endIfEmpty(database, key, hash);
  }

  /** The same for a single field. */
  static void changed(Turn turn, Bytes key, HashValue hash, String event, Bytes field) {
    ChangedFields fields = ChangedFields.of(turn);
    fields.add(field);
    changed(turn, key, hash, event, fields);
  }

  static void endIfEmpty(Database database, Bytes key, HashValue hash) {
    if (hash.size() == 0) {
      database.removeEmptied(key);
      database.changed(key);
    }
  }

  static void field(RespWriter reply, FieldCursor at) {
    text(reply, at.fieldArray(), at.fieldStart(), at.fieldLength());
  }

  static void value(RespWriter reply, FieldCursor at) {
    text(reply, at.valueArray(), at.valueStart(), at.valueLength());
  }

  private static void text(RespWriter reply, byte[] array, int start, int length) {
    // An array that is nothing but this text is a table's, and never changed: it may be referred
    // to.
    if (length == array.length) {
      reply.bulk(array);
    } else {
      reply.bulk(array, start, length);
    }
  }
}
