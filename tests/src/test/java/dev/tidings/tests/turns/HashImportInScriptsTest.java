package dev.tidings.tests.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.engine.EngineFixture;
import org.junit.jupiter.api.Test;

/** What a script prepares for HIMPORT is its own, as in Redis 8.10. */
final class HashImportInScriptsTest {
  private final EngineFixture.Client client = ScriptedEngine.fixture().connect();

  @Test
  void eachRunBeginsWithNothingPrepared() {
    client.line("HIMPORT PREPARE u a");
    assertThat(eval("return redis.call('HIMPORT', 'SET', 'k', 'u', '1')"))
        .startsWith("-ERR no such fieldset");
    assertThat(
            eval(
                "redis.call('HIMPORT', 'PREPARE', 'v', 'b');"
                    + " return redis.call('HIMPORT', 'SET', 'k', 'v', '1')"))
        .isEqualTo("+OK|");
    assertThat(client.line("HIMPORT SET k v 1")).isEqualTo("-ERR no such fieldset|");
    assertThat(client.line("HIMPORT SET k u 1")).isEqualTo("+OK|");
  }

  private String eval(String script) {
    return client.call("EVAL", script, "0");
  }
}
