package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.Scene;
import org.junit.jupiter.api.Test;

/** CLIENT TRACKING: who is told of keys that change. */
class TrackingComparisonTest {
  private final Comparison comparison = Servers.shared();

  @Test
  void whoHasReadAKeyIsToldOnceThatItChanged() {
    comparison.run(
        "invalidation of keys that were read",
        s -> {
          s.client("a").calls("CLIENT TRACKING on", "GET k", "GET k", "GET other", "TYPE third");
          s.client("c").calls("CLIENT TRACKING on", "GET k");
          s.client("b").calls("SET k 1", "SET k 2", "DEL k", "SET third x", "SET fourth x");
          s.client("a").available();
          s.client("c").available();
          s.client("a").calls("GET k", "SET written x", "GET missing");
          s.client("b").calls("SET k 3", "SET written y", "SET missing z", "RENAME k other");
          s.client("a").available();
          s.client("c").available();
          s.client("a").calls("CLIENT TRACKING off", "GET k", "GET missing");
          s.client("b").calls("SET k 4", "DEL missing", "SET other 5");
          s.client("a").available();
        });
  }

  @Test
  void theDatabaseIsNotAskedFor() {
    comparison.run(
        "invalidation in another database",
        s -> {
          s.client("a").calls("CLIENT TRACKING on", "GET k");
          s.client("b").calls("SELECT 1", "SET k 1", "SWAPDB 0 1");
          s.client("a").available();
        });
  }

  @Test
  void keysOfAllKindsOfReadsAreRemembered() {
    comparison.run(
        "reads of several keys",
        s -> {
          s.client("a").calls("CLIENT TRACKING on", "EXISTS a b", "TTL c", "TYPE d");
          s.client("a").calls("GET", "GET e f", "TOUCH g h", "EXPIRETIME i");
          s.client("b").calls("SET a 1", "SET b 1", "SET c 1", "SET d 1", "SET e 1", "SET f 1");
          s.client("b").calls("SET g 1", "SET h 1", "SET i 1");
          s.client("a").available();
        });
  }

  @Test
  void ownChangesAreToldAfterTheReply() {
    comparison.run(
        "invalidation of own keys",
        s -> {
          s.client("a").calls("CLIENT TRACKING on", "GET k", "GET l");
          own(s, "SET k 1");
          own(s, "SET k 2");
          own(s, "RENAME k l");
          s.client("a").calls("CLIENT TRACKING on NOLOOP", "GET k");
          s.client("a").send("SET", "k", "2").available();
          s.client("b").calls("SET k 3");
          s.client("a").available();
          s.client("a").calls("GET k", "CLIENT TRACKING on");
          s.client("a").send("DEL", "k").available();
        });
  }

  private static void own(Scene s, String request) {
    s.client("a").send(request.split(" ", -1)).available();
  }

  @Test
  void inATransactionTheyAreToldAfterExec() {
    comparison.run(
        "invalidation in MULTI",
        s -> {
          s.client("a").calls("CLIENT TRACKING on", "GET k", "MULTI", "SET k 1", "GET k");
          s.client("a").call("GET", "l");
          own(s, "EXEC");
          s.client("b").calls("MULTI", "SET l 1", "SET k 2", "EXEC");
          s.client("a").available();
        });
  }

  @Test
  void readersMaySayWhichReadsCount() {
    comparison.run(
        "OPTIN and OPTOUT",
        s -> {
          s.client("a").calls("CLIENT TRACKING on OPTIN", "GET a", "CLIENT CACHING yes", "GET b");
          s.client("a").calls("GET c", "CLIENT CACHING yes", "PING", "GET d");
          s.client("a").calls("CLIENT CACHING yes", "MULTI", "GET e", "GET f", "EXEC", "GET g");
          s.client("b").calls("SET a 1", "SET b 1", "SET c 1", "SET d 1", "SET e 1", "SET f 1");
          s.client("a").available();
          s.client("a").calls("CLIENT TRACKING off", "CLIENT TRACKING on OPTOUT", "GET a");
          s.client("a").calls("CLIENT CACHING no", "GET b", "GET c");
          s.client("b").calls("SET a 1", "SET b 1", "SET c 1");
          s.client("a").available();
        });
  }

  @Test
  void prefixesAreToldOfInBatches() {
    comparison.run(
        "BCAST",
        s -> {
          s.client("a").calls("CLIENT TRACKING on BCAST PREFIX a: PREFIX b:");
          s.client("c").call("CLIENT", "TRACKING", "on", "BCAST");
          s.client("b").pipeline("SET b:2 x", "SET a:1 x", "SET b:1 x", "SET a:1 y", "SET c x");
          s.client("b").frames(5);
          s.client("a").available();
          s.client("c").available();
          s.client("b").calls("MULTI", "DEL b:2", "SET a:3 v", "DEL nosuch", "EXEC", "SET a: x");
          s.client("a").available();
          s.client("c").available();
          s.client("a").calls("CLIENT TRACKING off");
          s.client("b").call("SET", "a:1", "z");
          s.client("a").available();
          s.client("c").available();
        });
  }

  @Test
  void ownChangesOfPrefixesMayBeLeftOut() {
    comparison.runResp3(
        "BCAST and NOLOOP",
        s -> {
          s.client("a").calls("CLIENT TRACKING on BCAST NOLOOP", "SET k 1");
          s.client("a").quiet();
          s.client("b").call("SET", "k", "2");
          s.client("a").frames(1);
          s.client("a").calls("CLIENT TRACKING off", "CLIENT TRACKING on BCAST");
          s.client("a").send("SET", "k", "3").frames(2);
          s.client("a").quiet();
        });
  }

  /** The number differs from server to server, so the request is none of what is compared. */
  private static void redirect(Scene s, String id) {
    s.client("a").connection().call("CLIENT", "TRACKING", "on", "REDIRECT", id);
  }

  @Test
  void onlyOneConnectionMayBeToldWhateverTheOtherIs() {
    comparison.run(
        "REDIRECT twice",
        s -> {
          String id = Long.toString(s.raw("r").connection().call("CLIENT", "ID").number());
          s.client("a")
              .connection()
              .send("CLIENT", "TRACKING", "on", "REDIRECT", id, "REDIRECT", "x");
          s.client("a").frames(1);
          s.client("a").calls("CLIENT TRACKING on REDIRECT x", "CLIENT TRACKING on REDIRECT -1");
        });
  }

  @Test
  void anotherConnectionMayBeTold() {
    comparison.run(
        "REDIRECT",
        s -> {
          String id = Long.toString(s.raw("r").connection().call("CLIENT", "ID").number());
          redirect(s, id);
          s.client("a").call("GET", "k");
          s.client("b").call("SET", "k", "1");
          s.raw("r").quiet();
          s.raw("r").call("SUBSCRIBE", "__redis__:invalidate");
          s.client("a").calls("GET k", "GET l");
          s.client("b").calls("SET k 2", "DEL l");
          s.raw("r").frames(1);
          s.client("b").calls("SET l 2", "DEL l");
          s.raw("r").frames(1);
          s.client("a").quiet();
          s.raw("r").call("PING");
          s.raw("r").call("UNSUBSCRIBE");
          s.raw("r").call("HELLO", "3").only(values -> java.util.List.of());
          s.client("a").call("GET", "k");
          s.client("b").calls("SET k 3");
          s.raw("r").frames(1);
        });
  }

  @Test
  void aRedirectionMayBreak() {
    comparison.run(
        "a broken REDIRECT",
        s -> {
          String id = Long.toString(s.raw("r").connection().call("CLIENT", "ID").number());
          redirect(s, id);
          s.client("a").calls("GET k", "GET l");
          s.raw("r").send("QUIT").closed();
          s.client("b").calls("SET k 1");
          s.client("a").available().mask(id);
          s.client("a").call("CLIENT", "TRACKINGINFO").mask(id);
          s.client("a").call("CLIENT", "INFO").only(Fields.ofClients("flags"));
          s.client("a").calls("CLIENT TRACKING on", "CLIENT TRACKINGINFO");
        });
  }

  @Test
  void aFlushIsToldToAll() {
    comparison.run(
        "FLUSHALL",
        s -> {
          s.client("a").calls("CLIENT TRACKING on", "GET k");
          s.client("c").calls("CLIENT TRACKING on BCAST PREFIX x");
          s.client("n").calls("CLIENT TRACKING on NOLOOP");
          s.client("b").calls("SET k 1", "SELECT 3", "SET k 1", "SET x 1", "FLUSHALL");
          s.client("a").available();
          s.client("c").available();
          s.client("n").available();
          s.client("b").calls("FLUSHDB", "SELECT 0", "SET k 1");
          s.client("a").available();
          s.client("n").send("FLUSHALL").available();
          s.client("a").available();
        });
    comparison.runResp2(
        "FLUSHALL of a redirection",
        s -> {
          String id = Long.toString(s.raw("r").connection().call("CLIENT", "ID").number());
          s.raw("r").call("SUBSCRIBE", "__redis__:invalidate");
          redirect(s, id);
          s.client("b").call("FLUSHALL");
          s.raw("r").frames(1);
        });
  }

  @Test
  void aKeyWhoseTimeHasComeIsTold() {
    comparison.run(
        "invalidation of expired keys",
        s -> {
          s.client("a").calls("CLIENT TRACKING on");
          s.client("b").calls("SET k 1", "PEXPIREAT k 1");
          s.client("a").available();
          s.client("a").calls("GET k", "GET l");
          s.client("b").calls("SET l 1", "EXPIREAT l 1", "SET k 1");
          s.client("a").available();
        });
  }

  @Test
  void ofAScriptOnlyWhatItReadsIsRemembered() {
    comparison.run(
        "reads of scripts",
        s -> {
          s.client("a").call("CLIENT", "TRACKING", "on");
          for (String eval : new String[] {"EVAL", "EVAL_RO"}) {
            s.client("a").call(eval, "redis.call('PING')", "2", "k", "l");
            s.client("a").call(eval, "redis.call('GET', 'l')", "2", "k", "l");
            s.client("b").calls("SET k 1", "SET l 1");
            s.client("a").available();
          }
          s.client("a").call("EVAL", "redis.call('SET', 'k', 'x')", "2", "k", "l");
          s.client("b").calls("SET k 1", "SET l 1");
          s.client("a").available();
        });
  }

  @Test
  void howMuchIsRememberedIsTold() {
    comparison.run(
        "INFO of tracking",
        s -> {
          s.client("a").calls("CLIENT TRACKING on", "GET k", "GET l");
          s.client("c").calls("CLIENT TRACKING on", "GET k");
          s.client("p").calls("CLIENT TRACKING on BCAST PREFIX x PREFIX y");
          s.client("b").call("INFO", "everything").only(Fields.ofInfo(INFO));
          s.client("b").call("SET", "k", "1");
          s.client("a").available();
          s.client("c").available();
          s.client("b").call("INFO", "everything").only(Fields.ofInfo(INFO));
          s.client("c").call("RESET");
          s.client("p").call("CLIENT", "TRACKING", "off");
          s.client("b").call("INFO", "everything").only(Fields.ofInfo(INFO));
          s.client("b").call("FLUSHALL");
          s.client("a").available();
          s.client("b").call("INFO", "everything").only(Fields.ofInfo(INFO));
        });
  }

  private static final String[] INFO = {
    "tracking_clients", "tracking_total_keys", "tracking_total_items", "tracking_total_prefixes"
  };
}
