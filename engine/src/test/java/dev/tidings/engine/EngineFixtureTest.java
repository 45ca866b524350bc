package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EngineFixtureTest {
  @Test
  void clientsTalkToTheEngine() {
    EngineFixture fixture = new EngineFixture();
    EngineFixture.Client one = fixture.connect();
    EngineFixture.Client other = fixture.connect();
    assertThat(one.call("SUBSCRIBE", "news")).isEqualTo("*3|$9|subscribe|$4|news|:1|");
    assertThat(other.line("PUBLISH news hello")).isEqualTo(":1|");
    assertThat(one.read()).isEqualTo("*3|$7|message|$4|news|$5|hello|");
    assertThat(other.send("PING\r\nQUIT\r\n")).isEqualTo("+PONG|+OK|");
    assertThat(other.closed()).isTrue();
    assertThat(one.closed()).isFalse();
  }

  @Test
  void timeStandsStillUntilItIsMoved() {
    EngineFixture fixture = new EngineFixture();
    assertThat(fixture.connect().session().createdMillis()).isEqualTo(EngineFixture.START_MILLIS);
    fixture.passMillis(5);
    assertThat(fixture.connect().session().createdMillis())
        .isEqualTo(EngineFixture.START_MILLIS + 5);
  }
}
