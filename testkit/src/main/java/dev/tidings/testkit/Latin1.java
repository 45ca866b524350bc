package dev.tidings.testkit;

import java.nio.charset.StandardCharsets;

/** Text whose characters are bytes, as this package keeps everything that crosses a wire. */
public final class Latin1 {
  private Latin1() {}

  /** The UTF-8 bytes of {@code text}, one character for each byte. */
  public static String ofUtf8(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  /** The bytes of {@code text}; an error if a character does not fit one byte. */
  public static byte[] bytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0xff) {
        throw new IllegalArgumentException(
            "not a byte at " + i + ": use Latin1.ofUtf8 for \"" + text + "\"");
      }
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** {@code bytes} from {@code offset}, one character for each byte. */
  static String text(byte[] bytes, int offset, int length) {
    return new String(bytes, offset, length, StandardCharsets.ISO_8859_1);
  }

  /** In quotes, with everything that is not printable written as an escape. */
  static String quoted(String text) {
    return '"' + escaped(text).replace("\"", "\\\"") + '"';
  }

  /** With everything that is not printable ASCII written as an escape. */
  static String escaped(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '\r' -> out.append("\\r");
        case '\n' -> out.append("\\n");
        case '\\' -> out.append("\\\\");
        default -> {
          if (c >= ' ' && c < 0x7f) {
            out.append(c);
          } else {
            out.append("\\x")
                .append(Character.forDigit(c >> 4, 16))
                .append(Character.forDigit(c & 15, 16));
          }
        }
      }
    }
    return out.toString();
  }
}
