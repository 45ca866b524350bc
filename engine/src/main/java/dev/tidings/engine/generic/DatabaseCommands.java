package dev.tidings.engine.generic;

import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Family.SERVER;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Arg;
import dev.tidings.command.Category;
import dev.tidings.command.Command;
import dev.tidings.command.Declaration.None;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import java.util.List;

/** Databases as a whole. */
final class DatabaseCommands {
  private DatabaseCommands() {}

  /** How to give memory back: what other servers do in the background is done at once here. */
  private enum Haste {
    ASYNC,
    SYNC
  }

  private record Swap(int one, int other) {}

  static final Command<Turn> DBSIZE =
      Command.<Turn>command("DBSIZE", SERVER, READONLY, FAST)
          .since("1.0.0")
          .summary("Counts the keys of the database.")
          .complexity("O(1)")
          .categories(Category.KEYSPACE)
          .tips("request_policy:all_shards", "response_policy:agg_sum")
          .takesNothing()
          .does(DatabaseCommands::count);

  static final Command<Turn> FLUSHDB =
      flushing("FLUSHDB", "Removes all keys of the database.", DatabaseCommands::flushOne);

  static final Command<Turn> FLUSHALL =
      flushing("FLUSHALL", "Removes all keys of all databases.", DatabaseCommands::flushAll);

  static final Command<Turn> SWAPDB =
      Command.<Turn>command("SWAPDB", SERVER, WRITE, FAST)
          .since("4.0.0")
          .summary("Gives each of two databases the other's keys.")
          .complexity("O(N), N clients that watch keys or wait for them")
          .categories(Category.KEYSPACE, Category.DANGEROUS)
          .takes(
              database("index1", "ERR invalid first DB index"),
              database("index2", "ERR invalid second DB index"),
              Swap::new)
          .does(DatabaseCommands::swap);

  static final List<Command<Turn>> ALL = List.of(DBSIZE, FLUSHDB, FLUSHALL, SWAPDB);

  /** The number of a database, which need not exist. */
  static Arg<Integer> database(String name) {
    return integer(name)
        .map(number -> {
          if (number != number.intValue()) {
            throw new Refusal(
                "ERR value is out of range, value must between -2147483648 and 2147483647");
          }
          return number.intValue();
        });
  }

  private static Arg<Integer> database(String name, String refusal) {
    return integer(name, Integer.MIN_VALUE, Integer.MAX_VALUE, refusal).map(Long::intValue);
  }

  /** The database of this number; refused if there is none. */
  static Database existing(Turn turn, int number) {
    return turn.engine().keyspace().database(checked(turn, number));
  }

  private static int checked(Turn turn, int number) {
    if (number < 0 || number >= turn.engine().keyspace().databaseCount()) {
      throw new Refusal("ERR DB index is out of range");
    }
    return number;
  }

  private static Command<Turn> flushing(
      String name, String summary, Command.Handler<Turn, Haste> handler) {
    return Command.<Turn>command(name, SERVER, WRITE)
        .since("1.0.0")
        .summary(summary)
        .complexity("O(N), N keys that are removed")
        .categories(Category.KEYSPACE, Category.DANGEROUS)
        .tips("request_policy:all_shards", "response_policy:all_succeeded")
        .takes(oneOf("flush-type", Haste.class).optional(Haste.SYNC))
        .does(handler);
  }

  private static void count(Turn turn, None none) {
    turn.reply().integer(turn.database().size());
  }

  private static void flushOne(Turn turn, Haste haste) {
    turn.engine().keyspace().flush(turn.session().database());
    turn.reply().ok();
  }

  private static void flushAll(Turn turn, Haste haste) {
    turn.engine().keyspace().flushAll();
    turn.reply().ok();
  }

  private static void swap(Turn turn, Swap request) {
    int one = checked(turn, request.one);
    int other = checked(turn, request.other);
    if (one != other) {
      turn.engine().keyspace().swap(one, other);
    }
    turn.reply().ok();
  }
}
