package dev.tidings.structures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HeavyHittersTest {
  private static Bytes item(int number) {
    return Bytes.of("item:" + number);
  }

  @Test
  void keepsTheBoundsOfTheAlgorithmUnderRandomStreams() {
    for (long seed = 1; seed <= 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int capacity = 1 + random.nextInt(40);
      int items = 1 + random.nextInt(120);
      HeavyHitters hitters = new HeavyHitters(capacity);
      Map<Bytes, Long> truth = new HashMap<>();
      for (int i = 0; i < 1000; i++) {
        // The product of two picks: low numbers come more often than high ones.
        Bytes item = item(random.nextInt(items) * random.nextInt(items) / items);
        long weight = random.nextInt(20);
        hitters.add(item, weight);
        truth.merge(item, weight, Long::sum);
      }
      compare(hitters, truth, capacity, seed);
    }
  }

  private static void compare(
      HeavyHitters hitters, Map<Bytes, Long> truth, int capacity, long seed) {
    truth.values().removeIf(weight -> weight == 0);
    long total = truth.values().stream().mapToLong(Long::longValue).sum();
    assertThat(hitters.total()).as("seed %d", seed).isEqualTo(total);
    assertThat(hitters.size()).as("seed %d", seed).isEqualTo(Math.min(capacity, truth.size()));
    List<Bytes> found = new ArrayList<>();
    for (HeavyHitters.Hitter hitter : hitters.heaviest(capacity)) {
      long weight = truth.getOrDefault(hitter.item(), 0L);
      assertThat(hitter.weight()).as("seed %d: %s", seed, hitter).isBetween(1L, weight);
      assertThat(hitter.weight() + hitter.doubt())
          .as("seed %d: %s", seed, hitter)
          .isGreaterThanOrEqualTo(weight);
      assertThat(hitter.doubt()).as("seed %d", seed).isLessThanOrEqualTo(total / capacity);
      found.add(hitter.item());
    }
    assertThat(found).as("seed %d", seed).doesNotHaveDuplicates().hasSize(hitters.size());
    truth.forEach((item, weight) -> {
      if (weight > total / capacity) {
        assertThat(found).as("seed %d", seed).contains(item);
      }
    });
  }

  @Test
  void isExactWhileEveryItemHasACounter() {
    for (long seed = 1; seed <= 50; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      HeavyHitters hitters = new HeavyHitters(30);
      Map<Bytes, Long> truth = new HashMap<>();
      for (int i = 0; i < 500; i++) {
        Bytes item = item(random.nextInt(30));
        long weight = 1L + random.nextInt(5);
        hitters.add(item, weight);
        truth.merge(item, weight, Long::sum);
      }
      List<HeavyHitters.Hitter> expected = new ArrayList<>();
      truth.forEach((item, weight) -> expected.add(new HeavyHitters.Hitter(item, weight, 0)));
      expected.sort((a, b) ->
          a.weight() == b.weight()
              ? a.item().compareTo(b.item())
              : Long.compare(b.weight(), a.weight()));
      assertThat(hitters.heaviest(7))
          .as("seed %d", seed)
          .isEqualTo(expected.subList(0, Math.min(7, expected.size())));
    }
  }

  @Test
  void theLightestMakesRoom() {
    HeavyHitters hitters = new HeavyHitters(2);
    hitters.add(item(1), 5);
    hitters.add(item(2), 3);
    hitters.add(item(3), 1);
    assertThat(hitters.heaviest(9))
        .containsExactly(
            new HeavyHitters.Hitter(item(1), 5, 0), new HeavyHitters.Hitter(item(3), 1, 3));
  }

  @Test
  void nothingWeighsNothingAndLessIsAMistake() {
    HeavyHitters hitters = new HeavyHitters(1);
    hitters.add(item(1), 0);
    assertThat(hitters.size()).isZero();
    assertThat(hitters.heaviest(1)).isEmpty();
    assertThatThrownBy(() -> hitters.add(item(1), -1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new HeavyHitters(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
