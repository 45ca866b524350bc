package dev.tidings.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.structures.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every type is read, in pieces of any size; what is no reply is refused. */
final class ReplyReaderTest {
  private static final int SEEDS = 300;

  @Test
  void everyTypeIsRead() throws ProtocolError {
    assertThat(read("+OK\r\n-ERR no\r\n:-7\r\n$3\r\na\r\n\r\n$0\r\n\r\n$-1\r\n*-1\r\n_\r\n"))
        .containsExactly(
            new Reply.SimpleString(Bytes.of("OK")),
            new Reply.ErrorReply(Bytes.of("ERR no")),
            new Reply.IntegerReply(-7),
            new Reply.BulkString(Bytes.of("a\r\n")),
            new Reply.BulkString(Bytes.EMPTY),
            new Reply.NullReply(),
            new Reply.NullReply(),
            new Reply.NullReply());
    assertThat(read("#t\r\n,inf\r\n(123\r\n!5\r\nERR x\r\n=6\r\ntxt:hi\r\n"))
        .containsExactly(
            new Reply.BooleanReply(true),
            new Reply.DoubleReply("inf"),
            new Reply.BigNumber("123"),
            new Reply.ErrorReply(Bytes.of("ERR x")),
            new Reply.VerbatimString("txt", Bytes.of("hi")));
  }

  @Test
  void aggregatesNest() throws ProtocolError {
    Reply one = new Reply.IntegerReply(1);
    Reply empty = new Reply.ArrayReply(List.of());
    assertThat(read("*3\r\n*0\r\n%1\r\n:1\r\n~1\r\n:1\r\n>1\r\n:1\r\n:1\r\n"))
        .containsExactly(
            new Reply.ArrayReply(
                List.of(
                    empty,
                    new Reply.MapReply(
                        List.of(new Reply.Entry(one, new Reply.SetReply(List.of(one))))),
                    new Reply.PushReply(List.of(one)))),
            one);
  }

  @Test
  void attributesBelongToTheReplyThatFollows() throws ProtocolError {
    Reply one = new Reply.IntegerReply(1);
    List<Reply.Entry> notes = List.of(new Reply.Entry(one, one));
    assertThat(read("|1\r\n:1\r\n:1\r\n*2\r\n|1\r\n:1\r\n:1\r\n:1\r\n:1\r\n|0\r\n:1\r\n"))
        .containsExactly(
            new Reply.AttributedReply(
                notes, new Reply.ArrayReply(List.of(new Reply.AttributedReply(notes, one), one))),
            new Reply.AttributedReply(List.of(), one));
  }

  @Test
  void itDoesNotMatterHowTheBytesArrive() throws ProtocolError {
    for (long seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 20; i++) {
        write(random, 0, text);
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
      ReplyReader reader = new ReplyReader();
      List<Reply> replies = new ArrayList<>();
      for (int at = 0; at < bytes.length; ) {
        int length = Math.min(1 + random.nextInt(9), bytes.length - at);
        reader.accept(bytes, at, length);
        at += length;
        addAll(reader, replies);
      }
      assertThat(replies).as("seed %d", seed).hasSize(20).isEqualTo(read(text.toString()));
      assertThat(reader.isWithinReply()).as("seed %d", seed).isFalse();
    }
  }

  @Test
  void aReplyThatHasNotComeWholeWaits() throws ProtocolError {
    for (String part : List.of("*", "*2\r\n:1\r\n", "$5\r\nab", "$5\r", "|1\r\n:1\r\n:2\r\n")) {
      ReplyReader reader = new ReplyReader();
      byte[] bytes = part.getBytes(StandardCharsets.ISO_8859_1);
      reader.accept(bytes, 0, bytes.length);
      assertThat(reader.next()).as(part).isNull();
      assertThat(reader.isWithinReply()).as(part).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x\r\n",
        "$-2\r\n",
        "$x\r\n",
        "$99999999999\r\n",
        "*-2\r\n",
        "%-1\r\n",
        ":\r\n",
        ":1.5\r\n",
        "#x\r\n",
        "=2\r\nab\r\n",
        "$1\r\nabc",
        "\r\n"
      })
  void whatIsNoReplyIsRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(ProtocolError.class);
  }

  @Test
  void endlessLinesAndEndlessNestingAreRefused() {
    assertThatThrownBy(() -> read("+" + "a".repeat(ReplyReader.LINE_BYTES)))
        .isInstanceOf(ProtocolError.class);
    assertThatThrownBy(() -> read("*1\r\n".repeat(ReplyReader.DEPTH + 1)))
        .isInstanceOf(ProtocolError.class);
  }

  private static List<Reply> read(String text) throws ProtocolError {
    ReplyReader reader = new ReplyReader();
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    reader.accept(bytes, 0, bytes.length);
    List<Reply> replies = new ArrayList<>();
    addAll(reader, replies);
    return replies;
  }

  private static void addAll(ReplyReader reader, List<Reply> replies) throws ProtocolError {
    for (Reply reply = reader.next(); reply != null; reply = reader.next()) {
      replies.add(reply);
    }
  }

  private static void write(SplittableRandom random, int depth, StringBuilder text) {
    int count = random.nextInt(4);
    switch (random.nextInt(depth < 3 ? 9 : 5)) {
      case 0 -> text.append(':').append(random.nextLong()).append("\r\n");
      case 1 -> text.append("+text\r\n");
      case 2 -> text.append("$").append(count).append("\r\n").repeat("\r", count).append("\r\n");
      case 3 -> text.append("_\r\n");
      case 4 -> text.append("=5\r\nmkd:a\r\n");
      case 5 -> aggregate('*', count, count, random, depth, text);
      case 6 -> aggregate('>', count, count, random, depth, text);
      case 7 -> aggregate('%', count, 2 * count, random, depth, text);
      default -> aggregate('|', count, 2 * count + 1, random, depth, text);
    }
  }

  private static void aggregate(
      char type, int count, int values, SplittableRandom random, int depth, StringBuilder text) {
    text.append(type).append(count).append("\r\n");
    for (int i = 0; i < values; i++) {
      write(random, depth + 1, text);
    }
  }
}
