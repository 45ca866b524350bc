package dev.tidings.engine;

import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * What the last words of a request say, refused only when it is used: the keys are looked at before
 * them, and where there is none they may not matter.
 *
 * @param read null if it is refused
 * @param refusal why; null if it is not
 */
public record Late<T>(@Nullable T read, @Nullable Refusal refusal) {
  /** What {@code reader} makes of the words up to the end. */
  public static <T> Late<T> of(Cursor cursor, Arg.Reader<T> reader) {
    try {
      return new Late<>(reader.read(cursor), null);
    } catch (Refusal refusal) {
      cursor.position(cursor.words().count());
      return new Late<>(null, refusal);
    }
  }

  /** The rest of a request's words, which {@code options} are to be. */
  public static <T> Arg<Late<T>> rest(Arg<T> options) {
    return Args.custom(options.shape(), words -> of(words, cursor -> all(cursor, options)));
  }

  private static <T> T all(Cursor cursor, Arg<T> options) {
    T read = options.read(cursor);
    if (cursor.hasNext()) {
      throw Refusal.syntax();
    }
    return read;
  }

  /** What was read, or the refusal. */
  @SuppressWarnings("NullAway") // one of the two is there
  public T given() {
    if (refusal != null) {
      throw refusal;
    }
    return read;
  }
}
