package dev.tidings.settings;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The types of values that several settings share, apart from numbers ({@link NumberTypes}). */
final class Types {
  /** {@code yes} or {@code no}, in any case. */
  static final ValueType<Boolean> YES_NO = new YesNo();

  /** One word, any bytes. */
  static final ValueType<String> TEXT = new Text();

  /** Words between single spaces; none is allowed. */
  static final ValueType<List<String>> WORDS = new Words();

  private Types() {}

  /** One of an enum's constants, by {@link #word}. */
  static <E extends Enum<E>> ValueType<E> oneOf(Class<E> choices) {
    return new Choice<>(choices);
  }

  /** Several of an enum's constants; {@code none} is the word for the empty set. */
  static <E extends Enum<E>> ValueType<Set<E>> someOf(Class<E> choices, String none) {
    return new Choices<>(choices, none);
  }

  /** The word for a constant: in small letters, with hyphens, unless it spells itself. */
  static String word(Enum<?> constant) {
    return constant instanceof Spelled spelled
        ? spelled.spelling()
        : constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** An enum whose constants have words of their own. */
  interface Spelled {
    String spelling();
  }

  private static <E extends Enum<E>> String words(Class<E> choices, String separator) {
    return Arrays.stream(choices.getEnumConstants())
        .map(Types::word)
        .collect(Collectors.joining(separator));
  }

  private static final class YesNo implements ValueType<Boolean> {
    @Override
    public Parsed<Boolean> parse(List<String> words, Boolean current) {
      String word = words.getFirst();
      if (word.equalsIgnoreCase("yes")) {
        return Parsed.value(true);
      }
      return word.equalsIgnoreCase("no")
          ? Parsed.value(false)
          : Parsed.refused("argument must be 'yes' or 'no'");
    }

    @Override
    public String print(Boolean value) {
      return value ? "yes" : "no";
    }

    @Override
    public String range() {
      return "yes, no";
    }
  }

  private static final class Text implements ValueType<String> {
    @Override
    public Parsed<String> parse(List<String> words, String current) {
      return Parsed.value(words.getFirst());
    }

    @Override
    public String print(String value) {
      return value;
    }

    @Override
    public String range() {
      return "text";
    }

    @Override
    public List<String> lines(String value, String defaultValue) {
      return List.of(Quoting.quoted(value));
    }
  }

  private static final class Words implements ValueType<List<String>> {
    @Override
    public Parsed<List<String>> parse(List<String> words, List<String> current) {
      boolean none = words.isEmpty() || words.equals(List.of(""));
      return Parsed.value(none ? List.of() : List.copyOf(words));
    }

    @Override
    public String print(List<String> value) {
      return String.join(" ", value);
    }

    @Override
    public String range() {
      return "words";
    }

    @Override
    public boolean severalWords() {
      return true;
    }

    @Override
    public List<String> lines(List<String> value, List<String> defaultValue) {
      return List.of(Quoting.quotedIfNeeded(print(value)));
    }
  }

  private record Choice<E extends Enum<E>>(Class<E> choices) implements ValueType<E> {
    @Override
    public Parsed<E> parse(List<String> words, E current) {
      for (E choice : choices.getEnumConstants()) {
        if (word(choice).equalsIgnoreCase(words.getFirst())) {
          return Parsed.value(choice);
        }
      }
      return Parsed.refused("argument(s) must be one of the following: " + words(choices, ", "));
    }

    @Override
    public String print(E value) {
      return word(value);
    }

    @Override
    public String range() {
      return words(choices, ", ");
    }
  }

  private record Choices<E extends Enum<E>>(Class<E> choices, String none)
      implements ValueType<Set<E>> {
    @Override
    public Parsed<Set<E>> parse(List<String> words, Set<E> current) {
      EnumSet<E> chosen = EnumSet.noneOf(choices);
      for (String word : words) {
        if (word.equalsIgnoreCase(none)) {
          continue;
        }
        E choice = find(word);
        if (choice == null) {
          return unknown();
        }
        chosen.add(choice);
      }
      return words.isEmpty() ? unknown() : Parsed.value(Set.copyOf(chosen));
    }

    private @Nullable E find(String word) {
      return Arrays.stream(choices.getEnumConstants())
          .filter(choice -> word(choice).equalsIgnoreCase(word))
          .findFirst()
          .orElse(null);
    }

    private Parsed<Set<E>> unknown() {
      return Parsed.refused("argument(s) must be one of the following: " + listed(", "));
    }

    private String listed(String separator) {
      return none + separator + words(choices, separator);
    }

    @Override
    public String print(Set<E> value) {
      return value.isEmpty()
          ? none
          : value.stream().sorted().map(Types::word).collect(Collectors.joining(" "));
    }

    @Override
    public String range() {
      return "some of " + listed(", ");
    }

    @Override
    public boolean severalWords() {
      return true;
    }
  }
}
