package dev.tidings.engine.lists;

import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Args.options;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Args.token;
import static dev.tidings.command.Family.LIST;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Declaration;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.command.WholeNumber;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.RespWriter;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.lists.ListCursor;
import dev.tidings.structures.lists.ListValue;
import dev.tidings.structures.lists.PackLimit;
import dev.tidings.structures.lists.Side;
import dev.tidings.structures.packs.Element;
import java.util.ArrayList;
import java.util.List;

/**
 * Lists: adding, looking and changing in place. {@link ListPops} takes, {@link ListMoves} moves.
 */
public final class ListCommands {
  private ListCommands() {}

  // ---- Grammar ------------------------------------------------------------------------------

  private static final Arg<List<Bytes>> ELEMENTS = string("element").many();

  /** An index that is read only when the list is there. */
  private static final Arg<Bytes> INDEX =
      Args.custom(Shape.of("index", Shape.Kind.INTEGER), Cursor::next);

  record Push(Bytes key, List<Bytes> elements) {}

  record Index(Bytes key, Bytes index) {}

  record Replacement(Bytes key, Bytes index, Bytes element) {}

  record Range(Bytes key, long start, long stop) {}

  record Removal(Bytes key, long count, Bytes element) {}

  record Insertion(Bytes key, boolean behind, Bytes pivot, Bytes element) {}

  record Search(Bytes key, Bytes element, SearchOptions options) {}

  /** What LPOS looks for: from which match on, how many (-1: one, told alone), how far. */
  record SearchOptions(long rank, long count, long most) {}

  private static Declaration<Turn> pushing(String name, String since) {
    return Command.<Turn>command(name, LIST, WRITE, DENY_OOM, FAST)
        .since(since)
        .complexity("O(N) where N is the number of elements added");
  }

  static final Command<Turn> LPUSH =
      pushing("LPUSH", "1.0.0")
          .summary("Adds elements at the left of a list, each before the one before it.")
          .takes(key("key", Access.INSERT), ELEMENTS, Push::new)
          .does((turn, request) -> push(turn, request, Side.LEFT, false));

  static final Command<Turn> RPUSH =
      pushing("RPUSH", "1.0.0")
          .summary("Adds elements at the right of a list.")
          .takes(key("key", Access.INSERT), ELEMENTS, Push::new)
          .does((turn, request) -> push(turn, request, Side.RIGHT, false));

  static final Command<Turn> LPUSHX =
      pushing("LPUSHX", "2.2.0")
          .summary("Adds elements at the left of a list, if there is one.")
          .takes(key("key", Access.INSERT), ELEMENTS, Push::new)
          .does((turn, request) -> push(turn, request, Side.LEFT, true));

  static final Command<Turn> RPUSHX =
      pushing("RPUSHX", "2.2.0")
          .summary("Adds elements at the right of a list, if there is one.")
          .takes(key("key", Access.INSERT), ELEMENTS, Push::new)
          .does((turn, request) -> push(turn, request, Side.RIGHT, true));

  static final Command<Turn> LLEN =
      Command.<Turn>command("LLEN", LIST, READONLY, FAST)
          .since("1.0.0")
          .summary("Tells how many elements a list has.")
          .complexity("O(1)")
          .takes(key("key", Access.INSPECT))
          .does(ListCommands::length);

  static final Command<Turn> LINDEX =
      Command.<Turn>command("LINDEX", LIST, READONLY)
          .since("1.0.0")
          .summary("Tells the element at an index; -1 is the last.")
          .complexity("O(N) where N is the number of elements passed over, most in whole packs")
          .takes(key("key", Access.READ), INDEX, Index::new)
          .does(ListCommands::index);

  static final Command<Turn> LSET =
      Command.<Turn>command("LSET", LIST, WRITE, DENY_OOM)
          .since("1.0.0")
          .summary("Puts an element in place of the one at an index.")
          .complexity("O(N) where N is the number of elements passed over, most in whole packs")
          .takes(key("key", Access.UPDATE), INDEX, string("element"), Replacement::new)
          .does(ListCommands::replace);

  static final Command<Turn> LRANGE =
      Command.<Turn>command("LRANGE", LIST, READONLY)
          .since("1.0.0")
          .summary("Tells the elements from one index to another.")
          .complexity("O(S+N) where S is how far the first is from an end, N how many are told")
          .takes(key("key", Access.READ), integer("start"), integer("stop"), Range::new)
          .does(ListCommands::range);

  static final Command<Turn> LTRIM =
      Command.<Turn>command("LTRIM", LIST, WRITE)
          .since("1.0.0")
          .summary("Takes all elements out of a list but those from one index to another.")
          .complexity("O(N) where N is the number of elements taken out")
          .takes(key("key", Access.DELETE), integer("start"), integer("stop"), Range::new)
          .does(ListCommands::trim);

  static final Command<Turn> LREM =
      Command.<Turn>command("LREM", LIST, WRITE)
          .since("1.0.0")
          .summary("Takes elements equal to a given one out of a list.")
          .complexity("O(N) where N is the number of elements")
          .takes(key("key", Access.DELETE), bounded("count"), string("element"), Removal::new)
          .does(ListCommands::remove);

  static final Command<Turn> LINSERT =
      Command.<Turn>command("LINSERT", LIST, WRITE, DENY_OOM)
          .since("2.2.0")
          .summary("Adds an element before or after another.")
          .complexity("O(N) where N is the number of elements before the other")
          .takes(
              key("key", Access.INSERT),
              oneOf("where", token("BEFORE", false), token("AFTER", true)),
              string("pivot"),
              string("element"),
              Insertion::new)
          .does(ListCommands::insert);

  static final Command<Turn> LPOS =
      Command.<Turn>command("LPOS", LIST, READONLY)
          .since("6.0.6")
          .summary("Tells where in a list elements equal to a given one are.")
          .complexity("O(N) where N is the number of elements looked at")
          .takes(
              key("key", Access.READ),
              string("element"),
              options(
                  rank().after("RANK").optional(1L),
                  integer("num-matches", 0, Long.MAX_VALUE, "ERR COUNT can't be negative")
                      .after("COUNT")
                      .optional(-1L),
                  integer("len", 0, Long.MAX_VALUE, "ERR MAXLEN can't be negative")
                      .after("MAXLEN")
                      .optional(0L),
                  SearchOptions::new),
              Search::new)
          .does(ListCommands::search);

  /** Any number but the one that has no counterpart. */
  private static Arg<Long> bounded(String name) {
    return integer(name)
        .map(number -> {
          if (number == Long.MIN_VALUE) {
            throw new Refusal(
                "ERR value is out of range, value must between "
                    + -Long.MAX_VALUE
                    + " and "
                    + Long.MAX_VALUE);
          }
          return number;
        });
  }

  private static Arg<Long> rank() {
    return bounded("rank")
        .map(rank -> {
          if (rank == 0) {
            throw new Refusal(
                "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second"
                    + " ... or use negative to start from the end of the list");
          }
          return rank;
        });
  }

  /** The whole family. */
  public static final List<Command<Turn>> ALL = all();

  private static List<Command<Turn>> all() {
    List<Command<Turn>> all =
        new ArrayList<>(
            List.of(
                LPUSH, RPUSH, LPUSHX, RPUSHX, LLEN, LINDEX, LSET, LRANGE, LTRIM, LREM, LINSERT,
                LPOS));
    all.addAll(ListPops.ALL);
    all.addAll(ListMoves.ALL);
    return List.copyOf(all);
  }

  // ---- Adding -------------------------------------------------------------------------------

  private static void push(Turn turn, Push request, Side side, boolean onlyIfThere) {
    Database database = turn.database();
    ListValue present = database.write(request.key, ListValue.class);
    if (present == null && onlyIfThere) {
      turn.reply().integer(0);
      return;
    }
    ListValue list = present == null ? new ListValue() : present;
    PackLimit limit = Lists.limit(turn);
    List<Bytes> elements = request.elements;
    long bytes = 0;
    for (int i = 0; i < elements.size(); i++) {
      bytes += elements.get(i).length();
    }
    list.expect(bytes, elements.size(), limit);
    for (int i = 0; i < elements.size(); i++) {
      list.push(side, elements.get(i).array(), limit);
    }
    if (present == null) {
      database.add(request.key, list);
    }
    turn.reply().integer(list.size());
    database.changed(request.key);
    Lists.tellPush(database, request.key, side);
  }

  private static void insert(Turn turn, Insertion request) {
    Database database = turn.database();
    ListValue list = database.write(request.key, ListValue.class);
    if (list == null) {
      turn.reply().integer(0);
      return;
    }
    byte[] element = request.element.array();
    boolean found = list.insert(request.pivot.array(), request.behind, element, Lists.limit(turn));
    if (!found) {
      turn.reply().integer(-1);
      return;
    }
    turn.reply().integer(list.size());
    database.changed(request.key);
    database.tell(KeyspaceEvents.LIST, "linsert", request.key);
  }

  // ---- Looking ------------------------------------------------------------------------------

  private static void length(Turn turn, Bytes key) {
    ListValue list = turn.database().read(key, ListValue.class);
    turn.reply().integer(list == null ? 0 : list.size());
  }

  private static void index(Turn turn, Index request) {
    ListValue list = turn.database().read(request.key, ListValue.class);
    if (list == null) {
      turn.reply().nullBulk();
      return;
    }
    ListCursor cursor = list.cursor(fromLeft(list, WholeNumber.of(request.index)), Side.LEFT);
    if (cursor.next()) {
      Lists.write(turn.reply(), cursor);
    } else {
      turn.reply().nullBulk();
    }
  }

  private static void range(Turn turn, Range request) {
    ListValue list = turn.database().read(request.key, ListValue.class);
    RespWriter reply = turn.reply();
    long first = list == null ? 0 : Math.max(0, fromLeft(list, request.start));
    long last = list == null ? -1 : Math.min(list.size() - 1, fromLeft(list, request.stop));
    if (list == null || first > last) {
      reply.array(0);
      return;
    }
    long count = last - first + 1;
    reply.array(count);
    ListCursor cursor = list.cursor(first, Side.LEFT);
    for (; count > 0 && cursor.next(); count--) {
      Lists.write(reply, cursor);
    }
  }

  private static void search(Turn turn, Search request) {
    ListValue list = turn.database().read(request.key, ListValue.class);
    SearchOptions options = request.options;
    List<Long> found = list == null ? List.of() : matches(list, request.element, options);
    RespWriter reply = turn.reply();
    if (options.count >= 0) {
      reply.array(found.size());
      found.forEach(reply::integer);
    } else if (found.isEmpty()) {
      reply.nullBulk();
    } else {
      reply.integer(found.getFirst());
    }
  }

  private static List<Long> matches(ListValue list, Bytes element, SearchOptions options) {
    Element wanted = new Element().of(element.array());
    Side from = options.rank > 0 ? Side.LEFT : Side.RIGHT;
    long skipped = Math.abs(options.rank) - 1;
    long most = options.count == 0 ? Long.MAX_VALUE : Math.max(1, options.count);
    long looks = options.most == 0 ? Long.MAX_VALUE : options.most;
    long size = list.size();
    List<Long> found = new ArrayList<>();
    ListCursor cursor = list.cursor(from == Side.LEFT ? 0 : size - 1, from);
    for (long i = 0; i < looks && cursor.next(); i++) {
      if (cursor.is(wanted) && skipped-- <= 0) {
        found.add(from == Side.LEFT ? i : size - 1 - i);
        if (found.size() == most) {
          break;
        }
      }
    }
    return found;
  }

  // ---- Changing in place --------------------------------------------------------------------

  private static void replace(Turn turn, Replacement request) {
    Database database = turn.database();
    ListValue list = database.write(request.key, ListValue.class);
    if (list == null) {
      throw new Refusal("ERR no such key");
    }
    long index = fromLeft(list, WholeNumber.of(request.index));
    if (index < 0 || index >= list.size()) {
      throw new Refusal("ERR index out of range");
    }
    list.replace(index, request.element.array(), Lists.limit(turn));
    turn.reply().ok();
    database.changed(request.key);
    database.tell(KeyspaceEvents.LIST, "lset", request.key);
  }

  private static void trim(Turn turn, Range request) {
    Database database = turn.database();
    ListValue list = database.write(request.key, ListValue.class);
    if (list != null) {
      long size = list.size();
      long first = Math.max(0, fromLeft(list, request.start));
      long last = Math.min(size - 1, fromLeft(list, request.stop));
      if (first > last) {
        list.drop(Side.LEFT, size);
      } else {
        list.drop(Side.RIGHT, size - 1 - last);
        list.drop(Side.LEFT, first);
      }
      Lists.taken(database, request.key, "ltrim", list, Lists.limit(turn));
    }
    turn.reply().ok();
  }

  private static void remove(Turn turn, Removal request) {
    Database database = turn.database();
    ListValue list = database.write(request.key, ListValue.class);
    if (list == null) {
      turn.reply().integer(0);
      return;
    }
    PackLimit limit = Lists.limit(turn);
    Side from = request.count < 0 ? Side.RIGHT : Side.LEFT;
    // The smallest number has no counterpart; it stays negative and stands for all.
    long most = Math.abs(request.count);
    long removed =
        list.remove(request.element.array(), from, most <= 0 ? Long.MAX_VALUE : most, limit);
    if (removed > 0) {
      Lists.taken(database, request.key, "lrem", list, limit);
    }
    turn.reply().integer(removed);
  }

  // ---- Indexes ------------------------------------------------------------------------------

  /** The index counted from the left; out of the list's range as it was. */
  private static long fromLeft(ListValue list, long index) {
    return index < 0 ? index + list.size() : index;
  }
}
