package dev.tidings.structures.sortedsets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.KeyType;
import dev.tidings.structures.sortedsets.SortedSetModel.Entry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedSetTest {
  private static final double[] ODD_SCORES = {
    0,
    1,
    -1,
    191,
    192,
    255,
    -128,
    32767,
    32768,
    0x1p53,
    -0x1p53,
    0x1p53 + 2,
    0x1p60,
    1.5,
    -2.25,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY
  };

  private static List<Entry> walk(SortedSetCursor cursor) {
    List<Entry> entries = new ArrayList<>();
    while (cursor.next()) {
      Bytes member = cursor.member();
      assertThat(member.equals(cursor.array(), cursor.offset(), cursor.length())).isTrue();
      entries.add(new Entry(member, cursor.score()));
    }
    return entries;
  }

  private static void assertSame(double score, double expected) {
    assertThat((Double) score).isEqualTo((Double) expected);
  }

  private static void assertSame(SortedSet set, SortedSetModel model) {
    List<Entry> expected = model.entries();
    assertThat(set.size()).isEqualTo(expected.size());
    assertThat(walk(set.ascending(0))).isEqualTo(expected);
    List<Entry> reversed = new ArrayList<>(expected);
    Collections.reverse(reversed);
    assertThat(walk(set.descending(set.size() - 1))).isEqualTo(reversed);
  }

  /** Random calls on a set and on the model, of few or many members and few or many scores. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void doesWhatTheModelDoes(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SortedSetLimits limits =
        seed % 3 == 0
            ? new SortedSetLimits(0, 64)
            : seed % 3 == 1 ? new SortedSetLimits(100_000, 1000) : SortedSetLimits.DEFAULT;
    int members = seed % 2 == 0 ? 60 : 1500;
    int scores = seed % 4 < 2 ? 5 : 100_000;
    SortedSet set = new SortedSet();
    SortedSetModel model = new SortedSetModel();
    for (int step = 0; step < 3000; step++) {
      Bytes member = member(random, members);
      // Growing and shrinking in turns.
      boolean grows = (step / 750) % 2 == 0 ? random.nextInt(10) < 8 : random.nextInt(10) < 3;
      if (grows) {
        double score = score(random, scores);
        assertSame(set.put(member, score, limits), model.put(member, score));
      } else if (random.nextInt(60) == 0) {
        int from = random.nextInt(set.size() + 1);
        int to = Math.min(set.size(), from + random.nextInt(random.nextBoolean() ? 4 : 200));
        set.removeRange(from, to);
        model.removeRange(from, to);
      } else {
        assertSame(set.remove(member), model.remove(member));
      }
      if (step % 100 == 0) {
        look(set, model, random, members, scores);
      }
      if (step % 400 == 0) {
        assertSame(set, model);
        assertSame(set.copy(), model);
        assertThat(set.copy().encoding()).isEqualTo(set.encoding());
      }
    }
    assertSame(set, model);
  }

  private static void look(
      SortedSet set, SortedSetModel model, SplittableRandom random, int members, int scores) {
    for (int i = 0; i < 5; i++) {
      Bytes member = member(random, members);
      assertSame(set.score(member), model.score(member));
      assertThat(set.contains(member)).isEqualTo(!Double.isNaN(model.score(member)));
      assertThat(set.rank(member)).isEqualTo(model.rank(member));
      double score = score(random, scores);
      assertThat(set.rankOfScore(score, false)).isEqualTo(model.rankOfScore(score, false));
      assertThat(set.rankOfScore(score, true)).isEqualTo(model.rankOfScore(score, true));
    }
    if (!set.isEmpty()) {
      int rank = random.nextInt(set.size());
      List<Entry> entries = model.entries();
      assertThat(walk(set.ascending(rank))).isEqualTo(entries.subList(rank, entries.size()));
      List<Entry> below = new ArrayList<>(entries.subList(0, rank + 1));
      Collections.reverse(below);
      assertThat(walk(set.descending(rank))).isEqualTo(below);
      int place = random.nextInt(set.size());
      assertSame(set.scoreAt(place), model.score(set.memberAt(place)));
    }
  }

  private static Bytes member(SplittableRandom random, int members) {
    int number = random.nextInt(members);
    return number == 0
        ? Bytes.EMPTY
        : Bytes.ofLatin1((char) (number * 7 % 256) + "m" + "x".repeat(number % 40) + number);
  }

  private static double score(SplittableRandom random, int scores) {
    return random.nextInt(10) == 0
        ? ODD_SCORES[random.nextInt(ODD_SCORES.length)]
        : random.nextInt(scores) / (random.nextBoolean() ? 1.0 : 8.0) - scores / 4.0;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 100_000})
  void membersOfOneScoreAreInTheOrderOfTheirBytes(int packed) {
    SplittableRandom random = new SplittableRandom(packed);
    SortedSetLimits limits = new SortedSetLimits(packed, 1000);
    SortedSet set = new SortedSet();
    SortedSetModel model = new SortedSetModel();
    for (int i = 0; i < 700; i++) {
      Bytes member = member(random, 1000);
      set.put(member, 3, limits);
      model.put(member, 3);
    }
    assertSame(set, model);
    for (int i = 0; i < 300; i++) {
      Bytes text = member(random, 1000);
      assertThat(set.rankOfText(text.array(), false)).isEqualTo(model.rankOfText(text, false));
      assertThat(set.rankOfText(text.array(), true)).isEqualTo(model.rankOfText(text, true));
    }
  }

  @Test
  void aTreeThatGrewInOrderIsEmptiedFromBothEndsAndFromTheMiddle() {
    for (int way = 0; way < 3; way++) {
      SortedSet set = new SortedSet();
      List<Entry> expected = new ArrayList<>();
      for (int i = 0; i < 5000; i++) {
        set.put(Bytes.of("m" + i), i, SortedSetLimits.DEFAULT);
        expected.add(new Entry(Bytes.of("m" + i), i));
      }
      assertThat(walk(set.ascending(0))).isEqualTo(expected);
      while (!set.isEmpty()) {
        int from = way == 0 ? 0 : way == 1 ? set.size() - 1 : set.size() / 2;
        set.removeRange(from, from + 1);
        expected.remove(from);
        if (set.size() % 500 == 3) {
          assertThat(walk(set.ascending(0))).isEqualTo(expected);
        }
      }
      assertThat(expected).isEmpty();
    }
  }

  @Test
  void everyScoreIsKeptAsItIs() {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 20_000; i++) {
      double odd = ODD_SCORES[random.nextInt(ODD_SCORES.length)];
      double score =
          switch (random.nextInt(4)) {
            case 0 -> odd;
            case 1 -> random.nextLong() >> random.nextInt(64);
            case 2 -> odd + random.nextInt(-3, 4);
            default -> Double.longBitsToDouble(random.nextLong());
          };
      if (Double.isNaN(score)) {
        continue;
      }
      byte[] packed = new byte[16];
      int end = PackedScore.write(score, packed, 2);
      assertThat(PackedScore.end(packed, 2)).as("score %s", score).isEqualTo(end);
      assertThat(Double.doubleToRawLongBits(PackedScore.read(packed, 2)))
          .as("score %s", score)
          .isEqualTo(Double.doubleToRawLongBits(score));
    }
  }

  @Test
  void bothZerosAreEqualAndOnlyTheLargeFormTellsThemApart() {
    for (long entries : new long[] {0, 128}) {
      SortedSetLimits limits = new SortedSetLimits(entries, 64);
      SortedSet set = new SortedSet();
      set.put(Bytes.of("a"), -0.0, limits);
      double infinity = entries == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      assertThat(1 / set.score(Bytes.of("a"))).isEqualTo(infinity);
      set.put(Bytes.of("a"), 0.0, limits);
      assertThat(1 / set.score(Bytes.of("a"))).isEqualTo(infinity);
      set.put(Bytes.of("0"), 0.0, limits);
      assertThat(set.rank(Bytes.of("0"))).isZero();
      assertThat(set.rankOfScore(-0.0, false)).isZero();
      assertThat(set.rankOfScore(-0.0, true)).isEqualTo(2);
    }
  }

  @Test
  void refusesWhatIsNoNumber() {
    SortedSet set = new SortedSet();
    assertThatThrownBy(() -> set.put(Bytes.of("a"), Double.NaN, SortedSetLimits.DEFAULT))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(set.isEmpty()).isTrue();
  }

  @Test
  void growsOutOfItsPackedFormByNumberOrByLength() {
    SortedSet set = new SortedSet();
    SortedSetLimits limits = new SortedSetLimits(3, 4);
    set.put(Bytes.of("a"), 1, limits);
    set.put(Bytes.of("b"), 1, limits);
    set.put(Bytes.of("c"), 1, limits);
    set.put(Bytes.of("a"), 2, limits);
    assertThat(set.encoding()).isEqualTo("listpack");
    set.put(Bytes.of("d"), 1, limits);
    assertThat(set.encoding()).isEqualTo("skiplist");
    set.removeRange(0, 3);
    assertThat(set.encoding()).isEqualTo("skiplist");
    SortedSet other = new SortedSet();
    other.put(Bytes.of("1234"), 1, limits);
    assertThat(other.encoding()).isEqualTo("listpack");
    other.put(Bytes.of("12345"), 1, limits);
    assertThat(other.encoding()).isEqualTo("skiplist");
    assertThat(other.type()).isEqualTo(KeyType.ZSET);
  }

  /** What stays is met by a walk over places, whatever comes and goes meanwhile. */
  @Test
  void aWalkOverPlacesMissesNothingThatStays() {
    SplittableRandom random = new SplittableRandom(17);
    for (int round = 0; round < 5; round++) {
      SortedSet set = new SortedSet();
      for (int i = 0; i < 400; i++) {
        set.put(Bytes.of("stays" + i), random.nextInt(50), SortedSetLimits.DEFAULT);
        set.put(Bytes.of("goes" + i), 1000 + random.nextInt(50), SortedSetLimits.DEFAULT);
      }
      Set<Bytes> met = new HashSet<>();
      for (int place = set.size(); place > 0; ) {
        place = Math.min(place, set.size()) - 1;
        met.add(set.memberAt(place));
        set.remove(Bytes.of("goes" + random.nextInt(400)));
        if (random.nextInt(100) == 0 && set.size() > 600) {
          set.removeRange(420, set.size());
        }
        set.put(Bytes.of("new" + random.nextInt(400)), 2000, SortedSetLimits.DEFAULT);
      }
      for (int i = 0; i < 400; i++) {
        assertThat(met).contains(Bytes.of("stays" + i));
      }
    }
  }

  @Test
  void aBuilderPutsInOrderWhatIsWhole() {
    for (int members : new int[] {0, 5, 128, 129, 3000}) {
      SplittableRandom random = new SplittableRandom(members);
      SortedSetBuilder builder = new SortedSetBuilder();
      SortedSetModel model = new SortedSetModel();
      for (int i = 0; i < members * 3; i++) {
        Bytes member = Bytes.of("m" + i % members);
        double score = random.nextInt(100);
        assertSame(builder.score(member), model.score(member));
        builder.put(member, score);
        model.put(member, score);
      }
      SortedSet set = builder.build(SortedSetLimits.DEFAULT);
      assertSame(set, model);
      assertThat(set.encoding()).isEqualTo(members > 128 ? "skiplist" : "listpack");
    }
    SortedSetBuilder builder = new SortedSetBuilder();
    builder.put(Bytes.of("x".repeat(65)), 1);
    assertThat(builder.build(SortedSetLimits.DEFAULT).encoding()).isEqualTo("skiplist");
    assertThatThrownBy(() -> builder.put(Bytes.EMPTY, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
