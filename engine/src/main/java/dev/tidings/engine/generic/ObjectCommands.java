package dev.tidings.engine.generic;

import static dev.tidings.command.Args.key;
import static dev.tidings.command.Family.GENERIC;
import static dev.tidings.command.Trait.READONLY;

import dev.tidings.command.Access;
import dev.tidings.command.Command;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Containers;
import dev.tidings.engine.Database;
import dev.tidings.engine.Recency;
import dev.tidings.engine.Turn;
import dev.tidings.engine.strings.StringEncoding;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.Value;
import java.util.List;

/** OBJECT: what is known of a key beside what it holds. */
final class ObjectCommands {
  private static final String MEANWHILE =
      " Please note that when switching between policies at runtime LRU and LFU data will take some"
          + " time to adjust.";

  private ObjectCommands() {}

  /** What is told of a key that is there. */
  @FunctionalInterface
  private interface Teller {
    void tell(Turn turn, Bytes key, Object value);
  }

  static final Command<Turn> OBJECT =
      Containers.container(
          Command.<Turn>command("OBJECT", GENERIC)
              .since("2.2.3")
              .summary("Tells what is known of a key beside what it holds.")
              .complexity("Depends on the subcommand."),
          List.of(
              about("ENCODING", "2.2.3", "Tells how a value is kept.", ObjectCommands::encoding),
              about(
                  "FREQ",
                  "4.0.0",
                  "Tells how often a key has been used lately, on a logarithmic scale.",
                  ObjectCommands::frequency),
              about(
                  "IDLETIME",
                  "2.2.3",
                  "Tells for how many seconds a key has not been used.",
                  ObjectCommands::idleTime),
              about(
                  "REFCOUNT",
                  "2.2.3",
                  "Tells how many keys share a value.",
                  ObjectCommands::references)));

  private static Command<Turn> about(String name, String since, String summary, Teller teller) {
    return Command.<Turn>command(name, GENERIC, READONLY)
        .since(since)
        .summary(summary)
        .complexity("O(1)")
        .tips("nondeterministic_output")
        .takes(key("key", Access.INSPECT))
        .does((turn, key) -> tell(turn, key, teller));
  }

  private static void tell(Turn turn, Bytes key, Teller teller) {
    Object value = turn.database().peek(key);
    if (value == null) {
      turn.reply().nullBulk();
    } else {
      teller.tell(turn, key, value);
    }
  }

  private static void encoding(Turn turn, Bytes key, Object value) {
    turn.reply()
        .bulk(value instanceof Value held ? held.encoding() : StringEncoding.of(value).text());
  }

  private static void frequency(Turn turn, Bytes key, Object value) {
    Recency recency = turn.engine().keyspace().recency();
    if (!recency.countsUses()) {
      throw new Refusal(
          "ERR An LFU maxmemory policy is not selected, access frequency not tracked." + MEANWHILE);
    }
    turn.reply().integer(recency.frequency(uses(turn, key), turn.nowMillis()));
  }

  private static void idleTime(Turn turn, Bytes key, Object value) {
    Recency recency = turn.engine().keyspace().recency();
    if (recency.countsUses()) {
      throw new Refusal(
          "ERR An LFU maxmemory policy is selected, idle time not tracked." + MEANWHILE);
    }
    turn.reply().integer(recency.idleMillis(uses(turn, key), turn.nowMillis()) / 1000);
  }

  private static int uses(Turn turn, Bytes key) {
    Database database = turn.database();
    return database.table().usesAt(database.livePlace(key));
  }

  /** No value is shared, as in Redis 8. */
  private static void references(Turn turn, Bytes key, Object value) {
    turn.reply().integer(1);
  }
}
