package dev.tidings.command;

import dev.tidings.command.Shape.Kind;
import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The vocabulary of grammars: every kind of argument that a command can declare. */
public final class Args {
  private Args() {}

  /** A key of the key space. */
  public static Arg<Bytes> key(String name, Access access) {
    Shape plain = Shape.of(name, Kind.KEY);
    Shape shape = new Shape(name, Kind.KEY, null, false, false, false, access, plain.parts());
    return new Arg<>(shape, Cursor::next, null);
  }

  /** Any string of bytes. */
  public static Arg<Bytes> string(String name) {
    return new Arg<>(Shape.of(name, Kind.STRING), Cursor::next, null);
  }

  /** A glob. */
  public static Arg<Bytes> pattern(String name) {
    return new Arg<>(Shape.of(name, Kind.PATTERN), Cursor::next, null);
  }

  /** A text where each byte is a character: an option's name, a host. */
  public static Arg<String> text(String name) {
    return new Arg<>(Shape.of(name, Kind.STRING), Cursor::nextText, null);
  }

  /** A 64-bit whole number. */
  public static Arg<Long> integer(String name) {
    return integer(name, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** A whole number from {@code least} to {@code most}. */
  public static Arg<Long> integer(String name, long least, long most) {
    return integer(name, least, most, Refusal.NOT_AN_INTEGER);
  }

  /** A whole number from {@code least} to {@code most}, refused with {@code text} otherwise. */
  public static Arg<Long> integer(String name, long least, long most, String text) {
    return new Arg<>(
        Shape.of(name, Kind.INTEGER),
        cursor -> {
          long value = cursor.nextInteger(text);
          if (value < least || value > most) {
            throw new Refusal(text);
          }
          return value;
        },
        null);
  }

  /** A floating-point number; infinity is one, "not a number" is not. */
  public static Arg<Double> real(String name) {
    return new Arg<>(
        Shape.of(name, Kind.DOUBLE),
        cursor -> cursor.nextReal("ERR value is not a valid float"),
        null);
  }

  /**
   * A number and then as many of another: {@code numkeys key [key ...]}. What the number may be is
   * said by {@code count}; more than the request has words left is a syntax error.
   */
  public static <T> Arg<List<T>> counted(Arg<Long> count, Arg<T> each) {
    Shape shape =
        Shape.parts(each.shape().name(), List.of(count.shape().asCount(), each.shape().asMany()));
    return new Arg<>(
        shape,
        cursor -> {
          long left = count.readGiven(cursor);
          if (left > cursor.remaining()) {
            throw Refusal.syntax();
          }
          List<T> values = new ArrayList<>((int) Math.max(0, left));
          for (; left > 0; left--) {
            values.add(each.readGiven(cursor));
          }
          return values;
        },
        null);
  }

  /** {@code numkeys key [key ...]}, at least one. */
  public static Arg<List<Bytes>> countedKeys(Access access) {
    String text = "ERR numkeys should be greater than 0";
    return counted(integer("numkeys", 1, Long.MAX_VALUE, text), key("key", access));
  }

  /** A word that is there or not. */
  public static Arg<Boolean> flag(String word) {
    return token(word, Boolean.TRUE).optional(false);
  }

  /** A word that stands for {@code value}. */
  public static <T> Arg<T> token(String word, T value) {
    String name = word.toLowerCase(Locale.ROOT);
    Shape shape = Shape.of(name, Kind.PURE_TOKEN).withToken(word.toUpperCase(Locale.ROOT));
    byte[] upper = Bytes.of(word.toUpperCase(Locale.ROOT)).array();
    return new Arg<>(
        shape,
        cursor -> {
          if (!cursor.nextIs(upper)) {
            throw cursor.hasNext() ? Refusal.syntax() : Refusal.tooShort();
          }
          cursor.skip();
          return value;
        },
        null);
  }

  /** Exactly one of several, told apart by their tokens; a choice without token comes last. */
  @SafeVarargs
  @SuppressWarnings({"unchecked", "varargs"}) // a choice of T reads a T; the array is only read
  public static <T> Arg<T> oneOf(String name, Arg<? extends T>... choices) {
    List<Shape> shapes = new ArrayList<>();
    for (Arg<? extends T> choice : choices) {
      shapes.add(choice.shape());
    }
    Shape shape = Shape.oneOf(name, shapes);
    Arg<T>[] readers = (Arg<T>[]) choices.clone();
    return new Arg<>(
        shape,
        cursor -> {
          for (Arg<T> choice : readers) {
            if (choice.starts(cursor)) {
              return choice.readGiven(cursor);
            }
          }
          throw cursor.hasNext() ? Refusal.syntax() : Refusal.tooShort();
        },
        null);
  }

  /** One word out of an enum's names, in any case. */
  public static <E extends Enum<E>> Arg<E> oneOf(String name, Class<E> type) {
    List<Arg<E>> choices = new ArrayList<>();
    for (E constant : type.getEnumConstants()) {
      choices.add(token(constant.name().replace('_', '-'), constant));
    }
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of generic arguments
    Arg<E>[] array = choices.toArray(new Arg[0]);
    return oneOf(name, array);
  }

  /** Two arguments together. */
  public static <A, B, R> Arg<R> block(String name, Arg<A> a, Arg<B> b, Make.Of2<A, B, R> make) {
    return new Arg<>(
        blockShape(name, a, b), cursor -> make.make(a.read(cursor), b.read(cursor)), null);
  }

  /** Three arguments together. */
  public static <A, B, C, R> Arg<R> block(
      String name, Arg<A> a, Arg<B> b, Arg<C> c, Make.Of3<A, B, C, R> make) {
    return new Arg<>(
        blockShape(name, a, b, c),
        cursor -> make.make(a.read(cursor), b.read(cursor), c.read(cursor)),
        null);
  }

  /** Four arguments together. */
  public static <A, B, C, D, R> Arg<R> block(
      String name, Arg<A> a, Arg<B> b, Arg<C> c, Arg<D> d, Make.Of4<A, B, C, D, R> make) {
    return new Arg<>(
        blockShape(name, a, b, c, d),
        cursor -> make.make(a.read(cursor), b.read(cursor), c.read(cursor), d.read(cursor)),
        null);
  }

  /** Five arguments together. */
  public static <A, B, C, D, E, R> Arg<R> block(
      String name,
      Arg<A> a,
      Arg<B> b,
      Arg<C> c,
      Arg<D> d,
      Arg<E> e,
      Make.Of5<A, B, C, D, E, R> make) {
    return new Arg<>(
        blockShape(name, a, b, c, d, e),
        cursor ->
            make.make(
                a.read(cursor), b.read(cursor), c.read(cursor), d.read(cursor), e.read(cursor)),
        null);
  }

  /**
   * Words that the declaration leaves to {@code reader}: an ACL rule, a setting's value. It is
   * asked even if {@code shape} is optional and no word is left.
   */
  public static <T> Arg<T> custom(Shape shape, Arg.Reader<T> reader) {
    return new Arg<>(shape, reader, null, true);
  }

  /** Options in any order, each any number of times; the last one given counts. */
  public static <A, R> Arg<R> options(Arg<A> a, Make.Of1<A, R> make) {
    return options(v -> make.make(part(v, 0)), a);
  }

  /** Options in any order. */
  public static <A, B, R> Arg<R> options(Arg<A> a, Arg<B> b, Make.Of2<A, B, R> make) {
    return options(v -> make.make(part(v, 0), part(v, 1)), a, b);
  }

  /** Options in any order. */
  public static <A, B, C, R> Arg<R> options(
      Arg<A> a, Arg<B> b, Arg<C> c, Make.Of3<A, B, C, R> make) {
    return options(v -> make.make(part(v, 0), part(v, 1), part(v, 2)), a, b, c);
  }

  /** Options in any order. */
  public static <A, B, C, D, R> Arg<R> options(
      Arg<A> a, Arg<B> b, Arg<C> c, Arg<D> d, Make.Of4<A, B, C, D, R> make) {
    return options(v -> make.make(part(v, 0), part(v, 1), part(v, 2), part(v, 3)), a, b, c, d);
  }

  /** Options in any order. */
  public static <A, B, C, D, E, R> Arg<R> options(
      Arg<A> a, Arg<B> b, Arg<C> c, Arg<D> d, Arg<E> e, Make.Of5<A, B, C, D, E, R> make) {
    return options(
        v -> make.make(part(v, 0), part(v, 1), part(v, 2), part(v, 3), part(v, 4)), a, b, c, d, e);
  }

  /** Options in any order. */
  public static <A, B, C, D, E, F, R> Arg<R> options(
      Arg<A> a,
      Arg<B> b,
      Arg<C> c,
      Arg<D> d,
      Arg<E> e,
      Arg<F> f,
      Make.Of6<A, B, C, D, E, F, R> make) {
    return options(
        v -> make.make(part(v, 0), part(v, 1), part(v, 2), part(v, 3), part(v, 4), part(v, 5)),
        a,
        b,
        c,
        d,
        e,
        f);
  }

  /**
   * Options in any order, collected as a list in the order given: for commands with many filters.
   */
  @SafeVarargs
  @SuppressWarnings("varargs") // the array is only read
  public static <T> Arg<List<T>> anyOf(String name, Arg<? extends T>... choices) {
    return Args.<T>oneOf(name, choices).manyOrNone();
  }

  private static <R> Arg<R> options(Make.OfAll<R> make, Arg<?>... options) {
    List<Shape> shapes = new ArrayList<>();
    for (Arg<?> option : options) {
      shapes.add(option.shape().asOptional());
    }
    Shape shape = Shape.parts("options", shapes);
    return new Arg<>(shape, new OptionsReader<>(options, make)::read, null);
  }

  private static final class OptionsReader<R> {
    private final Arg<?>[] options;
    private final Make.OfAll<R> make;

    OptionsReader(Arg<?>[] options, Make.OfAll<R> make) {
      this.options = options;
      this.make = make;
    }

    R read(Cursor cursor) {
      @Nullable Object[] values = new @Nullable Object[options.length];
      for (int i = 0; i < options.length; i++) {
        values[i] = options[i].absent();
      }
      while (cursor.hasNext() && readOne(cursor, values)) {
        // each round reads one option; the loop ends at the first word that begins none
      }
      return make.make(values);
    }

    private boolean readOne(Cursor cursor, @Nullable Object[] values) {
      for (int i = 0; i < options.length; i++) {
        if (options[i].starts(cursor)) {
          values[i] = options[i].readGiven(cursor);
          return true;
        }
      }
      return false;
    }
  }

  @SuppressWarnings({
    "unchecked",
    "TypeParameterUnusedInFormals"
  }) // the slot of an Arg<T> holds a T
  private static <T> T part(@Nullable Object[] values, int index) {
    return (T) values[index];
  }

  private static Shape blockShape(String name, Arg<?>... parts) {
    return Shape.block(name, shapes(parts));
  }

  /** The shapes of arguments as they are shown. */
  static List<Shape> shapes(Arg<?>... arguments) {
    List<Shape> shapes = new ArrayList<>();
    for (Arg<?> argument : arguments) {
      shapes.add(argument.shape());
    }
    return Shape.shown(shapes);
  }
}
