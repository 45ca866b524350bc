package dev.tidings.structures.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sets against the set of the JDK. */
class SetValueTest {
  @ParameterizedTest
  @CsvSource({"512, 128, 64", "0, 0, 0", "5, 10, 3", "1000, 2, 64", "3, 1000, 4"})
  void changesAreThoseOfASet(long numbers, long entries, long value) {
    SetLimits limits = new SetLimits(numbers, entries, value);
    for (long seed = 1; seed <= 40; seed++) {
      Random random = new Random(seed);
      SetValue set = new SetValue();
      Set<Bytes> model = new HashSet<>();
      int kind = random.nextInt(4);
      int range = random.nextInt(1, 400);
      String hint = limits + ", seed " + seed;
      for (int step = 0; step < 400; step++) {
        change(set, model, member(random, kind, range), limits, random, hint);
      }
      assertSame(set, model, hint);
      SetValue copy = set.copy();
      while (!set.isEmpty()) {
        set.removeAt(random.nextInt(set.size()));
      }
      assertThat(copy.encoding()).isEqualTo(set.encoding());
      assertSame(copy, model, hint);
      assertThat(set.cursor().next()).isFalse();
    }
  }

  private static void change(
      SetValue set, Set<Bytes> model, Bytes member, SetLimits limits, Random random, String hint) {
    switch (random.nextInt(5)) {
      case 0, 1 -> {
        if (random.nextInt(20) == 0) {
          set.expect(member, random.nextInt(200), limits);
        }
        assertThat(set.add(member, limits)).as(hint).isEqualTo(model.add(member));
      }
      case 2 -> assertThat(set.remove(member)).as(hint).isEqualTo(model.remove(member));
      case 3 -> {
        if (!model.isEmpty() && random.nextInt(4) == 0) {
          int place = random.nextInt(model.size());
          SetCursor cursor = set.cursor();
          cursor.stand(place);
          assertThat(model.remove(Bytes.wrap(cursor.bytes()))).as(hint).isTrue();
          set.removeAt(place);
        }
      }
      default -> assertThat(set.contains(member)).as(hint).isEqualTo(model.contains(member));
    }
    assertThat(set.size()).as(hint).isEqualTo(model.size());
  }

  private static void assertSame(SetValue set, Set<Bytes> model, String hint) {
    List<Bytes> walked = new ArrayList<>();
    SetCursor cursor = set.cursor();
    SetCursor jumping = set.cursor();
    while (cursor.next()) {
      jumping.stand(walked.size());
      assertThat(jumping.bytes()).as(hint).isEqualTo(cursor.bytes());
      assertThat(set.contains(cursor)).as(hint).isTrue();
      String shown = new String(cursor.bytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
      if (cursor.isNumber()) {
        assertThat(Long.toString(cursor.number())).as(hint).isEqualTo(shown);
      } else {
        assertThat(Bytes.copyOf(cursor.array(), cursor.offset(), cursor.length()).latin1())
            .as(hint)
            .isEqualTo(shown);
      }
      walked.add(Bytes.wrap(cursor.bytes()));
    }
    assertThat(walked).as(hint).containsExactlyInAnyOrderElementsOf(model);
    if (set.encoding().equals("intset")) {
      assertThat(walked)
          .as(hint)
          .isSortedAccordingTo(
              (a, b) -> Long.compare(Long.parseLong(a.latin1()), Long.parseLong(b.latin1())));
    }
    long bytes = model.stream().mapToLong(Bytes::length).sum();
    assertThat(set.heldBytes()).as(hint).isBetween(24L, 300 + 8 * bytes + 90L * model.size());
  }

  private static Bytes member(Random random, int kind, int range) {
    int pick = random.nextInt(range);
    return Bytes.of(
        switch (kind) {
          case 0 -> Integer.toString(pick - range / 2);
          case 1 -> "member " + pick;
          case 2 -> pick % 3 == 0 ? "x".repeat(pick) : Integer.toString(pick);
          default -> Long.toString((long) pick << random.nextInt(60));
        });
  }

  @Test
  void aSetTakesTheFormsOfRedis() {
    SetLimits limits = SetLimits.DEFAULT;
    SetValue set = new SetValue();
    for (int i = 0; i < 127; i++) {
      assertThat(set.add(Bytes.of("" + i), limits)).isTrue();
    }
    assertThat(set.encoding()).isEqualTo("intset");
    set.add(Bytes.of("a"), limits);
    assertThat(set.encoding()).isEqualTo("listpack");
    set.add(Bytes.of("b"), limits);
    assertThat(set.encoding()).isEqualTo("hashtable");

    set = new SetValue();
    for (int i = 0; i < 512; i++) {
      set.add(Bytes.of("" + i), limits);
    }
    assertThat(set.encoding()).isEqualTo("intset");
    set.add(Bytes.of("-1"), limits);
    assertThat(set.encoding()).isEqualTo("hashtable");
    for (int i = -1; i < 500; i++) {
      set.remove(Bytes.of("" + i));
    }
    assertThat(set.encoding()).isEqualTo("hashtable");

    set = new SetValue();
    set.add(Bytes.of("x".repeat(64)), limits);
    assertThat(set.encoding()).isEqualTo("listpack");
    set.add(Bytes.of("x".repeat(65)), limits);
    assertThat(set.encoding()).isEqualTo("hashtable");
  }

  @Test
  void whatIsExpectedDecidesTheFormOfANewSet() {
    assertThat(expecting("1", 512)).isEqualTo("intset");
    assertThat(expecting("1", 513)).isEqualTo("hashtable");
    assertThat(expecting("a", 128)).isEqualTo("listpack");
    assertThat(expecting("a", 129)).isEqualTo("hashtable");
  }

  private static String expecting(String first, int count) {
    SetValue set = new SetValue();
    set.expect(Bytes.of(first), count, SetLimits.DEFAULT);
    return set.encoding();
  }
}
