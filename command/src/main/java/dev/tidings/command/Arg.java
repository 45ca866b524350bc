package dev.tidings.command;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One argument: the shape of its words together with the reader of its value. The two can only be
 * made together (see {@link Args}), so that what is documented is what is read.
 *
 * @param <T> the type of the value
 */
public final class Arg<T> {
  /** Reads a value at the cursor and moves behind it, or throws a {@link Refusal}. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(Cursor cursor);
  }

  private final Shape shape;
  private final Reader<T> reader;
  private final @Nullable T absent;

  /** The words that can begin it; with {@code anyWordBegins} every word can. */
  private final byte[][] tokens;

  private final boolean anyWordBegins;
  private final boolean readsAbsence;

  Arg(Shape shape, Reader<T> reader, @Nullable T absent) {
    this(shape, reader, absent, false);
  }

  /** With {@code readsAbsence} the reader is asked even if the words may be missing. */
  Arg(Shape shape, Reader<T> reader, @Nullable T absent, boolean readsAbsence) {
    this.readsAbsence = readsAbsence;
    this.shape = shape;
    this.reader = reader;
    this.absent = absent;
    List<byte[]> first = new ArrayList<>();
    this.anyWordBegins = collectFirst(shape, first);
    this.tokens = first.toArray(new byte[0][]);
  }

  /** Collects the tokens that can begin {@code shape}; true if any other word can, too. */
  private static boolean collectFirst(Shape shape, List<byte[]> tokens) {
    if (shape.token() != null) {
      tokens.add(shape.token().getBytes(StandardCharsets.ISO_8859_1));
      return false;
    }
    return switch (shape.kind()) {
      case ONEOF -> {
        boolean any = false;
        for (Shape part : shape.parts()) {
          any |= collectFirst(part, tokens);
        }
        yield any;
      }
      case BLOCK, PARTS -> {
        boolean any = false;
        for (Shape part : shape.parts()) {
          any |= collectFirst(part, tokens);
          if (!part.optional()) {
            break;
          }
        }
        yield any;
      }
      default -> true;
    };
  }

  /** What its words look like. */
  public Shape shape() {
    return shape;
  }

  /** May be left out: then the value is {@code instead}. */
  public Arg<T> optional(T instead) {
    return new Arg<>(shape.asOptional(), reader, instead);
  }

  /** May be left out: then the value is null. */
  @SuppressWarnings("NullAway") // the value of an absent argument is null by its name
  public Arg<@Nullable T> optional() {
    return new Arg<@Nullable T>(shape.asOptional(), reader, null);
  }

  /**
   * Given once or more, as long as a next word can begin it: to the end of the request, unless it
   * begins with a token. A token given before ({@code after("X").many()}) stands before each, one
   * given later ({@code many().after("X")}) before the first.
   */
  public Arg<List<T>> many() {
    return new Arg<>(asMany(), cursor -> readAll(cursor, 0), null);
  }

  /** Given once or more, up to the last {@code words} words, which belong to what follows. */
  public Arg<List<T>> manyBefore(int words) {
    return new Arg<>(asMany(), cursor -> readAll(cursor, words), null);
  }

  /** Given any number of times, as {@link #many}, or not at all. */
  public Arg<List<T>> manyOrNone() {
    return new Arg<>(asMany().asOptional(), cursor -> readAll(cursor, 0), List.of());
  }

  private Shape asMany() {
    boolean before = shape.token() != null && shape.kind() != Shape.Kind.PURE_TOKEN;
    return before ? shape.asManyTokens() : shape.asMany();
  }

  /** The value made into another, or refused; the value of an absent argument is made, too. */
  public <R> Arg<R> map(Function<T, R> function) {
    R instead = absent == null ? null : function.apply(absent);
    return new Arg<>(shape, cursor -> function.apply(reader.read(cursor)), instead);
  }

  /**
   * Refused with {@code text} when it is not what its type says, instead of the type's text. A
   * request that ends too early stays a syntax error; {@link #lacking} changes that.
   */
  public Arg<T> refuses(String text) {
    return refusing(refusal -> refusal.isTooShort() ? refusal : new Refusal(text));
  }

  /** Refused with {@code text} when the request ends before it is whole. */
  public Arg<T> lacking(String text) {
    return refusing(refusal -> refusal.isTooShort() ? new Refusal(text) : refusal);
  }

  private Arg<T> refusing(UnaryOperator<Refusal> instead) {
    return new Arg<>(
        shape,
        cursor -> {
          try {
            return reader.read(cursor);
          } catch (Refusal refusal) {
            throw instead.apply(refusal);
          }
        },
        absent);
  }

  /** Stands behind the word {@code word}. */
  public Arg<T> after(String word) {
    String token = word.toUpperCase(Locale.ROOT);
    byte[] upper = token.getBytes(StandardCharsets.ISO_8859_1);
    return new Arg<>(
        shape.withToken(token),
        cursor -> {
          if (!cursor.nextIs(upper)) {
            throw Refusal.syntax();
          }
          cursor.skip();
          return reader.read(cursor);
        },
        absent);
  }

  /** Whether there is a next word, and it can begin this argument. */
  public boolean starts(Cursor cursor) {
    for (byte[] token : tokens) {
      if (cursor.nextIs(token)) {
        return true;
      }
    }
    return anyWordBegins && cursor.hasNext();
  }

  /**
   * Reads the value. An optional argument that the next word cannot begin, or for which no word is
   * left, has the value of an absent one; once begun it must be whole.
   */
  @SuppressWarnings("NullAway") // absent is null only where the type says so
  public T read(Cursor cursor) {
    if (shape.optional() && !readsAbsence && !starts(cursor)) {
      return absent;
    }
    return reader.read(cursor);
  }

  /** Reads a value that is known to be there. */
  T readGiven(Cursor cursor) {
    return reader.read(cursor);
  }

  /** The value when it is not given; null if it has none. */
  @Nullable T absent() {
    return absent;
  }

  private List<T> readAll(Cursor cursor, int wordsBehind) {
    List<T> values = new ArrayList<>(cursor.remaining());
    do {
      values.add(reader.read(cursor));
    } while (cursor.remaining() > wordsBehind && starts(cursor));
    return values;
  }
}
