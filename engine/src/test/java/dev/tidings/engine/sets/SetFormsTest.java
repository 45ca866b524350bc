package dev.tidings.engine.sets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.engine.EngineFixture;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Sets: encodings as of Redis 7.2, counts of combinations (8.10), walks, and chance. */
class SetFormsTest {
  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();

  @Test
  void encodingsFollowTheLimits() {
    client.line("SADD s 1 2 3");
    assertThat(encoding()).isEqualTo("intset");
    client.line("SADD s a");
    assertThat(encoding()).isEqualTo("listpack");
    client.call("SADD", "s", "x".repeat(65));
    assertThat(encoding()).isEqualTo("hashtable");
    client.line("DEL s");
    client.call(several("SADD", "s", "", 513));
    assertThat(encoding()).isEqualTo("hashtable");
    client.line("SUNIONSTORE s s");
    assertThat(encoding()).isEqualTo("hashtable");
    client.line("SPOP s 3");
    client.line("SUNIONSTORE s s");
    assertThat(encoding()).isEqualTo("intset");
    client.line("DEL s");
    client.call(several("SADD", "s", "m", 500));
    client.line("SPOP s 400");
    assertThat(encoding()).isEqualTo("hashtable");
    client.line("SPOP s 90");
    assertThat(encoding()).isEqualTo("listpack");
    assertThat(client.line("SCARD s")).isEqualTo(":10|");
    client.line("CONFIG SET set-max-intset-entries 0 set-max-listpack-entries 2");
    client.line("DEL s");
    client.line("SADD s 1");
    assertThat(encoding()).isEqualTo("listpack");
    client.line("SADD s 2 3");
    assertThat(encoding()).isEqualTo("hashtable");
  }

  private String encoding() {
    return client.line("OBJECT ENCODING s").split("\\|", -1)[1];
  }

  @Test
  void unionsAndDifferencesAreCounted() {
    client.line("SADD a 1 2 3 x y z");
    client.line("SADD b 2 3 4 y z w");
    client.line("SET s x");
    assertThat(client.line("SUNIONCARD 2 a b")).isEqualTo(":8|");
    assertThat(client.line("SUNIONCARD 2 a b LIMIT 7")).isEqualTo(":7|");
    assertThat(client.line("SUNIONCARD 2 a b LIMIT 0")).isEqualTo(":8|");
    assertThat(client.line("SUNIONCARD 3 a b no LIMIT 5 APPROX")).isEqualTo(":5|");
    assertThat(client.line("SUNIONCARD 1 a approx")).isEqualTo(":6|");
    assertThat(client.line("SUNIONCARD 1 no")).isEqualTo(":0|");
    assertThat(client.line("SDIFFCARD 2 a b")).isEqualTo(":2|");
    assertThat(client.line("SDIFFCARD 2 b a LIMIT 1")).isEqualTo(":1|");
    assertThat(client.line("SDIFFCARD 2 no a")).isEqualTo(":0|");
    assertThat(client.line("SDIFFCARD 1 a LIMIT 100")).isEqualTo(":6|");
    for (String command : List.of("SUNIONCARD", "SDIFFCARD")) {
      assertThat(client.line(command + " 2 a s")).startsWith("-WRONGTYPE ");
      assertThat(client.line(command + " 2 a b LIMIT -1"))
          .isEqualTo("-ERR LIMIT can't be negative|");
      assertThat(client.line(command + " 0 a")).isEqualTo("-ERR numkeys should be greater than 0|");
      assertThat(client.line(command + " 3 a b"))
          .isEqualTo("-ERR Number of keys can't be greater than number of args|");
      assertThat(client.line(command + " 2 a b FOO")).isEqualTo("-ERR syntax error|");
    }
    assertThat(client.line("SDIFFCARD 2 a b APPROX")).isEqualTo("-ERR syntax error|");
  }

  @Test
  void aWalkMeetsEveryMemberThatStays() {
    client.call(several("SADD", "s", "m", 1000));
    Set<String> met = new HashSet<>();
    String cursor = "0";
    int calls = 0;
    do {
      String[] reply = client.line("SSCAN s " + cursor + " COUNT 7").split("\\|", -1);
      cursor = reply[2];
      for (int i = 5; i < reply.length; i += 2) {
        met.add(reply[i]);
      }
      // Members come and go; those with even numbers stay.
      client.line("SREM s m" + (calls * 14 % 1000 + 1) + " m" + (999 - calls * 6 % 1000));
      client.line("SADD s new" + calls);
      calls++;
    } while (!cursor.equals("0"));
    assertThat(calls).isGreaterThan(100);
    for (int i = 0; i < 1000; i += 2) {
      assertThat(met).contains("m" + i);
    }
    assertThat(client.line("SSCAN s 99999999 COUNT 1").split("\\|", -1)).hasSize(7);
    assertThat(client.line("SSCAN s 5 COUNT 100 MATCH nothing")).isEqualTo("*2|$1|0|*0|");
  }

  @Test
  void chanceIsFairAndTheSameForTheSameTurns() {
    client.call(several("SADD", "s", "m", 10));
    int[] single = new int[10];
    int[] distinct = new int[10];
    int[] repeated = new int[10];
    for (int round = 0; round < 3000; round++) {
      count(client.line("SRANDMEMBER s"), single);
      count(client.line("SRANDMEMBER s 3"), distinct);
      count(client.line("SRANDMEMBER s -3"), repeated);
    }
    assertNear(single, 300);
    assertNear(distinct, 900);
    assertNear(repeated, 900);
    assertThat(picks()).isEqualTo(picks());
  }

  /** Whether all are near {@code wanted}; chance has a fixed seed here. */
  private static void assertNear(int[] found, int wanted) {
    for (int count : found) {
      assertThat(count).isBetween(wanted * 3 / 4, wanted * 5 / 4);
    }
  }

  private static void count(String reply, int[] picks) {
    for (String part : reply.split("\\|", -1)) {
      if (part.startsWith("m")) {
        picks[Integer.parseInt(part.substring(1))]++;
      }
    }
  }

  private static List<String> picks() {
    EngineFixture.Client fresh = new EngineFixture().connect();
    fresh.call(several("SADD", "s", "m", 300));
    List<String> picks = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      picks.add(fresh.line("SRANDMEMBER s 5"));
      picks.add(fresh.line("SPOP s 3"));
      picks.add(fresh.line("SPOP s"));
    }
    return picks;
  }

  @Test
  void moreRepeatedPicksThanAnybodyReadsAreRefused() {
    client.line("SADD s a");
    assertThat(client.line("SRANDMEMBER s -4611686018427387904"))
        .isEqualTo(
            "-ERR value is out of range, value must between -268435456 and 9223372036854775807|");
  }

  private static String[] several(String command, String key, String prefix, int count) {
    String[] words = new String[count + 2];
    Arrays.setAll(words, i -> prefix + (i - 2));
    words[0] = command;
    words[1] = key;
    return words;
  }
}
