package dev.tidings.engine.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.engine.EngineFixture;
import org.junit.jupiter.api.Test;

/** Traps that other implementations fell into, one test each; the threads are in the names. */
class StreamTrapsTest {
  private static final String ENTRY_1 = "*2|$3|1-1|*2|$1|a|$1|1|";
  private static final String ENTRY_2 = "*2|$3|1-2|*2|$1|a|$1|2|";

  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();
  private final EngineFixture.Client other = fixture.connect();

  private void make(String... requests) {
    for (String request : requests) {
      assertThat(client.line(request)).as(request).doesNotStartWith("-");
    }
  }

  /** Dragonfly 7720: the words behind GROUP are names, whatever they are. */
  @Test
  void consumerAndGroupMayBeCalledStreams() {
    make("XADD s 1-1 a 1", "XGROUP CREATE s STREAMS 0");
    assertThat(client.line("XREADGROUP GROUP STREAMS STREAMS STREAMS s >"))
        .isEqualTo("*1|*2|$1|s|*1|" + ENTRY_1);
    assertThat(client.line("XREADGROUP COUNT 1 GROUP STREAMS STREAMS STREAMS s 0"))
        .isEqualTo("*1|*2|$1|s|*1|" + ENTRY_1);
    assertThat(client.line("COMMAND GETKEYS XREADGROUP GROUP STREAMS STREAMS STREAMS s >"))
        .isEqualTo("*1|$1|s|");
  }

  /** Dragonfly 8070: NOGROUP for one stream while entries of another sit in a pending list. */
  @Test
  void allStreamsAreCheckedBeforeOneIsRead() {
    make("XADD s 1-1 a 1", "XADD t 1-1 a 1", "XGROUP CREATE s g 0", "SET u x");
    assertThat(client.line("XREADGROUP GROUP g c STREAMS s t > >")).startsWith("-NOGROUP");
    assertThat(client.line("XREADGROUP GROUP g c STREAMS s u > >")).startsWith("-WRONGTYPE");
    assertThat(client.line("XREADGROUP GROUP g c STREAMS s s > x")).startsWith("-ERR Invalid");
    assertThat(client.line("XPENDING s g")).isEqualTo("*4|:0|$-1|$-1|*-1|");
    assertThat(client.line("XINFO CONSUMERS s g")).isEqualTo("*0|");
  }

  /** Dragonfly 6494: new entries and history in one call. */
  @Test
  void newEntriesAndHistoryAreDecidedPerStream() {
    make("XADD s 1-1 a 1", "XADD t 1-2 a 2", "XGROUP CREATE s g 0", "XGROUP CREATE t g 0");
    make("XREADGROUP GROUP g c STREAMS s >");
    assertThat(client.line("XREADGROUP GROUP g c BLOCK 0 STREAMS s t 0 >"))
        .isEqualTo("*2|*2|$1|s|*1|" + ENTRY_1 + "*2|$1|t|*1|" + ENTRY_2);
    assertThat(client.line("XREADGROUP GROUP g c BLOCK 0 STREAMS t s > 1-1"))
        .isEqualTo("*1|*2|$1|s|*0|");
  }

  /** Dragonfly 2294: two that call themselves the same must not both get the entry. */
  @Test
  void twoWhoWaitUnderOneNameGetAnEntryOnce() {
    make("XGROUP CREATE s g 0 MKSTREAM");
    EngineFixture.Client twin = fixture.connect();
    assertThat(other.line("XREADGROUP GROUP g c BLOCK 0 STREAMS s >")).isEmpty();
    assertThat(twin.line("XREADGROUP GROUP g c BLOCK 0 STREAMS s >")).isEmpty();
    make("XADD s 1-1 a 1");
    assertThat(other.read()).isEqualTo("*1|*2|$1|s|*1|" + ENTRY_1);
    assertThat(twin.read()).isEmpty();
    make("XADD s 1-2 a 2");
    assertThat(twin.read()).isEqualTo("*1|*2|$1|s|*1|" + ENTRY_2);
  }

  /** Dragonfly 1860: a missing key is refused at once, an empty stream is waited for. */
  @Test
  void aMissingStreamIsRefusedAndAnEmptyOneIsWaitedFor() {
    assertThat(other.line("XREADGROUP GROUP g c BLOCK 0 STREAMS s >"))
        .isEqualTo(
            "-NOGROUP No such key 's' or consumer group 'g' in XREADGROUP with GROUP option|");
    make("XGROUP CREATE s g $ MKSTREAM");
    assertThat(other.line("XREADGROUP GROUP g c BLOCK 0 STREAMS s >")).isEmpty();
    make("XADD s 1-1 a 1");
    assertThat(other.read()).isEqualTo("*1|*2|$1|s|*1|" + ENTRY_1);
  }

  /** Dragonfly 231: frameworks look for this word. */
  @Test
  void aGroupThatExistsIsRefusedWithBusyGroup() {
    make("XGROUP CREATE s g $ MKSTREAM");
    assertThat(client.line("XGROUP CREATE s g $ MKSTREAM"))
        .isEqualTo("-BUSYGROUP Consumer Group name already exists|");
  }

  /** Redis 13957, 13337: trimmed past a group, then read; what was added minus read is too much. */
  @Test
  void lagAfterTrimmingPastAGroup() {
    make("XGROUP CREATE s g 0 MKSTREAM", "XADD s 1-1 a 1", "XADD s 1-2 a 2", "XADD s 1-3 a 3");
    make("XADD s 1-4 a 4", "XADD s 1-5 a 5", "XREADGROUP GROUP g c COUNT 1 STREAMS s >");
    make("XTRIM s MAXLEN 2");
    assertThat(lag()).isEqualTo(":2");
    make("XREADGROUP GROUP g c COUNT 1 STREAMS s >");
    assertThat(lag()).isEqualTo(":1");
    make("XREADGROUP GROUP g c STREAMS s >");
    assertThat(lag()).isEqualTo(":0");
  }

  private String lag() {
    String groups = client.line("XINFO GROUPS s");
    int at = groups.indexOf("$3|lag|") + 7;
    return groups.substring(at, groups.indexOf('|', at));
  }

  /** Redis 15488: a group that has read more than was added. */
  @Test
  void entriesAddedBelowWhatAGroupHasReadMakesNoNegativeLag() {
    make("XADD s 1-1 a 1", "XADD s 1-2 a 2", "XADD s 1-3 a 3", "XGROUP CREATE s g 0");
    make("XREADGROUP GROUP g c STREAMS s >", "XTRIM s MAXLEN 1", "XSETID s 9-9 ENTRIESADDED 1");
    assertThat(lag()).isEqualTo(":0");
    assertThat(client.line("XINFO GROUPS s")).contains("$12|entries-read|:1|");
    make("XGROUP SETID s g 1-3 ENTRIESREAD 77", "XGROUP CREATE s h 1-3 ENTRIESREAD 77");
    assertThat(client.line("XINFO GROUPS s")).doesNotContain("77").doesNotContain(":-");
  }

  /** Redis 13628: the last entry that exists, not the last id that there was. */
  @Test
  void plusIsTheLastEntryThatExists() {
    make("XADD s 1-1 a 1", "XADD s 1-2 a 2", "XADD s 1-3 a 3", "XDEL s 1-3");
    assertThat(client.line("XREAD STREAMS s +")).isEqualTo("*1|*2|$1|s|*1|" + ENTRY_2);
    make("XDEL s 1-1 1-2");
    assertThat(client.line("XREAD STREAMS s +")).isEqualTo("*-1|");
    assertThat(client.line("XREAD STREAMS nokey +")).isEqualTo("*-1|");
    assertThat(other.line("XREAD BLOCK 0 STREAMS s +")).isEmpty();
    make("XADD s 1-4 a 4");
    assertThat(other.read()).isEqualTo("*1|*2|$1|s|*1|*2|$3|1-4|*2|$1|a|$1|4|");
  }

  /** Redis 5299, 5300: never an empty answer because the last id is further. */
  @Test
  void aStreamThatRanEmptyIsWaitedFor() {
    make("XADD s 1-1 a 1", "XGROUP CREATE s g 0", "XDEL s 1-1");
    assertThat(other.line("XREADGROUP GROUP g c BLOCK 0 STREAMS s >")).isEmpty();
    assertThat(client.line("XREAD STREAMS s 0")).isEqualTo("*-1|");
    EngineFixture.Client reader = fixture.connect();
    assertThat(reader.line("XREAD BLOCK 0 STREAMS s 0")).isEmpty();
    make("XADD s 1-2 a 2");
    assertThat(other.read()).isEqualTo("*1|*2|$1|s|*1|" + ENTRY_2);
    assertThat(reader.read()).isEqualTo("*1|*2|$1|s|*1|" + ENTRY_2);
  }

  /** Redis 7140: a consumer that reads without acknowledging is one all the same. */
  @Test
  void noAckMakesTheConsumerAndMovesTheGroup() {
    make("XADD s 1-1 a 1", "XGROUP CREATE s g 0", "XREADGROUP GROUP g c NOACK STREAMS s >");
    assertThat(client.line("XINFO CONSUMERS s g")).startsWith("*1|*8|$4|name|$1|c|$7|pending|:0|");
    assertThat(client.line("XINFO GROUPS s")).contains("last-delivered-id|$3|1-1|");
  }

  /** Redis 14908: the answer is the first entry's id even if that entry has gone. */
  @Test
  void anEntrySentAgainIsKnownAfterItsDeletion() {
    String id = client.line("XADD s IDMP p 1 * a 1");
    make("XDEL s " + id.substring(id.indexOf('|') + 1, id.length() - 1));
    assertThat(client.line("XADD s IDMP p 1 * a 1")).isEqualTo(id);
    assertThat(client.line("XLEN s")).isEqualTo(":0|");
    assertThat(client.line("XINFO STREAM s")).contains("iids-added|:1|$15|iids-duplicates|:1|");
  }

  /** Redis 15095, 15124: an entry is pending once, whoever had it and however it came there. */
  @Test
  void anEntryIsPendingOnce() {
    make("XADD s 1-1 a 1", "XGROUP CREATE s g 0", "XREADGROUP GROUP g c STREAMS s >");
    make("XGROUP SETID s g 0", "XREADGROUP GROUP g d STREAMS s >", "XCLAIM s g e 0 1-1 1-1 FORCE");
    assertThat(client.line("XPENDING s g")).isEqualTo("*4|:1|$3|1-1|$3|1-1|*1|*2|$1|e|$1|1|");
  }

  /** CVE-2025-67733: names that clients chose must not make replies of their own. */
  @Test
  void namesWithLineEndsAreNoReplies() {
    assertThat(client.call("XREADGROUP", "GROUP", "g\r\n+OK\r\n", "c", "STREAMS", "s\r\n:1", ">"))
        .isEqualTo(
            "-NOGROUP No such key 's  :1' or consumer group 'g  +OK  ' in XREADGROUP with GROUP"
                + " option|");
    make("XGROUP CREATE s g 0 MKSTREAM");
    assertThat(client.call("XCLAIM", "s", "g", "c", "0", "1-1", "x\r\n+OK"))
        .isEqualTo("-ERR Unrecognized XCLAIM option 'x  +OK'|");
    assertThat(client.call("XINFO", "CONSUMERS", "s", "\n")).endsWith("'|").doesNotContain("\n");
  }

  /** Garnet 790: a value larger than a page of whatever kind. */
  @Test
  void aLargeValueIsOneValue() {
    for (int length : new int[] {16_384, 131_061, 131_072, 1_000_003}) {
      String value = "v".repeat(length);
      client.call("XADD", "s", "*", "a", value);
      make("XADD s * a 1");
      assertThat(client.line("XREVRANGE s + - COUNT 2")).contains("$" + length + "|" + value + "|");
    }
    assertThat(client.line("XLEN s")).isEqualTo(":8|");
  }

  /** KeyDB 778, 427, 361: a reader must not be woken by its own reading, over and over. */
  @Test
  void oneWhoIsServedDoesNotWakeTheOthers() {
    make("XGROUP CREATE s g 0 MKSTREAM");
    EngineFixture.Client third = fixture.connect();
    other.line("XREADGROUP GROUP g c CLAIM 1000 BLOCK 0 STREAMS s >");
    third.line("XREADGROUP GROUP g d CLAIM 1000 BLOCK 0 STREAMS s >");
    make("XADD s 1-1 a 1");
    assertThat(other.read()).isEqualTo("*1|*2|$1|s|*1|*4|$3|1-1|*2|$1|a|$1|1|:0|:0|");
    assertThat(third.read()).isEmpty();
    fixture.passMillisAndTick(999);
    assertThat(third.read()).isEmpty();
    fixture.passMillisAndTick(1);
    assertThat(third.read()).isEqualTo("*1|*2|$1|s|*1|*4|$3|1-1|*2|$1|a|$1|1|:1000|:1|");
  }
}
