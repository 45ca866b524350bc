package dev.tidings.engine.sortedsets;

import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.RespWriter;
import dev.tidings.settings.DataSettings;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.sortedsets.SortedSet;
import dev.tidings.structures.sortedsets.SortedSetCursor;
import dev.tidings.structures.sortedsets.SortedSetLimits;

/** What commands that work on sorted sets have in common. */
public final class SortedSets {
  private SortedSets() {}

  /** Up to when sorted sets stay packed. */
  public static SortedSetLimits limits(Turn turn) {
    return new SortedSetLimits(
        turn.configuration().value(DataSettings.ZSET_MAX_LISTPACK_ENTRIES),
        turn.configuration().value(DataSettings.ZSET_MAX_LISTPACK_VALUE));
  }

  /**
   * Lets {@code key} hold what a command has made, or nothing if that is empty, and answers how
   * much it is.
   *
   * @param event what is told of it
   */
  public static void store(Turn turn, Bytes key, SortedSet result, String event) {
    Database database = turn.database();
    if (!result.isEmpty()) {
      database.put(key, result);
      database.changed(key);
      database.tell(KeyspaceEvents.SORTED_SET, event, key);
    } else if (database.remove(key) != null) {
      database.changed(key);
      database.tell(KeyspaceEvents.GENERIC, "del", key);
    }
    turn.reply().integer(result.size());
  }

  /** After something was taken out: tells {@code event}, and removes a key that holds nothing. */
  static void afterTaking(Database database, Bytes key, SortedSet set, String event) {
    database.taken(KeyspaceEvents.SORTED_SET, event, key, set.isEmpty());
  }

  /**
   * Answers with the next {@code count} members of a walk; with scores, in RESP3 each member and
   * its score are an array.
   */
  static void tell(RespWriter reply, SortedSetCursor cursor, int count, boolean withScores) {
    boolean nested = withScores && reply.protocol() == 3;
    reply.array(withScores && !nested ? 2L * count : count);
    for (int left = count; left > 0 && cursor.next(); left--) {
      if (nested) {
        reply.array(2);
      }
      tellMember(reply, cursor);
      if (withScores) {
        reply.real(cursor.score());
      }
    }
  }

  /** Writes the member that {@code cursor} stands at. */
  static void tellMember(RespWriter reply, SortedSetCursor cursor) {
    byte[] array = cursor.array();
    int length = cursor.length();
    if (length == array.length) {
      // An array of its own never changes: if it is large, it need not be copied.
      reply.bulk(array);
    } else {
      reply.bulk(array, cursor.offset(), length);
    }
  }
}
