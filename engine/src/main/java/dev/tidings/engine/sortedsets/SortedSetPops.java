package dev.tidings.engine.sortedsets;

import static dev.tidings.command.Args.countedKeys;
import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Family.SORTED_SET;
import static dev.tidings.command.Trait.BLOCKING;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.MOVABLE_KEYS;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Database;
import dev.tidings.engine.Timeouts;
import dev.tidings.engine.Turn;
import dev.tidings.engine.Waiters;
import dev.tidings.protocol.RespWriter;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.KeyType;
import dev.tidings.structures.sortedsets.SortedSet;
import dev.tidings.structures.sortedsets.SortedSetCursor;
import java.util.List;

/** Sorted sets from their ends: members that are taken out, or waited for. */
final class SortedSetPops {
  private SortedSetPops() {}

  // ---- Grammar --------------------------------------------------------------------------------

  /** From which end. */
  enum End {
    MIN("zpopmin"),
    MAX("zpopmax");

    private final String event;

    End(String event) {
      this.event = event;
    }
  }

  /** {@code count} is {@link #NOT_SAID} if the request does not say it. */
  record Pop(Bytes key, long count) {}

  record BlockingPop(List<Bytes> keys, long timeoutMillis) {}

  record PopOfMany(List<Bytes> keys, End end, long count) {}

  /** The timeout is read last. */
  record BlockingPopOfMany(PopOfMany what, Bytes timeout) {}

  private static final long NOT_SAID = -1;

  /** How many, from 0. Words too many are refused before it is read. */
  private static final Arg<Long> COUNT =
      custom(
          integer("count").optional().shape(),
          cursor -> {
            if (cursor.remaining() > 1) {
              throw Refusal.syntax();
            }
            return cursor.hasNext() ? readCount(cursor) : NOT_SAID;
          });

  private static final Arg<End> END = oneOf("where", End.class);

  /** {@code COUNT count}, at least 1. */
  private static final Arg<Long> AT_LEAST_ONE =
      integer("count", 1, Long.MAX_VALUE, "ERR count should be greater than 0")
          .after("COUNT")
          .optional(1L);

  private static long readCount(Cursor cursor) {
    String refused = "ERR value is out of range, must be positive";
    long count = cursor.nextInteger(refused);
    if (count < 0) {
      throw new Refusal(refused);
    }
    return count;
  }

  // ---- Table ----------------------------------------------------------------------------------

  static final Command<Turn> ZPOPMIN = popping("ZPOPMIN", End.MIN, "lowest");
  static final Command<Turn> ZPOPMAX = popping("ZPOPMAX", End.MAX, "highest");
  static final Command<Turn> BZPOPMIN = waiting("BZPOPMIN", End.MIN, "lowest");
  static final Command<Turn> BZPOPMAX = waiting("BZPOPMAX", End.MAX, "highest");

  static final Command<Turn> ZMPOP =
      Command.<Turn>command("ZMPOP", SORTED_SET, WRITE, MOVABLE_KEYS)
          .since("7.0.0")
          .summary("Takes members out of the first sorted set that has some.")
          .complexity("O(K + M log N) for K keys given and M members taken out")
          .takes(countedKeys(Access.TAKE), END, AT_LEAST_ONE, PopOfMany::new)
          .does(SortedSetPops::popOfMany);

  static final Command<Turn> BZMPOP =
      Command.<Turn>command("BZMPOP", SORTED_SET, WRITE, BLOCKING, MOVABLE_KEYS)
          .since("7.0.0")
          .summary("Takes members out of the first sorted set that has some, or waits for one.")
          .complexity("O(K + M log N) for K keys given and M members taken out")
          .takes(
              Timeouts.WORD,
              countedKeys(Access.TAKE),
              END,
              AT_LEAST_ONE,
              (timeout, keys, end, count) ->
                  new BlockingPopOfMany(new PopOfMany(keys, end, count), timeout))
          .does(SortedSetPops::popOfManyOrWait);

  static final List<Command<Turn>> ALL =
      List.of(ZPOPMIN, ZPOPMAX, BZPOPMIN, BZPOPMAX, ZMPOP, BZMPOP);

  private static Command<Turn> popping(String name, End end, String which) {
    return Command.<Turn>command(name, SORTED_SET, WRITE, FAST)
        .since("5.0.0")
        .summary("Takes out the members with the " + which + " scores.")
        .complexity("O(M log N) for M members taken out")
        .takes(key("key", Access.TAKE), COUNT, Pop::new)
        .does((turn, request) -> pop(turn, request, end));
  }

  private static Command<Turn> waiting(String name, End end, String which) {
    return Command.<Turn>command(name, SORTED_SET, WRITE, BLOCKING, FAST)
        .since("5.0.0")
        .summary("Takes out the member with the " + which + " score, or waits for one.")
        .complexity("O(log N)")
        .takes(key("key", Access.TAKE).manyBefore(1), Timeouts.SECONDS, BlockingPop::new)
        .does((turn, request) -> popOrWait(turn, request, end));
  }

  // ---- Handlers -------------------------------------------------------------------------------

  private static void pop(Turn turn, Pop request, End end) {
    RespWriter reply = turn.reply();
    SortedSet set = turn.database().write(request.key, SortedSet.class);
    long most = request.count == NOT_SAID ? 1 : request.count;
    if (set == null || most == 0) {
      reply.array(0);
      return;
    }
    int count = (int) Math.min(most, set.size());
    boolean nested = request.count != NOT_SAID && reply.protocol() == 3;
    reply.array(nested ? count : 2L * count);
    tellEnd(reply, set, end, count, nested);
    takeOut(turn.database(), request.key, set, end, count);
  }

  private static void popOfMany(Turn turn, PopOfMany request) {
    if (!popFirst(turn, request)) {
      turn.reply().nullArray();
    }
  }

  private static void popOfManyOrWait(Turn turn, BlockingPopOfMany request) {
    long timeoutMillis = Timeouts.millis(request.timeout);
    park(turn, request.what.keys, timeoutMillis, served -> popFirst(served, request.what));
  }

  private static boolean popFirst(Turn turn, PopOfMany request) {
    Database database = turn.database();
    for (Bytes key : request.keys) {
      SortedSet set = database.write(key, SortedSet.class);
      if (set != null) {
        int count = (int) Math.min(request.count, set.size());
        RespWriter reply = turn.reply();
        reply.array(2);
        reply.bulk(key);
        reply.array(count);
        tellEnd(reply, set, request.end, count, true);
        takeOut(database, key, set, request.end, count);
        return true;
      }
    }
    return false;
  }

  private static void popOrWait(Turn turn, BlockingPop request, End end) {
    park(turn, request.keys, request.timeoutMillis, served -> popFirst(served, request.keys, end));
  }

  private static boolean popFirst(Turn turn, List<Bytes> keys, End end) {
    Database database = turn.database();
    for (Bytes key : keys) {
      SortedSet set = database.write(key, SortedSet.class);
      if (set != null) {
        RespWriter reply = turn.reply();
        reply.array(3);
        reply.bulk(key);
        tellEnd(reply, set, end, 1, false);
        takeOut(database, key, set, end, 1);
        return true;
      }
    }
    return false;
  }

  private static void park(
      Turn turn, List<Bytes> keys, long timeoutMillis, Waiters.Attempt attempt) {
    Waiters.Wish wish = new Waiters.Wish(keys, KeyType.ZSET, false, timeoutMillis);
    turn.engine().waiters().serveOrPark(turn, wish, attempt, RespWriter::nullArray);
  }

  /** Writes members and scores from one end on, in arrays of two or one after the other. */
  private static void tellEnd(RespWriter reply, SortedSet set, End end, int count, boolean nested) {
    SortedSetCursor cursor = end == End.MIN ? set.ascending(0) : set.descending(set.size() - 1);
    for (int left = count; left > 0 && cursor.next(); left--) {
      if (nested) {
        reply.array(2);
      }
      SortedSets.tellMember(reply, cursor);
      reply.real(cursor.score());
    }
  }

  private static void takeOut(Database database, Bytes key, SortedSet set, End end, int count) {
    int from = end == End.MIN ? 0 : set.size() - count;
    set.removeRange(from, from + count);
    SortedSets.afterTaking(database, key, set, end.event);
  }
}
