package dev.tidings.structures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DenseBytesTest {
  @Test
  void agreesWithAPlainListUnderRandomChanges() {
    for (long seed = 1; seed <= 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int range = 1 + random.nextInt(300);
      DenseBytes set = new DenseBytes();
      List<Bytes> model = new ArrayList<>();
      int shareOfAdds = 50;
      for (int i = 0; i < 2000; i++) {
        if (i % 200 == 0) {
          shareOfAdds = 10 + random.nextInt(80);
        }
        Bytes member = Bytes.of("m" + random.nextInt(range));
        int place = model.indexOf(member);
        assertThat(Math.max(-1, set.placeOf(member))).as("seed %d", seed).isEqualTo(place);
        if (place < 0 && random.nextInt(100) < shareOfAdds) {
          assertThat(set.add(member)).as("seed %d", seed).isEqualTo(model.size());
          model.add(member);
        } else if (place >= 0) {
          assertThat(set.removeAt(place)).as("seed %d", seed).isEqualTo(member.array());
          Bytes last = model.removeLast();
          if (place < model.size()) {
            model.set(place, last);
          }
        }
        assertThat(set.size()).as("seed %d", seed).isEqualTo(model.size());
        if (i % 100 == 0) {
          compare(set, model, seed);
          compare(set.copy(), model, seed);
        }
      }
    }
  }

  private static void compare(DenseBytes set, List<Bytes> model, long seed) {
    for (int place = 0; place < model.size(); place++) {
      assertThat(set.at(place)).as("seed %d", seed).isEqualTo(model.get(place).array());
      assertThat(set.placeOf(model.get(place))).as("seed %d", seed).isEqualTo(place);
    }
  }

  @Test
  void aCopyIsItsOwn() {
    DenseBytes set = new DenseBytes();
    for (int i = 0; i < 100; i++) {
      set.add(Bytes.of("m" + i));
    }
    DenseBytes copy = set.copy();
    set.removeAt(0);
    copy.add(Bytes.of("x"));

    assertThat(copy.placeOf(Bytes.of("m0"))).isZero();
    assertThat(set.placeOf(Bytes.of("x"))).isNegative();
    assertThat(set.size()).isEqualTo(99);
    assertThat(copy.size()).isEqualTo(101);
  }

  @Test
  void memoryIsCountedAndGivenBack() {
    DenseBytes set = new DenseBytes();
    assertThat(set.heldBytes()).isZero();
    for (int i = 0; i < 1024; i++) {
      set.add(Bytes.of("m" + i));
    }
    // Members and hashes of 1024 places, an index of 2048, each array with a head of 12, to 8.
    assertThat(set.heldBytes()).isEqualTo(2 * (16 + 4096) + 16 + 8192);
    while (set.size() > 0) {
      set.removeAt(0);
    }
    assertThat(set.heldBytes()).isLessThanOrEqualTo(64);
  }
}
