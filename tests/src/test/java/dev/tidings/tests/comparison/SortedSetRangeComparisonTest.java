package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.ScriptClient;
import org.junit.jupiter.api.Test;

/** Sorted sets by ranges: of ranks, of scores, of texts. */
class SortedSetRangeComparisonTest {
  private static final String FILL = "ZADD k 1 a 2 b 2 bb 3 c 4 d 5 e";
  private static final String[] TEXTS = {"", "a", "aa", "b", "c", "d", "dd", "\u00ff"};

  private final Comparison comparison = Servers.shared();

  private static void fillTexts(ScriptClient client) {
    for (String text : TEXTS) {
      client.call("ZADD", "l", "0", text);
    }
  }

  /** Tries it on the packed form and, behind a member that is too long for it, on the large one. */
  private static void inBothForms(ScriptClient client, Runnable script) {
    script.run();
    client.call("ZADD", "k", "1", "x".repeat(100));
    client.call("ZADD", "l", "0", "x".repeat(100));
    client.calls("ZREM k " + "x".repeat(100), "ZREM l " + "x".repeat(100));
    script.run();
  }

  @Test
  void rangesOfRanks() {
    comparison.run(
        "ZRANGE by rank",
        s -> {
          ScriptClient a = s.client("a");
          a.calls(FILL);
          inBothForms(
              a,
              () -> {
                a.calls("ZRANGE k 0 -1", "ZRANGE k 1 2", "ZRANGE k -2 -1", "ZRANGE k -100 1");
                a.calls("ZRANGE k 4 100", "ZRANGE k 100 200", "ZRANGE k 3 1", "ZRANGE k -1 -2");
                a.calls("ZRANGE k 0 0 WITHSCORES", "ZRANGE k 0 -1 WITHSCORES withscores");
                a.calls("ZRANGE k 0 1 REV", "ZRANGE k 0 1 REV WITHSCORES", "ZRANGE k -2 -1 REV");
                a.calls("ZRANGE k -9223372036854775808 9223372036854775807");
                a.calls("ZRANGE k 9223372036854775807 -9223372036854775808");
                a.calls("ZREVRANGE k 0 -1", "ZREVRANGE k 0 2 WITHSCORES", "ZREVRANGE k 5 9");
                a.calls("ZRANGE k 0 1 LIMIT 0 -1", "ZRANGE k 0 1 LIMIT 1 -1");
              });
          a.calls("ZRANGE none 0 1", "ZREVRANGE none 0 1 WITHSCORES");
        });
  }

  @Test
  void rangesOfScores() {
    comparison.run(
        "ranges of scores",
        s -> {
          ScriptClient a = s.client("a");
          a.calls(FILL);
          inBothForms(
              a,
              () -> {
                a.calls(
                    "ZRANGE k 0 5 BYSCORE", "ZRANGE k 5 0 BYSCORE REV", "ZRANGE k 0 5 BYSCORE REV");
                a.calls("ZRANGE k (1 (5 BYSCORE WITHSCORES LIMIT 1 2");
                a.calls("ZRANGE k (1 (5 BYSCORE LIMIT 1 0", "ZRANGE k (1 (5 BYSCORE LIMIT -1 2");
                a.calls("ZRANGE k (1 (5 BYSCORE LIMIT 1 -2", "ZRANGE k (1 5 BYSCORE LIMIT 10 2");
                a.calls("ZRANGE k (1 (5 BYSCORE LIMIT 1 2 LIMIT 0 1");
                a.calls("ZRANGE k (5 (1 BYSCORE REV WITHSCORES LIMIT 1 2");
                a.calls("ZRANGE k -inf +inf BYSCORE LIMIT 1 9223372036854775807");
                a.calls("ZRANGE k -inf inf BYSCORE LIMIT 9223372036854775807 9223372036854775807");
                a.calls("ZRANGEBYSCORE k 1 3", "ZRANGEBYSCORE k 1 3 WITHSCORES LIMIT 1 2");
                a.calls("ZRANGEBYSCORE k 1 3 LIMIT 1 2 WITHSCORES", "ZRANGEBYSCORE k 3 1");
                a.calls("ZREVRANGEBYSCORE k 3 1", "ZREVRANGEBYSCORE k 1 3");
                a.calls("ZREVRANGEBYSCORE k 3 (1 WITHSCORES LIMIT 1 2");
                a.calls("ZCOUNT k -inf +inf", "ZCOUNT k (1 3", "ZCOUNT k 3 1", "ZCOUNT k (2 (2");
                a.calls("ZCOUNT k 2 2", "ZCOUNT k (2 2", "ZCOUNT k 2 (2", "ZCOUNT none 1 2");
              });
        });
  }

  @Test
  void endsThatAreNumbersOfSomeKind() {
    comparison.run(
        "ends of ranges of scores",
        s -> {
          ScriptClient a = s.client("a");
          a.calls(FILL, "ZCOUNT k x 2", "ZCOUNT k 1x 2", "ZCOUNT k ( 2", "ZCOUNT k  2");
          a.calls(
              "ZCOUNT k 1e400 2", "ZCOUNT k -1e400 1e400", "ZCOUNT k nan 2", "ZCOUNT k 1e-400 2");
          a.calls("ZCOUNT k 0x1 0x2", "ZCOUNT k inf -inf", "ZCOUNT k Infinity 2", "ZCOUNT k ((1 2");
          a.calls("ZCOUNT k - +", "ZCOUNT k [1 2", "ZCOUNT none x 2", "ZRANGEBYSCORE none 1 x");
          for (String end : new String[] {" 1", "1 ", "  ", "( 1", "1\0x", "\t1", "(\0"}) {
            a.call("ZCOUNT", "k", end, "2");
          }
        });
  }

  @Test
  void rangesOfTexts() {
    comparison.run(
        "ranges of texts",
        s -> {
          ScriptClient a = s.client("a");
          fillTexts(a);
          inBothForms(
              a,
              () -> {
                a.calls("ZRANGEBYLEX l - +", "ZRANGEBYLEX l [aa (d", "ZRANGEBYLEX l (aa [d");
                a.calls("ZRANGEBYLEX l (aa (aa", "ZRANGEBYLEX l [aa [aa", "ZRANGEBYLEX l [ [b");
                a.calls("ZRANGEBYLEX l ( [b", "ZRANGEBYLEX l [b +", "ZRANGEBYLEX l [b -");
                a.calls("ZRANGEBYLEX l + [b", "ZRANGEBYLEX l - [b LIMIT 1 2", "ZRANGEBYLEX l + -");
                a.calls(
                    "ZRANGEBYLEX l - [b LIMIT 1 -1", "ZREVRANGEBYLEX l + -", "ZRANGEBYLEX l - -");
                a.calls("ZREVRANGEBYLEX l [c [aa", "ZREVRANGEBYLEX l (c (aa LIMIT 0 1");
                a.calls(
                    "ZREVRANGEBYLEX l [aa [c", "ZRANGE l [c [aa BYLEX REV", "ZRANGEBYLEX l + +");
                a.calls("ZRANGE l [aa [c BYLEX LIMIT 1 1", "ZLEXCOUNT l - +", "ZLEXCOUNT l + -");
                a.calls("ZLEXCOUNT l [a (d", "ZLEXCOUNT l (a [zzz", "ZLEXCOUNT none - +");
              });
          a.calls("ZLEXCOUNT l a c", "ZLEXCOUNT l  +", "ZLEXCOUNT l ++ +", "ZLEXCOUNT l -a +");
          a.calls("ZRANGEBYLEX l x [b", "ZRANGEBYLEX none x [b", "ZRANGEBYLEX none [a [b");
          a.call("ZLEXCOUNT", "l", "-\0x", "+\0");
        });
  }

  @Test
  void optionsOfRangesThatContradictEachOtherAreErrors() {
    comparison.run(
        "wrong ranges",
        s -> {
          ScriptClient a = s.client("a");
          a.calls(FILL, "SET s 1", "ZRANGE k x 1", "ZRANGE k 0 x", "ZRANGE k 0 1 x");
          a.calls("ZRANGE none x 1", "ZRANGE s 0 1", "ZRANGE s x 1", "ZRANGE k 0 1 REV REV");
          a.calls("ZRANGE k 0 1 LIMIT 0 1", "ZRANGE k 0 1 LIMIT x 1", "ZRANGE k 0 1 LIMIT 1");
          a.calls("ZRANGE k 0 1 BYSCORE LIMIT 1", "ZRANGE k 0 1 LIMIT", "ZRANGE k x 1 BYSCORE");
          a.calls(
              "ZRANGE k 0 1 BYLEX WITHSCORES", "ZRANGE k 0 1 BYLEX BYSCORE", "ZRANGE k 0 1 BYLEX");
          a.calls("ZRANGE k 0 1 BYSCORE BYSCORE", "ZRANGE k 0 1 LIMIT 0 1 BYLEX WITHSCORES");
          a.calls("ZREVRANGE k 0 2 REV", "ZREVRANGE k 0 2 BYSCORE", "ZREVRANGE k 0 2 LIMIT 0 1");
          a.calls("ZREVRANGE k x 2", "ZRANGEBYSCORE k 1 3 BYSCORE", "ZRANGEBYSCORE k x 1");
          a.calls("ZRANGEBYSCORE s 1 2", "ZRANGEBYLEX k - [b WITHSCORES", "ZRANGEBYLEX s - +");
          a.calls("ZCOUNT s 1 2", "ZCOUNT s x 2", "ZLEXCOUNT s - +", "ZRANGE k 0", "ZCOUNT k 1");
          a.calls("ZRANGESTORE d s 0 1", "ZRANGESTORE d k 0 1 WITHSCORES", "ZRANGESTORE d k 0");
          a.calls("ZRANGESTORE s k 0 x", "ZRANGESTORE s k 0 1 BYLEX", "ZREMRANGEBYRANK k x 1");
          a.calls("ZREMRANGEBYRANK none x 1", "ZREMRANGEBYRANK s 1 2", "ZREMRANGEBYSCORE k x 1");
          a.calls(
              "ZREMRANGEBYSCORE s 1 2", "ZREMRANGEBYLEX k x +", "ZREMRANGEBYLEX s - +", "GET s");
        });
  }

  @Test
  void rangesAreStored() {
    comparison.run(
        "ZRANGESTORE",
        s -> {
          ScriptClient a = s.client("a");
          a.call("CONFIG", "SET", "notify-keyspace-events", "KEAn");
          a.calls(FILL, "SET d 1");
          s.client("l").call("PSUBSCRIBE", "__key*__:*");
          a.calls("EXPIRE d 1000", "ZRANGESTORE d k 1 3", "ZRANGE d 0 -1 WITHSCORES", "TTL d");
          a.calls("ZRANGESTORE d k 5 2 BYSCORE REV LIMIT 1 1", "ZRANGE d 0 -1 WITHSCORES");
          a.calls("ZRANGESTORE d k 100 200", "EXISTS d", "ZRANGESTORE d none 0 1", "SET d 1");
          a.calls("ZRANGESTORE d none 0 1", "EXISTS d", "ZRANGESTORE k k 1 2", "ZRANGE k 0 -1");
          a.calls("ZRANGESTORE e k [b + BYLEX", "ZRANGE e 0 -1", "OBJECT ENCODING e");
          s.client("l").available();
          a.call("CONFIG", "SET", "notify-keyspace-events", "");
        });
  }

  @Test
  void rangesAreTakenOut() {
    comparison.run(
        "ZREMRANGEBYRANK and others",
        s -> {
          ScriptClient a = s.client("a");
          a.call("CONFIG", "SET", "notify-keyspace-events", "KEA");
          a.calls(FILL);
          fillTexts(a);
          s.client("l").call("PSUBSCRIBE", "__key*__:*");
          a.calls("ZREMRANGEBYRANK k 1 2", "ZREMRANGEBYRANK k 10 20", "ZREMRANGEBYRANK k 3 1");
          a.calls("ZREMRANGEBYRANK none 1 2", "ZREMRANGEBYSCORE k (3 4", "ZREMRANGEBYSCORE k 7 8");
          a.calls("ZRANGE k 0 -1 WITHSCORES", "ZREMRANGEBYRANK k -1 -1", "ZREMRANGEBYRANK k 0 -1");
          a.calls("EXISTS k", "ZADD k 1 a", "ZREMRANGEBYSCORE k -inf +inf", "EXISTS k");
          a.calls("ZREMRANGEBYLEX l [a [aa", "ZREMRANGEBYLEX l [x (x", "ZRANGE l 0 -1");
          a.calls("ZREMRANGEBYLEX l - +", "EXISTS l", "ZREMRANGEBYLEX l - +");
          s.client("l").available();
          a.call("CONFIG", "SET", "notify-keyspace-events", "");
        });
  }
}
