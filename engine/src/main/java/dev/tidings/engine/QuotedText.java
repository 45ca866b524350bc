package dev.tidings.engine;

import dev.tidings.protocol.Words;
import java.util.HexFormat;

/** Bytes between quotation marks as Redis shows them to people: printable, on one line. */
final class QuotedText {
  private static final HexFormat HEX = HexFormat.of();

  private QuotedText() {}

  /** Appends word {@code index}. */
  static void append(StringBuilder to, Words words, int index) {
    to.append('"');
    byte[] array = words.array();
    int start = words.start(index);
    for (int at = start; at < start + words.length(index); at++) {
      append(to, array[at]);
    }
    to.append('"');
  }

  private static void append(StringBuilder to, byte b) {
    switch (b) {
      case '\\', '"' -> to.append('\\').append((char) b);
      case '\n' -> to.append("\\n");
      case '\r' -> to.append("\\r");
      case '\t' -> to.append("\\t");
      case 0x07 -> to.append("\\a");
      case '\b' -> to.append("\\b");
      default -> {
        if (b >= ' ' && b < 0x7f) {
          to.append((char) b);
        } else {
          to.append("\\x").append(HEX.toHexDigits(b));
        }
      }
    }
  }
}
