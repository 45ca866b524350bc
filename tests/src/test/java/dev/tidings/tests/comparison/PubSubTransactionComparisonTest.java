package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import org.junit.jupiter.api.Test;

/** Subscribing and publishing inside MULTI and inside scripts. */
class PubSubTransactionComparisonTest {
  private final Comparison comparison = Servers.shared();

  @Test
  void confirmationsStandInTheArrayOfTheTransaction() {
    comparison.run(
        "SUBSCRIBE in MULTI",
        s -> s.client("a").calls("MULTI", "SUBSCRIBE a", "PING", "EXEC", "ECHO x"));
    comparison.run(
        "PSUBSCRIBE in MULTI",
        s -> {
          s.client("a").calls("MULTI", "PSUBSCRIBE a", "UNSUBSCRIBE", "PUNSUBSCRIBE a", "EXEC");
          s.client("a").call("ECHO", "x");
        });
  }

  @Test
  void theHeaderOfTheTransactionCountsCommandsAndNotConfirmations() {
    comparison.run(
        "SUBSCRIBE of several in MULTI",
        s -> {
          s.client("a").calls("MULTI", "SUBSCRIBE a b c").send("EXEC").frames(3);
          s.client("a").quiet();
        });
    comparison.run(
        "several kinds in MULTI",
        s -> {
          s.client("a").calls("MULTI", "PSUBSCRIBE a b", "UNSUBSCRIBE").send("EXEC").frames(2);
          s.client("a").quiet();
        });
  }

  @Test
  void shardSubscriptionsAreRefusedInTransactions() {
    comparison.run(
        "SSUBSCRIBE in MULTI",
        s -> {
          s.client("a").calls("MULTI", "SSUBSCRIBE a", "SUNSUBSCRIBE a", "EXEC", "ECHO x");
          s.client("b").call("PUBSUB", "SHARDCHANNELS");
        });
  }

  @Test
  void ownPublicationsOfATransactionFollowItsWholeReply() {
    comparison.runResp3(
        "own publications in MULTI",
        s -> {
          s.client("a").calls("SUBSCRIBE a", "MULTI", "PUBLISH a 1", "ECHO v", "PUBLISH a 2");
          s.client("a").send("EXEC").available();
        });
  }

  @Test
  void othersReceiveThePublicationsOfATransactionInOrder() {
    comparison.run(
        "publications of a transaction",
        s -> {
          s.client("b").call("SUBSCRIBE", "a");
          s.client("a").calls("MULTI", "PUBLISH a 1", "SPUBLISH a x", "PUBLISH a 2");
          s.client("b").quiet();
          s.client("a").call("EXEC");
          s.client("b").frames(2);
          s.client("a").calls("MULTI", "PUBLISH a 3", "DISCARD");
          s.client("b").quiet();
        });
  }

  @Test
  void aWrongSubscriptionAbortsTheTransaction() {
    comparison.run(
        "a wrong SUBSCRIBE in MULTI",
        s -> s.client("a").calls("MULTI", "SUBSCRIBE", "PUBLISH a b", "EXEC", "PING"));
  }

  @Test
  void resetAndQuitWorkInATransaction() {
    comparison.run(
        "RESET in MULTI",
        s -> s.client("a").calls("MULTI", "SUBSCRIBE a", "RESET", "EXEC", "PUBSUB CHANNELS"));
    comparison.run(
        "QUIT in MULTI", s -> s.client("a").calls("MULTI", "ECHO v").send("QUIT").closed());
  }

  @Test
  void scriptsMayNotSubscribe() {
    comparison.run(
        "subscribing in scripts",
        s -> {
          for (String command :
              new String[] {
                "SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "UNSUBSCRIBE", "PUNSUBSCRIBE",
              }) {
            s.client("a").call("EVAL", "return redis.call('" + command + "','a')", "0");
          }
        });
  }

  @Test
  void scriptsMayPublish() {
    comparison.run(
        "publishing in scripts",
        s -> {
          s.client("b").call("SUBSCRIBE", "a");
          s.client("b").call("SSUBSCRIBE", "a");
          s.client("a").call("EVAL", "return redis.call('PUBLISH','a','b')", "0");
          s.client("a").call("EVAL", "return redis.call('SPUBLISH',KEYS[1],'c')", "1", "a");
          s.client("a").call("EVAL", "return redis.call('PUBSUB','NUMSUB','a','x')", "0");
          s.client("a").call("EVAL_RO", "return redis.call('PUBLISH','a','b')", "0");
          s.client("b").frames(2);
          s.client("b").quiet();
        });
    comparison.runResp3(
        "own publications of a script",
        s -> {
          s.client("a").call("SUBSCRIBE", "a");
          s.client("a")
              .send(
                  "EVAL",
                  "redis.call('PUBLISH','a','m1'); redis.call('PUBLISH','a','m2'); return 'done'",
                  "0")
              .frames(3);
          s.client("a").quiet();
        });
  }
}
