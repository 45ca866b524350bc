package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Lists: every command that does not wait. */
class ListComparisonTest {
  private final Comparison comparison = Servers.shared();

  @Test
  void pushingAndPopping() {
    comparison.run(
        "LPUSH and RPUSH",
        s -> {
          s.client("a").calls("LPUSH l a", "LPUSH l b c", "RPUSH l d e 1 -7 300000", "LLEN l");
          s.client("a").calls("LRANGE l 0 -1", "LPUSHX l x y", "RPUSHX l z", "LRANGE l 0 -1");
          s.client("a")
              .calls("LPUSHX no x", "RPUSHX no x", "EXISTS no", "LLEN no", "LRANGE no 0 1");
          s.client("a").call("RPUSH", "l", "", "a b", "\r\n\0\u00ff", "007", "-0", "1e3");
          s.client("a").calls("LRANGE l 0 -1", "TYPE l", "LPUSH", "LPUSH l", "RPUSHX l", "LLEN");
          s.client("a").calls("LLEN l x", "LRANGE l 0", "LRANGE l 0 1 2");
        });
    comparison.run(
        "LPOP and RPOP",
        s -> {
          s.client("a").calls("RPUSH l a b c d e f 1 2 3", "LPOP l", "RPOP l", "LPOP l 2");
          s.client("a").calls("RPOP l 2", "LPOP l 0", "LPOP l -1", "LPOP l x", "LPOP l 1 2");
          s.client("a").calls("RPOP l 1 2", "LPOP no", "LPOP no 0", "LPOP no 3", "RPOP no 3");
          s.client("a").calls("LPOP l 9223372036854775808", "LPOP l x y", "LPOP", "LRANGE l 0 -1");
          s.client("a").calls("RPOP l 9223372036854775807", "EXISTS l", "RPOP l", "LPOP l 1");
        });
    comparison.run(
        "LMPOP",
        s -> {
          s.client("a").calls("RPUSH l a b c d e", "LMPOP 1 l LEFT", "LMPOP 2 no l RIGHT COUNT 2");
          s.client("a").calls("LMPOP 1 no LEFT", "LMPOP 2 no other right count 10", "SET x 1");
          s.client("a").calls("LMPOP 2 no x LEFT", "LMPOP 2 l x LEFT", "LMPOP 1 l LEFT COUNT 0");
          s.client("a").calls("LMPOP 1 l LEFT COUNT -1", "LMPOP 1 l LEFT COUNT x");
          s.client("a").calls("LMPOP 1 l LEFT COUNT", "LMPOP 1 l LEFT COUNT 1 COUNT 1");
          s.client("a").calls("LMPOP 1 l UP", "LMPOP 1 l", "LMPOP 0 l LEFT", "LMPOP x l LEFT");
          s.client("a").calls("LMPOP -1 l LEFT", "LMPOP 9 l LEFT", "LMPOP 2 l LEFT", "LMPOP");
          s.client("a").calls("LMPOP 1 l LEFT FOO", "LMPOP 4294967297 l LEFT", "LRANGE l 0 -1");
          s.client("a").calls("LMPOP 1 l left COUNT 4294967297", "EXISTS l");
        });
  }

  @Test
  void looking() {
    comparison.run(
        "LINDEX and LRANGE",
        s -> {
          s.client("a").calls("RPUSH l a b c d 5", "LINDEX l 0", "LINDEX l 4", "LINDEX l 5");
          s.client("a").calls("LINDEX l -1", "LINDEX l -5", "LINDEX l -6", "LINDEX l x");
          s.client("a").calls("LINDEX no x", "LINDEX no 0", "LINDEX l 9223372036854775807");
          s.client("a").calls("LINDEX l -9223372036854775808", "LINDEX l 9223372036854775808");
          s.client("a").calls("LRANGE l 1 2", "LRANGE l -2 -1", "LRANGE l 3 1", "LRANGE l 5 9");
          s.client("a").calls("LRANGE l -100 100", "LRANGE l -100 -99", "LRANGE l x 1");
          s.client("a").calls("LRANGE l 1 x", "LRANGE no x 1", "LRANGE no 0 -1");
          s.client("a").calls("LRANGE l -9223372036854775808 9223372036854775807");
          s.client("a").calls("LRANGE l 9223372036854775807 -9223372036854775808");
        });
    comparison.run(
        "LPOS",
        s -> {
          s.client("a").calls("RPUSH l a b c 1 2 3 c c 07 7", "LPOS l c", "LPOS l c RANK 2");
          s.client("a").calls("LPOS l c RANK -1", "LPOS l c RANK -3", "LPOS l c RANK 4");
          s.client("a").calls("LPOS l c COUNT 2", "LPOS l c COUNT 0", "LPOS l c RANK -1 COUNT 2");
          s.client("a").calls("LPOS l c RANK -2 COUNT 0", "LPOS l c COUNT 0 MAXLEN 7");
          s.client("a").calls("LPOS l c RANK -1 COUNT 0 MAXLEN 3", "LPOS l c MAXLEN 1");
          s.client("a")
              .calls("LPOS l 7", "LPOS l 07", "LPOS l 1", "LPOS l zz", "LPOS l zz COUNT 0");
          s.client("a").calls("LPOS no c", "LPOS no c COUNT 1", "LPOS l c RANK 0", "LPOS l c RANK");
          s.client("a").calls("LPOS l c RANK x", "LPOS l c COUNT -1", "LPOS l c COUNT x");
          s.client("a").calls("LPOS l c MAXLEN -1", "LPOS l c MAXLEN x", "LPOS l c FOO 1");
          s.client("a").calls("LPOS l c RANK 1 RANK 2", "LPOS l c COUNT 1 COUNT 0", "LPOS l");
          s.client("a").calls("LPOS l c RANK 9223372036854775807", "LPOS l c RANK 0 COUNT -1");
          s.client("a").calls("LPOS l c RANK -9223372036854775807 COUNT 1", "LPOS no c RANK 0");
        });
    comparison.run(
        "the lowest rank of LPOS",
        s -> s.client("a").calls("RPUSH l a", "LPOS l a RANK -9223372036854775808"));
  }

  @Test
  void changingInPlace() {
    comparison.run(
        "LSET, LINSERT, LREM and LTRIM",
        s -> {
          s.client("a").calls("RPUSH l a b a c a d", "LSET l 0 x", "LSET l -1 12", "LSET l 6 x");
          s.client("a")
              .calls("LSET l -7 x", "LSET l x x", "LSET no x x", "LSET no 0 x", "LSET l 0");
          s.client("a").calls("LRANGE l 0 -1", "LINSERT l BEFORE a new", "LINSERT l after 12 end");
          s.client("a").calls("LINSERT l BEFORE zz y", "LINSERT no BEFORE a b", "LINSERT l UP a b");
          s.client("a").calls("LINSERT no UP a b", "LINSERT l BEFORE a", "LRANGE l 0 -1");
          s.client("a").calls("LREM l 1 a", "LRANGE l 0 -1", "RPUSH l a a x a", "LREM l -2 a");
          s.client("a").calls("LRANGE l 0 -1", "LREM l 0 a", "LREM l 0 a", "LREM l x a");
          s.client("a").calls("LREM no x a", "LREM no 0 a", "LREM l 0", "LRANGE l 0 -1");
          s.client("a").calls("LREM no -9223372036854775808 x", "LREM l 9223372036854775807 12");
          s.client("a")
              .calls("LRANGE l 0 -1", "RPUSH l 1 2 3 4 5", "LTRIM l 1 -2", "LRANGE l 0 -1");
          s.client("a").calls("LTRIM l -100 100", "LTRIM l x 1", "LTRIM l 1 x", "LTRIM no 0 1");
          s.client("a")
              .calls("LTRIM no x 1", "LRANGE l 0 -1", "LTRIM l 5 1", "EXISTS l", "LTRIM l 0");
        });
  }

  @Test
  void moving() {
    comparison.run(
        "LMOVE and RPOPLPUSH",
        s -> {
          s.client("a").calls("RPUSH l a b c d", "LMOVE l m LEFT RIGHT", "LMOVE l m right left");
          s.client("a")
              .calls("RPOPLPUSH l m", "LRANGE l 0 -1", "LRANGE m 0 -1", "LMOVE m m LEFT LEFT");
          s.client("a").calls("LMOVE m m LEFT RIGHT", "LMOVE m m RIGHT LEFT", "RPOPLPUSH m m");
          s.client("a").calls("LRANGE m 0 -1", "RPOPLPUSH l m", "EXISTS l", "LMOVE l l LEFT LEFT");
          s.client("a").calls("RPUSH l x", "LMOVE l l LEFT RIGHT", "LRANGE l 0 -1", "SET s 1");
          s.client("a").calls("LMOVE no s LEFT LEFT", "LMOVE l s LEFT LEFT", "LMOVE s l LEFT LEFT");
          s.client("a")
              .calls("LMOVE s s LEFT LEFT", "RPOPLPUSH no m", "RPOPLPUSH l s", "LRANGE l 0 -1");
          s.client("a")
              .calls("LMOVE l m UP LEFT", "LMOVE l m LEFT UP", "LMOVE l m LEFT", "RPOPLPUSH l");
          s.client("a").calls("LMOVE no m UP LEFT", "LMOVE l m LEFT LEFT x", "RPOPLPUSH l m x");
        });
  }

  @Test
  void otherTypesAreRefused() {
    comparison.run(
        "lists that are none",
        s -> {
          s.client("a").calls("SET x 1", "LPUSH x a", "RPUSH x a", "LPUSHX x a", "RPUSHX x a");
          s.client("a")
              .calls("LPOP x", "RPOP x 2", "LPOP x y", "LLEN x", "LINDEX x 0", "LINDEX x y");
          s.client("a")
              .calls("LSET x 0 a", "LSET x y a", "LRANGE x 0 1", "LRANGE x y 1", "LTRIM x 0 1");
          s.client("a").calls("LREM x 0 a", "LINSERT x BEFORE a b", "LINSERT x UP a b", "LPOS x a");
          s.client("a").calls("LPOS x a RANK 0", "RPUSH l 1", "GET l", "SET l 1", "GET l");
        });
  }

  @Test
  void changesAreTold() {
    comparison.run(
        "events of lists",
        s -> {
          s.client("a").call("CONFIG", "SET", "notify-keyspace-events", "KEA");
          try {
            s.client("b").call("PSUBSCRIBE", "__key*__:*");
            s.client("a")
                .calls("RPUSH l a b c d e f", "LPUSH l a", "LPUSHX no a", "LPOP l", "RPOP l 2");
            s.client("a")
                .calls("LPOP l 0", "LSET l 0 z", "LINSERT l BEFORE z y", "LINSERT l AFTER q y");
            s.client("a")
                .calls("LREM l 0 q", "LREM l 0 y", "LTRIM l 0 -1", "LTRIM l 1 1", "LTRIM no 0 1");
            s.client("a").calls("LMOVE l m LEFT RIGHT", "LMOVE m m LEFT RIGHT", "RPOPLPUSH m l");
            s.client("a")
                .calls("LMPOP 2 no l LEFT COUNT 3", "RPUSH l a", "LTRIM l 5 6", "RPUSH l a b");
            s.client("a").calls("LREM l 0 a", "LREM l 0 b", "RPUSH l a", "LPOP l", "RPUSH l a b");
            s.client("a").calls("LPOP l 5", "LPOS l a", "LRANGE l 0 -1", "BLPOP l m 0.01");
            s.client("a")
                .calls("RPUSH l a b", "BLPOP l 0", "BLMOVE l m LEFT LEFT 0", "BLMPOP 0 1 m LEFT");
            s.client("b").available();
          } finally {
            s.client("a").call("CONFIG", "SET", "notify-keyspace-events", "");
          }
        });
  }

  @Test
  void whatChangesNothingStopsNoTransaction() {
    comparison.run(
        "WATCH of lists",
        s -> {
          Watching.duringMulti(
              s.client("a"),
              s.client("b"),
              "l no",
              "PING",
              "LPUSH l a",
              "LPUSHX no a",
              "RPUSH l b c d",
              "LPOP l 0",
              "LREM l 0 zz",
              "LREM l 0 a",
              "LTRIM l 0 -1",
              "LTRIM no 0 1",
              "LSET l 0 x",
              "LSET l 99 x",
              "LINSERT l BEFORE zz a",
              "LINSERT l BEFORE x a",
              "LRANGE l 0 -1",
              "LPOS l a",
              "LMOVE l l LEFT LEFT",
              "LMOVE no l LEFT LEFT",
              "LPOP l",
              "LMPOP 1 no LEFT",
              "LMPOP 1 l LEFT",
              "RPUSH no x",
              "LPOP no",
              "LINDEX l 0",
              "LLEN l");
        });
  }

  @Test
  void longListsAndLargeElements() {
    comparison.run(
        "long lists",
        s -> {
          for (String setting : List.of("-2", "-1", "1", "3", "128")) {
            s.client("a").call("CONFIG", "SET", "list-max-listpack-size", setting);
            longList(s, Long.parseLong(setting));
          }
          s.client("a").call("CONFIG", "SET", "list-max-listpack-size", "-2");
        });
  }

  private static void longList(Scene s, long seed) {
    Random random = new Random(seed);
    List<String> push = new ArrayList<>(List.of("RPUSH", "l"));
    for (int i = 0; i < 1500; i++) {
      push.add(i % 3 == 0 ? Integer.toString(i * 1000) : "element " + i);
    }
    s.client("a").call(push.toArray(String[]::new));
    s.client("a").call("LINSERT", "l", "AFTER", "element 700", "x".repeat(20_000));
    s.client("a").call("LPUSH", "l", "y".repeat(9000));
    for (int i = 0; i < 60; i++) {
      int index = random.nextInt(3000) - 1500;
      String at = Integer.toString(index);
      s.client("a").call("LINDEX", "l", at);
      s.client("a").call("LRANGE", "l", at, Integer.toString(index + random.nextInt(30)));
      s.client("a").call("LSET", "l", at, "z".repeat(random.nextInt(i % 10 == 0 ? 9000 : 40)));
      s.client("a").call("LREM", "l", at, Integer.toString(random.nextInt(500) * 3000));
      String pivot = "element " + random.nextInt(1500);
      s.client("a").call("LINSERT", "l", i % 2 == 0 ? "BEFORE" : "AFTER", pivot, "new " + i);
      s.client("a").call("LPOS", "l", pivot, "RANK", i % 2 == 0 ? "-1" : "1");
    }
    s.client("a").calls("LLEN l", "LTRIM l 20 -20", "LRANGE l 0 -1", "LPOP l 100", "RPOP l 1000");
    s.client("a").calls("LRANGE l 0 -1", "DEL l");
  }

  @Test
  void theTableOfCommandsTellsTheSame() {
    comparison.run(
        "COMMAND INFO of lists",
        s -> {
          for (String name :
              List.of(
                  "lpush",
                  "rpush",
                  "lpushx",
                  "rpushx",
                  "lpop",
                  "rpop",
                  "llen",
                  "lindex",
                  "lset",
                  "lrange",
                  "ltrim",
                  "lrem",
                  "linsert",
                  "lpos",
                  "lmove",
                  "rpoplpush",
                  "lmpop",
                  "blpop",
                  "brpop",
                  "blmove",
                  "brpoplpush",
                  "blmpop")) {
            s.client("a").call("COMMAND", "INFO", name);
          }
          s.client("a").calls("COMMAND GETKEYS LMPOP 2 a b LEFT", "COMMAND GETKEYS BLPOP a b 0");
          s.client("a").calls("COMMAND GETKEYS BLMPOP 0 2 a b LEFT COUNT 3");
          s.client("a")
              .calls("COMMAND GETKEYS BLMOVE a b LEFT RIGHT 0", "COMMAND GETKEYS LPUSH a b");
        });
  }
}
