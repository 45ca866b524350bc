package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import org.junit.jupiter.api.Test;

/** Who receives a publication, how often, in which frames and in which order. */
class PublishComparisonTest {
  private final Comparison comparison = Servers.shared();

  @Test
  void aClientReceivesOneCopyForEachSubscriptionThatMatches() {
    comparison.run(
        "three copies and a count of three",
        s -> {
          s.client("a").call("SUBSCRIBE", "ch");
          s.client("a").send("PSUBSCRIBE", "c*", "*h").frames(2);
          s.client("b").call("SUBSCRIBE", "ch");
          s.client("c").call("PUBLISH", "ch", "m");
          s.client("a").frames(3).sorted();
          s.client("b").frames(1);
          s.client("c").call("PUBLISH", "cx", "only a pattern");
          s.client("a").frames(1);
          s.client("c").call("PUBLISH", "nobody", "m");
          s.client("a").quiet();
          s.client("b").quiet();
        });
  }

  @Test
  void theExactSubscriptionIsServedBeforeThePattern() {
    comparison.run(
        "exact before pattern",
        s -> {
          s.client("a").call("PSUBSCRIBE", "o*");
          s.client("a").call("SUBSCRIBE", "o");
          s.client("b").call("PUBLISH", "o", "1");
          s.client("a").frames(2);
        });
  }

  @Test
  void shardPublicationsAndOthersNeverMeet() {
    comparison.run(
        "shard channels apart",
        s -> {
          s.client("a").call("SUBSCRIBE", "ch");
          s.client("a").call("PSUBSCRIBE", "*");
          s.client("b").call("SSUBSCRIBE", "ch");
          s.client("c").call("SPUBLISH", "ch", "shard");
          s.client("b").frames(1);
          s.client("a").quiet();
          s.client("c").call("PUBLISH", "ch", "all");
          s.client("a").frames(2);
          s.client("b").quiet();
          s.client("c").call("SPUBLISH", "other", "m");
        });
  }

  @Test
  void theNumberOfTheDatabaseDoesNotMatter() {
    comparison.run(
        "databases do not matter",
        s -> {
          s.client("a").call("SELECT", "3");
          s.client("a").call("SUBSCRIBE", "ch");
          s.client("b").call("PUBLISH", "ch", "m");
          s.client("a").frames(1);
        });
  }

  @Test
  void payloadsAreBytesOfAnySize() {
    comparison.run(
        "payloads of any bytes and size",
        s -> {
          s.client("a").call("SUBSCRIBE", "ch");
          for (int length : new int[] {0, 1, 9, 10, 63, 64, 1023, 16_384, 70_000, 1_000_000}) {
            s.client("b").call("PUBLISH", "ch", "\r\n\0\u00ffx".repeat(length / 5 + 1));
            s.client("a").frames(1);
          }
        });
  }

  @Test
  void messagesOfAPipelineComeInItsOrder() {
    comparison.run(
        "order of a pipeline",
        s -> {
          s.client("a").send("SUBSCRIBE", "x", "y").frames(2);
          s.client("b")
              .pipeline("PUBLISH x 1", "PUBLISH y 2", "PUBLISH x 3", "PUBLISH z 4", "PUBLISH y 5")
              .frames(5);
          s.client("a").frames(4);
          s.client("a").quiet();
        });
  }

  @Test
  void nothingComesBeforeTheConfirmationOrAfterTheFarewell() {
    comparison.runResp3(
        "subscribe, publish and leave in one packet",
        s ->
            s.client("a")
                .pipeline("SUBSCRIBE o", "PUBLISH o 1", "UNSUBSCRIBE o", "PUBLISH o 2", "PING")
                .frames(6));
  }

  @Test
  void whatAClientPublishesToItselfFollowsItsReply() {
    comparison.runResp3(
        "own publication",
        s -> {
          s.client("a").call("SUBSCRIBE", "a");
          s.client("a").send("PUBLISH", "a", "x").frames(2);
          s.client("a").call("SSUBSCRIBE", "sh");
          s.client("a").send("SPUBLISH", "sh", "x").frames(2);
          s.client("a").quiet();
        });
    comparison.runResp3(
        "own publication to patterns",
        s -> {
          s.client("a").call("SUBSCRIBE", "a");
          s.client("a").call("PSUBSCRIBE", "a*");
          s.client("a").send("PUBLISH", "a", "x").frames(3);
          s.client("a").quiet();
        });
  }

  @Test
  void theIntrospectionCountsWhatIsThere() {
    comparison.run(
        "PUBSUB and its subcommands",
        s -> {
          s.client("a").call("SUBSCRIBE", "ch");
          s.client("a").send("PSUBSCRIBE", "c*", "*h").frames(2);
          s.client("b").call("SUBSCRIBE", "ch");
          s.client("b").call("PSUBSCRIBE", "c*");
          s.client("b").call("SSUBSCRIBE", "sh");
          s.client("c").calls("PUBSUB NUMSUB ch nope ch", "PUBSUB NUMSUB", "PUBSUB NUMPAT");
          s.client("c").calls("PUBSUB SHARDNUMSUB sh ch", "PUBSUB SHARDNUMSUB");
          s.client("c").calls("PUBSUB CHANNELS", "PUBSUB CHANNELS c?", "PUBSUB CHANNELS x*");
          s.client("c").calls("PUBSUB SHARDCHANNELS", "PUBSUB SHARDCHANNELS s*");
          s.client("c").calls("PUBSUB SHARDCHANNELS c*", "pubsub channels", "pubsub NumPat");
          s.client("b").call("PUNSUBSCRIBE", "c*");
          s.client("c").call("PUBSUB", "NUMPAT");
        });
  }

  @Test
  void wrongFormsOfTheIntrospectionAreErrors() {
    comparison.run(
        "errors of PUBSUB",
        s -> {
          s.client("c").calls("PUBSUB", "PUBSUB FOO", "PUBSUB foo bar", "PUBSUB CHANNELS a b");
          s.client("c").calls("PUBSUB NUMPAT x", "PUBSUB SHARDCHANNELS a b", "PUBSUB HELP");
          s.client("c").call("PUBSUB", "a\r\nb");
          s.client("c").call("PUBSUB", "x".repeat(200));
        });
  }

  @Test
  void whoLeavesIsNotCounted() {
    comparison.run(
        "a subscriber that went away",
        s -> {
          s.client("a").call("SUBSCRIBE", "ch");
          s.client("a").send("QUIT").closed();
          s.client("b").call("PUBLISH", "ch", "m");
          s.client("b").calls("PUBSUB CHANNELS", "PUBSUB NUMSUB ch", "PUBSUB NUMPAT");
        });
  }

  @Test
  void theNumbersOfSubscriptionsStandInTheStatistics() {
    comparison.run(
        "INFO of subscriptions",
        s -> {
          s.client("a").send("SUBSCRIBE", "x", "y").frames(2);
          s.client("b").send("PSUBSCRIBE", "x*").frames(1);
          s.client("b").send("SSUBSCRIBE", "s").frames(1);
          s.client("c")
              .call("INFO", "stats")
              .only(Fields.ofInfo("pubsub_channels", "pubsub_patterns"));
          s.client("c").call("INFO", "stats").only(Fields.ofInfo("pubsubshard_channels"));
        });
    comparison.run(
        "INFO of subscribed clients",
        s -> {
          s.client("a").send("SUBSCRIBE", "x", "y").frames(2);
          s.client("b").send("PSUBSCRIBE", "x*").frames(1);
          s.client("c").call("INFO", "clients").only(Fields.ofInfo("pubsub_clients"));
        });
  }
}
