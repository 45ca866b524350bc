package dev.tidings.engine.strings;

import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Family.STRING;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Command;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.settings.ClientSettings;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.TextBuffer;
import java.util.List;

/** Pieces of strings: added, overwritten, told. */
public final class PieceCommands {
  private PieceCommands() {}

  record Append(Bytes key, byte[] value) {}

  record Overwrite(Bytes key, long offset, byte[] value) {}

  record Range(Bytes key, long start, long end) {}

  static final Command<Turn> APPEND =
      Command.<Turn>command("APPEND", STRING, WRITE, DENY_OOM, FAST)
          .since("2.0.0")
          .summary("Adds to the end of the string that a key holds.")
          .complexity("O(1), seen over many requests")
          .takes(key("key", Access.INSERT), StringCommands.VALUE, Append::new)
          .does(PieceCommands::append);

  static final Command<Turn> STRLEN =
      Command.<Turn>command("STRLEN", STRING, READONLY, FAST)
          .since("2.2.0")
          .summary("Tells how many bytes the string has that a key holds.")
          .complexity("O(1)")
          .takes(key("key", Access.INSPECT))
          .does(PieceCommands::length);

  static final Command<Turn> SETRANGE =
      Command.<Turn>command("SETRANGE", STRING, WRITE, DENY_OOM)
          .since("2.2.0")
          .summary("Overwrites a piece of the string that a key holds.")
          .complexity("O(N) for N bytes that are written or come into being")
          .takes(key("key", Access.UPDATE), integer("offset"), StringCommands.VALUE, Overwrite::new)
          .does(PieceCommands::overwrite);

  static final Command<Turn> GETRANGE = piece("GETRANGE", "2.4.0");

  static final Command<Turn> SUBSTR = piece("SUBSTR", "1.0.0");

  static final List<Command<Turn>> ALL = List.of(APPEND, STRLEN, SETRANGE, GETRANGE, SUBSTR);

  private static Command<Turn> piece(String name, String since) {
    return Command.<Turn>command(name, STRING, READONLY)
        .since(since)
        .summary("Tells a piece of the string that a key holds.")
        .complexity("O(N) for N bytes that are told")
        .takes(key("key", Access.READ), integer("start"), integer("end"), Range::new)
        .does(PieceCommands::tell);
  }

  /**
   * Refuses a string of {@code start} and {@code more} bytes if it is longer than {@code
   * proto-max-bulk-len} allows, or than an array can be.
   */
  public static void checkLength(Turn turn, long start, long more) {
    long most =
        Math.min(
            turn.configuration().value(ClientSettings.PROTO_MAX_BULK_LEN), Integer.MAX_VALUE - 8);
    if (start > most || more > most - start) {
      throw new Refusal("ERR string exceeds maximum allowed size (proto-max-bulk-len)");
    }
  }

  private static void append(Turn turn, Append request) {
    Database database = turn.database();
    Object text = Texts.write(database, request.key);
    int length = Texts.length(text);
    if (text == null) {
      database.add(request.key, request.value);
    } else {
      checkLength(turn, length, request.value.length);
      int whole = length + request.value.length;
      Texts.inPlace(database, request.key, text, whole).append(request.value);
    }
    database.changed(request.key);
    database.tell(KeyspaceEvents.STRING, "append", request.key);
    turn.reply().integer((long) length + request.value.length);
  }

  private static void length(Turn turn, Bytes key) {
    turn.reply().integer(Texts.length(Texts.read(turn.database(), key)));
  }

  private static void overwrite(Turn turn, Overwrite request) {
    if (request.offset < 0) {
      throw new Refusal("ERR offset is out of range");
    }
    Database database = turn.database();
    Object text = Texts.write(database, request.key);
    if (request.value.length == 0) {
      turn.reply().integer(Texts.length(text));
      return;
    }
    checkLength(turn, request.offset, request.value.length);
    int end = (int) request.offset + request.value.length;
    TextBuffer buffer =
        Texts.inPlace(database, request.key, text, Math.max(Texts.length(text), end));
    buffer.write((int) request.offset, request.value);
    database.changed(request.key);
    database.tell(KeyspaceEvents.STRING, "setrange", request.key);
    turn.reply().integer(buffer.length());
  }

  private static void tell(Turn turn, Range request) {
    Object text = Texts.read(turn.database(), request.key);
    long length = Texts.length(text);
    long start = request.start;
    long end = request.end;
    if (length == 0 || (start < 0 && end < 0 && start > end)) {
      turn.reply().bulk(Bytes.EMPTY);
      return;
    }
    start = Math.max(0, start < 0 ? length + start : start);
    end = Math.min(length - 1, Math.max(0, end < 0 ? length + end : end));
    if (start > end) {
      turn.reply().bulk(Bytes.EMPTY);
    } else {
      turn.reply().bulk(Texts.array(text), (int) start, (int) (end - start + 1));
    }
  }
}
