package dev.tidings.engine.bitmaps;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.engine.EngineFixture;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What Redis 8.2 added to BITOP, byte by byte against a plain model. */
class NewBitOperationsTest {
  private static final List<String> OPERATIONS = List.of("DIFF", "DIFF1", "ANDOR", "ONE");

  private final EngineFixture.Client client = new EngineFixture().connect();

  @Test
  void stringsAreJoined() {
    for (long seed = 1; seed <= 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<byte[]> texts = new ArrayList<>();
      List<String> keys = new ArrayList<>();
      int count = 2 + random.nextInt(4);
      int longest = 0;
      for (int i = 0; i < count; i++) {
        byte[] text = new byte[random.nextInt(30)];
        random.nextBytes(text);
        texts.add(text);
        keys.add("k" + i);
        longest = Math.max(longest, text.length);
        client.call("SET", "k" + i, new String(text, StandardCharsets.ISO_8859_1));
      }
      for (String operation : OPERATIONS) {
        List<String> words = new ArrayList<>(List.of("BITOP", operation, "d"));
        words.addAll(keys);
        assertThat(client.call(words.toArray(new String[0]))).isEqualTo(":" + longest + "|");
        if (longest > 0) {
          StringBuilder expected = new StringBuilder();
          for (int at = 0; at < longest; at++) {
            expected.append((char) (expected(operation, column(texts, at)) & 0xFF));
          }
          assertThat(client.call("BITCOUNT", "d"))
              .as("seed %d, %s", seed, operation)
              .isEqualTo(":" + bits(expected) + "|");
          client.call("SET", "wanted", expected.toString());
          assertThat(client.call("BITOP", "XOR", "x", "d", "wanted")).startsWith(":");
          assertThat(client.call("BITCOUNT", "x")).as("seed %d", seed).isEqualTo(":0|");
        }
      }
    }
  }

  private static int bits(CharSequence text) {
    return text.chars().map(Integer::bitCount).sum();
  }

  private static List<Integer> column(List<byte[]> texts, int at) {
    List<Integer> column = new ArrayList<>();
    for (byte[] text : texts) {
      column.add(at < text.length ? text[at] & 0xFF : 0);
    }
    return column;
  }

  private static int expected(String operation, List<Integer> column) {
    int result = 0;
    for (int bit = 1; bit < 256; bit <<= 1) {
      int mask = bit;
      List<Boolean> set = column.stream().map(value -> (value & mask) != 0).toList();
      boolean first = set.getFirst();
      boolean other = set.subList(1, set.size()).contains(true);
      boolean holds =
          switch (operation) {
            case "DIFF" -> first && !other;
            case "DIFF1" -> !first && other;
            case "ANDOR" -> first && other;
            default -> Collections.frequency(set, true) == 1;
          };
      result |= holds ? bit : 0;
    }
    return result;
  }

  @Test
  void someNeedTwoSources() {
    client.call("SET", "k", "a");
    for (String operation : List.of("DIFF", "DIFF1", "ANDOR")) {
      assertThat(client.call("BITOP", operation, "d", "k"))
          .isEqualTo("-ERR BITOP " + operation + " must be called with at least two source keys.|");
    }
    assertThat(client.call("BITOP", "ONE", "d", "k")).isEqualTo(":1|");
    assertThat(client.call("GET", "d")).isEqualTo("$1|a|");
  }
}
