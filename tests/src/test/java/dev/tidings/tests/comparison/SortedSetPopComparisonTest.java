package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.ScriptClient;
import org.junit.jupiter.api.Test;

/** Sorted sets from their ends: ZPOPMIN, ZMPOP and those that wait. */
class SortedSetPopComparisonTest {
  private static final String FILL = "ZADD k 1 a 2 b 3 c 4 d 5 e 6 f";

  private final Comparison comparison = Servers.shared();

  @Test
  void theTimeIsJudgedLast() {
    comparison.run(
        "faults of BZMPOP in their order",
        s -> {
          s.client("a").calls("BZMPOP x 1 k MIN COUNT 1 x", "BZMPOP x 1 k MIN COUNT 0");
          s.client("a").calls("BZMPOP x 1 k MIDDLE", "BZMPOP x 0 k MIN", "BZMPOP x 1 k MIN");
        });
  }

  @Test
  void membersAreTakenFromAnEnd() {
    comparison.run(
        "ZPOPMIN and ZPOPMAX",
        s -> {
          ScriptClient a = s.client("a");
          a.calls(FILL, "SET s 1", "ZPOPMIN k", "ZPOPMAX k", "ZPOPMIN k 2", "ZPOPMAX k 1");
          a.calls("ZPOPMIN k 0", "ZPOPMIN k -1", "ZPOPMIN k x", "ZPOPMIN k x y", "ZPOPMIN k 1 2");
          a.calls("ZPOPMIN s", "ZPOPMIN s 0", "ZPOPMIN s -1", "ZPOPMIN none", "ZPOPMIN none 0");
          a.calls("ZPOPMAX none 3", "ZPOPMIN k 9999999999999999999", "ZPOPMIN", "ZPOPMAX k 0");
          a.calls("ZPOPMIN k 9223372036854775807", "EXISTS k", "ZPOPMAX k");
        });
  }

  @Test
  void membersAreTakenFromTheFirstOfSeveral() {
    comparison.run(
        "ZMPOP",
        s -> {
          ScriptClient a = s.client("a");
          a.calls(FILL, "SET s 1", "ZMPOP 0 k MIN", "ZMPOP -1 k MIN", "ZMPOP x k MIN");
          a.calls("ZMPOP 2 k MIN", "ZMPOP 3 k MIN", "ZMPOP 1 k FOO", "ZMPOP 1 k MIN COUNT");
          a.calls(
              "ZMPOP 1 k MIN COUNT 1 COUNT 1", "ZMPOP 1 k MIN COUNT 0", "ZMPOP 1 k MIN COUNT x");
          a.calls("ZMPOP 1 k MIN COUNT -1", "ZMPOP 1 k", "ZMPOP 1", "ZMPOP 1 k MIN x");
          a.calls("ZMPOP 2 none k MIN", "ZMPOP 2 none k max COUNT 2", "ZMPOP 2 none none2 MAX");
          a.calls(
              "ZMPOP 2 s k MAX", "ZMPOP 2 k s MAX COUNT 2", "ZMPOP 1 k MIN count 10", "EXISTS k");
        });
  }

  @Test
  void whoNeedNotWaitIsServedAtOnce() {
    comparison.run(
        "BZPOPMIN and BZMPOP that need not wait",
        s -> {
          ScriptClient a = s.client("a");
          a.calls(FILL, "SET s 1", "BZPOPMIN k x", "BZPOPMIN k -1", "BZPOPMIN s 1", "BZPOPMIN k");
          a.calls("BZMPOP x 1 k MIN COUNT x", "BZMPOP x 1 k MIN COUNT 1", "BZMPOP -1 0 k MIN");
          a.calls("BZMPOP 0 1 k", "BZMPOP -1 1 k MIN", "BZMPOP 1 2 none k MIN COUNT 3");
          a.calls("BZPOPMIN none k s 1", "BZPOPMAX none s k 1", "BZPOPMAX k none 0");
          a.calls("BZMPOP 1 2 s k MAX", "BZPOPMAX none 0.01", "BZMPOP 0.01 1 none MIN");
          a.calls("MULTI", "BZPOPMIN none 0", "BZMPOP 0 1 none MIN", "BZPOPMIN k 0", "EXEC");
          a.calls("EXISTS k", "MULTI", "BZPOPMAX s 0", "EXEC");
        });
  }

  @Test
  void whoWaitsIsServedInTheOrderOfArrival() {
    comparison.run(
        "clients that wait at sorted sets",
        s -> {
          ScriptClient a = s.client("a");
          s.client("w1").send("BZPOPMIN", "k", "other", "0");
          BlockedClients.await(a, 1);
          s.client("w2").send("BZPOPMAX", "other", "k", "0");
          BlockedClients.await(a, 2);
          s.client("w3").send("BZMPOP", "0", "2", "x", "k", "MIN", "COUNT", "2");
          BlockedClients.await(a, 3);
          a.calls(
              "HSET k no no",
              "DEL k",
              "SET k no",
              "DEL k",
              "ZADD k XX 1 a",
              "ZADD k 1 a 2 b 3 c 4 d");
          s.client("w1").frames(1);
          s.client("w2").frames(1);
          s.client("w3").frames(1);
          a.calls("EXISTS k", "ZRANGE k 0 -1");
        });
  }

  @Test
  void whoWaitsIsServedAfterTheTransaction() {
    comparison.run(
        "clients that wait while a transaction runs",
        s -> {
          ScriptClient a = s.client("a");
          s.client("w1").send("BZPOPMIN", "k", "0");
          BlockedClients.await(a, 1);
          s.client("w2").send("BZPOPMIN", "d", "0");
          BlockedClients.await(a, 2);
          a.calls("MULTI", "ZADD k 5 a", "ZADD k 1 b", "ZREM k b", "EXEC");
          s.client("w1").frames(1);
          a.calls("MULTI", "ZADD d 5 a", "DEL d", "EXEC", "ZADD src 1 q 2 r");
          a.calls("ZRANGESTORE d src 0 -1", "EXISTS d");
          s.client("w2").frames(1);
          a.calls("ZRANGE d 0 -1");
          s.client("w1").send("BZMPOP", "0", "1", "k", "MAX");
          BlockedClients.await(a, 1);
          a.calls("ZADD y 1 a", "RENAME y k", "EXISTS k");
          s.client("w1").frames(1);
        });
  }

  @Test
  void listenersLearnWhatWasTaken() {
    comparison.run(
        "events of ZPOPMIN and others",
        s -> {
          ScriptClient a = s.client("a");
          a.call("CONFIG", "SET", "notify-keyspace-events", "KEA");
          s.client("l").call("PSUBSCRIBE", "__key*__:*");
          a.calls(FILL, "ZPOPMIN k", "ZPOPMAX k 2", "ZPOPMIN k 0", "ZMPOP 1 k MIN COUNT 2");
          a.calls("BZPOPMAX k 0", "EXISTS k", "ZPOPMIN k");
          s.client("l").available();
          s.client("w").send("BZPOPMIN", "k", "0");
          BlockedClients.await(a, 1);
          a.calls("ZADD k 1 a");
          s.client("w").frames(1);
          s.client("l").available();
          a.call("CONFIG", "SET", "notify-keyspace-events", "");
        });
  }
}
