package dev.tidings.structures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class GlobTest {
  static final java.util.List<GlobTable.Pair> PAIRS = GlobTable.PAIRS;

  @ParameterizedTest
  @FieldSource("PAIRS")
  void answersAsRedisDid(GlobTable.Pair pair) {
    assertThat(Glob.matches(bytes(pair.pattern()), bytes(pair.name()))).isEqualTo(pair.matches());
  }

  @Test
  void agreesWithThePlainReference() {
    for (long seed = 1; seed <= 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = 0; i < 1000; i++) {
        byte[] pattern = PatternSource.bytes(random, "ab*?[]^\\-\u0080\u00ff", 12);
        byte[] name = PatternSource.bytes(random, "ab]-^\\\u0080\u00ff", 10);
        assertThat(Glob.matches(pattern, name))
            .as("seed %d: %s ~ %s", seed, Arrays.toString(pattern), Arrays.toString(name))
            .isEqualTo(GlobReference.matches(pattern, name));
      }
    }
  }

  @Test
  void looksAtTheStretchOnly() {
    byte[] pattern = bytes("xxuser:*yy");
    byte[] name = bytes("--user:7--");
    assertThat(Glob.matches(pattern, 2, 6, name, 2, 6)).isTrue();
    assertThat(Glob.matches(pattern, 2, 5, name, 2, 6)).isFalse();
    assertThat(Glob.matches(pattern, 2, 0, name, 2, 0)).isTrue();
    assertThat(Glob.matches(bytes("[ab]"), 0, 2, bytes("a"), 0, 1)).isTrue();
  }

  @Test
  void takesAThousandRunsOfStarsAndNoMore() {
    byte[] name = bytes("a".repeat(3000));
    assertThat(Glob.matches(bytes("*a".repeat(1000)), name)).isTrue();
    assertThat(Glob.matches(bytes("**a".repeat(1000) + "**"), name)).isTrue();
    assertThat(Glob.matches(bytes("*a".repeat(1001)), name)).isFalse();
    assertThat(Glob.matches(bytes("*a".repeat(1001) + "*"), name)).isFalse();
  }

  @Test
  void growsOnlyWithTheProductOfTheLengths() {
    // Trying every length of every run of stars here would outlast the sun.
    assertThat(Glob.matches(bytes("*a".repeat(500) + "*b"), bytes("a".repeat(20_000)))).isFalse();
  }

  @Test
  void ignoresTheCaseOfLettersWhenTold() {
    assertThat(ignoringCase("MAX*", "maxmemory")).isTrue();
    assertThat(ignoringCase("max?emory", "MAXMEMORY")).isTrue();
    assertThat(ignoringCase("[M]ax*", "maxmemory")).isTrue();
    assertThat(ignoringCase("[A-N]ax*", "maxmemory")).isTrue();
    assertThat(ignoringCase("[^M]ax*", "maxmemory")).isFalse();
    assertThat(ignoringCase("@", "`")).isFalse();
    assertThat(ignoringCase("\u00c4", "\u00e4")).isFalse();
    assertThat(Glob.matches(bytes("MAX*"), bytes("maxmemory"))).isFalse();
  }

  @Test
  void keepsTheOdditiesOfTheComparisonWithoutCase() {
    assertThat(ignoringCase("[\\M]ax*", "maxmemory")).isFalse();
    assertThat(ignoringCase("[a-Z]ax*", "maxmemory")).isFalse();
    assertThat(ignoringCase("[Z-a]ax*", "maxmemory")).isFalse();
    assertThat(ignoringCase("\\Max*", "maxmemory")).isTrue();
  }

  private static boolean ignoringCase(String pattern, String name) {
    return Glob.matchesIgnoringCase(bytes(pattern), bytes(name));
  }

  private static byte[] bytes(String latin1) {
    return latin1.getBytes(StandardCharsets.ISO_8859_1);
  }
}
