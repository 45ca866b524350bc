package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Keys whose time comes: gone for everybody at once, and out of memory soon after. */
class ExpiryTest {
  private static final int MANY = 5_000;

  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();
  private final Database database = fixture.engine.keyspace().database(0);

  private void manyThatEndAfter(long millis) {
    for (int i = 0; i < MANY; i++) {
      assertThat(client.call("SET", "k" + i, "v", "PX", Long.toString(millis))).isEqualTo("+OK|");
    }
  }

  private long expired() {
    return fixture.engine.statistics().expiredKeys;
  }

  @Test
  void manyKeysThatEndAtOnceLeaveOverSomeTicks() {
    manyThatEndAfter(1000);
    client.line("SET stays v");
    fixture.passMillisAndTick(900);
    assertThat(expired()).isZero();
    long before = MANY + 1;
    int ticks = 0;
    fixture.passMillis(200);
    while (database.size() > 1) {
      fixture.engine.onTick();
      long left = database.size();
      assertThat(left).isLessThan(before);
      // So much in a tick that all are gone soon, and so little that a tick stays short.
      assertThat(before - left).isLessThanOrEqualTo(500L << ticks);
      before = left;
      ticks++;
      assertThat(client.line("EXISTS stays")).isEqualTo(":1|");
    }
    assertThat(ticks).isBetween(3, 5);
    assertThat(expired()).isEqualTo(MANY);
    assertThat(client.line("INFO stats"))
        .contains("|expired_time_cap_reached_count:" + (ticks - 1));
  }

  @Test
  void noneIsVisibleWhileItWaitsToBeTakenOut() {
    manyThatEndAfter(1000);
    fixture.passMillis(1001);
    assertThat(client.line("GET k4321")).isEqualTo("$-1|");
    assertThat(client.line("EXISTS k1 k2 k3")).isEqualTo(":0|");
    assertThat(client.line("RANDOMKEY")).isEqualTo("$-1|");
    assertThat(client.line("KEYS *")).isEqualTo("*0|");
    assertThat(client.line("SCAN 0 COUNT 100000")).isEqualTo("*2|$1|0|*0|");
    assertThat(client.line("RENAME k5 other")).isEqualTo("-ERR no such key|");
    assertThat(client.line("SET k6 v NX")).isEqualTo("+OK|");
    assertThat(client.line("PTTL k6")).isEqualTo(":-1|");
  }

  @Test
  void theEndIsToldOnceHoweverItIsFound() {
    client.line("CONFIG SET notify-keyspace-events Exm");
    EngineFixture.Client listener = fixture.connect();
    listener.line("PSUBSCRIBE __key*");
    client.line("SET looked v PX 10");
    client.line("SET left v PX 10");
    fixture.passMillis(11);
    client.line("GET looked");
    assertThat(events(listener)).isEqualTo("expired looked, keymiss looked");
    fixture.engine.onTick();
    fixture.engine.onTick();
    assertThat(events(listener)).isEqualTo("expired left");
    assertThat(expired()).isEqualTo(2);
  }

  /** The keyspace events that {@code listener} was told, each with its key. */
  private static String events(EngineFixture.Client listener) {
    StringBuilder events = new StringBuilder();
    String[] words = listener.read().split("\\|", -1);
    for (int i = 0; i + 2 < words.length; i++) {
      if (words[i].startsWith("__keyevent@0__:")) {
        events.append(events.isEmpty() ? "" : ", ");
        events.append(words[i].substring("__keyevent@0__:".length()));
        events.append(' ').append(words[i + 2]);
      }
    }
    return events.toString();
  }

  @Test
  void aPauseHoldsTheEnd() {
    client.line("CONFIG SET notify-keyspace-events Ex");
    EngineFixture.Client listener = fixture.connect();
    listener.line("PSUBSCRIBE __key*");
    client.line("SET k v PX 10");
    client.line("CLIENT PAUSE 1000 WRITE");
    fixture.passMillisAndTick(500);
    assertThat(client.line("GET k")).isEqualTo("$-1|");
    assertThat(client.line("DBSIZE")).isEqualTo(":1|");
    assertThat(events(listener)).isEmpty();
    fixture.passMillisAndTick(600);
    fixture.passMillisAndTick(100);
    assertThat(database.size()).isZero();
    assertThat(events(listener)).isEqualTo("expired k");
  }

  @Test
  void keysOfAllDatabasesEnd() {
    for (int number = 0; number < 16; number++) {
      client.line("SELECT " + number);
      client.line("SET k v PX 10");
    }
    fixture.passMillisAndTick(11);
    assertThat(fixture.engine.keyspace().size()).isZero();
    assertThat(fixture.engine.keyspace().heldBytes()).isZero();
    assertThat(expired()).isEqualTo(16);
  }

  @Test
  void aDeadlineThatIsMovedOrTakenBackCounts() {
    client.line("SET later v PX 10");
    client.line("SET never v PX 10");
    client.line("SET anew v PX 10");
    client.line("PEXPIRE later 1000");
    client.line("PERSIST never");
    client.line("SET anew v");
    fixture.passMillisAndTick(500);
    assertThat(database.size()).isEqualTo(3);
    fixture.passMillisAndTick(501);
    assertThat(client.line("EXISTS later never anew")).isEqualTo(":2|");
  }

  @Test
  void whatIsChangedInAPauseNonethelessTakesOutWhatWasThere() {
    client.line("SET k v PX 10");
    fixture.passMillis(20);
    client.line("MULTI");
    client.line("CLIENT PAUSE 1000 WRITE");
    client.line("GET k");
    client.line("SET k new");
    client.line("GET k");
    assertThat(client.line("EXEC")).isEqualTo("*4|+OK|$-1|+OK|$3|new|");
    assertThat(client.line("DBSIZE")).isEqualTo(":1|");
  }
}
