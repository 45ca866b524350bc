package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import org.junit.jupiter.api.Test;

/** MULTI, EXEC, DISCARD and WATCH on their own. */
class TransactionComparisonTest {
  private final Comparison comparison = Servers.shared();
  private final Comparison proving = Servers.proving();

  @Test
  void queuedCommandsRunTogether() {
    comparison.run(
        "MULTI and EXEC",
        s -> {
          s.client("a").calls("MULTI", "PING", "ECHO hi", "PING x", "PUBSUB NUMPAT");
          s.client("a").calls("EXEC", "EXEC", "MULTI", "EXEC");
        });
  }

  @Test
  void anErrorWhileQueueingAbortsEverything() {
    comparison.run(
        "EXECABORT",
        s -> {
          s.client("a").calls("MULTI", "NOSUCH", "PING", "EXEC", "PING");
          s.client("a").calls("MULTI", "ECHO", "EXEC", "MULTI", "CLIENT NOSUCH", "EXEC");
          s.client("a").calls("MULTI", "NOSUCH", "DISCARD", "PING");
        });
  }

  @Test
  void anErrorWhileRunningDoesNot() {
    comparison.run(
        "an error inside EXEC",
        s -> s.client("a").calls("MULTI", "SELECT 99", "ECHO hi", "HELLO 9", "EXEC"));
  }

  @Test
  void nestedAndMisplacedFormsAreErrors() {
    comparison.run(
        "misplaced commands of transactions",
        s -> {
          s.client("a").calls("EXEC", "DISCARD", "UNWATCH", "MULTI", "MULTI", "WATCH k", "EXEC");
          s.client("a").calls("MULTI x", "EXEC x", "DISCARD x", "WATCH", "UNWATCH x", "PING");
          s.client("a").calls("MULTI", "MULTI x", "EXEC");
          s.client("a").calls("MULTI", "EXEC x", "PING", "EXEC");
        });
  }

  @Test
  void anExecThatIsRefusedEndsTheTransaction() {
    comparison.run(
        "a refused EXEC",
        s -> {
          s.client("a").calls("MULTI", "PING", "EXEC x", "PING", "EXEC", "EXEC x");
          s.client("a").calls("MULTI", "RESET", "EXEC", "MULTI", "MULTI", "WATCH a", "EXEC");
          s.client("a").calls("WATCH a", "MULTI", "UNWATCH", "DISCARD", "MULTI", "EXEC");
          s.client("a").call("CLIENT", "INFO").only(Fields.ofClients("flags", "multi"));
          s.client("a").send("MULTI").send("QUIT").frames(2);
          s.client("a").closed();
        });
  }

  @Test
  void discardForgets() {
    comparison.run(
        "DISCARD",
        s -> {
          s.client("b").call("SUBSCRIBE", "k");
          s.client("a").calls("MULTI", "PUBLISH k v", "DISCARD", "DISCARD", "EXEC");
          s.client("b").quiet();
        });
  }

  @Test
  void watchedKeysThatStayAsTheyAreStopNothing() {
    comparison.run(
        "WATCH of keys that stay",
        s -> {
          s.client("a").calls("WATCH k k other", "MULTI", "PING", "EXEC", "EXEC");
          s.client("a").calls("WATCH k", "UNWATCH", "MULTI", "UNWATCH", "EXEC");
          s.client("a").calls("WATCH k", "MULTI", "DISCARD", "MULTI", "WATCH k", "EXEC");
        });
  }

  @Test
  void aWatchedKeyThatChangedStopsTheTransaction() {
    // Needs a command that changes a key.
    proving.run(
        "WATCH",
        s -> {
          s.client("a").calls("WATCH k", "MULTI", "PING");
          s.client("b").call("SET", "k", "1");
          s.client("a").calls("EXEC", "MULTI", "PING", "EXEC");
          s.client("a").calls("WATCH k", "UNWATCH", "MULTI", "PING");
          s.client("b").call("SET", "k", "2");
          s.client("a").calls("EXEC", "WATCH k", "MULTI", "DISCARD", "MULTI", "PING");
          s.client("b").call("SET", "k", "3");
          s.client("a").calls("EXEC");
        });
  }

  @Test
  void commandsOfTheConnectionMayBeQueued() {
    comparison.run(
        "the connection in MULTI",
        s -> {
          s.client("a").calls("MULTI", "CLIENT SETNAME n", "CLIENT GETNAME", "SELECT 2", "AUTH x");
          s.client("a").calls("EXEC", "CLIENT GETNAME");
        });
    comparison.runResp2(
        "HELLO in MULTI",
        s -> {
          s.client("a").calls("MULTI", "HELLO 3", "PING", "PUBSUB NUMSUB");
          s.client("a").call("EXEC").mask("\"version\": (\"[^\"]*\")").mask("\"id\": (:\\d+)");
          s.client("a").call("ECHO", "x");
        });
  }
}
