package dev.tidings.structures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TextBufferTest {
  @Test
  void agreesWithAPlainArrayUnderRandomChanges() {
    for (long seed = 1; seed <= 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      byte[] model = bytes(random, random.nextInt(20));
      TextBuffer text = TextBuffer.copyOf(model, random.nextInt(40));
      for (int i = 0; i < 100; i++) {
        byte[] more = bytes(random, random.nextInt(12));
        switch (random.nextInt(4)) {
          case 0 -> {
            model = written(model, model.length, more);
            text.append(more);
          }
          case 1 -> {
            int at = random.nextInt(model.length + 30);
            model = written(model, at, more);
            text.write(at, more);
          }
          case 2 -> {
            int least = random.nextInt(200);
            model = Arrays.copyOf(model, Math.max(model.length, least));
            text.growTo(least);
          }
          default -> {
            int most = random.nextInt(model.length + 1);
            model = Arrays.copyOf(model, most);
            text.shrinkTo(most);
          }
        }
        assertThat(text.bytes()).as("seed %d, step %d", seed, i).isEqualTo(model);
        assertThat(text.copy().bytes()).isEqualTo(model);
      }
    }
  }

  @Test
  void manyBytesAppendedOneByOneMoveFewTimes() {
    TextBuffer text = TextBuffer.zeros(0);
    int moves = 0;
    for (int i = 0; i < 1_000_000; i++) {
      byte[] before = text.array();
      text.append(new byte[] {(byte) i});
      moves += text.array() == before ? 0 : 1;
    }
    assertThat(moves).isLessThan(40);
    assertThat(text.heldBytes()).isBetween(1_000_000L, 2_100_000L);
  }

  private static byte[] written(byte[] model, int at, byte[] more) {
    byte[] result = Arrays.copyOf(model, Math.max(model.length, at + more.length));
    System.arraycopy(more, 0, result, at, more.length);
    return result;
  }

  private static byte[] bytes(SplittableRandom random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
