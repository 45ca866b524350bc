package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.Eventually;
import dev.tidings.testkit.Scene;
import org.junit.jupiter.api.Test;

/** Waiting for entries, with several clients. */
class StreamWaitingComparisonTest {
  private final Comparison comparison = Servers.shared();

  /** Waits until so many clients wait. */
  private static void blocked(Scene scene, int count) {
    Eventually.is(
        count + " clients wait",
        () ->
            scene
                .client("watcher")
                .connection()
                .call("INFO", "clients")
                .toString()
                .contains("blocked_clients:" + count + "\\r"));
  }

  @Test
  void plainReadersAreAllServed() {
    comparison.run(
        "waiting XREAD",
        s -> {
          s.client("a").send("XREAD", "BLOCK", "0", "STREAMS", "q", "$");
          blocked(s, 1);
          s.client("b").send("XREAD", "COUNT", "1", "BLOCK", "0", "STREAMS", "p", "q", "0", "$");
          blocked(s, 2);
          s.client("d").calls("SET q x", "GET q", "DEL q");
          s.client("d").calls("XADD q 1-1 a b");
          s.client("a").frames(1);
          s.client("b").frames(1);
          s.client("a").send("XREAD", "BLOCK", "0", "STREAMS", "q", "5-5");
          blocked(s, 1);
          s.client("d").calls("XADD q 5-5 a b", "XADD q 5-6 a b");
          s.client("a").frames(1);
        });
  }

  @Test
  void aTransactionIsSeenAsAWhole() {
    comparison.run(
        "waiting for a transaction",
        s -> {
          s.client("d").calls("XGROUP CREATE s g 0 MKSTREAM");
          s.client("d").calls("XGROUP CREATECONSUMER s g c", "XGROUP CREATECONSUMER s g d");
          s.client("a").send("XREADGROUP", "GROUP", "g", "c", "BLOCK", "0", "STREAMS", "s", ">");
          blocked(s, 1);
          s.client("b").send("XREADGROUP", "GROUP", "g", "d", "BLOCK", "0", "STREAMS", "s", ">");
          blocked(s, 2);
          s.client("c").send("XREAD", "BLOCK", "0", "STREAMS", "s", "$");
          blocked(s, 3);
          s.client("d").calls("MULTI", "XADD s 1-2 a b", "XADD s 1-3 a b", "EXEC");
          s.client("a").frames(1);
          s.client("c").frames(1);
          s.client("d").calls("XADD s 1-4 a b");
          s.client("b").frames(1);
          s.client("a").send("XREAD", "BLOCK", "0", "STREAMS", "t", "$");
          blocked(s, 1);
          s.client("d").calls("MULTI", "XADD t 5-5 a b", "DEL t", "EXEC", "XADD t 0-1 a b");
          s.client("a").frames(1);
        });
  }

  @Test
  void readersOfAGroupAreServedInTheOrderInWhichTheyCame() {
    comparison.run(
        "waiting XREADGROUP",
        s -> {
          s.client("d").calls("XGROUP CREATE s g 0 MKSTREAM");
          for (int i = 1; i <= 3; i++) {
            s.client("d").calls("XGROUP CREATECONSUMER s g c" + i);
          }
          for (int i = 1; i <= 3; i++) {
            s.client("c" + i)
                .send("XREADGROUP", "GROUP", "g", "c" + i, "BLOCK", "0", "STREAMS", "s", ">");
            blocked(s, i);
          }
          s.client("d").calls("XADD s 1-1 a b");
          s.client("c1").frames(1);
          s.client("c1").send("XREADGROUP", "GROUP", "g", "c1", "BLOCK", "0", "STREAMS", "s", ">");
          blocked(s, 3);
          s.client("d").calls("XADD s 1-2 a b");
          s.client("c2").frames(1);
          s.client("d").calls("XADD s 1-3 a b");
          s.client("c3").frames(1);
          s.client("d").calls("XADD s 1-4 a b");
          s.client("c1").frames(1);
          s.client("d").calls("XPENDING s g");
        });
  }

  @Test
  void oneOfManyKeysIsEnough() {
    comparison.run(
        "waiting for several streams",
        s -> {
          s.client("d").calls("XGROUP CREATE s g 0 MKSTREAM", "XGROUP CREATE t g 0 MKSTREAM");
          s.client("d").calls("XGROUP CREATECONSUMER s g c", "XGROUP CREATECONSUMER t g c");
          s.client("a")
              .send("XREADGROUP", "GROUP", "g", "c", "BLOCK", "0", "STREAMS", "s", "t", ">", ">");
          blocked(s, 1);
          s.client("d").calls("XADD t 1-1 a b");
          s.client("a").frames(1);
          s.client("a").send("XREAD", "BLOCK", "0", "STREAMS", "s", "t", "u", "$", "$", "$");
          blocked(s, 1);
          s.client("d").calls("MULTI", "XADD t 2-1 a b", "XADD u 2-1 a b", "EXEC");
          s.client("a").frames(1);
        });
  }

  @Test
  void waitingEnds() {
    comparison.run(
        "the end of waiting",
        s -> {
          s.client("a").calls("XREAD BLOCK 20 STREAMS s $", "XADD s 1 a b", "XGROUP CREATE s g $");
          s.client("a").calls("XGROUP CREATECONSUMER s g c");
          s.client("a").calls("XREADGROUP GROUP g c BLOCK 20 STREAMS s >");
          String id = s.client("a").connection().call("CLIENT", "ID").toString().substring(1);
          s.client("a").send("XREAD", "BLOCK", "0", "STREAMS", "s", "$");
          blocked(s, 1);
          s.client("b").connection().call("CLIENT", "UNBLOCK", id);
          s.client("a").frames(1);
          s.client("a").send("XREADGROUP", "GROUP", "g", "c", "BLOCK", "0", "STREAMS", "s", ">");
          blocked(s, 1);
          s.client("b").connection().call("CLIENT", "UNBLOCK", id, "ERROR");
          s.client("a").frames(1);
          s.client("a").calls("PING");
        });
  }

  @Test
  void readersOfAGroupThatGoesAreTold() {
    String[] causes = {
      "XGROUP DESTROY s g", "DEL s", "SET s x", "RENAME s elsewhere", "FLUSHALL", "PEXPIRE s 1",
    };
    comparison.run(
        "waiting for a group that goes",
        s -> {
          for (String cause : causes) {
            s.client("d").calls("DEL s elsewhere", "XGROUP CREATE s g $ MKSTREAM");
            s.client("a").send("XREADGROUP", "GROUP", "g", "c", "BLOCK", "0", "STREAMS", "s", ">");
            blocked(s, 1);
            s.client("d").calls(cause);
            s.client("a").frames(1);
          }
        });
  }

  @Test
  void aGroupThatIsPutBackWakesNobodyByItself() {
    comparison.run(
        "a group put back",
        s -> {
          s.client("d")
              .calls("XADD z 7-7 a b", "XGROUP CREATE z g $", "XGROUP CREATECONSUMER z g c");
          s.client("a").send("XREADGROUP", "GROUP", "g", "c", "BLOCK", "0", "STREAMS", "z", ">");
          blocked(s, 1);
          s.client("d").calls("XGROUP SETID z g 0", "XADD z 8-8 a b");
          s.client("a").frames(1);
          s.client("d").calls("XINFO GROUPS z");
        });
  }
}
