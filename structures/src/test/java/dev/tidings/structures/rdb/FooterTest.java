package dev.tidings.structures.rdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The checksum, and what is believed because of it. */
class FooterTest {
  /** As Redis 7.0.15 tells {@code SET k text}, DUMP. */
  private static final byte[] OF_REDIS =
      HexFormat.of().parseHex("000474657874" + "0a00" + "7cf3266dcab5a531");

  @Test
  void theChecksumIsTheOneOfRedis() {
    byte[] digits = "123456789".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(Crc64.of(digits, 0, digits.length)).isEqualTo(0xe9c6d914c4b8d9caL);
  }

  @Test
  void theChecksumOfPiecesIsThatOfTheWhole() {
    Random random = new Random(5);
    byte[] bytes = new byte[1000];
    random.nextBytes(bytes);
    for (int i = 0; i < 100; i++) {
      int cut = random.nextInt(bytes.length);
      long first = Crc64.of(bytes, 0, cut);
      assertThat(Crc64.more(first, bytes, cut, bytes.length - cut))
          .isEqualTo(Crc64.of(bytes, 0, bytes.length));
    }
  }

  @Test
  void oneBitMoreIsNoticed() {
    RdbWriter writer = new RdbWriter(false);
    writer.string("text".getBytes(StandardCharsets.ISO_8859_1), 0, 4);
    Footer.write(writer, 10);
    byte[] payload = writer.toArray();
    assertThat(Footer.fits(payload)).isTrue();
    for (int bit = 0; bit < payload.length * 8; bit++) {
      byte[] other = payload.clone();
      other[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(Footer.fits(other)).isFalse();
    }
    assertThat(Footer.fits(new byte[9])).isFalse();
    assertThat(Footer.fits(OF_REDIS)).isTrue();
  }

  @Test
  void noChecksumIsBelieved() {
    byte[] payload = new byte[12];
    payload[2] = 10;
    assertThat(Footer.fits(payload)).isTrue();
    payload[2] = 99;
    assertThat(Footer.fits(payload)).isFalse();
  }
}
