package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClientLimitsTest {
  private static final String KILOBYTE = "x".repeat(1024);

  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client master = fixture.connect();

  private void set(String setting, String value) {
    assertThat(master.call("CONFIG", "SET", setting, value)).isEqualTo("+OK|");
  }

  /** Ten ticks: the time in which every session is visited. */
  private void passSecond() {
    for (int tick = 0; tick < 10; tick++) {
      fixture.passMillis(100);
      fixture.engine.onTick();
    }
  }

  @Test
  void theHardLimitCutsASubscriberThatDoesNotRead() {
    EngineFixture.Client slow = fixture.connect();
    slow.line("SUBSCRIBE ch");
    set("client-output-buffer-limit", "pubsub 10kb 0 0");
    int delivered = 0;
    while (master.call("PUBLISH", "ch", KILOBYTE).equals(":1|")) {
      delivered++;
      assertThat(delivered).isLessThan(20);
    }
    assertThat(delivered).isEqualTo(10);
    assertThat(slow.closed()).isTrue();
    assertThat(slow.read()).isEmpty();
    assertThat(master.line("PUBSUB CHANNELS")).isEqualTo("*0|");
    assertThat(fixture.engine.statistics().outboxCuts()).hasSize(1);
    assertThat(fixture.world.log)
        .anySatisfy(line -> assertThat(line).contains("hard").contains(" sub=1 "));
  }

  @Test
  void theSoftLimitCutsWhoStaysAboveItEvenIfNothingMoreIsSent() {
    set("client-output-buffer-limit", "pubsub 0 10kb 2");
    EngineFixture.Client slow = fixture.connect();
    EngineFixture.Client quick = fixture.connect();
    slow.line("SUBSCRIBE ch");
    quick.line("SUBSCRIBE ch");
    for (int i = 0; i < 11; i++) {
      master.call("PUBLISH", "ch", KILOBYTE);
    }
    passSecond();
    quick.read();
    passSecond();
    assertThat(slow.closed()).isFalse();
    passSecond();
    assertThat(slow.closed()).isTrue();
    assertThat(quick.closed()).isFalse();
  }

  @Test
  void ordinaryClientsAreHeldToTheirOwnLimit() {
    set("client-output-buffer-limit", "normal 20kb 0 0");
    EngineFixture.Client greedy = fixture.connect();
    StringBuilder requests = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      requests.append("PING ").append(KILOBYTE).append("\r\n");
    }
    greedy.send(requests.toString());
    assertThat(greedy.closed()).isTrue();
    assertThat(fixture.engine.statistics().of(ConnectionCommands.PING).calls()).isLessThan(25);
  }

  @Test
  void idleClientsAreClosedButNotThoseWhoWaitForOthers() {
    EngineFixture.Client idle = fixture.connect();
    EngineFixture.Client busy = fixture.connect();
    EngineFixture.Client subscriber = fixture.connect();
    EngineFixture.Client held = fixture.connect();
    subscriber.line("SUBSCRIBE ch");
    set("timeout", "3");
    master.line("CLIENT PAUSE 600000 WRITE");
    held.line("PUBLISH ch x");
    for (int second = 0; second < 6; second++) {
      passSecond();
      busy.line("PING");
      master.line("PING");
    }
    assertThat(idle.closed()).isTrue();
    assertThat(List.of(busy.closed(), subscriber.closed(), held.closed(), master.closed()))
        .containsOnly(false);
    set("timeout", "0");
    for (int second = 0; second < 6; second++) {
      passSecond();
    }
    assertThat(busy.closed()).isFalse();
  }

  @Test
  void everySessionIsVisitedHoweverManyThereAre() {
    List<EngineFixture.Client> clients = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      clients.add(fixture.connect());
    }
    set("timeout", "1");
    fixture.passMillis(2_500);
    passSecond();
    passSecond();
    assertThat(clients.stream().filter(c -> !c.closed())).isEmpty();
  }

  @Test
  void aRequestThatGrowsTooLargeEndsTheSession() {
    set("client-query-buffer-limit", "1mb");
    EngineFixture.Client client = fixture.connect();
    client.send("*2\r\n$4\r\nPING\r\n$3000000\r\n");
    for (int i = 0; i < 1000; i++) {
      client.send(KILOBYTE);
    }
    assertThat(client.closed()).isFalse();
    for (int i = 0; i < 100; i++) {
      client.send(KILOBYTE);
    }
    assertThat(client.closed()).isTrue();
    assertThat(fixture.engine.statistics().requestCuts).isEqualTo(1);
    assertThat(fixture.world.log)
        .anySatisfy(line -> assertThat(line).contains("client-query-buffer-limit"));
  }

  @Test
  void whatWaitsForExecCountsAsUnfinished() {
    set("client-query-buffer-limit", "1mb");
    EngineFixture.Client client = fixture.connect();
    client.line("MULTI");
    for (int i = 0; i < 1100 && !client.closed(); i++) {
      client.call("PING", KILOBYTE);
    }
    assertThat(client.closed()).isTrue();
  }

  @Test
  void aWordMayBeNoLongerThanTheSettingSays() {
    EngineFixture.Client before = fixture.connect();
    set("proto-max-bulk-len", "1mb");
    assertThat(before.send("*2\r\n$4\r\nPING\r\n$1048577\r\n"))
        .isEqualTo("-ERR Protocol error: invalid bulk length|");
    assertThat(fixture.connect().send("*2\r\n$4\r\nPING\r\n$1048577\r\n"))
        .isEqualTo("-ERR Protocol error: invalid bulk length|");
    assertThat(fixture.connect().send("*2\r\n$4\r\nPING\r\n$1048576\r\n")).isEmpty();
  }

  @Test
  void theLargestClientsAreClosedFirst() {
    EngineFixture.Client growing = fixture.connect();
    EngineFixture.Client large = fixture.connect();
    EngineFixture.Client spared = fixture.connect();
    spared.line("CLIENT NO-EVICT on");
    set("maxmemory-clients", "3mb");
    grow(spared, 900);
    grow(large, 300);
    for (int i = 0; i < 2000 && !growing.closed() && !large.closed(); i++) {
      grow(growing, 1);
    }
    assertThat(growing.closed()).isTrue();
    assertThat(large.closed()).isFalse();
    assertThat(spared.closed()).isFalse();
    assertThat(fixture.engine.statistics().evictedClients).isEqualTo(1);
    assertThat(fixture.world.log)
        .anySatisfy(line -> assertThat(line).contains("maxmemory-clients").contains("id=2 "));
  }

  /** Sends part of a request: as many KB as are given. */
  private static void grow(EngineFixture.Client client, int kilobytes) {
    if (client.session().requests().waitingBytes() == 0) {
      client.send("*2\r\n$4\r\nPING\r\n$3000000\r\n");
    }
    for (int i = 0; i < kilobytes; i++) {
      client.send(KILOBYTE);
    }
  }

  @Test
  void subscribersThatDoNotReadAreEvictedToo() {
    set("client-output-buffer-limit", "pubsub 0 0 0");
    EngineFixture.Client slow = fixture.connect();
    slow.line("SUBSCRIBE ch");
    set("maxmemory-clients", "200kb");
    for (int i = 0; i < 150; i++) {
      assertThat(master.call("PUBLISH", "ch", KILOBYTE)).isEqualTo(":1|");
    }
    slow.read();
    for (int i = 0; i < 150; i++) {
      assertThat(master.call("PUBLISH", "ch", KILOBYTE)).isEqualTo(":1|");
    }
    for (int i = 0; i < 60; i++) {
      master.call("PUBLISH", "ch", KILOBYTE);
    }
    assertThat(slow.closed()).isTrue();
    assertThat(master.closed()).isFalse();
  }

  @Test
  void theSumOfMemoryIsThatOfItsParts() {
    set("maxmemory-clients", "100mb");
    EngineFixture.Client client = fixture.connect();
    client.line("SUBSCRIBE a b c");
    client.line("HELLO 3");
    EngineFixture.Client other = fixture.connect();
    grow(other, 50);
    other.leave();
    master.call("PUBLISH", "a", KILOBYTE);
    long sum = 0;
    for (Session session : fixture.engine.sessionsById()) {
      sum += ClientMemory.of(session);
    }
    assertThat(fixture.engine.memory().totalBytes()).isEqualTo(sum);
    set("maxmemory-clients", "0");
    assertThat(fixture.engine.memory().totalBytes()).isZero();
  }

  @Test
  void aShareOfMaxmemoryIsALimitToo() {
    set("maxmemory", "10mb");
    set("maxmemory-clients", "5%");
    EngineFixture.Client client = fixture.connect();
    grow(client, 600);
    assertThat(client.closed()).isTrue();
  }

  @Test
  void strangersMayLetLittleWait() {
    set("requirepass", "secret");
    EngineFixture.Client known = fixture.connect();
    known.line("AUTH secret");
    EngineFixture.Client stranger = fixture.connect();
    String requests = "GET k\r\n".repeat(1000);
    assertThat(known.send(requests)).hasSize(4000);
    assertThat(stranger.send(requests.substring(0, 1400)))
        .hasSize(200 * "-NOAUTH Authentication required.|".length());
    stranger.send(requests);
    assertThat(stranger.closed()).isTrue();
    assertThat(known.closed()).isFalse();
  }

  @Test
  void prefixesThatAreTrackedTakeMemory() {
    set("maxmemory-clients", "200000");
    EngineFixture.Client tracking = fixture.connect();
    int count = 0;
    while (!tracking.closed()) {
      tracking.line("CLIENT TRACKING on BCAST PREFIX prefix" + String.format("%05d", count++));
      assertThat(count).isLessThan(10_000);
    }
    assertThat(fixture.engine.statistics().evictedClients()).isEqualTo(1);
  }

  @Test
  void whoIsToldOfKeysIsEvictedBeforeTheNextRequest() {
    set("maxmemory-clients", "300000");
    EngineFixture.Client told = fixture.connect();
    told.line("SUBSCRIBE __redis__:invalidate");
    EngineFixture.Client tracking = fixture.connect();
    tracking.line("CLIENT TRACKING on REDIRECT 2 BCAST");
    int count = 0;
    while (!told.closed()) {
      assertThat(master.line("CLIENT LIST ID 2")).contains(" sub=1 ");
      master.call("SET", "k".repeat(50_000), "v");
      assertThat(count++).isLessThan(10);
    }
    assertThat(master.line("CLIENT LIST ID 2")).doesNotContain(" sub=1 ");
  }

  @Test
  void aRequestThatIsQueuedDoesNotCountTwice() {
    set("maxmemory-clients", "3000000");
    String request = "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$750000\r\n" + "v".repeat(750_000) + "\r\n";
    for (int piece = 20_000; piece < 1_000_000; piece += 30_000) {
      EngineFixture.Client client = fixture.connect();
      client.line("MULTI");
      for (int sent = 0; sent < 2; sent++) {
        for (int from = 0; from < request.length(); from += piece) {
          client.send(request.substring(from, Math.min(request.length(), from + piece)));
        }
      }
      assertThat(client.line("EXEC")).as("pieces of " + piece).isEqualTo("*2|+OK|+OK|");
      client.leave();
    }
  }
}
