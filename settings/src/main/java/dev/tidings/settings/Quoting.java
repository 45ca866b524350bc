package dev.tidings.settings;

import dev.tidings.structures.ZeroEnded;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Words as a configuration file and redis-cli write them.
 *
 * <p>Words are separated by white space. Between double quotes {@code \n \r \t \b \a}, {@code \xhh}
 * and a backslash before any other character are understood; between single quotes only {@code \'}
 * is. A closing quote must be followed by white space or the end.
 */
final class Quoting {
  private Quoting() {}

  /** The words of a line, or null if a quote is left open or runs on into a word. */
  static @Nullable List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Scan scan = new Scan(line);
    while (scan.skipSpace()) {
      String word = scan.word();
      if (word == null) {
        return null;
      }
      words.add(word);
    }
    return words;
  }

  /** The text between double quotes, so that {@link #words} gives it back. */
  static String quoted(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\\', '"' -> out.append('\\').append(c);
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        case 7 -> out.append("\\a");
        case '\b' -> out.append("\\b");
        default -> {
          if (c >= ' ' && c < 127) {
            out.append(c);
          } else {
            out.append("\\x").append(hex(c >> 4)).append(hex(c));
          }
        }
      }
    }
    return out.append('"').toString();
  }

  /** The text as it is if it is plain words with single spaces between them, else quoted. */
  static String quotedIfNeeded(String text) {
    return text.matches("[!-~&&[^\"'\\\\#]]+( [!-~&&[^\"'\\\\#]]+)*") ? text : quoted(text);
  }

  private static char hex(int nibble) {
    return Character.forDigit(nibble & 15, 16);
  }

  static boolean space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  private static final class Scan {
    private final String line;
    private int at;

    Scan(String line) {
      this.line = ZeroEnded.of(line);
    }

    /** Moves to the next word; false at the end. */
    boolean skipSpace() {
      while (at < line.length() && space(line.charAt(at))) {
        at++;
      }
      return at < line.length();
    }

    @Nullable String word() {
      StringBuilder word = new StringBuilder();
      while (at < line.length() && !space(line.charAt(at))) {
        char c = line.charAt(at++);
        if (c == '"' || c == '\'') {
          boolean closed = c == '"' ? doubleQuoted(word) : singleQuoted(word);
          return closed && (at == line.length() || space(line.charAt(at))) ? word.toString() : null;
        }
        word.append(c);
      }
      return word.toString();
    }

    private boolean doubleQuoted(StringBuilder word) {
      while (at < line.length()) {
        char c = line.charAt(at++);
        if (c == '"') {
          return true;
        }
        if (c != '\\' || at == line.length()) {
          word.append(c);
        } else if (hexAt(at)) {
          word.append((char) Integer.parseInt(line, at + 1, at + 3, 16));
          at += 3;
        } else {
          word.append(escaped(line.charAt(at++)));
        }
      }
      return false;
    }

    private boolean singleQuoted(StringBuilder word) {
      while (at < line.length()) {
        char c = line.charAt(at++);
        if (c == '\'') {
          return true;
        }
        if (c == '\\' && at < line.length() && line.charAt(at) == '\'') {
          c = line.charAt(at++);
        }
        word.append(c);
      }
      return false;
    }

    private boolean hexAt(int x) {
      return x + 2 < line.length()
          && line.charAt(x) == 'x'
          && Character.digit(line.charAt(x + 1), 16) >= 0
          && Character.digit(line.charAt(x + 2), 16) >= 0;
    }

    private static char escaped(char c) {
      return switch (c) {
        case 'n' -> '\n';
        case 'r' -> '\r';
        case 't' -> '\t';
        case 'b' -> '\b';
        case 'a' -> 7;
        default -> c;
      };
    }
  }
}
