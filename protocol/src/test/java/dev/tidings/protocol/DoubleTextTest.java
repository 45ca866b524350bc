package dev.tidings.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoubleTextTest {
  @ParameterizedTest
  @CsvSource({
    "3.14, 3.14",
    "0.1, 0.1",
    "-0.5, -0.5",
    "1, 1",
    "-0.0, -0",
    "0.0, 0",
    "100, 100",
    "1e17, 100000000000000000",
    "4611686018427387904, 4611686018427387904",
    "1152921504606846976, 1152921504606846976",
    "5e18, 5e+18",
    "1e20, 1e+20",
    "1e21, 1e+21",
    "12345678901234567890, 12345678901234567000",
    "1.7976931348623157e308, 1.7976931348623157e+308",
    "-1.7976931348623157e308, -1.7976931348623157e+308",
    "0.00001, 0.00001",
    "0.000001, 0.000001",
    "1e-7, 1e-7",
    "1.2e-6, 1.2e-6",
    "0.00123456789, 0.00123456789",
    "0.000123456789, 1.23456789e-4",
    "1234.1234567, 1234.1234567",
    "12345.1234567, 1.23451234567e+4",
    "12345.123456, 12345.123456",
    "2e-300, 2e-300",
    "5e-324, 5e-324",
    "2e-323, 2e-323",
    "9e-324, 1e-323",
    "2.2250738585072014e-308, 2.2250738585072014e-308",
    "NaN, nan",
    "Infinity, inf",
    "-Infinity, -inf",
    "0.30000000000000004, 0.30000000000000004",
    "1700000000.123, 1700000000.123"
  })
  void numbersArePrintedAsByRedis(double value, String text) {
    assertThat(DoubleText.of(value)).isEqualTo(text);
  }

  @Test
  void whatIsPrintedReadsBackAndHasNoDigitTooMany() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      double value = any(random);
      String text = DoubleText.of(value);
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        continue;
      }
      assertThat(Double.parseDouble(text)).as(text).isEqualTo(value);
      BigDecimal printed = new BigDecimal(text).stripTrailingZeros();
      boolean exact = value == Math.rint(value) && Math.abs(value) <= 0x1p62;
      if (!exact && printed.precision() > 1) {
        MathContext shorter = new MathContext(printed.precision() - 1, RoundingMode.HALF_EVEN);
        assertThat(printed.round(shorter).doubleValue()).as(text).isNotEqualTo(value);
      }
    }
  }

  @Test
  void seventeenDigitsAreThoseOfC() {
    Map<Double, String> printed =
        Map.ofEntries(
            Map.entry(0.1, "0.10000000000000001"),
            Map.entry(-2.0, "-2"),
            Map.entry(100.0, "100"),
            Map.entry(1e16, "10000000000000000"),
            Map.entry(1e17, "1e+17"),
            Map.entry(0x1.b69b4ba630f35p56, "1.2345678901234568e+17"),
            Map.entry(0.0001, "0.0001"),
            Map.entry(0.00001, "1.0000000000000001e-05"),
            Map.entry(-1.25e-7, "-1.2499999999999999e-07"),
            Map.entry(1e300, "1.0000000000000001e+300"),
            Map.entry(Double.MIN_VALUE, "4.9406564584124654e-324"),
            Map.entry(0x1p62, "4.6116860184273879e+18"),
            Map.entry(1.0 / 3, "0.33333333333333331"),
            Map.entry(-0.0, "-0"),
            Map.entry(Double.NEGATIVE_INFINITY, "-inf"));
    printed.forEach(
        (value, text) -> assertThat(DoubleText.ofSeventeenDigits(value)).isEqualTo(text));
  }

  private static double loosely(String text) {
    byte[] bytes = ("<" + text + ">").getBytes(StandardCharsets.ISO_8859_1);
    return DoubleText.parseLoosely(bytes, 1, bytes.length - 2);
  }

  @Test
  void plainNumbersAreReadAsTheNearestOnes() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
      int digits = random.nextInt(1, 19);
      int point = random.nextInt(-5, digits + 1);
      for (int digit = 0; digit < digits; digit++) {
        text.append(digit == point ? "." : "").append(random.nextInt(10));
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
      Double expected = Double.valueOf(text.toString());
      assertThat((Double) DoubleText.parse(bytes, 0, bytes.length)).isEqualTo(expected);
      assertThat((Double) loosely(text.toString())).isEqualTo(expected);
    }
  }

  @Test
  void whoOnlyLooksWhereANumberEndsReadsMore() {
    assertThat(loosely("")).isZero();
    assertThat(loosely("\0x")).isZero();
    assertThat(loosely("1\0x")).isEqualTo(1);
    assertThat(loosely("1e400")).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(loosely("-1e400")).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(loosely("1e-400")).isZero();
    assertThat(loosely("-inf")).isEqualTo(Double.NEGATIVE_INFINITY);
    for (String wrong :
        new String[] {" ", "1 ", " 1", "0x10", "x", "-", ".", "nan", "1..2", "\u00a01"}) {
      assertThat(loosely(wrong)).as(wrong).isNaN();
    }
  }

  private static double any(SplittableRandom random) {
    return switch (random.nextInt(4)) {
      case 0 -> Double.longBitsToDouble(random.nextLong());
      case 1 -> random.nextInt(1_000_000) / 1000.0;
      case 2 -> random.nextInt(10) * Math.pow(10, random.nextInt(600) - 320.0);
      default -> random.nextDouble();
    };
  }
}
