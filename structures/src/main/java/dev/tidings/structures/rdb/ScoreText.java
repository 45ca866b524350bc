package dev.tidings.structures.rdb;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Scores as text, in the ways in which versions of Redis have written them. */
public final class ScoreText {
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern INFINITE = Pattern.compile("[+-]?inf(inity)?");
  private static final int LONGEST = 252;

  private ScoreText() {}

  /**
   * The number that a text stands for.
   *
   * @throws Damage if it stands for none
   */
  public static double read(byte[] array, int offset, int length) {
    Damage.unless(length <= LONGEST, "score");
    String text = new String(array, offset, length, StandardCharsets.ISO_8859_1);
    if (NUMBER.matcher(text).matches()) {
      return Double.parseDouble(text);
    }
    Damage.unless(INFINITE.matcher(text).matches(), "score");
    return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
  }

  /** The shortest text that stands for {@code value}, which is a number: {@code 0.5, 1e+300}. */
  public static byte[] of(double value) {
    if (Double.isInfinite(value)) {
      return text(value > 0 ? "inf" : "-inf");
    }
    String text = Double.toString(value);
    int exponent = text.indexOf('E');
    String digits = exponent < 0 ? text : text.substring(0, exponent);
    digits = digits.endsWith(".0") ? digits.substring(0, digits.length() - 2) : digits;
    if (exponent < 0) {
      return text(digits);
    }
    String power = text.substring(exponent + 1);
    return text(digits + (power.startsWith("-") ? "e" : "e+") + power);
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
