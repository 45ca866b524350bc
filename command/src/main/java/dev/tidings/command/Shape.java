package dev.tidings.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What an argument looks like on the wire, apart from how it is read: for arity, key positions,
 * COMMAND DOCS and random requests.
 *
 * @param name the argument's name, as COMMAND DOCS shows it
 * @param kind its type
 * @param token the word that goes before it, or that it is; null if none
 * @param optional may be left out
 * @param many may be given several times, the token only once
 * @param manyTokens with {@code many}: the token stands before each
 * @param access what a key is used for; null if it is no key
 * @param parts the arguments of a block, the choices of a oneof, else empty
 */
public record Shape(
    String name,
    Kind kind,
    @Nullable String token,
    boolean optional,
    boolean many,
    boolean manyTokens,
    @Nullable Access access,
    List<Shape> parts) {

  /** The types that COMMAND DOCS knows. */
  public enum Kind {
    STRING,
    INTEGER,
    /** An integer that says how often the next argument is given. */
    COUNT,
    DOUBLE,
    KEY,
    PATTERN,
    UNIX_TIME,
    PURE_TOKEN,
    ONEOF,
    BLOCK,
    /** Arguments that are declared together but shown one by one, in place of this shape. */
    PARTS;

    /** As COMMAND DOCS writes it: {@code unix-time}. */
    public String text() {
      return switch (this) {
        case COUNT -> INTEGER.text();
        case PARTS -> BLOCK.text();
        default -> name().toLowerCase(Locale.ROOT).replace('_', '-');
      };
    }
  }

  /** A plain argument. */
  public static Shape of(String name, Kind kind) {
    return new Shape(name, kind, null, false, false, false, null, List.of());
  }

  /** Exactly one of {@code choices}. */
  public static Shape oneOf(String name, List<Shape> choices) {
    return new Shape(name, Kind.ONEOF, null, false, false, false, null, choices);
  }

  /** Arguments that are declared and shown together. */
  public static Shape block(String name, List<Shape> parts) {
    return new Shape(name, Kind.BLOCK, null, false, false, false, null, parts);
  }

  /** Arguments that are declared together but shown one by one. */
  public static Shape parts(String name, List<Shape> parts) {
    return new Shape(name, Kind.PARTS, null, false, false, false, null, parts);
  }

  /** {@code shapes} as they are shown: the parts in place of {@link Kind#PARTS}. */
  static List<Shape> shown(List<Shape> shapes) {
    List<Shape> shown = new ArrayList<>();
    for (Shape shape : shapes) {
      if (shape.kind == Kind.PARTS) {
        shown.addAll(shown(shape.parts));
      } else {
        shown.add(shape);
      }
    }
    return shown;
  }

  /** Parts that are optional, repeated or introduced as a whole are a block. */
  private Kind asWhole() {
    return kind == Kind.PARTS ? Kind.BLOCK : kind;
  }

  Shape asCount() {
    return new Shape(name, Kind.COUNT, token, optional, many, manyTokens, access, parts);
  }

  /** The same, which may be left out. */
  public Shape asOptional() {
    return new Shape(name, asWhole(), token, true, many, manyTokens, access, parts);
  }

  Shape asMany() {
    return new Shape(name, asWhole(), token, optional, true, manyTokens, access, parts);
  }

  Shape asManyTokens() {
    return new Shape(name, asWhole(), token, optional, true, true, access, parts);
  }

  /** The same behind the word {@code newToken}. */
  public Shape withToken(String newToken) {
    return new Shape(name, asWhole(), newToken, optional, many, manyTokens, access, parts);
  }

  /** The fewest words that can spell it. */
  public int leastWords() {
    return optional ? 0 : leastWordsGiven();
  }

  private int leastWordsGiven() {
    int own =
        switch (kind) {
          case PURE_TOKEN -> 0;
          case BLOCK, PARTS -> parts.stream().mapToInt(Shape::leastWords).sum();
          case ONEOF -> parts.stream().mapToInt(Shape::leastWords).min().orElse(0);
          default -> 1;
        };
    return own + (token == null ? 0 : 1);
  }

  /** Whether every way to spell it has the same number of words. */
  public boolean isFixed() {
    return !optional
        && !many
        && switch (kind) {
          case BLOCK, PARTS -> parts.stream().allMatch(Shape::isFixed);
          case ONEOF ->
              parts.stream().allMatch(Shape::isFixed)
                  && parts.stream().mapToInt(Shape::leastWords).distinct().count() == 1;
          default -> true;
        };
  }

  /** Whether a key is in it. */
  public boolean hasKey() {
    return access != null || parts.stream().anyMatch(Shape::hasKey);
  }
}
