package dev.tidings.engine.lists;

import static dev.tidings.command.Args.block;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Args.token;
import static dev.tidings.command.Family.LIST;
import static dev.tidings.command.Trait.BLOCKING;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Command;
import dev.tidings.command.Declaration;
import dev.tidings.engine.Database;
import dev.tidings.engine.Timeouts;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.RespWriter;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.lists.ListValue;
import dev.tidings.structures.lists.PackLimit;
import dev.tidings.structures.lists.Side;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** Moving elements from one list to another, which may be the same, and waiting for some. */
final class ListMoves {
  private ListMoves() {}

  // ---- Grammar ------------------------------------------------------------------------------

  record Move(Bytes source, Bytes destination, Side from, Side to) {}

  record Wait(Move move, long timeoutMillis) {
    static Wait of(Bytes source, Bytes destination, Side from, Side to, long timeoutMillis) {
      return new Wait(new Move(source, destination, from, to), timeoutMillis);
    }
  }

  /** So many elements: at most, or {@code exactly} so many; told apart by the word before. */
  record Quantity(long count, boolean exactly) {}

  /** How many, and whether each is pushed by itself, which turns their order where they go. */
  record Amount(Quantity quantity, boolean oneByOne) {
    static final Amount ONE = new Amount(new Quantity(1, false), false);
  }

  record MoveOfSome(Move move, Amount amount) {
    static MoveOfSome of(Bytes source, Bytes destination, Side from, Side to, Amount amount) {
      return new MoveOfSome(new Move(source, destination, from, to), amount);
    }
  }

  record WaitForSome(MoveOfSome some, long timeoutMillis) {
    static WaitForSome of(
        Bytes source, Bytes destination, Side from, Side to, long timeoutMillis, Amount amount) {
      return new WaitForSome(MoveOfSome.of(source, destination, from, to, amount), timeoutMillis);
    }
  }

  private static final Arg<Bytes> SOURCE = key("source", Access.TAKE);
  private static final Arg<Bytes> DESTINATION = key("destination", Access.INSERT);
  private static final Arg<Side> FROM = Lists.side("wherefrom");
  private static final Arg<Side> TO = Lists.side("whereto");

  private static final Arg<Amount> AMOUNT =
      block(
              "how-many",
              oneOf("selector", quantity("COUNT", false), quantity("EXACTLY", true)),
              oneOf("ordering", token("OBO", true), token("BULK", false)),
              Amount::new)
          .optional(Amount.ONE);

  private static Arg<Quantity> quantity(String word, boolean exactly) {
    String text = "ERR count should be greater than 0";
    return integer(word.toLowerCase(Locale.ROOT), 1, Long.MAX_VALUE, text)
        .map(count -> new Quantity(count, exactly))
        .after(word);
  }

  private static Declaration<Turn> moving(String name, String since) {
    return Command.<Turn>command(name, LIST, WRITE, DENY_OOM).since(since).complexity("O(1)");
  }

  private static Declaration<Turn> waiting(String name, String since) {
    return Command.<Turn>command(name, LIST, WRITE, DENY_OOM, BLOCKING)
        .since(since)
        .complexity("O(1)");
  }

  static final Command<Turn> LMOVE =
      moving("LMOVE", "6.2.0")
          .summary("Moves an element from an end of a list to an end of another and tells it.")
          .takes(SOURCE, DESTINATION, FROM, TO, Move::new)
          .does(ListMoves::move);

  static final Command<Turn> RPOPLPUSH =
      moving("RPOPLPUSH", "1.2.0")
          .summary("Moves the last element of a list to the left of another and tells it.")
          .takes(SOURCE, DESTINATION, ListMoves::rightToLeft)
          .does(ListMoves::move);

  static final Command<Turn> BLMOVE =
      waiting("BLMOVE", "6.2.0")
          .summary("Moves an element from an end of a list to an end of another; waits for one.")
          .takes(SOURCE, DESTINATION, FROM, TO, Timeouts.SECONDS, Wait::of)
          .does(ListMoves::await);

  static final Command<Turn> BRPOPLPUSH =
      waiting("BRPOPLPUSH", "2.2.0")
          .summary("Moves the last element of a list to the left of another; waits for one.")
          .takes(
              SOURCE,
              DESTINATION,
              Timeouts.SECONDS,
              (source, destination, timeout) -> new Wait(rightToLeft(source, destination), timeout))
          .does(ListMoves::await);

  static final Command<Turn> LMOVEM =
      Command.<Turn>command("LMOVEM", LIST, WRITE, DENY_OOM)
          .since("8.10.0")
          .summary("Moves several elements from an end of a list to an end of another.")
          .complexity("O(N) where N is the number of elements moved")
          .takes(SOURCE, DESTINATION, FROM, TO, AMOUNT, MoveOfSome::of)
          .does(ListMoves::moveSome);

  static final Command<Turn> BLMOVEM =
      Command.<Turn>command("BLMOVEM", LIST, WRITE, DENY_OOM, BLOCKING)
          .since("8.10.0")
          .summary("Moves several elements from an end of a list to another; waits for them.")
          .complexity("O(N) where N is the number of elements moved")
          .takes(SOURCE, DESTINATION, FROM, TO, Timeouts.SECONDS, AMOUNT, WaitForSome::of)
          .does(ListMoves::awaitSome);

  static final List<Command<Turn>> ALL =
      List.of(LMOVE, RPOPLPUSH, BLMOVE, BRPOPLPUSH, LMOVEM, BLMOVEM);

  private static Move rightToLeft(Bytes source, Bytes destination) {
    return new Move(source, destination, Side.RIGHT, Side.LEFT);
  }

  // ---- One ----------------------------------------------------------------------------------

  private static void move(Turn turn, Move move) {
    if (!tryMove(turn, move)) {
      turn.reply().nullBulk();
    }
  }

  private static void await(Turn turn, Wait wait) {
    Lists.serveOrPark(
        turn,
        List.of(wait.move.source),
        wait.timeoutMillis,
        later -> tryMove(later, wait.move),
        // Who must not wait is answered as by the command that never does.
        turn.isNested() ? RespWriter::nullBulk : RespWriter::nullArray);
  }

  private static boolean tryMove(Turn turn, Move move) {
    Database database = turn.database();
    ListValue list = database.write(move.source, ListValue.class);
    if (list == null) {
      return false;
    }
    ListValue into = destination(database, move, list);
    PackLimit limit = Lists.limit(turn);
    byte[] element = list.pop(move.from);
    turn.reply().bulk(element);
    push(database, move, into, List.of(element), limit);
    Lists.tellPush(database, move.destination, move.to);
    Lists.tellPop(database, move.source, move.from, list, limit);
    return true;
  }

  /** The list that the elements go to: the same, another, or a new one that no key holds yet. */
  private static ListValue destination(Database database, Move move, ListValue source) {
    if (move.source.equals(move.destination)) {
      return source;
    }
    ListValue present = database.write(move.destination, ListValue.class);
    return present == null ? new ListValue() : present;
  }

  private static void push(
      Database database, Move move, ListValue into, List<byte[]> elements, PackLimit limit) {
    long bytes = 0;
    for (byte[] element : elements) {
      bytes += element.length;
    }
    into.expect(bytes, elements.size(), limit);
    for (byte[] element : elements) {
      into.push(move.to, element, limit);
    }
    if (!database.contains(move.destination)) {
      database.add(move.destination, into);
    }
    database.changed(move.destination);
  }

  // ---- Several ------------------------------------------------------------------------------

  private static void moveSome(Turn turn, MoveOfSome some) {
    if (!tryMoveSome(turn, some)) {
      turn.reply().nullArray();
    }
  }

  private static void awaitSome(Turn turn, WaitForSome wait) {
    Lists.serveOrPark(
        turn,
        List.of(wait.some.move.source),
        wait.timeoutMillis,
        later -> tryMoveSome(later, wait.some),
        RespWriter::nullArray);
  }

  /**
   * All elements are taken out before one is added: so one by one means the order in which they
   * come to stand, not that each is there for the next, where both lists are the same.
   */
  private static boolean tryMoveSome(Turn turn, MoveOfSome some) {
    Move move = some.move;
    Quantity quantity = some.amount.quantity;
    Database database = turn.database();
    ListValue list = database.write(move.source, ListValue.class);
    if (list == null || (quantity.exactly && list.size() < quantity.count)) {
      return false;
    }
    ListValue into = destination(database, move, list);
    PackLimit limit = Lists.limit(turn);
    List<byte[]> elements = new ArrayList<>();
    for (long left = Math.min(quantity.count, list.size()); left > 0; left--) {
      elements.add(list.pop(move.from));
    }
    if (!some.amount.oneByOne && move.from == move.to) {
      // In bulk they keep their order.
      Collections.reverse(elements);
    }
    push(database, move, into, elements, limit);
    tell(turn.reply(), elements, move.to);
    if (into == list) {
      // With one list Redis tells of the taking first.
      database.tell(KeyspaceEvents.LIST, move.from == Side.LEFT ? "lpop" : "rpop", move.source);
      list.settle(limit);
      Lists.tellPush(database, move.destination, move.to);
    } else {
      Lists.tellPush(database, move.destination, move.to);
      Lists.tellPop(database, move.source, move.from, list, limit);
    }
    return true;
  }

  /** Tells elements as they stand where they went to, from the left. */
  private static void tell(RespWriter reply, List<byte[]> pushed, Side to) {
    reply.array(pushed.size());
    (to == Side.LEFT ? pushed.reversed() : pushed).forEach(reply::bulk);
  }
}
