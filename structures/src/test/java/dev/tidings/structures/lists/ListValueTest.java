package dev.tidings.structures.lists;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lists against a list of arrays, under small and large limits. */
class ListValueTest {
  @ParameterizedTest
  @ValueSource(longs = {-2, -1, -5, -99, 0, 1, 2, 5, 128, 100_000})
  void changesAreThoseOfAList(long setting) {
    PackLimit limit = PackLimit.of(setting);
    for (long seed = 1; seed <= 12; seed++) {
      Random random = new Random(seed);
      String hint = "limit " + setting + ", seed " + seed;
      ListValue list = new ListValue();
      List<byte[]> model = new ArrayList<>();
      int growth = random.nextInt(3, 8);
      for (int step = 0; step < 250; step++) {
        change(list, model, limit, random, growth);
        assertThat(list.size()).as(hint).isEqualTo(model.size());
        assertHeldIsTrue(list, hint);
      }
      assertSame(list, model, random, hint);
      ListValue copy = list.copy();
      assertThat(copy.encoding()).as(hint).isEqualTo(list.encoding());
      assertSame(copy, model, random, hint);
      while (!model.isEmpty()) {
        assertThat(list.pop(Side.RIGHT)).as(hint).isEqualTo(model.removeLast());
      }
      assertThat(list.isEmpty()).isTrue();
      assertSame(copy, modelOf(copy), random, hint);
    }
  }

  private static void change(
      ListValue list, List<byte[]> model, PackLimit limit, Random random, int growth) {
    int kind = random.nextInt(12);
    if (model.isEmpty() || kind < growth) {
      push(list, model, limit, random);
      return;
    }
    int index = random.nextInt(model.size());
    switch (kind % 6) {
      case 0 -> {
        Side side = side(random);
        assertThat(list.pop(side))
            .isEqualTo(side == Side.LEFT ? model.removeFirst() : model.removeLast());
        list.settle(limit);
      }
      case 1 -> {
        byte[] text = text(random);
        list.replace(index, text, limit);
        model.set(index, text);
      }
      case 2 -> insert(list, model, limit, random);
      case 3 -> remove(list, model, limit, random);
      case 4 -> {
        int count = random.nextInt(Math.min(model.size(), 20) + 1);
        if (random.nextBoolean()) {
          list.drop(Side.LEFT, count);
          model.subList(0, count).clear();
        } else {
          list.drop(Side.RIGHT, count);
          model.subList(model.size() - count, model.size()).clear();
        }
        list.settle(limit);
      }
      default -> push(list, model, limit, random);
    }
  }

  private static void push(ListValue list, List<byte[]> model, PackLimit limit, Random random) {
    Side side = side(random);
    int count = random.nextInt(1, 12);
    List<byte[]> texts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      texts.add(text(random));
    }
    list.expect(texts.stream().mapToLong(text -> text.length).sum(), count, limit);
    for (byte[] text : texts) {
      list.push(side, text, limit);
      model.add(side == Side.LEFT ? 0 : model.size(), text);
    }
  }

  private static void insert(ListValue list, List<byte[]> model, PackLimit limit, Random random) {
    byte[] pivot =
        random.nextInt(9) == 0 ? new byte[] {1} : model.get(random.nextInt(model.size()));
    byte[] text = text(random);
    boolean behind = random.nextBoolean();
    int index = 0;
    while (index < model.size() && !Arrays.equals(model.get(index), pivot)) {
      index++;
    }
    assertThat(list.insert(pivot, behind, text, limit)).isEqualTo(index < model.size());
    if (index < model.size()) {
      model.add(behind ? index + 1 : index, text);
    }
  }

  private static void remove(ListValue list, List<byte[]> model, PackLimit limit, Random random) {
    byte[] wanted = model.get(random.nextInt(model.size()));
    long most = random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(4);
    Side from = side(random);
    long removed = 0;
    for (int i = 0; i < model.size() && removed < most; i++) {
      int index = from == Side.LEFT ? i : model.size() - 1 - i;
      if (Arrays.equals(model.get(index), wanted)) {
        model.remove(index);
        removed++;
        i--;
      }
    }
    assertThat(list.remove(wanted, from, most, limit)).isEqualTo(removed);
  }

  private static void assertSame(ListValue list, List<byte[]> model, Random random, String hint) {
    ListCursor cursor = list.cursor(0, Side.LEFT);
    for (byte[] text : model) {
      assertThat(cursor.next()).as(hint).isTrue();
      assertThat(cursor.bytes()).as(hint).isEqualTo(text);
    }
    assertThat(cursor.next()).as(hint).isFalse();
    cursor = list.cursor(model.size() - 1, Side.RIGHT);
    for (byte[] text : model.reversed()) {
      assertThat(cursor.next()).as(hint).isTrue();
      assertThat(cursor.bytes()).as(hint).isEqualTo(text);
    }
    assertThat(cursor.next()).as(hint).isFalse();
    for (int i = 0; i < 10 && !model.isEmpty(); i++) {
      int index = random.nextInt(model.size());
      cursor = list.cursor(index, side(random));
      assertThat(cursor.next()).as(hint).isTrue();
      assertThat(cursor.bytes()).as(hint).isEqualTo(model.get(index));
    }
    assertThat(list.cursor(model.size(), Side.LEFT).next()).isFalse();
    assertThat(list.cursor(-1, Side.LEFT).next()).isFalse();
  }

  private static List<byte[]> modelOf(ListValue list) {
    List<byte[]> all = new ArrayList<>();
    ListCursor cursor = list.cursor(0, Side.LEFT);
    while (cursor.next()) {
      all.add(cursor.bytes());
    }
    return all;
  }

  /** What is told in no time is what the links take together. */
  private static void assertHeldIsTrue(ListValue list, String hint) {
    Link link = list.cursor(0, Side.LEFT).link();
    if (link == null) {
      return;
    }
    long held = 24 + 32;
    for (; link != null; link = link.behind) {
      held += link.heldBytes();
      assertThat(link.size()).as(hint).isPositive();
    }
    assertThat(list.heldBytes()).as(hint).isEqualTo(held);
  }

  @Test
  void aListBecomesAChainWhenWhatIsAddedIsTooMuchForOnePack() {
    ListValue list = new ListValue();
    PackLimit limit = PackLimit.of(-2);
    byte[] text = new byte[1000];
    for (int i = 0; i < 8; i++) {
      list.expect(1000, 1, limit);
      list.push(Side.RIGHT, text, limit);
      assertThat(list.encoding()).isEqualTo("listpack");
    }
    // A header of 7 bytes, and 8 × 1004: with 153 more bytes it is just full.
    list.expect(153, 1, limit);
    assertThat(list.encoding()).isEqualTo("listpack");
    list.expect(154, 1, limit);
    assertThat(list.encoding()).isEqualTo("quicklist");
    for (int i = 0; i < 3; i++) {
      list.pop(Side.LEFT);
      list.settle(limit);
      assertThat(list.encoding()).isEqualTo("quicklist");
    }
    list.pop(Side.LEFT);
    list.settle(limit);
    assertThat(list.encoding()).isEqualTo("listpack");
  }

  @Test
  void neighboursWithRoomForEachOtherBecomeOne() {
    ListValue list = new ListValue();
    PackLimit limit = PackLimit.of(-1);
    list.expect(100_000, 10_000, limit);
    for (int i = 0; i < 10_000; i++) {
      list.push(Side.RIGHT, text("element " + i), limit);
    }
    long full = list.heldBytes();
    for (int i = 0; i < 10_000; i++) {
      if (i % 10 != 0) {
        list.remove(text("element " + i), Side.LEFT, 1, limit);
      }
    }
    assertThat(list.size()).isEqualTo(1000);
    assertThat(list.heldBytes()).isLessThan(full / 3);
  }

  private static Side side(Random random) {
    return random.nextBoolean() ? Side.LEFT : Side.RIGHT;
  }

  private static byte[] text(Random random) {
    return switch (random.nextInt(40)) {
      case 0 -> new byte[random.nextInt(70_000)];
      case 1, 2, 3 -> new byte[random.nextInt(2000)];
      case 4, 5, 6, 7, 8, 9 -> text(Long.toString(random.nextLong() >> random.nextInt(64)));
      default -> text("t" + random.nextInt(30));
    };
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
