package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.ScriptClient;
import java.util.List;
import org.junit.jupiter.api.Test;

/** SORT and SORT_RO. */
class SortComparisonTest {
  private final Comparison comparison = Servers.shared();

  @Test
  void declarationsAreTheSame() {
    comparison.run(
        "COMMAND INFO of SORT",
        s -> {
          s.client("a").calls("COMMAND INFO sort", "COMMAND INFO sort_ro");
          s.client("a").calls("COMMAND GETKEYS SORT a", "COMMAND GETKEYS SORT a STORE b");
          s.client("a").calls("COMMAND GETKEYS SORT a STORE b STORE c LIMIT 0 1 GET STORE");
          s.client("a").calls("COMMAND GETKEYS SORT a BY STORE STORE c");
          s.client("a")
              .calls("COMMAND GETKEYS SORT a STORE", "COMMAND GETKEYS SORT a GET x_* DESC");
          s.client("a").calls("COMMAND GETKEYS SORT_RO a BY x*", "COMMAND GETKEYSANDFLAGS SORT a");
          s.client("a").calls("COMMAND GETKEYSANDFLAGS SORT a STORE b");
        });
  }

  @Test
  void listsAreSorted() {
    comparison.run(
        "SORT of lists",
        s -> {
          ScriptClient a = s.client("a");
          a.calls("RPUSH l 3 1 2 10 -5 2.5 1e1 16.0 inf -inf 10 9223372036854775807", "SORT l");
          a.calls("SORT l DESC", "SORT l ALPHA", "SORT l ALPHA DESC", "SORT l DESC ASC");
          a.calls("SORT l LIMIT 0 3", "SORT l LIMIT 3 4", "SORT l LIMIT 3 -1", "SORT l LIMIT 99 2");
          a.calls(
              "SORT l LIMIT -5 2",
              "SORT l LIMIT 2 0",
              "SORT l LIMIT 0 99",
              "SORT l DESC LIMIT 1 2");
          a.calls("SORT l BY nosort", "SORT l BY nosort DESC", "SORT l BY nosort DESC LIMIT 1 3");
          a.calls("SORT l BY nosort LIMIT 2 3", "SORT l BY nosort LIMIT 99 3", "SORT_RO l");
          a.calls("SORT l BY nosort GET #", "SORT l GET # GET nothing GET x_*", "SORT_RO l ALPHA");
          a.calls(
              "SORT nothing", "SORT nothing STORE l2", "SORT nothing BY a* GET b*", "EXISTS l2");
        });
  }

  @Test
  void membersAreWeighedByOtherKeys() {
    comparison.run(
        "SORT by other keys",
        s -> {
          ScriptClient a = s.client("a");
          a.calls("RPUSH l 1 2 3 4", "SET w_1 30", "SET w_2 10", "SET w_3 20", "SORT l BY w_*");
          a.calls(
              "SORT l BY w_* DESC",
              "SORT l BY w_* GET # GET w_* GET o_*->f",
              "SORT l BY w_* ALPHA");
          a.calls("HSET o_1 f x n 5", "HSET o_2 f y n 4", "HSET o_3 g z", "SORT l BY o_*->n");
          a.calls("SORT l BY o_*->n DESC GET o_*->f GET # GET o_*->", "SORT l BY o_*->f ALPHA");
          a.calls(
              "SORT l BY o_*->f", "SORT l BY l* GET l*", "SORT l GET w_*->f GET o_*", "SET w_4 x");
          a.calls(
              "SORT l BY w_*", "SORT l BY w_* ALPHA", "SORT l BY w_* LIMIT 1 2 ALPHA", "DEL w_4");
          a.calls(
              "SET a1b 3",
              "SET a2b 2",
              "SORT l BY a*b GET a*b GET a*",
              "SORT l BY *",
              "SORT l BY **");
          a.calls("SORT l GET **", "SORT l GET #x GET ##", "SORT l BY # DESC", "SORT l BY w_*->");
          a.calls(
              "SET 1-> x", "SORT l GET *->", "SORT l GET *->*", "APPEND w_1 5", "SORT l BY w_*");
        });
  }

  @Test
  void resultsAreStored() {
    comparison.run(
        "SORT with STORE",
        s -> {
          ScriptClient a = s.client("a");
          a.call("CONFIG", "SET", "notify-keyspace-events", "KEAn");
          s.client("n").call("PSUBSCRIBE", "__key*");
          a.calls("RPUSH l 3 1 2", "SET w_1 5", "SORT l STORE out", "LRANGE out 0 -1", "TYPE out");
          a.calls("SORT l GET w_* STORE out", "LRANGE out 0 -1", "SORT l LIMIT 0 0 STORE out");
          a.calls("EXISTS out", "SORT l LIMIT 0 0 STORE out", "SET out x", "EXPIRE out 100");
          a.calls(
              "SORT l DESC STORE out",
              "TTL out",
              "LRANGE out 0 -1",
              "SORT l STORE l",
              "LRANGE l 0 -1");
          a.calls(
              "SORT l STORE x STORE y", "EXISTS x y", "SORT l BY nosort STORE z", "LRANGE z 0 -1");
          a.calls("SORT nothing STORE z", "SORT nothing STORE z");
          s.client("n").available();
          a.call("CONFIG", "SET", "notify-keyspace-events", "");
        });
  }

  @Test
  void sortedSetsAreSorted() {
    comparison.run(
        "SORT of sorted sets",
        s -> {
          ScriptClient a = s.client("a");
          a.calls("ZADD z 3 10 2 30 1 20", "SORT z", "SORT z DESC", "SORT z BY nosort");
          a.calls("SORT z BY nosort DESC", "SORT z BY nosort LIMIT 1 5", "SORT z ALPHA");
          a.calls("SORT z BY nosort DESC LIMIT 0 2", "SORT z BY nosort LIMIT 5 5");
        });
  }

  @Test
  void setsAreSorted() {
    comparison.run(
        "SORT of sets",
        s -> {
          ScriptClient a = s.client("a");
          a.calls("SADD n 3 1 20 100", "SORT n", "SORT n DESC LIMIT 1 2", "SORT n ALPHA");
          a.call("SORT", "n", "BY", "nosort").sortedElements();
          a.calls("SORT n BY nosort STORE o", "LRANGE o 0 -1", "SORT n BY nosort DESC STORE o");
          a.calls("LRANGE o 0 -1", "SORT n BY nosort LIMIT 1 2 STORE o", "LRANGE o 0 -1");
          a.calls("SADD t b a c", "SORT t", "SORT t ALPHA", "SORT t ALPHA DESC GET # GET w_*");
        });
  }

  /** A set of numbers has an order of its own, which is not that of their texts. */
  @Test
  void onlyScriptsAndWhatIsStoredPutUnsortedSetsIntoOrder() {
    comparison.run(
        "SORT of sets that need no order",
        s -> {
          s.client("a").calls("SADD s 10 9", "SORT s BY nosort", "SORT s BY nosort STORE l");
          s.client("a").calls("LRANGE l 0 -1", "MULTI", "SORT s BY nosort", "EXEC");
          s.client("a").call("EVAL", "return redis.call('SORT', 's', 'BY', 'nosort')", "0");
        });
  }

  @Test
  void whatIsNoNumberIsRefused() {
    comparison.run(
        "wrong forms of SORT",
        s -> {
          ScriptClient a = s.client("a");
          a.calls("RPUSH l 1 x", "SORT l", "SORT l STORE y", "SORT l ALPHA", "SORT l BY nosort");
          a.calls(
              "SORT", "SORT l FOO", "SORT l LIMIT 1", "SORT l LIMIT x 1", "SORT l LIMIT 1 y FOO");
          a.calls("SORT l BY", "SORT l GET", "SORT l STORE", "SORT_RO l STORE y", "SORT l ALPHA x");
          a.calls("SET t 1", "SORT t", "SORT t FOO", "HSET h a b", "SORT h", "SORT h BY nosort");
          for (String member :
              List.of(
                  "",
                  " 5",
                  "5 ",
                  "\t\n5",
                  " ",
                  "nan",
                  "5\0x",
                  "\0x",
                  "+5",
                  "-0",
                  "0x",
                  "1e",
                  "infinity",
                  "INF",
                  "1,5",
                  "0x1p3",
                  ".5",
                  "5.",
                  ".")) {
            a.call("DEL", "n");
            a.call("RPUSH", "n", "4", member, "7");
            a.calls("SORT n", "SORT n ALPHA", "SORT n DESC");
          }
          a.call("DEL", "n");
          a.call("RPUSH", "n", "b\0b", "b\0a", "b", "a\0z", "\0");
          a.calls("SORT n ALPHA LIMIT 0 1", "SORT n ALPHA STORE m", "LRANGE m 0 -1");
        });
  }

  @Test
  void onlyWhoMayReadAllKeysMayLookThemUp() {
    comparison.run(
        "SORT and rights",
        s -> {
          s.client("admin").calls("RPUSH l 1 2", "SET w_1 2");
          s.client("admin").call("ACL", "SETUSER", "sorter", "on", "nopass", "+@all", "~l", "~w_*");
          s.client("admin").call("ACL", "SETUSER", "reader", "on", "nopass", "+@all", "%R~*", "~o");
          for (String user : List.of("sorter", "reader")) {
            s.client(user).calls("AUTH " + user + " x", "SORT l", "SORT l BY w_*", "SORT l GET #");
            s.client(user).calls("SORT l BY nosort", "SORT l STORE o", "SORT l GET w_* BY w_*");
            s.client(user).calls("SORT l FOO GET #", "SORT l GET # FOO", "SORT_RO l BY w_* GET #");
            s.client(user).calls("SORT x GET #", "SORT l GET # STORE o", "SORT l STORE q");
          }
          s.client("admin").calls("ACL DELUSER sorter reader");
        });
  }
}
