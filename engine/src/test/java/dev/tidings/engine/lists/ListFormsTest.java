package dev.tidings.engine.lists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.engine.EngineFixture;
import org.junit.jupiter.api.Test;

/** What Redis has had since 7.2 of lists: their encodings, LMOVEM and BLMOVEM (8.10). */
class ListFormsTest {
  private static final String SYNTAX = "-ERR syntax error|";
  private static final String COUNT = "-ERR count should be greater than 0|";

  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();

  @Test
  void aListIsPackedUntilItIsLargeAndAgainWhenItIsSmall() {
    client.line("RPUSH l a");
    assertThat(encoding()).isEqualTo("listpack");
    for (int i = 0; i < 10; i++) {
      client.call("RPUSH", "l", "x".repeat(1000));
    }
    assertThat(encoding()).isEqualTo("quicklist");
    client.line("LTRIM l 0 4");
    assertThat(encoding()).isEqualTo("listpack");
    client.call("LSET", "l", "1", "x".repeat(8000));
    assertThat(encoding()).isEqualTo("quicklist");
    client.line("LSET l 1 small");
    assertThat(encoding()).isEqualTo("listpack");
    client.call("LINSERT", "l", "BEFORE", "nobody", "x".repeat(9000));
    assertThat(encoding()).isEqualTo("quicklist");
  }

  @Test
  void aLimitOfElementsIsHalvedToo() {
    client.line("CONFIG SET list-max-listpack-size 4");
    client.line("RPUSH l 1 2 3 4");
    assertThat(encoding()).isEqualTo("listpack");
    client.line("RPUSH l 5");
    assertThat(encoding()).isEqualTo("quicklist");
    client.line("LPOP l 2");
    assertThat(encoding()).isEqualTo("quicklist");
    client.line("RPOP l");
    assertThat(client.line("LRANGE l 0 -1")).isEqualTo("*2|$1|3|$1|4|");
    assertThat(encoding()).isEqualTo("listpack");
  }

  private String encoding() {
    return client.line("OBJECT ENCODING l").split("\\|", -1)[1];
  }

  @Test
  void lmovemMovesOneLikeLmove() {
    client.line("RPUSH l a b c");
    assertThat(client.line("LMOVEM l m LEFT RIGHT")).isEqualTo("*1|$1|a|");
    assertThat(client.line("LMOVEM l m right left")).isEqualTo("*1|$1|c|");
    assertThat(all("m")).isEqualTo("c a");
    assertThat(client.line("LMOVEM no m LEFT LEFT")).isEqualTo("*-1|");
    client.line("HELLO 3");
    assertThat(client.line("LMOVEM no m LEFT LEFT")).isEqualTo("_|");
  }

  @Test
  void lmovemTellsElementsAsTheyStandWhereTheyWentTo() {
    assertThat(moved("LEFT LEFT COUNT 2 OBO")).isEqualTo("b a / c d / b a x y");
    assertThat(moved("LEFT LEFT COUNT 2 BULK")).isEqualTo("a b / c d / a b x y");
    assertThat(moved("LEFT RIGHT COUNT 2 OBO")).isEqualTo("a b / c d / x y a b");
    assertThat(moved("LEFT RIGHT COUNT 2 BULK")).isEqualTo("a b / c d / x y a b");
    assertThat(moved("RIGHT LEFT COUNT 2 OBO")).isEqualTo("c d / a b / c d x y");
    assertThat(moved("RIGHT LEFT COUNT 2 BULK")).isEqualTo("c d / a b / c d x y");
    assertThat(moved("RIGHT RIGHT COUNT 2 OBO")).isEqualTo("d c / a b / x y d c");
    assertThat(moved("RIGHT RIGHT COUNT 2 BULK")).isEqualTo("c d / a b / x y c d");
    assertThat(moved("LEFT RIGHT COUNT 9 BULK")).isEqualTo("a b c d /  / x y a b c d");
    assertThat(moved("LEFT RIGHT EXACTLY 4 BULK")).isEqualTo("a b c d /  / x y a b c d");
    assertThat(moved("LEFT RIGHT EXACTLY 5 BULK")).isEqualTo("null / a b c d / x y");
  }

  /** What is told, what is left and what is there. */
  private String moved(String how) {
    client.line("DEL l m");
    client.line("RPUSH l a b c d");
    client.line("RPUSH m x y");
    String told = words(client.line("LMOVEM l m " + how));
    return told + " / " + all("l") + " / " + all("m");
  }

  @Test
  void lmovemInOneListTurnsOrMovesRound() {
    assertThat(turned("LEFT LEFT COUNT 2 OBO")).isEqualTo("b a c d");
    assertThat(turned("LEFT LEFT COUNT 2 BULK")).isEqualTo("a b c d");
    assertThat(turned("LEFT RIGHT COUNT 2 BULK")).isEqualTo("c d a b");
    assertThat(turned("RIGHT LEFT COUNT 9 OBO")).isEqualTo("a b c d");
    assertThat(turned("RIGHT RIGHT EXACTLY 4 OBO")).isEqualTo("d c b a");
  }

  private String turned(String how) {
    client.line("DEL l");
    client.line("RPUSH l a b c d");
    client.line("LMOVEM l l " + how);
    return all("l");
  }

  @Test
  void wrongFormsOfLmovemAreRefused() {
    client.line("RPUSH l a b");
    client.line("SET s x");
    assertThat(client.line("LMOVEM l m LEFT RIGHT COUNT 0 BULK")).isEqualTo(COUNT);
    assertThat(client.line("LMOVEM l m LEFT RIGHT EXACTLY 0 BULK")).isEqualTo(COUNT);
    assertThat(client.line("LMOVEM l m LEFT RIGHT COUNT -1 OBO")).isEqualTo(COUNT);
    assertThat(client.line("LMOVEM l m LEFT RIGHT COUNT a OBO")).isEqualTo(COUNT);
    assertThat(client.line("LMOVEM l m LEFT RIGHT COUNT 2")).isEqualTo(SYNTAX);
    assertThat(client.line("LMOVEM l m LEFT RIGHT COUNT 2 OBO x")).isEqualTo(SYNTAX);
    assertThat(client.line("LMOVEM l m LEFT RIGHT BAD 2 OBO")).isEqualTo(SYNTAX);
    assertThat(client.line("LMOVEM l m LEFT RIGHT COUNT 2 BAD")).isEqualTo(SYNTAX);
    assertThat(client.line("LMOVEM l m BAD RIGHT COUNT 2 OBO")).isEqualTo(SYNTAX);
    assertThat(client.line("LMOVEM l m LEFT BAD COUNT 2 OBO")).isEqualTo(SYNTAX);
    assertThat(client.line("LMOVEM l m LEFT"))
        .isEqualTo("-ERR wrong number of arguments for 'lmovem' command|");
    assertThat(client.line("LMOVEM s m LEFT LEFT")).startsWith("-WRONGTYPE ");
    assertThat(client.line("LMOVEM l s LEFT LEFT COUNT 2 BULK")).startsWith("-WRONGTYPE ");
    assertThat(client.line("LMOVEM l s LEFT LEFT EXACTLY 3 BULK")).isEqualTo("*-1|");
    assertThat(all("l")).isEqualTo("a b");
  }

  @Test
  void lmovemIsToldOnceForEachList() {
    client.line("CONFIG SET notify-keyspace-events El");
    EngineFixture.Client listener = fixture.connect();
    listener.line("PSUBSCRIBE __key*__:*");
    client.line("RPUSH l a b c d");
    listener.read();
    client.line("LMOVEM l m LEFT RIGHT COUNT 2 BULK");
    assertThat(listener.read()).containsSubsequence(":rpush", "|m|", ":lpop", "|l|");
    client.line("LMOVEM l l LEFT RIGHT COUNT 2 BULK");
    assertThat(listener.read()).containsSubsequence(":lpop", "|l|", ":rpush", "|l|");
  }

  @Test
  void blmovemWaitsForOneOrForAll() {
    EngineFixture.Client some = fixture.connect();
    EngineFixture.Client exact = fixture.connect();
    assertThat(exact.line("BLMOVEM l m LEFT RIGHT 0 EXACTLY 3 BULK")).isEmpty();
    client.line("RPUSH l a b");
    assertThat(exact.read()).isEmpty();
    assertThat(client.line("EXISTS m")).isEqualTo(":0|");
    client.line("LINSERT l BEFORE a 0");
    assertThat(exact.read()).isEqualTo("*3|$1|0|$1|a|$1|b|");
    assertThat(client.line("EXISTS l")).isEqualTo(":0|");
    assertThat(all("m")).isEqualTo("0 a b");

    assertThat(some.line("BLMOVEM l m LEFT LEFT 0 COUNT 5 OBO")).isEmpty();
    client.line("RPUSH l c d");
    assertThat(some.read()).isEqualTo("*2|$1|d|$1|c|");
    assertThat(some.line("BLMOVEM m n LEFT LEFT 0")).isEqualTo("*1|$1|d|");
  }

  @Test
  void whoNeedsMoreDoesNotHoldUpWhoNeedsLess() {
    EngineFixture.Client first = fixture.connect();
    EngineFixture.Client second = fixture.connect();
    first.line("BLMOVEM l m LEFT RIGHT 0 EXACTLY 3 BULK");
    second.line("BLPOP l 0");
    client.line("RPUSH l a b");
    assertThat(first.read()).isEmpty();
    assertThat(second.read()).isEqualTo("*2|$1|l|$1|a|");
    client.line("RPUSH l c d");
    assertThat(first.read()).isEqualTo("*3|$1|b|$1|c|$1|d|");
  }

  @Test
  void blmovemEndsWithItsTimeAndNeverWaitsInATransaction() {
    EngineFixture.Client waiting = fixture.connect();
    assertThat(waiting.line("BLMOVEM l m LEFT RIGHT 1.5 EXACTLY 3 BULK")).isEmpty();
    fixture.passMillisAndTick(1499);
    assertThat(waiting.read()).isEmpty();
    fixture.passMillisAndTick(1);
    assertThat(waiting.read()).isEqualTo("*-1|");
    client.line("MULTI");
    client.line("BLMOVEM l m LEFT RIGHT 0 EXACTLY 3 BULK");
    assertThat(client.line("EXEC")).isEqualTo("*1|*-1|");
    assertThat(client.line("BLMOVEM l m LEFT RIGHT x")).contains("timeout is not a float");
  }

  @Test
  void aWakeUpInVainDoesNotStartTheTimeAnew() {
    EngineFixture.Client waiting = fixture.connect();
    waiting.line("BLMOVEM l m LEFT RIGHT 2 EXACTLY 3 BULK");
    fixture.passMillisAndTick(1500);
    client.line("RPUSH l a");
    fixture.passMillisAndTick(500);
    assertThat(waiting.read()).isEqualTo("*-1|");
    assertThat(all("l")).isEqualTo("a");
  }

  private String all(String key) {
    return words(client.line("LRANGE " + key + " 0 -1"));
  }

  /** The texts of an array, with spaces between. */
  private static String words(String reply) {
    if (reply.equals("*-1|")) {
      return "null";
    }
    StringBuilder words = new StringBuilder();
    String[] parts = reply.split("\\|", -1);
    for (int i = 2; i < parts.length; i += 2) {
      words.append(i == 2 ? "" : " ").append(parts[i]);
    }
    return words.toString();
  }
}
