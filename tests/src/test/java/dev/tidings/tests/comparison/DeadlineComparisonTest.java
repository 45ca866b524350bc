package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import java.util.List;
import org.junit.jupiter.api.Test;

/** EXPIRE and its kin. */
class DeadlineComparisonTest {
  /** 2100-01-01. */
  private static final String LATE = "4102444800000";

  private static final List<String> COMMANDS =
      List.of(
          "expire",
          "pexpire",
          "expireat",
          "pexpireat",
          "ttl",
          "pttl",
          "expiretime",
          "pexpiretime",
          "persist");

  private final Comparison comparison = Servers.shared();

  @Test
  void declarationsAreTheSame() {
    comparison.run(
        "COMMAND INFO of deadlines",
        s -> COMMANDS.forEach(name -> s.client("a").call("COMMAND", "INFO", name)));
  }

  @Test
  void deadlinesAreSetToldAndTakenAway() {
    comparison.run(
        "EXPIREAT, EXPIRETIME and PERSIST",
        s -> {
          s.client("a").calls("PEXPIREAT a " + LATE, "TTL a", "PTTL a", "EXPIRETIME a");
          s.client("a").calls("PEXPIRETIME a", "PERSIST a", "SET a 1", "TTL a", "PTTL a");
          s.client("a").calls("EXPIRETIME a", "PEXPIRETIME a", "PERSIST a", "PEXPIREAT a " + LATE);
          s.client("a").calls("PEXPIRETIME a", "EXPIRETIME a", "PERSIST a", "PEXPIRETIME a");
          s.client("a").calls("PEXPIREAT a 4102444800499", "EXPIRETIME a", "EXPIREAT a 4102444801");
          s.client("a").calls("PEXPIREAT a 4102444800500", "EXPIRETIME a", "PEXPIRETIME a");
          s.client("a").calls("EXPIRE a 100000", "TTL a", "PEXPIRE a 100000000", "TTL a");
          s.client("a").calls("SET a 2", "TTL a");
        });
  }

  @Test
  void aDeadlineThatIsOverEndsTheKey() {
    comparison.run(
        "EXPIRE in the past",
        s -> {
          for (String command :
              List.of(
                  "EXPIRE a 0",
                  "EXPIRE a -1",
                  "PEXPIRE a -5",
                  "EXPIREAT a 1",
                  "PEXPIREAT a 1",
                  "EXPIREAT a -1",
                  "PEXPIREAT a -9223372036854775808",
                  "PEXPIRE a 0")) {
            s.client("a").calls("SET a 1", command, "EXISTS a", "TTL a");
          }
          s.client("a").calls("SET a 1", "MULTI", "PEXPIRE a 0", "GET a", "EXEC");
        });
  }

  @Test
  void timePassesWithinAPacketButNotWithinATransaction() {
    comparison.run(
        "a key that ends between two requests of one packet",
        s -> s.client("a").pipeline("SET a 1 PX 20", "DEBUG SLEEP 0.05", "EXISTS a").frames(3));
    comparison.run(
        "a key that ends between two requests of one transaction",
        s -> {
          s.client("a").calls("MULTI", "SET a 1 PX 20", "DEBUG SLEEP 0.05", "EXISTS a", "EXEC");
          s.client("a").calls("EXISTS a");
        });
  }

  @Test
  void conditionsAreHeldTo() {
    comparison.run(
        "EXPIRE with conditions",
        s -> {
          s.client("a").calls("SET a 1", "PEXPIREAT a " + LATE + " XX", "PEXPIRETIME a");
          s.client("a").calls("PEXPIREAT a " + LATE + " GT", "PEXPIREAT a " + LATE + " NX");
          s.client("a").calls("PEXPIREAT a 4102444800001 NX", "PEXPIREAT a 4102444800000 GT");
          s.client("a").calls("PEXPIREAT a " + LATE + " LT", "PEXPIREAT a 4102444799999 LT");
          s.client("a").calls("PEXPIREAT a 4102444800005 XX GT", "PEXPIRETIME a", "PERSIST a");
          s.client("a").calls("PEXPIREAT a 4102444800005 XX LT", "PEXPIRETIME a");
          s.client("a").calls("PEXPIREAT a 4102444800005 lt", "PEXPIRETIME a", "PEXPIREAT x 5 NX");
          s.client("a").calls("PEXPIREAT a 4102444800005 gt gt", "PEXPIREAT a 1 xx xx lt");
        });
  }

  @Test
  void whatIsNoTimeIsRefused() {
    comparison.run(
        "wrong forms of EXPIRE",
        s -> {
          s.client("a").calls("SET a 1", "EXPIRE a 10 FOO", "EXPIRE a x FOO", "EXPIRE a x NX XX");
          s.client("a").calls("EXPIRE a 10 GT LT", "EXPIRE a 10 NX GT", "EXPIRE a 10 LT NX", "TTL");
          s.client("a").calls("EXPIRE a x", "EXPIRE a 1.5", "EXPIRE a", "PERSIST a b", "TTL a b");
          for (String name : List.of("EXPIRE", "PEXPIRE", "EXPIREAT", "PEXPIREAT")) {
            s.client("a").calls(name + " x 9223372036854775806", name + " x 9223372036854775");
            s.client("a").calls(name + " x 9223372036854776", name + " x -9223372036854775808");
            s.client("a").calls(name + " a 9223372036854775806", name + " a 9223372036854775808");
            s.client("a").calls("PERSIST a", name + " a 9223372036854776", "PERSIST a");
          }
          s.client("a").calls("EXPIREAT a 9223372036854775", "PEXPIRETIME a", "EXPIRETIME a");
          s.client("a").calls("PEXPIREAT a 9223372036854775806", "PEXPIRETIME a", "EXPIRETIME a");
          s.client("a").calls("GET a", "EXPIRE a 9223372036854775", "PEXPIREAT a 5 GT", "GET a");
          s.client("a").calls("PEXPIREAT a 9223372036854775807", "EXPIRETIME a", "PERSIST a");
          s.client("a").call("EXPIRE", "a", "10", "F\u0000O");
          s.client("a").call("EXPIRE", "a", "10", "F\r\nO");
          s.client("a").call("EXPIRE", "a", "10", "\n\rFO\r\n\n");
          s.client("a").call("EXPIRE", "a", "10", "\r\n");
        });
  }
}
