package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** OBJECT, and WAIT without replicas. */
class ObjectComparisonTest {
  private static final List<String> COMMANDS =
      List.of(
          "object|encoding",
          "object|freq",
          "object|idletime",
          "object|refcount",
          "object|help",
          "wait");

  /** Every use counts, and none is forgotten: chance and time have no say. */
  private static final Servers COUNTING =
      Servers.start(
          "--maxmemory-policy", "allkeys-lfu", "--lfu-log-factor", "0", "--lfu-decay-time", "0");

  private final Comparison comparison = Servers.shared();

  @AfterAll
  static void stop() {
    COUNTING.close();
  }

  @Test
  void declarationsAreTheSame() {
    comparison.run(
        "COMMAND INFO of OBJECT",
        s -> COMMANDS.forEach(name -> s.client("a").call("COMMAND", "INFO", name)));
  }

  @Test
  void stringsTellTheirEncoding() {
    comparison.run(
        "OBJECT of strings",
        s -> {
          for (String value :
              List.of(
                  "0",
                  "9999",
                  "10000",
                  "-1",
                  "01",
                  "9223372036854775807",
                  "1.5",
                  "text",
                  "9223372036854775808",
                  "-9223372036854775808",
                  "-9223372036854775809",
                  "x".repeat(44),
                  "x".repeat(45))) {
            s.client("a").calls("SET k " + value, "OBJECT ENCODING k", "OBJECT REFCOUNT k");
          }
          s.client("a").call("OBJECT", "IDLETIME", "k").mask(":(\\d+)");
          s.client("a").call("OBJECT", "FREQ", "k");
        });
  }

  @Test
  void numbersAreKeptAsNumbersHoweverTheyCameToBe() {
    comparison.run(
        "OBJECT of sums and of pieces",
        s -> {
          s.client("a").calls("SET k 10", "INCRBYFLOAT k 1", "OBJECT ENCODING k");
          s.client("a").calls("SET l 10", "BITOP AND m l l", "OBJECT ENCODING m");
          s.client("a").calls("SET n ab", "SETBIT n 0 0", "OBJECT ENCODING n");
        });
  }

  @Test
  void sortingDoesNotUnpack() {
    comparison.run(
        "OBJECT of a sorted set that was sorted",
        s -> s.client("a").calls("ZADD z 1 1", "SORT z", "OBJECT ENCODING z"));
  }

  @Test
  void whatIsNotThereIsNull() {
    comparison.run(
        "OBJECT of nothing",
        s -> {
          s.client("a").calls("OBJECT ENCODING x", "OBJECT REFCOUNT x", "OBJECT IDLETIME x");
          s.client("a").calls("OBJECT FREQ x", "OBJECT", "OBJECT FOO x", "OBJECT ENCODING");
          s.client("a").calls("OBJECT ENCODING a b", "OBJECT HELP x");
          s.client("a").call("CONFIG", "SET", "notify-keyspace-events", "KEAm");
          s.client("n").call("PSUBSCRIBE", "__key*");
          s.client("a").calls("OBJECT ENCODING x", "OBJECT IDLETIME x");
          s.client("n").quiet();
          s.client("a").call("CONFIG", "SET", "notify-keyspace-events", "");
        });
  }

  @Test
  void usesAreCountedWhereThePolicyAsksForIt() {
    COUNTING
        .comparison()
        .run(
            "OBJECT FREQ",
            s -> {
              s.client("a").calls("SET a v", "OBJECT IDLETIME a", "OBJECT FREQ x");
              s.client("a").calls("OBJECT FREQ a", "GET a", "OBJECT FREQ a", "EXISTS a", "TYPE a");
              s.client("a").calls("OBJECT FREQ a", "RENAME a b", "OBJECT FREQ b", "OBJECT FREQ a");
            });
  }

  @Test
  void thereIsNoReplicaToWaitFor() {
    comparison.run(
        "WAIT",
        s -> {
          s.client("a").calls("WAIT 0 0", "WAIT -1 0", "WAIT 1 1", "WAIT x 0", "WAIT 0 -1");
          s.client("a").calls("WAIT 0 x", "WAIT x -1", "WAIT 0", "WAIT 0 0 0", "WAIT 0 1.5");
          s.client("a").calls("MULTI", "WAIT 1 0", "EXEC");
        });
  }
}
