package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.RespValue;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** DEBUG of keys, MEMORY, and what INFO tells of keys. */
class DataDebugComparisonTest {
  private static final Servers SERVERS = Servers.start("--enable-debug-command", "yes");

  private final Comparison comparison = SERVERS.comparison();

  @AfterAll
  static void stop() {
    SERVERS.close();
  }

  @Test
  void theSameDataHasTheSameDigest() {
    comparison.run(
        "DEBUG DIGEST",
        s -> {
          s.client("a").calls("DEBUG DIGEST", "SET s hello", "SET n 12", "DEBUG DIGEST");
          s.client("a").calls("EXPIREAT s 9999999999", "DEBUG DIGEST", "DEBUG DIGEST-VALUE s n x");
          s.client("a").calls("APPEND s world", "SETRANGE s 3 abc", "DEBUG DIGEST-VALUE s");
          s.client("a").calls("HSET h a 1 b 2 c text", "DEBUG DIGEST-VALUE h", "HDEL h b");
          s.client("a").calls("XADD x 1-1 a 1 b text", "XADD x 2-0 a -5", "XADD x 3-0 c d");
          s.client("a").calls("XDEL x 2-0", "DEBUG DIGEST-VALUE x h", "SELECT 3", "SET k v");
          s.client("a").calls("DEBUG DIGEST", "SELECT 0", "DEBUG DIGEST", "DEBUG DIGEST-VALUE");
          s.client("a").calls("RPUSH l a 12 -5 text", "DEBUG DIGEST-VALUE l", "LPUSH l first");
          s.client("a").calls("DEBUG DIGEST-VALUE l", "ZADD z 1 a 0.1 b -1e300 c inf d 12 12");
          s.client("a").calls("DEBUG DIGEST-VALUE z", "ZADD z 2.5 a 1e-7 e", "DEBUG DIGEST");
          s.client("a")
              .calls("SADD m c b a", "SADD n2 3 1 2", "DEBUG DIGEST-VALUE m n2", "SADD n2 x");
          s.client("a").calls("DEBUG DIGEST-VALUE n2", "DEBUG DIGEST");
          s.client("a").calls("FLUSHALL", "DEBUG DIGEST");
        });
  }

  @Test
  void keysAreMade() {
    comparison.run(
        "DEBUG POPULATE",
        s -> {
          s.client("a").calls("DEBUG POPULATE 3", "DBSIZE", "GET key:2", "DEBUG POPULATE 3 p 12");
          s.client("a").calls("GET p:1", "DEBUG POPULATE 2 q 3", "GET q:1", "DEBUG POPULATE 5 q");
          s.client("a").calls("GET q:1", "GET q:4", "DBSIZE", "DEBUG POPULATE", "DEBUG POPULATE x");
          s.client("a")
              .calls("DEBUG POPULATE -1", "DEBUG POPULATE 1 r -1", "DEBUG POPULATE 1 r 0 x");
          s.client("a").calls("DEBUG POPULATE 0", "DEBUG DIGEST");
        });
  }

  @Test
  void keysAreDescribed() {
    comparison.run(
        "DEBUG OBJECT",
        s -> {
          s.client("a").calls("SET e text", "SET i 12", "DEBUG OBJECT nosuch", "DEBUG OBJECT");
          s.client("a").call("DEBUG", "OBJECT", "e").mask(PLACES);
          s.client("a").call("DEBUG", "OBJECT", "i").mask(PLACES);
          s.client("a").calls("DEBUG SET-ACTIVE-EXPIRE 0", "DEBUG SET-ACTIVE-EXPIRE 1");
          s.client("a").calls("DEBUG SET-ACTIVE-EXPIRE x", "DEBUG SET-ACTIVE-EXPIRE 1");
        });
  }

  private static final String PLACES =
      "at:(\\S+) refcount:(\\S+) .*length:(\\d+) lru:(\\d+) lru_seconds_idle:(\\d+)";

  @Test
  void memoryIsToldOfAKey() {
    comparison.run(
        "MEMORY USAGE",
        s -> {
          s.client("a").calls("SET k v", "MEMORY USAGE", "MEMORY USAGE nosuch", "MEMORY USAGE k x");
          s.client("a").call("MEMORY", "USAGE", "k").mask("\\d+");
          s.client("a").call("MEMORY", "USAGE", "k", "SAMPLES", "0").mask("\\d+");
          s.client("a").call("MEMORY", "USAGE", "k", "samples", "3", "SAMPLES", "1").mask("\\d+");
          s.client("a").calls("MEMORY USAGE k SAMPLES", "MEMORY USAGE k SAMPLES x");
          s.client("a").calls("MEMORY USAGE k SAMPLES -1", "MEMORY USAGE nosuch SAMPLES -1");
          s.client("a").calls("MEMORY USAGE k SAMPLES -1 FOO", "MEMORY USAGE k SAMPLES 1 FOO");
        });
  }

  @Test
  void memoryHasOtherSubcommands() {
    comparison.run(
        "MEMORY",
        s -> {
          s.client("a").calls("MEMORY PURGE", "MEMORY PURGE x", "MEMORY DOCTOR x", "MEMORY FOO");
          s.client("a").calls("MEMORY", "MEMORY STATS x", "MEMORY HELP x", "MEMORY MALLOC-STATS x");
          s.client("a").call("MEMORY", "STATS").only(DataDebugComparisonTest::ofRedis7);
          s.client("a").call("MEMORY", "DOCTOR").mask("txt:.*|\".*");
        });
  }

  private static final Pattern NAME = Pattern.compile("\"([a-z][-a-zA-Z.]+)\"");

  /** Fields of later versions, and of replicas. */
  private static final Set<String> LATER =
      Set.of(
          "replica.fullsync.buffer",
          "script.VMs",
          "overhead.db.hashtable.lut",
          "overhead.db.hashtable.rehashing",
          "db.dict.rehashing.count",
          "allocator.muzzy");

  /** The names of fields that every Redis since 7.0 tells, in order. */
  private static List<RespValue> ofRedis7(List<RespValue> values) {
    return NAME.matcher(RespValue.line(values))
        .results()
        .map(match -> match.group(1))
        .filter(name -> !LATER.contains(name))
        .map(RespValue::bulk)
        .toList();
  }

  @Test
  void keysAreCounted() {
    comparison.run(
        "INFO of keys",
        s -> {
          s.client("a").calls("CONFIG RESETSTAT", "SET k v", "GET k", "GET nosuch", "EXISTS k x");
          s.client("a").calls("SELECT 2", "SET k v", "SET l v", "EXPIRE l 1000", "SELECT 0");
          s.client("a")
              .call("INFO", "stats")
              .only(Fields.ofInfo("keyspace_hits", "keyspace_misses"));
          s.client("a").call("INFO", "keyspace").mask("avg_ttl=\\d+(?:,subexpiry=0)?");
          s.client("a").calls("PEXPIREAT k 1", "DEL l");
          s.client("a").call("INFO", "stats").only(Fields.ofInfo("expired_keys", "evicted_keys"));
        });
  }

  @Test
  void keysThatNobodyTakesOutStayTillSomebodyLooks() {
    comparison.run(
        "DEBUG SET-ACTIVE-EXPIRE",
        s -> {
          s.client("a")
              .calls("CONFIG RESETSTAT", "DEBUG SET-ACTIVE-EXPIRE 0", "SET k v", "SET l v");
          s.client("a").calls("PEXPIRE k 1", "PEXPIRE l 1", "DEBUG SLEEP 0.02", "DBSIZE", "GET k");
          s.client("a").calls("DBSIZE", "EXISTS l", "DBSIZE", "DEBUG SET-ACTIVE-EXPIRE 1");
          s.client("a").call("INFO", "stats").only(Fields.ofInfo("expired_keys"));
        });
  }
}
