package dev.tidings.structures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DeadlinesTest {
  private final Deadlines deadlines = new Deadlines();

  @Test
  void agreesWithAPlainModelUnderRandomChanges() {
    for (long seed = 1; seed <= 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      Deadlines changed = new Deadlines();
      Map<Integer, Long> model = new HashMap<>();
      int places = 1 + random.nextInt(100);
      int range = 1 + random.nextInt(1000);
      for (int i = 0; i < 2000; i++) {
        int place = random.nextInt(places);
        switch (random.nextInt(4)) {
          case 0, 1 -> {
            long millis = random.nextLong(range) - range / 3;
            changed.set(place, millis);
            model.put(place, millis);
          }
          case 2 -> {
            changed.set(place, Deadlines.NONE);
            model.remove(place);
          }
          default -> move(changed, model, place, random.nextInt(places));
        }
        if (i % 25 == 0) {
          compare(changed, model, places, seed);
        }
      }
      compare(changed, model, places, seed);
    }
  }

  private static void move(Deadlines changed, Map<Integer, Long> model, int from, int to) {
    if (!model.containsKey(to)) {
      changed.move(from, to);
      Long moved = model.remove(from);
      if (moved != null) {
        model.put(to, moved);
      }
    }
  }

  private static void compare(Deadlines changed, Map<Integer, Long> model, int places, long seed) {
    assertThat(changed.size()).as("seed %d", seed).isEqualTo(model.size());
    assertThat(changed.heldBytes()).isEqualTo(16L * model.size());
    long earliest = model.values().stream().min(Long::compare).orElse(Deadlines.NONE);
    assertThat(changed.earliest()).as("seed %d", seed).isEqualTo(earliest);
    if (!model.isEmpty()) {
      assertThat(model.get(changed.earliestPlace())).as("seed %d", seed).isEqualTo(earliest);
    }
    for (int place = 0; place < places; place++) {
      assertThat(changed.of(place))
          .as("seed %d", seed)
          .isEqualTo(model.getOrDefault(place, Deadlines.NONE));
    }
  }

  @Test
  void everyPlaceStandsAtOneSlot() {
    SplittableRandom random = new SplittableRandom(7);
    List<Integer> places = new ArrayList<>();
    for (int place = 0; place < 500; place++) {
      deadlines.set(place * 3, random.nextLong(100));
      places.add(place * 3);
    }
    List<Integer> found = new ArrayList<>();
    for (int slot = 0; slot < deadlines.size(); slot++) {
      found.add(deadlines.placeAtSlot(slot));
    }
    assertThat(found).containsExactlyInAnyOrderElementsOf(places);
  }

  @Test
  void theEarliestComesFirstUntilNoneIsLeft() {
    SplittableRandom random = new SplittableRandom(8);
    for (int place = 0; place < 1000; place++) {
      deadlines.set(place, random.nextLong(-50, 50));
    }
    long before = Long.MIN_VALUE;
    while (deadlines.size() > 0) {
      assertThat(deadlines.earliest()).isGreaterThanOrEqualTo(before);
      before = deadlines.earliest();
      deadlines.set(deadlines.earliestPlace(), Deadlines.NONE);
    }
    assertThat(deadlines.earliest()).isEqualTo(Deadlines.NONE);
    assertThat(deadlines.heldBytes()).isZero();
  }

  @Test
  void whatWasNeverSetHasNone() {
    assertThat(deadlines.of(1_000_000)).isEqualTo(Deadlines.NONE);
    deadlines.set(5, Deadlines.NONE);
    assertThat(deadlines.size()).isZero();
    deadlines.move(1, 2);
    deadlines.set(0, 10);
    assertThat(deadlines.of(1_000_000)).isEqualTo(Deadlines.NONE);
  }
}
