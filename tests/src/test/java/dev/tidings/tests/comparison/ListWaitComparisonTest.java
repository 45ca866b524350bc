package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.RespValue;
import dev.tidings.testkit.Scene;
import org.junit.jupiter.api.Test;

/** Lists: requests that wait for an element. */
class ListWaitComparisonTest {
  private final Comparison comparison = Servers.shared();

  @Test
  void whereThereIsSomethingNobodyWaits() {
    comparison.run(
        "BLPOP and its like at once",
        s -> {
          s.client("a").calls("RPUSH l a b c d e f g h i", "BLPOP no l 0", "BRPOP l no 0");
          s.client("a").calls("BLMOVE l m LEFT RIGHT 0", "BRPOPLPUSH l m 0", "LRANGE m 0 -1");
          s.client("a").calls("BLMPOP 0 2 no l LEFT", "BLMPOP 0 1 l RIGHT COUNT 2");
          s.client("a").calls("BLMPOP 0 1 m right count 100", "EXISTS m", "LRANGE l 0 -1");
          s.client("a").calls("MULTI", "BLPOP l 0", "BLPOP no 0", "BLMOVE no l LEFT LEFT 0");
          s.client("a").calls("BRPOPLPUSH no l 0", "BLMPOP 0 1 no LEFT", "BLMOVE l m LEFT LEFT 0");
          s.client("a").calls("EXEC", "BLPOP no 0.001", "BLMOVE no m LEFT LEFT 0.001");
          s.client("a")
              .calls("BRPOPLPUSH no m 0.001", "BLMPOP 0.001 1 no LEFT", "BRPOP a b c 0.001");
        });
  }

  @Test
  void wrongFormsAreRefused() {
    comparison.run(
        "wrong forms of BLPOP and its like",
        s -> {
          s.client("a").calls("SET x 1", "RPUSH l a", "BLPOP no x 0", "BLPOP l x 0", "BLPOP x l 0");
          s.client("a").calls("BLPOP l", "BLPOP", "BLPOP l y", "BLPOP l -1", "BLPOP no -0.1");
          s.client("a")
              .calls("BLPOP no nan", "BLPOP x nan", "BRPOPLPUSH x l 0", "BRPOPLPUSH x l y");
          s.client("a")
              .calls("RPUSH l a", "BRPOPLPUSH l x 0", "BRPOPLPUSH l l", "BLMOVE l l LEFT LEFT y");
          s.client("a")
              .calls("BLMOVE l l UP LEFT y", "BLMOVE l l LEFT UP y", "BLMOVE l l LEFT LEFT");
          s.client("a").calls("BLMOVE x l LEFT LEFT 0", "BLMOVE l x LEFT LEFT -1");
          s.client("a").calls("BLMPOP y 1 l LEFT", "BLMPOP y 0 l LEFT", "BLMPOP y 1 l UP");
          s.client("a").calls("BLMPOP y 1 l LEFT FOO", "BLMPOP -1 1 l LEFT", "BLMPOP 0 1 x LEFT");
          s.client("a").calls("BLMPOP 0 1 l LEFT COUNT 0", "BLMPOP 0 2 l LEFT", "BLMPOP 0 1 l");
          s.client("a").calls("BLMPOP 0 1 l LEFT COUNT 1 COUNT 1", "LRANGE l 0 -1");
        });
    comparison.run(
        "timeouts beyond all time",
        s -> s.client("a").calls("BLPOP no inf", "BLPOP no 9223372036854775807", "BLPOP no -inf"));
  }

  @Test
  void whoCameFirstIsServedFirst() {
    comparison.run(
        "several clients wait for one list",
        s -> {
          wait(s, "c1", 1, "BLPOP l 0");
          wait(s, "c2", 2, "BRPOP l 0");
          wait(s, "c3", 3, "BLPOP other l 0");
          wait(s, "c4", 4, "BLMPOP 0 1 l LEFT COUNT 2");
          s.client("p").call("RPUSH", "l", "1", "2");
          s.client("c1").frames(1);
          s.client("c2").frames(1);
          s.client("p").calls("EXISTS l", "LPUSH l a b c d");
          s.client("c3").frames(1);
          s.client("c4").frames(1);
          s.client("p").call("LRANGE", "l", "0", "-1");
        });
  }

  @Test
  void whoWaitsForSeveralListsTakesTheFirstThatComes() {
    comparison.run(
        "a client waits for several lists",
        s -> {
          wait(s, "c1", 1, "BLPOP a b c a 0");
          s.client("p").calls("RPUSH c 1 2");
          s.client("c1").frames(1);
          s.client("p").calls("RPUSH a x", "LRANGE a 0 -1", "DEL a c");
          wait(s, "c1", 1, "BLPOP a b c 0");
          s.client("p").calls("RPUSH b 2", "EXISTS b");
          s.client("c1").frames(1);
        });
    comparison.run(
        "two lists come at once",
        s -> {
          wait(s, "c1", 1, "BLPOP a b c 0");
          s.client("p").calls("MULTI", "RPUSH c 1", "RPUSH b 2", "EXEC");
          s.client("c1").frames(1);
          s.client("p").call("DEL", "b", "c");
        });
  }

  @Test
  void aTransactionIsSeenAsAWhole() {
    comparison.run(
        "a transaction fills a list that somebody waits for",
        s -> {
          wait(s, "c1", 1, "BLPOP l 0");
          s.client("p").calls("MULTI", "LPUSH l a", "LPUSH l b", "LPUSH l c", "EXEC");
          s.client("c1").frames(1);
          s.client("p").calls("LRANGE l 0 -1", "DEL l");
          wait(s, "c1", 1, "BLPOP l 0");
          s.client("p").calls("MULTI", "LPUSH l a", "DEL l", "EXEC");
          s.client("p").calls("MULTI", "LPUSH l a", "DEL l", "SET l x", "EXEC", "DEL l");
          s.client("p").calls("MULTI", "SET l x", "DEL l", "RPUSH l new", "EXEC");
          s.client("c1").frames(1);
          s.client("p").call("EXISTS", "l");
        });
  }

  @Test
  void movesFollowEachOther() {
    comparison.run(
        "a chain of BLMOVE",
        s -> {
          wait(s, "c1", 1, "BLMOVE a b LEFT RIGHT 0");
          wait(s, "c2", 2, "BLMOVE b c LEFT RIGHT 0");
          wait(s, "c3", 3, "BRPOPLPUSH c d 0");
          wait(s, "c4", 4, "BLPOP d 0");
          s.client("p").call("RPUSH", "a", "x");
          s.client("c1").frames(1);
          s.client("c2").frames(1);
          s.client("c3").frames(1);
          s.client("c4").frames(1);
          s.client("p").calls("EXISTS a b c d");
          wait(s, "c1", 1, "BLMOVE l l LEFT RIGHT 0");
          wait(s, "c2", 2, "BRPOPLPUSH l l 0");
          s.client("p").call("RPUSH", "l", "1", "2", "3");
          s.client("c1").frames(1);
          s.client("c2").frames(1);
          s.client("p").call("LRANGE", "l", "0", "-1");
        });
  }

  @Test
  void aDestinationThatIsNoListIsFoundWhenSomethingComes() {
    comparison.run(
        "BLMOVE to something else",
        s -> {
          s.client("p").call("SET", "x", "1");
          wait(s, "c1", 1, "BLMOVE l x LEFT LEFT 0");
          wait(s, "c2", 2, "BLMOVE l m LEFT LEFT 0");
          s.client("p").call("RPUSH", "l", "1");
          s.client("c1").frames(1);
          s.client("c2").frames(1);
          s.client("p").calls("GET x", "LRANGE m 0 -1", "EXISTS l");
        });
  }

  @Test
  void otherTypesWakeNobody() {
    comparison.run(
        "something else comes under the key",
        s -> {
          wait(s, "c1", 1, "BLPOP l 0");
          s.client("p").calls("SET l 1", "DEL l", "RPUSH l x");
          s.client("c1").frames(1);
        });
  }

  @Test
  void waitsAreEndedByOthers() {
    comparison.run(
        "CLIENT UNBLOCK of a client that waits for a list",
        s -> {
          RespValue one = s.client("c1").connection().call("CLIENT", "ID");
          String number = Long.toString(one.number());
          wait(s, "c1", 1, "BLPOP l 0");
          s.client("p").connection().call("CLIENT", "UNBLOCK", number);
          s.client("c1").frames(1);
          wait(s, "c1", 1, "BLMOVE l m LEFT LEFT 0");
          s.client("p").connection().call("CLIENT", "UNBLOCK", number, "ERROR");
          s.client("c1").frames(1);
          wait(s, "c1", 1, "BLMOVE l m LEFT LEFT 0");
          s.client("p").connection().call("CLIENT", "UNBLOCK", number, "TIMEOUT");
          s.client("c1").frames(1);
          wait(s, "c1", 1, "BLMPOP 0 1 l LEFT");
          s.client("p").connection().call("CLIENT", "UNBLOCK", number);
          s.client("c1").frames(1);
          s.client("p").calls("RPUSH l a", "LRANGE l 0 -1");
          s.client("c1").call("PING");
        });
  }

  @Test
  void whoHasGoneTakesNothing() {
    comparison.run(
        "a client leaves while it waits",
        s -> {
          String number = Long.toString(s.client("c1").connection().call("CLIENT", "ID").number());
          wait(s, "c1", 1, "BLPOP l 0");
          wait(s, "c2", 2, "BLPOP l 0");
          s.client("p").connection().call("CLIENT", "KILL", "ID", number);
          s.client("c1").closed();
          Blocked.await(s, 1);
          s.client("p").call("RPUSH", "l", "1");
          s.client("c2").frames(1);
          s.client("p").call("EXISTS", "l");
        });
  }

  @Test
  void requestsSentMeanwhileAreServedAfterwards() {
    comparison.run(
        "a pipeline behind BLPOP",
        s -> {
          s.client("c1").pipeline("BLPOP l 0", "PING", "RPUSH m 1", "BLPOP m 0", "PING");
          Blocked.await(s, 1);
          s.client("p").calls("EXISTS m", "RPUSH l x");
          s.client("c1").frames(5);
        });
  }

  @Test
  void aDatabaseHasWaitersOfItsOwn() {
    comparison.run(
        "waiting in another database",
        s -> {
          s.client("c1").call("SELECT", "3");
          wait(s, "c1", 1, "BLPOP l 0");
          s.client("p").calls("RPUSH l 0", "SELECT 3", "RPUSH l 3");
          s.client("c1").frames(1);
          s.client("p").calls("EXISTS l", "SELECT 0", "LRANGE l 0 -1");
        });
  }

  @Test
  void servingIsTold() {
    comparison.run(
        "events of clients that were served",
        s -> {
          s.client("p").call("CONFIG", "SET", "notify-keyspace-events", "KEA");
          try {
            s.client("e").call("PSUBSCRIBE", "__key*__:*");
            wait(s, "c1", 1, "BLPOP l 0");
            s.client("p").call("RPUSH", "l", "a");
            s.client("c1").frames(1);
            wait(s, "c1", 1, "BLMOVE l m LEFT RIGHT 0");
            wait(s, "c2", 2, "BLMPOP 0 1 m RIGHT COUNT 2");
            s.client("p").call("RPUSH", "l", "a", "b");
            s.client("c1").frames(1);
            s.client("c2").frames(1);
            s.client("e").available();
          } finally {
            s.client("p").call("CONFIG", "SET", "notify-keyspace-events", "");
          }
        });
  }

  @Test
  void whoWaitsIsCounted() {
    comparison.run(
        "INFO of clients that wait",
        s -> {
          wait(s, "c1", 1, "BLPOP l 0");
          wait(s, "c2", 2, "BLPOP l m 100");
          s.client("p").call("INFO", "clients").only(Fields.ofInfo("blocked_clients"));
          s.client("p").call("RPUSH", "l", "a", "b");
          s.client("c1").frames(1);
          s.client("c2").frames(1);
          s.client("p").call("INFO", "clients").only(Fields.ofInfo("blocked_clients"));
        });
  }

  @Test
  void whatEndsBeforeItIsTakenWakesNobody() {
    comparison.run(
        "a list that somebody waits for ends in the transaction that makes it",
        s -> {
          wait(s, "c1", 1, "BLPOP l 0");
          s.client("p").calls("MULTI", "RPUSH l x", "PEXPIRE l 20", "DEBUG SLEEP 0.05", "EXEC");
          s.client("p").calls("EXISTS l", "RPUSH l y");
          s.client("c1").frames(1);
        });
  }

  @Test
  void whoIsHeldByAPauseCountsAsBlocked() {
    comparison.run(
        "BLPOP and SET during CLIENT PAUSE",
        s -> {
          s.client("p").calls("CLIENT PAUSE 60000 WRITE");
          wait(s, "c1", 1, "BLPOP l 0.01");
          wait(s, "c2", 2, "SET a 1");
          s.client("p").call("INFO", "clients").only(Fields.ofInfo("blocked_clients"));
          s.client("p").call("CLIENT", "UNPAUSE");
          s.client("c1").frames(1);
          s.client("c2").frames(1);
          s.client("p").call("INFO", "clients").only(Fields.ofInfo("blocked_clients"));
        });
  }

  /** Sends a request that waits, and goes on when it is the last of {@code waiting} that do. */
  private static void wait(Scene s, String client, int waiting, String request) {
    s.client(client).send(request.split(" "));
    Blocked.await(s, waiting);
  }
}
