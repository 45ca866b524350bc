package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.RespValue;
import dev.tidings.testkit.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Sets. The order in which members are told is nobody's promise: it is left out of the comparison,
 * but not for whole numbers, which ascend.
 */
class SetComparisonTest {
  private final Comparison comparison = Servers.shared();

  @Test
  void membersOneByOne() {
    comparison.run(
        "SADD, SREM and their like",
        s -> {
          s.client("a").calls("SADD s a b c a", "SADD s a d", "SADD s a", "SCARD s", "TYPE s");
          s.client("a").calls("SISMEMBER s a", "SISMEMBER s z", "SISMEMBER no a", "SCARD no");
          s.client("a")
              .calls("SMISMEMBER s a z b z", "SMISMEMBER no a b", "SREM s a z a", "SREM s z");
          s.client("a").calls("SREM no a", "SCARD s", "SADD n 5 3 -1 3 99999999999 70000 007 x");
          members(s, "s", "n", "no");
          s.client("a").calls("SREM n 007", "SISMEMBER n 70000", "SISMEMBER n 7", "SISMEMBER n x");
          s.client("a").call("SADD", "s", "", "a b", "\r\n\0\u00ff", "-0", "+1", "1e3", "1.0");
          members(s, "s");
          s.client("a").calls("SREM s b c d", "SREM n 5 3 -1 99999999999 70000 x", "EXISTS n");
          s.client("a").calls("SADD", "SADD s", "SREM s", "SCARD", "SCARD s x", "SISMEMBER s");
          s.client("a").calls("SISMEMBER s a b", "SMISMEMBER s", "SMEMBERS", "SMEMBERS s x");
        });
    comparison.run(
        "whole numbers ascend",
        s -> {
          s.client("a")
              .calls("SADD n 5 3 1 -7 70000 -70000", "SMEMBERS n", "SREM n 3", "SMEMBERS n");
          s.client("a").calls("SADD n 9223372036854775807 -9223372036854775808", "SMEMBERS n");
          s.client("a")
              .calls("SADD m 5 1 2 8", "SINTER n m", "SUNION n m", "SDIFF n m", "SDIFF m n");
          s.client("a").calls("SSCAN n 0", "SSCAN n 0 MATCH -*", "SSCAN n 77 COUNT 1", "SUNION m");
          s.client("a").calls("SUNIONSTORE d m n", "SMEMBERS d", "SPOP d 100", "SRANDMEMBER m 100");
        });
  }

  @Test
  void moving() {
    comparison.run(
        "SMOVE",
        s -> {
          s.client("a")
              .calls("SADD s a b c", "SADD d c x", "SMOVE s d a", "SMOVE s d c", "SMOVE s d z");
          members(s, "s", "d");
          s.client("a")
              .calls("SMOVE s s b", "SMOVE s s z", "SMOVE no d a", "SMOVE s new b", "EXISTS s");
          members(s, "new");
          s.client("a")
              .calls("SET x 1", "SMOVE d x c", "SMOVE d x zz", "SMOVE x d c", "SMOVE no x c");
          s.client("a").calls("SMOVE d d", "SMOVE d", "SMOVE d new c y", "SMOVE x x c");
          members(s, "new", "d");
        });
  }

  @Test
  void combining() {
    comparison.run(
        "SINTER, SUNION and SDIFF",
        s -> {
          s.client("a")
              .calls("SADD a 1 2 3 x y z", "SADD b 2 3 4 y z w", "SADD c 3 z q", "SADD n 1 2 3");
          for (String command : List.of("SINTER", "SUNION", "SDIFF")) {
            for (String keys :
                List.of("a", "a b", "a b c", "c b a", "a no", "no a", "no", "a a", "n a")) {
              s.client("a").call((command + " " + keys).split(" ")).sortedElements();
              s.client("a").call((command + "STORE d " + keys).split(" "));
              members(s, "d");
            }
            s.client("a").calls(command, command + "STORE d", command + "STORE", "SET x 1");
            s.client("a")
                .calls(command + " a x", command + " x a", command + " no x", command + " x no");
            s.client("a").calls(command + "STORE d x a", command + "STORE x a no x", "TYPE x");
            s.client("a")
                .calls(command + "STORE x a n", "TYPE x", command + "STORE n n n", "SCARD n");
            s.client("a")
                .calls(
                    "EXPIRE d 100", command + "STORE d a b", "TTL d", "DEL x d n", "SADD n 1 2 3");
          }
        });
  }

  @Test
  void counting() {
    comparison.run(
        "SINTERCARD",
        s -> {
          s.client("a")
              .calls("SADD a 1 2 3 x y z", "SADD b 2 3 4 y z w", "SINTERCARD 1 a", "SET x 1");
          s.client("a")
              .calls("SINTERCARD 2 a b", "SINTERCARD 2 a b LIMIT 2", "SINTERCARD 2 a b limit 0");
          s.client("a")
              .calls("SINTERCARD 2 a b LIMIT -1", "SINTERCARD 2 a b LIMIT x", "SINTERCARD 2 a no");
          s.client("a").calls("SINTERCARD 2 a b LIMIT", "SINTERCARD 2 a b FOO 1", "SINTERCARD 0 a");
          s.client("a")
              .calls("SINTERCARD x a", "SINTERCARD 3 a b", "SINTERCARD -1 a", "SINTERCARD 1");
          s.client("a")
              .calls("SINTERCARD 1 a LIMIT 9 LIMIT 2", "SINTERCARD 1 a b", "SINTERCARD 2 no x");
          s.client("a")
              .calls("SINTERCARD 4294967297 a", "SINTERCARD 2 a a", "SINTERCARD 9 a LIMIT 1");
        });
  }

  @Test
  void pickingByChance() {
    comparison.run(
        "SPOP and SRANDMEMBER",
        s -> {
          s.client("a")
              .calls("SADD one x", "SRANDMEMBER one", "SRANDMEMBER one 5", "SRANDMEMBER one -3");
          s.client("a")
              .calls(
                  "SRANDMEMBER one 0", "SRANDMEMBER no", "SRANDMEMBER no 3", "SRANDMEMBER no -3");
          s.client("a").calls("SRANDMEMBER one x", "SRANDMEMBER no x", "SRANDMEMBER one 1 2");
          s.client("a")
              .calls("SRANDMEMBER one -9223372036854775808", "SRANDMEMBER one 9223372036854775808");
          s.client("a")
              .calls("SPOP one 0", "SPOP one", "EXISTS one", "SPOP one", "SPOP no 0", "SPOP no 2");
          s.client("a")
              .calls(
                  "SADD one x",
                  "SPOP one 1",
                  "EXISTS one",
                  "SPOP no x",
                  "SPOP no -1",
                  "SPOP no 1 2");
          s.client("a")
              .calls("SADD s a b c d e f", "SPOP s 9223372036854775808", "SRANDMEMBER", "SPOP");
          s.client("a").call("SRANDMEMBER", "s", "6").sortedElements();
          s.client("a").call("SPOP", "s", "7").sortedElements();
          s.client("a")
              .calls(
                  "EXISTS s", "SET x 1", "SPOP x", "SPOP x 0", "SRANDMEMBER x", "SRANDMEMBER x 0");
        });
  }

  @Test
  void picksAreAsManyAsWereAskedFor() {
    comparison.run(
        "what SPOP leaves",
        s -> {
          for (int size : new int[] {10, 100, 700}) {
            String[] add = new String[size + 2];
            add[0] = "SADD";
            add[1] = "s";
            IntStream.range(0, size).forEach(i -> add[i + 2] = "member " + i);
            s.client("a").call(add);
            for (int count : new int[] {1, size / 3, size / 2}) {
              s.client("a")
                  .call("SPOP", "s", Integer.toString(count))
                  .only(SetComparisonTest::count);
              s.client("a")
                  .call("SRANDMEMBER", "s", Integer.toString(count))
                  .only(SetComparisonTest::count);
              s.client("a").call("SCARD", "s");
            }
            s.client("a").call("DEL", "s");
          }
        });
  }

  private static List<RespValue> count(List<RespValue> frames) {
    List<RespValue> elements = frames.getFirst().elements();
    return List.of(RespValue.bulk(elements.stream().distinct().count() + " different members"));
  }

  @Test
  void wordsTooManyAreRefusedBeforeTheCountIsRead() {
    comparison.run(
        "picks with words too many",
        s -> {
          s.client("a").calls("SPOP s x y", "SPOP s -1 1", "SPOP s 1 2", "SRANDMEMBER s x y");
          s.client("a").calls("SRANDMEMBER s -9223372036854775808 1", "SPOP s x", "SPOP s -1");
          s.client("a").calls("BZMPOP -1 1 z MIN x", "BLMPOP -1 1 l LEFT x", "BZMPOP -1 1 z MIN");
        });
  }

  @Test
  void picksHaveALimit() {
    comparison.run(
        "more picks than anybody reads",
        s -> {
          for (String name : List.of("SRANDMEMBER", "HRANDFIELD", "ZRANDMEMBER")) {
            s.client("a").calls(name + " no -268435456", name + " no -268435457");
            s.client("a").calls(name + " no -9223372036854775808");
          }
          s.client("a").calls("HRANDFIELD no -4611686018427387904 WITHVALUES");
          s.client("a").calls("ZRANDMEMBER no -4611686018427387904 WITHSCORES");
        });
  }

  @Test
  void walking() {
    comparison.run(
        "SSCAN",
        s -> {
          s.client("a")
              .calls("SADD s a b ab abc", "SET x 1", "SSCAN no 0", "SSCAN no 0 FOO", "SSCAN no x");
          s.client("a")
              .calls("SSCAN x 0", "SSCAN x 0 FOO", "SSCAN s x FOO", "SSCAN s 0 FOO", "SSCAN s");
          s.client("a").calls("SSCAN s 0 COUNT 0", "SSCAN s 0 COUNT -1", "SSCAN s 0 COUNT x");
          s.client("a")
              .calls(
                  "SSCAN s 0 COUNT", "SSCAN s 0 MATCH", "SSCAN s 0 NOVALUES", "SSCAN s 0 TYPE set");
          s.client("a")
              .calls("SSCAN s 18446744073709551616", "SSCAN s 0x", "SSCAN s 1.5", "SSCAN no -1");
          s.client("a").calls("SSCAN no +5", "SSCAN no 18446744073709551615", "SSCAN no 007");
          s.client("a").call("SSCAN", "s", "0", "MATCH", "a*").only(SetComparisonTest::told);
          s.client("a")
              .call("SSCAN", "s", "0", "match", "*", "count", "100")
              .only(SetComparisonTest::told);
          s.client("a")
              .call("SSCAN", "s", "0", "MATCH", "a*", "MATCH", "b")
              .only(SetComparisonTest::told);
          s.client("a").calls("SSCAN s 0 COUNT 1 COUNT 0", "SSCAN s 0 COUNT 0 COUNT 1");
        });
  }

  /** The cursor, and the members in any order. */
  private static List<RespValue> told(List<RespValue> frames) {
    List<RespValue> parts = frames.getFirst().elements();
    List<String> members =
        parts.get(1).elements().stream().map(RespValue::toString).sorted().toList();
    return List.of(parts.get(0), RespValue.bulk(String.join(" ", members)));
  }

  @Test
  void otherTypesAreRefused() {
    comparison.run(
        "sets that are none",
        s -> {
          s.client("a").calls("SET x 1", "SADD x a", "SREM x a", "SISMEMBER x a", "SMISMEMBER x a");
          s.client("a")
              .calls("SCARD x", "SMEMBERS x", "SSCAN x 0", "SADD s a", "GET s", "LPUSH s a");
        });
  }

  @Test
  void changesAreTold() {
    comparison.run(
        "events of sets",
        s -> {
          s.client("a").call("CONFIG", "SET", "notify-keyspace-events", "KEA");
          try {
            s.client("b").call("PSUBSCRIBE", "__key*__:*");
            s.client("a").calls("SADD s a", "SADD s a", "SADD s b c d", "SREM s a z", "SREM s z");
            s.client("a")
                .calls("SMOVE s d b", "SMOVE s d z", "SMOVE s s c", "SADD d c", "SMOVE s d c");
            s.client("a")
                .calls("SREM d b c", "SPOP s", "SADD s a", "SPOP s 0", "SPOP s 2", "SADD s a b");
            s.client("a")
                .calls("SINTERSTORE g s s", "SINTERSTORE g no", "SINTERSTORE g no", "SET x 1");
            s.client("a")
                .calls("SUNIONSTORE x s", "SUNIONSTORE x no", "SDIFFSTORE s s s", "SADD s a");
            s.client("a").calls("SMOVE s t a", "SMEMBERS t", "SRANDMEMBER t", "SREM t a");
            s.client("b").available();
          } finally {
            s.client("a").call("CONFIG", "SET", "notify-keyspace-events", "");
          }
        });
  }

  @Test
  void whatChangesNothingStopsNoTransaction() {
    comparison.run(
        "WATCH of sets",
        s -> {
          Watching.duringMulti(
              s.client("a"),
              s.client("b"),
              "s t",
              "PING",
              "SADD s a",
              "SADD s a",
              "SADD s b c d",
              "SREM s z",
              "SREM s d",
              "SPOP s 0",
              "SMOVE s s a",
              "SMOVE s t z",
              "SMOVE s t c",
              "SMOVE no s a",
              "SINTERSTORE s no",
              "SINTERSTORE s no",
              "SUNIONSTORE s t",
              "SDIFFSTORE s t t",
              "SADD s a",
              "SPOP s",
              "SMEMBERS s",
              "SISMEMBER t c",
              "SRANDMEMBER t",
              "SSCAN t 0",
              "SPOP t 5");
        });
  }

  @Test
  void randomRequestsOnSetsOfAllForms() {
    comparison.run(
        "random requests on sets",
        s -> {
          for (long seed = 1; seed <= 3; seed++) {
            randomRequests(s, seed);
          }
        });
  }

  private static void randomRequests(Scene s, long seed) {
    Random random = new Random(seed);
    s.client("a").call("FLUSHALL");
    for (int i = 0; i < 150; i++) {
      String key = "s" + random.nextInt(4);
      String other = "s" + random.nextInt(4);
      switch (random.nextInt(10)) {
        case 0, 1, 2 -> s.client("a").call(several("SADD", key, random));
        case 3 -> s.client("a").call(several("SREM", key, random));
        case 4 -> s.client("a").call("SINTER", key, other).sortedElements();
        case 5 -> s.client("a").call("SDIFF", key, other).sortedElements();
        case 6 -> s.client("a").call("SUNIONSTORE", "s" + random.nextInt(4), key, other);
        case 7 -> s.client("a").call("SDIFFSTORE", "s" + random.nextInt(4), key, other);
        case 8 -> s.client("a").call("SMOVE", key, other, member(random));
        default -> s.client("a").call(several("SMISMEMBER", key, random));
      }
    }
    members(s, "s0", "s1", "s2", "s3");
  }

  private static String[] several(String command, String key, Random random) {
    List<String> words = new ArrayList<>(List.of(command, key));
    int count = random.nextInt(1, random.nextInt(8) == 0 ? 300 : 10);
    for (int i = 0; i < count; i++) {
      words.add(member(random));
    }
    return words.toArray(String[]::new);
  }

  private static String member(Random random) {
    return switch (random.nextInt(12)) {
      case 0 -> "x".repeat(random.nextInt(100));
      case 1, 2 -> "member " + random.nextInt(50);
      case 3 -> Long.toString(random.nextLong() >> random.nextInt(64));
      default -> Integer.toString(random.nextInt(600));
    };
  }

  private static void members(Scene s, String... keys) {
    for (String key : keys) {
      s.client("a").call("SMEMBERS", key).sortedElements();
    }
  }

  @Test
  void theTableOfCommandsTellsTheSame() {
    comparison.run(
        "COMMAND INFO of sets",
        s -> {
          for (String name :
              List.of(
                  "sadd",
                  "srem",
                  "sismember",
                  "smismember",
                  "scard",
                  "smembers",
                  "spop",
                  "srandmember",
                  "smove",
                  "sinter",
                  "sinterstore",
                  "sintercard",
                  "sunion",
                  "sunionstore",
                  "sdiff",
                  "sdiffstore",
                  "sscan")) {
            s.client("a").call("COMMAND", "INFO", name);
          }
          s.client("a")
              .calls("COMMAND GETKEYS SINTERCARD 2 a b LIMIT 1", "COMMAND GETKEYS SINTER a b");
          s.client("a").calls("COMMAND GETKEYS SUNIONSTORE a b c", "COMMAND GETKEYS SMOVE a b c");
        });
  }
}
