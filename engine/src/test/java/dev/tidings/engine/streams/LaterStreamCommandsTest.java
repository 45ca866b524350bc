package dev.tidings.engine.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.engine.EngineFixture;
import org.junit.jupiter.api.Test;

/** What came with Redis 7.2 to 8.10, for which there is no server to compare with. */
class LaterStreamCommandsTest {
  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();

  private void make(String... requests) {
    for (String request : requests) {
      assertThat(client.line(request)).as(request).doesNotStartWith("-");
    }
  }

  private void tell(String request, String reply) {
    assertThat(client.line(request)).as(request).isEqualTo(reply);
  }

  /** Three entries; 1-1 and 1-2 are pending in g, h has read and acknowledged 1-1. */
  private void fill() {
    make("XADD s 1-1 a 1", "XADD s 1-2 a 2", "XADD s 1-3 a 3");
    make("XGROUP CREATE s g 0", "XGROUP CREATE s h 0");
    make("XREADGROUP GROUP g c COUNT 2 STREAMS s >", "XREADGROUP GROUP h c COUNT 2 STREAMS s >");
    make("XACK s h 1-1");
  }

  @Test
  void deletingWithReferences() {
    fill();
    tell("XDELEX s ACKED IDS 4 1-1 1-2 1-3 9-9", "*4|:2|:2|:2|:2|");
    make("XACK s g 1-1");
    tell("XDELEX s IDS 1 1-1 ACKED", "*1|:1|");
    tell("XDELEX s DELREF IDS 2 1-2 1-2", "*2|:1|:-1|");
    tell("XPENDING s g", "*4|:0|$-1|$-1|*-1|");
    tell("XPENDING s h", "*4|:0|$-1|$-1|*-1|");
    tell("XDELEX s KEEPREF IDS 1 1-3", "*1|:1|");
    tell("XDELEX nokey IDS 2 1 2", "*2|:-1|:-1|");
    assertThat(client.line("XINFO STREAM s")).contains("max-deleted-entry-id|$3|1-3|");
  }

  @Test
  void deletingKeepsReferencesUnlessTold() {
    fill();
    tell("XDELEX s IDS 1 1-2", "*1|:1|");
    tell("XPENDING s g", "*4|:2|$3|1-1|$3|1-2|*1|*2|$1|c|$1|2|");
    tell("XREADGROUP GROUP g c STREAMS s 1-1", "*1|*2|$1|s|*1|*2|$3|1-2|*-1|");
  }

  @Test
  void withoutGroupsNothingIsReferredTo() {
    make("XADD s 1-1 a 1");
    tell("XDELEX s ACKED IDS 1 1-1", "*1|:1|");
  }

  @Test
  void whatAGroupDoesCountsAsAChangeForEviction() {
    make("CONFIG SET maxmemory-policy allkeys-lrm", "XADD s 1-1 a 1", "XGROUP CREATE s g 0");
    fixture.passMillis(5000);
    tell("OBJECT IDLETIME s", ":5|");
    make("XREADGROUP GROUP g c STREAMS s >");
    tell("OBJECT IDLETIME s", ":0|");
    fixture.passMillis(5000);
    make("XREAD STREAMS s 0");
    tell("OBJECT IDLETIME s", ":5|");
    make("XACK s g 1-1");
    tell("OBJECT IDLETIME s", ":0|");
  }

  @Test
  void refusalsOfNumberedIds() {
    tell("XDELEX s IDS 0 1", "-ERR Number of IDs must be a positive integer|");
    tell("XDELEX s IDS x 1", "-ERR Number of IDs must be a positive integer|");
    tell(
        "XDELEX s IDS 3 1-1 1-2",
        "-ERR The `numids` parameter must match the number of arguments|");
    tell("XDELEX s ACKED", "-ERR wrong number of arguments for 'xdelex' command|");
    tell("XDELEX s ACKED KEEPREF DELREF", "-ERR syntax error|");
    tell("XDELEX s DELREF FOO 1", "-ERR syntax error|");
    tell("XDELEX s DELREF IDS 1 1-1 DELREF", "-ERR syntax error|");
    tell("XACKDEL s g KEEPREF DELREF IDS 1 1-1", "-ERR syntax error|");
    tell("XDELEX s IDS 1 1-1 1-2", "-ERR syntax error|");
    tell("XDELEX s IDS 1 x", "*1|:-1|");
    tell("XACKDEL s g IDS 1 x", "*1|:-1|");
    make("XADD s 1-1 a 1");
    tell("XACKDEL s g IDS 1 x", "*1|:-1|");
    tell("XTRIM s MAXLEN 5 KEEPREF KEEPREF", "-ERR syntax error|");
    String invalid = "-ERR Invalid stream ID specified as stream command argument|";
    tell("XADD s KEEPREF ACKED 6-1 a b", invalid);
    make("XGROUP CREATE s g 0");
    tell("XACKDEL s g IDS 1 x", invalid);
    tell("XDELEX s IDS 1 x", "-ERR Invalid stream ID specified as stream command argument|");
    tell("XDELEX s", "-ERR wrong number of arguments for 'xdelex' command|");
    make("SET str x");
    assertThat(client.line("XDELEX str IDS 1 1-1")).startsWith("-WRONGTYPE");
    assertThat(client.line("XACKDEL str g IDS 1 1-1")).startsWith("-WRONGTYPE");
    assertThat(client.line("XDELEX str KEEPREF DELREF IDS 1 x")).startsWith("-WRONGTYPE");
    assertThat(client.line("XACKDEL str g FOO 1 2")).startsWith("-WRONGTYPE");
    assertThat(client.line("XNACK str g FAIL IDS 1 1-1")).startsWith("-WRONGTYPE");
  }

  @Test
  void acknowledgingAndDeleting() {
    fill();
    tell("XACKDEL s g IDS 3 1-3 9-9 1-1", "*3|:-1|:-1|:1|");
    tell("XRANGE s - +", "*2|*2|$3|1-2|*2|$1|a|$1|2|*2|$3|1-3|*2|$1|a|$1|3|");
    tell("XACKDEL s g ACKED IDS 1 1-2", "*1|:2|");
    tell("XPENDING s g", "*4|:0|$-1|$-1|*-1|");
    tell("XACKDEL s h ACKED IDS 1 1-2", "*1|:1|");
    tell("XACKDEL s nog IDS 1 1-2", "*1|:-1|");
    tell("XACKDEL nokey g DELREF IDS 1 1-2", "*1|:-1|");
  }

  @Test
  void acknowledgingAndDeletingWithAllReferences() {
    fill();
    tell("XACKDEL s g DELREF IDS 1 1-2", "*1|:1|");
    tell("XPENDING s h", "*4|:0|$-1|$-1|*-1|");
    make("XDEL s 1-1");
    tell("XACKDEL s g IDS 1 1-1", "*1|:1|");
  }

  @Test
  void trimmingWithReferences() {
    fill();
    tell("XTRIM s MAXLEN 0 ACKED", ":0|");
    make("XACK s g 1-1");
    tell("XTRIM s ACKED MAXLEN ~ 0", ":1|");
    tell("XTRIM s MAXLEN 1 DELREF", ":1|");
    tell("XPENDING s g", "*4|:0|$-1|$-1|*-1|");
    make("XADD s ACKED MAXLEN 1 1-4 a 4", "XADD s DELREF MAXLEN = 1 1-5 a 5");
    tell("XRANGE s - +", "*1|*2|$3|1-5|*2|$1|a|$1|5|");
    assertThat(client.line("XINFO STREAM s FULL"))
        .contains("max-deleted-entry-id|$3|0-0|")
        .contains("last-trimmed-id|$3|1-4|");
  }

  @Test
  void givingBack() {
    fill();
    tell("XNACK s g FAIL IDS 3 1-2 9-9 1-1", ":2|");
    fixture.passMillis(5);
    tell("XPENDING s g IDLE 100000 - + 9", "*2|*4|$3|1-1|$0||:-1|:1|*4|$3|1-2|$0||:-1|:1|");
    tell("XPENDING s g", "*4|:2|$3|1-1|$3|1-2|*0|");
    tell("XREADGROUP GROUP g c STREAMS s 0", "*1|*2|$1|s|*0|");
    assertThat(client.line("XINFO STREAM s FULL"))
        .contains("pel-count|:2|$12|nacked-count|:2|$7|pending|*2|*4|$3|1-1|$0||:0|:1|");
    // Given back first, claimed first.
    assertThat(client.line("XREADGROUP GROUP g d COUNT 1 CLAIM 100000 STREAMS s >"))
        .isEqualTo("*1|*2|$1|s|*1|*4|$3|1-2|*2|$1|a|$1|2|:-1|:1|");
    tell("XNACK s g SILENT IDS 1 1-2", ":1|");
    tell("XPENDING s g - + 9", "*2|*4|$3|1-1|$0||:-1|:1|*4|$3|1-2|$0||:-1|:1|");
    tell("XNACK s g SILENT IDS 2 1-2 1-2", ":2|");
    tell("XNACK s g FATAL IDS 1 1-1", ":1|");
    tell("XPENDING s g - + 9", "*2|*4|$3|1-1|$0||:-1|:9223372036854775807|*4|$3|1-2|$0||:-1|:0|");
    tell("XCLAIM s g c 100000 1-1 1-2 JUSTID", "*2|$3|1-1|$3|1-2|");
    make("XCLAIM s g c 0 1-1");
    tell("XPENDING s g - + 1", "*1|*4|$3|1-1|$1|c|:0|:9223372036854775807|");
    tell("XNACK s g FAIL IDS 1 1-1 RETRYCOUNT 4", ":1|");
    tell("XAUTOCLAIM s g e 100000 0 JUSTID", "*3|$3|0-0|*1|$3|1-1|*0|");
    tell("XPENDING s g - + 9 e", "*1|*4|$3|1-1|$1|e|:0|:4|");
  }

  @Test
  void givingBackWhatWasNotPending() {
    fill();
    tell("XNACK s g FAIL IDS 2 1-3 9-9 FORCE", ":1|");
    tell("XPENDING s g 1-3 + 9", "*1|*4|$3|1-3|$0||:-1|:0|");
    tell("XNACK s h FATAL IDS 1 1-3 FORCE", ":1|");
    tell("XNACK s h SILENT IDS 1 1-1 FORCE RETRYCOUNT 3", ":1|");
    tell(
        "XPENDING s h - + 9",
        "*3|*4|$3|1-1|$0||:-1|:3|*4|$3|1-2|$1|c|:0|:1|*4|$3|1-3|$0||:-1|:9223372036854775807|");
  }

  @Test
  void refusalsOfGivingBack() {
    fill();
    tell("XNACK s nog FAIL IDS 1 1-1", "-NOGROUP No such key 's' or consumer group 'nog'|");
    tell("XNACK nokey g FAIL IDS 1 1-1", "-NOGROUP No such key 'nokey' or consumer group 'g'|");
    tell("XNACK s g FOO IDS 1 1-1", "-ERR ERR mode must be SILENT, FAIL, or FATAL|");
    tell("XNACK s g FAIL FOO 1 1-1", "-ERR ERR syntax error, expected IDS keyword|");
    tell("XNACK s g FAIL IDS 0 1-1", "-ERR numids must be a positive integer|");
    tell("XNACK s g FAIL IDS 2 1-1", "-ERR ERR number of IDs doesn't match numids|");
    tell(
        "XNACK s g FAIL IDS 1 1-1 RETRYCOUNT -1",
        "-ERR ERR Invalid RETRYCOUNT value, must be >= 0|");
    tell("XNACK s g FAIL IDS 1 1-1 FOO", "-ERR ERR Unrecognized XNACK option 'FOO'|");
    tell("XNACK s g FAIL IDS 1", "-ERR wrong number of arguments for 'xnack' command|");
  }

  @Test
  void addingOnce() {
    String first = client.line("XADD s IDMP p 1 * a 1");
    fixture.passMillis(10);
    tell("XADD s IDMP p 1 * b 2", first);
    assertThat(client.line("XADD s IDMP q 1 * a 1")).isNotEqualTo(first);
    String auto = client.line("XADD s IDMPAUTO p * a 1 b 2");
    fixture.passMillis(10);
    tell("XADD s IDMPAUTO p * b 2 a 1", auto);
    assertThat(client.line("XADD s IDMPAUTO p * b 1 a 2")).isNotEqualTo(auto);
    assertThat(client.line("XADD s IDMPAUTO q * a 1 b 2")).isNotEqualTo(auto);
    tell("XLEN s", ":5|");
    assertThat(client.line("XINFO STREAM s"))
        .contains(
            "$13|idmp-duration|:100|$12|idmp-maxsize|:100|$12|pids-tracked|:2|$12|iids-tracked|:5|"
                + "$10|iids-added|:5|$15|iids-duplicates|:2|$6|groups|:0|");
  }

  @Test
  void idempotentIdsAreForgottenByAgeAndNumber() {
    String first = client.line("XADD s IDMP p 1 * a 1");
    make("XCFGSET s IDMP-MAXSIZE 2 IDMP-DURATION 10");
    assertThat(client.line("XINFO STREAM s")).contains("idmp-duration|:10|$12|idmp-maxsize|:2|");
    fixture.passMillis(1);
    String again = client.line("XADD s IDMP p 1 * a 1");
    assertThat(again).isNotEqualTo(first);
    make("XCFGSET s IDMP-DURATION 10");
    tell("XADD s IDMP p 1 * a 1", again);
    fixture.passMillis(1000);
    make("XADD s IDMP p 2 * a 1", "XADD s IDMP p 3 * a 1");
    assertThat(client.line("XADD s IDMP p 1 * a 1")).isNotEqualTo(again);
    String last = client.line("XADD s IDMP q 1 * a 1");
    fixture.passMillis(9_999);
    tell("XADD s IDMP q 1 * a 1", last);
    fixture.passMillis(1);
    assertThat(client.line("XINFO STREAM s")).contains("pids-tracked|:0|$12|iids-tracked|:0|");
    assertThat(client.line("XADD s IDMP q 1 * a 1")).isNotEqualTo(last);
  }

  @Test
  void refusalsOfIdempotentIds() {
    String onlyAuto = "-ERR syntax error, IDMP/IDMPAUTO can be used only with auto-generated IDs|";
    tell("XADD s IDMP p 1 1-1 a 1", onlyAuto);
    tell("XADD s IDMPAUTO p 1-* a 1", onlyAuto);
    tell(
        "XADD s IDMP p 1 IDMPAUTO p * a 1",
        "-ERR syntax error, IDMP/IDMPAUTO specified multiple times|");
    tell("XADD s IDMPAUTO  * a 1", "-ERR syntax error, IDMPAUTO requires a non-empty producer ID|");
    tell("XADD s IDMP  1 * a 1", "-ERR syntax error, IDMP requires a non-empty producer ID|");
    tell("XADD s IDMP p  * a 1", "-ERR syntax error, IDMP requires a non-empty idempotent ID|");
    tell("EXISTS s", ":0|");
    tell("XCFGSET s IDMP-DURATION 5", "-ERR no such key|");
    tell("XCFGSET s FOO", "-ERR no such key|");
    make("SET str x");
    assertThat(client.line("XCFGSET str IDMP-DURATION")).startsWith("-WRONGTYPE");
    make("XADD s 1-1 a 1");
    String noNumber = "-ERR value is not an integer or out of range|";
    tell("XCFGSET s IDMP-DURATION 007", noNumber);
    tell("XCFGSET s IDMP-DURATION 3.14", noNumber);
    tell("XCFGSET s IDMP-DURATION 99999999999999999999", noNumber);
    tell("XCFGSET s IDMP-DURATION -1", "-ERR IDMP-DURATION must be between 1 and 86400 seconds|");
    tell("XCFGSET s IDMP-DURATION 0", "-ERR IDMP-DURATION must be between 1 and 86400 seconds|");
    tell("XCFGSET s IDMP-MAXSIZE x", noNumber);
    tell("XCFGSET s IDMP-MAXSIZE 0", "-ERR IDMP-MAXSIZE must be between 1 and 10000 entries|");
    tell("XCFGSET s IDMP-MAXSIZE 1 IDMP-MAXSIZE 1", "-ERR IDMP-MAXSIZE specified multiple times|");
    tell("XCFGSET s", "-ERR At least one parameter must be specified|");
    tell("XCFGSET s FOO 1", "-ERR syntax error|");
  }

  @Test
  void idempotentIdsThatAreRestored() {
    make("XADD s 1-1 a 1", "XADD s 99999999999999-1 a 2");
    tell("XIDMPRECORD s p 7 99999999999999-1", "+OK|");
    tell("XIDMPRECORD s p 7 99999999999999-1", "+OK|");
    tell(
        "XIDMPRECORD s p 7 1-1",
        "-ERR IID already exists for this producer with a different stream ID|");
    tell("XIDMPRECORD s p 8 5-5", "-ERR No such message in stream|");
    tell("XIDMPRECORD s  8 1-1", "-ERR producer ID must be non-empty|");
    tell("XIDMPRECORD s p  1-1", "-ERR idempotent ID must be non-empty|");
    tell("XADD s IDMP p 7 * a 1", "$16|99999999999999-1|");
  }

  @Test
  void claimingWhileReading() {
    make("XADD s 1-1 a 1", "XADD s 1-2 a 2", "XGROUP CREATE s g 0");
    make("XREADGROUP GROUP g c COUNT 1 STREAMS s >");
    fixture.passMillis(50);
    make("XREADGROUP GROUP g c STREAMS s >", "XADD s 1-3 a 3", "XADD s 1-4 a 4");
    fixture.passMillis(50);
    tell(
        "XREADGROUP GROUP g d COUNT 2 CLAIM 60 STREAMS s >",
        "*1|*2|$1|s|*2|*4|$3|1-1|*2|$1|a|$1|1|:100|:1|*4|$3|1-3|*2|$1|a|$1|3|:0|:0|");
    tell(
        "XREADGROUP GROUP g d NOACK CLAIM 50 STREAMS s >",
        "*1|*2|$1|s|*2|*4|$3|1-2|*2|$1|a|$1|2|:50|:1|*4|$3|1-4|*2|$1|a|$1|4|:0|:0|");
    tell(
        "XPENDING s g - + 9", "*3|*4|$3|1-1|$1|d|:0|:2|*4|$3|1-2|$1|d|:0|:2|*4|$3|1-3|$1|d|:0|:1|");
    make("XDEL s 1-1");
    tell(
        "XREADGROUP GROUP g e CLAIM 0 STREAMS s >",
        "*1|*2|$1|s|*2|*4|$3|1-3|*2|$1|a|$1|3|:0|:1|*4|$3|1-2|*2|$1|a|$1|2|:0|:2|");
    tell("XREADGROUP GROUP g e CLAIM 1 STREAMS s >", "*-1|");
    // A position in the history has nothing to do with claims.
    tell("XREADGROUP GROUP g d CLAIM 0 STREAMS s 0", "*1|*2|$1|s|*1|*2|$3|1-1|*-1|");
    tell(
        "XREADGROUP GROUP g e CLAIM x STREAMS s >",
        "-ERR min-idle-time is not an integer or out of range|");
    tell(
        "XREADGROUP GROUP g e CLAIM -1 STREAMS s >",
        "-ERR min-idle-time must be a positive integer|");
    tell(
        "XREAD CLAIM 1 STREAMS s 0",
        "-ERR The CLAIM option is only supported by XREADGROUP. You called XREAD instead.|");
  }

  @Test
  void oneWhoWaitsToClaimIsServedWhenARowIsOldEnough() {
    make("XADD s 1-1 a 1", "XGROUP CREATE s g 0");
    EngineFixture.Client early = fixture.connect();
    make("XGROUP SETID s g $");
    assertThat(early.line("XREADGROUP GROUP g d CLAIM 40 BLOCK 0 STREAMS s >")).isEmpty();
    make("XGROUP SETID s g 0", "XREADGROUP GROUP g c STREAMS s >");
    assertThat(early.read()).isEmpty();
    fixture.passMillisAndTick(39);
    assertThat(early.read()).isEmpty();
    fixture.passMillisAndTick(1);
    assertThat(early.read()).isEqualTo("*1|*2|$1|s|*1|*4|$3|1-1|*2|$1|a|$1|1|:40|:1|");
  }

  @Test
  void oneWhoWaitsToClaimIsServedWhenAnEntryIsGivenBackOrMadeOld() {
    make("XADD s 1-1 a 1", "XADD s 1-2 a 2", "XGROUP CREATE s g 0");
    make("XREADGROUP GROUP g c STREAMS s >");
    EngineFixture.Client waiting = fixture.connect();
    assertThat(waiting.line("XREADGROUP GROUP g d CLAIM 1000 BLOCK 0 STREAMS s >")).isEmpty();
    make("XNACK s g FAIL IDS 1 1-2");
    assertThat(waiting.read()).isEqualTo("*1|*2|$1|s|*1|*4|$3|1-2|*2|$1|a|$1|2|:-1|:1|");
    assertThat(waiting.line("XREADGROUP GROUP g d CLAIM 1000 BLOCK 0 STREAMS s >")).isEmpty();
    make("XCLAIM s g c 0 1-1 IDLE 5000 JUSTID");
    assertThat(waiting.read()).isEqualTo("*1|*2|$1|s|*1|*4|$3|1-1|*2|$1|a|$1|1|:5000|:1|");
  }

  @Test
  void limitsOverAllStreams() {
    make("XADD s 1-1 a 1", "XADD s 1-2 a 2", "XADD t 1-1 a 1", "XADD t 1-2 a 2");
    String s1 = "*2|$3|1-1|*2|$1|a|$1|1|";
    String s2 = "*2|$3|1-2|*2|$1|a|$1|2|";
    tell("XREAD MAXCOUNT 3 STREAMS s t 0 0", "*2|*2|$1|s|*2|" + s1 + s2 + "*2|$1|t|*1|" + s1);
    tell("XREAD MAXCOUNT 2 STREAMS s t 0 0", "*1|*2|$1|s|*2|" + s1 + s2);
    tell("XREAD COUNT 1 MAXCOUNT 1 STREAMS t s 0 0", "*1|*2|$1|t|*1|" + s1);
    tell("XREAD MAXSIZE 1 STREAMS s t 0 0", "*1|*2|$1|s|*1|" + s1);
    tell("XREAD MAXSIZE 5 STREAMS s t 0 0", "*1|*2|$1|s|*2|" + s1 + s2);
    tell("XREAD MAXSIZE 6 STREAMS s t 0 0", "*2|*2|$1|s|*2|" + s1 + s2 + "*2|$1|t|*1|" + s1);
    make("XGROUP CREATE s g 0");
    tell("XREADGROUP GROUP g c MAXSIZE 3 STREAMS s >", "*1|*2|$1|s|*1|" + s1);
    tell("XPENDING s g", "*4|:1|$3|1-1|$3|1-1|*1|*2|$1|c|$1|1|");
    tell("XREADGROUP GROUP g c MAXCOUNT 5 STREAMS s >", "*1|*2|$1|s|*1|" + s2);
    tell("XREADGROUP GROUP g c MAXSIZE 3 STREAMS s 0", "*1|*2|$1|s|*1|" + s1);
    tell("XREADGROUP GROUP g c MAXCOUNT 1 STREAMS s 0", "*1|*2|$1|s|*1|" + s1);
    fixture.passMillis(9);
    tell(
        "XREADGROUP GROUP g d MAXSIZE 3 CLAIM 9 STREAMS s >",
        "*1|*2|$1|s|*1|*4|$3|1-2|*2|$1|a|$1|2|:9|:1|");
    EngineFixture.Client waiting = fixture.connect();
    assertThat(waiting.line("XREAD BLOCK 0 MAXCOUNT 1 STREAMS s t $ $")).isEmpty();
    make("MULTI", "XADD t 3-1 a 1", "XADD s 1-3 a 1", "EXEC");
    assertThat(waiting.read()).isEqualTo("*1|*2|$1|s|*1|*2|$3|1-3|*2|$1|a|$1|1|");
    tell("XREAD MAXCOUNT 0 STREAMS s 0", "-ERR MAXCOUNT must be a positive integer|");
    tell("XREAD MAXSIZE x STREAMS s 0", "-ERR MAXSIZE must be a positive integer|");
    tell(
        "XREAD COUNT 2 MAXCOUNT 1 STREAMS s 0",
        "-ERR MAXCOUNT must be greater than or equal to COUNT|");
  }

  @Test
  void theLastEntry() {
    make("XADD s 1-1 a 1", "XADD s 1-2 a 2", "XADD u 5-5 z 9");
    tell("XREAD COUNT 0 STREAMS s +", "*1|*2|$1|s|*1|*2|$3|1-2|*2|$1|a|$1|2|");
    tell(
        "XREAD STREAMS s u + +",
        "*2|*2|$1|s|*1|*2|$3|1-2|*2|$1|a|$1|2|*2|$1|u|*1|*2|$3|5-5|*2|$1|z|$1|9|");
    assertThat(client.line("XREADGROUP GROUP g c STREAMS s +")).startsWith("-NOGROUP");
    make("XGROUP CREATE s g 0");
    assertThat(client.line("XREADGROUP GROUP g c STREAMS s +"))
        .startsWith("-ERR The + ID is meaningless in the context of XREADGROUP");
    tell(
        "XREAD STREAMS s u 0",
        "-ERR Unbalanced 'xread' list of streams: for each stream key an ID, '+', or '$' must be"
            + " specified.|");
    tell(
        "XREADGROUP GROUP g c STREAMS s u 0",
        "-ERR Unbalanced 'xreadgroup' list of streams: for each stream key an ID or '>' must be"
            + " specified.|");
  }

  @Test
  void timesOfConsumers() {
    make("XGROUP CREATE s g 0 MKSTREAM", "XREADGROUP GROUP g c STREAMS s >");
    fixture.passMillis(7);
    tell("XINFO CONSUMERS s g", "*1|*8|$4|name|$1|c|$7|pending|:0|$4|idle|:7|$8|inactive|:-1|");
    make("XADD s 1-1 a 1", "XREADGROUP GROUP g c STREAMS s >");
    fixture.passMillis(5);
    make("XREADGROUP GROUP g c STREAMS s >");
    fixture.passMillis(3);
    tell("XINFO CONSUMERS s g", "*1|*8|$4|name|$1|c|$7|pending|:1|$4|idle|:3|$8|inactive|:8|");
    make("XAUTOCLAIM s g d 100 0");
    tell(
        "XINFO CONSUMERS s g",
        "*2|*8|$4|name|$1|c|$7|pending|:1|$4|idle|:3|$8|inactive|:8|"
            + "*8|$4|name|$1|d|$7|pending|:0|$4|idle|:0|$8|inactive|:-1|");
  }

  @Test
  void anotherLifeHasAnotherEpoch() {
    make("XADD s 1-1 a 1");
    String before = epoch();
    make("XADD s 1-2 a 1", "XDEL s 1-1", "XTRIM s MAXLEN 0");
    assertThat(epoch()).isEqualTo(before);
    make("DEL s", "XGROUP CREATE s g 0 MKSTREAM");
    assertThat(epoch()).isNotEqualTo(before);
  }

  private String epoch() {
    String full = client.line("XINFO STREAM s FULL");
    return full.substring(full.indexOf("$5|epoch|"));
  }

  @Test
  void blockingInTransactionsAnswersAtOnce() {
    make("XGROUP CREATE s g 0 MKSTREAM", "MULTI");
    make("XREADGROUP GROUP g c BLOCK 0 STREAMS s >", "XREAD BLOCK 0 STREAMS s $");
    tell("EXEC", "*2|*-1|*-1|");
  }

  @Test
  void timeouts() {
    EngineFixture.Client waiting = fixture.connect();
    assertThat(waiting.line("XREAD BLOCK 100 STREAMS s $")).isEmpty();
    fixture.passMillisAndTick(99);
    assertThat(waiting.read()).isEmpty();
    // A change that brings nothing does not give more time.
    make("XADD s 1-1 a 1", "DEL s");
    assertThat(waiting.read()).isEqualTo("*1|*2|$1|s|*1|*2|$3|1-1|*2|$1|a|$1|1|");
    assertThat(waiting.line("XREAD BLOCK 100 STREAMS s 9-9")).isEmpty();
    fixture.passMillisAndTick(60);
    make("XADD s 1-1 a 1");
    fixture.passMillisAndTick(39);
    assertThat(waiting.read()).isEmpty();
    fixture.passMillisAndTick(1);
    assertThat(waiting.read()).isEqualTo("*-1|");
  }

  @Test
  void helpShowsTheWordsThereAre() {
    assertThat(client.line("XINFO HELP")).contains("|+STREAM <key> [FULL [COUNT <count>]]|");
  }
}
