package dev.tidings.engine.streams;

import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.STREAM;
import static dev.tidings.command.Trait.BLOCKING;
import static dev.tidings.command.Trait.MOVABLE_KEYS;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Args;
import dev.tidings.command.Command;
import dev.tidings.command.KeySpec;
import dev.tidings.command.Shape;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.RespWriter;
import java.util.ArrayList;
import java.util.List;

/** Reading streams, alone or as one of a group, and waiting for what comes. */
final class ReadCommands {
  private ReadCommands() {}

  static final Command<Turn> XREAD =
      Command.<Turn>command("XREAD", STREAM, READONLY, BLOCKING, MOVABLE_KEYS)
          .since("5.0.0")
          .summary("Tells the entries of streams behind an id, and may wait for some.")
          .complexity("O(log N + M) for each stream of N entries, M entries that are told")
          .keys(keys(1))
          .takes(custom(shape(false), cursor -> ReadOptions.read(cursor, false)))
          .does(ReadCommands::read);

  static final Command<Turn> XREADGROUP =
      Command.<Turn>command("XREADGROUP", STREAM, WRITE, BLOCKING, MOVABLE_KEYS)
          .since("5.0.0")
          .summary("Hands a consumer entries that its group has not read, or its own again.")
          .complexity("O(log N + M) for each stream of N entries, M entries that are told")
          .keys(keys(4))
          .takes(custom(shape(true), cursor -> ReadOptions.read(cursor, true)))
          .does(ReadCommands::read);

  static final List<Command<Turn>> ALL = List.of(XREAD, XREADGROUP);

  private static KeySpec keys(int from) {
    return new KeySpec(
        Access.READ, new KeySpec.AfterKeyword("STREAMS", from), new KeySpec.Range(-1, 1, 2));
  }

  private static Shape shape(boolean ofGroup) {
    List<Shape> shapes = new ArrayList<>();
    if (ofGroup) {
      shapes.add(
          Args.block("group_consumer", string("group"), string("consumer"), (g, c) -> g)
              .after("GROUP")
              .shape());
    }
    shapes.add(integer("count").after("COUNT").optional(0L).shape());
    shapes.add(integer("maxcount").after("MAXCOUNT").optional(0L).shape());
    shapes.add(integer("maxsize").after("MAXSIZE").optional(0L).shape());
    shapes.add(integer("milliseconds").after("BLOCK").optional(0L).shape());
    if (ofGroup) {
      shapes.add(integer("min-idle-time").after("CLAIM").optional(0L).shape());
      shapes.add(Args.flag("NOACK").shape());
    }
    shapes.add(
        Args.block(
                "streams",
                key("key", Access.READ).many(),
                string("id").many(),
                (first, second) -> first)
            .after("STREAMS")
            .shape());
    return Shape.parts("options", shapes);
  }

  private static void read(Turn turn, ReadOptions options) {
    Reading reading = new Reading(turn, options);
    if (options.timeoutMillis() != ReadOptions.NO_WAITING) {
      turn.engine().waiters().serveOrPark(turn, reading.wish(), reading, RespWriter::nullArray);
    } else if (!reading.serve(turn)) {
      turn.reply().nullArray();
    }
  }
}
