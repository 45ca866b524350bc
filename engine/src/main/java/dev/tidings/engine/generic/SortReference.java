package dev.tidings.engine.generic;

import dev.tidings.engine.Database;
import dev.tidings.engine.strings.Texts;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.hashes.FieldCursor;
import dev.tidings.structures.hashes.HashValue;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How BY and GET of SORT name a value for each member: the member in place of the first star, and
 * behind an arrow the field of a hash.
 *
 * <pre>
 *   weight_*            the string at weight_m
 *   object_*->price     the field price of the hash at object_m
 *   #                   m itself
 * </pre>
 *
 * <p>A star or an arrow behind a zero byte is none, as in the language that Redis is written in.
 */
final class SortReference {
  private static final int ARROW = 2;

  private final byte[] head;
  private final byte[] tail;
  private final @Nullable Bytes field;
  private final boolean self;
  private final boolean constant;

  SortReference(Bytes pattern) {
    byte[] text = pattern.array();
    int star = star(text);
    self = text.length > 0 && text[0] == '#' && end(text) == 1;
    constant = star < 0;
    int arrow = constant ? -1 : arrow(text, star + 1);
    head = Arrays.copyOf(text, Math.max(0, star));
    tail = Arrays.copyOfRange(text, star + 1, arrow < 0 ? text.length : arrow);
    field = arrow < 0 ? null : Bytes.copyOf(text, arrow + ARROW, text.length - arrow - ARROW);
  }

  /** Whether {@code pattern} names another value for each member. */
  static boolean hasStar(Bytes pattern) {
    return star(pattern.array()) >= 0;
  }

  private static int star(byte[] text) {
    return indexOf(text, '*');
  }

  /** Where a text ends for those to whom a zero byte is the end. */
  static int end(byte[] text) {
    for (int at = 0; at < text.length; at++) {
      if (text[at] == 0) {
        return at;
      }
    }
    return text.length;
  }

  private static int indexOf(byte[] text, char wanted) {
    int end = end(text);
    for (int at = 0; at < end; at++) {
      if (text[at] == wanted) {
        return at;
      }
    }
    return -1;
  }

  /** Where the arrow stands before a field's name; negative if there is none. */
  private static int arrow(byte[] text, int from) {
    int end = end(text);
    for (int at = from; at + ARROW <= end; at++) {
      if (text[at] == '-' && text[at + 1] == '>') {
        return at + ARROW < end ? at : -1;
      }
    }
    return -1;
  }

  /** What it names for {@code member}; null if there is no such value, or none of that type. */
  byte @Nullable [] valueFor(Database database, long nowMillis, byte[] member) {
    if (self) {
      return member;
    }
    if (constant) {
      return null;
    }
    byte[] key = Arrays.copyOf(head, head.length + member.length + tail.length);
    System.arraycopy(member, 0, key, head.length, member.length);
    System.arraycopy(tail, 0, key, head.length + member.length, tail.length);
    Object value = database.read(Bytes.wrap(key));
    if (field != null) {
      return value instanceof HashValue hash ? valueIn(hash, field, nowMillis) : null;
    }
    return value != null && Texts.isText(value) ? Texts.bytes(value) : null;
  }

  private static byte @Nullable [] valueIn(HashValue hash, Bytes field, long nowMillis) {
    FieldCursor at = hash.cursor();
    return at.find(field) && at.deadline() >= nowMillis ? at.value().array() : null;
  }
}
