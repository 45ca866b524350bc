package dev.tidings.structures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Hashes as the reference implementation computes them (python-xxhash 3, libxxhash 0.8). */
class Xxh3Test {
  private static final int LONGEST = 3000;

  /** Sums over the texts of all lengths up to {@link #LONGEST}, each one counting. */
  private static final long SUM_OF_64 = 0xe6e1f24b7ef01024L;

  private static final long SUM_OF_128 = 0x9853bf85402b3379L;

  /** Length, hash in 64 bits, hash in 128 bits. */
  private static final List<String> VECTORS =
      List.of(
          "0 2d06800538d394c2 99aa06d3014798d86001c324468d497f",
          "1 4c5cca45d0f4811f 495b62073ef70ca44c5cca45d0f4811f",
          "2 29c60963cbfa4e6e f1b5eec902a1eb5e29c60963cbfa4e6e",
          "3 6e3e2670e61106ac 390cdc5b4a895dd76e3e2670e61106ac",
          "4 5c4c63133443d03f aa6e2f274640a3f43d668af6f2a44d77",
          "5 49f5eb3111280b63 d9da89da8d7e169a62853c5f1a6eda6e",
          "8 f9fd4dd0b04d78f5 6a86a3bda6af4e3d61ddbe7f31a6100d",
          "9 7c20df9712c26edf 664c7ca18afd62558c7b67fd458a936b",
          "12 16d2dff54dc2ee45 dab57051afe30b1dcdeba3d6707f8f04",
          "16 86abf6baccea0858 7f9a218b0425449ae2ce54a7c19c730d",
          "17 b58bf5dc5022d071 66fc23f6439dbd778d96ef110fcdebb4",
          "32 e3712ed84c04a66e 49a11ee743d6d342fd357cf6cb2dda18",
          "33 a4dee99b093e1f73 7228d9284a8116f6f8994653f4bfe6da",
          "64 1291d2d4042330dd e0faf20e0e0fe0ddba7e015a54f14be1",
          "65 97c6bf83217e5ec9 9397df27b7a9871385326f4078a61329",
          "96 81296929fc063365 fb78ac185ef554438b8720f565dcf40c",
          "97 f145a45b658ab9dd 9cfc8c7d6e7815c8bb385623e598c6d4",
          "128 10d17f72c0ccba41 aec730751478556cff361dec1385710a",
          "129 1648bdc3db49d1a2 98cd36ccbb5579264545b3a09738e31a",
          "143 d05ced598f7f87b3 b6cd3089246dbb3cc339307a944d1745",
          "144 b46dbfc6d9e31aba 130af090dce3c1c4ae219e5918ed5e1e",
          "160 655c8dc33b4b4c4a 832af93acbf14d0b10963bc4f63e0de8",
          "239 f0d154819adb16cd 6e78178133d2c10bd0329d9f9566468d",
          "240 b6cfaf343fab81e6 5293e17bf553903d3f2c53e72293711f",
          "241 956cae592c67279e b53840fe3fedf161956cae592c67279e",
          "256 b15e550733c5dfac d0d2829a226d0edbb15e550733c5dfac",
          "512 31cc4c8456761b50 1a7e53736720a2e631cc4c8456761b50",
          "1024 a1e16f2edf2cbed6 f3fc143cd81d51baa1e16f2edf2cbed6",
          "1025 0a6d2c17259fe4bb 90bcb44432d2e5020a6d2c17259fe4bb",
          "1088 0ef0c0dc0e8682f1 dd579fe0f85cacc80ef0c0dc0e8682f1",
          "1089 e9459411d2759a81 eff973d3bb75d81de9459411d2759a81",
          "2048 1c81a12455515459 e5d454057f8dce3a1c81a12455515459",
          "2049 e54b75096179fb9c b43a4efc65acb84ce54b75096179fb9c",
          "5000 aedbe953d207917d 8a0ea3906584c057aedbe953d207917d");

  @Test
  void knownTextsHaveKnownHashes() {
    for (String vector : VECTORS) {
      String[] words = vector.split(" ", 3);
      byte[] text = text(Integer.parseInt(words[0]));
      assertThat(hex(Xxh3.hash64(text, 0, text.length))).as(words[0]).isEqualTo(words[1]);
      Xxh3.Hash128 both = Xxh3.hash128(text, 0, text.length);
      assertThat(hex(both.high()) + hex(both.low())).as(words[0]).isEqualTo(words[2]);
    }
  }

  @Test
  void textsOfEveryLengthHaveTheirHashes() {
    long sum64 = 0;
    long sum128 = 0;
    for (int length = 0; length <= LONGEST; length++) {
      byte[] text = text(length);
      sum64 = sum64 * 31 + Xxh3.hash64(text, 0, length);
      Xxh3.Hash128 both = Xxh3.hash128(text, 0, length);
      sum128 = sum128 * 31 + both.high() * 31 + both.low();
    }
    assertThat(sum64).isEqualTo(SUM_OF_64);
    assertThat(sum128).isEqualTo(SUM_OF_128);
  }

  @Test
  void aPartOfAnArrayIsHashedAsATextOfItsOwn() {
    byte[] whole = text(LONGEST);
    for (int length = 0; length < 600; length += 7) {
      byte[] part = java.util.Arrays.copyOfRange(whole, 11, 11 + length);
      assertThat(Xxh3.hash64(whole, 11, length)).isEqualTo(Xxh3.hash64(part, 0, length));
      assertThat(Xxh3.hash128(whole, 11, length)).isEqualTo(Xxh3.hash128(part, 0, length));
    }
  }

  private static byte[] text(int length) {
    byte[] text = new byte[length];
    for (int i = 0; i < length; i++) {
      text[i] = (byte) (i * 131 + (i >> 8) * 17 + 7);
    }
    return text;
  }

  private static String hex(long value) {
    return HexFormat.of().toHexDigits(value);
  }
}
