package dev.tidings.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.structures.Bytes;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WordsTest {
  private static byte[] upper(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void wordsAreAskedForInManyForms() {
    Words words = Words.of("set", "", "k\u00e9y");
    assertThat(words.count()).isEqualTo(3);
    assertThat(words.word(0)).isEqualTo(Bytes.of("set"));
    assertThat(words.word(1)).isSameAs(Bytes.EMPTY);
    assertThat(words.length(2)).isEqualTo(4);
    assertThat(words.bytes(2)).isEqualTo(Bytes.of("k\u00e9y").array());
    assertThat(words.latin1(2)).isEqualTo("k\u00c3\u00a9y");
    assertThat(words.totalBytes()).isEqualTo(7);
  }

  @Test
  void namesAreComparedInAnyCaseOfLettersOnly() {
    Words words = Words.of("PubLish", "pub-sub", "~", "@", "\u00e1");
    assertThat(words.is(0, upper("PUBLISH"))).isTrue();
    assertThat(words.is(0, upper("PUBLIS"))).isFalse();
    assertThat(words.is(1, upper("PUB-SUB"))).isTrue();
    assertThat(words.is(2, upper("~"))).isTrue();
    assertThat(words.is(2, upper("^"))).isFalse();
    assertThat(words.is(3, upper("`"))).isFalse();
  }

  @Test
  void aCopyStaysWhenTheReaderReadsOn() throws ProtocolError {
    RequestReader reader = new RequestReader(ReaderLimits.DEFAULT);
    byte[] wire = upper("*2\r\n$1\r\na\r\n$2\r\nbc\r\nPING\r\n");
    reader.accept(wire, 0, wire.length);
    assertThat(reader.next()).isTrue();
    Words copy = reader.words().copy();
    assertThat(reader.next()).isTrue();
    reader.settle();
    java.util.Arrays.fill(wire, (byte) 'x');
    assertThat(copy).hasToString("a bc");
    assertThat(copy.array()).hasSize(3);
    assertThat(copy.copy().count()).isEqualTo(2);
  }

  @Test
  void aRequestMayHaveManyWords() {
    String[] many = new String[5000];
    for (int i = 0; i < many.length; i++) {
      many[i] = "w" + i;
    }
    Words words = Words.of(many);
    assertThat(words.count()).isEqualTo(5000);
    assertThat(words.latin1(4999)).isEqualTo("w4999");
    words.clear();
    assertThat(words.count()).isZero();
  }
}
