package dev.tidings.tests.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.Scene;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Which names a pattern matches: the odd cases by hand, the others by lot. */
class GlobComparisonTest {
  private static final int RANDOM_PAIRS = 1_500;

  private final Comparison comparison = Servers.shared();

  record Pair(String pattern, String name) {}

  @Test
  void theKnownPairsMatchAlike() throws IOException {
    List<Pair> pairs = known();
    assertThat(pairs).hasSizeGreaterThan(80);
    comparison.runResp2("known pairs of pattern and name", s -> pairs.forEach(p -> match(s, p)));
  }

  @Test
  void randomPairsMatchAlike() {
    comparison.runResp2(
        "random pairs of pattern and name",
        s -> {
          SplittableRandom random = new SplittableRandom(14);
          for (int i = 0; i < RANDOM_PAIRS; i++) {
            String pattern = word(random, "ab-]^[*?\\c", 9);
            match(s, new Pair(pattern, word(random, "abc-]^[\\", 6)));
          }
        });
  }

  @Test
  void patternsOfManyStarsEnd() {
    comparison.runResp2(
        "a thousand stars",
        s -> {
          match(s, new Pair("*a".repeat(1001) + "*", "a".repeat(1100)));
          match(s, new Pair("*a".repeat(900) + "*", "a".repeat(1100)));
          match(s, new Pair("*a".repeat(60) + "b", "a".repeat(5000)));
        });
  }

  @Test
  void theListOfChannelsIsFilteredByTheSamePatterns() throws IOException {
    List<Pair> pairs = known();
    comparison.runResp2(
        "PUBSUB CHANNELS with known patterns",
        s -> {
          for (Pair pair : pairs) {
            s.client("a").call("SUBSCRIBE", pair.name());
            s.client("b").call("PUBSUB", "CHANNELS", pair.pattern());
            s.client("a").call("UNSUBSCRIBE", pair.name());
          }
        });
  }

  private static void match(Scene s, Pair pair) {
    s.client("a").call("PSUBSCRIBE", pair.pattern());
    int received = (int) s.client("b").call("PUBLISH", pair.name(), "x").value().number();
    s.client("a").send("PUNSUBSCRIBE", pair.pattern()).frames(1 + received);
  }

  private static String word(SplittableRandom random, String letters, int limit) {
    StringBuilder word = new StringBuilder();
    for (int length = random.nextInt(limit); length > 0; length--) {
      word.append(letters.charAt(random.nextInt(letters.length())));
    }
    return word.toString();
  }

  private static List<Pair> known() throws IOException {
    try (InputStream in = GlobComparisonTest.class.getResourceAsStream("/glob-pairs.txt")) {
      assertThat(in).isNotNull();
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
          .lines()
          .filter(line -> !line.startsWith("# "))
          .map(line -> line.split("\t", -1))
          .map(words -> new Pair(words[0].translateEscapes(), words[1].translateEscapes()))
          .toList();
    }
  }
}
