package dev.tidings.structures.rdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.structures.packs.Listpack;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Ziplists, zipmaps and listpacks, whole and damaged. */
class OldPackedStringsTest {
  @Test
  void ziplists() {
    // a, 5, -300
    String entries = "000161" + "03f6" + "02c0d4fe";
    assertThat(ziplist("140000000f000000" + "0300" + entries + "ff")).isEqualTo("a 5 -300");
    assertThat(ziplist("140000000f000000" + "ffff" + entries + "ff")).isEqualTo("a 5 -300");
    assertThat(ziplist("0b0000000a000000" + "0000" + "ff")).isEmpty();
    List.of(
            "140000000f000000" + "0200" + entries + "ff",
            "1400000010000000" + "0300" + entries + "ff",
            "150000000f000000" + "0300" + entries + "ff",
            "140000000f000000" + "0300" + entries + "fe",
            "14000000ffffffff" + "0300" + entries + "ff",
            "140000000f000000" + "0300" + "000161" + "04f6" + "02c0d4fe" + "ff",
            "140000000f000000" + "0300" + "000161" + "03f6" + "02f0d4fe" + "ff",
            "140000000f000000" + "0300" + "000961" + "03f6" + "02c0d4fe" + "ff",
            "140000000f000000" + "0300" + "00ff61" + "03f6" + "02c0d4fe" + "ff",
            "0b0000000a000000" + "0100" + "ff",
            "0a0000000a0000000000",
            "")
        .forEach(hex -> damaged(hex, OldPackedStringsTest::ziplist));
  }

  @Test
  void zipmaps() {
    String field = "0161";
    assertThat(zipmap("01" + field + "02006262" + "ff")).isEqualTo("a bb");
    assertThat(zipmap("fe" + field + "02016262ee" + "ff")).isEqualTo("a bb");
    assertThat(zipmap("00ff")).isEmpty();
    List.of(
            "02" + field + "02006262" + "ff",
            "ff" + field + "02006262" + "ff",
            "01" + field + "ff",
            "01" + field + "02046262" + "ff",
            "01" + field + "03006262" + "ff",
            // Lengths below 254 take one byte.
            "01" + field + "fe02000000006262" + "ff",
            "01" + field + "feffffffff006262" + "ff",
            "01" + field + "02006262",
            "ff",
            "")
        .forEach(hex -> damaged(hex, OldPackedStringsTest::zipmap));
  }

  @Test
  void listpacks() {
    // a, 5, -300
    String entries = "816102" + "0501" + "ded402";
    assertThat(listpack("0f000000" + "0300" + entries + "ff")).isEqualTo("a 5 -300");
    assertThat(listpack("0f000000" + "ffff" + entries + "ff")).isEqualTo("a 5 -300");
    assertThat(listpack("07000000" + "0000" + "ff")).isEmpty();
    List.of(
            "0f000000" + "0200" + entries + "ff",
            "0e000000" + "0300" + entries + "ff",
            "0f000000" + "0300" + entries + "fe",
            "0f000000" + "0300" + "816103" + "0501" + "ded402" + "ff",
            "0f000000" + "0300" + "8a6102" + "0501" + "ded402" + "ff",
            "0f000000" + "0300" + "816102" + "0501" + "f4d402" + "ff",
            "0f000000" + "0300" + "816102" + "0501" + "f5d402" + "ff",
            "0f000000" + "0300" + "816102" + "f0ffffffff" + "ff",
            "0f000000" + "0300" + "816102" + "0501" + "ded482" + "ff",
            "06000000" + "0000",
            "")
        .forEach(hex -> damaged(hex, OldPackedStringsTest::listpack));
  }

  private static String ziplist(String hex) {
    return texts(new Ziplist(HexFormat.of().parseHex(hex)));
  }

  private static String zipmap(String hex) {
    return texts(new Zipmap(HexFormat.of().parseHex(hex)));
  }

  private static String listpack(String hex) {
    return texts(new Listpack(HexFormat.of().parseHex(hex)));
  }

  private static String texts(PackedStrings strings) {
    List<String> texts = new ArrayList<>();
    while (strings.next()) {
      texts.add(strings.text().latin1());
    }
    return String.join(" ", texts);
  }

  private static void damaged(String hex, Function<String, String> reader) {
    assertThatThrownBy(() -> reader.apply(hex)).as(hex).isInstanceOf(Damage.class);
  }
}
