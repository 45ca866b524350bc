package dev.tidings.protocol;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

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

  private DoubleText() {}

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
    if (value == Math.rint(value) && Math.abs(value) <= MOST_WHOLE) {
      return Long.toString((long) value);
    }
    BigDecimal shortest = shortest(Math.abs(value));
    return (value < 0 ? "-" : "") + text(shortest.unscaledValue().toString(), -shortest.scale());
  }

  /** Java writes at least two digits, so one may be too many. */
  private static BigDecimal shortest(double size) {
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
