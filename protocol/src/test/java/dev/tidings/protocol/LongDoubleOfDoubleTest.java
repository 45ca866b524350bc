package dev.tidings.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Numbers of 53 bits, as places are told in the digits of a long double. */
class LongDoubleOfDoubleTest {
  @Test
  void aDoubleIsToldExactly() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isFinite(value)) {
        BigDecimal told = new BigDecimal(value).setScale(17, RoundingMode.HALF_EVEN);
        assertThat(new BigDecimal(LongDouble.of(value).text())).isEqualByComparingTo(told);
      }
    }
  }

  @Test
  void edgesAreTold() {
    assertThat(LongDouble.of(0.0).text()).isEqualTo("0");
    assertThat(LongDouble.of(-0.0).text()).isEqualTo("0");
    assertThat(LongDouble.of(Double.MIN_VALUE).text()).isEqualTo("0");
    assertThat(LongDouble.of(-2.5).text()).isEqualTo("-2.5");
    assertThat(LongDouble.of(0.1).text()).isEqualTo("0.10000000000000001");
    assertThat(LongDouble.of(Double.POSITIVE_INFINITY).isFinite()).isFalse();
    assertThat(LongDouble.of(Double.NEGATIVE_INFINITY).text()).isEqualTo("-inf");
  }
}
