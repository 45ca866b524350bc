package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Commands of keys whatever they hold: whether they are there, their names, their end. */
class KeyComparisonTest {
  private static final List<String> COMMANDS =
      List.of("del", "unlink", "exists", "touch", "type", "rename", "renamenx", "copy", "move");

  private final Comparison comparison = Servers.shared();

  @Test
  void declarationsAreTheSame() {
    comparison.run(
        "COMMAND INFO of keys",
        s -> COMMANDS.forEach(name -> s.client("a").call("COMMAND", "INFO", name)));
  }

  @Test
  void keysAreCountedAndRemoved() {
    comparison.run(
        "DEL, UNLINK, EXISTS, TOUCH and TYPE",
        s -> {
          s.client("a").calls("SET a 1", "SET b 2", "SET c 3", "EXISTS a b c a x", "TOUCH a x a");
          s.client("a").calls("TYPE a", "TYPE x", "DEL x", "DEL a a x", "EXISTS a", "UNLINK b b");
          s.client("a").calls("DBSIZE", "UNLINK c x", "DBSIZE", "DEL", "UNLINK", "EXISTS");
          s.client("a").calls("TOUCH", "TYPE", "TYPE a b", "GET c");
          s.client("a").call("SET", "", "empty");
          s.client("a").call("EXISTS", "", "\u0000\u00ff");
          s.client("a").call("SET", "\u0000\u00ff", "binary");
          s.client("a").call("DEL", "", "\u0000\u00ff", "\u0000");
        });
  }

  @Test
  void keysAreRenamed() {
    comparison.run(
        "RENAME and RENAMENX",
        s -> {
          s.client("a").calls("RENAME a b", "RENAME a a", "SET a 1", "RENAME a a", "GET a");
          s.client("a").calls("RENAMENX a a", "RENAME a b", "GET a", "GET b", "SET a 2");
          s.client("a").calls("RENAMENX a b", "GET b", "RENAME a b", "GET b", "RENAMENX b c");
          s.client("a").calls("GET c", "RENAMENX x c", "PEXPIREAT c 4102444800000", "SET d 4");
          s.client("a").calls("RENAME c d", "PEXPIRETIME d", "PEXPIRETIME c", "SET c 5");
          s.client("a").calls("RENAME c d", "PEXPIRETIME d", "GET d", "DBSIZE");
          s.client("a").calls("RENAME a", "RENAME a b c", "RENAMENX a", "RENAMENX a b c");
        });
  }

  @Test
  void keysAreCopied() {
    comparison.run(
        "COPY",
        s -> {
          s.client("a").calls("COPY a b", "COPY a a", "SET a 1", "COPY a b", "GET b", "COPY a b");
          s.client("a").calls("SET a 2", "COPY a b REPLACE", "GET b", "COPY a a", "COPY a a DB 0");
          s.client("a").calls("COPY a a DB 1", "COPY a a DB 1", "COPY a a REPLACE DB 1 REPLACE");
          s.client("a").calls("PEXPIREAT a 4102444800000", "COPY a c", "PEXPIRETIME c");
          s.client("a").calls("SET a 3", "COPY a c REPLACE", "PEXPIRETIME c", "SELECT 1", "GET a");
          s.client("a").calls("COPY a b DB 0 DB 1", "GET b", "SELECT 0", "COPY a b DB x");
          s.client("a").calls("COPY a b DB 99", "COPY a b DB -1", "COPY a b DB 99999999999 FOO");
          s.client("a").calls("COPY a b DB 99999999999999999999", "COPY a b DB", "COPY a b FOO");
          s.client("a").calls("COPY a b DB 99 FOO", "COPY a b FOO DB 99", "COPY a b DB 99 DB x");
          s.client("a").calls("COPY a", "COPY a b REPLACE DB 2 DB", "COPY a b db 0 replace");
        });
  }

  @Test
  void keysAreMoved() {
    comparison.run(
        "MOVE",
        s -> {
          s.client("a").calls("MOVE a 1", "SET a 1", "MOVE a 0", "MOVE a 1", "MOVE a 1", "SET a 2");
          s.client("a").calls("MOVE a 1", "SELECT 1", "GET a", "SET b 3", "PEXPIRE b 100000000");
          s.client("a").calls("PEXPIREAT b 4102444800000", "MOVE b 2", "SELECT 2", "PEXPIRETIME b");
          s.client("a").calls("MOVE a x", "MOVE a 99", "MOVE a -1", "MOVE a 99999999999", "MOVE a");
          s.client("a").calls("MOVE x 2", "MOVE a 1 2", "DBSIZE");
        });
  }

  @Test
  void everyChangeIsTold() {
    comparison.run(
        "notifications of keys",
        s -> {
          s.client("a").call("CONFIG", "SET", "notify-keyspace-events", "KEAmn");
          s.client("n").call("PSUBSCRIBE", "__key*");
          s.client("a").calls("SET a 1", "RENAME a a", "RENAME a b", "SET a 2", "RENAME a b");
          s.client("a").calls("RENAMENX b c", "RENAMENX x c", "COPY c d", "COPY c d REPLACE");
          s.client("a").calls("COPY c d", "COPY c d DB 1", "MOVE c 1", "MOVE c 2", "COPY x d");
          s.client("a").calls("EXISTS c x d", "TOUCH x d", "TYPE x", "TTL x", "DEL x d a");
          s.client("a").calls("SET e 1", "SET f 1", "UNLINK e f", "SET g 1", "PEXPIRE g -1");
          s.client("a").calls("SET h 1", "EXPIRE h 100", "PERSIST h", "PERSIST h", "EXPIRE h 0");
          s.client("a").calls("SWAPDB 0 1", "FLUSHDB", "FLUSHALL");
          s.client("n").available();
          s.client("a").call("CONFIG", "SET", "notify-keyspace-events", "");
        });
  }
}
