package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import java.util.List;
import org.junit.jupiter.api.Test;

/** MULTI, EXEC, DISCARD and WATCH on their own. */
class TransactionComparisonTest {
  /** Requests that change the key k, or do not. */
  private static final String CHANGES =
      "SET k 1, GET k, DEL k, DEL x, UNLINK k, EXPIRE k 100, TOUCH k, EXPIRE x 100, "
          + "EXPIRE k 100 XX, EXPIRE k -1, PERSIST k, RENAME k k, RENAME k other, "
          + "RENAME free k, RENAME free other, RENAMENX free k, RENAMENX k other, "
          + "RENAMENX k free, COPY free k, COPY free k REPLACE, COPY k other, "
          + "COPY k other REPLACE, MOVE k 1, MOVE k 2, MOVE free 1, FLUSHDB, FLUSHALL, "
          + "SWAPDB 0 1, SWAPDB 0 3, SWAPDB 3 4, SWAPDB 0 0";

  private final Comparison comparison = Servers.shared();

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
    comparison.run(
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
  void everyChangeOfAKeyStopsTheTransaction() {
    comparison.run(
        "WATCH of keys that change",
        s -> {
          for (String change : CHANGES.split(", ", -1)) {
            s.client("b").calls("SELECT 0", "FLUSHALL", "SET k 1", "SET free 1", "SET other 1");
            s.client("b").calls("SELECT 2", "SET k 1", "SELECT 0");
            s.client("a").calls("WATCH k", "MULTI", "GET k");
            s.client("b").call(change.split(" "));
            s.client("a").calls("EXEC");
            s.client("b").calls("FLUSHALL", "SET free 1", "EXPIRE free 100");
            s.client("a").calls("WATCH k", "MULTI", "GET k");
            s.client("b").call(change.split(" "));
            s.client("a").calls("EXEC");
          }
        });
  }

  @Test
  void keysAreWatchedInTheDatabaseThatWasSelected() {
    comparison.run(
        "WATCH in several databases",
        s -> {
          s.client("a").calls("SELECT 1", "WATCH k", "SELECT 0", "MULTI", "PING");
          s.client("b").calls("SET k 1");
          s.client("a").calls("EXEC", "SELECT 1", "WATCH k", "SELECT 0", "MULTI", "PING");
          s.client("b").calls("MOVE k 1");
          s.client("a").calls("EXEC", "WATCH k", "MULTI", "PING");
          s.client("b").calls("SWAPDB 1 0");
          s.client("a").calls("EXEC", "SELECT 1", "WATCH k", "MULTI", "PING");
          s.client("b").calls("SELECT 0", "FLUSHDB");
          s.client("a").calls("EXEC", "WATCH k", "MULTI", "SET k 2", "EXEC", "WATCH k", "SET k 3");
          s.client("a").calls("MULTI", "EXEC", "WATCH k", "MULTI", "DEL k", "SET k 4", "EXEC");
        });
  }

  @Test
  void aWatchedKeyWhoseTimeComesStopsTheTransaction() {
    comparison.run(
        "WATCH of a key that expires",
        s -> {
          // WAIT lets time pass: there is no replica that could end it.
          s.client("b").calls("SET k 1", "PEXPIRE k 20");
          s.client("a").calls("WATCH k", "MULTI", "PING");
          s.client("b").calls("WAIT 1 60");
          s.client("a").calls("EXEC", "WATCH k", "MULTI", "PING", "EXEC");
          s.client("b").calls("SET k 1", "PEXPIRE k 20");
          s.client("a").calls("WATCH k", "MULTI", "PING");
          s.client("b").calls("WAIT 1 60", "GET k");
          s.client("a").calls("EXEC");
        });
  }

  @Test
  void aKeyWhoseTimeHadComeIsNoKey() {
    comparison.run(
        "WATCH of a key that has expired",
        s -> {
          for (String change :
              List.of(
                  "GET k",
                  "DEL k",
                  "SET k 2",
                  "EXPIRE k 100",
                  "FLUSHALL",
                  "PING",
                  "EXISTS k",
                  "RENAME free k",
                  "COPY free k",
                  "MOVE k 1",
                  "SWAPDB 0 1",
                  "SWAPDB 0 2")) {
            s.client("b").calls("FLUSHALL", "SET k 1", "SET free 1", "PEXPIRE k 1");
            s.client("b").calls("COPY free k DB 2", "WAIT 1 20");
            s.client("a").calls("WATCH k", "MULTI", "PING");
            s.client("b").call(change.split(" "));
            s.client("a").calls("EXEC");
          }
        });
  }

  @Test
  void aSwapThatBringsAKeyWhoseTimeHasComeBringsNone() {
    comparison.run(
        "WATCH and SWAPDB of keys that have expired",
        s -> {
          s.client("b").calls("SET k 1", "PEXPIRE k 1", "WAIT 1 20", "SELECT 1");
          s.client("a").calls("SELECT 1", "WATCH k", "MULTI", "PING");
          s.client("b").calls("SWAPDB 0 1");
          s.client("a").calls("EXEC");
          s.client("b").calls("FLUSHALL", "SELECT 0", "SET k 1", "PEXPIRE k 1", "WAIT 1 20");
          s.client("b").calls("SELECT 1", "SET k 2");
          s.client("a").calls("WATCH k", "MULTI", "PING");
          s.client("b").calls("SWAPDB 0 1");
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
