package dev.tidings.settings;

import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One setting: its names, how its values are read and shown, its default, and what it is for.
 *
 * <p>Each is declared once, as a constant of its area ({@link NetworkSettings} and its neighbours);
 * everything else is derived from that. Compared by identity; immutable once {@link Settings} has
 * numbered it.
 *
 * @param <T> the type of its values, always immutable
 */
public final class Setting<T> {
  private final String name;
  private final ValueType<T> type;
  private final T defaultValue;
  private final Declaration<T> declared;
  private final String summary;
  private final Effect effect;
  private int ordinal = -1;

  Setting(Declaration<T> declared, String summary, Effect effect) {
    this.name = declared.name;
    this.type = declared.type;
    this.defaultValue = declared.defaultValue;
    this.declared = declared;
    this.summary = summary;
    this.effect = effect;
  }

  /** The name under which a configuration file keeps it. */
  public String name() {
    return name;
  }

  /** Its older names; each of them is listed by CONFIG GET and taken by CONFIG SET. */
  public List<String> aliases() {
    return declared.aliases;
  }

  /** The value of a server that was told nothing. */
  public T defaultValue() {
    return defaultValue;
  }

  /** Whether and when CONFIG SET may change it. */
  public Mutability mutability() {
    return declared.mutability;
  }

  /** What it is for, in a sentence. */
  public String summary() {
    return summary;
  }

  /** What setting it does. */
  public Effect effect() {
    return effect;
  }

  /** The version of Redis that brought it, if later than 7.0; empty for Tidings's own. */
  public String since() {
    return declared.since;
  }

  /** Whether CONFIG GET shows it only when asked by its exact name. */
  public boolean hidden() {
    return declared.hidden;
  }

  /** Why the default is not that of Redis; null where it is. */
  public @Nullable String differs() {
    return declared.differs;
  }

  /** The value as CONFIG GET shows it. */
  public String print(T value) {
    return type.print(value);
  }

  /** Its values in a few words: the kind and the range. */
  public String range() {
    return type.range();
  }

  @Override
  public String toString() {
    return name;
  }

  List<String> lines(T value) {
    return type.lines(value, defaultValue);
  }

  /** Its place in {@link Settings#all()} and in a configuration's table of values. */
  int ordinal() {
    return ordinal;
  }

  void number(int place) {
    assert ordinal < 0 : name + " is listed twice";
    ordinal = place;
  }

  /** Reads the one text that CONFIG SET gives. */
  Parsed<T> parse(String text, T current) {
    return checked(type.parse(type.severalWords() ? words(text) : List.of(text), current));
  }

  /**
   * Reads the words of one line of a file. A single word of several, such as the {@code "60 1000"}
   * of an argument, is taken apart again.
   *
   * @param first whether no line before had the setting's name
   */
  Parsed<T> parseLine(List<String> words, T current, boolean first) {
    if (!type.severalWords()) {
      return words.size() == 1
          ? checked(type.parseLine(words, current, first))
          : Parsed.refused("wrong number of arguments");
    }
    boolean joined = words.size() == 1 && !words.getFirst().isEmpty();
    return checked(type.parseLine(joined ? words(words.getFirst()) : words, current, first));
  }

  /** Redis splits such a text at every single space and knows no quotes there. */
  private static List<String> words(String text) {
    return text.isEmpty() ? List.of() : List.of(text.split(" ", -1));
  }

  private Parsed<T> checked(Parsed<T> parsed) {
    return parsed.then(value -> {
      String reason = declared.rule.apply(value);
      return reason == null
          ? Parsed.value(declared.adjustment.apply(value))
          : Parsed.refused(reason);
    });
  }

  /** A setting in the making; ends with one of the three verdicts on its {@link Effect}. */
  static final class Declaration<T> {
    private final Area area;
    private final String name;
    private final ValueType<T> type;
    private final T defaultValue;
    private List<String> aliases = List.of();
    private Mutability mutability = Mutability.MUTABLE;
    private String since = "";
    private boolean hidden;
    private @Nullable String differs;
    private Function<T, @Nullable String> rule = value -> null;
    private UnaryOperator<T> adjustment = UnaryOperator.identity();

    Declaration(Area area, String name, ValueType<T> type, T defaultValue) {
      this.area = area;
      this.name = name;
      this.type = type;
      this.defaultValue = defaultValue;
    }

    Declaration<T> alias(String alias) {
      aliases = List.of(alias);
      return this;
    }

    Declaration<T> immutable() {
      mutability = Mutability.IMMUTABLE;
      return this;
    }

    Declaration<T> protectedFromClients() {
      mutability = Mutability.PROTECTED;
      return this;
    }

    Declaration<T> since(String version) {
      since = version;
      return this;
    }

    Declaration<T> hidden() {
      hidden = true;
      return this;
    }

    /** States why the default is not that of Redis. */
    Declaration<T> differs(String reason) {
      differs = reason;
      return this;
    }

    /** A rule beyond the type's own: the reason for a refusal, or null. */
    Declaration<T> rule(Function<T, @Nullable String> reason) {
      rule = reason;
      return this;
    }

    /** Values that Redis takes and silently brings into range. */
    Declaration<T> adjusted(UnaryOperator<T> into) {
      adjustment = into;
      return this;
    }

    Setting<T> effective(String summary) {
      return area.add(new Setting<>(this, summary, new Effect.Effective()));
    }

    Setting<T> withoutEffect(String summary, String reason) {
      return area.add(new Setting<>(this, summary, new Effect.WithoutEffect(reason)));
    }

    Setting<T> notYet(String summary, String awaits) {
      return area.add(new Setting<>(this, summary, new Effect.NotYet(awaits)));
    }
  }
}
