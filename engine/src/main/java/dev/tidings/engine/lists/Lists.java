package dev.tidings.engine.lists;

import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.engine.Waiters;
import dev.tidings.protocol.RespWriter;
import dev.tidings.settings.DataSettings;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.KeyType;
import dev.tidings.structures.lists.ListCursor;
import dev.tidings.structures.lists.ListValue;
import dev.tidings.structures.lists.PackLimit;
import dev.tidings.structures.lists.Side;
import java.util.List;
import java.util.function.Consumer;

/** What the commands of lists have in common. */
public final class Lists {
  private Lists() {}

  /** LEFT or RIGHT. */
  static Arg<Side> side(String name) {
    return Args.oneOf(name, Side.class);
  }

  /** How much of a list is packed together. */
  public static PackLimit limit(Turn turn) {
    return PackLimit.of(turn.configuration().value(DataSettings.LIST_MAX_LISTPACK_SIZE));
  }

  /** Writes the element that {@code cursor} stands at. */
  static void write(RespWriter reply, ListCursor cursor) {
    if (cursor.isWhole()) {
      reply.bulk(cursor.array());
    } else if (cursor.isNumber()) {
      reply.bulk(cursor.number());
    } else {
      reply.bulk(cursor.array(), cursor.offset(), cursor.length());
    }
  }

  static void tellPush(Database database, Bytes key, Side side) {
    database.tell(KeyspaceEvents.LIST, side == Side.LEFT ? "lpush" : "rpush", key);
  }

  /** Elements were taken out of {@code key} at one side. */
  static void tellPop(Database database, Bytes key, Side side, ListValue list, PackLimit limit) {
    taken(database, key, side == Side.LEFT ? "lpop" : "rpop", list, limit);
  }

  /** Something was taken out of {@code key}, which may have left nothing. */
  static void taken(Database database, Bytes key, String event, ListValue list, PackLimit limit) {
    list.settle(limit);
    database.taken(KeyspaceEvents.LIST, event, key, list.isEmpty());
  }

  /** Serves now, or when one of {@code keys} holds a list. */
  static void serveOrPark(
      Turn turn,
      List<Bytes> keys,
      long timeoutMillis,
      Waiters.Attempt attempt,
      Consumer<RespWriter> nothing) {
    Waiters.Wish wish = new Waiters.Wish(keys, KeyType.LIST, false, timeoutMillis);
    turn.engine().waiters().serveOrPark(turn, wish, attempt, nothing);
  }
}
