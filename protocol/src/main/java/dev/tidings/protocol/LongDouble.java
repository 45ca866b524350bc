package dev.tidings.protocol;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A floating-point number with 64 significant bits, as the {@code long double} of x86 has them:
 * what INCRBYFLOAT and HINCRBYFLOAT count in, so that 10.5 and 0.1 make 10.6.
 *
 * <pre>
 *   (-1 if negative) × mantissa × 2^exponent      mantissa: unsigned 64 bits
 *                                                 exponent: -16445 to 16320
 * </pre>
 *
 * <p>Results are rounded to the nearest number, ties to the even one. Immutable. There is no "not a
 * number": where arithmetic gives it, the result is {@link #isFinite not finite}, no more is told.
 */
public final class LongDouble implements Comparable<LongDouble> {
  /** More characters than this are no number that anybody writes. */
  private static final int MOST_CHARACTERS = 5 * 1024;

  /** Digits behind the point in {@link #text}. */
  private static final int MOST_DECIMALS = 17;

  private static final int MANTISSA_BITS = 64;
  private static final int LEAST_EXPONENT = -16445;
  private static final int DOUBLE_FRACTION_BITS = 52;
  private static final int DOUBLE_BIAS = 1075;
  private static final int MOST_EXPONENT = 16384 - MANTISSA_BITS;

  /** Numbers of 10^5000 and of 10^-5000 are beyond what can be told, with room to spare. */
  private static final int MOST_SCALE = 5000;

  private static final BigInteger DECIMALS = BigInteger.TEN.pow(MOST_DECIMALS);

  /** The largest finite number. */
  public static final LongDouble MAX =
      new LongDouble(BigInteger.TWO.pow(64).subtract(BigInteger.ONE), MOST_EXPONENT, true);

  /** The smallest finite number, the largest below zero in size. */
  public static final LongDouble MIN = MAX.negated();

  /** Nothing. */
  public static final LongDouble ZERO = new LongDouble(BigInteger.ZERO, 0, true);

  private static final LongDouble INFINITE = new LongDouble(BigInteger.ONE, 0, false);
  private static final LongDouble MINUS_INFINITE =
      new LongDouble(BigInteger.ONE.negate(), 0, false);

  private final BigInteger mantissa;
  private final int exponent;
  private final boolean finite;

  private LongDouble(BigInteger mantissa, int exponent, boolean finite) {
    this.mantissa = mantissa;
    this.exponent = exponent;
    this.finite = finite;
  }

  /** A whole number, which is told exactly. */
  public static LongDouble of(long value) {
    return new LongDouble(BigInteger.valueOf(value), 0, true);
  }

  /** The same number, which is told exactly; "not a number" is told as infinite. */
  public static LongDouble of(double value) {
    if (!Double.isFinite(value)) {
      return value < 0 ? MINUS_INFINITE : INFINITE;
    }
    long bits = Double.doubleToRawLongBits(Math.abs(value));
    int scale = (int) (bits >>> DOUBLE_FRACTION_BITS);
    long fraction = bits - ((long) scale << DOUBLE_FRACTION_BITS);
    long size = scale == 0 ? fraction : fraction | 1L << DOUBLE_FRACTION_BITS;
    BigInteger mantissa = BigInteger.valueOf(value < 0 ? -size : size);
    return new LongDouble(mantissa, Math.max(1, scale) - DOUBLE_BIAS, true);
  }

  // ---- Reading ------------------------------------------------------------------------------

  /**
   * The number that a text stands for, as the C library's {@code strtold} reads it: decimal or
   * hexadecimal, {@code inf} and {@code infinity} in any case; null if it is no number, is {@code
   * nan}, or is so large or so small that it cannot be told from infinity or zero.
   */
  public static @Nullable LongDouble parse(byte[] array, int offset, int length) {
    if (length == 0 || length >= MOST_CHARACTERS) {
      return null;
    }
    boolean signed = array[offset] == '-' || array[offset] == '+';
    String size =
        new String(
            array,
            offset + (signed ? 1 : 0),
            length - (signed ? 1 : 0),
            StandardCharsets.ISO_8859_1);
    LongDouble found;
    if (size.equalsIgnoreCase("inf") || size.equalsIgnoreCase("infinity")) {
      found = INFINITE;
    } else if (size.startsWith("0x") || size.startsWith("0X")) {
      found = read(size.substring(2), 16, 'p');
    } else {
      found = read(size, 10, 'e');
    }
    return found != null && array[offset] == '-' ? found.negated() : found;
  }

  /** Digits with a point or without, and an exponent or none. */
  private static @Nullable LongDouble read(String text, int radix, char exponentMark) {
    int end = text.length();
    int point = -1;
    StringBuilder digits = new StringBuilder(end);
    int at = 0;
    for (; at < end; at++) {
      char c = text.charAt(at);
      if (c == '.' && point < 0) {
        point = at;
      } else if (c < 128 && Character.digit(c, radix) >= 0) {
        digits.append(c);
      } else {
        break;
      }
    }
    if (digits.isEmpty()) {
      return null;
    }
    int behindPoint = point < 0 ? 0 : at - point - 1;
    long power = 0;
    if (at < end) {
      if (Character.toLowerCase(text.charAt(at)) != exponentMark || !isExponent(text, at + 1)) {
        return null;
      }
      power = exponent(text, at + 1);
    }
    BigInteger number = new BigInteger(digits.toString(), radix);
    return radix == 10
        ? ofDecimal(number, digits.length(), power - behindPoint)
        : ofBinary(number, power - 4L * behindPoint);
  }

  private static boolean isExponent(String text, int from) {
    int at = from < text.length() && "+-".indexOf(text.charAt(from)) >= 0 ? from + 1 : from;
    boolean any = at < text.length();
    for (; at < text.length(); at++) {
      any &= text.charAt(at) >= '0' && text.charAt(at) <= '9';
    }
    return any;
  }

  /** The exponent, cut to what is beyond all numbers anyway. */
  private static long exponent(String text, int from) {
    boolean negative = text.charAt(from) == '-';
    long value = 0;
    for (int at = "+-".indexOf(text.charAt(from)) >= 0 ? from + 1 : from;
        at < text.length();
        at++) {
      value = Math.min(value * 10 + (text.charAt(at) - '0'), Integer.MAX_VALUE);
    }
    return negative ? -value : value;
  }

  private static @Nullable LongDouble ofDecimal(BigInteger digits, int count, long scale) {
    if (digits.signum() == 0) {
      return ZERO;
    }
    if (scale + count > MOST_SCALE || scale + count < -MOST_SCALE) {
      return null;
    }
    if (scale >= 0) {
      return representable(rounded(digits.multiply(BigInteger.TEN.pow((int) scale)), 0, false));
    }
    BigInteger by = BigInteger.TEN.pow((int) -scale);
    int shift = Math.max(0, by.bitLength() - digits.bitLength() + MANTISSA_BITS + 2);
    BigInteger[] parts = digits.shiftLeft(shift).divideAndRemainder(by);
    return representable(rounded(parts[0], -shift, parts[1].signum() != 0));
  }

  private static @Nullable LongDouble ofBinary(BigInteger digits, long exponent) {
    if (digits.signum() == 0) {
      return ZERO;
    }
    long top = exponent + digits.bitLength();
    if (top > MOST_EXPONENT + MANTISSA_BITS || top < LEAST_EXPONENT - 1) {
      return null;
    }
    return representable(rounded(digits, (int) exponent, false));
  }

  private static @Nullable LongDouble representable(LongDouble read) {
    return read.finite && read.mantissa.signum() != 0 ? read : null;
  }

  /** The nearest number to {@code size} × 2^{@code exponent} and, if {@code more}, a bit more. */
  private static LongDouble rounded(BigInteger number, int exponent, boolean more) {
    BigInteger size = number.abs();
    int drop = Math.max(size.bitLength() - MANTISSA_BITS, LEAST_EXPONENT - exponent);
    int lowest = exponent;
    if (drop > 0) {
      BigInteger kept = size.shiftRight(drop);
      boolean half = size.testBit(drop - 1);
      boolean beyondHalf = more || (half && size.getLowestSetBit() < drop - 1);
      if (half && (beyondHalf || kept.testBit(0))) {
        kept = kept.add(BigInteger.ONE);
      }
      size = kept;
      lowest += drop;
    }
    if (lowest + size.bitLength() > MOST_EXPONENT + MANTISSA_BITS) {
      return number.signum() < 0 ? MINUS_INFINITE : INFINITE;
    }
    return new LongDouble(number.signum() < 0 ? size.negate() : size, lowest, true);
  }

  // ---- Counting -----------------------------------------------------------------------------

  /** Whether it is a number: neither infinite nor what infinities cancel to. */
  public boolean isFinite() {
    return finite;
  }

  /** The same size with the other sign. */
  public LongDouble negated() {
    return new LongDouble(mantissa.negate(), exponent, finite);
  }

  /** The sum, rounded. */
  public LongDouble plus(LongDouble other) {
    if (!finite || !other.finite) {
      return finite ? other : this;
    }
    int lowest = Math.min(exponent, other.exponent);
    return rounded(atExponent(lowest).add(other.atExponent(lowest)), lowest, false);
  }

  /** The difference, rounded. */
  public LongDouble minus(LongDouble other) {
    return plus(other.negated());
  }

  private BigInteger atExponent(int lower) {
    return mantissa.shiftLeft(exponent - lower);
  }

  @Override
  public int compareTo(LongDouble other) {
    if (!finite || !other.finite) {
      return Integer.compare(infinity(), other.infinity());
    }
    int lowest = Math.min(exponent, other.exponent);
    return atExponent(lowest).compareTo(other.atExponent(lowest));
  }

  private int infinity() {
    return finite ? 0 : mantissa.signum();
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LongDouble number && finite == number.finite && compareTo(number) == 0;
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  // ---- Writing ------------------------------------------------------------------------------

  /**
   * The number in decimal, rounded to 17 digits behind the point, without zeros at the end and
   * never with an exponent; {@code inf} and {@code -inf} by name.
   */
  public String text() {
    if (!finite) {
      return mantissa.signum() < 0 ? "-inf" : "inf";
    }
    BigInteger size = mantissa.abs();
    String sign = mantissa.signum() < 0 ? "-" : "";
    if (exponent >= 0) {
      return sign + size.shiftLeft(exponent);
    }
    BigInteger scaled = size.multiply(DECIMALS);
    BigInteger kept = scaled.shiftRight(-exponent);
    boolean half = scaled.testBit(-exponent - 1);
    if (half && (scaled.getLowestSetBit() < -exponent - 1 || kept.testBit(0))) {
      kept = kept.add(BigInteger.ONE);
    }
    return kept.signum() == 0 ? "0" : sign + withPoint(kept.toString());
  }

  private static String withPoint(String digits) {
    String filled = "0".repeat(Math.max(0, MOST_DECIMALS + 1 - digits.length())) + digits;
    int whole = filled.length() - MOST_DECIMALS;
    int end = filled.length();
    while (end > whole && filled.charAt(end - 1) == '0') {
      end--;
    }
    return end == whole
        ? filled.substring(0, whole)
        : filled.substring(0, whole) + '.' + filled.substring(whole, end);
  }

  @Override
  public String toString() {
    return text();
  }
}
