package dev.tidings.structures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class KeyTableTest {
  /** What the table should hold: keys in order, the last one moving into a hole. */
  private static final class Model {
    private final List<Bytes> keys = new ArrayList<>();
    private final Map<Bytes, Object> values = new HashMap<>();
    private final Map<Bytes, Integer> uses = new HashMap<>();
    private final Map<Bytes, Long> deadlines = new HashMap<>();

    void add(Bytes key, Object value) {
      keys.add(key);
      values.put(key, value);
      uses.put(key, 0);
    }

    Object remove(int place) {
      Bytes key = keys.get(place);
      Bytes last = keys.removeLast();
      if (place < keys.size()) {
        keys.set(place, last);
      }
      uses.remove(key);
      deadlines.remove(key);
      return Objects.requireNonNull(values.remove(key));
    }
  }

  private final KeyTable table = new KeyTable();

  @Test
  void agreesWithAPlainModelUnderRandomChanges() {
    for (long seed = 1; seed <= 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      table.clear();
      Model fresh = new Model();
      int range = 1 + random.nextInt(300);
      int shareOfPuts = 50;
      for (int i = 0; i < 2000; i++) {
        if (i % 200 == 0) {
          shareOfPuts = 10 + random.nextInt(80);
        }
        change(fresh, Bytes.of("key:" + random.nextInt(range)), random, shareOfPuts);
        if (i % 100 == 0) {
          compare(fresh, range, seed);
        }
      }
      compare(fresh, range, seed);
    }
  }

  private void change(Model expected, Bytes key, SplittableRandom random, int shareOfPuts) {
    int place = table.placeOf(key);
    assertThat(place).isEqualTo(expected.keys.indexOf(key));
    if (place < 0) {
      if (random.nextInt(100) < shareOfPuts) {
        byte[] value = new byte[random.nextInt(4)];
        expected.add(key, value);
        assertThat(table.add(key, value)).isEqualTo(expected.keys.size() - 1);
      }
      return;
    }
    switch (random.nextInt(4)) {
      case 0 -> {
        byte[] value = new byte[random.nextInt(4)];
        expected.values.put(key, value);
        table.putAt(place, value);
      }
      case 1 -> {
        int word = random.nextInt();
        expected.uses.put(key, word);
        table.usesAt(place, word);
      }
      case 2 -> {
        long millis = random.nextInt(3) == 0 ? Deadlines.NONE : random.nextLong(1000);
        if (millis == Deadlines.NONE) {
          expected.deadlines.remove(key);
        } else {
          expected.deadlines.put(key, millis);
        }
        table.deadlines().set(place, millis);
      }
      default -> {
        if (random.nextInt(100) >= shareOfPuts) {
          assertThat(table.removeAt(place)).isSameAs(expected.remove(place));
        }
      }
    }
  }

  private void compare(Model expected, int range, long seed) {
    assertThat(table.size()).as("seed %d", seed).isEqualTo(expected.keys.size());
    for (int place = 0; place < table.size(); place++) {
      Bytes key = expected.keys.get(place);
      assertThat(table.keyAt(place)).as("seed %d", seed).isEqualTo(key);
      assertThat(table.valueAt(place)).as("seed %d", seed).isSameAs(expected.values.get(key));
      assertThat(table.usesAt(place)).as("seed %d", seed).isEqualTo(expected.uses.get(key));
      assertThat(table.deadlines().of(place))
          .as("seed %d", seed)
          .isEqualTo(expected.deadlines.getOrDefault(key, Deadlines.NONE));
    }
    for (int number = 0; number < range; number++) {
      Bytes key = Bytes.of("key:" + number);
      assertThat(table.placeOf(key)).as("seed %d", seed).isEqualTo(expected.keys.indexOf(key));
    }
    assertThat(table.deadlines().size()).isEqualTo(expected.deadlines.size());
    assertThat(table.deadlines().earliest())
        .as("seed %d", seed)
        .isEqualTo(expected.deadlines.values().stream().min(Long::compare).orElse(Deadlines.NONE));
  }

  @Test
  void aWalkFromTheLastPlaceMeetsEveryKeyThatStays() {
    for (long seed = 1; seed <= 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      table.clear();
      Set<Bytes> staying = new HashSet<>();
      for (int number = 1 + random.nextInt(200); number > 0; number--) {
        boolean stays = random.nextInt(3) == 0;
        Bytes key = Bytes.of((stays ? "stays:" : "goes:") + number);
        table.add(key, new byte[0]);
        if (stays) {
          staying.add(key);
        }
      }
      Set<Bytes> met = walk(random);
      assertThat(met).as("seed %d", seed).containsAll(staying);
    }
  }

  /** A walk in calls as SCAN makes them, while other keys come and go between the calls. */
  private Set<Bytes> walk(SplittableRandom random) {
    Set<Bytes> met = new HashSet<>();
    int toCome = table.size();
    boolean growing = random.nextBoolean();
    while (toCome > 0) {
      int place = Math.min(toCome, table.size());
      for (int left = 1 + random.nextInt(10); left > 0 && place > 0; left--) {
        met.add(table.keyAt(--place));
      }
      toCome = place;
      for (int changes = random.nextInt(20); changes > 0; changes--) {
        if (growing) {
          table.add(Bytes.of("new:" + random.nextLong()), new byte[0]);
        } else {
          removeAnyOther(random);
        }
      }
      growing ^= random.nextInt(5) == 0;
    }
    return met;
  }

  private void removeAnyOther(SplittableRandom random) {
    int[] others =
        IntStream.range(0, table.size())
            .filter(place -> !table.keyAt(place).latin1().startsWith("stays:"))
            .toArray();
    if (others.length > 0) {
      table.removeAt(others[random.nextInt(others.length)]);
    }
  }

  @Test
  void keysOfAnyBytesAreKeptApart() {
    List<Bytes> keys = new ArrayList<>(List.of(Bytes.EMPTY));
    for (int value = 0; value < 256; value++) {
      keys.add(Bytes.wrap(new byte[] {(byte) value}));
      keys.add(Bytes.wrap(new byte[] {0, (byte) value}));
    }
    for (Bytes key : keys) {
      table.add(key, key.array());
    }
    for (int place = 0; place < keys.size(); place++) {
      assertThat(table.placeOf(keys.get(place))).isEqualTo(place);
    }
    assertThat(table.placeOf(Bytes.of("ab"))).isNegative();
  }

  @Test
  void aTableThatIsClearedIsAsNew() {
    for (int number = 0; number < 100; number++) {
      table.deadlines().set(table.add(Bytes.of("" + number), new byte[0]), number);
    }
    table.clear();
    assertThat(table.size()).isZero();
    assertThat(table.deadlines().size()).isZero();
    assertThat(table.placeOf(Bytes.of("7"))).isNegative();
    assertThat(table.add(Bytes.of("7"), new byte[0])).isZero();
    assertThat(table.deadlines().of(0)).isEqualTo(Deadlines.NONE);
  }
}
