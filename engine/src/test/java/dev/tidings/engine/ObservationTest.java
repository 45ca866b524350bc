package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** MONITOR, SLOWLOG and LATENCY in a world whose time is moved by hand. */
class ObservationTest {
  private static final long SECONDS = EngineFixture.START_MILLIS / 1000;

  private final EngineFixture fixture = DebugCommandsTest.withDebug();
  private final EngineFixture.Client client = fixture.connect();
  private final EngineFixture.Client other = fixture.connect();

  private String line(String rest) {
    return "+" + SECONDS + ".000000 [0 127.0.0.1:40000] " + rest + "|";
  }

  @Test
  void aMonitorIsToldRequestsAsTheyWereWritten() {
    assertThat(other.line("MONITOR")).isEqualTo("+OK|");
    client.call("echo", "a\r\n\t\u0007\b\u000b\u0000\u007f\u00ff\"'\\ z");
    assertThat(other.read())
        .isEqualTo(line("\"echo\" \"a\\r\\n\\t\\a\\b\\x0b\\x00\\x7f\\xff\\\"'\\\\ z\""));
  }

  @Test
  void aMonitorIsToldWhatRanAndNothingElse() {
    other.line("MONITOR");
    client.line("NOSUCH");
    client.line("ECHO a b");
    client.line("CONFIG GET port");
    client.line("SLOWLOG LEN");
    assertThat(other.read()).isEmpty();
    client.line("MULTI");
    client.line("PING 1");
    assertThat(other.read()).isEqualTo(line("\"MULTI\""));
    client.line("EXEC");
    assertThat(other.read()).isEqualTo(line("\"PING\" \"1\"") + line("\"EXEC\""));
  }

  @Test
  void secretsAreKeptFromMonitors() {
    other.line("MONITOR");
    client.line("AUTH name word");
    client.line("HELLO 3 AUTH default word SETNAME me");
    assertThat(other.read())
        .isEqualTo(
            line("\"AUTH\" \"(redacted)\" \"(redacted)\"")
                + line(
                    "\"HELLO\" \"3\" \"AUTH\" \"(redacted)\" \"(redacted)\" \"SETNAME\" \"me\""));
  }

  @Test
  void aMonitorSeesItsOwnRequestsAfterTheirReplies() {
    client.line("MONITOR");
    assertThat(client.line("PING")).isEqualTo("+PONG|" + line("\"PING\""));
    assertThat(client.line("MONITOR")).isEmpty();
    assertThat(fixture.engine.observation().monitorCount()).isEqualTo(1);
  }

  @Test
  void resettingOrLeavingEndsIt() {
    client.line("MONITOR");
    assertThat(client.line("CLIENT INFO")).contains(" flags=O ");
    assertThat(client.line("RESET")).isEqualTo("+RESET|");
    other.line("PING");
    assertThat(client.read()).isEmpty();
    client.line("MONITOR");
    client.leave();
    other.line("PING");
    assertThat(fixture.engine.observation().monitorCount()).isZero();
    assertThat(fixture.engine.observation().fromNanos()).isEqualTo(10_000_000);
  }

  @Test
  void nothingIsMonitoredFromWithinATransaction() {
    client.line("MULTI");
    client.line("MONITOR");
    assertThat(client.line("EXEC"))
        .isEqualTo("*1|-ERR MONITOR isn't allowed for DENY BLOCKING client|");
  }

  @Test
  void slowRequestsAreRememberedNewestFirst() {
    client.line("CLIENT SETNAME me");
    client.line("DEBUG SLEEP 0.001");
    client.line("DEBUG SLEEP 0.01");
    client.line("DEBUG SLEEP 0.02");
    assertThat(client.line("SLOWLOG LEN")).isEqualTo(":2|");
    assertThat(client.line("SLOWLOG GET 1"))
        .isEqualTo(
            "*1|*6|:1|:"
                + SECONDS
                + "|:20000|*3|$5|DEBUG|$5|SLEEP|$4|0.02|$15|127.0.0.1:40000|$2|me|");
    client.line("SLOWLOG RESET");
    client.line("DEBUG SLEEP 0.01");
    assertThat(client.line("SLOWLOG GET")).startsWith("*1|*6|:2|");
  }

  @Test
  void longRequestsAreShortened() {
    client.line("CONFIG SET slowlog-log-slower-than 0");
    client.line("SLOWLOG RESET");
    client.call("ECHO", "x".repeat(200));
    String[] many = new String[40];
    java.util.Arrays.setAll(many, i -> i == 0 ? "WATCH" : "k" + i);
    client.call(many);
    assertThat(client.line("SLOWLOG GET"))
        .contains("$4|ECHO|$147|" + "x".repeat(128) + "... (72 more bytes)|")
        .contains("*32|$5|WATCH|")
        .contains("|$3|k30|$22|... (9 more arguments)|");
  }

  @Test
  void theSlowLogKeepsNoSecretsAndNoMoreThanItMay() {
    client.line("CONFIG SET slowlog-log-slower-than 0 slowlog-max-len 2");
    client.line("CONFIG SET requirepass secret maxclients 100");
    client.line("AUTH secret");
    assertThat(client.line("SLOWLOG GET"))
        .startsWith("*2|")
        .doesNotContain("secret")
        .contains("*2|$4|AUTH|$10|(redacted)|")
        .contains("$11|requirepass|$10|(redacted)|$10|maxclients|$3|100|");
    client.line("CONFIG SET slowlog-log-slower-than -1");
    client.line("SLOWLOG RESET");
    client.line("DEBUG SLEEP 1");
    assertThat(client.line("SLOWLOG LEN")).isEqualTo(":0|");
  }

  @Test
  void delaysAreSampledOnceInASecond() {
    client.line("CONFIG SET latency-monitor-threshold 5");
    client.line("DEBUG SLEEP 0.004");
    assertThat(client.line("LATENCY LATEST")).isEqualTo("*0|");
    client.line("DEBUG SLEEP 0.1");
    client.line("DEBUG SLEEP 0.05");
    client.line("DEBUG SLEEP 0.2");
    fixture.passMillis(1000);
    client.line("DEBUG SLEEP 0.03");
    assertThat(client.line("LATENCY HISTORY command"))
        .isEqualTo("*2|*2|:" + SECONDS + "|:200|*2|:" + (SECONDS + 1) + "|:30|");
    assertThat(client.line("LATENCY LATEST"))
        .isEqualTo("*1|*4|$7|command|:" + (SECONDS + 1) + "|:30|:200|");
    assertThat(client.line("LATENCY GRAPH command"))
        .contains("command - high 200 ms, low 30 ms (all time high 200 ms)");
    assertThat(client.line("LATENCY DOCTOR")).contains("- command: seen in 2 different seconds");
    assertThat(client.line("LATENCY RESET nosuch command")).isEqualTo(":1|");
    assertThat(client.line("LATENCY LATEST")).isEqualTo("*0|");
  }

  @Test
  void delaysByTheServerItselfAreSampledToo() {
    client.line("CONFIG SET latency-monitor-threshold 1");
    fixture.engine.observation().onCycle("expire-cycle", EngineFixture.START_MILLIS, 999_999);
    assertThat(client.line("LATENCY LATEST")).isEqualTo("*0|");
    fixture.engine.observation().onCycle("expire-cycle", EngineFixture.START_MILLIS, 3_000_000);
    assertThat(client.line("LATENCY LATEST"))
        .isEqualTo("*1|*4|$12|expire-cycle|:1735689600|:3|:3|");
  }

  @Test
  void samplesAreKeptUpToAFixedNumber() {
    LatencyMonitor monitor = new LatencyMonitor();
    for (int second = 1; second <= 200; second++) {
      monitor.add("command", second, second % 7);
    }
    LatencyMonitor.Series series = java.util.Objects.requireNonNull(monitor.of("command"));
    assertThat(series.samples()).hasSize(160);
    assertThat(series.samples().getFirst().epochSeconds()).isEqualTo(41);
    assertThat(series.last().epochSeconds()).isEqualTo(200);
    assertThat(series.mostMillis()).isEqualTo(6);
  }

  @Test
  void execIsMeasuredWithWhatRunsInIt() {
    client.line("MULTI");
    client.line("DEBUG SLEEP 0.02");
    client.line("EXEC");
    assertThat(client.line("LATENCY HISTOGRAM exec"))
        .isEqualTo("*2|$4|exec|*4|$5|calls|:1|$14|histogram_usec|*2|:33816|:1|");
  }
}
