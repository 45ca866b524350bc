package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import org.junit.jupiter.api.Test;

/** The confirmations of subscribing and unsubscribing: how many, in which order, which counts. */
class SubscribeComparisonTest {
  private final Comparison comparison = Servers.shared();

  @Test
  void everyArgumentIsConfirmedEvenTwice() {
    comparison.run(
        "one confirmation for each argument",
        s -> {
          s.client("a").send("SUBSCRIBE", "a", "b", "a").frames(3);
          s.client("a").call("SUBSCRIBE", "b");
          s.client("a").send("PSUBSCRIBE", "p*", "p*", "q").frames(3);
          s.client("a").send("SSUBSCRIBE", "s", "t", "s").frames(3);
          s.client("a").quiet();
        });
  }

  @Test
  void channelsAndPatternsShareACountAndShardChannelsHaveTheirOwn() {
    comparison.run(
        "counts of the three kinds",
        s -> {
          s.client("a").call("SUBSCRIBE", "a");
          s.client("a").call("PSUBSCRIBE", "b*");
          s.client("a").call("SSUBSCRIBE", "c");
          s.client("a").call("SSUBSCRIBE", "a");
          s.client("a").call("SUNSUBSCRIBE", "c");
          s.client("a").call("UNSUBSCRIBE", "a");
          s.client("a").call("SUNSUBSCRIBE", "a");
          s.client("a").call("PUNSUBSCRIBE", "b*");
          s.client("a").call("ECHO", "x");
        });
  }

  @Test
  void unsubscribingWhatWasNeverSubscribedIsConfirmedToo() {
    comparison.run(
        "unsubscribe from nothing",
        s -> {
          for (String command : new String[] {"UNSUBSCRIBE", "PUNSUBSCRIBE", "SUNSUBSCRIBE"}) {
            s.client("a").call(command);
            s.client("a").send(command, "x", "y").frames(2);
          }
          s.client("a").send("PSUBSCRIBE", "p1", "p2").frames(2);
          s.client("a").call("UNSUBSCRIBE");
          s.client("a").call("SUNSUBSCRIBE");
          s.client("a").send("UNSUBSCRIBE", "x", "p1", "x").frames(3);
          s.client("a").call("SSUBSCRIBE", "sh");
          s.client("a").call("UNSUBSCRIBE");
          s.client("a").send("PUNSUBSCRIBE", "p1", "p1").frames(2);
          s.client("a").send("PUNSUBSCRIBE").frames(1);
          s.client("a").send("PUNSUBSCRIBE").frames(1);
          s.client("a").send("SUNSUBSCRIBE").frames(1);
          s.client("a").quiet();
        });
  }

  @Test
  void unsubscribingFromAllConfirmsEachInAnyOrder() {
    comparison.run(
        "unsubscribe from all",
        s -> {
          s.client("a").send("SUBSCRIBE", "a", "b", "c", "d").frames(4);
          s.client("a").send("PSUBSCRIBE", "p", "q").frames(2);
          s.client("a").send("SSUBSCRIBE", "s", "t").frames(2);
          s.client("a").send("UNSUBSCRIBE").frames(4).sortedColumn(1);
          s.client("a").send("PUNSUBSCRIBE").frames(2).sortedColumn(1);
          s.client("a").send("SUNSUBSCRIBE").frames(2).sortedColumn(1);
          s.client("a").quiet();
        });
  }

  @Test
  void aChannelLeftInTheMiddleOfSeveralIsCountedAtOnce() {
    comparison.run(
        "leave and go on",
        s -> {
          s.client("a").call("SUBSCRIBE", "a");
          s.client("a").send("UNSUBSCRIBE", "zz", "a").frames(2);
          s.client("a").call("ECHO", "x");
        });
  }

  @Test
  void aMissingArgumentIsAnError() {
    comparison.run(
        "arity of the family",
        s -> {
          s.client("a").calls("SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "PUBLISH", "PUBLISH a");
          s.client("a").calls("PUBLISH a b c", "SPUBLISH", "SPUBLISH a", "SPUBLISH a b c");
          s.client("a").calls("subscribe", "pUbLiSh x");
        });
  }

  @Test
  void namesAreBytes() {
    comparison.run(
        "names of any bytes",
        s -> {
          String name = "\0\r\n\u00ff \"";
          s.client("a").send("SUBSCRIBE", "", name).frames(2);
          s.client("b").call("PUBLISH", "", "");
          s.client("b").call("PUBLISH", name, name);
          s.client("a").frames(2);
          s.client("b").call("PUBSUB", "CHANNELS").sortedElements();
          s.client("b").call("PUBSUB", "NUMSUB", name, "", "other");
          s.client("a").send("UNSUBSCRIBE", "", name).frames(2);
          s.client("a").quiet();
        });
  }

  @Test
  void manyNamesInOneRequestAreConfirmedOneByOne() {
    comparison.run(
        "three hundred names at once",
        s -> {
          String[] words = new String[301];
          words[0] = "SUBSCRIBE";
          for (int i = 1; i < words.length; i++) {
            words[i] = "channel-" + i * 7919 % 257;
          }
          s.client("a").send(words).frames(300);
          s.client("b").call("PUBSUB", "NUMSUB", "channel-1", "channel-256");
          words[0] = "UNSUBSCRIBE";
          s.client("a").send(words).frames(300);
          s.client("a").quiet();
        });
  }
}
