package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvictionTest {
  private static final String OOM = "-OOM command not allowed when used memory > 'maxmemory'.|";
  private static final String TEXT = "x".repeat(1000);

  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();
  private final Keyspace keyspace = fixture.engine.keyspace();

  private void set(String name, String value) {
    assertThat(client.call("CONFIG", "SET", name, value)).isEqualTo("+OK|");
  }

  private void limitTo(long moreBytes) {
    set("maxmemory", Long.toString(keyspace.eviction().countedBytes() + moreBytes));
  }

  private long evicted() {
    return fixture.engine.statistics().evictedKeys;
  }

  private void fill(int count, String prefix) {
    for (int i = 0; i < count; i++) {
      assertThat(client.call("SET", prefix + i, TEXT)).isEqualTo("+OK|");
    }
  }

  private void endsIn(String key, long millis) {
    keyspace.database(0).deadline(Bytes.of(key), EngineFixture.START_MILLIS + millis);
  }

  private List<String> left(String prefix) {
    List<String> left = new ArrayList<>();
    for (int place = 0; place < keyspace.database(0).size(); place++) {
      String key = keyspace.database(0).table().keyAt(place).latin1();
      if (key.startsWith(prefix)) {
        left.add(key);
      }
    }
    return left;
  }

  @Test
  void withoutAPolicyWritesAreRefused() {
    set("maxmemory", "1");
    assertThat(client.line("SET k v")).isEqualTo(OOM);
    assertThat(client.line("GET k")).isEqualTo("$-1|");
    set("maxmemory", "0");
    assertThat(client.line("SET k v")).isEqualTo("+OK|");
    assertThat(keyspace.eviction().isFull()).isFalse();
  }

  @Test
  void inATransactionOnlyWhatNeedsMemoryIsRefused() {
    client.line("MULTI");
    client.line("GET k");
    set2("maxmemory", "1");
    assertThat(client.line("GET k")).isEqualTo("+QUEUED|");
    assertThat(client.line("SET k v")).isEqualTo(OOM);
    assertThat(client.line("EXEC"))
        .isEqualTo("-EXECABORT Transaction discarded because of previous errors.|");
    set2("maxmemory", "0");
    client.line("MULTI");
    client.line("SET k v");
    set2("maxmemory", "1");
    assertThat(client.line("EXEC"))
        .isEqualTo(
            "-EXECABORT Transaction discarded because of: OOM command not allowed when used memory"
                + " > 'maxmemory'.|");
  }

  private void set2(String name, String value) {
    assertThat(fixture.connect().call("CONFIG", "SET", name, value)).isEqualTo("+OK|");
  }

  @ParameterizedTest
  @ValueSource(strings = {"allkeys-random", "allkeys-lru", "allkeys-lrm", "allkeys-lfu"})
  void theDataStaysBelowTheLimit(String policy) {
    set("maxmemory-policy", policy);
    limitTo(100_000);
    fill(1000, "k");
    assertThat(client.line("PING")).isEqualTo("+PONG|");
    assertThat(keyspace.eviction().countedBytes())
        .isLessThanOrEqualTo(Eviction.EMPTY_SERVER_BYTES + 100_000);
    assertThat(evicted()).isEqualTo(1000 - keyspace.size()).isGreaterThan(800);
    assertThat(keyspace.size()).isGreaterThan(80);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"volatile-random", "volatile-lru", "volatile-lfu", "volatile-lrm", "volatile-ttl"})
  void onlyKeysThatEndMayGo(String policy) {
    set("maxmemory-policy", policy);
    fill(50, "stays");
    fill(50, "goes");
    for (int i = 0; i < 50; i++) {
      endsIn("goes" + i, 1_000_000 + i);
    }
    limitTo(-20_000);
    client.line("PING");
    assertThat(left("stays")).hasSize(50);
    assertThat(left("goes")).hasSizeBetween(25, 35);
    limitTo(-100_000);
    assertThat(client.call("SET", "k", TEXT)).isEqualTo(OOM);
    assertThat(left("")).hasSize(50);
  }

  @Test
  void theEarliestGoesFirst() {
    set("maxmemory-policy", "volatile-ttl");
    fill(20, "k");
    for (int i = 0; i < 20; i++) {
      endsIn("k" + i, 1_000_000 - i * 1000L);
    }
    for (int left = 19; left > 10; left--) {
      limitTo(-1);
      client.line("PING");
      assertThat(left("")).hasSize(left).doesNotContain("k" + left);
    }
  }

  @Test
  void whatWasNotUsedForLongGoesFirst() {
    set("maxmemory-policy", "allkeys-lru");
    set("maxmemory-samples", "10");
    fill(200, "old");
    fixture.passMillis(60_000);
    for (int i = 0; i < 100; i++) {
      client.call("GET", "old" + i);
    }
    fixture.passMillis(60_000);
    fill(100, "new");
    limitTo(-90 * 1040);
    client.line("PING");
    assertThat(left("new").size()).isGreaterThan(95);
    long used =
        left("old").stream().filter(key -> Integer.parseInt(key.substring(3)) < 100).count();
    assertThat(used).isGreaterThan(90);
  }

  @Test
  void whatWasNotChangedForLongGoesFirst() {
    set("maxmemory-policy", "allkeys-lrm");
    set("maxmemory-samples", "10");
    fill(100, "k");
    fixture.passMillis(60_000);
    for (int i = 0; i < 50; i++) {
      client.call("GET", "k" + i);
      client.call("SETRANGE", "k" + (i + 50), "0", "y");
    }
    fixture.passMillis(60_000);
    assertThat(client.line("OBJECT IDLETIME k0")).isEqualTo(":120|");
    assertThat(client.line("OBJECT IDLETIME k99")).isEqualTo(":60|");
    limitTo(-40 * 1040);
    client.line("PING");
    long changed = left("k").stream().filter(k -> Integer.parseInt(k.substring(1)) >= 50).count();
    assertThat(changed).isGreaterThan(47);
  }

  @Test
  void whatIsUsedSeldomGoesFirst() {
    set("maxmemory-policy", "allkeys-lfu");
    set("maxmemory-samples", "10");
    fill(200, "k");
    for (int round = 0; round < 30; round++) {
      for (int i = 0; i < 100; i++) {
        client.call("GET", "k" + i);
      }
    }
    limitTo(-90 * 1040);
    client.line("PING");
    long used = left("k").stream().filter(key -> Integer.parseInt(key.substring(1)) < 100).count();
    assertThat(used).isGreaterThan(95);
  }

  @Test
  void whatARequestLeavesTheTickTakes() {
    set("maxmemory-policy", "allkeys-random");
    set("maxmemory-eviction-tenacity", "0");
    fill(100, "k");
    limitTo(-50_000);
    client.line("PING");
    assertThat(evicted()).isEqualTo(16);
    assertThat(client.line("SET k v")).isEqualTo("+OK|");
    fixture.passMillisAndTick(100);
    fixture.passMillisAndTick(100);
    assertThat(keyspace.eviction().exceededNowMicros()).isZero();
    assertThat(keyspace.eviction().exceededMicros()).isPositive();
    assertThat(keyspace.eviction().isFull()).isFalse();
  }

  @Test
  void aPauseHoldsEviction() {
    set("maxmemory-policy", "allkeys-random");
    fill(10, "k");
    client.line("CLIENT PAUSE 1000 WRITE");
    limitTo(-1);
    client.line("PING");
    assertThat(evicted()).isZero();
    fixture.passMillisAndTick(2000);
    assertThat(evicted()).isEqualTo(1);
  }

  @Test
  void evictionIsTold() {
    set("maxmemory-policy", "allkeys-random");
    set("notify-keyspace-events", "Ee");
    client.line("SET k v");
    EngineFixture.Client watcher = fixture.connect();
    watcher.line("WATCH k");
    watcher.line("MULTI");
    EngineFixture.Client listener = fixture.connect();
    listener.line("SUBSCRIBE __keyevent@0__:evicted");
    limitTo(-1);
    client.line("PING");
    assertThat(listener.read()).isEqualTo("*3|$7|message|$22|__keyevent@0__:evicted|$1|k|");
    assertThat(watcher.line("EXEC")).isEqualTo("*-1|");
  }

  @Test
  void whoAsksHearsOfEvictionBeforeTheReply() {
    set("maxmemory-policy", "volatile-random");
    EngineFixture.Client tracking = fixture.connect();
    tracking.line("HELLO 3");
    tracking.line("CLIENT TRACKING on");
    tracking.line("SET k v EX 100");
    tracking.line("GET k");
    limitTo(-1);
    assertThat(tracking.line("ECHO x")).isEqualTo(">2|$10|invalidate|*1|$1|k|$1|x|");
  }

  @Test
  void theSameRequestsEvictTheSameKeys() {
    assertThat(keysAfter(77)).isEqualTo(keysAfter(77)).isNotEmpty();
  }

  private static List<String> keysAfter(long seed) {
    EvictionTest world = new EvictionTest();
    SplittableRandom random = new SplittableRandom(seed);
    world.set("maxmemory-policy", "allkeys-lru");
    world.limitTo(50_000);
    for (int i = 0; i < 2000; i++) {
      world.client.call("SET", "k" + random.nextInt(300), TEXT.substring(random.nextInt(1000)));
      world.client.call("GET", "k" + random.nextInt(300));
      world.fixture.passMillis(random.nextInt(300));
    }
    return world.left("");
  }
}
