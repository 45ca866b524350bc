package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.structures.Bytes;
import org.junit.jupiter.api.Test;

class TransactionCommandsTest {
  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();

  @Test
  void aRefusalWhileQueueingRefusesAll() {
    assertThat(client.send("MULTI\r\nPING\r\nNOSUCH\r\nEXEC\r\nPING\r\n"))
        .isEqualTo(
            "+OK|+QUEUED|-ERR unknown command 'NOSUCH'|"
                + "-EXECABORT Transaction discarded because of previous errors.|+PONG|");
    assertThat(client.send("MULTI\r\nEXEC x\r\nEXEC\r\n"))
        .isEqualTo(
            "+OK|-EXECABORT Transaction discarded because of: wrong number of arguments for 'exec'"
                + " command|-ERR EXEC without MULTI|");
  }

  @Test
  void misplacedCommandsDoNotRefuseTheRest() {
    assertThat(client.send("MULTI\r\nMULTI\r\nWATCH k\r\nPING\r\nEXEC\r\n"))
        .isEqualTo(
            "+OK|-ERR MULTI calls can not be nested|-ERR WATCH inside MULTI is not allowed|"
                + "+QUEUED|*1|+PONG|");
  }

  @Test
  void anErrorInsideIsOneOfTheReplies() {
    assertThat(client.send("MULTI\r\nSELECT 99\r\nECHO hi\r\nHELLO 9\r\nEXEC\r\n"))
        .isEqualTo(
            "+OK|+QUEUED|+QUEUED|+QUEUED|*3|-ERR DB index is out of range|$2|hi|"
                + "-NOPROTO unsupported protocol version|");
  }

  @Test
  void watchedKeysAreCountedOncePerDatabase() {
    client.line("WATCH a b a");
    client.line("SELECT 1");
    client.line("WATCH a");
    assertThat(client.line("CLIENT INFO")).contains(" watch=3 ");
    assertThat(fixture.engine.watchers().sessionCount()).isEqualTo(1);
    assertThat(fixture.engine.watchers().keyCount()).isEqualTo(3);
    client.line("UNWATCH");
    assertThat(client.line("CLIENT INFO")).contains(" watch=0 ");
    assertThat(fixture.engine.watchers().keyCount()).isZero();
  }

  @Test
  void aChangeOfAWatchedKeyMakesExecVoid() {
    client.line("WATCH a");
    fixture.engine.watchers().onChange(1, Bytes.of("a"));
    fixture.engine.watchers().onChange(0, Bytes.of("b"));
    assertThat(client.send("MULTI\r\nPING\r\nEXEC\r\n")).isEqualTo("+OK|+QUEUED|*1|+PONG|");
    client.line("WATCH a");
    fixture.engine.watchers().onChange(0, Bytes.of("a"));
    assertThat(client.line("CLIENT INFO")).contains(" flags=d ");
    assertThat(client.send("MULTI\r\nPING\r\nEXEC\r\n")).isEqualTo("+OK|+QUEUED|*-1|");
    assertThat(client.send("MULTI\r\nPING\r\nEXEC\r\n")).isEqualTo("+OK|+QUEUED|*1|+PONG|");
  }

  @Test
  void everyEndOfATransactionEndsTheWatch() {
    for (String end : new String[] {"UNWATCH", "MULTI\r\nDISCARD", "RESET", "MULTI\r\nEXEC"}) {
      client.line("WATCH a");
      client.send(end + "\r\n");
      assertThat(fixture.engine.watchers().sessionCount()).as(end).isZero();
    }
    client.line("WATCH a");
    client.leave();
    assertThat(fixture.engine.watchers().keyCount()).isZero();
  }
}
