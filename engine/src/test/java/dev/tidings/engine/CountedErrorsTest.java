package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An error is counted once, for the request whose error it is. */
class CountedErrorsTest {
  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();

  @Test
  void execHasNotFailedWhereARequestInItHas() {
    for (String request : "SET k v,MULTI,LPUSH k x,SET l v,LPUSH k x,EXEC,EXEC".split(",", -1)) {
      client.line(request);
    }
    String commands = client.line("INFO commandstats");
    assertThat(counts(commands, "lpush")).isEqualTo("calls=2 rejected_calls=0,failed_calls=2");
    assertThat(counts(commands, "exec")).isEqualTo("calls=2 rejected_calls=0,failed_calls=1");
    assertThat(client.line("INFO errorstats"))
        .contains("|errorstat_ERR:count=1|", "|errorstat_WRONGTYPE:count=2|");
    assertThat(client.line("INFO stats")).contains("|total_error_replies:3|");
  }

  private static String counts(String commands, String name) {
    return commands
        .replaceAll(".*cmdstat_" + name + ":([^|]*).*", "$1")
        .replaceAll(",usec=[^,]*,usec_per_call=[^,]*,", " ");
  }
}
