package dev.tidings.structures.hashes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.Deadlines;
import dev.tidings.structures.KeyType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HashValueTest {
  private static final HashLimits WIDE = new HashLimits(512, 64);

  private record Held(Bytes value, long deadline) {}

  /** What the hash should hold, in the order in which the fields came. */
  private static final class Model {
    private final Map<Bytes, Held> fields = new LinkedHashMap<>();

    long earliest() {
      return fields.values().stream().mapToLong(Held::deadline).min().orElse(Deadlines.NONE);
    }
  }

  @Test
  void agreesWithAPlainModelUnderRandomChanges() {
    for (long seed = 1; seed <= 300; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      HashLimits limits = new HashLimits(random.nextInt(40), 10 + random.nextInt(400));
      int range = 1 + random.nextInt(60);
      HashValue hash = new HashValue();
      Model model = new Model();
      for (int i = 0; i < 400; i++) {
        change(hash, model, limits, field(random, range), random, seed);
        if (i % 20 == 0) {
          compare(hash, model, seed);
          compare(hash.copy(), model, seed);
        }
      }
      compare(hash, model, seed);
    }
  }

  private static Bytes field(SplittableRandom random, int range) {
    int number = random.nextInt(range);
    return Bytes.of(number % 7 == 0 ? "long".repeat(number) : "f" + number);
  }

  private static Bytes value(SplittableRandom random) {
    return Bytes.of("v".repeat(random.nextInt(random.nextInt(10) == 0 ? 600 : 12)));
  }

  private static void change(
      HashValue hash,
      Model model,
      HashLimits limits,
      Bytes field,
      SplittableRandom random,
      long seed) {
    Held before = model.fields.get(field);
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> {
        Bytes value = value(random);
        assertThat(hash.set(field, value, limits)).as("seed %d", seed).isEqualTo(before == null);
        model.fields.put(field, new Held(value, Deadlines.NONE));
      }
      case 3 -> {
        Bytes value = value(random);
        assertThat(hash.put(field, value, limits)).as("seed %d", seed).isEqualTo(before == null);
        long kept = before == null ? Deadlines.NONE : before.deadline;
        model.fields.put(field, new Held(value, kept));
      }
      case 4, 5 -> {
        if (before != null) {
          long deadline = random.nextInt(4) == 0 ? Deadlines.NONE : random.nextInt(1000);
          hash.deadline(field, deadline);
          model.fields.put(field, new Held(before.value, deadline));
        }
      }
      case 6 -> {
        assertThat(hash.remove(field)).as("seed %d", seed).isEqualTo(before != null);
        model.fields.remove(field);
      }
      default -> {
        long now = random.nextInt(300);
        int due = (int) model.fields.values().stream().filter(h -> h.deadline < now).count();
        assertThat(hash.removeExpired(now, 1000)).as("seed %d", seed).isEqualTo(due);
        model.fields.values().removeIf(held -> held.deadline < now);
      }
    }
  }

  private static void compare(HashValue hash, Model model, long seed) {
    assertThat(hash.size()).as("seed %d", seed).isEqualTo(model.fields.size());
    assertThat(hash.earliestDeadline()).as("seed %d", seed).isEqualTo(model.earliest());
    List<Bytes> found = new ArrayList<>();
    FieldCursor at = hash.cursor();
    while (at.next()) {
      Bytes field = at.field();
      found.add(field);
      Held held = new Held(at.value(), at.deadline());
      assertThat(held).as("seed %d, %s", seed, field).isEqualTo(model.fields.get(field));
      FieldCursor again = hash.cursor();
      assertThat(again.find(field)).as("seed %d", seed).isTrue();
      assertThat(again.value()).as("seed %d", seed).isEqualTo(held.value);
      again.goTo(found.size() - 1);
      assertThat(again.field()).as("seed %d", seed).isEqualTo(field);
      assertThat(hash.deadline(field)).as("seed %d", seed).isEqualTo(held.deadline);
      assertThat(hash.contains(field)).as("seed %d", seed).isTrue();
    }
    if (hash.isPacked()) {
      assertThat(found).as("seed %d", seed).containsExactlyElementsOf(model.fields.keySet());
    } else {
      assertThat(found)
          .as("seed %d", seed)
          .containsExactlyInAnyOrderElementsOf(model.fields.keySet());
    }
    assertThat(hash.contains(Bytes.of("absent"))).isFalse();
  }

  @Test
  void theSameCallsGiveTheSameOrder() {
    assertThat(orderAfterChanges()).isEqualTo(orderAfterChanges());
  }

  private static List<Bytes> orderAfterChanges() {
    SplittableRandom random = new SplittableRandom(7);
    HashValue hash = new HashValue();
    for (int i = 0; i < 3000; i++) {
      Bytes field = Bytes.of("f" + random.nextInt(900));
      if (random.nextInt(3) == 0) {
        hash.remove(field);
      } else {
        hash.set(field, Bytes.of("v"), WIDE);
      }
    }
    List<Bytes> order = new ArrayList<>();
    for (FieldCursor at = hash.cursor(); at.next(); ) {
      order.add(at.field());
    }
    return order;
  }

  @Test
  void staysPackedUpToTheLimits() {
    HashLimits limits = new HashLimits(3, 5);
    HashValue hash = new HashValue();
    hash.set(Bytes.of("12345"), Bytes.of("12345"), limits);
    hash.set(Bytes.of("b"), Bytes.EMPTY, limits);
    hash.set(Bytes.EMPTY, Bytes.of("x"), limits);
    assertThat(hash.encoding()).isEqualTo("listpack");
    hash.deadline(Bytes.of("b"), 10);
    assertThat(hash.encoding()).isEqualTo("listpackex");
    hash.deadline(Bytes.of("b"), Deadlines.NONE);
    assertThat(hash.encoding()).isEqualTo("listpackex");
    hash.set(Bytes.of("d"), Bytes.of("y"), limits);
    assertThat(hash.encoding()).isEqualTo("hashtable");
    assertThat(hash.type()).isEqualTo(KeyType.HASH);
    for (String field : List.of("12345", "b", "d")) {
      hash.remove(Bytes.of(field));
    }
    assertThat(hash.encoding()).as("it stays what it is").isEqualTo("hashtable");

    HashValue other = new HashValue();
    other.set(Bytes.of("f"), Bytes.of("123456"), limits);
    assertThat(other.encoding()).isEqualTo("hashtable");
  }

  @Test
  void expiryTakesNoMoreThanItIsAsked() {
    for (HashLimits limits : List.of(WIDE, new HashLimits(0, 0))) {
      HashValue hash = new HashValue();
      for (int i = 0; i < 20; i++) {
        Bytes field = Bytes.of("f" + i);
        hash.set(field, Bytes.of("v"), limits);
        hash.deadline(field, 100 + i);
      }
      assertThat(hash.removeExpired(100, 5)).as("ends after its last millisecond").isZero();
      assertThat(hash.removeExpired(110, 5)).isEqualTo(5);
      assertThat(hash.removeExpired(110, 50)).isEqualTo(5);
      assertThat(hash.earliestDeadline()).isEqualTo(110);
      assertThat(hash.removeExpired(1000, 50)).isEqualTo(10);
      assertThat(hash.earliestDeadline()).isEqualTo(Deadlines.NONE);
      assertThat(hash.size()).isZero();
    }
  }

  @Test
  void aCopyIsItsOwn() {
    for (HashLimits limits : List.of(WIDE, new HashLimits(0, 0))) {
      HashValue hash = new HashValue();
      hash.set(Bytes.of("a"), Bytes.of("1"), limits);
      hash.deadline(Bytes.of("a"), 5);
      HashValue copy = hash.copy();
      hash.set(Bytes.of("a"), Bytes.of("2"), limits);
      hash.set(Bytes.of("b"), Bytes.of("2"), limits);

      assertThat(copy.size()).isEqualTo(1);
      assertThat(copy.deadline(Bytes.of("a"))).isEqualTo(5);
      assertThat(hash.deadline(Bytes.of("a"))).isEqualTo(Deadlines.NONE);
      FieldCursor at = copy.cursor();
      assertThat(at.find(Bytes.of("a"))).isTrue();
      assertThat(at.value()).isEqualTo(Bytes.of("1"));
    }
  }

  @Test
  void memoryIsCounted() {
    HashValue hash = new HashValue();
    assertThat(hash.heldBytes()).isEqualTo(24 + 24);
    for (int i = 0; i < 10; i++) {
      hash.set(Bytes.of("field:" + i), Bytes.of("value:" + i), WIDE);
    }
    // Ten times 1 + 7 + 1 + 7, an eighth of room, the array's head, rounded up.
    assertThat(hash.heldBytes()).isBetween(24L + 24 + 12 + 160, 24L + 24 + 12 + 190);
    HashLimits none = new HashLimits(0, 0);
    for (int i = 0; i < 1000; i++) {
      hash.set(Bytes.of("f" + i), Bytes.of("v" + i), none);
    }
    long full = hash.heldBytes();
    assertThat(full).isBetween(1010L * (16 + 16 + 20), 1010L * (16 + 16 + 40));
    for (int i = 0; i < 1000; i++) {
      hash.remove(Bytes.of("f" + i));
    }
    assertThat(hash.heldBytes()).isLessThan(2000);
  }

  @Test
  void onlyAFieldThatIsThereGetsADeadline() {
    HashValue hash = new HashValue();
    assertThatThrownBy(() -> hash.deadline(Bytes.of("f"), 1))
        .isInstanceOf(IllegalStateException.class);
  }
}
