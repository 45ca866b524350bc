package dev.tidings.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RespReaderTest {
  private static final int VALUES = 2_000;

  @Test
  void whatIsWrittenIsReadAgainHoweverTheBytesArrive() throws IOException {
    SplittableRandom random = new SplittableRandom(20_261_120);
    for (int i = 0; i < VALUES; i++) {
      RespValue value = randomValue(random, 4);
      byte[] wire = value.wire();
      assertThat(inPieces(wire, random.split()).read()).as("value %d", i).isEqualTo(value);
      assertThat(RespReader.all(wire)).as("value %d", i).containsExactly(value);
    }
  }

  @Test
  void valuesFollowEachOtherWithoutGaps() throws IOException {
    SplittableRandom random = new SplittableRandom(7);
    List<RespValue> values = IntStream.range(0, 500).mapToObj(i -> randomValue(random, 3)).toList();
    StringBuilder wire = new StringBuilder();
    values.forEach(value -> wire.append(value.wireText()));
    RespReader reader = inPieces(Latin1.bytes(wire.toString()), random);
    List<RespValue> read = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      read.add(reader.read());
    }
    assertThat(read).isEqualTo(values);
    assertThatThrownBy(reader::read).isInstanceOf(EOFException.class).hasMessage("closed");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      value = {
        "+OK|= +OK",
        "-ERR no|= -ERR no",
        ":-7|= :-7",
        "$3|a\"b|= '\"a\\\"b\"'",
        "$-1|= nil$",
        "*-1|= nil*",
        "_|= nil_",
        "*2|:1|*0|= '[:1, []]'",
        ">1|$1|x|= '>[\"x\"]'",
        "~1|#t|= ~[#t]",
        "%1|+k|,inf|= '%[+k: ,inf]'",
        "(123|= (123",
        "!3|E x|= '!\"E x\"'",
      })
  void valuesAreShownInOneReadableLine(String wire, String shown) throws IOException {
    assertThat(RespReader.all(Latin1.bytes(wire.replace("|", "\r\n"))))
        .singleElement()
        .hasToString(shown);
  }

  @Test
  void attributesStandBeforeTheirValue() throws IOException {
    String wire = "|1\r\n+ttl\r\n:9\r\n=5\r\ntxt:y\r\n";
    assertThat(RespReader.all(Latin1.bytes(wire)))
        .singleElement()
        .hasToString("|[+ttl: :9] txt\"y\"");
  }

  @Test
  void theThreeNullsAreDifferentValues() throws IOException {
    assertThat(RespReader.all(Latin1.bytes("$-1\r\n*-1\r\n_\r\n"))).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ":01|",
        ":+1|",
        "$02|ab|",
        "#x|",
        "*-2|",
        "$-2|",
        "+a\nb|",
        "x|",
        "_x|",
        "=2|ab|",
        "%-1|",
        "$1|abc",
        ":|",
        "$1|a\n\n"
      })
  void bytesThatAreNotCanonicalAreRefused(String wire) {
    assertThatThrownBy(() -> RespReader.all(Latin1.bytes(wire.replace("|", "\r\n"))))
        .isInstanceOf(RespReader.Malformed.class);
  }

  @Test
  void anEndInsideAValueSaysWhatWasThere() {
    assertThatThrownBy(() -> RespReader.all(Latin1.bytes("*2\r\n:1\r\n$5\r\nab")))
        .isInstanceOf(EOFException.class)
        .hasMessageContaining("*2\\r\\n:1\\r\\n$5\\r\\nab");
  }

  private static RespReader inPieces(byte[] wire, SplittableRandom random) {
    int[] at = {0};
    return new RespReader((into, offset, length) -> {
      if (at[0] == wire.length) {
        return -1;
      }
      int piece = Math.min(Math.min(length, wire.length - at[0]), random.nextInt(1, 40));
      System.arraycopy(wire, at[0], into, offset, piece);
      at[0] += piece;
      return piece;
    });
  }

  private static RespValue randomValue(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth > 0 ? 17 : 12)) {
      case 0 -> new RespValue.SimpleString(line(random));
      case 1 -> new RespValue.SimpleError(line(random));
      case 2 -> new RespValue.IntegerNumber(random.nextLong() >> random.nextInt(64));
      case 3 -> new RespValue.BulkError(blob(random));
      case 4 -> new RespValue.VerbatimString("txt", blob(random));
      case 5 -> new RespValue.NullBulk();
      case 6 -> new RespValue.NullArray();
      case 7 -> new RespValue.Null();
      case 8 -> new RespValue.BooleanValue(random.nextBoolean());
      case 9 -> new RespValue.DoubleNumber(Double.toString(random.nextDouble()));
      case 10 -> new RespValue.BigNumber(Long.toString(random.nextLong()) + random.nextInt(1, 10));
      case 11 -> new RespValue.BulkString(blob(random));
      case 12 -> new RespValue.Array(values(random, depth));
      case 13 -> new RespValue.SetValue(values(random, depth));
      case 14 -> new RespValue.Push(values(random, depth));
      case 15 -> new RespValue.MapValue(entries(random, depth));
      default -> new RespValue.Attributed(entries(random, depth), randomValue(random, depth - 1));
    };
  }

  private static List<RespValue> values(SplittableRandom random, int depth) {
    return IntStream.range(0, random.nextInt(5))
        .mapToObj(i -> randomValue(random, depth - 1))
        .toList();
  }

  private static List<RespValue.Entry> entries(SplittableRandom random, int depth) {
    return IntStream.range(0, random.nextInt(4))
        .mapToObj(i -> new RespValue.Entry(randomValue(random, 0), randomValue(random, depth - 1)))
        .toList();
  }

  private static String blob(SplittableRandom random) {
    int length = random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(12);
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return Latin1.text(bytes, 0, length);
  }

  private static String line(SplittableRandom random) {
    return blob(random).replaceAll("[\r\n]", ".");
  }
}
