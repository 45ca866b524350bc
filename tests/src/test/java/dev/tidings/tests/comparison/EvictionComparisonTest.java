package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is refused when the memory is full, and that keys leave when they may. */
class EvictionComparisonTest {
  private static final Servers SERVERS = Servers.start();

  private final Comparison comparison = SERVERS.comparison();

  @AfterAll
  static void stop() {
    SERVERS.close();
  }

  @Test
  void whatNeedsMemoryIsRefused() {
    comparison.run(
        "OOM",
        s -> {
          s.client("a").calls("SET k v", "CONFIG SET maxmemory 1", "SET k w", "SET", "GET k");
          s.client("a").calls("SET k", "PING", "PUBLISH c m", "UNSUBSCRIBE c");
          s.client("a").calls("MULTI", "DISCARD", "MULTI", "EXEC", "MULTI", "RESET");
          s.client("a").calls("CONFIG SET maxmemory 0", "SET k x", "GET k");
        });
  }

  @Test
  void aTransactionIsRefusedForWhatItHolds() {
    comparison.run(
        "OOM of EXEC",
        s -> {
          s.client("a").calls("SET k before", "MULTI", "SET k v", "GET k");
          s.client("c").calls("MULTI", "GET k", "PING");
          s.client("b").call("CONFIG", "SET", "maxmemory", "1");
          s.client("a").calls("EXEC", "GET k", "EXEC");
          s.client("c").calls("EXEC", "EXEC");
          s.client("b").call("CONFIG", "SET", "maxmemory", "0");
          s.client("a").calls("MULTI", "SET k v", "EXEC");
        });
  }

  @Test
  void aScriptIsRefusedForWhatItSaysOfItself() {
    comparison.run(
        "OOM of scripts",
        s -> {
          s.client("a").call("CONFIG", "SET", "maxmemory", "1");
          for (String flags : new String[] {"", " flags=allow-oom", " flags=no-writes"}) {
            s.client("a").call("EVAL", "#!lua" + flags + "\nreturn redis.call('GET', 'k')", "0");
          }
          s.client("a").call("EVAL", "return redis.call('SET', 'k', 'v')", "0");
          s.client("a").call("EVAL", "return redis.call('GET', 'k')", "0");
          s.client("a").call("CONFIG", "SET", "maxmemory", "0");
        });
  }

  @Test
  void keysLeaveAndThatIsTold() {
    comparison.run(
        "evicted",
        s -> {
          s.client("a").calls("CONFIG SET notify-keyspace-events KEe", "SET k v", "WATCH k");
          s.client("a").call("MULTI");
          s.client("l").call("PSUBSCRIBE", "__key*");
          s.client("b").calls("CONFIG SET maxmemory-policy allkeys-random maxmemory 1", "GET k");
          s.client("l").frames(2);
          s.client("a").call("EXEC");
          s.client("b").calls("SET k v", "CONFIG SET maxmemory-policy volatile-ttl", "SET k v");
          s.client("b").calls("CONFIG SET maxmemory-policy noeviction maxmemory 0");
          s.client("b").calls("CONFIG SET notify-keyspace-events ", "GET k");
        });
  }

  @Test
  void keysThatEndLeaveFirst() {
    comparison.run(
        "volatile keys",
        s -> {
          s.client("a").calls("SET stays v", "SET goes v", "EXPIRE goes 1000");
          s.client("a").calls("CONFIG SET maxmemory-policy volatile-lru maxmemory 1", "GET goes");
          s.client("a").calls("GET stays", "SET k v");
          s.client("a").calls("CONFIG SET maxmemory-policy noeviction maxmemory 0");
        });
  }
}
