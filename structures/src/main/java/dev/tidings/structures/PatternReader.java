package dev.tidings.structures;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a glob pattern token by token in its plainest form: a run of stars is one star, an escaped
 * byte and a class of one byte are that byte, a class of all bytes is a question mark. Two patterns
 * with the same tokens match the same names.
 */
final class PatternReader {
  /** No token is left. */
  static final int END = -1;

  /** Any one byte. Lower symbols are the bytes themselves, from 0 to 255. */
  static final int ANY = 256;

  /** Any run of bytes. */
  static final int STAR = 257;

  /** One byte of the set {@link #byteClass}. */
  static final int CLASS = 258;

  private static final byte[] NOTHING = new byte[0];

  private byte[] pattern = NOTHING;
  private int start;
  private int next;
  private int symbol = END;
  private @Nullable ByteClass byteClass;

  /** Starts at the first token of {@code pattern}. */
  PatternReader open(byte[] pattern) {
    return open(pattern, 0);
  }

  /** Starts at the token of {@code pattern} that starts at {@code start}. */
  PatternReader open(byte[] pattern, int start) {
    this.pattern = pattern;
    next = start;
    advance();
    return this;
  }

  /** Stands where {@code other} stands. */
  PatternReader copy(PatternReader other) {
    pattern = other.pattern;
    start = other.start;
    next = other.next;
    symbol = other.symbol;
    byteClass = other.byteClass;
    return this;
  }

  /** Where in the pattern the token here starts. */
  int start() {
    return start;
  }

  /** The token here: a byte as 0 to 255, or one of the constants. */
  int symbol() {
    return symbol;
  }

  /** The set of the class here; null unless the symbol is {@link #CLASS}. */
  @Nullable ByteClass byteClass() {
    return byteClass;
  }

  /** Whether the token here is a byte that stands for itself. */
  boolean isLiteral() {
    return symbol >= 0 && symbol < ANY;
  }

  /** Whether {@code other} stands before an equal token. */
  boolean sameToken(PatternReader other) {
    return symbol == other.symbol
        && (symbol != CLASS || Objects.equals(byteClass, other.byteClass));
  }

  /** Goes {@code tokens} tokens on. */
  void skip(int tokens) {
    for (int i = 0; i < tokens; i++) {
      advance();
    }
  }

  /** Goes to the next token. */
  void advance() {
    byteClass = null;
    start = next;
    int end = pattern.length;
    if (next >= end) {
      symbol = END;
      return;
    }
    switch (pattern[next]) {
      case '*' -> {
        symbol = STAR;
        next = Glob.afterStars(pattern, next, end);
      }
      case '?' -> {
        symbol = ANY;
        next++;
      }
      case '[' -> readClass(end);
      default -> {
        int literal = Glob.literalAt(pattern, next, end);
        symbol = pattern[literal] & 0xFF;
        next = literal + 1;
      }
    }
  }

  private void readClass(int end) {
    ByteClass read = ByteClass.read(pattern, next, end);
    next = ByteClass.end(pattern, next, end);
    switch (read.size()) {
      case 1 -> symbol = read.lowest() & 0xFF;
      case 256 -> symbol = ANY;
      default -> {
        symbol = CLASS;
        byteClass = read;
      }
    }
  }

  /** Whether {@code pattern} has too many stars to match any name. */
  static boolean matchesNothing(byte[] pattern) {
    if (pattern.length <= Glob.STARS_MAX) {
      return false;
    }
    PatternReader reader = new PatternReader().open(pattern);
    int stars = 0;
    while (reader.symbol != END) {
      boolean star = reader.symbol == STAR;
      reader.advance();
      if (star && reader.symbol != END) {
        stars++;
      }
    }
    return stars > Glob.STARS_MAX;
  }
}
