package dev.tidings.engine.hashes;

import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.command.Shape.Kind;
import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code FIELDS numfields field [field ...]}, which ends a request, and what may stand before it in
 * HSETEX: with refusals of their own.
 */
final class FieldWords {
  private static final byte[] FIELDS = Bytes.of("FIELDS").array();

  private FieldWords() {}

  /** The fields of the commands that tell of deadlines or values. */
  static final Arg<List<Bytes>> NAMES = names("ERR Number of fields must be a positive integer");

  /** The fields of HEXPIRE and its kin. */
  static final Arg<List<Bytes>> NAMES_TO_END =
      names("ERR Parameter `numFields` should be greater than 0");

  private static Arg<List<Bytes>> names(String textOfCount) {
    return Args.custom(
        fields(HashCommands.FIELD.many().shape()),
        cursor -> {
          if (!cursor.nextIs(FIELDS)) {
            throw new Refusal(
                "ERR Mandatory argument FIELDS is missing or not at the right position");
          }
          cursor.skip();
          if (count(cursor, Long.MAX_VALUE, textOfCount) != cursor.remaining()) {
            throw new Refusal("ERR The `numfields` parameter must match the number of arguments");
          }
          List<Bytes> names = new ArrayList<>(cursor.remaining());
          while (cursor.hasNext()) {
            names.add(cursor.next());
          }
          return names;
        });
  }

  private static Shape fields(Shape each) {
    List<Shape> parts = List.of(Shape.of("numfields", Kind.COUNT), each);
    return new Shape("fields", Kind.BLOCK, "FIELDS", false, false, false, null, parts);
  }

  private static long count(Cursor cursor, long most, String text) {
    long count = cursor.nextInteger(text);
    if (count < 1 || count > most) {
      throw new Refusal(text);
    }
    return count;
  }

  // ---- HSETEX -------------------------------------------------------------------------------

  /** Which of the fields must be there, or must not, before any is set. */
  enum Presence {
    /** None of them. */
    FNX,
    /** All of them. */
    FXX
  }

  /** What HSETEX is asked to do. */
  record Setting(@Nullable Presence presence, Ending ending, List<HashCommands.Pair> pairs) {}

  private static final Arg<Presence> PRESENCE = Args.oneOf("condition", Presence.class);

  private static final Arg<Ending> ENDING =
      Ending.clause("hsetex", "KEEPTTL", Ending.Rule.KEPT).lacking("ERR missing expire time");

  /** Options in any order, each once, and then fields with values. */
  static final Arg<Setting> SETTING =
      Args.custom(
          Shape.parts(
              "setting",
              List.of(
                  PRESENCE.optional().shape(),
                  ENDING.optional().shape(),
                  fields(HashCommands.PAIR.many().shape()))),
          FieldWords::readSetting);

  private static Setting readSetting(Cursor cursor) {
    Presence presence = null;
    Ending ending = null;
    while (!cursor.nextIs(FIELDS)) {
      if (PRESENCE.starts(cursor)) {
        if (presence != null) {
          throw new Refusal("ERR Only one of FXX or FNX arguments can be specified");
        }
        presence = PRESENCE.read(cursor);
      } else if (ENDING.starts(cursor)) {
        if (ending != null) {
          throw new Refusal(
              "ERR Only one of EX, PX, EXAT, PXAT or KEEPTTL arguments can be specified");
        }
        ending = ENDING.read(cursor);
      } else {
        throw new Refusal("ERR unknown argument: " + Refusal.shown(cursor.nextText()));
      }
    }
    cursor.skip();
    return new Setting(presence, ending == null ? Ending.UNSAID : ending, readPairs(cursor));
  }

  private static List<HashCommands.Pair> readPairs(Cursor cursor) {
    // A count and one pair are the least.
    if (cursor.remaining() < 3) {
      throw Refusal.arity("hsetex");
    }
    long count = count(cursor, Integer.MAX_VALUE, "ERR invalid number of fields");
    if (cursor.remaining() != 2 * count) {
      throw Refusal.arity("hsetex");
    }
    List<HashCommands.Pair> pairs = new ArrayList<>((int) count);
    while (cursor.hasNext()) {
      pairs.add(HashCommands.PAIR.read(cursor));
    }
    return pairs;
  }
}
