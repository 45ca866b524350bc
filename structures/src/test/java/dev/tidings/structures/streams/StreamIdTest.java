package dev.tidings.structures.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.structures.Bytes;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class StreamIdTest {
  private final StreamIdReader reader = new StreamIdReader();

  @Test
  void ordersAsUnsignedNumbers() {
    assertThat(new StreamId(1, 0)).isLessThan(new StreamId(-1, 0));
    assertThat(new StreamId(1, 1)).isLessThan(new StreamId(1, -1));
    assertThat(StreamId.MAX).isGreaterThan(StreamId.MIN);
  }

  @Test
  void stepsCarryIntoTheMilliseconds() {
    assertThat(new StreamId(4, -1).next()).isEqualTo(new StreamId(5, 0));
    assertThat(new StreamId(5, 0).previous()).isEqualTo(new StreamId(4, -1));
    assertThat(new StreamId(4, 6).next().previous()).isEqualTo(new StreamId(4, 6));
    assertThatThrownBy(StreamId.MAX::next).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(StreamId.MIN::previous).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void writesTheCanonicalTextOfAnyId() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 20_000; i++) {
      long ms = random.nextLong() >>> random.nextInt(64);
      long seq = random.nextLong() >>> random.nextInt(64);
      StreamId id = new StreamId(ms, seq);
      assertThat(id.text()).hasToString(id.toString());
      assertThat(read(id.toString())).isTrue();
      assertThat(reader.id()).isEqualTo(id);
    }
    for (long ten = 1, i = 0; i < 19; i++, ten *= 10) {
      assertThat(StreamId.text(ten - 1, ten)).hasToString((ten - 1) + "-" + ten);
    }
    assertThat(StreamId.MAX.text()).hasToString("18446744073709551615-18446744073709551615");
  }

  /** As Redis 7.0 answered to XADD. */
  @ParameterizedTest
  @CsvSource({
    "1-2,1-2", "01-002,1-2", "+5-1,5-1", "' 6-1',6-1", "7-+5,7-5",
    "8- -5,8-18446744073709551611", "+12,12-9", "12,12-9", "1--05,1-18446744073709551611", "0-0,0-0"
  })
  void readsWhatRedisReads(String text, String id) {
    assertThat(read(text)).as(text).isTrue();
    assertThat(reader.id()).hasToString(id);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        "*",
        "-1",
        "1-",
        "1-1-1",
        "1--1",
        "(1-1",
        "1-*",
        "x",
        "1-x",
        "1x-1",
        "+-1",
        "0x10-1",
        "18446744073709551616",
        "1-18446744073709551616",
        "1-1 ",
        "$",
        ">"
      })
  void refusesWhatIsNoId(String text) {
    assertThat(read(text)).as(text).isFalse();
  }

  @Test
  void leavesTheSequenceNumberOpenWhereThatIsAllowed() {
    byte[] text = Bytes.of("77-*").array();
    assertThat(reader.readOpen(text, 0, text.length)).isTrue();
    assertThat(reader.isSequenceOpen()).isTrue();
    assertThat(reader.ms()).isEqualTo(77);
    byte[] full = Bytes.of("77-3").array();
    assertThat(reader.readOpen(full, 0, full.length)).isTrue();
    assertThat(reader.isSequenceOpen()).isFalse();
    byte[] wrong = Bytes.of("77-*3").array();
    assertThat(reader.readOpen(wrong, 0, wrong.length)).isFalse();
  }

  @Test
  void readsBoundsOfRanges() {
    assertThat(bound("-", 0)).isEqualTo("0-0");
    assertThat(bound("+", -1)).isEqualTo(StreamId.MAX.toString());
    assertThat(bound("5", -1)).isEqualTo("5-18446744073709551615");
    assertThat(bound("(5", 0)).isEqualTo("(5-0");
    assertThat(bound("(5-3", 0)).isEqualTo("(5-3");
    for (String wrong : new String[] {"(-", "(+", "(", "((1-1", "1-*", ""}) {
      byte[] text = Bytes.of(wrong).array();
      assertThat(reader.readBound(text, 0, text.length, 0)).as(wrong).isFalse();
    }
  }

  private String bound(String text, long missingSeq) {
    byte[] bytes = Bytes.of("..." + text + ".").array();
    assertThat(reader.readBound(bytes, 3, bytes.length - 4, missingSeq)).isTrue();
    return (reader.isExclusive() ? "(" : "") + reader.id();
  }

  private boolean read(String text) {
    byte[] bytes = Bytes.of(".." + text + "..").array();
    return reader.read(bytes, 2, bytes.length - 4, 9);
  }
}
