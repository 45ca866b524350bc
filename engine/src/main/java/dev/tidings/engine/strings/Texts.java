package dev.tidings.engine.strings;

import dev.tidings.command.Refusal;
import dev.tidings.engine.Database;
import dev.tidings.protocol.RespWriter;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.TextBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The strings of the key space, whichever form they have: a {@code byte[]}, which nobody changes,
 * or a {@link TextBuffer}, which is changed in place. Whoever reads a string goes through here.
 *
 * <pre>{@code
 * Object text = Texts.read(database, key);        // null if absent; WRONGTYPE is refused
 * byte[] array = Texts.array(text);               // its first Texts.length(text) bytes are the text
 * }</pre>
 */
public final class Texts {
  private static final byte[] NOTHING = new byte[0];

  private Texts() {}

  /** Whether {@code value} is a string. */
  public static boolean isText(Object value) {
    return value instanceof byte[] || value instanceof TextBuffer;
  }

  /** Refuses {@code value} unless it is a string or absent, and returns it. */
  public static @Nullable Object check(@Nullable Object value) {
    if (value == null || isText(value)) {
      return value;
    }
    throw Refusal.wrongType();
  }

  /** The string that {@code key} holds, for a command that reads; null if it is absent. */
  public static @Nullable Object read(Database database, Bytes key) {
    return check(database.read(key));
  }

  /** The string that {@code key} holds, for a command that writes; null if it is absent. */
  public static @Nullable Object write(Database database, Bytes key) {
    return check(database.write(key));
  }

  /** How many bytes a string has; an absent one has none. */
  public static int length(@Nullable Object text) {
    return switch (text) {
      case null -> 0;
      case byte[] plain -> plain.length;
      default -> ((TextBuffer) text).length();
    };
  }

  /**
   * The array whose first {@link #length} bytes are the string: not to be changed, and good only
   * until the next change of the key.
   */
  public static byte[] array(@Nullable Object text) {
    return switch (text) {
      case null -> NOTHING;
      case byte[] plain -> plain;
      default -> ((TextBuffer) text).array();
    };
  }

  /** The string as an array of just its length: not to be changed, but good for ever. */
  public static byte[] bytes(@Nullable Object text) {
    return text instanceof TextBuffer buffer ? buffer.bytes() : array(text);
  }

  /** Writes a string, or the absence of one, as a bulk string. */
  public static void tell(RespWriter reply, @Nullable Object text) {
    switch (text) {
      case null -> reply.nullBulk();
      case byte[] plain -> reply.bulk(plain);
      default -> reply.bulk(array(text), 0, length(text));
    }
  }

  /**
   * The string that {@code key} holds in a form that can be changed in place, made so if it is not:
   * {@link Database#changed} follows.
   *
   * @param text what {@link #write} answered; null lets the key come into being
   * @param capacity how many bytes there will be at least
   */
  public static TextBuffer inPlace(
      Database database, Bytes key, @Nullable Object text, int capacity) {
    if (text instanceof TextBuffer buffer) {
      return buffer;
    }
    TextBuffer buffer = TextBuffer.copyOf(array(text), capacity);
    if (text == null) {
      database.add(key, buffer);
    } else {
      database.replace(key, buffer);
    }
    return buffer;
  }
}
