package dev.tidings.tests.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.engine.EngineFixture;
import org.junit.jupiter.api.Test;

/** A pause of all that writes holds scripts too, but for those that say that they write nothing. */
final class PausedScriptsTest {
  private static final String READING = "#!lua flags=no-writes\nreturn 2";
  private static final String LIBRARY =
      "#!lua name=l\n"
          + "redis.register_function{function_name='reads', callback=function() return 3 end,"
          + " flags={'no-writes'}}\n"
          + "redis.register_function('writes', function() return 4 end)";

  private final EngineFixture fixture = ScriptedEngine.fixture();
  private final EngineFixture.Client client = fixture.connect();
  private final EngineFixture.Client master = fixture.connect();

  private void pause() {
    master.line("CLIENT PAUSE 60000 WRITE");
  }

  private void isHeld(String... request) {
    pause();
    assertThat(client.call(request)).isEmpty();
    assertThat(master.line("INFO clients")).contains("blocked_clients:1");
    master.line("CLIENT UNPAUSE");
    assertThat(client.read()).isNotEmpty();
  }

  private void isServed(String reply, String... request) {
    pause();
    assertThat(client.call(request)).isEqualTo(reply);
    master.line("CLIENT UNPAUSE");
  }

  @Test
  void scriptsThatMayWriteAreHeld() {
    isHeld("EVAL", "return 1", "0");
    isHeld("EVAL", "return 1", "0");
    isHeld("EVAL", "#!lua\nreturn 1", "0");
    isHeld("EVAL", "#!lua flags=nosuch\nreturn 1", "0");
    isHeld("EVALSHA", "e0e1f9fabfc9d4800c877a703b823ac0578ff8db", "0");
    isHeld("EVALSHA", "nosuch", "0");
    master.call("FUNCTION", "LOAD", LIBRARY);
    isHeld("FCALL", "writes", "0");
    isHeld("FCALL", "nosuch", "0");
  }

  @Test
  void scriptsThatOnlyReadAreServed() {
    isServed(":2|", "EVAL", READING, "0");
    isServed(":2|", "EVAL", READING, "0");
    String digest = master.call("SCRIPT", "LOAD", READING).replaceAll("^\\$40\\||\\|$", "");
    isServed(":2|", "EVALSHA", digest, "0");
    isServed(":1|", "EVAL_RO", "return 1", "0");
    master.call("FUNCTION", "LOAD", LIBRARY);
    isServed(":3|", "FCALL", "READS", "0");
    isServed(":3|", "FCALL_RO", "reads", "0");
  }

  @Test
  void aTransactionIsHeldForTheScriptsInIt() {
    client.line("MULTI");
    client.call("EVAL", READING, "0");
    isServed("*1|:2|", "EXEC");
    client.line("MULTI");
    client.call("EVAL", "return 12", "0");
    isHeld("EXEC");
  }
}
