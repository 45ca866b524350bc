package dev.tidings.engine.sortedsets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.engine.EngineFixture;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What no Redis 7.0 can be asked: forms that came later, and what follows from chance. */
class SortedSetCommandsTest {
  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();

  @Test
  void ranksAreToldWithScores() {
    client.line("ZADD k 1.5 a 2 b 3 c");
    assertThat(client.line("ZRANK k b WITHSCORE")).isEqualTo("*2|:1|$1|2|");
    assertThat(client.line("ZREVRANK k a withscore")).isEqualTo("*2|:2|$3|1.5|");
    assertThat(client.line("ZRANK k none WITHSCORE")).isEqualTo("*-1|");
    assertThat(client.line("ZRANK none a WITHSCORE")).isEqualTo("*-1|");
    assertThat(client.line("ZRANK k a WITHSCORES")).isEqualTo("-ERR syntax error|");
    assertThat(client.line("ZREVRANK k a WITHSCORE x"))
        .isEqualTo("-ERR wrong number of arguments for 'zrevrank' command|");
    client.line("HELLO 3");
    assertThat(client.line("ZRANK k a WITHSCORE")).isEqualTo("*2|:0|,1.5|");
    assertThat(client.line("ZRANK k none WITHSCORE")).isEqualTo("_|");
  }

  @Test
  void membersAreCountedOverSets() {
    client.line("ZADD a 1 x 2 y");
    client.line("ZADD b 10 x 20 z");
    assertThat(client.line("ZUNION 2 a b AGGREGATE COUNT WITHSCORES"))
        .isEqualTo("*6|$1|y|$1|1|$1|z|$1|1|$1|x|$1|2|");
    assertThat(client.line("ZUNION 2 a b WEIGHTS 3 0.5 AGGREGATE COUNT WITHSCORES"))
        .isEqualTo("*6|$1|z|$3|0.5|$1|y|$1|3|$1|x|$3|3.5|");
    assertThat(client.line("ZINTER 2 a b AGGREGATE count WITHSCORES")).isEqualTo("*2|$1|x|$1|2|");
    assertThat(client.line("ZINTERSTORE d 2 a b WEIGHTS inf -inf AGGREGATE COUNT"))
        .isEqualTo(":1|");
    assertThat(client.line("ZSCORE d x")).isEqualTo("$1|0|");
    assertThat(client.line("ZUNIONSTORE d 2 a b AGGREGATE COUNT")).isEqualTo(":3|");
  }

  @Test
  void scoresAreToldWithTheFewestDigits() {
    client.line("ZADD k 0.1 a 3.3 b 1e20 c 1e-10 d -1234567.891 e 17179869184.5 f");
    assertThat(client.line("ZMSCORE k a b c d e f"))
        .isEqualTo("*6|$3|0.1|$3|3.3|$5|1e+20|$5|1e-10|$12|-1234567.891|$13|17179869184.5|");
    assertThat(client.line("ZINCRBY k 0.2 a")).isEqualTo("$19|0.30000000000000004|");
    client.line("HELLO 3");
    assertThat(client.line("ZRANGE k 0 0 WITHSCORES")).isEqualTo("*1|*2|$1|e|,-1234567.891|");
    assertThat(client.line("ZSCORE k c")).isEqualTo(",1e+20|");
    assertThat(client.line("ZADD k INCR -inf inf")).isEqualTo(",-inf|");
    assertThat(client.line("ZSCAN k 0 MATCH b")).isEqualTo("*2|$1|0|*2|$1|b|$3|3.3|");
  }

  @Test
  void everyMemberIsPickedAboutAsOften() {
    for (int i = 0; i < 200; i++) {
      client.line("ZADD large " + i + " m" + i);
      client.line("ZADD small " + i % 20 + " m" + i % 20);
    }
    for (String request :
        new String[] {
          "ZRANDMEMBER large", "ZRANDMEMBER large 10", "ZRANDMEMBER large 100",
          "ZRANDMEMBER large -10", "ZRANDMEMBER small", "ZRANDMEMBER small 5",
          "ZRANDMEMBER small -5"
        }) {
      Map<String, Integer> counts = new HashMap<>();
      int total = 0;
      for (int round = 0; round < 4000; round++) {
        for (String word : client.line(request).split("\\|", -1)) {
          if (word.startsWith("m")) {
            counts.merge(word, 1, Integer::sum);
            total++;
          }
        }
      }
      int members = request.contains("large") ? 200 : 20;
      double expected = (double) total / members;
      assertThat(counts).as(request).hasSize(members);
      // Six standard deviations: the seed is fixed, so this holds always or never.
      counts.forEach((member, count) ->
          assertThat((double) count)
              .as(request + " " + member)
              .isBetween(expected - 6 * Math.sqrt(expected), expected + 6 * Math.sqrt(expected)));
    }
  }

  @Test
  void picksWithoutRepetitionHaveNone() {
    for (int i = 0; i < 300; i++) {
      client.line("ZADD k " + i + " m" + i);
    }
    for (int count : new int[] {1, 5, 74, 76, 299, 300}) {
      String[] words = client.line("ZRANDMEMBER k " + count).split("\\|", -1);
      Map<String, Integer> counts = new HashMap<>();
      for (String word : words) {
        if (word.startsWith("m")) {
          counts.merge(word, 1, Integer::sum);
        }
      }
      assertThat(counts).hasSize(count).doesNotContainValue(2);
    }
  }
}
