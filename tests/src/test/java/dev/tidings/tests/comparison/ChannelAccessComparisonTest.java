package dev.tidings.tests.comparison;

import static dev.tidings.tests.comparison.Users.forget;
import static dev.tidings.tests.comparison.Users.user;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.ScriptClient;
import dev.tidings.testkit.Step;
import org.junit.jupiter.api.Test;

/** Which channels a user may use, and what becomes of subscriptions when that changes. */
class ChannelAccessComparisonTest {
  private final Comparison comparison = Servers.shared();

  @Test
  void aNewUserHasNoChannels() {
    comparison.run(
        "a user without channels",
        s -> {
          s.client("admin").call("CONFIG", "GET", "acl-pubsub-default");
          ScriptClient user = user(s, "nochannels", "+@all", "~*");
          user.calls("SUBSCRIBE x", "PUBLISH x m", "PSUBSCRIBE *", "SPUBLISH x m", "SSUBSCRIBE x");
          user.calls("PUBSUB CHANNELS", "UNSUBSCRIBE x", "PUNSUBSCRIBE x", "SUNSUBSCRIBE x");
          forget(s, "nochannels");
        });
  }

  @Test
  void patternsMustBeAllowedToTheLetter() {
    comparison.run(
        "a user with two patterns of channels",
        s -> {
          ScriptClient user = user(s, "twopatterns", "+@all", "~*", "&foo*", "&b[ar]");
          user.calls("SUBSCRIBE foo1", "PSUBSCRIBE foo*", "PSUBSCRIBE foo1*", "PSUBSCRIBE foo1");
          user.calls("SSUBSCRIBE foo9", "PUBSUB NUMPAT");
          user.calls("PSUBSCRIBE b[ar]", "PSUBSCRIBE ba");
          forget(s, "twopatterns");
        });
  }

  @Test
  void allNamesAreCheckedBeforeOneIsSubscribed() {
    comparison.run(
        "all or nothing",
        s -> {
          ScriptClient user = user(s, "allornothing", "+@all", "~*", "&foo*");
          user.calls("SUBSCRIBE foo2 zz", "PSUBSCRIBE foo* foo", "SSUBSCRIBE zz foo3");
          s.client("admin").calls("PUBSUB CHANNELS", "PUBSUB NUMPAT", "PUBSUB SHARDCHANNELS");
          forget(s, "allornothing");
        });
  }

  @Test
  void aSubscriptionThatIsNoLongerAllowedEndsTheConnection() {
    comparison.run(
        "channels taken away",
        s -> {
          ScriptClient user = user(s, "takenaway", "+@all", "~*", "&foo*");
          user.call("SUBSCRIBE", "foo1");
          s.client("admin").call("ACL", "SETUSER", "takenaway", "&bar*");
          user.call("PING");
          s.client("admin").call("ACL", "SETUSER", "takenaway", "resetchannels", "&foo1");
          user.call("PING");
          s.client("admin").call("ACL", "SETUSER", "takenaway", "resetchannels", "&foo2");
          user.closed();
          s.client("admin").call("PUBSUB", "CHANNELS");
          forget(s, "takenaway");
        });
    comparison.run(
        "a pattern taken away",
        s -> {
          ScriptClient user = user(s, "patternaway", "+@all", "~*", "allchannels");
          user.call("PSUBSCRIBE", "foo*");
          s.client("admin").call("ACL", "SETUSER", "patternaway", "&x");
          s.client("admin").call("ACL", "SETUSER", "patternaway", "resetchannels", "&fo*");
          user.closed();
          forget(s, "patternaway");
        });
  }

  @Test
  void aDeletedUserIsDisconnected() {
    comparison.run(
        "a deleted user",
        s -> {
          ScriptClient user = user(s, "deleted", "+@all", "~*", "&*");
          user.call("SUBSCRIBE", "a");
          s.client("admin").call("ACL", "DELUSER", "deleted");
          user.closed();
        });
  }

  @Test
  void aTransactionIsRefusedWhenItIsQueued() {
    comparison.run(
        "channels in MULTI",
        s -> {
          ScriptClient user = user(s, "inmulti", "+@all", "~*", "&a");
          user.calls("MULTI", "PUBLISH b x", "EXEC", "MULTI", "PUBLISH a x", "EXEC");
          forget(s, "inmulti");
        });
  }

  @Test
  void scriptsAreRefusedWhenTheyRun() {
    comparison.run(
        "channels in scripts",
        s -> {
          ScriptClient user = user(s, "inscript", "+@all", "~*", "&a");
          user.call("EVAL", "return redis.call('PUBLISH','b','x')", "0");
          user.call("EVAL", "return redis.pcall('PUBLISH','a','x')", "0");
          forget(s, "inscript");
        });
  }

  @Test
  void aDryRunSaysWhatWouldBeRefused() {
    comparison.run(
        "ACL DRYRUN of channels",
        s -> {
          user(s, "dryrun", "+@all", "~*", "&a").call("PING");
          s.client("admin").calls("ACL DRYRUN dryrun PUBLISH a x", "ACL DRYRUN dryrun PUBLISH b x");
          s.client("admin").calls("ACL DRYRUN dryrun PSUBSCRIBE a*", "ACL DRYRUN dryrun ECHO x");
          forget(s, "dryrun");
        });
  }

  @Test
  void selectorsWorkLikeTheRoot() {
    comparison.run(
        "channels of a selector",
        s -> {
          ScriptClient user = user(s, "selector", "-@all", "+ping", "(+SUBSCRIBE &sel*)");
          user.calls("SUBSCRIBE sel1", "SUBSCRIBE other", "PSUBSCRIBE sel*");
          s.client("admin").call("ACL", "GETUSER", "selector").mask("\"[0-9a-f]{64}\"");
          forget(s, "selector");
        });
  }

  @Test
  void rulesArePrintedInOneForm() {
    comparison.run(
        "rules of channels as text",
        s -> {
          user(s, "printed", "+@all", "~*", "&foo*", "&b[ar]").call("PING");
          s.client("admin").call("ACL", "GETUSER", "printed").mask("\"[0-9a-f]{64}\"");
          masked(s.client("admin").call("ACL", "LIST"));
          s.client("admin").call("ACL", "SETUSER", "printed", "allchannels");
          s.client("admin").call("ACL", "SETUSER", "printed", "&x");
          s.client("admin").call("ACL", "SETUSER", "printed", "resetchannels");
          masked(s.client("admin").call("ACL", "LIST"));
          forget(s, "printed");
        });
  }

  @Test
  void refusalsAreLogged() {
    comparison.run(
        "ACL LOG of a channel",
        s -> {
          ScriptClient user = user(s, "logged", "+@all", "~*", "&a");
          s.client("admin").call("ACL", "LOG", "RESET");
          user.call("PUBLISH", "b", "x");
          s.client("admin")
              .call("ACL", "LOG", "1")
              .mask("\"age-seconds\"[:,] (,?\"?[-0-9.e]+\"?)")
              .mask("\"client-info\"[:,] (\"[^\"]*\")")
              .mask("\"timestamp-[a-z-]+\"[:,] :(\\d+)");
          s.client("admin").call("ACL", "LOG", "RESET");
          forget(s, "logged");
        });
  }

  private static Step masked(Step step) {
    return step.mask("#[0-9a-f]{64}");
  }
}
