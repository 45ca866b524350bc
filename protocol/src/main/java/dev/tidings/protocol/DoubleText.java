package dev.tidings.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Floating-point numbers as Redis from 7.2 prints them: the shortest decimal that reads back as the
 * same number; {@code inf}, {@code -inf} and {@code nan} by name.
 *
 * <p>With {@code digits} the shortest digits and {@code scale} the power of ten of the last one:
 *
 * <pre>
 *   whole, at most 2^62      all digits            1152921504606846976
 *   0 ≤ scale &lt; 8            filled with zeros     12345678901234567000
 *   -7 &lt; scale &lt; 0           with a point          0.000012
 *   0.001 ≤ size &lt; 10000    with a point          1234.5678901
 *   else                     with an exponent      1.23451234567e+4
 * </pre>
 */
public final class DoubleText {
  /** Whole numbers up to here are printed digit by digit. */
  private static final double MOST_WHOLE = 0x1p62;

  private static final MathContext SEVENTEEN = new MathContext(17, RoundingMode.HALF_EVEN);

  /** The exponent of 0.0001. */
  private static final int SMALLEST_PLAIN = -4;

  /** More than this is no number that anybody writes. */
  private static final int MOST_CHARACTERS = 5 * 1024;

  /** So many digits are a whole number that a double holds exactly. */
  private static final int PLAIN_DIGITS = 15;

  private static final double[] POWERS_OF_TEN = {
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
  };

  private static final Pattern DECIMAL = Pattern.compile("(\\d+\\.?\\d*|\\.\\d+)([eE][-+]?\\d+)?");
  private static final Pattern HEXADECIMAL =
      Pattern.compile("0[xX](\\p{XDigit}+\\.?\\p{XDigit}*|\\.\\p{XDigit}+)([pP][-+]?\\d+)?");

  private DoubleText() {}

  /**
   * The number that a text stands for, as the C library's {@code strtod} reads it: decimal or
   * hexadecimal, {@code inf} and {@code infinity} in any case; NaN if it is no number, is {@code
   * nan}, or is so large or so small that it cannot be told from infinity or zero.
   */
  public static double parse(byte[] array, int offset, int length) {
    double plain = parsePlain(array, offset, length);
    return Double.isNaN(plain) ? parseAny(array, offset, length, false) : plain;
  }

  /**
   * The same as it is read by those who only look where the number ends, in Redis from 8.0 on: it
   * is decimal, nothing at all is zero, what is too large is infinite, too small is zero, and a
   * zero byte ends the text.
   */
  public static double parseLoosely(byte[] array, int offset, int length) {
    int end = offset;
    while (end < offset + length && array[end] != 0) {
      end++;
    }
    if (end == offset) {
      return 0;
    }
    double plain = parsePlain(array, offset, end - offset);
    return Double.isNaN(plain) ? parseAny(array, offset, end - offset, true) : plain;
  }

  /**
   * A number of at most fifteen digits, perhaps with a point: both these digits and the power of
   * ten that they are divided by are exact, so the quotient is the nearest number. NaN if the text
   * is anything else.
   */
  private static double parsePlain(byte[] array, int offset, int length) {
    int end = offset + length;
    int at = offset;
    boolean negative = length > 0 && array[at] == '-';
    if (negative || (length > 0 && array[at] == '+')) {
      at++;
    }
    if (end - at > PLAIN_DIGITS + 1) {
      return Double.NaN;
    }
    long number = 0;
    int digits = 0;
    int point = -1;
    for (; at < end; at++) {
      int digit = array[at] - '0';
      if (digit >= 0 && digit <= 9) {
        number = number * 10 + digit;
        digits++;
      } else if (array[at] == '.' && point < 0) {
        point = digits;
      } else {
        return Double.NaN;
      }
    }
    if (digits == 0 || digits > PLAIN_DIGITS) {
      return Double.NaN;
    }
    double size = point < 0 ? number : number / POWERS_OF_TEN[digits - point];
    return negative ? -size : size;
  }

  private static double parseAny(byte[] array, int offset, int length, boolean loosely) {
    if (length == 0 || length > MOST_CHARACTERS) {
      return Double.NaN;
    }
    String text = new String(array, offset, length, StandardCharsets.ISO_8859_1);
    int sign = text.charAt(0) == '-' || text.charAt(0) == '+' ? 1 : 0;
    String size = text.substring(sign);
    if (size.equalsIgnoreCase("inf") || size.equalsIgnoreCase("infinity")) {
      return text.charAt(0) == '-' ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    }
    if (DECIMAL.matcher(size).matches()) {
      double value = Double.parseDouble(text);
      return loosely ? value : inRange(value, size);
    }
    if (!loosely && HEXADECIMAL.matcher(size).matches()) {
      boolean whole = size.indexOf('p') < 0 && size.indexOf('P') < 0;
      double value = Double.parseDouble(whole ? text + "p0" : text);
      return inRange(value, size.substring(2));
    }
    return Double.NaN;
  }

  private static double inRange(double value, String digits) {
    boolean lost = value == 0 && digits.chars().anyMatch(DoubleText::isSignificant);
    // An exponent's digits may be significant while the number is zero.
    if (lost) {
      String mantissa = digits.split("[eEpP]", 2)[0];
      lost = mantissa.chars().anyMatch(DoubleText::isSignificant);
    }
    return Double.isInfinite(value) || lost ? Double.NaN : value;
  }

  private static boolean isSignificant(int character) {
    return Character.digit(character, 16) > 0;
  }

  /** Whether the text of {@code value} is that of the whole number that it is. */
  static boolean isWhole(double value) {
    return value == Math.rint(value)
        && Math.abs(value) <= MOST_WHOLE
        && Double.doubleToRawLongBits(value) != Long.MIN_VALUE;
  }

  /** The shortest decimal text that reads back as {@code value}. */
  public static String of(double value) {
    if (Double.isNaN(value)) {
      return "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    if (isWhole(value)) {
      return Long.toString((long) value);
    }
    return (value < 0 ? "-" : "") + shortest(Math.abs(value));
  }

  /**
   * As Redis up to 7.0 prints them: with seventeen digits, less zeros at the end; what is below
   * 0.0001 or has more digits before the point, with an exponent. The form of C's {@code %.17g}.
   */
  public static String ofSeventeenDigits(double value) {
    if (value == 0 || Double.isNaN(value) || Double.isInfinite(value)) {
      return value == 0 ? (1 / value < 0 ? "-0" : "0") : of(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(SEVENTEEN).stripTrailingZeros();
    int exponent = rounded.precision() - rounded.scale() - 1;
    if (exponent >= SMALLEST_PLAIN && exponent < SEVENTEEN.getPrecision()) {
      return rounded.toPlainString();
    }
    String digits = rounded.unscaledValue().abs().toString();
    return (value < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }

  /** From what Java writes: its digits are the fewest, unless there are two of them. */
  private static String shortest(double size) {
    String written = Double.toString(size);
    int mark = written.indexOf('E');
    int end = mark < 0 ? written.length() : mark;
    int point = written.indexOf('.');
    int exponent = mark < 0 ? 0 : Integer.parseInt(written, mark + 1, written.length(), 10);
    String all = written.substring(0, point) + written.substring(point + 1, end);
    int first = 0;
    while (all.charAt(first) == '0') {
      first++;
    }
    int last = all.length();
    while (all.charAt(last - 1) == '0') {
      last--;
    }
    int scale = exponent - (end - point - 1) + all.length() - last;
    if (last - first <= 2) {
      BigDecimal fewest = fewest(size);
      return text(fewest.unscaledValue().toString(), -fewest.scale());
    }
    return text(all.substring(first, last), scale);
  }

  /** Java writes at least two digits, so one may be too many. */
  private static BigDecimal fewest(double size) {
    BigDecimal written = new BigDecimal(Double.toString(size)).stripTrailingZeros();
    if (written.precision() == 2) {
      BigDecimal shorter =
          new BigDecimal(written.unscaledValue(), written.scale())
              .setScale(written.scale() - 1, RoundingMode.HALF_EVEN);
      if (shorter.unscaledValue().compareTo(BigInteger.ZERO) > 0 && shorter.doubleValue() == size) {
        return shorter.stripTrailingZeros();
      }
    }
    return written;
  }

  private static String text(String digits, int scale) {
    int exponent = scale + digits.length() - 1;
    if (scale >= 0 && scale < 8) {
      return digits + "0".repeat(scale);
    }
    if (scale < 0 && (scale > -7 || Math.abs(exponent) < 4)) {
      int whole = digits.length() + scale;
      return whole <= 0
          ? "0." + "0".repeat(-whole) + digits
          : digits.substring(0, whole) + "." + digits.substring(whole);
    }
    StringBuilder text = new StringBuilder().append(digits.charAt(0));
    if (digits.length() > 1) {
      text.append('.').append(digits, 1, digits.length());
    }
    return text.append(exponent < 0 ? "e-" : "e+").append(Math.abs(exponent)).toString();
  }
}
