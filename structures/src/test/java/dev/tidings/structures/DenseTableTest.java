package dev.tidings.structures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class DenseTableTest {
  /** A key whose hash is as bad as told. */
  private record Poor(int number, int hashes) {
    @Override
    public int hashCode() {
      return number % hashes;
    }
  }

  /** What the table should hold: entries in order, the last one moving into a hole. */
  private static final class Model<K> {
    private final List<K> keys = new ArrayList<>();
    private final Map<K, Integer> values = new HashMap<>();

    @Nullable Integer put(K key, int value) {
      if (!values.containsKey(key)) {
        keys.add(key);
      }
      return values.put(key, value);
    }

    @Nullable Integer remove(K key) {
      if (values.containsKey(key)) {
        int place = keys.indexOf(key);
        K last = keys.removeLast();
        if (place < keys.size()) {
          keys.set(place, last);
        }
      }
      return values.remove(key);
    }
  }

  @Test
  void agreesWithAPlainModelUnderRandomChanges() {
    for (long seed = 1; seed <= 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      int range = 1 + random.nextInt(200);
      int hashes = 1 + random.nextInt(40);
      boolean poor = random.nextBoolean();
      DenseTable<Object, Integer> table = new DenseTable<>();
      Model<Object> model = new Model<>();
      int shareOfPuts = 50;
      for (int i = 0; i < 2000; i++) {
        if (i % 200 == 0) {
          shareOfPuts = 10 + random.nextInt(80);
        }
        int number = random.nextInt(range);
        Object key = poor ? new Poor(number, hashes) : Bytes.of("key:" + number);
        if (random.nextInt(100) < shareOfPuts) {
          assertThat(table.put(key, i)).as("seed %d", seed).isEqualTo(model.put(key, i));
        } else if (random.nextInt(3) == 0 && !table.isEmpty()) {
          int place = random.nextInt(table.size());
          Object picked = model.keys.get(place);
          assertThat(table.removeAt(place)).as("seed %d", seed).isEqualTo(model.remove(picked));
        } else {
          assertThat(table.remove(key)).as("seed %d", seed).isEqualTo(model.remove(key));
        }
        assertThat(table.find(key)).as("seed %d", seed).isEqualTo(model.values.get(key));
        if (i % 50 == 0) {
          compare(table, model, seed);
        }
      }
      compare(table, model, seed);
    }
  }

  private static void compare(DenseTable<Object, Integer> table, Model<Object> model, long seed) {
    List<Object> keys = new ArrayList<>();
    table.forEach((key, value) -> {
      assertThat(value).as("seed %d", seed).isEqualTo(model.values.get(key));
      keys.add(key);
    });
    assertThat(keys).as("seed %d", seed).isEqualTo(model.keys);
    assertThat(table.size()).as("seed %d", seed).isEqualTo(model.keys.size());
    for (int place = 0; place < keys.size(); place++) {
      assertThat(table.placeOf(keys.get(place))).as("seed %d", seed).isEqualTo(place);
      assertThat(table.keyAt(place)).isEqualTo(keys.get(place));
    }
  }

  @Test
  void keepsTheOrderInWhichKeysCame() {
    DenseTable<Bytes, String> table = new DenseTable<>();
    for (int i = 0; i < 100; i++) {
      assertThat(table.put(Bytes.of("k" + i), "v" + i)).isNull();
    }
    assertThat(table.put(Bytes.of("k3"), "again")).isEqualTo("v3");
    assertThat(table.keyAt(3)).isEqualTo(Bytes.of("k3"));
    assertThat(table.valueAt(3)).isEqualTo("again");
    assertThat(table.keyAt(99)).isEqualTo(Bytes.of("k99"));
  }

  @Test
  void movesTheLastEntryIntoTheHole() {
    DenseTable<String, Integer> table = new DenseTable<>();
    for (String key : List.of("a", "b", "c", "d")) {
      table.put(key, (int) key.charAt(0));
    }
    assertThat(table.remove("b")).isEqualTo((int) 'b');
    assertThat(table.keyAt(1)).isEqualTo("d");
    assertThat(table.valueAt(1)).isEqualTo((int) 'd');
    assertThat(table.remove("b")).isNull();
  }

  @Test
  void refusesPlacesThatHoldNothing() {
    DenseTable<String, Integer> table = new DenseTable<>();
    table.put("a", 1);
    assertThatThrownBy(() -> table.keyAt(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> table.valueAt(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> table.removeAt(1)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThat(table.size()).isEqualTo(1);
  }

  @Test
  void givesItsMemoryBackWhenItEmpties() {
    DenseTable<Integer, Integer> table = new DenseTable<>();
    int million = 1_000_000;
    for (int i = 0; i < million; i++) {
      table.put(i, i);
    }
    assertThat(table.capacity()).isLessThan(2 * million + 100_000);
    for (int i = 0; i < million; i++) {
      assertThat(table.remove(i)).isEqualTo(i);
      assertThat(table.capacity()).isLessThanOrEqualTo(Math.max(2, 8 * table.size() + 8));
    }
    assertThat(table.isEmpty()).isTrue();
    assertThat(table.capacity()).isLessThanOrEqualTo(2);
  }

  @Test
  void clearsAtOnce() {
    DenseTable<Integer, Integer> table = new DenseTable<>();
    for (int i = 0; i < 100; i++) {
      table.put(i, i);
    }
    table.clear();
    assertThat(table.capacity()).isZero();
    assertThat(table.find(5)).isNull();
    table.put(5, 6);
    assertThat(table.find(5)).isEqualTo(6);
    assertThat(table.putAt(0, 7)).isEqualTo(6);
    assertThat(table.find(5)).isEqualTo(7);
  }

  @Test
  void staysQuickWhenHashesFollowEachOther() {
    // Hashes that differ in their upper bits only would all meet in one slot of a table that looks
    // at the lower ones; a quadratic table does not end this in any sensible time.
    record Upper(int number) {
      @Override
      public int hashCode() {
        return number << 13;
      }
    }
    DenseSet<Upper> set = new DenseSet<>();
    for (int i = 0; i < 300_000; i++) {
      set.add(new Upper(i));
    }
    assertThat(set.size()).isEqualTo(300_000);
    assertThat(set.contains(new Upper(299_999))).isTrue();
  }

  @Test
  void servesAsASet() {
    DenseSet<String> set = new DenseSet<>();
    assertThat(set.add("a")).isTrue();
    assertThat(set.add("b")).isTrue();
    assertThat(set.add("c")).isTrue();
    assertThat(set.add("a")).isFalse();
    assertThat(set.remove("a")).isTrue();
    assertThat(set.remove("a")).isFalse();
    List<String> members = new ArrayList<>();
    set.forEach(members::add);
    assertThat(members).containsExactly("c", "b");
    assertThat(set.at(0)).isEqualTo("c");
    assertThat(set.removeAt(0)).isEqualTo("c");
    assertThat(set.contains("b")).isTrue();
  }
}
