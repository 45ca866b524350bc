package dev.tidings.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two servers of the same kind must compare as equal, and two of different settings must not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComparisonTest {
  private RealRedis one;
  private RealRedis other;

  @BeforeAll
  void start() {
    one = RealRedis.start();
    other = RealRedis.start("--proto-max-bulk-len", "1mb", "--acl-pubsub-default", "allchannels");
  }

  @AfterAll
  void stop() {
    one.close();
    other.close();
  }

  @Test
  void aRichScriptIsTheSameOnTwoServersOfAKind() {
    Comparison.between(RealRedis.shared(), one)
        .run(
            "all kinds of subscriptions",
            s -> {
              s.client("a").send("SUBSCRIBE", "x", "y", "x").frames(3);
              s.client("a").send("PSUBSCRIBE", "x*", "*").frames(2);
              s.client("b").call("SSUBSCRIBE", "x");
              s.client("c").call("PUBLISH", "x", "one\r\ntwo\0");
              s.client("a").frames(3).sorted();
              s.client("c").call("SPUBLISH", "x", "");
              s.client("b").frames(1);
              s.client("a").quiet();
              s.client("c").call("PUBSUB", "CHANNELS").sortedElements();
              s.client("c").call("CLIENT", "ID").mask(":\\d+");
              long id = s.client("c").connection().call("CLIENT", "ID").number();
              assertThat(id).isPositive();
              s.client("a").send("UNSUBSCRIBE").frames(2).sortedColumn(1);
              s.client("a").send("PUNSUBSCRIBE").frames(2).sortedColumn(1);
              s.raw("d").call("HELLO", "3").mask("\"id\": (:\\d+)");
              s.client("c").pipeline("SET k 1", "INCR k", "GET k").available();
              s.client("b").sendText("PING \"\r\n").closed();
            });
  }

  @Test
  void aServerOfOtherSettingsFailsWithBothAnswers() {
    Comparison comparison = Comparison.between(one, other);
    assertThatThrownBy(() ->
            comparison.run(
                "settings",
                s -> {
                  s.client("a").call("PING");
                  s.client("a").call("CONFIG", "GET", "acl-pubsub-default");
                  s.client("a").call("PING", "again");
                }))
        .isInstanceOf(AssertionError.class)
        .hasMessage(
            """
            script "settings"
              RESP2, step 2 of 3, a> CONFIG GET acl-pubsub-default
                  redis: ["acl-pubsub-default", "resetchannels"]
                  redis: ["acl-pubsub-default", "allchannels"]
              RESP3, step 2 of 3, a> CONFIG GET acl-pubsub-default
                  redis: %["acl-pubsub-default": "resetchannels"]
                  redis: %["acl-pubsub-default": "allchannels"]\
            """);
  }

  @Test
  void aConnectionThatEndsOnOneServerOnlyIsADifference() {
    String megabytes = "x".repeat(2 << 20);
    assertThatThrownBy(() ->
            Comparison.between(one, other)
                .runResp2("large", s -> s.client("a").call("ECHO", megabytes)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("step 1 of 1");
  }

  @Test
  void aStatedDifferencePassesAndOneThatIsNotThereDoesNot() {
    Peer subject = Peer.at("subject", other.host(), other.port());
    Differences stated =
        Differences.parse(
            """
            # what the second server was started with
            id: channels
            in: settings
            redis: …acl-pubsub-default"…resetchannels"…
            tidings: …acl-pubsub-default"…allchannels"…
            because: it was started so

            id: idle
            in: quiet
            redis: +PONG
            tidings: +PING
            because: nobody knows
            """);
    Comparison comparison = Comparison.between(one, subject, stated);
    comparison.run("settings", s -> s.client("a").call("CONFIG", "GET", "acl-pubsub-default"));
    assertThatThrownBy(() -> comparison.run("quiet", s -> s.client("a").call("PING")))
        .hasMessageContaining("the stated difference \"idle\" is not there: remove it");
    assertThatThrownBy(() ->
            comparison.run(
                "elsewhere", s -> s.client("a").call("CONFIG", "GET", "acl-pubsub-default")))
        .hasMessageContaining("allchannels");
  }

  @Test
  void aScriptThatCannotBePerformedIsNotAPass() {
    Comparison comparison = Comparison.between(RealRedis.shared(), one);
    assertThatThrownBy(() ->
            comparison.run(
                "not quiet",
                s -> {
                  s.client("a").call("SUBSCRIBE", "x");
                  s.client("b").call("PUBLISH", "x", "m");
                  s.client("a").quiet();
                }))
        .hasMessageContaining("a expected nothing but got")
        .hasMessageContaining("cannot be performed on redis itself");
    assertThatThrownBy(() -> comparison.run("unread", s -> s.client("a").send("PING")))
        .hasMessageContaining("a never reads after PING");
  }
}
