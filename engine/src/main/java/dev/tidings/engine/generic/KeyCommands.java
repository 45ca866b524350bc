package dev.tidings.engine.generic;

import static dev.tidings.command.Args.key;
import static dev.tidings.command.Family.GENERIC;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Command;
import dev.tidings.command.Trait;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.KeyType;
import java.util.List;

/** Whether keys are there, of which type they are, and their end. */
final class KeyCommands {
  private static final String[] ADDED_UP = {
    "request_policy:multi_shard", "response_policy:agg_sum"
  };

  private KeyCommands() {}

  static final Command<Turn> DEL = removing("DEL", "1.0.0", WRITE);

  static final Command<Turn> UNLINK = removing("UNLINK", "4.0.0", WRITE, FAST);

  static final Command<Turn> EXISTS =
      Command.<Turn>command("EXISTS", GENERIC, READONLY, FAST)
          .since("1.0.0")
          .summary("Counts the keys that are there, each as often as it is named.")
          .complexity("O(1) for every key")
          .tips(ADDED_UP)
          .takes(key("key", Access.INSPECT).many())
          .does(KeyCommands::exists);

  static final Command<Turn> TOUCH =
      Command.<Turn>command("TOUCH", GENERIC, READONLY, FAST)
          .since("3.2.1")
          .summary("Notes a use of each of the keys, and counts those that are there.")
          .complexity("O(1) for every key")
          .tips(ADDED_UP)
          .takes(key("key", Access.INSPECT).many())
          .does(KeyCommands::touch);

  static final Command<Turn> TYPE =
      Command.<Turn>command("TYPE", GENERIC, READONLY, FAST)
          .since("1.0.0")
          .summary("Tells which type of value a key holds.")
          .complexity("O(1)")
          .takes(key("key", Access.INSPECT))
          .does(KeyCommands::type);

  static final List<Command<Turn>> ALL = List.of(DEL, UNLINK, EXISTS, TOUCH, TYPE);

  /** The two differ in what other servers do: memory is given back here without waiting. */
  private static Command<Turn> removing(String name, String since, Trait... traits) {
    return Command.<Turn>command(name, GENERIC, traits)
        .since(since)
        .summary("Removes keys with all that they hold, and counts those that were there.")
        .complexity("O(1) for every key")
        .tips(ADDED_UP)
        .takes(key("key", Access.REMOVE).many())
        .does(KeyCommands::remove);
  }

  private static void remove(Turn turn, List<Bytes> keys) {
    Database database = turn.database();
    int removed = 0;
    for (Bytes key : keys) {
      removed += remove(database, key) ? 1 : 0;
    }
    turn.reply().integer(removed);
  }

  /** Takes {@code key} out and tells {@code del}; false if it is not there. */
  static boolean remove(Database database, Bytes key) {
    if (database.remove(key) == null) {
      return false;
    }
    database.changed(key);
    database.tell(KeyspaceEvents.GENERIC, "del", key);
    return true;
  }

  private static void exists(Turn turn, List<Bytes> keys) {
    Database database = turn.database();
    int there = 0;
    for (Bytes key : keys) {
      there += database.inspect(key) == null ? 0 : 1;
    }
    turn.reply().integer(there);
  }

  private static void touch(Turn turn, List<Bytes> keys) {
    Database database = turn.database();
    int there = 0;
    for (Bytes key : keys) {
      there += database.read(key) == null ? 0 : 1;
    }
    turn.reply().integer(there);
  }

  private static void type(Turn turn, Bytes key) {
    Object value = turn.database().inspect(key);
    turn.reply().simple(value == null ? "none" : KeyType.of(value).text());
  }
}
