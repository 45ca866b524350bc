package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import org.junit.jupiter.api.Test;

/** CLIENT and its subcommands. */
class ClientCommandComparisonTest {
  private static final String ID = ":\\d+";

  private final Comparison comparison = Servers.shared();

  @Test
  void aNameHasNoSpaces() {
    comparison.run(
        "CLIENT SETNAME",
        s -> {
          s.client("a").calls("CLIENT GETNAME", "CLIENT SETNAME n1", "CLIENT GETNAME");
          s.client("a").call("CLIENT", "SETNAME", "a b");
          s.client("a").call("CLIENT", "SETNAME", "a\nb");
          s.client("a").call("CLIENT", "SETNAME", "\u00e9");
          s.client("a").calls("CLIENT SETNAME", "CLIENT SETNAME a b", "CLIENT GETNAME");
          s.client("a").call("CLIENT", "SETNAME", "");
          s.client("a").calls("CLIENT GETNAME", "CLIENT GETNAME x", "client setname N2");
          s.client("a").call("CLIENT", "INFO").only(Fields.ofClients("name"));
        });
  }

  @Test
  void identifiersAreNumbersThatGrow() {
    comparison.run(
        "CLIENT ID",
        s -> {
          long first = s.client("a").call("CLIENT", "ID").mask(ID).value().number();
          long second = s.client("b").call("CLIENT", "ID").mask(ID).value().number();
          if (second <= first) {
            throw new AssertionError("the second is " + second + " after " + first);
          }
          s.client("a").calls("CLIENT ID x");
        });
  }

  @Test
  void wrongSubcommandsAreErrors() {
    comparison.run(
        "wrong forms of CLIENT",
        s -> {
          s.client("a").calls("CLIENT", "CLIENT NOSUCH", "CLIENT nosuch x", "CLIENT KILL");
          s.client("a").calls("CLIENT LIST x", "CLIENT INFO x", "CLIENT NO-EVICT maybe");
          s.client("a").calls("CLIENT NO-EVICT", "CLIENT PAUSE", "CLIENT PAUSE x");
          s.client("a").calls("CLIENT PAUSE -1", "CLIENT PAUSE 1 SOME", "CLIENT REPLY FOO");
          s.client("a").calls("CLIENT UNBLOCK x", "CLIENT UNBLOCK 1 x", "CLIENT GETREDIR x");
          s.client("a").calls("CLIENT LIST TYPE", "CLIENT LIST TYPE x", "CLIENT LIST ID");
          s.client("a").calls("CLIENT LIST ID x", "CLIENT REPLY", "CLIENT REPLY on off");
        });
  }

  @Test
  void theListTellsWhatEachClientHasSubscribed() {
    comparison.run(
        "CLIENT LIST of subscribers",
        s -> {
          s.client("a").call("CLIENT", "SETNAME", "one");
          s.client("a").call("SUBSCRIBE", "ch");
          s.client("a").send("PSUBSCRIBE", "c*", "*h").frames(2);
          s.client("b").call("CLIENT", "SETNAME", "two");
          s.client("b").call("SUBSCRIBE", "ch");
          s.client("b").call("SSUBSCRIBE", "sh");
          s.client("c")
              .call("CLIENT", "LIST", "TYPE", "pubsub")
              .only(
                  Fields.ofClients(
                      "name", "db", "flags", "sub", "psub", "ssub", "multi", "cmd", "resp"));
          s.client("c")
              .call("CLIENT", "INFO")
              .only(Fields.ofClients("flags", "sub", "cmd", "user"));
          s.client("c").call("CLIENT", "LIST", "TYPE", "replica");
          s.client("c").call("CLIENT", "LIST", "TYPE", "master");
          s.client("c").call("CLIENT", "LIST", "ID", "999999999");
        });
  }

  @Test
  void theListHasAllItsFieldsInOrder() {
    comparison.run(
        "fields of CLIENT INFO",
        s -> s.client("a").call("CLIENT", "INFO").mask("[a-z-]+=([^ \\\\]*)"));
  }

  @Test
  void aTransactionShowsInTheList() {
    comparison.run(
        "CLIENT LIST of a transaction",
        s -> {
          s.client("a").calls("CLIENT SETNAME tx", "MULTI", "PING", "PING");
          String id = Long.toString(s.client("b").connection().call("CLIENT", "ID").number());
          s.client("b")
              .call("CLIENT", "LIST")
              .only(Fields.ofClients("name", "flags", "multi"))
              .sortedLines();
          // Sent aside: the number is each server's own, and labels are compared.
          s.client("b").connection().send("CLIENT", "LIST", "ID", id);
          s.client("b").frames(1).only(Fields.ofClients("flags", "cmd"));
        });
  }

  @Test
  void subscribersAreKilledWithoutAWord() {
    comparison.run(
        "CLIENT KILL TYPE pubsub",
        s -> {
          s.client("a").call("SUBSCRIBE", "ch");
          s.client("b").call("PSUBSCRIBE", "ch*");
          s.client("c").call("CLIENT", "KILL", "TYPE", "pubsub");
          s.client("a").closed();
          s.client("b").closed();
          s.client("c").calls("PUBSUB CHANNELS", "PUBSUB NUMPAT", "CLIENT KILL TYPE pubsub");
        });
  }

  @Test
  void clientsAreKilledByTheirIdentifier() {
    comparison.run(
        "CLIENT KILL ID",
        s -> {
          String id = Long.toString(s.client("a").connection().call("CLIENT", "ID").number());
          s.client("b").connection().send("CLIENT", "KILL", "ID", id);
          s.client("b").frames(1);
          s.client("a").closed();
          s.client("b").calls("CLIENT KILL ID 999999999", "CLIENT KILL 127.0.0.1:1");
          s.client("b").calls("CLIENT KILL ID x", "CLIENT KILL TYPE x", "CLIENT KILL FOO x");
          s.client("b")
              .calls("CLIENT KILL ID", "CLIENT KILL SKIPME maybe", "CLIENT KILL USER nobody");
          s.client("b").calls("CLIENT KILL ID 999999999 SKIPME no", "CLIENT KILL ADDR x LADDR y");
        });
    comparison.run(
        "a client kills itself",
        s -> {
          String id = Long.toString(s.client("a").connection().call("CLIENT", "ID").number());
          s.client("a").connection().send("CLIENT", "KILL", "ID", id, "SKIPME", "yes");
          s.client("a").frames(1);
          s.client("a").connection().send("CLIENT", "KILL", "ID", id, "SKIPME", "no");
          s.client("a").closed();
        });
  }

  @Test
  void repliesOffSilencesAllButPushes() {
    comparison.run(
        "CLIENT REPLY OFF",
        s -> {
          s.client("a").send("CLIENT", "REPLY", "OFF").send("SUBSCRIBE", "ch").frames(1);
          s.client("b").call("PUBLISH", "ch", "m1");
          s.client("a").frames(1);
          s.client("a").send("PING").send("ECHO", "x").send("NOSUCH");
          s.client("a").send("UNSUBSCRIBE", "ch").frames(1);
          s.client("a").send("ECHO", "x").send("CLIENT", "REPLY", "ON").frames(1);
          s.client("a").quiet();
        });
    comparison.runResp3(
        "CLIENT REPLY while subscribed",
        s -> {
          s.client("a").call("SUBSCRIBE", "ch");
          s.client("a").send("CLIENT", "REPLY", "OFF").send("ECHO", "x");
          s.client("b").call("PUBLISH", "ch", "m");
          s.client("a").frames(1);
          s.client("a").send("CLIENT", "REPLY", "ON").frames(1);
          s.client("a").quiet();
        });
  }

  @Test
  void oneReplyMayBeSkipped() {
    comparison.run(
        "CLIENT REPLY SKIP",
        s -> {
          s.client("a").send("CLIENT", "REPLY", "SKIP").send("PING").send("PING", "x").frames(1);
          s.client("a").send("CLIENT", "REPLY", "SKIP").send("SUBSCRIBE", "ch").frames(1);
          s.client("b").call("PUBLISH", "ch", "m2");
          s.client("a").frames(1);
          s.client("a").call("UNSUBSCRIBE", "ch");
          s.client("a").send("CLIENT", "REPLY", "SKIP").send("CLIENT", "REPLY", "ON").frames(1);
          s.client("a").quiet();
        });
  }

  @Test
  void replyModesFollowEachOther() {
    comparison.runResp2(
        "CLIENT REPLY modes after each other",
        s -> {
          s.client("a").send("CLIENT", "REPLY", "OFF").send("CLIENT", "REPLY", "SKIP");
          s.client("a").send("PING").send("RESET").frames(1);
          s.client("a").send("CLIENT", "REPLY", "SKIP").send("RESET").call("PING", "again");
          s.client("a").send("CLIENT", "REPLY", "SKIP").send("CLIENT", "REPLY", "SKIP");
          s.client("a").send("PING").call("PING", "at last");
        });
  }

  @Test
  void pausesHoldBackWhatMayWriteOrEverything() {
    comparison.runResp2(
        "CLIENT PAUSE and its order",
        s -> {
          s.client("b").call("CLIENT", "PAUSE", "60000", "WRITE");
          s.client("a").send("SPUBLISH", "ch", "x").send("PING");
          s.client("c").calls("MULTI", "PING");
          s.client("c").send("PUBLISH", "ch", "x").send("EXEC");
          s.client("d").calls("SUBSCRIBE x", "UNSUBSCRIBE x", "PUBLISH", "NOSUCH");
          s.client("b").call("CLIENT", "LIST").only(Fields.ofClients("flags")).sortedLines();
          s.client("b").call("CLIENT", "UNPAUSE");
          s.client("a").frames(2);
          s.client("c").frames(2);
        });
    comparison.runResp2(
        "CLIENT PAUSE of everything",
        s -> {
          s.client("a").call("PING");
          s.client("b").call("CLIENT", "PAUSE", "300");
          s.client("b").send("CLIENT", "UNPAUSE");
          s.client("a").send("PING").frames(1);
          s.client("b").frames(1);
          s.client("b").calls("CLIENT PAUSE x FOO", "CLIENT PAUSE 1 ALL x", "CLIENT PAUSE 1.5");
        });
  }

  @Test
  void trackingIsSetWithAllItsOptions() {
    comparison.run(
        "CLIENT TRACKING",
        s -> {
          s.client("a").calls("CLIENT TRACKING", "CLIENT TRACKING foo", "CLIENT TRACKING on FOO");
          s.client("a").calls("CLIENT TRACKING on REDIRECT x", "CLIENT TRACKING on PREFIX a");
          s.client("a").calls("CLIENT TRACKING on REDIRECT 999999", "CLIENT TRACKING off PREFIX a");
          s.client("a").calls("CLIENT TRACKING on BCAST OPTIN", "CLIENT TRACKING on OPTIN OPTOUT");
          s.client("a").calls("CLIENT TRACKING on", "CLIENT TRACKINGINFO", "CLIENT GETREDIR");
          s.client("a").calls("CLIENT CACHING yes", "CLIENT TRACKING on BCAST");
          s.client("a").calls("CLIENT TRACKING on OPTIN NOLOOP", "CLIENT TRACKING on OPTOUT");
          s.client("a").calls("CLIENT CACHING no", "CLIENT CACHING x", "CLIENT CACHING yes");
          s.client("a").calls("CLIENT TRACKINGINFO", "PING", "CLIENT TRACKINGINFO");
          s.client("a").call("CLIENT", "INFO").only(Fields.ofClients("flags", "redir"));
          s.client("a").calls("CLIENT TRACKING off", "CLIENT TRACKINGINFO", "CLIENT GETREDIR");
        });
  }

  @Test
  void prefixesOfABroadcastMustNotOverlap() {
    comparison.run(
        "CLIENT TRACKING BCAST",
        s -> {
          s.client("a").calls("CLIENT TRACKING on BCAST PREFIX b PREFIX a");
          s.client("a").calls("CLIENT TRACKING on BCAST PREFIX ab", "CLIENT TRACKING on BCAST");
          s.client("a").calls("CLIENT TRACKING on BCAST PREFIX c PREFIX cc", "CLIENT TRACKINGINFO");
          s.client("a").calls("CLIENT TRACKING on BCAST PREFIX c NOLOOP", "CLIENT TRACKINGINFO");
          s.client("a").call("CLIENT", "INFO").only(Fields.ofClients("flags", "redir"));
          s.client("b").calls("CLIENT TRACKING on BCAST", "CLIENT TRACKINGINFO");
          s.client("b").calls("CLIENT TRACKING on BCAST PREFIX x", "RESET", "CLIENT TRACKINGINFO");
        });
  }

  @Test
  void publishingWaitsWhileWritingIsPaused() {
    comparison.run(
        "CLIENT PAUSE WRITE",
        s -> {
          s.client("s").call("SUBSCRIBE", "ch");
          s.client("b").call("CLIENT", "PAUSE", "600000", "WRITE");
          s.client("a").send("PUBLISH", "ch", "x");
          s.client("s").quiet();
          s.client("b").calls("PING", "CLIENT UNPAUSE");
          s.client("a").frames(1);
          s.client("s").frames(1);
        });
  }

  @Test
  void trackingStateIsTold() {
    comparison.run(
        "CLIENT TRACKINGINFO without tracking",
        s -> s.client("a").calls("CLIENT TRACKINGINFO", "CLIENT GETNAME", "CLIENT CACHING yes"));
  }

  @Test
  void theLibraryMayNameItself() {
    comparison.run(
        "CLIENT SETINFO",
        s -> {
          s.client("a").calls("CLIENT SETINFO LIB-NAME jedis", "CLIENT SETINFO lib-ver 8.0.2");
          s.client("a").call("CLIENT", "SETINFO", "LIB-NAME", "a b");
        });
    comparison.run(
        "wrong CLIENT SETINFO",
        s ->
            s.client("a")
                .calls("CLIENT SETINFO", "CLIENT SETINFO FOO x", "CLIENT SETINFO LIB-NAME"));
  }

  @Test
  void maintenanceNotificationsAreAnUnknownSubcommand() {
    comparison.run(
        "CLIENT MAINT_NOTIFICATIONS",
        s ->
            s.client("a")
                .calls("CLIENT MAINT_NOTIFICATIONS on moving-endpoint-type internal-ip", "PING"));
  }
}
