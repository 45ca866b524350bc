package dev.tidings.structures.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lengths and strings, written and read. */
class RdbWriterTest {
  @Test
  void lengthsTakeAsManyBytesAsTheyNeed() {
    assertLength(0, "00");
    assertLength(63, "3f");
    assertLength(64, "4040");
    assertLength(16_383, "7fff");
    assertLength(16_384, "8000004000");
    assertLength(0xFFFF_FFFFL, "80ffffffff");
    assertLength(0x1_0000_0000L, "810000000100000000");
    assertLength(-1, "81ffffffffffffffff");
  }

  private static void assertLength(long length, String hex) {
    RdbWriter writer = new RdbWriter(true);
    writer.length(length);
    assertThat(HexFormat.of().formatHex(writer.toArray())).isEqualTo(hex);
    assertThat(reader(hex).length()).isEqualTo(length);
  }

  @Test
  void numbersAreWrittenAsNumbers() {
    assertText("0", "c000");
    assertText("-128", "c080");
    assertText("128", "c18000");
    assertText("-32769", "c2ff7fffff");
    assertText("2147483647", "c2ffffff7f");
    assertText("2147483648", "0a32313437343833363438");
    for (String text : List.of("", "-", "00", "-0", "+1", "1a", "99999999999")) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      assertText(text, "%02x%s".formatted(bytes.length, HexFormat.of().formatHex(bytes)));
    }
  }

  private static void assertText(String text, String hex) {
    RdbWriter writer = new RdbWriter(true);
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    writer.string(bytes, 0, bytes.length);
    assertThat(HexFormat.of().formatHex(writer.toArray())).isEqualTo(hex);
    assertThat(reader(hex).string()).isEqualTo(bytes);
  }

  @Test
  void anyStringsComeBack() {
    Random random = new Random(3);
    RdbWriter writer = new RdbWriter(true);
    byte[][] texts = new byte[500][];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = new byte[random.nextInt(10) == 0 ? random.nextInt(40_000) : random.nextInt(50)];
      int kinds = random.nextInt(1, 256);
      for (int at = 0; at < texts[i].length; at++) {
        texts[i][at] = (byte) ('0' + random.nextInt(kinds));
      }
      writer.string(texts[i], 0, texts[i].length);
    }
    RdbReader reader = new RdbReader(writer.array(), 0, writer.size());
    for (byte[] text : texts) {
      assertThat(reader.string()).isEqualTo(text);
    }
    assertThat(reader.remaining()).isZero();
  }

  @Test
  void nothingIsReadBehindTheEnd() {
    for (String hex :
        List.of(
            "",
            "01",
            "40",
            "4001",
            "80000000",
            "8000000001",
            "81",
            "82",
            "c0",
            "c101",
            "c2010203",
            "c3",
            "c301",
            "c30104",
            "c3010400",
            "c4",
            "80ffffffff",
            "81ffffffffffffffff")) {
      assertThatThrownBy(() -> reader(hex).string()).as(hex).isInstanceOf(Damage.class);
    }
    assertThatThrownBy(() -> reader("05").count()).isInstanceOf(Damage.class);
    assertThatThrownBy(() -> reader("c005").length()).isInstanceOf(Damage.class);
    assertThatThrownBy(() -> reader("00000000000000").millis()).isInstanceOf(Damage.class);
    assertThatThrownBy(() -> reader("0861").textDouble()).isInstanceOf(Damage.class);
    assertThatThrownBy(() -> reader("00").textDouble()).isInstanceOf(Damage.class);
  }

  @Test
  void scoresAreText() {
    assertThat(reader("03312e35").textDouble()).isEqualTo(1.5);
    assertThat(reader("fe").textDouble()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(reader("ff").textDouble()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(reader("fd").textDouble()).isNaN();
    Random random = new Random(9);
    for (int i = 0; i < 1000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (!Double.isNaN(value)) {
        byte[] text = ScoreText.of(value);
        assertThat(ScoreText.read(text, 0, text.length)).isEqualTo(value);
      }
    }
    assertThat(text(1e300)).isEqualTo("1e+300");
    assertThat(text(1.5e-7)).isEqualTo("1.5e-7");
    assertThat(text(0.5)).isEqualTo("0.5");
    assertThat(text(Double.NEGATIVE_INFINITY)).isEqualTo("-inf");
  }

  private static String text(double value) {
    return new String(ScoreText.of(value), StandardCharsets.ISO_8859_1);
  }

  private static RdbReader reader(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    return new RdbReader(bytes, 0, bytes.length);
  }
}
