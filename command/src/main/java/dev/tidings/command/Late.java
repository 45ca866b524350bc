package dev.tidings.command;

import org.jspecify.annotations.Nullable;

/**
 * The value of an argument that is refused only when somebody asks for it (see {@link Arg#late}):
 * where Redis looks at the key before it reads what follows, a key of a wrong type is refused
 * first.
 *
 * @param <T> the type of the value
 */
public final class Late<T> {
  private final @Nullable T value;
  private final @Nullable Refusal refusal;

  private Late(@Nullable T value, @Nullable Refusal refusal) {
    this.value = value;
    this.refusal = refusal;
  }

  static <T> Late<T> read(Arg<T> arg, Cursor cursor) {
    try {
      return new Late<>(arg.read(cursor), null);
    } catch (Refusal refusal) {
      cursor.position(cursor.words().count());
      return new Late<>(null, refusal);
    }
  }

  /** The value, or the refusal that waited. */
  @SuppressWarnings("NullAway") // null only where the type says so
  public T get() {
    if (refusal != null) {
      throw refusal;
    }
    return value;
  }
}
