package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.RespValue;
import dev.tidings.testkit.ScriptClient;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** ZRANDMEMBER and ZSCAN, as far as chance and the order of tables leave something to compare. */
class SortedSetWalkComparisonTest {
  private final Comparison comparison = Servers.shared();

  @Test
  void picksByChance() {
    comparison.run(
        "ZRANDMEMBER",
        s -> {
          ScriptClient a = s.client("a");
          a.calls("ZADD k 1 a 2 b 2.5 c", "ZADD one 1.5 m", "SET s 1", "ZRANDMEMBER none");
          a.calls("ZRANDMEMBER none 3", "ZRANDMEMBER none -3 WITHSCORES", "ZRANDMEMBER k 0");
          a.calls("ZRANDMEMBER k 100", "ZRANDMEMBER k 100 WITHSCORES", "ZRANDMEMBER k 3");
          a.calls("ZRANDMEMBER k -9223372036854775808", "ZRANDMEMBER k x", "ZRANDMEMBER s");
          a.calls("ZRANDMEMBER k 9223372036854775807", "ZRANDMEMBER s x", "ZRANDMEMBER k 1 foo");
          a.calls("ZRANDMEMBER k 9223372036854775807 withscores", "ZRANDMEMBER k 1 withscores x");
          a.calls("ZRANDMEMBER k -4611686018427387904 withscores", "ZRANDMEMBER k x foo");
          a.calls("ZRANDMEMBER none 9223372036854775807 withscores", "ZRANDMEMBER");
          a.calls("ZRANDMEMBER k 9223372036854775807 foo", "ZRANDMEMBER one", "ZRANDMEMBER one 1");
          a.calls(
              "ZRANDMEMBER one -3", "ZRANDMEMBER one -3 WITHSCORES", "ZRANDMEMBER k WITHSCORES");
          a.call("ZRANDMEMBER", "k", "2").only(SortedSetWalkComparisonTest::sizes);
          a.call("ZRANDMEMBER", "k", "2", "WITHSCORES").only(SortedSetWalkComparisonTest::sizes);
          a.call("ZRANDMEMBER", "k", "-20").only(SortedSetWalkComparisonTest::sizes);
        });
  }

  private static List<RespValue> sizes(List<RespValue> values) {
    return values.stream()
        .map(value -> (RespValue) new RespValue.IntegerNumber(value.elements().size()))
        .toList();
  }

  @Test
  void smallSetsAreToldWhole() {
    comparison.run(
        "ZSCAN",
        s -> {
          ScriptClient a = s.client("a");
          a.calls("ZADD k 1 a 2 b 2.5 c -3 ab", "SET s 1", "ZSCAN k 0", "ZSCAN k 5", "ZSCAN k x");
          a.calls("ZSCAN none 0", "ZSCAN none x", "ZSCAN none 0 COUNT 0", "ZSCAN k 0 COUNT 0");
          a.calls("ZSCAN k 0 COUNT x", "ZSCAN k 0 COUNT 1", "ZSCAN k 0 MATCH [ax]*");
          a.calls("ZSCAN k 0 MATCH * COUNT 100", "ZSCAN k 0 NOSCORES", "ZSCAN s 0", "ZSCAN k");
          a.calls("ZSCAN s 0 COUNT 0", "ZSCAN k 0 MATCH none", "ZSCAN k 0 MATCH", "ZSCAN k 0 x");
        });
  }

  @Test
  void largeSetsAreToldInPieces() {
    comparison.run(
        "ZSCAN of a large set",
        s -> {
          ScriptClient a = s.client("a");
          for (int i = 0; i < 10; i++) {
            List<String> words = new ArrayList<>(List.of("ZADD", "k"));
            for (int j = 0; j < 50; j++) {
              words.add(Integer.toString(i));
              words.add("m" + i + "-" + j);
            }
            a.call(words.toArray(new String[0]));
          }
          a.call("ECHO", walk(a, "*"));
          a.call("ECHO", walk(a, "m3*"));
          a.call("ECHO", walk(a, "none"));
        });
  }

  @Test
  void scoresOfLargeSetsHaveSeventeenDigits() {
    comparison.run(
        "digits of ZSCAN",
        s -> {
          for (String score : new String[] {"0.1", "-2.5", "1e300", "inf", "3", "-0", "1e-7"}) {
            s.client("a").calls("DEL k", "ZADD k " + score + " " + "m".repeat(100), "ZSCAN k 0");
          }
        });
  }

  @Test
  void aZeroByteEndsACursor() {
    comparison.run(
        "zero bytes in cursors",
        s -> {
          s.client("a").calls("ZADD k 1 a", "HSET h a 1", "SADD t a");
          for (String cursor : new String[] {"\0", "\0x", "0\0x", "x\0", " \0", "-\0"}) {
            s.client("a").call("ZSCAN", "k", cursor);
            s.client("a").call("HSCAN", "h", cursor);
            s.client("a").call("SSCAN", "t", cursor);
          }
        });
  }

  /** How many members a whole walk tells, each once, and the sum of their scores. */
  private static String walk(ScriptClient client, String pattern) {
    List<String> members = new ArrayList<>();
    long sum = 0;
    String cursor = "0";
    do {
      RespValue reply =
          client.connection().call("ZSCAN", "k", cursor, "MATCH", pattern, "COUNT", "7");
      cursor = text(reply.elements().get(0));
      List<RespValue> rows = reply.elements().get(1).elements();
      for (int i = 0; i < rows.size(); i += 2) {
        members.add(text(rows.get(i)));
        sum += Long.parseLong(text(rows.get(i + 1)));
      }
    } while (!cursor.equals("0"));
    return members.size() + " " + members.stream().distinct().count() + " " + sum;
  }

  private static String text(RespValue value) {
    return ((RespValue.BulkString) value).text();
  }
}
