package dev.tidings.structures.packs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Packs against a list of arrays, and the form of their entries. */
class PackTest {
  @ParameterizedTest
  @CsvSource({
    "0, 00.01",
    "127, 7f.01",
    "128, c080.02",
    "-1, dfff.02",
    "4095, cfff.02",
    "-4096, d000.02",
    "4096, f10010.03",
    "-32768, f10080.03",
    "32768, f2008000.04",
    "-8388608, f2000080.04",
    "8388608, f300008000.05",
    "-2147483648, f300000080.05",
    "2147483648, f40000008000000000.09",
    "9223372036854775807, f4ffffffffffffff7f.09",
    "-9223372036854775808, f40000000000000080.09",
    "9223372036854775808, 9339323233333732303336383534373735383038.14",
    "-9223372036854775809, 942d39323233333732303336383534373735383039.15",
    "01, 823031.03",
    "-0, 822d30.03",
    "-, 812d.02",
    "1e3, 83316533.04",
    "+1, 822b31.03"
  })
  void anEntryIsWrittenAsInAListpack(String text, String form) {
    Pack pack = new Pack();
    pack.append(new Element().of(bytes(text)));
    assertThat(hex(pack)).isEqualTo(form.replace(".", ""));
    assertThat(pack.text(pack.first())).isEqualTo(bytes(text));
  }

  @Test
  void longTextsHaveLongerHeadsAndLengths() {
    for (int length : new int[] {0, 63, 64, 125, 126, 127, 4095, 4096, 16_377, 16_378, 2_097_146}) {
      Pack pack = new Pack();
      byte[] text = new byte[length];
      Arrays.fill(text, (byte) 'x');
      Element element = new Element().of(text);
      pack.append(new Element().of(bytes("first")));
      pack.append(element);
      int head = length < 64 ? 1 : length < 4096 ? 2 : 5;
      int size = head + length;
      int behind = size <= 127 ? 1 : size < 16_383 ? 2 : size < 2_097_151 ? 3 : 4;
      assertThat(element.packedBytes()).isEqualTo(size + behind);
      int at = pack.before(pack.end());
      assertThat(at).isEqualTo(pack.next(pack.first()));
      assertThat(pack.text(at)).isEqualTo(text);
      assertThat(pack.next(at)).isEqualTo(pack.end());
    }
  }

  @Test
  void changesAnywhereAreThoseOfAList() {
    for (long seed = 1; seed <= 300; seed++) {
      Random random = new Random(seed);
      Pack pack = new Pack();
      List<byte[]> model = new ArrayList<>();
      for (int step = 0; step < 60; step++) {
        change(pack, model, random);
        assertSame(pack, model, "seed " + seed);
      }
      pack.trim();
      assertSame(pack, model, "seed " + seed);
      assertSame(new Pack(pack), model, "seed " + seed);
      assertThat(new Pack(pack).heldBytes()).isEqualTo(pack.heldBytes());
    }
  }

  private static void change(Pack pack, List<byte[]> model, Random random) {
    byte[] text = text(random);
    Element element = new Element().of(text);
    int index = random.nextInt(model.size() + 1);
    switch (random.nextInt(model.isEmpty() ? 3 : 8)) {
      case 0 -> {
        pack.append(element);
        model.add(text);
      }
      case 1 -> {
        pack.prepend(element);
        model.addFirst(text);
      }
      case 2, 3 -> {
        pack.insert(pack.seek(index), element);
        model.add(index, text);
      }
      case 4 -> {
        index = random.nextInt(model.size());
        pack.replace(pack.seek(index), element);
        model.set(index, text);
      }
      case 5 -> {
        index = random.nextInt(model.size());
        pack.remove(pack.seek(index));
        model.remove(index);
      }
      case 6 -> {
        int end = index + random.nextInt(model.size() - index + 1);
        pack.remove(pack.seek(index), pack.seek(end), end - index);
        model.subList(index, end).clear();
      }
      default -> removeAll(pack, model, random);
    }
  }

  private static void removeAll(Pack pack, List<byte[]> model, Random random) {
    byte[] wanted = model.get(random.nextInt(model.size()));
    int spared = random.nextInt(3);
    int most = random.nextInt(4);
    int found = 0;
    int removed = 0;
    for (int i = 0; i < model.size(); i++) {
      if (Arrays.equals(model.get(i), wanted) && found++ >= spared && removed < most) {
        model.remove(i--);
        removed++;
      }
    }
    assertThat(pack.countOf(new Element().of(wanted))).isEqualTo(found);
    assertThat(pack.removeAll(new Element().of(wanted), spared, most)).isEqualTo(removed);
  }

  private static void assertSame(Pack pack, List<byte[]> model, String hint) {
    assertThat(pack.count()).as(hint).isEqualTo(model.size());
    int at = pack.first();
    for (byte[] text : model) {
      assertThat(pack.text(at)).as(hint).isEqualTo(text);
      int first = pack.find(new Element().of(text), pack.first());
      assertThat(pack.text(first)).as(hint).isEqualTo(text);
      assertThat(first).as(hint).isLessThanOrEqualTo(at);
      at = pack.next(at);
    }
    assertThat(at).as(hint).isEqualTo(pack.end());
    for (int i = model.size() - 1; i >= 0; i--) {
      at = pack.before(at);
      assertThat(pack.text(at)).as(hint).isEqualTo(model.get(i));
    }
    assertThat(at).as(hint).isEqualTo(pack.first());
    assertThat(pack.heldBytes()).as(hint).isBetween((long) pack.bytes(), 130 + 5L * pack.bytes());
  }

  private static byte[] text(Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> bytes(Long.toString(random.nextLong() >> random.nextInt(64)));
      case 1 -> bytes(Integer.toString(random.nextInt(4)));
      case 2 -> bytes("x".repeat(random.nextInt(200)));
      default -> bytes("abc".substring(random.nextInt(3)));
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String hex(Pack pack) {
    byte[] written = Arrays.copyOfRange(pack.array(), pack.first(), pack.end());
    StringBuilder hex = new StringBuilder();
    for (byte each : written) {
      hex.append("%02x".formatted(each));
    }
    return hex.toString();
  }
}
