package dev.tidings.script;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as C's {@code printf} writes them with {@code %.<digits>g}. */
final class NumberText {
  private NumberText() {}

  /** The text of {@code value} with at most {@code digits} significant digits. */
  static String of(double value, int digits) {
    if (Double.isNaN(value)) {
      // What C writes for the sign of a number that is none: 0/0 has it set.
      return Double.doubleToRawLongBits(value) < 0 ? "-nan" : "nan";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    if (value == 0) {
      return 1 / value < 0 ? "-0" : "0";
    }
    if (value == (long) value && Math.abs(value) < 1e15 && digits >= 15) {
      return Long.toString((long) value);
    }
    double size = Math.abs(value);
    if (digits <= 15 && size >= 1e-3 && size < 1e7) {
      // The shortest text that only this number has: if it is short enough, rounding gives it too,
      // since the number is closer to it than to any other text of so many digits.
      String shortest = withoutEnd(Double.toString(value));
      if (shortest.length() <= digits) {
        return shortest;
      }
    }
    return rounded(value, digits);
  }

  private static String rounded(double value, int digits) {
    BigDecimal rounded =
        new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    String sign = value < 0 ? "-" : "";
    if (exponent >= -4 && exponent < digits) {
      return sign + withoutEnd(rounded.abs().toPlainString());
    }
    String all = rounded.unscaledValue().abs().toString();
    String mantissa = all.length() == 1 ? all : all.charAt(0) + "." + all.substring(1);
    String size = Integer.toString(Math.abs(exponent));
    return sign
        + withoutEnd(mantissa)
        + (exponent < 0 ? "e-" : "e+")
        + (size.length() == 1 ? "0" + size : size);
  }

  /** Without zeros behind the point, and without a point that nothing follows. */
  private static String withoutEnd(String text) {
    if (text.indexOf('.') < 0) {
      return text;
    }
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
  }
}
