package dev.tidings.engine.lists;

import static dev.tidings.command.Args.countedKeys;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Family.LIST;
import static dev.tidings.command.Trait.BLOCKING;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.MOVABLE_KEYS;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Command;
import dev.tidings.command.Declaration;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.engine.Database;
import dev.tidings.engine.Timeouts;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.RespWriter;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.lists.ListCursor;
import dev.tidings.structures.lists.ListValue;
import dev.tidings.structures.lists.Side;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Taking elements out of lists at their ends, and waiting for some. */
final class ListPops {
  private ListPops() {}

  // ---- Grammar ------------------------------------------------------------------------------

  /** Null if none is given: then the element is told alone. */
  private static final Arg<@Nullable Long> COUNT =
      Args.<@Nullable Long>custom(
          Shape.of("count", Shape.Kind.INTEGER),
          cursor -> {
            if (cursor.remaining() > 1) {
              throw Refusal.arity(cursor.words().latin1(0).toLowerCase(Locale.ROOT));
            }
            String text = "ERR value is out of range, must be positive";
            long count = cursor.nextInteger(text);
            if (count < 0) {
              throw new Refusal(text);
            }
            return count;
          });

  private static final Arg<@Nullable Long> MOST =
      integer("count", 1, Long.MAX_VALUE, "ERR count should be greater than 0")
          .after("COUNT")
          .optional();

  record Pop(Bytes key, @Nullable Long count) {}

  record PopOfSome(List<Bytes> keys, Side side, long count) {
    static PopOfSome of(List<Bytes> keys, Side side, @Nullable Long count) {
      return new PopOfSome(keys, side, count == null ? 1 : count);
    }
  }

  record Wait(List<Bytes> keys, long timeoutMillis) {}

  record WaitForSome(Bytes timeout, PopOfSome pop) {
    static WaitForSome of(Bytes timeout, List<Bytes> keys, Side side, @Nullable Long count) {
      return new WaitForSome(timeout, PopOfSome.of(keys, side, count));
    }
  }

  private static Declaration<Turn> popping(String name) {
    return Command.<Turn>command(name, LIST, WRITE, FAST)
        .since("1.0.0")
        .complexity("O(N) where N is the number of elements taken out");
  }

  static final Command<Turn> LPOP =
      popping("LPOP")
          .summary("Takes elements out of a list at its left and tells them.")
          .takes(key("key", Access.TAKE), COUNT.optional(), Pop::new)
          .does((turn, request) -> pop(turn, request, Side.LEFT));

  static final Command<Turn> RPOP =
      popping("RPOP")
          .summary("Takes elements out of a list at its right and tells them.")
          .takes(key("key", Access.TAKE), COUNT.optional(), Pop::new)
          .does((turn, request) -> pop(turn, request, Side.RIGHT));

  static final Command<Turn> LMPOP =
      Command.<Turn>command("LMPOP", LIST, WRITE, MOVABLE_KEYS)
          .since("7.0.0")
          .summary("Takes elements out of the first of several lists that has some.")
          .complexity("O(N+M) where N is the number of keys, M that of elements taken out")
          .takes(countedKeys(Access.TAKE), Lists.side("where"), MOST, PopOfSome::of)
          .does(ListPops::popOfSome);

  private static Declaration<Turn> waiting(String name) {
    return Command.<Turn>command(name, LIST, WRITE, BLOCKING)
        .since("2.0.0")
        .complexity("O(N) where N is the number of keys");
  }

  static final Command<Turn> BLPOP =
      waiting("BLPOP")
          .summary("Takes the leftmost element out of the first list that has one; waits for it.")
          .takes(key("key", Access.TAKE).manyBefore(1), Timeouts.SECONDS, Wait::new)
          .does((turn, request) -> await(turn, request, Side.LEFT));

  static final Command<Turn> BRPOP =
      waiting("BRPOP")
          .summary("Takes the rightmost element out of the first list that has one; waits for it.")
          .takes(key("key", Access.TAKE).manyBefore(1), Timeouts.SECONDS, Wait::new)
          .does((turn, request) -> await(turn, request, Side.RIGHT));

  static final Command<Turn> BLMPOP =
      Command.<Turn>command("BLMPOP", LIST, WRITE, BLOCKING, MOVABLE_KEYS)
          .since("7.0.0")
          .summary("Takes elements out of the first list that has some; waits for them.")
          .complexity("O(N+M) where N is the number of keys, M that of elements taken out")
          .takes(
              Timeouts.WORD, countedKeys(Access.TAKE), Lists.side("where"), MOST, WaitForSome::of)
          .does(ListPops::awaitSome);

  static final List<Command<Turn>> ALL = List.of(LPOP, RPOP, LMPOP, BLPOP, BRPOP, BLMPOP);

  // ---- At once ------------------------------------------------------------------------------

  private static void pop(Turn turn, Pop request, Side side) {
    ListValue list = turn.database().write(request.key, ListValue.class);
    RespWriter reply = turn.reply();
    Long count = request.count;
    if (list == null && count == null) {
      reply.nullBulk();
    } else if (list == null) {
      reply.nullArray();
    } else if (count == null) {
      take(turn, request.key, list, side, 1);
    } else if (count == 0) {
      reply.array(0);
    } else {
      long some = Math.min(count, list.size());
      reply.array(some);
      take(turn, request.key, list, side, some);
    }
  }

  /** Takes {@code count} elements, which must be there, and tells them one after the other. */
  private static void take(Turn turn, Bytes key, ListValue list, Side side, long count) {
    ListCursor cursor = list.cursor(side == Side.LEFT ? 0 : list.size() - 1, side);
    for (long i = 0; i < count && cursor.next(); i++) {
      Lists.write(turn.reply(), cursor);
    }
    list.drop(side, count);
    Lists.tellPop(turn.database(), key, side, list, Lists.limit(turn));
  }

  private static void popOfSome(Turn turn, PopOfSome request) {
    if (!tryPop(turn, request)) {
      turn.reply().nullArray();
    }
  }

  private static boolean tryPop(Turn turn, PopOfSome request) {
    Database database = turn.database();
    for (Bytes key : request.keys) {
      ListValue list = database.write(key, ListValue.class);
      if (list != null) {
        long some = Math.min(request.count, list.size());
        turn.reply().array(2);
        turn.reply().bulk(key);
        turn.reply().array(some);
        take(turn, key, list, request.side, some);
        return true;
      }
    }
    return false;
  }

  // ---- Waiting ------------------------------------------------------------------------------

  private static void await(Turn turn, Wait request, Side side) {
    Lists.serveOrPark(
        turn,
        request.keys,
        request.timeoutMillis,
        later -> tryPopOne(later, request.keys, side),
        RespWriter::nullArray);
  }

  private static boolean tryPopOne(Turn turn, List<Bytes> keys, Side side) {
    for (Bytes key : keys) {
      ListValue list = turn.database().write(key, ListValue.class);
      if (list != null) {
        turn.reply().array(2);
        turn.reply().bulk(key);
        take(turn, key, list, side, 1);
        return true;
      }
    }
    return false;
  }

  private static void awaitSome(Turn turn, WaitForSome request) {
    Lists.serveOrPark(
        turn,
        request.pop.keys,
        Timeouts.millis(request.timeout),
        later -> tryPop(later, request.pop),
        RespWriter::nullArray);
  }
}
