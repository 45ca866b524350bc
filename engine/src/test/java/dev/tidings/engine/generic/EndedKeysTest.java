package dev.tidings.engine.generic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.engine.EngineFixture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keys whose time has come and that nobody has taken out. */
class EndedKeysTest {
  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();

  @BeforeEach
  void leaveThem() {
    client.line("DEBUG SET-ACTIVE-EXPIRE 0");
  }

  private void end(String... keys) {
    for (String key : keys) {
      client.line("SET " + key + " v PX 5");
    }
    fixture.passMillis(10);
  }

  @Test
  void scanTakesOutWhatThePatternFitsWhateverItsType() {
    client.line("SET other:1 v");
    end("key:1", "key:2", "boo");
    assertThat(client.line("SCAN 0 MATCH key:* TYPE hash")).isEqualTo("*2|$1|0|*0|");
    assertThat(client.line("DBSIZE")).isEqualTo(":2|");
    end("key:3");
    assertThat(client.line("SCAN 0 TYPE nothing")).isEqualTo("*2|$1|0|*0|");
    assertThat(client.line("DBSIZE")).isEqualTo(":1|");
  }

  @Test
  void randomkeyComesToAnEndThoughAPauseKeepsThem() {
    end("a", "b", "c");
    client.line("CLIENT PAUSE 1000 WRITE");
    assertThat(client.line("RANDOMKEY")).matches("\\$1\\|[abc]\\|");
    client.line("CLIENT UNPAUSE");
    client.line("SET d v");
    end("a", "b", "c");
    client.line("CLIENT PAUSE 1000 WRITE");
    for (int i = 0; i < 100; i++) {
      assertThat(client.line("RANDOMKEY")).isEqualTo("$1|d|");
    }
    assertThat(client.line("DBSIZE")).isEqualTo(":4|");
    client.line("CLIENT UNPAUSE");
    assertThat(client.line("RANDOMKEY")).isEqualTo("$1|d|");
  }
}
