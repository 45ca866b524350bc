package dev.tidings.engine.sets;

import static dev.tidings.command.Args.flag;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.options;
import static dev.tidings.command.Family.SET;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.MOVABLE_KEYS;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Declaration;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.sets.SetCursor;
import dev.tidings.structures.sets.SetLimits;
import dev.tidings.structures.sets.SetValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** What several sets have in common, have together, or have not. */
final class SetAlgebra {
  private SetAlgebra() {}

  // ---- Grammar ------------------------------------------------------------------------------

  /** How sets are combined. */
  private enum Combination {
    INTER,
    UNION,
    DIFF
  }

  record Store(Bytes destination, List<Bytes> keys) {}

  record Count(List<Bytes> keys, long limit) {}

  private static final Arg<List<Bytes>> KEYS = key("key", Access.READ).many();

  private static final Arg<List<Bytes>> COUNTED = Args.countedKeys(Access.READ);

  /** Keys by their number, where a number that is too large has a text of its own. */
  private static final Arg<List<Bytes>> COUNTED_KEYS =
      Args.custom(COUNTED.shape(), SetAlgebra::readCounted);

  private static List<Bytes> readCounted(Cursor cursor) {
    int first = cursor.position();
    long count = cursor.nextInteger("ERR numkeys should be greater than 0");
    if (count > cursor.remaining()) {
      throw new Refusal("ERR Number of keys can't be greater than number of args");
    }
    cursor.position(first);
    return COUNTED.read(cursor);
  }

  private static final Arg<Long> LIMIT =
      integer("limit", 0, Long.MAX_VALUE, "ERR LIMIT can't be negative")
          .after("LIMIT")
          .optional(0L);

  private static Declaration<Turn> combining(String name) {
    return Command.<Turn>command(name, SET, READONLY)
        .since("1.0.0")
        .complexity("O(N) where N is the number of members of all sets")
        .tips("nondeterministic_output_order");
  }

  private static Declaration<Turn> storing(String name) {
    return Command.<Turn>command(name, SET, WRITE, DENY_OOM)
        .since("1.0.0")
        .complexity("O(N) where N is the number of members of all sets");
  }

  private static Declaration<Turn> counting(String name, String since) {
    return Command.<Turn>command(name, SET, READONLY, MOVABLE_KEYS)
        .since(since)
        .complexity("O(N) where N is the number of members of all sets");
  }

  static final Command<Turn> SINTER =
      combining("SINTER")
          .summary("Tells the members that all of several sets have.")
          .takes(KEYS)
          .does((turn, keys) -> tell(turn, keys, Combination.INTER));

  static final Command<Turn> SUNION =
      combining("SUNION")
          .summary("Tells the members that any of several sets has.")
          .takes(KEYS)
          .does((turn, keys) -> tell(turn, keys, Combination.UNION));

  static final Command<Turn> SDIFF =
      combining("SDIFF")
          .summary("Tells the members of a set that none of several others has.")
          .takes(KEYS)
          .does((turn, keys) -> tell(turn, keys, Combination.DIFF));

  static final Command<Turn> SINTERSTORE =
      storing("SINTERSTORE")
          .summary("Makes a set of the members that all of several sets have.")
          .takes(key("destination", Access.OVERWRITE), KEYS, Store::new)
          .does((turn, request) -> store(turn, request, Combination.INTER, "sinterstore"));

  static final Command<Turn> SUNIONSTORE =
      storing("SUNIONSTORE")
          .summary("Makes a set of the members that any of several sets has.")
          .takes(key("destination", Access.OVERWRITE), KEYS, Store::new)
          .does((turn, request) -> store(turn, request, Combination.UNION, "sunionstore"));

  static final Command<Turn> SDIFFSTORE =
      storing("SDIFFSTORE")
          .summary("Makes a set of the members of a set that none of several others has.")
          .takes(key("destination", Access.OVERWRITE), KEYS, Store::new)
          .does((turn, request) -> store(turn, request, Combination.DIFF, "sdiffstore"));

  static final Command<Turn> SINTERCARD =
      counting("SINTERCARD", "7.0.0")
          .summary("Tells how many members all of several sets have, up to a limit.")
          .takes(COUNTED_KEYS, options(LIMIT, limit -> limit), Count::new)
          .does((turn, request) -> count(turn, request, Combination.INTER));

  static final Command<Turn> SUNIONCARD =
      counting("SUNIONCARD", "8.10.0")
          .summary("Tells how many members several sets have together, up to a limit.")
          .takes(
              COUNTED_KEYS,
              // An exact count is as good as an estimate that is allowed.
              options(flag("APPROX"), LIMIT, (approximate, limit) -> limit),
              Count::new)
          .does((turn, request) -> count(turn, request, Combination.UNION));

  static final Command<Turn> SDIFFCARD =
      counting("SDIFFCARD", "8.10.0")
          .summary("Tells how many members of a set none of several others has, up to a limit.")
          .takes(COUNTED_KEYS, options(LIMIT, limit -> limit), Count::new)
          .does((turn, request) -> count(turn, request, Combination.DIFF));

  static final List<Command<Turn>> ALL =
      List.of(
          SINTER,
          SINTERSTORE,
          SINTERCARD,
          SUNION,
          SUNIONSTORE,
          SUNIONCARD,
          SDIFF,
          SDIFFSTORE,
          SDIFFCARD);

  // ---- Serving ------------------------------------------------------------------------------

  private static void tell(Turn turn, List<Bytes> keys, Combination combination) {
    List<SetValue> sets = sets(turn, keys);
    if (combination == Combination.UNION) {
      SetValue all = union(sets, Sets.limits(turn), Long.MAX_VALUE);
      turn.reply().set(all.size());
      Sets.writeAll(turn.reply(), all);
      return;
    }
    List<byte[]> members = new ArrayList<>();
    filter(sets, combination, Long.MAX_VALUE, cursor -> members.add(cursor.bytes()));
    turn.reply().set(members.size());
    members.forEach(turn.reply()::bulk);
  }

  private static void count(Turn turn, Count request, Combination combination) {
    List<SetValue> sets = sets(turn, request.keys);
    long limit = request.limit == 0 ? Long.MAX_VALUE : request.limit;
    turn.reply()
        .integer(
            combination == Combination.UNION
                ? union(sets, Sets.limits(turn), limit).size()
                : filter(sets, combination, limit, cursor -> {}));
  }

  private static void store(Turn turn, Store request, Combination combination, String event) {
    SetValue result = combined(sets(turn, request.keys), combination, Sets.limits(turn));
    Database database = turn.database();
    if (!result.isEmpty()) {
      database.put(request.destination, result);
      database.changed(request.destination);
      database.tell(KeyspaceEvents.SET, event, request.destination);
    } else if (database.remove(request.destination) != null) {
      database.changed(request.destination);
      database.tell(KeyspaceEvents.GENERIC, "del", request.destination);
    }
    turn.reply().integer(result.size());
  }

  /** The sets, empty ones for keys that are not there; all are looked at before one is used. */
  private static List<SetValue> sets(Turn turn, List<Bytes> keys) {
    List<SetValue> sets = new ArrayList<>(keys.size());
    for (Bytes key : keys) {
      SetValue set = turn.database().read(key, SetValue.class);
      sets.add(set == null ? new SetValue() : set);
    }
    return sets;
  }

  private static SetValue combined(List<SetValue> sets, Combination combination, SetLimits limits) {
    if (combination == Combination.UNION) {
      return union(sets, limits, Long.MAX_VALUE);
    }
    SetValue result = new SetValue();
    filter(
        sets,
        combination,
        Long.MAX_VALUE,
        cursor -> result.add(Bytes.wrap(cursor.bytes()), limits));
    return result;
  }

  /**
   * Shows the members of the first set that each of the others has, or that none of them has, up to
   * {@code limit}; answers how many.
   */
  private static long filter(
      List<SetValue> sets, Combination combination, long limit, Consumer<SetCursor> into) {
    boolean inAll = combination == Combination.INTER;
    if (inAll) {
      sets.sort(Comparator.comparingInt(SetValue::size));
    }
    long found = 0;
    SetCursor cursor = sets.getFirst().cursor();
    while (found < limit && cursor.next()) {
      boolean wanted = true;
      for (int i = 1; wanted && i < sets.size(); i++) {
        wanted = sets.get(i).contains(cursor) == inAll;
      }
      if (wanted) {
        found++;
        into.accept(cursor);
      }
    }
    return found;
  }

  private static SetValue union(List<SetValue> sets, SetLimits limits, long limit) {
    SetValue result = new SetValue();
    for (SetValue set : sets) {
      SetCursor cursor = set.cursor();
      while (result.size() < limit && cursor.next()) {
        result.add(Bytes.wrap(cursor.bytes()), limits);
      }
    }
    return result;
  }
}
