package dev.tidings.command;

import dev.tidings.protocol.Words;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A command in the making: facts first, then its arguments, then its handler. */
public final class Declaration<T> {
  final String name;
  final Family family;
  final Set<Trait> traits;
  final Set<Category> categories = EnumSet.noneOf(Category.class);
  boolean inFamilyCategory = true;
  final List<String> tips = new ArrayList<>();
  String since = "1.0.0";
  String summary = "";
  String complexity = "";
  Function<Words, Refusal> surplus = words -> Refusal.syntax();
  @Nullable List<KeySpec> keys;
  Command.@Nullable Use use;
  Predicate<Words> change = words -> true;
  @Nullable ChannelSpec channels;

  Declaration(String name, Family family, Trait... traits) {
    this.name = name;
    this.family = family;
    EnumSet<Trait> set = EnumSet.noneOf(Trait.class);
    Collections.addAll(set, traits);
    this.traits = Collections.unmodifiableSet(set);
  }

  /** The version of Redis that brought it. */
  public Declaration<T> since(String version) {
    this.since = version;
    return this;
  }

  /** What it does, in a sentence. */
  public Declaration<T> summary(String text) {
    this.summary = text;
    return this;
  }

  /** What it costs. */
  public Declaration<T> complexity(String text) {
    this.complexity = text;
    return this;
  }

  /** ACL categories besides those that follow from the family and the traits. */
  public Declaration<T> categories(Category... more) {
    Collections.addAll(categories, more);
    return this;
  }

  /** ACL categories instead of the family's, besides those that follow from the traits. */
  public Declaration<T> categoriesInstead(Category... others) {
    inFamilyCategory = false;
    return categories(others);
  }

  /** Hints for clients and proxies, as COMMAND INFO shows them. */
  public Declaration<T> tips(String... more) {
    Collections.addAll(tips, more);
    return this;
  }

  /** How a request is refused in which words are left over, instead of as a syntax error. */
  public Declaration<T> surplus(Function<Words, Refusal> refusal) {
    this.surplus = refusal;
    return this;
  }

  /** Places of keys that do not follow from the shapes. */
  public Declaration<T> keys(KeySpec... specs) {
    this.keys = List.of(specs);
    return this;
  }

  /** What its keys are used for where that depends on the request, as with SET and its GET. */
  public Declaration<T> uses(Command.Use told) {
    this.use = told;
    return this;
  }

  /**
   * Which requests may change data or reach other servers, where the command has {@link
   * Trait#MAY_REPLICATE} but not all of them do.
   */
  public Declaration<T> mayChange(Predicate<Words> requests) {
    this.change = requests;
    return this;
  }

  /** The channels that the user must be allowed to use. */
  public Declaration<T> channels(ChannelSpec spec) {
    this.channels = spec;
    return this;
  }

  /** No argument. */
  public Typed<T, None> takesNothing() {
    return new Typed<>(this, List.of(), cursor -> None.NONE);
  }

  /** One argument, handed to the handler as it is. */
  public <A> Typed<T, A> takes(Arg<A> a) {
    return new Typed<>(this, Args.shapes(a), a::read);
  }

  /** Two arguments. */
  public <A, B, R> Typed<T, R> takes(Arg<A> a, Arg<B> b, Make.Of2<A, B, R> make) {
    return new Typed<>(this, Args.shapes(a, b), c -> make.make(a.read(c), b.read(c)));
  }

  /** Three arguments. */
  public <A, B, C, R> Typed<T, R> takes(Arg<A> a, Arg<B> b, Arg<C> c, Make.Of3<A, B, C, R> make) {
    return new Typed<>(this, Args.shapes(a, b, c), r -> make.make(a.read(r), b.read(r), c.read(r)));
  }

  /** Four arguments. */
  public <A, B, C, D, R> Typed<T, R> takes(
      Arg<A> a, Arg<B> b, Arg<C> c, Arg<D> d, Make.Of4<A, B, C, D, R> make) {
    return new Typed<>(
        this, Args.shapes(a, b, c, d), r -> make.make(a.read(r), b.read(r), c.read(r), d.read(r)));
  }

  /** Five arguments. */
  public <A, B, C, D, E, R> Typed<T, R> takes(
      Arg<A> a, Arg<B> b, Arg<C> c, Arg<D> d, Arg<E> e, Make.Of5<A, B, C, D, E, R> make) {
    return new Typed<>(
        this,
        Args.shapes(a, b, c, d, e),
        r -> make.make(a.read(r), b.read(r), c.read(r), d.read(r), e.read(r)));
  }

  /** Six arguments. */
  public <A, B, C, D, E, F, R> Typed<T, R> takes(
      Arg<A> a,
      Arg<B> b,
      Arg<C> c,
      Arg<D> d,
      Arg<E> e,
      Arg<F> f,
      Make.Of6<A, B, C, D, E, F, R> make) {
    return new Typed<>(
        this,
        Args.shapes(a, b, c, d, e, f),
        r -> make.make(a.read(r), b.read(r), c.read(r), d.read(r), e.read(r), f.read(r)));
  }

  /** The container of {@code subcommands}, which does nothing itself. */
  public Command<T> contains(List<Command<T>> subcommands) {
    return new Command<>(this, List.of(), Command.byName(subcommands), null);
  }

  /** The arguments of a command that has none. */
  public enum None {
    NONE
  }

  /** A declaration that knows its arguments. */
  public static final class Typed<T, A> {
    private final Declaration<T> declaration;
    private final List<Shape> shapes;
    private final Arg.Reader<A> reader;

    Typed(Declaration<T> declaration, List<Shape> shapes, Arg.Reader<A> reader) {
      this.declaration = declaration;
      this.shapes = shapes;
      this.reader = reader;
    }

    /** Completes the declaration with what serves the request. */
    public Command<T> does(Command.Handler<T, A> handler) {
      return does(handler, List.of());
    }

    /** Completes a command that serves requests and has subcommands too, as COMMAND does. */
    public Command<T> does(Command.Handler<T, A> handler, List<Command<T>> subcommands) {
      Map<String, Command<T>> map =
          subcommands.isEmpty() ? new LinkedHashMap<>() : Command.byName(subcommands);
      Arg.Reader<A> read = reader;
      Function<Words, Refusal> surplus = declaration.surplus;
      return new Command<>(
          declaration,
          shapes,
          map,
          (turn, cursor) -> {
            A arguments = read.read(cursor);
            if (cursor.hasNext()) {
              throw surplus.apply(cursor.words());
            }
            handler.handle(turn, arguments);
          });
    }
  }
}
