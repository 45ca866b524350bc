package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PauseTest {
  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client master = fixture.connect();
  private final EngineFixture.Client client = fixture.connect();
  private final EngineFixture.Client listener = fixture.connect();

  @Test
  void anyKeyIsToldEvenIfTheTimeOfAllHasCome() {
    EngineFixture.Client one = fixture.connect();
    one.line("SET k v PX 3");
    one.line("CLIENT PAUSE 10000 WRITE");
    fixture.passMillis(5);
    assertThat(one.line("RANDOMKEY")).isEqualTo("$1|k|");
    assertThat(one.line("GET k")).isEqualTo("$-1|");
    one.line("CLIENT UNPAUSE");
    assertThat(one.line("RANDOMKEY")).isEqualTo("$-1|");
  }

  @Test
  void publishingWaitsWithAllThatFollowsIt() {
    listener.line("SUBSCRIBE ch");
    assertThat(master.line("CLIENT PAUSE 60000 WRITE")).isEqualTo("+OK|");
    assertThat(client.line("PING")).isEqualTo("+PONG|");
    assertThat(client.send("PUBLISH ch one\r\nPING\r\nPUBLISH ch two\r\n")).isEmpty();
    assertThat(client.send("ECHO last\r\n")).isEmpty();
    assertThat(listener.read()).isEmpty();
    assertThat(master.line("CLIENT LIST ID 2")).contains(" flags=b ").contains(" cmd=publish ");
    assertThat(master.line("CLIENT UNPAUSE")).isEqualTo("+OK|");
    assertThat(client.read()).isEqualTo(":1|+PONG|:1|$4|last|");
    assertThat(listener.read()).isEqualTo("*3|$7|message|$2|ch|$3|one|*3|$7|message|$2|ch|$3|two|");
  }

  @Test
  void thePauseEndsByItself() {
    master.line("CLIENT PAUSE 1000 ALL");
    assertThat(client.line("PING")).isEmpty();
    assertThat(master.line("CLIENT UNPAUSE")).isEmpty();
    fixture.passMillis(999);
    fixture.engine.onTick();
    assertThat(client.read()).isEmpty();
    fixture.passMillis(1);
    fixture.engine.onTick();
    assertThat(client.read()).isEqualTo("+PONG|");
    assertThat(master.read()).isEqualTo("+OK|");
  }

  @Test
  void aPauseOnlyGrows() {
    master.send("MULTI\r\nCLIENT PAUSE 5000 ALL\r\nCLIENT PAUSE 1000 WRITE\r\nEXEC\r\n");
    assertThat(client.line("PING")).isEmpty();
    fixture.passMillis(4_999);
    fixture.engine.onTick();
    assertThat(client.read()).isEmpty();
    fixture.passMillis(1);
    fixture.engine.onTick();
    assertThat(client.read()).isEqualTo("+PONG|");
  }

  @Test
  void aTransactionThatPublishesWaitsAtItsEnd() {
    client.send("MULTI\r\nPUBLISH ch x\r\n");
    listener.send("MULTI\r\nPING\r\n");
    master.line("CLIENT PAUSE 60000 WRITE");
    assertThat(client.line("EXEC")).isEmpty();
    assertThat(listener.line("EXEC")).isEqualTo("*1|+PONG|");
    master.line("CLIENT UNPAUSE");
    assertThat(client.read()).isEqualTo("*1|:0|");
  }

  @Test
  void refusalsDoNotWait() {
    master.line("CLIENT PAUSE 60000 ALL");
    assertThat(client.line("NOSUCH")).startsWith("-ERR unknown command");
    assertThat(client.line("PUBLISH")).startsWith("-ERR wrong number of arguments");
  }

  @Test
  void whoeverLeavesIsForgotten() {
    master.line("CLIENT PAUSE 60000 WRITE");
    assertThat(client.line("PUBLISH ch x")).isEmpty();
    client.leave();
    listener.line("SUBSCRIBE ch");
    master.line("CLIENT UNPAUSE");
    assertThat(listener.read()).isEmpty();
    assertThat(fixture.engine.statistics().of(PubSubCommands.PUBLISH).calls()).isZero();
  }

  @Test
  void thoseWhoWaitArePausedAnew() {
    master.line("CLIENT PAUSE 60000 WRITE");
    client.send("PUBLISH ch x\r\nCLIENT PAUSE 60000 WRITE\r\nPUBLISH ch y\r\n");
    assertThat(client.read()).isEmpty();
    master.line("CLIENT UNPAUSE");
    assertThat(client.read()).isEqualTo(":0|+OK|");
    master.line("CLIENT UNPAUSE");
    assertThat(client.read()).isEqualTo(":0|");
  }

  @Test
  void wrongTimesAreToldApart() {
    assertThat(master.line("CLIENT PAUSE x foo"))
        .isEqualTo("-ERR CLIENT PAUSE mode must be WRITE or ALL|");
    assertThat(master.line("CLIENT PAUSE 1.5"))
        .isEqualTo("-ERR timeout is not an integer or out of range|");
    assertThat(master.line("CLIENT PAUSE -1")).isEqualTo("-ERR timeout is negative|");
    assertThat(master.line("CLIENT PAUSE 9223372036854775807"))
        .isEqualTo("-ERR timeout is out of range|");
    assertThat(master.line("CLIENT PAUSE 1 ALL x"))
        .isEqualTo(
            "-ERR unknown subcommand or wrong number of arguments for 'PAUSE'. Try CLIENT HELP.|");
    assertThat(master.line("CLIENT PAUSE 0")).isEqualTo("+OK|");
    assertThat(client.line("PING")).isEqualTo("+PONG|");
  }
}
