package dev.tidings.engine.generic;

import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.flag;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.options;
import static dev.tidings.command.Family.GENERIC;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.Deadlines;
import dev.tidings.structures.Value;
import dev.tidings.structures.streams.StreamValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ways of a value to another key: RENAME, COPY, MOVE. */
final class PassageCommands {
  private PassageCommands() {}

  record Rename(Bytes from, Bytes to) {}

  record Move(Bytes key, int database) {}

  record Copy(Bytes from, Bytes to, CopyOptions options) {}

  /**
   * The words behind the keys of COPY as far as they could be read. Words are judged from left to
   * right, and only the handler knows which databases there are.
   */
  private record CopyOptions(List<Integer> databases, boolean replace, @Nullable Refusal fault) {}

  private static final Arg<CopyOptions> COPY_OPTIONS =
      custom(
          options(
                  DatabaseCommands.database("destination-db").after("DB"),
                  flag("REPLACE"),
                  (_, replace) -> replace)
              .shape(),
          PassageCommands::readOptions);

  static final Command<Turn> RENAME =
      Command.<Turn>command("RENAME", GENERIC, WRITE)
          .since("1.0.0")
          .summary("Gives a key another name, whatever had that before.")
          .complexity("O(1)")
          .takes(key("key", Access.TAKE), key("newkey", Access.OVERWRITE), Rename::new)
          .does(PassageCommands::rename);

  static final Command<Turn> RENAMENX =
      Command.<Turn>command("RENAMENX", GENERIC, WRITE, FAST)
          .since("1.0.0")
          .summary("Gives a key another name unless that is taken.")
          .complexity("O(1)")
          .takes(key("key", Access.TAKE), key("newkey", Access.CREATE), Rename::new)
          .does(PassageCommands::renameToFree);

  static final Command<Turn> COPY =
      Command.<Turn>command("COPY", GENERIC, WRITE, DENY_OOM)
          .since("6.2.0")
          .summary("Lets another key hold a copy of what a key holds.")
          .complexity("O(N), N bytes that the key holds")
          .takes(
              key("source", Access.READ),
              key("destination", Access.OVERWRITE),
              COPY_OPTIONS,
              Copy::new)
          .does(PassageCommands::copy);

  static final Command<Turn> MOVE =
      Command.<Turn>command("MOVE", GENERIC, WRITE, FAST)
          .since("1.0.0")
          .summary("Moves a key to another database unless it is there already.")
          .complexity("O(1)")
          .takes(key("key", Access.UPDATE_AND_TELL), DatabaseCommands.database("db"), Move::new)
          .does(PassageCommands::move);

  static final List<Command<Turn>> ALL = List.of(RENAME, RENAMENX, COPY, MOVE);

  private static void rename(Turn turn, Rename request) {
    rename(turn.database(), request, true);
    turn.reply().ok();
  }

  private static void renameToFree(Turn turn, Rename request) {
    turn.reply().integer(rename(turn.database(), request, false) ? 1 : 0);
  }

  private static boolean rename(Database database, Rename request, boolean overwrites) {
    if (database.write(request.from) == null) {
      throw new Refusal("ERR no such key");
    }
    if (request.from.equals(request.to)) {
      return false;
    }
    Object before = database.write(request.to);
    if (before != null) {
      if (!overwrites) {
        return false;
      }
      database.remove(request.to);
    }
    database.move(request.from, database, request.to);
    database.changed(request.from);
    database.changed(request.to);
    database.tell(KeyspaceEvents.GENERIC, "rename_from", request.from);
    database.tell(KeyspaceEvents.GENERIC, "rename_to", request.to);
    if (before != null) {
      database.overwritten(request.to, before);
    }
    return true;
  }

  private static CopyOptions readOptions(Cursor cursor) {
    Arg<Integer> number = DatabaseCommands.database("destination-db");
    List<Integer> databases = new ArrayList<>();
    boolean replace = false;
    try {
      while (cursor.hasNext()) {
        switch (cursor.nextText().toUpperCase(java.util.Locale.ROOT)) {
          case "REPLACE" -> replace = true;
          case "DB" -> databases.add(number.read(cursor));
          default -> throw Refusal.syntax();
        }
      }
    } catch (Refusal fault) {
      cursor.position(cursor.position() + cursor.remaining());
      return new CopyOptions(databases, replace, fault);
    }
    return new CopyOptions(databases, replace, null);
  }

  private static void copy(Turn turn, Copy request) {
    Database source = turn.database();
    Database target = source;
    for (int number : request.options.databases) {
      target = DatabaseCommands.existing(turn, number);
    }
    if (request.options.fault != null) {
      throw request.options.fault;
    }
    if (source == target && request.from.equals(request.to)) {
      throw sameObjects();
    }
    turn.reply().integer(copy(turn, source, target, request) ? 1 : 0);
  }

  private static boolean copy(Turn turn, Database source, Database target, Copy request) {
    Object value = source.read(request.from);
    if (value == null) {
      return false;
    }
    Object before = target.write(request.to);
    if (before != null) {
      if (!request.options.replace) {
        return false;
      }
      target.remove(request.to);
    }
    long deadline = source.deadline(request.from);
    Object copy = value instanceof Value held ? held.copy() : value;
    if (copy instanceof StreamValue stream) {
      // What is read of the copy is no reading of the stream that the key held before.
      stream.log().setEpoch(turn.random().nextLong());
    }
    target.add(request.to, copy);
    if (deadline != Deadlines.NONE) {
      target.deadline(request.to, deadline);
    }
    target.changed(request.to);
    target.tell(KeyspaceEvents.GENERIC, "copy_to", request.to);
    if (before != null) {
      target.overwritten(request.to, before);
    }
    return true;
  }

  private static void move(Turn turn, Move request) {
    Database source = turn.database();
    Database target = DatabaseCommands.existing(turn, request.database);
    if (source == target) {
      throw sameObjects();
    }
    Bytes key = request.key;
    if (source.write(key) == null || target.write(key) != null) {
      turn.reply().integer(0);
      return;
    }
    source.move(key, target, key);
    source.changed(key);
    target.changed(key);
    source.tell(KeyspaceEvents.GENERIC, "move_from", key);
    target.tell(KeyspaceEvents.GENERIC, "move_to", key);
    turn.reply().integer(1);
  }

  private static Refusal sameObjects() {
    return new Refusal("ERR source and destination objects are the same");
  }
}
