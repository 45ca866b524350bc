package dev.tidings.tests.comparison;

import static dev.tidings.tests.comparison.Payloads.string;

import dev.tidings.structures.rdb.RdbType;
import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.ScriptClient;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What DUMP and RESTORE do to a key; {@link PayloadComparisonTest} is about what they say. */
class DumpComparisonTest {
  /** Redis looks at everything it is given, as Tidings always does. */
  private static final Servers SERVERS =
      Servers.start("--enable-debug-command", "yes", "--sanitize-dump-payload", "yes");

  /** Every use counts, and none is forgotten. */
  private static final Servers COUNTING =
      Servers.start("--maxmemory-policy", "allkeys-lfu", "--lfu-decay-time", "0");

  private static final String TEXT = Payloads.of(RdbType.STRING, w -> string(w, "text"));
  private static final String COPY =
      "return redis.call('RESTORE', KEYS[2], ARGV[1], redis.call('DUMP', KEYS[1]), 'REPLACE')";

  private final Comparison comparison = SERVERS.comparison();

  @AfterAll
  static void stop() {
    SERVERS.close();
    COUNTING.close();
  }

  @Test
  void declarationsAreTheSame() {
    comparison.run(
        "COMMAND INFO of DUMP and RESTORE",
        s -> {
          s.client("a").call("COMMAND", "INFO", "dump");
          s.client("a").call("COMMAND", "INFO", "restore");
          s.client("a").call("COMMAND", "GETKEYS", "RESTORE", "k", "0", "v", "REPLACE");
        });
  }

  @Test
  void refusalsAreTheSame() {
    comparison.run(
        "RESTORE refused",
        s -> {
          ScriptClient a = s.client("a");
          a.calls("DUMP", "DUMP a b", "RESTORE", "RESTORE k", "RESTORE k 0", "RESTORE k 0 x");
          a.calls("RESTORE k -1 x", "RESTORE k a x", "RESTORE k 1.5 x", "RESTORE k 0 x REPLACE");
          a.calls("RESTORE k -9223372036854775808 x", "RESTORE k 9223372036854775808 x");
          a.calls("RESTORE k 0 x FOO", "RESTORE k 0 x IDLETIME", "RESTORE k 0 x FREQ");
          a.calls("RESTORE k 0 x IDLETIME x", "RESTORE k 0 x IDLETIME -1", "RESTORE k 0 x FREQ -1");
          a.calls("RESTORE k 0 x FREQ 256", "RESTORE k 0 x FREQ x", "RESTORE k 0 x ABSTTL FOO");
          a.calls("RESTORE k 0 x IDLETIME 1 FREQ 1", "RESTORE k 0 x FREQ 1 IDLETIME 1");
          a.calls("RESTORE k x x IDLETIME 1 IDLETIME 2 REPLACE", "SET k v");
          a.calls("RESTORE k x x", "RESTORE k x x FOO", "RESTORE k x x REPLACE");
          a.call("RESTORE", "k", "-1", TEXT, "REPLACE");
          a.call("RESTORE", "k", "0", TEXT);
          a.call("RESTORE", "k", "0", TEXT.replace('t', 'u'), "REPLACE");
          a.call("RESTORE", "k", "0", "", "REPLACE");
          a.call("RESTORE", "k", "0", "123456789", "REPLACE");
          a.call("RESTORE", "k", "0", Payloads.of(0, 99, w -> string(w, "a")), "REPLACE");
          a.call("RESTORE", "k", "0", Payloads.of(0, 9, w -> string(w, "a")), "REPLACE");
          a.calls("GET k", "DUMP k");
          for (int type : new int[] {6, 7, 8, 99, 255}) {
            a.call("RESTORE", "k", "0", Payloads.of(type, 10, w -> string(w, "a")), "REPLACE");
          }
          a.calls("GET k", "DBSIZE");
        });
  }

  @Test
  void timesToLiveAreRestored() {
    comparison.run(
        "RESTORE with a time to live",
        s -> {
          ScriptClient a = s.client("a");
          a.call("RESTORE", "k", "0", TEXT);
          a.calls("GET k", "TTL k", "PEXPIRE k 100000");
          a.call("RESTORE", "k", "0", TEXT, "replace");
          a.calls("TTL k");
          a.call("RESTORE", "k", "3000000000", TEXT, "REPLACE");
          a.call("TTL", "k").mask(":(29999\\d\\d|3000000)");
          a.call("RESTORE", "k", "4102444800123", TEXT, "REPLACE", "ABSTTL");
          a.calls("PEXPIRETIME k", "SET l x");
          a.call("RESTORE", "k", "1", TEXT, "REPLACE", "absttl");
          a.calls("EXISTS k");
          a.call("RESTORE", "k", "1", TEXT, "ABSTTL");
          a.calls("EXISTS k");
          a.call("RESTORE", "l", "9223372036854775807", TEXT, "REPLACE");
          a.calls("EXISTS l");
          a.call("RESTORE", "l", "9223372036854775807", TEXT, "REPLACE", "ABSTTL");
          a.calls("EXISTS l");
        });
  }

  @Test
  void eventsAreTheSame() {
    comparison.run(
        "notifications of RESTORE",
        s -> {
          ScriptClient a = s.client("a");
          a.calls("CONFIG SET notify-keyspace-events KEAmn");
          s.client("n").call("PSUBSCRIBE", "__key*");
          a.call("RESTORE", "k", "0", TEXT);
          a.call("RESTORE", "k", "0", TEXT);
          a.call("RESTORE", "k", "100000", TEXT, "REPLACE");
          a.call("RESTORE", "k", "1", TEXT, "REPLACE", "ABSTTL");
          a.call("RESTORE", "k", "1", TEXT, "ABSTTL");
          a.calls("DUMP k");
          a.call("RESTORE", "k", "0", "x");
          s.client("n").available();
          a.call("CONFIG", "SET", "notify-keyspace-events", "");
        });
  }

  @Test
  void whoWatchesIsTold() {
    comparison.run(
        "RESTORE of a watched key",
        s -> {
          ScriptClient a = s.client("a");
          a.calls("WATCH k", "MULTI", "PING");
          s.client("b").call("RESTORE", "k", "0", TEXT);
          a.calls("EXEC", "WATCH k", "MULTI", "PING");
          s.client("b").call("RESTORE", "k", "0", TEXT);
          a.calls("EXEC", "WATCH k", "MULTI", "PING");
          s.client("b").call("RESTORE", "k", "1", TEXT, "REPLACE", "ABSTTL");
          a.calls("EXEC", "WATCH k", "MULTI", "PING");
          s.client("b").call("RESTORE", "k", "1", TEXT, "REPLACE", "ABSTTL");
          a.calls("EXEC", "MULTI");
          a.call("RESTORE", "k", "0", TEXT);
          a.calls("DUMP k");
          a.call("RESTORE", "k", "0", "x", "REPLACE");
          a.calls("EXEC");
        });
  }

  @Test
  void whoTracksIsTold() {
    comparison.runResp3(
        "RESTORE of a tracked key",
        s -> {
          ScriptClient a = s.client("a");
          a.calls("CLIENT TRACKING ON", "GET k");
          s.client("b").call("RESTORE", "k", "0", TEXT);
          a.available();
          a.calls("DUMP k");
          s.client("b").call("RESTORE", "k", "0", TEXT, "REPLACE");
          a.available();
        });
  }

  @Test
  void memoryIsNeeded() {
    comparison.run(
        "RESTORE when memory is used up",
        s -> {
          ScriptClient a = s.client("a");
          a.calls("SET k v", "CONFIG SET maxmemory 1", "DUMP k");
          a.call("RESTORE", "l", "0", TEXT);
          a.calls("EXISTS l", "CONFIG SET maxmemory 0");
          a.call("RESTORE", "l", "0", TEXT);
        });
  }

  @Test
  void rightsAreNeeded() {
    comparison.run(
        "RESTORE and rights",
        s -> {
          ScriptClient a = s.client("a");
          a.calls("ACL SETUSER w on nopass +@all resetkeys %R~r %W~w");
          a.calls("ACL SETUSER u on nopass +@all ~* -@dangerous", "ACL DRYRUN w DUMP r");
          for (String request :
              List.of("w DUMP w", "w RESTORE r 0 x", "u RESTORE k 0 x", "w RESTORE w 0 x")) {
            a.call(("ACL DRYRUN " + request).split(" ", -1)).mask("(This user|User .) has");
          }
          a.calls("ACL DRYRUN u DUMP k", "ACL DELUSER u w");
        });
  }

  @Test
  void whoWaitsIsServed() {
    comparison.run(
        "RESTORE of a list that is waited for",
        s -> {
          s.client("a").call("RPUSH", "l", "x", "y");
          s.client("w").send("BLPOP", "k", "0");
          s.client("a").call("EVAL", COPY, "2", "l", "k", "0");
          s.client("w").frames(1);
          s.client("a").calls("LRANGE k 0 -1");
        });
  }

  @Test
  void scriptsCopy() {
    comparison.run(
        "DUMP and RESTORE in scripts",
        s -> {
          ScriptClient a = s.client("a");
          a.calls("SET s v", "RPUSH l a b 3", "SADD i 1 2", "SADD t a", "HSET h f v");
          a.calls("ZADD z 1.5 m", "XADD x 1-1 f v");
          for (String key : List.of("s", "l", "i", "t", "h", "z", "x")) {
            a.call("EVAL", COPY, "2", key, "copy", "0");
            a.calls("DEBUG DIGEST-VALUE copy", "TYPE copy");
          }
          a.call("EVAL", COPY, "2", "nothing", "copy", "0");
          a.call("EVAL_RO", "return redis.call('DUMP', KEYS[1])", "1", "s");
          a.call("EVAL_RO", COPY, "2", "s", "copy", "0");
        });
  }

  @Test
  void usesAreRestored() {
    comparison.run(
        "RESTORE with an idle time",
        s -> {
          ScriptClient a = s.client("a");
          a.call("RESTORE", "k", "0", TEXT, "IDLETIME", "1000");
          a.call("OBJECT", "IDLETIME", "k").mask(":(100\\d)");
          a.call("RESTORE", "k", "0", TEXT, "REPLACE", "FREQ", "100");
          a.call("OBJECT", "IDLETIME", "k").mask(":(\\d)");
          a.calls("OBJECT FREQ k");
        });
    COUNTING
        .comparison()
        .run(
            "RESTORE with a frequency",
            s -> {
              ScriptClient a = s.client("a");
              a.call("RESTORE", "k", "0", TEXT, "FREQ", "100");
              a.calls("OBJECT FREQ k");
              a.call("RESTORE", "k", "0", TEXT, "REPLACE", "FREQ", "0");
              a.calls("OBJECT FREQ k");
              a.call("RESTORE", "k", "0", TEXT, "REPLACE", "FREQ", "255");
              a.calls("OBJECT FREQ k");
              a.call("RESTORE", "k", "0", TEXT, "REPLACE", "IDLETIME", "1000");
              a.calls("OBJECT FREQ k", "OBJECT IDLETIME k");
            });
  }
}
