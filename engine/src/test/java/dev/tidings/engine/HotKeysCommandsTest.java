package dev.tidings.engine;

import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.command.Access;
import dev.tidings.command.Command;
import dev.tidings.command.Family;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * HOTKEYS of Redis 8.6. Sources: redis.io/commands/hotkeys-start and hotkeys-get (syntax, fields
 * and their units), tests/unit/hotkeys.tcl of redis/redis (life cycle, texts of refusals, what
 * counts), and how node-redis, Jedis and Lettuce read the reply of GET: a list of one map.
 */
class HotKeysCommandsTest {
  private static final String COUNTED = "-ERR METRICS count must be > 0 and <= 2|";
  private static final String NONE_VALID =
      "-ERR METRICS no valid metrics passed. Supported: CPU|NET|";
  private static final String MISMATCH =
      "-ERR METRICS count does not match number of metric types provided|";
  private static final String REQUIRED = "-ERR METRICS parameter is required|";
  private static final String SYNTAX = "-ERR syntax error|";
  private static final String IN_PROGRESS =
      "-ERR hotkey tracking session in progress, stop tracking first|";

  /** Uses keys for so many microseconds: the world's time moves only when somebody sleeps. */
  private static final Command<Turn> USE =
      Command.<Turn>command("USE", Family.GENERIC)
          .since("1.0.0")
          .summary("Uses keys for a while.")
          .complexity("O(1)")
          .takes(integer("micros"), key("key", Access.INSPECT).many(), (micros, keys) -> micros)
          .does((turn, micros) -> {
            turn.engine().surroundings().sleep(micros);
            turn.reply().ok();
          });

  private final EngineFixture fixture = new EngineFixture(List.of(USE));
  private final EngineFixture.Client client = fixture.connect();

  private void expect(String request, String reply) {
    assertThat(client.line(request)).as(request).isEqualTo(reply);
  }

  /** What stands behind {@code name} in the reply of GET, and all that follows. */
  private String from(String name) {
    String reply = client.line("HOTKEYS GET");
    int at = reply.indexOf("|" + name + "|");
    return at < 0 ? "" : reply.substring(at + name.length() + 2);
  }

  @Test
  void tellsAllThatItMeasured() {
    client.line("SET a 1");
    expect("HOTKEYS START METRICS 2 CPU NET", "+OK|");
    expect("GET a", "$1|1|");
    client.call("USE", "30", "b");
    client.call("USE", "70", "a", "c");
    client.line("PING");
    fixture.world.userMicros += 3_000;
    fixture.world.systemMicros += 2_999;
    fixture.passMillis(1000);
    expect("HOTKEYS STOP", "+OK|");
    fixture.world.userMicros += 5_000;
    fixture.passMillis(1000);
    // GET a: 20 + 7 bytes; USE: 28 + 5 and 35 + 5 bytes. What two keys take is shared.
    expect(
        "HOTKEYS GET",
        "*1|*24|$15|tracking-active|:0|$12|sample-ratio|:1|$14|selected-slots|*1|*2|:0|:16383|"
            + "$25|all-commands-all-slots-us|:100|$32|net-bytes-all-commands-all-slots|:100|"
            + "$29|collection-start-time-unix-ms|:"
            + EngineFixture.START_MILLIS
            + "|$22|collection-duration-ms|:1000|$22|total-cpu-time-user-ms|:3|"
            + "$21|total-cpu-time-sys-ms|:2|$15|total-net-bytes|:100|"
            + "$14|by-cpu-time-us|*6|$1|a|:35|$1|c|:35|$1|b|:30|"
            + "$12|by-net-bytes|*6|$1|a|:47|$1|b|:33|$1|c|:20|");
  }

  @Test
  void inResp3ItIsAMapWhoseListsAreFlat() {
    client.line("HELLO 3");
    expect("HOTKEYS GET", "_|");
    expect("HOTKEYS STOP", "_|");
    expect("HOTKEYS START METRICS 1 NET COUNT 1", "+OK|");
    client.line("SET k v");
    expect(
        "HOTKEYS GET",
        "*1|%9|$15|tracking-active|:1|$12|sample-ratio|:1|$14|selected-slots|*1|*2|:0|:16383|"
            + "$25|all-commands-all-slots-us|:0|$32|net-bytes-all-commands-all-slots|:32|"
            + "$29|collection-start-time-unix-ms|:"
            + EngineFixture.START_MILLIS
            + "|$22|collection-duration-ms|:0|$15|total-net-bytes|:32|"
            + "$12|by-net-bytes|*2|$1|k|:32|");
  }

  @Test
  void fieldsOfAMetricAreToldOnlyIfItWasAskedFor() {
    client.line("HOTKEYS START METRICS 1 CPU");
    assertThat(client.line("HOTKEYS GET"))
        .startsWith("*1|*20|")
        .contains("|total-cpu-time-user-ms|", "|total-cpu-time-sys-ms|", "|by-cpu-time-us|*0|")
        .doesNotContain("|total-net-bytes|", "|by-net-bytes|", "selected-slots-us");
  }

  @Test
  void thereIsOneSessionWhichStaysUntilItIsReset() {
    expect("HOTKEYS GET", "$-1|");
    expect("HOTKEYS STOP", "$-1|");
    expect("HOTKEYS RESET", "+OK|");
    expect("HOTKEYS START METRICS 1 CPU", "+OK|");
    expect("HOTKEYS START METRICS 1 NET", "-ERR hotkey tracking session already in progress|");
    expect("HOTKEYS RESET", IN_PROGRESS);
    expect("HOTKEYS STOP", "+OK|");
    expect("HOTKEYS STOP", "$-1|");
    assertThat(client.line("HOTKEYS GET")).startsWith("*1|");
    expect("HOTKEYS START METRICS 1 NET", "+OK|");
    assertThat(from("tracking-active")).startsWith(":1|");
    expect("HOTKEYS STOP", "+OK|");
    expect("HOTKEYS RESET", "+OK|");
    expect("HOTKEYS GET", "$-1|");
  }

  @Test
  void itEndsByItselfWhenItsTimeIsOver() {
    client.line("HOTKEYS START METRICS 1 NET DURATION 2");
    client.line("SET a 1");
    fixture.passMillis(1999);
    expect("HOTKEYS RESET", IN_PROGRESS);
    fixture.passMillis(5000);
    client.line("SET b 1");
    assertThat(from("tracking-active")).startsWith(":0|");
    assertThat(from("collection-duration-ms")).startsWith(":2000|");
    assertThat(from("by-net-bytes")).isEqualTo("*2|$1|a|:32|");
    expect("HOTKEYS STOP", "$-1|");
    expect("HOTKEYS RESET", "+OK|");
  }

  @Test
  void requestsCostNothingWhenNobodyMeasures() {
    long before = fixture.engine.observation().fromNanos();
    client.line("HOTKEYS START METRICS 1 NET DURATION 1");
    assertThat(fixture.engine.observation().fromNanos()).isEqualTo(Long.MIN_VALUE);
    fixture.passMillis(1000);
    client.line("PING");
    assertThat(fixture.engine.observation().fromNanos()).isEqualTo(before);
    client.line("HOTKEYS START METRICS 1 NET");
    client.line("HOTKEYS STOP");
    assertThat(fixture.engine.observation().fromNanos()).isEqualTo(before);
  }

  @Test
  void requestsOfATransactionCountOneByOne() {
    client.line("HOTKEYS START METRICS 1 NET");
    client.line("MULTI");
    client.line("SET a 1");
    client.line("SET b 1");
    client.line("SET a 2");
    client.line("EXEC");
    assertThat(from("by-net-bytes")).isEqualTo("*4|$1|a|:64|$1|b|:32|");
  }

  @Test
  void onlyKeysCountAndOnlyWhatIsReallySent() {
    client.line("HOTKEYS START METRICS 1 NET");
    client.line("PUBLISH a 1");
    client.line("SPUBLISH a 1");
    client.line("SET");
    client.line("CLIENT REPLY OFF");
    client.line("SET k v");
    client.line("CLIENT REPLY ON");
    client.line("SET longer-key v");
    assertThat(from("by-net-bytes")).isEqualTo("*4|$10|longer-key|:42|$1|k|:27|");
  }

  @Test
  void noMoreKeysAreToldThanAskedFor() {
    client.line("HOTKEYS START METRICS 2 CPU NET COUNT 3");
    for (int i = 0; i < 100; i++) {
      client.call("USE", "10", "key" + i);
      client.call("USE", "100", "hot" + i % 3);
    }
    assertThat(from("by-cpu-time-us")).startsWith("*6|$4|hot0|:3400|$4|hot1|:3300|$4|hot2|:3300|");
    // USE 100 hot0: 32 + 5 bytes.
    assertThat(from("by-net-bytes")).startsWith("*6|$4|hot0|:1258|$4|hot1|:1221|$4|hot2|:1221|");
  }

  @Test
  void sampledRequestsCountForTheirKeysAndAllForTheSums() {
    client.line("HOTKEYS START METRICS 1 NET SAMPLE 10");
    for (int i = 0; i < 1000; i++) {
      client.line("SET k v");
    }
    assertThat(from("sample-ratio")).startsWith(":10|");
    assertThat(from("net-bytes-all-commands-all-slots")).startsWith(":32000|");
    String sampled = from("total-net-bytes");
    long bytes = Long.parseLong(sampled.substring(1, sampled.indexOf('|')));
    assertThat(bytes % 32).isZero();
    // A hundred are to be expected; the world's chance has a fixed seed, so it is always as many.
    assertThat(bytes / 32).isBetween(70L, 130L);
    assertThat(from("by-net-bytes")).isEqualTo("*2|$1|k|:" + bytes + "|");
  }

  @Test
  void aMomentIsAMicrosecondThatHasBegun() {
    client.line("HOTKEYS START METRICS 1 CPU");
    client.call("USE", "1", "a", "b", "c");
    assertThat(from("by-cpu-time-us")).isEqualTo("*6|$1|a|:1|$1|b|:1|$1|c|:1|");
  }

  @Test
  void whatIsWrongWithMetricsIsTold() {
    expect("HOTKEYS START", REQUIRED);
    expect("HOTKEYS START METRICS", REQUIRED);
    expect("HOTKEYS START COUNT 5", REQUIRED);
    expect("HOTKEYS START COUNT 5 METRICS 1 CPU", REQUIRED);
    expect("HOTKEYS START METRICS 0", COUNTED);
    expect("HOTKEYS START METRICS -1", COUNTED);
    expect("HOTKEYS START METRICS 3 CPU NET", COUNTED);
    expect("HOTKEYS START METRICS x CPU", COUNTED);
    expect("HOTKEYS START METRICS 1", MISMATCH);
    expect("HOTKEYS START METRICS 2 CPU", MISMATCH);
    expect("HOTKEYS START METRICS 1 CPU NET", SYNTAX);
    expect("HOTKEYS START METRICS 1 GPU", NONE_VALID);
    expect("HOTKEYS START METRICS 2 GPU NYET", NONE_VALID);
    expect("HOTKEYS START METRICS 2 CPU cpu", "-ERR METRICS CPU defined more than once!|");
    expect("HOTKEYS START METRICS 2 NET NET", "-ERR METRICS NET defined more than once!|");
    expect("HOTKEYS START METRICS 2 GPU cpu", "+OK|");
  }

  @Test
  void whatIsWrongWithOptionsIsTold() {
    String start = "HOTKEYS START METRICS 1 CPU ";
    for (String count : List.of("0", "65", "100", "x")) {
      expect(start + "COUNT " + count, "-ERR COUNT must be between 1 and 64|");
    }
    for (String seconds : List.of("0", "-1", "1000001", "x")) {
      expect(start + "DURATION " + seconds, "-ERR DURATION must be between 1 and 1000000|");
    }
    for (String ratio : List.of("0", "2147483648", "x")) {
      expect(start + "SAMPLE " + ratio, "-ERR SAMPLE ratio must be positive|");
    }
    expect(start + "SLOTS 2 0 5", "-ERR SLOTS parameter cannot be used in non-cluster mode|");
    for (String half : List.of("COUNT", "DURATION", "SAMPLE", "SLOTS", "OTHER", "COUNT 1 OTHER")) {
      expect(start + half, SYNTAX);
    }
    expect("HOTKEYS STOP now", "-ERR wrong number of arguments for 'hotkeys|stop' command|");
    expect("HOTKEYS GET all", "-ERR wrong number of arguments for 'hotkeys|get' command|");
    expect("HOTKEYS RESET all", "-ERR wrong number of arguments for 'hotkeys|reset' command|");
    expect(start + "sample 2147483647 count 1 duration 1000000 count 64", "+OK|");
  }

  @Test
  void itIsForAdministratorsAndNotForScripts() {
    // Flags and arity: src/commands/hotkeys-*.json of redis/redis.
    assertThat(client.line("COMMAND INFO hotkeys"))
        .contains("*10|$13|hotkeys|start|:-2|*2|+admin|+noscript|:0|:0|:0|")
        .contains("*10|$12|hotkeys|stop|:2|*2|+admin|+noscript|")
        .contains("*10|$11|hotkeys|get|:2|*2|+admin|+noscript|")
        .contains("*10|$13|hotkeys|reset|:2|*2|+admin|+noscript|")
        .contains("*3|+@admin|+@slow|+@dangerous|");
  }
}
