package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.structures.Bytes;
import org.junit.jupiter.api.Test;

/** CONFIG at the engine: the texts themselves are proved where the settings are. */
class ConfigurationCommandsTest {
  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();

  @Test
  void getTellsAMapOfWhatMatches() {
    assertThat(client.line("CONFIG GET hash-max-listpack-e* hash-max-listpack-entries"))
        .isEqualTo("*2|$25|hash-max-listpack-entries|$3|128|".replace("|128|", "|512|"));
    client.line("CONFIG SET slowlog-max-len 7");
    assertThat(client.line("CONFIG GET slowlog-max-len")).isEqualTo("*2|$15|slowlog-max-len|$1|7|");
  }

  @Test
  void setIsAllOrNothing() {
    assertThat(client.line("CONFIG SET slowlog-max-len 7 maxclients nonsense"))
        .startsWith("-ERR CONFIG SET failed (possibly related to argument 'maxclients') - ");
    assertThat(client.line("CONFIG GET slowlog-max-len")).endsWith("$3|128|");
    assertThat(client.line("CONFIG SET slowlog-max-len")).startsWith("-ERR wrong number");
    assertThat(client.line("CONFIG SET slowlog-max-len 7 maxclients"))
        .isEqualTo("-ERR syntax error|");
  }

  @Test
  void rewriteKeepsCommentsAndWritesWhatChanged() {
    assertThat(client.line("CONFIG REWRITE"))
        .isEqualTo("-ERR The server is running without a config file|");
    fixture.world.configurationFile = "tidings.conf";
    fixture.world.files.put("tidings.conf", Bytes.of("# mine\nslowlog-max-len 5\n"));
    client.line("CONFIG SET slowlog-max-len 9");
    assertThat(client.line("CONFIG REWRITE")).isEqualTo("+OK|");
    assertThat(String.valueOf(fixture.world.files.get("tidings.conf")))
        .startsWith("# mine\nslowlog-max-len 9\n");
  }

  @Test
  void aFullDiskIsToldAndLeavesTheFile() {
    fixture.world.configurationFile = "tidings.conf";
    fixture.world.files.put("tidings.conf", Bytes.of("# mine\n"));
    fixture.world.diskFault = "No space left on device";
    assertThat(client.line("CONFIG REWRITE"))
        .isEqualTo("-ERR Rewriting config file: No space left on device|");
    assertThat(fixture.world.files.get("tidings.conf")).isEqualTo(Bytes.of("# mine\n"));
  }

  @Test
  void resetstatStartsTheCountersOver() {
    client.line("PING");
    assertThat(client.line("CONFIG RESETSTAT")).isEqualTo("+OK|");
    assertThat(fixture.engine.statistics().commands).isLessThanOrEqualTo(1);
  }
}
