package dev.tidings.protocol;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a line as a person types it into words: separated by white space; {@code "…"} with the
 * escapes {@code \n \r \t \b \a \xHH}, {@code '…'} with only {@code \'}. A closing quote must be
 * followed by white space or the end. The line has no zero byte: the reader does not look behind
 * one.
 */
final class InlineLine {
  private final byte[] line;
  private final int end;
  private int at;
  private final ByteArrayOutputStream text = new ByteArrayOutputStream();

  private InlineLine(byte[] line, int offset, int length) {
    this.line = line;
    this.at = offset;
    this.end = offset + length;
  }

  /** Puts the words of the line into {@code words}; false if a quote is not closed. */
  static boolean split(byte[] line, int offset, int length, Words words) {
    return new InlineLine(line, offset, length).split(words);
  }

  private boolean split(Words words) {
    List<int[]> ranges = new ArrayList<>();
    while (true) {
      while (at < end && isSpace(line[at])) {
        at++;
      }
      if (at == end) {
        break;
      }
      int from = text.size();
      if (!word()) {
        return false;
      }
      ranges.add(new int[] {from, text.size() - from});
    }
    words.array = text.toByteArray();
    for (int[] range : ranges) {
      words.add(range[0], range[1]);
    }
    return true;
  }

  private boolean word() {
    while (at < end && !isSpace(line[at])) {
      byte b = line[at];
      if (b == '"') {
        return doubleQuoted();
      }
      if (b == '\'') {
        return singleQuoted();
      }
      text.write(b);
      at++;
    }
    return true;
  }

  private boolean doubleQuoted() {
    at++;
    while (at < end) {
      byte b = line[at];
      if (b == '\\' && at + 3 < end && line[at + 1] == 'x' && isHex(2) && isHex(3)) {
        text.write(Character.digit(line[at + 2], 16) * 16 + Character.digit(line[at + 3], 16));
        at += 4;
      } else if (b == '\\' && at + 1 < end) {
        text.write(unescaped(line[at + 1]));
        at += 2;
      } else if (b == '"') {
        return closed();
      } else {
        text.write(b);
        at++;
      }
    }
    return false;
  }

  private boolean singleQuoted() {
    at++;
    while (at < end) {
      byte b = line[at];
      if (b == '\\' && at + 1 < end && line[at + 1] == '\'') {
        text.write('\'');
        at += 2;
      } else if (b == '\'') {
        return closed();
      } else {
        text.write(b);
        at++;
      }
    }
    return false;
  }

  private boolean closed() {
    at++;
    return at == end || isSpace(line[at]);
  }

  private boolean isHex(int ahead) {
    return Character.digit(line[at + ahead], 16) >= 0;
  }

  private static int unescaped(byte b) {
    return switch (b) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'a' -> 7;
      default -> b;
    };
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || (b >= 9 && b <= 13);
  }
}
