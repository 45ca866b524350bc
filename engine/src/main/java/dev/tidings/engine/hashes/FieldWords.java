package dev.tidings.engine.hashes;

import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.command.Shape.Kind;
import dev.tidings.engine.Late;
import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.List;

/** {@code FIELDS numfields field [field ...]}, which ends a request. */
final class FieldWords {
  static final byte[] FIELDS = Bytes.of("FIELDS").array();

  private FieldWords() {}

  /** The fields; the hash is looked at first. */
  static final Arg<Late<List<Bytes>>> NAMES =
      Late.rest(Args.custom(shape(HashCommands.FIELD.many().shape()), FieldWords::readNames));

  private static List<Bytes> readNames(Cursor cursor) {
    if (!cursor.nextIs(FIELDS)) {
      throw new Refusal("ERR Mandatory argument FIELDS is missing or not at the right position");
    }
    cursor.skip();
    long count = count(cursor, Long.MAX_VALUE, "ERR Number of fields must be a positive integer");
    if (count != cursor.remaining()) {
      throw new Refusal("ERR The `numfields` parameter must match the number of arguments");
    }
    return names(cursor, (int) count);
  }

  /** The next {@code count} words. */
  static List<Bytes> names(Cursor cursor, int count) {
    List<Bytes> names = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      names.add(cursor.next());
    }
    return names;
  }

  /** As COMMAND DOCS shows it. */
  static Shape shape(Shape each) {
    List<Shape> parts = List.of(Shape.of("numfields", Kind.COUNT), each);
    return Shape.block("fields", parts).withToken("FIELDS");
  }

  /** How many fields there are to be, refused with {@code text}. */
  static long count(Cursor cursor, long most, String text) {
    long count = cursor.nextInteger(text);
    if (count < 1 || count > most) {
      throw new Refusal(text);
    }
    return count;
  }
}
