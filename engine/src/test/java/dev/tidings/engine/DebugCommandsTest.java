package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.settings.Configuration;
import dev.tidings.settings.SecuritySettings;
import dev.tidings.settings.SecuritySettings.Allowed;
import org.junit.jupiter.api.Test;

class DebugCommandsTest {
  /** An engine whose clients may use DEBUG. */
  static EngineFixture withDebug() {
    return with(Allowed.YES);
  }

  private static EngineFixture with(Allowed allowed) {
    Configuration configuration = new Configuration();
    configuration.put(SecuritySettings.ENABLE_DEBUG_COMMAND, allowed);
    return new EngineFixture(configuration);
  }

  @Test
  void itIsClosedUnlessASettingOpensIt() {
    String closed =
        "-ERR DEBUG command not allowed. If the enable-debug-command option is set to \"local\","
            + " you can run it from a local connection, otherwise you need to set this option in"
            + " the configuration file, and then restart the server.|";
    EngineFixture.Client client = new EngineFixture().connect();
    assertThat(client.line("DEBUG SLEEP 0")).isEqualTo(closed);
    assertThat(client.line("DEBUG HELP")).isEqualTo(closed);
    assertThat(client.line("DEBUG")).startsWith("-ERR wrong number of arguments for 'debug'");
    assertThat(with(Allowed.LOCAL).connect().line("DEBUG SLEEP 0")).isEqualTo("+OK|");
    EngineFixture local = with(Allowed.LOCAL);
    Session far =
        local.engine.connect(
            local.connect(), new Peer("192.0.2.1:9", "192.0.2.2:6379", 9, false, false));
    assertThat(far.conditions() & dev.tidings.command.Condition.DEBUG_CLOSED.bit()).isNotZero();
  }

  @Test
  void sleepingTakesTheTimeOfEverybody() {
    EngineFixture fixture = withDebug();
    EngineFixture.Client client = fixture.connect();
    long before = fixture.world.nanos();
    assertThat(client.line("DEBUG SLEEP 1.5")).isEqualTo("+OK|");
    assertThat(fixture.world.nanos() - before).isEqualTo(1_500_000_000L);
  }

  @Test
  void aMessageReachesTheLog() {
    EngineFixture fixture = withDebug();
    assertThat(fixture.connect().line("DEBUG LOG hello")).isEqualTo("+OK|");
    assertThat(fixture.world.log).contains("WARNING DEBUG LOG: hello");
  }

  @Test
  void theReplicationIdChanges() {
    EngineFixture fixture = withDebug();
    String before = fixture.engine.history().replicationId();
    assertThat(before).matches("[0-9a-f]{40}");
    fixture.connect().line("DEBUG CHANGE-REPL-ID");
    assertThat(fixture.engine.history().replicationId())
        .matches("[0-9a-f]{40}")
        .isNotEqualTo(before);
  }
}
