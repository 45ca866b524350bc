package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProtectedModeTest {
  private static final Peer STRANGER =
      new Peer("203.0.113.9:5000", "192.0.2.1:6379", 7, false, false);

  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client master = fixture.connect();

  private void run(String request) {
    assertThat(master.line(request)).isEqualTo("+OK|");
  }

  @Test
  void whoComesFromOutsideIsToldWhyNotWhileAnybodyWouldBeLetIn() {
    assertThat(fixture.engine.refusal(STRANGER, false)).isEqualTo(ProtectedMode.DENIED);
    assertThat(fixture.engine.refusal(STRANGER, true)).isNull();
    assertThat(fixture.engine.statistics().rejectedConnections()).isEqualTo(1);
    assertThat(fixture.world.log)
        .anySatisfy(line -> assertThat(line).contains("203.0.113.9:5000 refused: DENIED"));
  }

  @Test
  void aPasswordOfTheDefaultUserOpensTheDoor() {
    run("CONFIG SET requirepass secret");
    assertThat(fixture.engine.refusal(STRANGER, false)).isNull();
    run("ACL SETUSER default nopass");
    assertThat(fixture.engine.refusal(STRANGER, false)).isEqualTo(ProtectedMode.DENIED);
    run("ACL SETUSER default resetpass");
    assertThat(fixture.engine.refusal(STRANGER, false)).isNull();
  }

  @Test
  void theSettingOpensTheDoor() {
    run("CONFIG SET protected-mode no");
    assertThat(fixture.engine.refusal(STRANGER, false)).isNull();
    run("CONFIG SET protected-mode yes");
    assertThat(fixture.engine.refusal(STRANGER, false)).isEqualTo(ProtectedMode.DENIED);
  }

  @Test
  void theTextIsOneLineOfTheProtocol() {
    assertThat(ProtectedMode.DENIED).startsWith("DENIED ").doesNotContain("\r", "\n");
  }
}
