package dev.tidings.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.structures.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The bytes on the wire for each kind of value, in both protocols. */
class RespWriterTest {
  static Stream<Arguments> values() {
    return Stream.of(
        value("ok", RespWriter::ok, "+OK|", "+OK|"),
        value("simple", w -> w.simple("PONG"), "+PONG|", "+PONG|"),
        value("error", w -> w.error("ERR no"), "-ERR no|", "-ERR no|"),
        value("error of two lines", w -> w.error("ERR a\r\nb"), "-ERR a  b|", "-ERR a  b|"),
        value(
            "error with a byte", w -> w.error("ERR '\u00ff'"), "-ERR '\u00ff'|", "-ERR '\u00ff'|"),
        value("integer", w -> w.integer(-42), ":-42|", ":-42|"),
        value(
            "least integer",
            w -> w.integer(Long.MIN_VALUE),
            ":-9223372036854775808|",
            ":-9223372036854775808|"),
        value("bulk", w -> w.bulk(Bytes.of("a\r\nb")), "$4|a|b|", "$4|a|b|"),
        value("empty bulk", w -> w.bulk(Bytes.EMPTY), "$0||", "$0||"),
        value("bulk of text", w -> w.bulk("\u00e9"), "$2|\u00c3\u00a9|", "$2|\u00c3\u00a9|"),
        value("bulk of Latin-1", w -> w.bulkLatin1("\u00e9"), "$1|\u00e9|", "$1|\u00e9|"),
        value("bulk of a number", w -> w.bulk(1234567L), "$7|1234567|", "$7|1234567|"),
        value("bulk of a range", w -> w.bulk(latin1("abcd"), 1, 2), "$2|bc|", "$2|bc|"),
        value("no bulk", RespWriter::nullBulk, "$-1|", "_|"),
        value("no array", RespWriter::nullArray, "*-1|", "_|"),
        value("array", w -> w.array(3), "*3|", "*3|"),
        value("empty array", w -> w.array(0), "*0|", "*0|"),
        value("map", w -> w.map(3), "*6|", "%3|"),
        value("set", w -> w.set(3), "*3|", "~3|"),
        value("push", w -> w.push(3), "*3|", ">3|"),
        value("real", w -> w.real(3.14), "$4|3.14|", ",3.14|"),
        value("infinity", w -> w.real(Double.NEGATIVE_INFINITY), "$4|-inf|", ",-inf|"),
        value("true", w -> w.bool(true), ":1|", "#t|"),
        value("false", w -> w.bool(false), ":0|", "#f|"),
        value("verbatim", w -> w.verbatim("txt", "hi"), "$2|hi|", "=6|txt:hi|"),
        value("big number", w -> w.bigNumber("-12345"), "$6|-12345|", "(-12345|"));
  }

  private static Arguments value(
      String name, Consumer<RespWriter> writing, String resp2, String resp3) {
    return Arguments.of(name, writing, resp2, resp3);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("values")
  void eachValueIsWrittenAsItsProtocolSays(
      String name, Consumer<RespWriter> writing, String resp2, String resp3) {
    assertThat(written(2, writing)).as("%s in RESP2", name).isEqualTo(resp2.replace("|", "\r\n"));
    assertThat(written(3, writing)).as("%s in RESP3", name).isEqualTo(resp3.replace("|", "\r\n"));
  }

  @Test
  void attributesAreOfResp3() {
    assertThat(written(3, w -> w.attribute(1))).isEqualTo("|1\r\n");
  }

  @Test
  void stringsOfAnyLengthAreWrittenWhole() {
    for (int length : new int[] {255, 256, 2047, 2048, 16_384, 100_000}) {
      byte[] bytes = new byte[length];
      String expected = "$" + length + "\r\n" + latin1(bytes) + "\r\n";
      assertThat(written(2, w -> w.bulk(bytes))).isEqualTo(expected);
      assertThat(written(2, w -> w.bulk(bytes, 0, length))).isEqualTo(expected);
      assertThat(written(2, w -> w.bulkLatin1(latin1(bytes)))).isEqualTo(expected);
    }
  }

  private static String written(int protocol, Consumer<RespWriter> writing) {
    Outbox outbox = new Outbox();
    RespWriter writer = new RespWriter(outbox);
    writer.speak(protocol);
    writing.accept(writer);
    StringBuilder text = new StringBuilder();
    outbox.take(
        segment ->
            text.append(
                new String(segment.array(), 0, segment.length(), StandardCharsets.ISO_8859_1)),
        Long.MAX_VALUE);
    return text.toString();
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
