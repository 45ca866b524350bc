package dev.tidings.script;

import java.nio.charset.StandardCharsets;

/** Reads numbers as JSON has them and as C has them. The text must end with a zero. */
final class JsonNumber {
  /** So many digits always fit. */
  private static final int MOST_SHORT_DIGITS = 15;

  private static final byte[] NOTHING = {0};

  private byte[] text = NOTHING;
  private double value;

  /** Lets go of the text. */
  void end() {
    text = NOTHING;
  }

  /** The number that was read last. */
  double value() {
    return value;
  }

  /** Whether what stands at {@code at} is a number for C, but not for JSON. */
  boolean isInvalid(byte[] in, int at) {
    text = in;
    int i = at;
    if (text[i] == '+') {
      return true;
    }
    if (text[i] == '-') {
      i++;
    }
    if (text[i] == '0') {
      return (text[i + 1] | 0x20) == 'x' || isDigit(text[i + 1]);
    }
    return text[i] > '9' && (followsInAnyCase(i, "inf") || followsInAnyCase(i, "nan"));
  }

  /**
   * Reads a whole number of a few digits.
   *
   * @return where it ends; {@code at} if it has another form
   */
  int readShort(byte[] in, int at) {
    int i = in[at] == '-' ? at + 1 : at;
    int first = i;
    long whole = 0;
    while (isDigit(in[i]) && i - first <= MOST_SHORT_DIGITS) {
      whole = whole * 10 + in[i] - '0';
      i++;
    }
    byte next = in[i];
    boolean ends = next != '.' && (next | 0x20) != 'e' && (next | 0x20) != 'x' && !isDigit(next);
    if (i == first || i - first > MOST_SHORT_DIGITS || !ends) {
      return at;
    }
    value = in[at] == '-' ? -(double) whole : whole;
    return i;
  }

  /**
   * Reads a number in any form that C's {@code strtod} knows.
   *
   * @return where it ends; {@code at} if there is none
   */
  int read(byte[] in, int at) {
    text = in;
    boolean negative = text[at] == '-';
    int first = negative || text[at] == '+' ? at + 1 : at;
    int end;
    if (followsInAnyCase(first, "inf")) {
      value = Double.POSITIVE_INFINITY;
      end = followsInAnyCase(first, "infinity") ? first + 8 : first + 3;
    } else if (followsInAnyCase(first, "nan")) {
      value = Double.NaN;
      end = afterNote(first + 3);
    } else {
      end = isHexadecimal(first) ? hexadecimalNumber(first + 2) : decimalNumber(first);
    }
    if (end == first) {
      return at;
    }
    if (negative) {
      value = -value;
    }
    return end;
  }

  private static boolean isDigit(byte one) {
    return one >= '0' && one <= '9';
  }

  private static boolean isLetter(byte one) {
    return (one | 0x20) >= 'a' && (one | 0x20) <= 'z';
  }

  private boolean followsInAnyCase(int from, String word) {
    for (int i = 0; i < word.length(); i++) {
      if ((text[from + i] | 0x20) != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /** The value of a hexadecimal digit; below 0 if it is none. */
  static int hexadecimal(byte digit) {
    if (digit >= '0' && digit <= '9') {
      return digit - '0';
    }
    int letter = digit | 0x20;
    return letter >= 'a' && letter <= 'f' ? letter - 'a' + 10 : -1;
  }

  /** After what may stand in parentheses behind the word for no number. */
  private int afterNote(int from) {
    if (text[from] != '(') {
      return from;
    }
    int i = from + 1;
    while (isDigit(text[i]) || isLetter(text[i]) || text[i] == '_') {
      i++;
    }
    return text[i] == ')' ? i + 1 : from;
  }

  private boolean isHexadecimal(int from) {
    return text[from] == '0'
        && (text[from + 1] | 0x20) == 'x'
        && (hexadecimal(text[from + 2]) >= 0
            || (text[from + 2] == '.' && hexadecimal(text[from + 3]) >= 0));
  }

  private int hexadecimalNumber(int from) {
    int i = from;
    boolean point = false;
    while (hexadecimal(text[i]) >= 0 || (text[i] == '.' && !point)) {
      point |= text[i] == '.';
      i++;
    }
    int end = afterExponent(i, 'p');
    String digits = "0x" + latin1(from, end) + (end == i ? "p0" : "");
    value = Double.parseDouble(digits);
    return end;
  }

  private int decimalNumber(int from) {
    int i = from;
    int digits = 0;
    boolean point = false;
    while (isDigit(text[i]) || (text[i] == '.' && !point)) {
      if (text[i] == '.') {
        point = true;
      } else {
        digits++;
      }
      i++;
    }
    if (digits == 0) {
      return from;
    }
    int end = afterExponent(i, 'e');
    value = Double.parseDouble(latin1(from, end));
    return end;
  }

  /** After the exponent at {@code from}, if one is there. */
  private int afterExponent(int from, char letter) {
    if ((text[from] | 0x20) != letter) {
      return from;
    }
    int i = from + 1;
    if (text[i] == '+' || text[i] == '-') {
      i++;
    }
    if (!isDigit(text[i])) {
      return from;
    }
    while (isDigit(text[i])) {
      i++;
    }
    return i;
  }

  private String latin1(int from, int end) {
    return new String(text, from, end - from, StandardCharsets.ISO_8859_1);
  }
}
