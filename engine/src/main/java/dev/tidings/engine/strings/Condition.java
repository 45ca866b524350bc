package dev.tidings.engine.strings;

import dev.tidings.command.Refusal;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Xxh3;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * On what SET and DELEX make it depend whether they do anything.
 *
 * @param kind which comparison
 * @param operand the text or the digest that is compared with; empty where none is
 * @param presence what is asked of the key besides: {@code NX}, {@code XX} or nothing
 */
record Condition(Kind kind, byte[] operand, Kind presence) {
  /** One that asks nothing besides. */
  Condition(Kind kind, byte[] operand) {
    this(kind, operand, Kind.ALWAYS);
  }

  /** The comparisons. */
  enum Kind {
    ALWAYS(false),
    /** The key is not there. */
    NX(false),
    /** The key is there. */
    XX(false),
    /** The string is this one. */
    IFEQ(true),
    /** It is another, or the key is not there. */
    IFNE(true),
    /** The string has this digest. */
    IFDEQ(true),
    /** It has another, or the key is not there. */
    IFDNE(true);

    private final boolean compares;
    private final byte[] upper;

    Kind(boolean compares) {
      this.compares = compares;
      this.upper = name().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Whether it looks at the string, and has an operand. */
    boolean compares() {
      return compares;
    }

    /** Whether the word at {@code index} stands for one that compares. */
    static boolean comparesBy(Words words, int index) {
      for (Kind kind : values()) {
        if (kind.compares && words.is(index, kind.upper)) {
          return true;
        }
      }
      return false;
    }

    /** The word that stands for it. */
    byte[] upper() {
      return upper;
    }
  }

  /** The digits of a digest. */
  private static final int DIGEST_DIGITS = 16;

  static final Condition ALWAYS = new Condition(Kind.ALWAYS, new byte[0]);

  /** The digest of a string, sixteen digits in lower case. */
  static String digest(Object text) {
    return HexFormat.of().toHexDigits(Xxh3.hash64(Texts.array(text), 0, Texts.length(text)));
  }

  /** Whether it holds for what a key holds, null if that is nothing. */
  boolean holdsFor(@Nullable Object value) {
    return holds(kind, value) && holds(presence, value);
  }

  private boolean holds(Kind asked, @Nullable Object value) {
    return switch (asked) {
      case ALWAYS -> true;
      case NX -> value == null;
      case XX -> value != null;
      case IFEQ -> value != null && isOperand(value);
      case IFNE -> value == null || !isOperand(value);
      case IFDEQ -> value != null && hasDigest(value);
      case IFDNE -> value == null || !hasDigest(value);
    };
  }

  private boolean isOperand(Object value) {
    Object text = Texts.check(value);
    return Arrays.equals(operand, 0, operand.length, Texts.array(text), 0, Texts.length(text));
  }

  private boolean hasDigest(Object value) {
    Object text = Texts.check(value);
    if (text == null || operand.length != DIGEST_DIGITS) {
      throw new Refusal("ERR must be exactly 16 hexadecimal characters");
    }
    String wanted = new String(operand, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
    return wanted.equals(digest(text));
  }
}
