package dev.tidings.tests.comparison;

import static dev.tidings.tests.comparison.Payloads.intset;
import static dev.tidings.tests.comparison.Payloads.listpack;
import static dev.tidings.tests.comparison.Payloads.string;
import static dev.tidings.tests.comparison.Payloads.ziplist;
import static dev.tidings.tests.comparison.Payloads.zipmap;

import dev.tidings.structures.rdb.RdbType;
import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.ScriptClient;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * Payloads on one server: the bytes that DUMP tells where values are kept the same, and what
 * RESTORE makes of those of older versions and of damaged ones. {@link PayloadExchangeTest} is
 * about two servers.
 */
class PayloadComparisonTest {
  /** Redis looks at everything it is given, as Tidings always does. */
  private static final Servers SERVERS =
      Servers.start("--enable-debug-command", "yes", "--sanitize-dump-payload", "yes");

  private static final List<String> TEXTS =
      List.of(
          "",
          "a",
          "0",
          "-1",
          "127",
          "128",
          "-129",
          "32768",
          "2147483647",
          "2147483648",
          "-2147483648",
          "-2147483649",
          "01",
          "-0",
          "+1",
          "1.5",
          "9223372036854775807",
          "12345678901",
          "twenty bytes in here",
          "\0\u00ff\r\n");

  /** Every way in which a ziplist holds a number or a text. */
  private static final Object[] MANY = {
    "a",
    1,
    -1,
    12,
    13,
    127,
    -128,
    1000,
    -40000,
    1 << 20,
    1 << 30,
    -(1L << 40),
    "x".repeat(63),
    "y".repeat(64),
    "z".repeat(300),
    "q".repeat(17000),
    "end"
  };

  private final Comparison comparison = SERVERS.comparison();

  @AfterAll
  static void stop() {
    SERVERS.close();
  }

  // ---- Bytes --------------------------------------------------------------------------------

  @Test
  void stringsAreTheSameBytes() {
    comparison.run(
        "DUMP of strings",
        s -> {
          ScriptClient a = s.client("a");
          for (String text : TEXTS) {
            a.call("SET", "k", text);
            a.call("DUMP", "k");
          }
          a.calls("SETRANGE k 2 ab", "DUMP k", "DEL k", "DUMP k");
          a.calls("CONFIG SET rdbcompression no");
          for (int length : new int[] {20, 21, 63, 64, 4095, 16383, 16384}) {
            a.call("SET", "k", "x".repeat(length));
            a.call("DUMP", "k");
          }
          a.calls("CONFIG SET rdbcompression yes");
        });
  }

  @Test
  void whatIsKeptTheSameIsTheSameBytes() {
    comparison.run(
        "DUMP of small values",
        s -> {
          ScriptClient a = s.client("a");
          a.calls("CONFIG SET rdbcompression no");
          a.calls("RPUSH l a 1 -5 127 128 4095 -4097 32768 8388608 2147483648 99999999999 x");
          a.calls("DUMP l", "LPUSH l first", "LINSERT l AFTER a between", "LSET l 3 7", "DUMP l");
          a.call("RPUSH", "l", "", "x".repeat(63), "x".repeat(64), "x".repeat(4096), "01");
          a.calls("DUMP l", "SADD i 3 1 2", "DUMP i", "SADD i 70000", "DUMP i", "SREM i 70000");
          a.calls("SADD i -99999999999", "DUMP i", "HSET h f v g 12 f w", "DUMP h", "HDEL h f");
          a.calls("HSET h f -12 h text", "DUMP h", "ZADD z 1 a 2.5 b -3 c inf d -inf e", "DUMP z");
          a.calls("ZADD z 1125899906842624 f 4611686018427387904 g 0 h -0.0 i", "DUMP z");
          a.calls("SADD t one", "DUMP t");
          a.call("HSET", "h", "long", "x".repeat(65));
          a.calls("HDEL h f g h", "DUMP h", "CONFIG SET rdbcompression yes");
        });
  }

  @Test
  void streamsAreTheSameBytes() {
    comparison.run(
        "DUMP of streams",
        s -> {
          ScriptClient a = s.client("a");
          a.calls("CONFIG SET rdbcompression no", "XADD x 1-1 a 1 b two", "DUMP x");
          a.calls("XADD x 1-5 a 2 b text", "XADD x 300-0 other -5", "XADD x 70000-9 a 3 b x");
          a.calls("DUMP x", "XGROUP CREATE x g 0", "XGROUP CREATE x h 5-0 ENTRIESREAD 2", "DUMP x");
          a.calls("XSETID x 99999-0 ENTRIESADDED 12 MAXDELETEDID 5-0", "DUMP x");
          for (int i = 0; i < 250; i++) {
            a.call("XADD", "y", (1000 + i) + "-0", "n", String.valueOf(i), "t", "v" + i);
          }
          a.calls("DUMP y", "XTRIM y MAXLEN 150", "XGROUP CREATE y g $", "DUMP y");
          a.calls("XGROUP CREATE z g $ MKSTREAM", "DUMP z", "CONFIG SET rdbcompression yes");
        });
  }

  // ---- Damage -------------------------------------------------------------------------------

  @Test
  void emptyAndDoubledThingsAreRefused() {
    String zero = Payloads.of(RdbType.SET, 0);
    refused(
        "payloads of nothing, or of the same twice",
        List.of(
            zero,
            Payloads.of(RdbType.LIST, 0),
            Payloads.of(RdbType.HASH, 0),
            Payloads.of(RdbType.ZSET_2, 0),
            Payloads.of(RdbType.LIST_QUICKLIST_2, 0),
            Payloads.of(RdbType.LIST_ZIPLIST, ziplist()),
            Payloads.of(RdbType.HASH_LISTPACK, listpack()),
            Payloads.of(RdbType.SET_INTSET, intset(2)),
            Payloads.of(RdbType.SET, 2, "a", "a"),
            Payloads.of(RdbType.SET, 2, "1", "1"),
            Payloads.of(RdbType.HASH, 2, "a", "1", "a", "2"),
            Payloads.of(RdbType.ZSET, 2, "a", "\u00011", "a", "\u00012"),
            Payloads.of(RdbType.HASH_LISTPACK, listpack("a", "1", "a", "2")),
            Payloads.of(RdbType.ZSET_LISTPACK, listpack("a", "1", "a", "2")),
            Payloads.of(RdbType.HASH_ZIPLIST, ziplist("a", 1, "a", 2)),
            Payloads.of(RdbType.HASH_ZIPMAP, zipmap(0, "a", "1", "a", "2")),
            Payloads.of(RdbType.SET_INTSET, intset(2, 3, 3))));
  }

  @Test
  void damageIsRefused() {
    byte[] listpack = listpack("a", "1", "b", "2");
    byte[] longer = listpack.clone();
    longer[6] = (byte) 0xBF;
    byte[] behind = listpack.clone();
    behind[8]++;
    byte[] before = ziplist("a", 1, "b", 2);
    before[13]++;
    refused(
        "damaged payloads",
        List.of(
            Payloads.of(RdbType.SET, 1L << 40),
            Payloads.of(RdbType.ZSET, 1, "a", "\u00fd"),
            Payloads.of(RdbType.HASH_LISTPACK, listpack("a", "1", "b")),
            Payloads.of(RdbType.HASH_LISTPACK, Arrays.copyOf(listpack, listpack.length - 1)),
            Payloads.of(RdbType.HASH_LISTPACK, longer),
            Payloads.of(RdbType.HASH_LISTPACK, behind),
            Payloads.of(RdbType.HASH_LISTPACK, new byte[0]),
            Payloads.of(RdbType.HASH_ZIPLIST, before),
            Payloads.of(RdbType.SET_INTSET, intset(2, 5, 3)),
            Payloads.of(RdbType.SET_INTSET, intset(3, 3, 5)),
            Payloads.of(RdbType.STREAM_LISTPACKS_2, 1, "short"),
            Payloads.of(RdbType.LIST_QUICKLIST_2, 1, "\u0007x"),
            Payloads.of(
                RdbType.STRING,
                w -> {
                  w.unsignedByte(0xC3);
                  w.length(3);
                  w.length(1L << 33);
                  w.raw(new byte[] {1, 1, 1}, 0, 3);
                })));
  }

  private void refused(String name, List<String> payloads) {
    comparison.run(
        name,
        s -> {
          ScriptClient a = s.client("a");
          a.calls("SET k v");
          for (String payload : payloads) {
            a.call("RESTORE", "k", "0", payload, "REPLACE");
          }
          a.calls("GET k", "DBSIZE");
        });
  }

  // ---- Older versions -----------------------------------------------------------------------

  @Test
  void whatOlderVersionsPackedIsRead() {
    Object[] pairs = {"f", 1, "g", "v".repeat(100), "h", -70000, 5, "x"};
    Object[] scores = {"a", 1, "b", "1.5", "c", "3.1400000000000001", "d", "inf", "e", "-1e-7"};
    String ziplists =
        Payloads.of(
            RdbType.LIST_QUICKLIST,
            w -> {
              w.length(3);
              string(w, ziplist("a", 5));
              string(w, ziplist());
              string(w, ziplist(MANY));
            });
    read(
        "RESTORE of what was packed",
        List.of(
            ziplists,
            Payloads.of(RdbType.LIST_ZIPLIST, ziplist(MANY)),
            Payloads.of(RdbType.SET_INTSET, intset(4, -5, 3, 700)),
            Payloads.of(RdbType.SET_INTSET, intset(8, -5, 3, 1L << 40)),
            Payloads.of(RdbType.ZSET_ZIPLIST, ziplist(scores)),
            Payloads.of(RdbType.HASH_ZIPLIST, ziplist(pairs)),
            Payloads.of(RdbType.HASH_ZIPMAP, zipmap(3, "f", "v", "g", "12")),
            Payloads.of(RdbType.HASH_ZIPMAP, zipmap(0, "f", "x".repeat(300)))));
  }

  @Test
  void whatOlderVersionsWroteOneByOneIsRead() {
    String scores =
        Payloads.of(
            RdbType.ZSET,
            w -> {
              w.length(3);
              string(w, "a");
              w.raw(Payloads.bytes("\u00043.25"), 0, 5);
              string(w, "b");
              w.unsignedByte(254);
              string(w, "c");
              w.unsignedByte(255);
            });
    read(
        "RESTORE of what was not packed",
        List.of(
            scores,
            Payloads.of(RdbType.LIST, 3, "a", "5", "z".repeat(9000)),
            Payloads.of(RdbType.SET, 3, "a", "5", "b"),
            Payloads.of(RdbType.HASH, 2, "f", "v", "g", "12")));
  }

  private void read(String name, List<String> payloads) {
    comparison.run(
        name,
        s -> {
          for (String payload : payloads) {
            s.client("a").call("RESTORE", "k", "0", payload, "REPLACE");
            s.client("a").calls("DEBUG DIGEST-VALUE k", "TYPE k");
          }
        });
  }

  @Test
  void streamsOfOlderVersionsAreRead() {
    byte[] node =
        listpack(
            "2", "1", "2", "a", "b", "0", "2", "0", "0", "1", "x", "5", "3", "1", "0", "2", "y",
            "5", "0", "2", "7", "1", "other", "z", "6");
    String payload =
        Payloads.of(
            RdbType.STREAM_LISTPACKS,
            w -> {
              w.length(1);
              string(w, "\0\0\0\0\0\0\0\u0005\0\0\0\0\0\0\0\u0001");
              string(w, node);
              w.length(2);
              w.length(9);
              w.length(0);
              w.length(1);
              string(w, "group");
              w.length(5);
              w.length(1);
              w.length(1);
              w.id(5, 1);
              w.millis(1_000_000);
              w.length(3);
              w.length(1);
              string(w, "consumer");
              w.millis(2_000_000);
              w.length(1);
              w.id(5, 1);
            });
    comparison.run(
        "RESTORE of an old stream",
        s -> {
          ScriptClient a = s.client("a");
          a.call("RESTORE", "k", "0", payload);
          a.calls("XRANGE k - +", "XLEN k", "XPENDING k group", "XINFO GROUPS k");
          a.calls("XADD k 9-1 a 1", "XREADGROUP GROUP group c STREAMS k >", "XINFO GROUPS k");
        });
  }
}
