package dev.tidings.structures;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PatternIndexTest {
  /** Ways to make patterns and names that nearly match each other. */
  enum Source {
    WILD {
      @Override
      Bytes pattern(SplittableRandom random) {
        return Bytes.wrap(PatternSource.bytes(random, "ab*?[]^\\-", 9));
      }

      @Override
      Bytes name(SplittableRandom random) {
        return Bytes.wrap(PatternSource.bytes(random, "ab]-", 9));
      }
    },
    STARS {
      @Override
      Bytes pattern(SplittableRandom random) {
        return Bytes.wrap(PatternSource.bytes(random, "ab**?", 10));
      }

      @Override
      Bytes name(SplittableRandom random) {
        return Bytes.wrap(PatternSource.bytes(random, "aab", 14));
      }
    },
    LONG_LABELS {
      @Override
      Bytes pattern(SplittableRandom random) {
        return join(random, "news", "newspaper", "new", "*", "?", "[a-p]", "sport", "\\s", "");
      }

      @Override
      Bytes name(SplittableRandom random) {
        return join(random, "news", "newspaper", "new", "sport", "s", "x", "");
      }
    },
    CLASSES {
      @Override
      Bytes pattern(SplittableRandom random) {
        StringBuilder text = new StringBuilder();
        for (int parts = random.nextInt(3); parts >= 0; parts--) {
          text.append('[')
              .append(text(PatternSource.bytes(random, "0123456789^-\\\u0080\u00fe", 4)))
              .append(']')
              .append(text(PatternSource.bytes(random, "01*?", 1)));
        }
        return latin1(text.toString());
      }

      @Override
      Bytes name(SplittableRandom random) {
        return Bytes.wrap(PatternSource.bytes(random, "0123456789^\u0080\u00fe\u00ff", 6));
      }
    },
    ALL_BYTES {
      @Override
      Bytes pattern(SplittableRandom random) {
        byte[] array = new byte[random.nextInt(3)];
        random.nextBytes(array);
        return latin1(text(array) + (random.nextBoolean() ? "*" : ""));
      }

      @Override
      Bytes name(SplittableRandom random) {
        byte[] array = new byte[random.nextInt(3)];
        random.nextBytes(array);
        return Bytes.wrap(array);
      }
    };

    abstract Bytes pattern(SplittableRandom random);

    abstract Bytes name(SplittableRandom random);

    private static Bytes join(SplittableRandom random, String... parts) {
      StringBuilder text = new StringBuilder();
      for (int count = random.nextInt(4); count >= 0; count--) {
        text.append(parts[random.nextInt(parts.length)]).append(random.nextBoolean() ? ":" : "");
      }
      return latin1(text.toString());
    }
  }

  @ParameterizedTest
  @EnumSource(Source.class)
  void agreesWithAListOfPatternsUnderRandomChanges(Source source) {
    for (long seed = 1; seed <= 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      PatternIndex<Integer> index = new PatternIndex<>();
      Map<Bytes, Integer> model = new LinkedHashMap<>();
      int goal = 1 + random.nextInt(300);
      for (int step = 0; step < 1500; step++) {
        if (step % 300 == 299) {
          goal = random.nextInt(random.nextBoolean() ? 300 : 5);
        }
        boolean adding = random.nextInt(100) < (model.size() < goal ? 75 : 25);
        Bytes pattern = adding ? source.pattern(random) : anyOf(model, source, random);
        if (adding) {
          index.put(pattern, step);
          model.put(pattern, step);
        } else {
          assertThat(index.remove(pattern)).as("seed %d", seed).isEqualTo(model.remove(pattern));
        }
        assertThat(index.find(pattern)).as("seed %d", seed).isEqualTo(model.get(pattern));
        assertThat(index.size()).as("seed %d", seed).isEqualTo(model.size());
        checkMatches(index, model, source.name(random), seed);
      }
      assertThat(all(index)).as("seed %d", seed).isEqualTo(lines(model, null));
      for (Bytes pattern : List.copyOf(model.keySet())) {
        index.remove(pattern);
        model.remove(pattern);
        checkMatches(index, model, source.name(random), seed);
      }
      assertThat(index.isEmpty()).isTrue();
      assertThat(index.nodeCount()).as("seed %d: nodes of the empty index", seed).isEqualTo(1);
    }
  }

  private static Bytes anyOf(Map<Bytes, Integer> model, Source source, SplittableRandom random) {
    if (model.isEmpty() || random.nextInt(10) == 0) {
      return source.pattern(random);
    }
    return List.copyOf(model.keySet()).get(random.nextInt(model.size()));
  }

  private static void checkMatches(
      PatternIndex<Integer> index, Map<Bytes, Integer> model, Bytes name, long seed) {
    assertThat(matches(index, name))
        .as("seed %d: %s", seed, name.latin1())
        .isEqualTo(lines(model, name));
  }

  private static List<String> matches(PatternIndex<Integer> index, Bytes name) {
    List<String> lines = new ArrayList<>();
    index.forEachMatch(name, (pattern, value) -> lines.add(pattern.latin1() + " " + value));
    return lines;
  }

  private static List<String> all(PatternIndex<Integer> index) {
    List<String> lines = new ArrayList<>();
    index.forEach((pattern, value) -> lines.add(pattern.latin1() + " " + value));
    return lines;
  }

  /** The entries of the model, or those that {@code name} matches, in order. */
  private static List<String> lines(
      Map<Bytes, Integer> model, @org.jspecify.annotations.Nullable Bytes name) {
    List<String> lines = new ArrayList<>();
    model.forEach((pattern, value) -> {
      if (name == null || Glob.matches(pattern, name)) {
        lines.add(pattern.latin1() + " " + value);
      }
    });
    return lines;
  }

  @Test
  void answersEveryPairOfTheTableAsGlobDoes() {
    PatternIndex<Integer> index = new PatternIndex<>();
    Map<Bytes, Integer> model = new LinkedHashMap<>();
    for (GlobTable.Pair pair : GlobTable.PAIRS) {
      index.put(latin1(pair.pattern()), 1);
      model.put(latin1(pair.pattern()), 1);
    }
    for (GlobTable.Pair pair : GlobTable.PAIRS) {
      checkMatches(index, model, latin1(pair.name()), 0);
    }
  }

  @Test
  void showsTheOldestPatternFirst() {
    PatternIndex<Integer> index = new PatternIndex<>();
    for (String pattern : List.of("a*", "*", "ab", "?b", "[a-c]b", "*b", "a**", "\\ab", "zz")) {
      index.put(latin1(pattern), 0);
    }
    index.remove(latin1("*"));
    index.put(latin1("a*"), 5);
    index.put(latin1("*"), 1);
    assertThat(matches(index, latin1("ab")))
        .containsExactly("a* 5", "ab 0", "?b 0", "[a-c]b 0", "*b 0", "a** 0", "\\ab 0", "* 1");
  }

  @Test
  void matchesNothingWithTheEmptyNameButTheEmptyPattern() {
    PatternIndex<Integer> index = new PatternIndex<>();
    index.put(latin1("*"), 1);
    assertThat(matches(index, Bytes.EMPTY)).isEmpty();
    index.put(Bytes.EMPTY, 2);
    assertThat(matches(index, Bytes.EMPTY)).containsExactly(" 2");
    assertThat(matches(index, latin1("a"))).containsExactly("* 1");
  }

  @Test
  void keepsPatternsWithTooManyStarsWithoutEverShowingThem() {
    PatternIndex<Integer> index = new PatternIndex<>();
    Bytes name = latin1("a".repeat(3000));
    Bytes allowed = latin1("*a".repeat(1000) + "*");
    Bytes tooMany = latin1("*a".repeat(1001));
    index.put(tooMany, 1);
    index.put(allowed, 2);
    assertThat(matches(index, name)).containsExactly(allowed.latin1() + " 2");
    assertThat(index.find(tooMany)).isEqualTo(1);
    assertThat(index.remove(tooMany)).isEqualTo(1);
    assertThat(index.remove(allowed)).isEqualTo(2);
    assertThat(index.nodeCount()).isEqualTo(1);
  }

  @Test
  void followsDeepTreesWithoutDeepRecursion() {
    PatternIndex<Integer> index = new PatternIndex<>();
    int depth = 3000;
    for (int i = 1; i <= depth; i++) {
      index.put(latin1("?".repeat(i)), i);
      index.put(latin1("a".repeat(i)), i);
    }
    assertThat(matches(index, latin1("a".repeat(depth)))).hasSize(2);
    assertThat(matches(index, latin1("b".repeat(depth)))).hasSize(1);
    for (int i = 1; i <= depth; i++) {
      assertThat(index.remove(latin1("?".repeat(i)))).isEqualTo(i);
      assertThat(index.remove(latin1("a".repeat(i)))).isEqualTo(i);
    }
    assertThat(index.nodeCount()).isEqualTo(1);
  }

  @Test
  void scansEachBeginningThatEndsInAStarOnce() {
    // Without that, each of the forty stars would be scanned anew from every place where the one
    // before it may end: more steps than there are atoms in a person.
    PatternIndex<Integer> index = new PatternIndex<>();
    for (int stars = 1; stars <= 40; stars++) {
      index.put(latin1("*a".repeat(stars) + "*b"), stars);
      index.put(latin1("*a".repeat(stars) + "*c"), stars);
    }
    assertThat(matches(index, latin1("a".repeat(3000)))).isEmpty();
    assertThat(matches(index, latin1("a".repeat(3000) + "b"))).hasSize(40);
  }

  @Test
  void handlesManyWaysToWriteOnePattern() {
    PatternIndex<Integer> index = new PatternIndex<>();
    int variants = 1 << 12;
    for (int variant = 0; variant < variants; variant++) {
      index.put(spelling(variant), variant);
    }
    assertThat(matches(index, latin1("abcdefghijkl"))).hasSize(variants);
    assertThat(index.nodeCount()).isEqualTo(1);
    for (int variant = 0; variant < variants; variant += 2) {
      assertThat(index.remove(spelling(variant))).isEqualTo(variant);
    }
    assertThat(matches(index, latin1("abcdefghijkl"))).hasSize(variants / 2);
    for (int variant = 1; variant < variants; variant += 2) {
      assertThat(index.remove(spelling(variant))).isEqualTo(variant);
    }
    assertThat(index.isEmpty()).isTrue();
  }

  /** The letters a to l, those escaped whose bit is set. */
  private static Bytes spelling(int bits) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      text.append((bits >> i & 1) == 0 ? "" : "\\").append((char) ('a' + i));
    }
    return latin1(text.toString());
  }

  @Test
  void startsTheNumbersOfLookupsAgain() {
    PatternIndex<Integer> index = new PatternIndex<>();
    index.put(latin1("*a*b"), 1);
    index.put(latin1("*a*c"), 2);
    index.put(latin1("x"), 3);
    index.spendLookups();
    for (int i = 0; i < 10; i++) {
      assertThat(matches(index, latin1("xaab"))).containsExactly("*a*b 1");
      assertThat(matches(index, latin1("x"))).containsExactly("x 3");
    }
  }

  @Test
  void letsAVisitorChangeTheIndex() {
    PatternIndex<Integer> index = new PatternIndex<>();
    for (int i = 0; i < 500; i++) {
      index.put(latin1("a*" + "?".repeat(i)), i);
    }
    List<Integer> seen = new ArrayList<>();
    index.forEachMatch(
        latin1("a".repeat(600)),
        (pattern, value) -> {
          seen.add(value);
          if (value < 490) {
            for (int i = 0; i < 490; i++) {
              index.remove(latin1("a*" + "?".repeat(i)));
            }
            index.put(latin1("*" + value), -1);
          }
          assertThat(matches(index, latin1("nothing"))).isEmpty();
        });
    assertThat(seen).containsExactly(0, 490, 491, 492, 493, 494, 495, 496, 497, 498, 499);
    assertThat(matches(index, latin1("a".repeat(600)))).hasSize(10);
    assertThat(index.size()).isEqualTo(11);
  }

  @Test
  void holdsManyPatternsAndLetsThemGo() {
    PatternIndex<Integer> index = new PatternIndex<>();
    int count = 100_000;
    for (int i = 0; i < count; i++) {
      index.put(latin1("user:" + i + ":*"), i);
      index.put(latin1("*:" + i), i);
      index.put(latin1("a:*:" + i + ":b"), i);
    }
    assertThat(matches(index, latin1("user:777:x"))).containsExactly("user:777:* 777");
    assertThat(matches(index, latin1("a:q:54321:b"))).containsExactly("a:*:54321:b 54321");
    assertThat(matches(index, latin1("user:7:8"))).containsExactly("user:7:* 7", "*:8 8");
    for (int i = 0; i < count; i++) {
      assertThat(index.remove(latin1("user:" + i + ":*"))).isEqualTo(i);
      assertThat(index.remove(latin1("*:" + i))).isEqualTo(i);
      assertThat(index.remove(latin1("a:*:" + i + ":b"))).isEqualTo(i);
    }
    assertThat(index.isEmpty()).isTrue();
    assertThat(index.nodeCount()).isEqualTo(1);
    assertThat(matches(index, latin1("user:777:x"))).isEmpty();
  }

  private static Bytes latin1(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String text(byte[] latin1) {
    return new String(latin1, StandardCharsets.ISO_8859_1);
  }
}
