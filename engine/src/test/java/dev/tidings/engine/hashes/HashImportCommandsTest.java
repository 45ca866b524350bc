package dev.tidings.engine.hashes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.engine.EngineFixture;
import org.junit.jupiter.api.Test;

/** HIMPORT of Redis 8.10. Source: redis.io/commands/himport and what its clients are told. */
class HashImportCommandsTest {
  private static final String UNKNOWN = "-ERR no such fieldset|";

  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();

  private void expect(String request, String reply) {
    assertThat(client.line(request)).as(request).isEqualTo(reply);
  }

  @Test
  void valuesAreSentForFieldsThatWerePrepared() {
    expect("HIMPORT PREPARE u name age", "+OK|");
    expect("HIMPORT SET user:1 u alice 30", "+OK|");
    expect("HIMPORT set user:2 u bob 25", "+OK|");
    expect("HGETALL user:1", "*4|$4|name|$5|alice|$3|age|$2|30|");
    expect("HGET user:2 age", "$2|25|");
    expect("HIMPORT DISCARD u", ":1|");
    expect("HIMPORT DISCARD u", ":0|");
    expect("HIMPORT SET user:3 u x y", UNKNOWN);
    expect("HGET user:1 name", "$5|alice|");
  }

  @Test
  void aHashIsReplacedAsAWholeAndNothingElseIs() {
    expect("HIMPORT PREPARE u name age", "+OK|");
    client.line("HSET h old 1");
    client.line("EXPIRE h 100");
    expect("HIMPORT SET h u alice 30", "+OK|");
    expect("HKEYS h", "*2|$4|name|$3|age|");
    expect("TTL h", ":-1|");
    client.line("SET s text");
    assertThat(client.line("HIMPORT SET s u alice 30")).startsWith("-WRONGTYPE");
    expect("GET s", "$4|text|");
  }

  @Test
  void whatDoesNotFitIsRefused() {
    expect("HIMPORT PREPARE u a b a", "-ERR duplicate field name in fieldset|");
    expect("HIMPORT SET k u 1 2 3", UNKNOWN);
    expect("HIMPORT PREPARE u a b", "+OK|");
    expect("HIMPORT SET k u 1", "-ERR value count does not match fieldset field count|");
    expect("HIMPORT SET k u 1 2 3", "-ERR value count does not match fieldset field count|");
    expect("HIMPORT PREPARE u a b c", "+OK|");
    expect("HIMPORT SET k u 1 2 3", "+OK|");
    expect("HIMPORT PREPARE u", "-ERR wrong number of arguments for 'himport|prepare' command|");
    assertThat(client.line("HIMPORT LOAD")).startsWith("-ERR unknown subcommand");
    expect("EXISTS k", ":1|");
  }

  @Test
  void fieldsBelongToOneConnectionUntilItResets() {
    expect("HIMPORT PREPARE u a", "+OK|");
    expect("HIMPORT PREPARE v b", "+OK|");
    assertThat(fixture.connect().line("HIMPORT SET k u 1")).isEqualTo(UNKNOWN);
    expect("HIMPORT DISCARDALL", ":2|");
    expect("HIMPORT DISCARDALL", ":0|");
    expect("HIMPORT PREPARE u a", "+OK|");
    expect("RESET", "+RESET|");
    expect("HIMPORT SET k u 1", UNKNOWN);
    expect("MULTI", "+OK|");
    expect("HIMPORT PREPARE u a", "+QUEUED|");
    expect("HIMPORT SET k u 1", "+QUEUED|");
    expect("EXEC", "*2|+OK|+OK|");
  }
}
