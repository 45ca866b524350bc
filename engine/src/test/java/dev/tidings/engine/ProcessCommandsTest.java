package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.settings.ProcessSettings.ShutdownFlag;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProcessCommandsTest {
  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();

  @Test
  void shutdownClosesWithoutAReplyAndServesNothingAfter() {
    assertThat(client.send("SHUTDOWN NOSAVE NOW\r\nPING\r\n")).isEmpty();
    assertThat(client.closed()).isTrue();
    assertThat(fixture.world.shutdowns)
        .containsExactly(Set.of(ShutdownFlag.NOSAVE, ShutdownFlag.NOW));
  }

  @Test
  void shutdownRefusesWordsThatContradict() {
    assertThat(client.line("SHUTDOWN SAVE NOSAVE")).isEqualTo("-ERR syntax error|");
    assertThat(client.line("SHUTDOWN ABORT NOW")).isEqualTo("-ERR syntax error|");
    assertThat(client.line("SHUTDOWN LATER")).isEqualTo("-ERR syntax error|");
    assertThat(client.line("SHUTDOWN ABORT")).isEqualTo("-ERR No shutdown in progress.|");
    assertThat(fixture.world.shutdowns).isEmpty();
    assertThat(client.closed()).isFalse();
  }

  @Test
  void shutdownIsNoPartOfATransaction() {
    client.line("MULTI");
    assertThat(client.line("SHUTDOWN")).isEqualTo("-ERR Command not allowed inside a transaction|");
    assertThat(client.line("EXEC"))
        .isEqualTo("-EXECABORT Transaction discarded because of previous errors.|");
    assertThat(fixture.world.shutdowns).isEmpty();
  }
}
