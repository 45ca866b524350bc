package dev.tidings.command;

import static dev.tidings.command.SampleCommands.serve;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.command.SampleCommands.Add;
import dev.tidings.command.SampleCommands.Expiry;
import dev.tidings.command.SampleCommands.Pair;
import dev.tidings.command.SampleCommands.Pending;
import dev.tidings.command.SampleCommands.Pop;
import dev.tidings.command.SampleCommands.Range;
import dev.tidings.command.SampleCommands.Set;
import dev.tidings.command.SampleCommands.SetOptions;
import dev.tidings.command.SampleCommands.Side;
import dev.tidings.command.SampleCommands.Trim;
import dev.tidings.command.SampleCommands.Union;
import dev.tidings.command.SampleCommands.Wait;
import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values as they are read from requests. */
class ArgTest {
  private static final String SYNTAX = "ERR syntax error";
  private static final String NO_INTEGER = "ERR value is not an integer or out of range";

  private static Bytes b(String text) {
    return Bytes.of(text);
  }

  private static List<Bytes> bs(String... texts) {
    List<Bytes> list = new ArrayList<>();
    for (String text : texts) {
      list.add(b(text));
    }
    return list;
  }

  private static Set set(@Nullable Boolean absent, boolean tell, @Nullable Expiry expiry) {
    return new Set(b("k"), b("v"), new SetOptions(absent, tell, expiry));
  }

  @Test
  void anOptionalArgumentMayBeLeftOut() {
    assertThat(serve("PING")).isEqualTo(b("PONG"));
    assertThat(serve("ping hello")).isEqualTo(b("hello"));
  }

  @Test
  void wordsLeftOverAreASyntaxError() {
    assertThat(serve("PING a b")).isEqualTo(SYNTAX);
    assertThat(serve("SET k v BAD")).isEqualTo(SYNTAX);
    assertThat(serve("SET k v NX BAD")).isEqualTo(SYNTAX);
  }

  @Test
  void theWrongNumberOfWordsIsToldWithTheName() {
    assertThat(serve("ECHO")).isEqualTo("ERR wrong number of arguments for 'echo' command");
    assertThat(serve("ECHO a b")).isEqualTo("ERR wrong number of arguments for 'echo' command");
    assertThat(serve("CONFIG GET"))
        .isEqualTo("ERR wrong number of arguments for 'config|get' command");
  }

  @Test
  void optionsComeInAnyOrderAndTheLastOneCounts() {
    assertThat(serve("SET k v")).isEqualTo(set(null, false, null));
    assertThat(serve("SET k v ex 5 GET nx")).isEqualTo(set(true, true, new Expiry("s", 5)));
    assertThat(serve("SET k v NX EX 5 GET")).isEqualTo(set(true, true, new Expiry("s", 5)));
    assertThat(serve("SET k v NX EX 5 XX PX 7")).isEqualTo(set(false, false, new Expiry("ms", 7)));
    assertThat(serve("SET k v KEEPTTL")).isEqualTo(set(null, false, new Expiry("keep", 0)));
  }

  @Test
  void anOptionWithoutItsValueIsASyntaxError() {
    assertThat(serve("SET k v EX")).isEqualTo(SYNTAX);
    assertThat(serve("SET k v EX 1 PX")).isEqualTo(SYNTAX);
    assertThat(serve("XADD s MAXLEN ~ 1 *")).isEqualTo(SYNTAX);
    assertThat(serve("LMPOP 1 k LEFT COUNT")).isEqualTo(SYNTAX);
  }

  @Test
  void anOptionWithABadValueIsRefusedInItsOwnWords() {
    assertThat(serve("SET k v EX x")).isEqualTo(NO_INTEGER);
    assertThat(serve("SET k v EX 9223372036854775808")).isEqualTo(NO_INTEGER);
    assertThat(serve("SET k v EX -9223372036854775808"))
        .isEqualTo(set(null, false, new Expiry("s", Long.MIN_VALUE)));
    assertThat(serve("LMPOP 1 k LEFT COUNT 0")).isEqualTo("ERR count should be greater than 0");
    assertThat(serve("LMPOP 1 k LEFT COUNT 101")).isEqualTo("ERR count should be greater than 0");
    assertThat(serve("XADD s MAXLEN ~ x * f v")).isEqualTo("ERR bad threshold");
  }

  @Test
  void optionalArgumentsInTheMiddleGiveWayToWhatFollows() {
    List<Pair> fields = List.of(new Pair(b("f"), b("v")));
    assertThat(serve("XADD s * f v")).isEqualTo(new Add(b("s"), false, null, b("auto"), fields));
    assertThat(serve("XADD s 1-1 f v")).isEqualTo(new Add(b("s"), false, null, b("1-1"), fields));
    assertThat(serve("XADD s NOMKSTREAM MINID ~ 7 * f v"))
        .isEqualTo(new Add(b("s"), true, new Trim("MINID", "~", 7), b("auto"), fields));
    assertThat(serve("XADD s MAXLEN 7 5 f v f v"))
        .isEqualTo(
            new Add(
                b("s"),
                false,
                new Trim("MAXLEN", "=", 7),
                b("5"),
                List.of(fields.getFirst(), fields.getFirst())));
  }

  @Test
  void anOptionalBlockBeginsWithItsFirstPartsTokenOrWord() {
    assertThat(serve("XPENDING s g")).isEqualTo(new Pending(b("s"), b("g"), null));
    assertThat(serve("XPENDING s g - + 5"))
        .isEqualTo(new Pending(b("s"), b("g"), new Range(null, "-", "+", 5, null)));
    assertThat(serve("XPENDING s g IDLE 9 - + 5 me"))
        .isEqualTo(new Pending(b("s"), b("g"), new Range(9L, "-", "+", 5, b("me"))));
    assertThat(serve("XPENDING s g - +")).isEqualTo(SYNTAX);
    assertThat(serve("XPENDING s g IDLE")).isEqualTo(SYNTAX);
    assertThat(serve("XPENDING s g IDLE x - + 1")).isEqualTo(NO_INTEGER);
  }

  @Test
  void blocksRepeatAsWholes() {
    assertThat(serve("MSET a 1 b 2"))
        .isEqualTo(List.of(new Pair(b("a"), b("1")), new Pair(b("b"), b("2"))));
    assertThat(serve("MSET a 1 b")).isEqualTo("ERR wrong number of arguments for 'mset' command");
    assertThat(serve("XADD s * a 1 b")).isEqualTo(SYNTAX);
  }

  @Test
  void countedArgumentsAreAsManyAsTheirNumberSays() {
    assertThat(serve("ZUNIONSTORE d 2 a b")).isEqualTo(new Union(b("d"), bs("a", "b"), false));
    assertThat(serve("ZUNIONSTORE d 1 a WITHSCORES")).isEqualTo(new Union(b("d"), bs("a"), true));
    assertThat(serve("ZUNIONSTORE d 2 a")).isEqualTo(SYNTAX);
    assertThat(serve("ZUNIONSTORE d 9223372036854775807 a")).isEqualTo(SYNTAX);
    assertThat(serve("ZUNIONSTORE d 1 a b")).isEqualTo(SYNTAX);
    assertThat(serve("ZUNIONSTORE d 0 a")).isEqualTo("ERR numkeys should be greater than 0");
    assertThat(serve("ZUNIONSTORE d x a")).isEqualTo("ERR numkeys should be greater than 0");
    assertThat(serve("LMPOP 2 a b right COUNT 3")).isEqualTo(new Pop(bs("a", "b"), Side.RIGHT, 3));
    assertThat(serve("LMPOP 1 a MIDDLE")).isEqualTo(SYNTAX);
    assertThat(serve("HPERSIST k fields 1 f")).isEqualTo(List.of(b("k"), bs("f")));
    assertThat(serve("HPERSIST k 1 f f")).isEqualTo(SYNTAX);
  }

  @Test
  void manyMayLeaveTheLastWordsToWhatFollows() {
    assertThat(serve("BLPOP a b 5")).isEqualTo(new Wait(bs("a", "b"), 5));
    assertThat(serve("BLPOP a b")).isEqualTo(NO_INTEGER);
  }

  @Test
  void aTokenStandsBeforeTheFirstOfManyOrBeforeEach() {
    assertThat(serve("XREAD COUNT 2 streams a b 1 2"))
        .isEqualTo(List.of(2L, List.of("a", "b", "1", "2")));
    assertThat(serve("XREAD a b")).isEqualTo(SYNTAX);
    assertThat(serve("COPIES TO a to b NOW")).isEqualTo(List.of(bs("a", "b"), true));
    assertThat(serve("COPIES TO a b")).isEqualTo(SYNTAX);
  }

  @Test
  void filtersOfManyKindsComeAsOneList() {
    assertThat(serve("KILL")).isEqualTo(List.of());
    assertThat(serve("KILL USER u addr a USER w")).isEqualTo(List.of("u", "a", "w"));
    assertThat(serve("KILL USER u NAME n")).isEqualTo(SYNTAX);
    assertThat(serve("KILL USER")).isEqualTo(SYNTAX);
  }

  @Test
  void theValueOfAnAbsentArgumentIsMadeIntoAnotherToo() {
    Arg<String> arg = Args.integer("n").optional(7L).map(n -> "n" + n);
    Cursor cursor = new Cursor();
    cursor.reset(dev.tidings.protocol.Words.of("x"), 1);
    assertThat(arg.read(cursor)).isEqualTo("n7");
  }
}
