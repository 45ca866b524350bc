package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.ScriptClient;
import org.junit.jupiter.api.Test;

/** Unions, intersections and differences of sorted sets. */
class SortedSetAlgebraComparisonTest {
  private static final String[] FILL = {
    "ZADD a 1 x 2 y 3 z 0.5 w", "ZADD b 10 x 20 y -5 q", "ZADD c 100 x inf y 7 e", "SET s 1"
  };

  private final Comparison comparison = Servers.shared();

  @Test
  void unions() {
    comparison.run(
        "ZUNION",
        s -> {
          ScriptClient a = s.client("a");
          a.calls(FILL);
          a.calls("ZUNION 2 a b", "ZUNION 2 a b WITHSCORES", "ZUNION 3 a b c WITHSCORES");
          a.calls("ZUNION 3 a b c WITHSCORES WEIGHTS 1 2 3", "ZUNION 2 none a WITHSCORES");
          a.calls("ZUNION 3 a b c WEIGHTS 1 2 3 AGGREGATE MIN WITHSCORES", "ZUNION 1 none");
          a.calls("ZUNION 3 a b c WEIGHTS 1 2 3 AGGREGATE max WITHSCORES");
          a.calls("ZUNION 3 a b c WEIGHTS 0 0 0 WITHSCORES", "ZUNION 2 a a WITHSCORES");
          a.calls("ZUNION 3 a b c WEIGHTS 1 1 -inf WITHSCORES");
          a.calls("ZUNION 3 a b c WEIGHTS inf 1 -inf WITHSCORES");
          a.calls("ZUNION 3 a b c AGGREGATE sum AGGREGATE MIN WITHSCORES WITHSCORES");
          a.calls("ZUNION 2 a b WEIGHTS 1 2 WEIGHTS 3 4 WITHSCORES", "ZUNION 2 b none");
        });
  }

  @Test
  void intersections() {
    comparison.run(
        "ZINTER",
        s -> {
          ScriptClient a = s.client("a");
          a.calls(FILL);
          a.calls("ZINTER 2 a b WITHSCORES", "ZINTER 3 a b c WITHSCORES", "ZINTER 2 a none");
          a.calls("ZINTER 3 a b c WITHSCORES WEIGHTS 0 0 0 AGGREGATE MIN", "ZINTER 1 a WITHSCORES");
          a.calls(
              "ZINTER 3 a b c WITHSCORES WEIGHTS 0 0 0 AGGREGATE MAX", "ZINTER 2 a a WITHSCORES");
          a.calls("ZINTER 3 a b c WITHSCORES WEIGHTS 1 2 -3 AGGREGATE MAX");
          a.calls(
              "ZINTER 3 c b a WITHSCORES WEIGHTS 0 1 2", "ZINTER 2 c c WEIGHTS 1 -1 WITHSCORES");
          a.calls("ZINTERCARD 2 a b", "ZINTERCARD 2 a b LIMIT 1", "ZINTERCARD 2 a b LIMIT 0");
          a.calls(
              "ZINTERCARD 2 a b LIMIT 10", "ZINTERCARD 2 a b LIMIT 1 LIMIT 0", "ZINTERCARD 1 a");
          a.calls("ZINTERCARD 1 none", "ZINTERCARD 2 none a", "ZINTERCARD 3 a b c LIMIT 2");
        });
  }

  @Test
  void differences() {
    comparison.run(
        "ZDIFF",
        s -> {
          ScriptClient a = s.client("a");
          a.calls(FILL);
          a.calls("ZDIFF 2 a b", "ZDIFF 2 a b WITHSCORES", "ZDIFF 2 a a", "ZDIFF 2 none a");
          a.calls("ZDIFF 2 a none WITHSCORES", "ZDIFF 3 a b c WITHSCORES", "ZDIFF 1 c WITHSCORES");
        });
  }

  @Test
  void wrongOperandsAndOptionsAreErrors() {
    comparison.run(
        "wrong ZUNION and others",
        s -> {
          ScriptClient a = s.client("a");
          a.calls(FILL);
          for (String name : new String[] {"ZUNION", "ZINTER", "ZDIFF", "ZINTERCARD"}) {
            a.calls(name + " 0 a", name + " -1 a", name + " x a", name + " 1", name);
            a.calls(name + " 1 s foo", name + " 1 a foo", name + " 3 a foo", name + " 2 a s");
            a.calls(name + " 1 a WITHSCORES x", name + " 1 a LIMIT", name + " 1 a LIMIT -1");
            a.calls(name + " 1 a LIMIT x", name + " 1 a AGGREGATE", name + " 1 a AGGREGATE FOO");
            a.calls(name + " 1 a WEIGHTS", name + " 1 a WEIGHTS x", name + " 1 a WEIGHTS nan");
            a.calls(name + " 1 a WEIGHTS 1 2", name + " 2 a b WEIGHTS 1");
          }
          for (String name : new String[] {"ZUNIONSTORE", "ZINTERSTORE", "ZDIFFSTORE"}) {
            a.calls(name + " d 0 a", name + " d x a", name + " d 1 s foo", name + " d 1 a foo");
            a.calls(name + " d 1 a WITHSCORES", name + " d 2 a b WEIGHTS 1 x", name + " d 2 a");
            a.calls(name + " d 1 a LIMIT 1", name + " s 1 s", name + " d 1");
          }
          a.calls("EXISTS d", "GET s");
        });
  }

  @Test
  void resultsAreStored() {
    comparison.run(
        "ZUNIONSTORE and others",
        s -> {
          ScriptClient a = s.client("a");
          a.call("CONFIG", "SET", "notify-keyspace-events", "KEAmn");
          a.calls(FILL);
          s.client("l").call("PSUBSCRIBE", "__key*__:*");
          a.calls("ZUNIONSTORE d 2 a b", "ZRANGE d 0 -1 WITHSCORES", "OBJECT ENCODING d");
          a.calls("ZUNIONSTORE d 2 a b WEIGHTS 1 0.5 AGGREGATE MAX", "ZRANGE d 0 -1 WITHSCORES");
          a.calls("ZINTERSTORE d 2 a b WEIGHTS 2 1", "ZRANGE d 0 -1 WITHSCORES");
          a.calls(
              "ZINTERSTORE d 2 a none", "EXISTS d", "ZINTERSTORE d 2 a none", "ZINTER 2 a none");
          a.calls("ZDIFFSTORE d 2 a b", "ZRANGE d 0 -1 WITHSCORES", "EXPIRE d 100");
          a.calls("ZUNIONSTORE d 1 a", "TTL d", "ZDIFFSTORE d 2 a a", "EXISTS d");
          a.calls("ZUNIONSTORE a 2 a b", "ZRANGE a 0 -1 WITHSCORES", "ZUNIONSTORE s 1 a", "TYPE s");
          s.client("l").available();
          a.call("CONFIG", "SET", "notify-keyspace-events", "");
        });
  }

  @Test
  void setsAreOperandsToo() {
    comparison.run(
        "ZUNION of sets",
        s -> {
          ScriptClient a = s.client("a");
          a.calls(FILL);
          a.calls("SADD words x y v", "SADD numbers 1 2 3 77", "ZADD n 5 1 6 3 7 4");
          a.call("SADD", "large", "x".repeat(100), "x", "1");
          a.calls("ZUNION 2 a words WITHSCORES", "ZUNION 2 words numbers WITHSCORES");
          a.calls("ZUNION 3 n numbers large WEIGHTS 1 10 100 WITHSCORES", "ZINTER 2 words large");
          a.calls("ZINTER 2 n numbers WITHSCORES", "ZINTER 2 numbers n WEIGHTS 3 4 WITHSCORES");
          a.calls("ZINTER 2 a words AGGREGATE MAX WITHSCORES", "ZINTER 2 numbers large WITHSCORES");
          a.calls("ZDIFF 2 a words WITHSCORES", "ZDIFF 2 words a WITHSCORES", "ZDIFF 2 n numbers");
          a.calls("ZINTERCARD 2 n numbers", "ZUNIONSTORE d 1 words", "ZRANGE d 0 -1 WITHSCORES");
          a.calls("ZUNIONSTORE words 2 words a", "TYPE words", "ZRANGE words 0 -1 WITHSCORES");
        });
  }
}
