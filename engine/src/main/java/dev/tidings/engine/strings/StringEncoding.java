package dev.tidings.engine.strings;

import dev.tidings.protocol.Decimal;

/** How a string is kept, as OBJECT ENCODING tells it. */
public enum StringEncoding {
  /** A 64-bit whole number, written as Redis writes one. */
  INT("int"),
  /** At most {@link #MOST_EMBEDDED} bytes. */
  EMBSTR("embstr"),
  /** More, or changed in place. */
  RAW("raw");

  /** The longest string that Redis keeps in one piece with its object. */
  public static final int MOST_EMBEDDED = 44;

  private final String text;

  StringEncoding(String text) {
    this.text = text;
  }

  /** As OBJECT ENCODING tells it. */
  public String text() {
    return text;
  }

  /** That of a string: a {@code byte[]} or a {@link dev.tidings.structures.TextBuffer}. */
  public static StringEncoding of(Object value) {
    if (!(value instanceof byte[] plain)) {
      return RAW;
    }
    if (Decimal.parse(plain, 0, plain.length) != Decimal.INVALID
        || Decimal.isMinimum(plain, 0, plain.length)) {
      return INT;
    }
    return plain.length <= MOST_EMBEDDED ? EMBSTR : RAW;
  }
}
