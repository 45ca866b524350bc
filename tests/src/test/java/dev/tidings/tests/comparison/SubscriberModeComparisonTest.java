package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import org.junit.jupiter.api.Test;

/** What a subscribed client may do: little in RESP2, everything in RESP3. */
class SubscriberModeComparisonTest {
  private final Comparison comparison = Servers.shared();

  @Test
  void aSubscribedClientIsRestrictedInTheOldProtocolOnly() {
    comparison.run(
        "commands while subscribed",
        s -> {
          s.client("a").call("SUBSCRIBE", "ch");
          s.client("a").calls("ECHO x", "PUBLISH other m", "CONFIG GET maxmemory");
          s.client("a").calls("EcHo hi", "SELECT 1", "PUBSUB NUMPAT", "CLIENT GETNAME");
          s.client("a").calls("EXEC", "DISCARD", "AUTH x y");
        });
  }

  @Test
  void commandsThatChangeTheConnectionAreRestrictedToo() {
    comparison.runResp2(
        "restricted commands of the connection",
        s -> {
          s.client("a").call("SUBSCRIBE", "ch");
          s.client("a")
              .calls("HELLO 3", "HELLO", "MULTI", "WATCH k", "CLIENT ID", "CLIENT REPLY OFF");
          s.client("a").calls("CLIENT SETNAME x", "COMMAND COUNT", "ACL WHOAMI", "MONITOR");
          s.client("a").quiet();
        });
  }

  @Test
  void shapeIsCheckedBeforeTheMode() {
    comparison.run(
        "unknown commands and arity while subscribed",
        s -> {
          s.client("a").call("PSUBSCRIBE", "p");
          s.client("a").calls("NOSUCHCMD foo", "ECHO", "CLIENT", "CLIENT NOSUCH", "CONFIG GET");
          s.client("a").calls("SUBSCRIBE", "PING a b");
        });
  }

  @Test
  void pingAnswersInTheShapeOfTheMode() {
    comparison.run(
        "PING while subscribed",
        s -> {
          s.client("a").calls("PING", "PING hello", "SUBSCRIBE ch", "PING", "PING hello");
          s.client("a").call("PING", "");
          s.client("a").calls("PING a b", "UNSUBSCRIBE ch", "PING", "PING hello");
        });
  }

  @Test
  void eachKindOfSubscriptionKeepsTheModeOnItsOwn() {
    comparison.run(
        "the mode ends with the last subscription",
        s -> {
          s.client("a").calls("SSUBSCRIBE s", "ECHO x", "PSUBSCRIBE p", "SUBSCRIBE c");
          s.client("a").calls("SUNSUBSCRIBE s", "ECHO x", "UNSUBSCRIBE c", "ECHO x");
          s.client("a").calls("PUNSUBSCRIBE p", "ECHO x");
        });
  }

  @Test
  void theModeIsJudgedRequestByRequestInOnePacket() {
    comparison.run(
        "in and out of the mode in one packet",
        s ->
            s.client("a")
                .pipeline("SUBSCRIBE a", "ECHO x", "UNSUBSCRIBE a", "ECHO x", "PING")
                .frames(5));
  }

  @Test
  void theOldProtocolCanBeChosenWhileSubscribed() {
    comparison.runResp3(
        "HELLO 2 while subscribed",
        s -> {
          s.client("a").call("SUBSCRIBE", "ch");
          s.client("a")
              .call("HELLO", "2")
              .mask("\"version\", (\"[^\"]*\")")
              .mask("\"id\", (:\\d+)");
          s.client("a").calls("ECHO x", "HELLO 3", "PING");
          s.client("b").call("PUBLISH", "ch", "m");
          s.client("a").frames(1);
          s.client("a").calls("UNSUBSCRIBE", "ECHO x");
        });
  }

  @Test
  void pushesOfOthersComeBetweenTheStepsOfATransaction() {
    comparison.runResp3(
        "a push between OK and QUEUED",
        s -> {
          s.client("a").calls("SUBSCRIBE ch", "MULTI");
          s.client("b").call("PUBLISH", "ch", "m1");
          s.client("a").send("PING").frames(2);
          s.client("a").call("EXEC");
        });
  }

  @Test
  void pushesReachABlockedClient() {
    comparison.runResp3(
        "a push while blocked",
        s -> {
          s.client("a").call("SUBSCRIBE", "ch");
          s.client("a").send("BLPOP", "nolist", "0");
          Blocked.await(s, 1);
          s.client("b").call("PUBLISH", "ch", "m2");
          s.client("a").frames(1);
          s.client("b").call("RPUSH", "nolist", "x");
          s.client("a").frames(1);
        });
  }

  @Test
  void resetAndQuitEndTheMode() {
    comparison.run(
        "RESET while subscribed",
        s -> {
          s.client("a").calls("SUBSCRIBE a", "PSUBSCRIBE p*", "SSUBSCRIBE s", "RESET", "ECHO x");
          s.client("b").calls("PUBSUB NUMPAT", "PUBSUB CHANNELS", "PUBSUB SHARDCHANNELS");
          s.client("b").call("PUBLISH", "a", "m");
          s.client("a").quiet();
        });
    comparison.run(
        "QUIT while subscribed", s -> s.client("a").calls("SUBSCRIBE a").send("QUIT").closed());
  }
}
