package dev.tidings.engine.bitmaps;

import static dev.tidings.command.Args.block;
import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.BITMAP;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.engine.bitmaps.FieldOperation.Overflow;
import dev.tidings.engine.strings.Texts;
import dev.tidings.protocol.RespWriter;
import dev.tidings.protocol.Words;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.TextBuffer;
import java.util.List;

/** BITFIELD: whole numbers of any width, side by side in a string. */
final class BitFieldCommands {
  private BitFieldCommands() {}

  /** The words of the operations, which are read one after the other when it is their turn. */
  record Request(Bytes key, Rest operations) {}

  /** A request from word {@code first} on. */
  record Rest(Words words, int first) {}

  private static final Arg<Object> GET =
      block("get-block", string("encoding"), integer("offset"), (type, offset) -> (Object) type)
          .after("GET");

  private static final Arg<Object> OPERATION =
      oneOf(
          "operation",
          GET,
          block(
              "write",
              oneOf("overflow-block", Overflow.class).after("OVERFLOW").optional(Overflow.WRAP),
              oneOf("write-operation", write("set-block", "SET"), write("incrby-block", "INCRBY")),
              (overflow, write) -> write));

  static final Command<Turn> BITFIELD =
      Command.<Turn>command("BITFIELD", BITMAP, WRITE, DENY_OOM)
          .since("3.2.0")
          .summary("Tells, sets and counts whole numbers of any width inside of a string.")
          .complexity("O(N) for N operations")
          .uses(BitFieldCommands::use)
          .takes(
              key("key", Access.UPDATE_OR_TELL),
              custom(OPERATION.manyOrNone().shape(), BitFieldCommands::rest),
              Request::new)
          .does(BitFieldCommands::perform);

  static final Command<Turn> BITFIELD_RO =
      Command.<Turn>command("BITFIELD_RO", BITMAP, READONLY, FAST)
          .since("6.0.0")
          .summary("Tells whole numbers of any width inside of a string.")
          .complexity("O(N) for N operations")
          .takes(
              key("key", Access.READ),
              custom(GET.manyOrNone().shape(), BitFieldCommands::rest),
              Request::new)
          .does(BitFieldCommands::tell);

  static final List<Command<Turn>> ALL = List.of(BITFIELD, BITFIELD_RO);

  private static Arg<Object> write(String name, String word) {
    return block(
            name,
            string("encoding"),
            integer("offset"),
            integer("value"),
            (type, offset, value) -> (Object) type)
        .after(word);
  }

  private static Rest rest(Cursor cursor) {
    Rest rest = new Rest(cursor.words(), cursor.position());
    cursor.position(cursor.words().count());
    return rest;
  }

  /** Only GET is no use that changes anything. */
  private static Access use(Words words, int name) {
    return FieldOperation.onlyTells(words, name + 2) ? Access.READ : Access.UPDATE_AND_TELL;
  }

  private static void tell(Turn turn, Request request) {
    List<FieldOperation> operations = FieldOperation.read(turn, request.operations);
    if (FieldOperation.neededBytes(operations) > 0) {
      throw new Refusal("ERR BITFIELD_RO only supports the GET subcommand");
    }
    tell(turn, request.key, operations);
  }

  private static void perform(Turn turn, Request request) {
    List<FieldOperation> operations = FieldOperation.read(turn, request.operations);
    int needed = FieldOperation.neededBytes(operations);
    if (needed == 0) {
      tell(turn, request.key, operations);
      return;
    }
    Database database = turn.database();
    Object text = Texts.write(database, request.key);
    boolean grows = needed > Texts.length(text);
    TextBuffer buffer =
        Texts.inPlace(database, request.key, text, Math.max(needed, Texts.length(text)));
    buffer.growTo(needed);
    turn.reply().array(operations.size());
    boolean changed = false;
    for (FieldOperation operation : operations) {
      changed |= operation.perform(buffer, turn.reply(), grows);
    }
    if (!changed) {
      // Zero bytes at the end alone are no change that Redis tells anybody of.
      database.recount(request.key);
    } else {
      database.changed(request.key);
      database.tell(KeyspaceEvents.STRING, "setbit", request.key);
    }
  }

  private static void tell(Turn turn, Bytes key, List<FieldOperation> operations) {
    Object text = Texts.read(turn.database(), key);
    byte[] array = Texts.array(text);
    int length = Texts.length(text);
    RespWriter reply = turn.reply();
    reply.array(operations.size());
    for (FieldOperation operation : operations) {
      reply.integer(operation.value(array, length));
    }
  }
}
