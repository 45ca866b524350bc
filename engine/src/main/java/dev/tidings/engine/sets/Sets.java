package dev.tidings.engine.sets;

import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.RespWriter;
import dev.tidings.settings.Configuration;
import dev.tidings.settings.DataSettings;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.sets.SetCursor;
import dev.tidings.structures.sets.SetLimits;
import dev.tidings.structures.sets.SetValue;

/** What the commands of sets have in common. */
public final class Sets {
  private Sets() {}

  /** Up to when sets stay in a small form. */
  public static SetLimits limits(Turn turn) {
    Configuration configuration = turn.configuration();
    return new SetLimits(
        configuration.value(DataSettings.SET_MAX_INTSET_ENTRIES),
        configuration.value(DataSettings.SET_MAX_LISTPACK_ENTRIES),
        configuration.value(DataSettings.SET_MAX_LISTPACK_VALUE));
  }

  /** Writes the member that {@code cursor} stands at. */
  static void write(RespWriter reply, SetCursor cursor) {
    if (cursor.isWhole()) {
      reply.bulk(cursor.array());
    } else if (cursor.isNumber()) {
      reply.bulk(cursor.number());
    } else {
      reply.bulk(cursor.array(), cursor.offset(), cursor.length());
    }
  }

  /** Writes all members, without a head. */
  static void writeAll(RespWriter reply, SetValue set) {
    for (SetCursor cursor = set.cursor(); cursor.next(); ) {
      write(reply, cursor);
    }
  }

  /** Members were taken out of {@code key}, which may have left none. */
  static void taken(Database database, Bytes key, String event, SetValue set) {
    database.taken(KeyspaceEvents.SET, event, key, set.isEmpty());
  }
}
