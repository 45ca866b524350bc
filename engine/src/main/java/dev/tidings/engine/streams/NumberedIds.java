package dev.tidings.engine.streams;

import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.engine.Late;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code [KEEPREF|DELREF|ACKED] IDS numids id [id ...]}, in either order; the stream is looked at
 * first.
 *
 * @param removal what becomes of references
 */
record NumberedIds(Removal removal, IdWords ids) {
  static final Arg<Late<NumberedIds>> WITH_REMOVAL =
      Late.rest(
          Args.custom(
              Shape.parts("ids", List.of(Removal.WORD.shape(), idsShape())), NumberedIds::read));

  private static final byte[] IDS = TrimOptions.word("IDS");

  /** {@code IDS numids id [id ...]} as COMMAND DOCS shows it. */
  static Shape idsShape() {
    return Args.counted(Args.integer("numids"), Args.string("id")).after("IDS").shape();
  }

  private static NumberedIds read(Cursor cursor) {
    @Nullable Removal removal = null;
    @Nullable IdWords ids = null;
    while (cursor.hasNext()) {
      if (cursor.nextIs(IDS) && cursor.remaining() > 1) {
        cursor.skip();
        ids =
            read(
                cursor,
                "ERR Number of IDs must be a positive integer",
                "ERR The `numids` parameter must match the number of arguments");
      } else {
        if (removal != null || !Removal.WORD.starts(cursor)) {
          throw Refusal.syntax();
        }
        removal = Removal.WORD.read(cursor);
      }
    }
    if (ids == null) {
      throw new Refusal("ERR IDS option is required");
    }
    return new NumberedIds(removal == null ? Removal.KEEPREF : removal, ids);
  }

  /** Reads {@code numids id [id ...]} and refuses with these texts. */
  static IdWords read(Cursor cursor, String notPositive, String notAsMany) {
    long count = cursor.nextInteger(notPositive);
    if (count <= 0) {
      throw new Refusal(notPositive);
    }
    if (count > cursor.remaining()) {
      throw new Refusal(notAsMany);
    }
    int from = cursor.position();
    int to = from + (int) count;
    cursor.position(to);
    return new IdWords(cursor.words(), from, to);
  }
}
