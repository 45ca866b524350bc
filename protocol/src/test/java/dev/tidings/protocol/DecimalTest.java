package dev.tidings.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
  @Test
  void everyNumberIsWrittenAndReadAsJavaDoes() {
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 100_000; i++) {
      long value = random.nextLong() >> random.nextInt(64);
      write(value);
    }
    long power = 1;
    for (int i = 0; i < 19; i++, power *= 10) {
      for (long value : new long[] {power - 1, power, power + 1}) {
        write(value);
        write(-value);
      }
    }
    write(Long.MAX_VALUE);
    write(Long.MIN_VALUE + 1);
  }

  private static void write(long value) {
    byte[] array = new byte[24];
    int end = Decimal.write(array, 2, value);
    String text = new String(array, 2, end - 2, StandardCharsets.ISO_8859_1);
    assertThat(text).isEqualTo(Long.toString(value));
    assertThat(Decimal.parse(array, 2, end - 2)).isEqualTo(value);
  }

  @Test
  void theLeastNumberIsToldApartFromNoNumber() {
    byte[] array = new byte[24];
    assertThat(Decimal.write(array, 0, Long.MIN_VALUE)).isEqualTo(20);
    assertThat(Decimal.parse(array, 0, 20)).isEqualTo(Decimal.INVALID);
    assertThat(Decimal.isMinimum(array, 0, 20)).isTrue();
    array[19] = '9';
    assertThat(Decimal.isMinimum(array, 0, 20)).isFalse();
    assertThat(Decimal.parse(array, 0, 20)).isEqualTo(Decimal.INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+1",
        "-0",
        "00",
        "01",
        "-01",
        " 1",
        "1 ",
        "1a",
        "a",
        "0x1",
        "1.0",
        "1e3",
        "--1",
        "9223372036854775808",
        "-9223372036854775809",
        "99999999999999999999",
        "18446744073709551616",
        "100000000000000000000000"
      })
  void whatRedisDoesNotReadAsANumberIsNone(String text) {
    assertThat(parse(text)).isEqualTo(Decimal.INVALID);
  }

  @Test
  void randomTextsAreReadAsTheModelReadsThem() {
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 100_000; i++) {
      StringBuilder text = new StringBuilder();
      int length = random.nextInt(22);
      for (int j = 0; j < length; j++) {
        text.append(random.nextInt(30) == 0 ? "-+ x".charAt(random.nextInt(4)) : digit(random));
      }
      assertThat(parse(text.toString())).as(text.toString()).isEqualTo(model(text.toString()));
    }
  }

  private static char digit(SplittableRandom random) {
    return (char) ('0' + random.nextInt(10));
  }

  private static long model(String text) {
    if (!text.matches("0|-?[1-9][0-9]*")) {
      return Decimal.INVALID;
    }
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException tooLarge) {
      return Decimal.INVALID;
    }
  }

  private static long parse(String text) {
    byte[] array = ("9" + text + "9").getBytes(StandardCharsets.ISO_8859_1);
    return Decimal.parse(array, 1, text.length());
  }
}
