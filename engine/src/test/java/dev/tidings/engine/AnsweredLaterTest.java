package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What is known of a request that waits: it counts when it is answered, as in Redis 8.6. */
class AnsweredLaterTest {
  private final EngineFixture fixture = DebugCommandsTest.withDebug();
  private final EngineFixture.Client waiting = fixture.connect();
  private final EngineFixture.Client other = fixture.connect();

  private String statistics() {
    return other.line("INFO commandstats").replaceAll("(?s).*(cmdstat_blpop:calls=\\d+).*", "$1")
        + other
            .line("INFO commandstats")
            .replaceAll("(?s).*cmdstat_blpop:[^|\r]*,(rejected_calls=[^|\r]*).*", " $1");
  }

  private String slow() {
    return other.line("SLOWLOG GET 2").contains("BLPOP") ? "slow" : "";
  }

  private void park() {
    other.line("CONFIG SET slowlog-log-slower-than 0");
    other.line("CONFIG RESETSTAT");
    other.line("SLOWLOG RESET");
    assertThat(waiting.line("BLPOP list 1")).isEmpty();
    assertThat(other.line("INFO commandstats")).doesNotContain("cmdstat_blpop");
    assertThat(slow()).isEmpty();
    assertThat(other.line("INFO clients")).contains("blocked_clients:1");
  }

  @Test
  void aRequestIsCountedOnceItIsServed() {
    park();
    other.line("RPUSH list a");
    assertThat(slow()).isEqualTo("slow");
    assertThat(waiting.read()).isEqualTo("*2|$4|list|$1|a|");
    assertThat(statistics()).isEqualTo("cmdstat_blpop:calls=1 rejected_calls=0,failed_calls=0");
    assertThat(waiting.line("CLIENT INFO")).contains(" tot-cmds=1\n");
  }

  @Test
  void aRequestIsCountedWhenItsTimeIsOver() {
    park();
    fixture.passMillis(1100);
    fixture.engine.onAlarm();
    assertThat(waiting.read()).isEqualTo("*-1|");
    assertThat(slow()).isEqualTo("slow");
    assertThat(statistics()).isEqualTo("cmdstat_blpop:calls=1 rejected_calls=0,failed_calls=0");
  }

  @Test
  void aRequestThatIsEndedHasFailed() {
    park();
    other.line("CLIENT UNBLOCK 1 ERROR");
    assertThat(waiting.read()).startsWith("-UNBLOCKED ");
    assertThat(slow()).isEqualTo("slow");
    assertThat(statistics()).isEqualTo("cmdstat_blpop:calls=1 rejected_calls=0,failed_calls=1");
    assertThat(other.line("INFO errorstats")).contains("errorstat_UNBLOCKED:count=1");
  }

  @Test
  void aRequestWhoseClientLeavesIsNotCounted() {
    park();
    other.line("CLIENT KILL ID 1");
    assertThat(other.line("INFO commandstats")).doesNotContain("cmdstat_blpop");
  }

  @Test
  void aMonitorIsToldWhenTheRequestComes() {
    EngineFixture.Client monitor = fixture.connect();
    monitor.line("MONITOR");
    waiting.line("BLPOP list 0");
    assertThat(monitor.read()).contains("\"BLPOP\" \"list\" \"0\"");
    other.line("RPUSH list a");
    assertThat(monitor.read()).contains("\"RPUSH\"").doesNotContain("BLPOP");
  }

  @Test
  void whoMayNotAnyMoreIsRefused() {
    other.line("ACL SETUSER pop on nopass +@all ~list");
    waiting.line("AUTH pop x");
    park();
    other.line("ACL SETUSER pop resetkeys");
    other.line("RPUSH list a");
    assertThat(waiting.read()).isEqualTo("-NOPERM No permissions to access a key|");
    assertThat(statistics()).isEqualTo("cmdstat_blpop:calls=0 rejected_calls=1,failed_calls=0");
    assertThat(other.line("ACL LOG")).contains("|list|");
    assertThat(other.line("LLEN list")).isEqualTo(":1|");
    assertThat(waiting.line("PING")).isEqualTo("+PONG|");
  }

  @Test
  void aRequestThatIsPausedIsBlocked() {
    other.line("CLIENT PAUSE 10000 WRITE");
    waiting.line("SET k v");
    assertThat(other.line("INFO clients")).contains("blocked_clients:1");
    other.line("CLIENT UNPAUSE");
    assertThat(waiting.read()).isEqualTo("+OK|");
    assertThat(other.line("INFO clients")).contains("blocked_clients:0");
  }
}
