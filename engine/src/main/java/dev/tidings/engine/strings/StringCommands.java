package dev.tidings.engine.strings;

import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.STRING;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Command;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import java.util.List;

/** Strings: what a key holds most often. */
public final class StringCommands {
  private StringCommands() {}

  record Set(Bytes key, Bytes value) {}

  static final Command<Turn> GET =
      Command.<Turn>command("GET", STRING, READONLY, FAST)
          .since("1.0.0")
          .summary("Tells the string that a key holds.")
          .complexity("O(1)")
          .takes(key("key", Access.READ))
          .does(StringCommands::get);

  static final Command<Turn> SET =
      Command.<Turn>command("SET", STRING, WRITE, DENY_OOM)
          .since("1.0.0")
          .summary("Lets a key hold a string, whatever it held before.")
          .complexity("O(1)")
          .takes(key("key", Access.OVERWRITE), string("value"), Set::new)
          .does(StringCommands::set);

  /** The whole family. */
  public static final List<Command<Turn>> ALL = List.of(GET, SET);

  private static void get(Turn turn, Bytes key) {
    Texts.tell(turn.reply(), Texts.read(turn.database(), key));
  }

  private static void set(Turn turn, Set request) {
    Database database = turn.database();
    database.put(request.key, request.value.array());
    database.changed(request.key);
    database.tell(KeyspaceEvents.STRING, "set", request.key);
    turn.reply().ok();
  }
}
