package dev.tidings.structures.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Strings are the same behind packing and unpacking, and nothing else is unpacked. */
class LzfTest {
  @Test
  void whatIsPackedIsUnpacked() {
    for (long seed = 1; seed <= 400; seed++) {
      Random random = new Random(seed);
      byte[] text = text(random);
      byte[] packed = new byte[text.length + text.length / 32 + 1];
      int length = Lzf.pack(text, 0, text.length, packed);
      assertThat(length).as("seed " + seed).isPositive();
      assertThat(Lzf.unpack(packed, 0, length, text.length)).as("seed " + seed).isEqualTo(text);
    }
  }

  private static byte[] text(Random random) {
    byte[] text = new byte[random.nextInt(1, 30_000)];
    int kinds = random.nextInt(1, 256);
    for (int at = 0; at < text.length; ) {
      int run = Math.min(text.length - at, random.nextInt(1, 600));
      if (at > 0 && random.nextBoolean()) {
        int from = random.nextInt(at);
        for (int i = 0; i < run; i++) {
          text[at + i] = text[from + i];
        }
      } else {
        for (int i = 0; i < run; i++) {
          text[at + i] = (byte) random.nextInt(kinds);
        }
      }
      at += run;
    }
    return text;
  }

  @Test
  void whatRepeatsBecomesShort() {
    byte[] text = new byte[100_000];
    assertThat(Lzf.pack(text, 0, text.length, new byte[text.length])).isLessThan(1200);
  }

  @Test
  void whatHasNoRoomIsNotPacked() {
    byte[] text = new byte[50];
    new Random(1).nextBytes(text);
    assertThat(Lzf.pack(text, 0, text.length, new byte[46])).isZero();
  }

  /** Redis 7.0.15 with 21 times x: two as they are, 19 from one before. */
  @Test
  void whatRedisPackedIsUnpacked() {
    byte[] packed = HexFormat.of().parseHex("017878e00a00");
    byte[] text = "x".repeat(21).getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Lzf.unpack(packed, 0, packed.length, text.length)).isEqualTo(text);
  }

  @Test
  void damageIsNoticedBeforeMemoryIsTaken() {
    damaged("", 5);
    damaged("00", 1);
    damaged("0061", 2);
    damaged("0061", Long.MAX_VALUE);
    damaged("0061", Integer.MAX_VALUE);
    damaged("2000", 3);
    damaged("006120", 4);
    damaged("0061e0", 4);
    damaged("0061e0ff", 300);
    damaged("00612001", 4);
    assertThat(Lzf.unpack(HexFormat.of().parseHex("00612000"), 0, 4, 4)).containsOnly('a');
  }

  private static void damaged(String hex, long whole) {
    byte[] packed = HexFormat.of().parseHex(hex);
    assertThatThrownBy(() -> Lzf.unpack(packed, 0, packed.length, whole))
        .as(hex)
        .isInstanceOf(Damage.class);
  }
}
