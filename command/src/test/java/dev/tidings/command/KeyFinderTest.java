package dev.tidings.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.command.SampleCommands.Notes;
import dev.tidings.protocol.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The keys of requests, as COMMAND GETKEYS of a real Redis 7.0.15 tells them. */
class KeyFinderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ECHO a                          | 0
          DEL a                           | 1 a
          DEL a b c                       | 3 a b c
          SET k v                         | 1 k
          MSET a 1 b 2                    | 2 a b
          MSET a 1 b                      | 2 a b
          BLPOP a b 0                     | 2 a b
          BLPOP a                         | -1
          ZUNIONSTORE d 2 a b             | 3 d a b
          ZUNIONSTORE d 1 a b             | 2 d a
          ZUNIONSTORE d 3 a b             | -1
          ZUNIONSTORE d 0 a               | -1
          ZUNIONSTORE d -1 a              | -1
          ZUNIONSTORE d abc a             | -1
          ZUNIONSTORE d 9223372036854775807 a | -1
          ZUNIONSTORE d                   | -1
          LMPOP 1 a LEFT                  | 1 a
          XREAD COUNT 1 STREAMS a 0       | 1 a
          XREAD COUNT 1 STREAMS a b 0 0   | 2 a b
          XREAD streams a b 0             | 1 a
          XREAD COUNT 1 a                 | 0
          XREAD a a STREAMS               | 0
          XGROUP CREATE s g               | 1 s
          SORT k ALPHA STORE d            | 2 k d
          SORT k                          | 1 k
          SPUBLISH c m                    | 1 c
          """)
  void keysAreFoundAsByRedis(String line, String expected) {
    Words words = Words.of(line.split(" "));
    Command<Notes> command = Objects.requireNonNull(SampleCommands.TABLE.find(words));
    List<String> found = new ArrayList<>();
    int count =
        KeyFinder.visit(
            command,
            words,
            (index, access) -> {
              found.add(words.latin1(index));
              return true;
            });
    found.addFirst("" + count);
    assertThat(String.join(" ", found)).isEqualTo(expected);
  }

  @Test
  void eachKeyComesWithItsUse() {
    Words words = Words.of("ZUNIONSTORE", "d", "1", "a");
    List<Access> uses = new ArrayList<>();
    KeyFinder.visit(SampleCommands.ZUNIONSTORE, words, (index, access) -> uses.add(access));
    assertThat(uses).containsExactly(Access.OVERWRITE, Access.READ);
  }

  @Test
  void aRequestInsideAnotherKeepsItsIndexes() {
    Words words = Words.of("COMMAND", "GETKEYS", "MSET", "a", "1", "b", "2");
    List<Integer> indexes = new ArrayList<>();
    KeyFinder.visit(SampleCommands.MSET, words, 2, (index, access) -> indexes.add(index));
    assertThat(indexes).containsExactly(3, 5);
  }

  @Test
  void aVisitEndsWhenItsVisitorHasSeenEnough() {
    Words words = Words.of("DEL", "a", "b", "c");
    assertThat(KeyFinder.visit(SampleCommands.DEL, words, (index, access) -> index < 2))
        .isEqualTo(2);
  }

  @Test
  void aNegativeBeginningOfAKeywordSearchesBackwards() {
    Command<Notes> command =
        Command.<Notes>command("MIGRATE", Family.GENERIC)
            .keys(
                new KeySpec(
                    Access.READ, new KeySpec.AfterKeyword("KEYS", -2), new KeySpec.Range(-1, 1, 0)))
            .takes(Args.string("word").many())
            .does(Notes::note);
    List<Integer> indexes = new ArrayList<>();
    Words words = Words.of("MIGRATE", "KEYS", "h", "KEYS", "a", "b");
    assertThat(KeyFinder.visit(command, words, (index, access) -> indexes.add(index))).isEqualTo(2);
    assertThat(indexes).containsExactly(4, 5);
  }
}
