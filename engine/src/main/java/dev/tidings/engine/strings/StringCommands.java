package dev.tidings.engine.strings;

import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.options;
import static dev.tidings.command.Family.STRING;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.Words;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.Deadlines;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Strings as a whole: set, told, taken. */
public final class StringCommands {
  private static final byte[] GET_WORD = {'G', 'E', 'T'};

  private StringCommands() {}

  record Set(Bytes key, byte[] value, SetOptions options) {}

  record Plain(Bytes key, byte[] value) {}

  record Ending(Bytes key, Expiration expiration, byte[] value) {}

  record GetAndEnd(Bytes key, Expiration expiration) {}

  /** A value that goes into the table as the array that it is. */
  static final Arg<byte[]> VALUE = custom(Shape.of("value", Shape.Kind.STRING), Cursor::nextBytes);

  private static final Arg<Expiration> ENDING =
      custom(
          options(Expiration.shapes(Expiration.Kind.PERSIST), given -> Expiration.NONE).shape(),
          StringCommands::ending);

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
          .uses(StringCommands::useBySet)
          .takes(key("key", Access.UPDATE_OR_TELL), VALUE, SetOptions.OPTIONS, Set::new)
          .does(StringCommands::set);

  static final Command<Turn> SETNX =
      Command.<Turn>command("SETNX", STRING, WRITE, DENY_OOM, FAST)
          .since("1.0.0")
          .summary("Lets a key that is not there hold a string.")
          .complexity("O(1)")
          .takes(key("key", Access.CREATE), VALUE, Plain::new)
          .does(StringCommands::setIfAbsent);

  static final Command<Turn> SETEX =
      Command.<Turn>command("SETEX", STRING, WRITE, DENY_OOM)
          .since("2.0.0")
          .summary("Lets a key hold a string for so many seconds.")
          .complexity("O(1)")
          .takes(
              key("key", Access.OVERWRITE),
              number("seconds", Expiration.Kind.EX),
              VALUE,
              Ending::new)
          .does(StringCommands::setEnding);

  static final Command<Turn> PSETEX =
      Command.<Turn>command("PSETEX", STRING, WRITE, DENY_OOM)
          .since("2.6.0")
          .summary("Lets a key hold a string for so many milliseconds.")
          .complexity("O(1)")
          .takes(
              key("key", Access.OVERWRITE),
              number("milliseconds", Expiration.Kind.PX),
              VALUE,
              Ending::new)
          .does(StringCommands::setEnding);

  static final Command<Turn> GETSET =
      Command.<Turn>command("GETSET", STRING, WRITE, DENY_OOM, FAST)
          .since("1.0.0")
          .summary("Lets a key hold a string and tells the one that it held before.")
          .complexity("O(1)")
          .takes(key("key", Access.UPDATE_AND_TELL), VALUE, Plain::new)
          .does(StringCommands::exchange);

  static final Command<Turn> GETDEL =
      Command.<Turn>command("GETDEL", STRING, WRITE, FAST)
          .since("6.2.0")
          .summary("Tells the string that a key holds and removes the key.")
          .complexity("O(1)")
          .takes(key("key", Access.TAKE))
          .does(StringCommands::take);

  static final Command<Turn> GETEX =
      Command.<Turn>command("GETEX", STRING, WRITE, FAST)
          .since("6.2.0")
          .summary("Tells the string that a key holds and says when the key shall end.")
          .complexity("O(1)")
          .takes(key("key", Access.UPDATE_AND_TELL), ENDING, GetAndEnd::new)
          .does(StringCommands::getAndEnd);

  /** The whole family. */
  public static final List<Command<Turn>> ALL =
      Stream.of(
              List.of(GET, SET, SETNX, SETEX, PSETEX, GETSET, GETDEL, GETEX),
              ManyStringsCommands.ALL,
              PieceCommands.ALL,
              CounterCommands.ALL,
              BoundedCounterCommand.ALL,
              SubsequenceCommand.ALL,
              DigestCommands.ALL)
          .flatMap(List::stream)
          .toList();

  private static Arg<Expiration> number(String name, Expiration.Kind kind) {
    return custom(integer(name).shape(), cursor -> new Expiration(kind, cursor.nextBytes()));
  }

  private static Expiration ending(Cursor cursor) {
    Expiration given = Expiration.NONE;
    while (cursor.hasNext()) {
      int before = cursor.position();
      given = Expiration.read(cursor, given, Expiration.Kind.PERSIST);
      if (cursor.position() == before) {
        throw Refusal.syntax();
      }
    }
    return given;
  }

  /** With GET the old string is told; a condition looks at it and tells nothing. */
  private static Access useBySet(Words words, int name) {
    Access access = Access.OVERWRITE;
    for (int i = name + 3; i < words.count(); i++) {
      if (words.is(i, GET_WORD)) {
        return Access.UPDATE_AND_TELL;
      }
      if (Condition.Kind.comparesBy(words, i)) {
        access = Access.UPDATE;
      }
    }
    return access;
  }

  private static void get(Turn turn, Bytes key) {
    Texts.tell(turn.reply(), Texts.read(turn.database(), key));
  }

  private static void set(Turn turn, Set request) {
    SetOptions options = request.options;
    if (options == SetOptions.NONE) {
      put(turn.database(), request.key, request.value);
      turn.reply().ok();
      return;
    }
    long deadline = options.expiration().deadline(turn);
    Database database = turn.database();
    Object before = options.tells() ? Texts.read(database, request.key) : null;
    boolean set = setAs(database, request, deadline);
    if (options.tells()) {
      Texts.tell(turn.reply(), before);
    } else if (set) {
      turn.reply().ok();
    } else {
      turn.reply().nullBulk();
    }
  }

  private static boolean setAs(Database database, Set request, long deadline) {
    SetOptions options = request.options;
    Bytes key = request.key;
    Object present = database.write(key);
    if (!options.condition().holdsFor(present)) {
      return false;
    }
    if (present != null && options.expiration().kind() == Expiration.Kind.KEEPTTL) {
      database.replace(key, request.value);
      database.overwritten(key, present);
    } else {
      database.put(key, request.value);
    }
    finish(database, key, deadline);
    return true;
  }

  /** The end of a command that gave {@code key} a string: its deadline, and who is told. */
  static void finish(Database database, Bytes key, long deadline) {
    if (deadline != Deadlines.NONE) {
      database.deadline(key, deadline);
    }
    database.changed(key);
    database.tell(KeyspaceEvents.STRING, "set", key);
    if (deadline != Deadlines.NONE) {
      database.tell(KeyspaceEvents.GENERIC, "expire", key);
    }
  }

  /** Lets {@code key} hold {@code value} for ever, and tells of it. */
  static void put(Database database, Bytes key, byte[] value) {
    database.put(key, value);
    database.changed(key);
    database.tell(KeyspaceEvents.STRING, "set", key);
  }

  private static void setIfAbsent(Turn turn, Plain request) {
    Database database = turn.database();
    boolean absent = database.write(request.key) == null;
    if (absent) {
      put(database, request.key, request.value);
    }
    turn.reply().integer(absent ? 1 : 0);
  }

  private static void setEnding(Turn turn, Ending request) {
    long deadline = request.expiration.deadline(turn);
    Database database = turn.database();
    database.put(request.key, request.value);
    finish(database, request.key, deadline);
    turn.reply().ok();
  }

  private static void exchange(Turn turn, Plain request) {
    Database database = turn.database();
    Texts.tell(turn.reply(), Texts.read(database, request.key));
    put(database, request.key, request.value);
  }

  private static void take(Turn turn, Bytes key) {
    Database database = turn.database();
    Object text = Texts.read(database, key);
    Texts.tell(turn.reply(), text);
    if (text != null) {
      remove(database, key);
    }
  }

  /** Takes {@code key} out and tells of it. */
  static void remove(Database database, Bytes key) {
    database.remove(key);
    database.changed(key);
    database.tell(KeyspaceEvents.GENERIC, "del", key);
  }

  private static void getAndEnd(Turn turn, GetAndEnd request) {
    Database database = turn.database();
    Bytes key = request.key;
    @Nullable Object text = Texts.read(database, key);
    if (text == null) {
      turn.reply().nullBulk();
      return;
    }
    long deadline = request.expiration.deadline(turn);
    Texts.tell(turn.reply(), text);
    if (request.expiration.isTime() && deadline <= turn.nowMillis()) {
      remove(database, key);
    } else if (request.expiration.isTime()) {
      database.deadline(key, deadline);
      database.changed(key);
      database.tell(KeyspaceEvents.GENERIC, "expire", key);
    } else if (request.expiration.kind() == Expiration.Kind.PERSIST
        && database.deadline(key) != Deadlines.NONE) {
      database.deadline(key, Deadlines.NONE);
      database.changed(key);
      database.tell(KeyspaceEvents.GENERIC, "persist", key);
    }
  }
}
