package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.RespValue;
import dev.tidings.testkit.ScriptClient;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Databases as a whole: their size, their end, their keys. */
class DatabaseComparisonTest {
  private static final List<String> COMMANDS =
      List.of("dbsize", "flushdb", "flushall", "swapdb", "keys", "scan", "randomkey");

  private final Comparison comparison = Servers.shared();

  @Test
  void declarationsAreTheSame() {
    comparison.run(
        "COMMAND INFO of databases",
        s -> COMMANDS.forEach(name -> s.client("a").call("COMMAND", "INFO", name)));
  }

  @Test
  void databasesAreEmptied() {
    comparison.run(
        "FLUSHDB and FLUSHALL",
        s -> {
          s.client("a").calls("SET a 1", "SELECT 1", "SET a 2", "SET b 3", "DBSIZE", "FLUSHDB");
          s.client("a").calls("DBSIZE", "SELECT 0", "DBSIZE", "SET b 1", "FLUSHDB ASYNC", "DBSIZE");
          s.client("a").calls("SET a 1", "SELECT 3", "SET c 1", "FLUSHALL SYNC", "DBSIZE");
          s.client("a").calls("SELECT 0", "DBSIZE", "FLUSHALL", "FLUSHALL async", "FLUSHDB sync");
          s.client("a").calls("FLUSHALL FOO", "FLUSHALL SYNC SYNC", "FLUSHDB a b", "DBSIZE x");
        });
  }

  @Test
  void databasesAreSwapped() {
    comparison.run(
        "SWAPDB",
        s -> {
          s.client("a").calls("SET a 0", "SELECT 1", "SET a 1", "SET b 1", "SWAPDB 0 1", "GET a");
          s.client("a").calls("DBSIZE", "SELECT 0", "DBSIZE", "GET a", "SWAPDB 0 0", "GET a");
          s.client("a").calls("SWAPDB 1 5", "SELECT 5", "GET a", "SWAPDB a b", "SWAPDB 1 b");
          s.client("a").calls("SWAPDB 1 99", "SWAPDB 99 b", "SWAPDB -1 0", "SWAPDB 99999999999 0");
          s.client("a").calls("SWAPDB 0", "SWAPDB 0 1 2");
        });
  }

  @Test
  void keysAreListed() {
    comparison.run(
        "KEYS",
        s -> {
          s.client("a").calls("KEYS *", "SET news:1 a", "SET news:2 b", "SET new c", "SET x* d");
          s.client("a").call("SET", "", "e");
          for (String pattern : List.of("*", "**", "", "news:*", "news:?", "[nx]*", "x\\*", "z")) {
            s.client("a").call("KEYS", pattern).sortedElements();
          }
          s.client("a").calls("KEYS", "KEYS a b", "PEXPIRE new -1");
          s.client("a").call("KEYS", "new*").sortedElements();
        });
  }

  @Test
  void aRandomKeyIsOneOfThem() {
    comparison.run(
        "RANDOMKEY",
        s -> {
          s.client("a").calls("RANDOMKEY", "SET a 1", "RANDOMKEY", "RANDOMKEY", "RANDOMKEY x");
          s.client("a").calls("PEXPIRE a 0", "RANDOMKEY");
        });
  }

  @Test
  void aWalkOfOneCallTellsAllKeys() {
    comparison.run(
        "SCAN",
        s -> {
          scan(s.client("a"), "SCAN 0 COUNT 1000");
          s.client("a").calls("SET news:1 a", "SET news:2 b", "SET x c");
          s.client("a").call("SET", "", "e");
          for (String options :
              List.of(
                  "",
                  " MATCH *",
                  " MATCH **",
                  " MATCH news:?",
                  " TYPE string",
                  " TYPE STRING",
                  " TYPE list",
                  " TYPE foo",
                  " MATCH x TYPE string",
                  " MATCH x MATCH news:*")) {
            scan(s.client("a"), "SCAN 0 COUNT 1000" + options);
          }
          scan(s.client("a"), "SCAN 0 count 5 match x COUNT 1000");
        });
  }

  @Test
  void wrongWalksAreRefused() {
    comparison.run(
        "wrong forms of SCAN",
        s -> {
          s.client("a").calls("SCAN", "SCAN x", "SCAN 1x", "SCAN 0 COUNT", "SCAN 0 COUNT 0");
          s.client("a").calls("SCAN 0 COUNT x", "SCAN 0 COUNT -1", "SCAN 0 MATCH", "SCAN 0 TYPE");
          s.client("a").calls("SCAN 0 FOO", "SCAN 0 FOO x", "SCAN x FOO", "SCAN 0 COUNT x FOO");
          s.client("a").calls("SCAN 99999999999999999999", "SCAN 0 NOVALUES");
          s.client("a").call("SCAN", " 0");
        });
  }

  private static void scan(ScriptClient client, String request) {
    client.call(request.split(" ", -1)).only(DatabaseComparisonTest::sorted);
  }

  /** A cursor and members: the members in order. */
  private static List<RespValue> sorted(List<RespValue> values) {
    List<RespValue> elements = new ArrayList<>(values.getFirst().elements());
    List<RespValue> keys = new ArrayList<>(elements.get(1).elements());
    keys.sort(Comparator.comparing(RespValue::wireText));
    elements.set(1, new RespValue.Array(keys));
    return List.of(new RespValue.Array(elements));
  }
}
