package dev.tidings.structures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Everything again with one boolean for each bit. */
class BitsTest {
  private static final int ROUNDS = 3000;

  private static boolean[] model(byte[] text) {
    boolean[] bits = new boolean[text.length * 8];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = (text[i / 8] >> (7 - i % 8) & 1) == 1;
    }
    return bits;
  }

  private static byte[] text(SplittableRandom random, int length) {
    byte[] text = new byte[length];
    switch (random.nextInt(4)) {
      case 0 -> random.nextBytes(text);
      case 1 -> java.util.Arrays.fill(text, (byte) -1);
      case 2 -> {}
      default -> {
        java.util.Arrays.fill(text, (byte) -random.nextInt(2));
        text[random.nextInt(length)] ^= (byte) (1 << random.nextInt(8));
      }
    }
    return text;
  }

  @Test
  void bitsAreCountedAndFound() {
    for (long seed = 1; seed <= ROUNDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] text = text(random, 1 + random.nextInt(60));
      boolean[] model = model(text);
      int first = random.nextInt(model.length);
      int last = random.nextInt(model.length);
      long count = 0;
      long firstSet = -1;
      long firstClear = -1;
      for (int i = last; i >= first; i--) {
        count += model[i] ? 1 : 0;
        firstSet = model[i] ? i : firstSet;
        firstClear = model[i] ? firstClear : i;
      }
      assertThat(Bits.count(text, first, last)).as("seed %d", seed).isEqualTo(count);
      assertThat(Bits.find(text, first, last, true)).as("seed %d", seed).isEqualTo(firstSet);
      assertThat(Bits.find(text, first, last, false)).as("seed %d", seed).isEqualTo(firstClear);
    }
  }

  @Test
  void fieldsAreWrittenAndRead() {
    for (long seed = 1; seed <= ROUNDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] text = text(random, 12 + random.nextInt(30));
      boolean[] model = model(text);
      int width = 1 + random.nextInt(64);
      int offset = random.nextInt(model.length - width + 1);
      long value = random.nextLong();
      Bits.putField(text, offset, width, value);
      for (int i = 0; i < width; i++) {
        model[offset + i] = (value >> (width - 1 - i) & 1) == 1;
      }
      assertThat(model(text)).as("seed %d", seed).isEqualTo(model);
      long kept = width == 64 ? value : value & (1L << width) - 1;
      assertThat(Bits.field(text, text.length, offset, width)).isEqualTo(kept);
      long signed = value << (64 - width) >> (64 - width);
      assertThat(Bits.signedField(text, text.length, offset, width)).isEqualTo(signed);
      Bits.put(text, offset, !model[offset]);
      assertThat(Bits.at(text, offset)).isEqualTo(!model[offset]);
    }
  }

  @Test
  void beyondTheEndAFieldIsZero() {
    byte[] text = {-1, -1, -1};
    assertThat(Bits.field(text, 2, 12, 8)).isEqualTo(0xF0);
    assertThat(Bits.field(text, 2, 16, 8)).isZero();
    assertThat(Bits.field(text, 2, 1L << 40, 64)).isZero();
    assertThat(Bits.signedField(text, 2, 15, 2)).isEqualTo(-2);
  }

  @Test
  void textsAreJoinedBitByBit() {
    for (long seed = 1; seed <= ROUNDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] into = text(random, 1 + random.nextInt(50));
      byte[] other = text(random, 1 + random.nextInt(into.length));
      for (Bits.Join how : Bits.Join.values()) {
        byte[] expected = into.clone();
        for (int i = 0; i < into.length; i++) {
          int a = into[i];
          int b = i < other.length ? other[i] : 0;
          expected[i] =
              (byte)
                  switch (how) {
                    case AND -> a & b;
                    case OR -> a | b;
                    case XOR -> a ^ b;
                    case AND_NOT -> a & ~b;
                  };
        }
        byte[] joined = into.clone();
        Bits.join(joined, other, other.length, how);
        assertThat(joined).as("seed %d, %s", seed, how).isEqualTo(expected);
      }
    }
  }
}
