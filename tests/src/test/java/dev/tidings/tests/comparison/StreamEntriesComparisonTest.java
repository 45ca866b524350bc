package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import org.junit.jupiter.api.Test;

/** Entries of streams: added, trimmed, deleted, read by their ids. */
class StreamEntriesComparisonTest {
  private static final String MAX = "18446744073709551615";

  private final Comparison comparison = Servers.shared();

  @Test
  void exclusiveBoundsAtTheLastId() {
    String last = "18446744073709551615-18446744073709551615";
    comparison.run(
        "exclusive bounds at the last id",
        s -> {
          s.client("a").calls("XADD s 5-18446744073709551615 a b");
          s.client("a").calls("XREVRANGE s (5 -", "XRANGE s - (5", "XRANGE s (5 +");
          s.client("a").calls("XADD s 18446744073709551615-1 a b", "XADD s " + last + " a b");
          for (String bound :
              new String[] {"18446744073709551615", last, "18446744073709551615-1"}) {
            s.client("a").calls("XREVRANGE s (" + bound + " -", "XREVRANGE s " + bound + " -");
            s.client("a").calls("XRANGE s - (" + bound, "XRANGE s (" + bound + " +");
          }
          s.client("a").calls("XREVRANGE s 18446744073709551615-18446744073709551614 - COUNT 1");
        });
  }

  @Test
  void idsOfNewEntries() {
    comparison.run(
        "ids of XADD",
        s -> {
          s.client("a").calls("XADD s 5-1 f v", "XADD s 5-1 f v", "XADD s 4-9 f v");
          s.client("a").calls("XADD s 5-* f v", "XADD s 5 f v", "XADD s 6 f v", "XADD s 6-* f v");
          s.client("a").calls("XADD s 0-0 f v", "XADD n 0-* f v", "XADD n 0-* f v");
          s.client("a").calls("XADD s " + MAX + "-18446744073709551614 f v", "XADD s * f v");
          s.client("a").calls("XADD s * f v", "XADD s " + MAX + "-* f v", "XADD s 1-1 f v");
          s.client("a").calls("XADD s " + MAX + "-" + MAX + " f v", "XADD t 0-0 f v", "EXISTS t");
          s.client("a").calls("XADD t - f v", "XADD t + f v", "XADD t abc f v", "XADD t 1-abc f v");
          s.client("a").calls("XADD t 1- f v", "XADD t -1 f v", "XADD t 1-1-1 f v");
          s.client("a").calls("XADD t 18446744073709551616 f v", "XADD t 01-01 f v");
          s.client("a").calls("XADD t 1-+ f v", "XADD t (1-1 f v", "XADD t 3-" + MAX + " f v");
          s.client("a").calls("XRANGE s - +", "XRANGE t - +", "XRANGE n - +", "XLEN s");
          s.client("a").call("XADD", "u", "8- -5", "f", "v");
          s.client("a").call("XADD", "u", "9-1\0x", "f", "v");
          s.client("a").call("XADD", "u", "*\0x", "f", "v").mask("\\d+-0");
          s.client("a").calls("XADD u 99999999999999-5 a b", "XADD u * a b", "XADD u * a b");
          s.client("a").calls("XREVRANGE u + - COUNT 3");
        });
  }

  @Test
  void sequenceNumbersThatRunOut() {
    comparison.run(
        "sequence numbers that run out",
        s -> s.client("a").calls("XADD t 3-" + MAX + " f v", "XADD t 3-* f v", "XADD t 4-* f v"));
  }

  @Test
  void fieldsAndOptionsOfNewEntries() {
    comparison.run(
        "fields and options of XADD",
        s -> {
          s.client("a").calls("XADD t * f", "XADD t * f v g", "XADD t *", "XADD t", "XADD");
          s.client("a").calls("XADD t NOMKSTREAM * f v", "XADD t nomkstream 1-1 f v", "EXISTS t");
          s.client("a").calls("XADD t NOMKSTREAM 0-0 f v", "XADD t NOMKSTREAM MAXLEN 1-1 f v");
          s.client("a").calls("XADD t MAXLEN 5 NOMKSTREAM 1-1 a b", "XADD t NOMKSTREAM NOMKSTREAM");
          s.client("a").calls("SET str x", "XADD str * f v", "XADD str 0-0 f v", "XLEN str");
          s.client("a").calls("XADD t 1-1 f v f v2 f v3", "XADD t 1-2 f v f v2 f v3");
          s.client("a").call("XADD", "t", "1-3", "", "", "\0\r\n", "\u00ff");
          s.client("a").calls("XADD t 1-4 -1 12345678901234567890 0 007 -0 9223372036854775807");
          s.client("a").calls("XRANGE t - +", "TYPE t", "XLEN nokey");
        });
  }

  @Test
  void trimmingWhileAdding() {
    comparison.run(
        "trimming by XADD",
        s -> {
          s.client("a").calls("XADD s MAXLEN 2 1-1 f v", "XADD s MAXLEN = 2 1-2 f v");
          s.client("a").calls("XADD s MAXLEN ~ 2 1-3 f v", "XADD s MAXLEN ~ 2 LIMIT 10 1-4 f v");
          s.client("a").calls("XADD s MAXLEN 2 LIMIT 10 1-5 f v", "XADD s LIMIT 10 1-5 f v");
          s.client("a").calls("XADD s MAXLEN 2 MINID 1 1-5 f v", "XADD s MINID 1-3 1-5 f v");
          s.client("a").calls("XADD s MAXLEN 2 MAXLEN 2 1-5 f v", "XADD s maxlen -1 1-6 f v");
          s.client("a").calls("XADD s MAXLEN abc 1-6 f v", "XADD s MAXLEN ~ 1 LIMIT -1 1-6 f v");
          s.client("a")
              .calls("XADD s MAXLEN 0 1-6 f v", "XLEN s", "XADD s 1-6 a b", "XADD s 1 a b");
          s.client("a").calls("XADD s MINID abc 1-9 f v", "XADD s MINID - 1-9 f v");
          s.client("a").calls("XADD s LIMIT 0 1-9 f v", "XADD s MAXLEN 1-9 f v");
          s.client("a")
              .calls("XADD s MAXLEN ~ 1", "XADD s MAXLEN = = 1-9 f v", "XADD s MAXLEN ~ ~");
          s.client("a").calls("XADD s LIMIT 3 MAXLEN ~ 1 2-9 f v", "XADD s MINID 9 3-9 f v");
          s.client("a").calls("XADD s LIMIT abc 9 f v", "XADD s LIMIT 5 LIMIT 0 9 f v");
          s.client("a").calls("XADD s MINID 5-1 4-9 f v", "XLEN s", "XRANGE s - +");
        });
  }

  @Test
  void trimming() {
    comparison.run(
        "XTRIM",
        s -> {
          s.client("a").calls("XADD s 1-6 f v", "XTRIM s", "XTRIM s MAXLEN", "XTRIM s FOO 1");
          s.client("a").calls("XTRIM s LIMIT 3", "XTRIM s MAXLEN 1 2", "XTRIM nokey MAXLEN 1");
          s.client("a").calls("XTRIM s MAXLEN = 0 LIMIT 3", "XTRIM s NOMKSTREAM 1", "XTRIM s * 1");
          s.client("a").calls("XTRIM s LIMIT 0", "XTRIM s MAXLEN 1 MINID 3", "XTRIM nokey FOO 1");
          s.client("a").calls("SET str x", "XTRIM str MAXLEN 0", "XTRIM str MAXLEN x");
          for (int i = 7; i < 300; i++) {
            s.client("a").call("XADD", "s", "1-" + i, "f", "v" + i, "g", "w");
          }
          s.client("a").calls("XTRIM s MAXLEN ~ 290", "XTRIM s MAXLEN ~ 100", "XLEN s");
          s.client("a")
              .calls("XTRIM s MINID ~ 1-150", "XTRIM s MINID 1-199", "XRANGE s - + COUNT 1");
          s.client("a")
              .calls("XTRIM s MAXLEN ~ 0 LIMIT 5", "XTRIM s MAXLEN ~ 0 LIMIT 150", "XLEN s");
          s.client("a").calls("XTRIM s MINID 1", "XTRIM s MINID 99", "XLEN s", "EXISTS s");
        });
  }

  @Test
  void wholeNodesGoInTrimmingByAbout() {
    comparison.run(
        "trimming by whole nodes",
        s -> {
          for (int i = 1; i <= 1000; i++) {
            s.client("a").call("XADD", "s", i + "-0", "f", "v");
          }
          s.client("a").calls("XTRIM s MAXLEN ~ 950", "XTRIM s MAXLEN ~ 900", "XLEN s");
          s.client("a").calls("XTRIM s MAXLEN ~ 555", "XLEN s", "XTRIM s MAXLEN ~ 0 LIMIT 150");
          s.client("a").calls("XTRIM s MAXLEN ~ 0 LIMIT 99", "XLEN s", "XTRIM s MINID ~ 650");
          s.client("a").calls("XLEN s", "XTRIM s MINID = 650-0", "XLEN s");
          s.client("a").calls("XTRIM s MAXLEN ~ 0 LIMIT 0", "XLEN s", "XADD s 1 a b");
        });
  }

  @Test
  void noEmptyNodeIsLeftByExactTrimming() {
    comparison.run(
        "trimming by whole nodes after trimming by an id",
        s -> {
          s.client("a").calls("XADD s 1 f v", "XADD s 2 f v", "XDEL s 2", "XTRIM s MINID 2");
          s.client("a").calls("XLEN s", "EXISTS s");
          for (int i = 3; i <= 150; i++) {
            s.client("a").call("XADD", "s", i + "-0", "f", "v");
          }
          s.client("a").calls("XLEN s", "XTRIM s MAXLEN ~ 50");
        });
  }

  @Test
  void ranges() {
    comparison.run(
        "ranges",
        s -> {
          s.client("a").calls("XADD s 1-1 a 1 b 2", "XADD s 1-2 a 2", "XADD s 2-0 a 3");
          s.client("a").calls("XRANGE s - +", "XRANGE s 1 1", "XRANGE s (1-1 +", "XRANGE s - (2");
          s.client("a").calls("XRANGE s - (2-0", "XRANGE s (- +", "XRANGE s (" + MAX + "-" + MAX);
          s.client("a").calls("XRANGE s (" + MAX + "-" + MAX + " +", "XRANGE s - (0-0");
          s.client("a").calls("XRANGE s + -", "XREVRANGE s + -", "XREVRANGE s + - COUNT 1");
          s.client("a").calls("XRANGE s - + COUNT 0", "XRANGE s - + COUNT -1", "XRANGE s 2 1");
          s.client("a").calls("XRANGE s - + COUNT abc", "XRANGE s - + FOO", "XRANGE s - + COUNT");
          s.client("a").calls("XRANGE nokey - +", "XRANGE nokey - + COUNT 0", "XRANGE s abc +");
          s.client("a")
              .calls("XRANGE s - + COUNT 1 COUNT 2", "XRANGE s abc def COUNT x", "XRANGE s");
          s.client("a").calls("XREVRANGE s abc (" + MAX + "-" + MAX, "XREVRANGE s (0-0 -");
          s.client("a").calls("XREVRANGE s (1-2 (1-1", "XREVRANGE s 1 1", "XREVRANGE s - +");
          s.client("a")
              .calls("XREVRANGE s (2 - COUNT 5", "XREVRANGE nokey + -", "XREVRANGE s + (1");
          s.client("a").calls("SET str x", "XRANGE str - +", "XRANGE str - + COUNT 0", "XLEN str");
          s.client("a").calls("XRANGE str - abc", "XRANGE s - + count 2", "XRANGE s - + COUNT 2 3");
        });
  }

  @Test
  void rangesOverManyBlocks() {
    comparison.run(
        "ranges over many blocks",
        s -> {
          for (int i = 1; i <= 500; i++) {
            s.client("a").call("XADD", "s", i + "-1", "f", "v" + i);
          }
          for (int i = 90; i <= 215; i += i % 3 + 1) {
            s.client("a").call("XDEL", "s", i + "-1");
          }
          for (int from = 1; from <= 500; from += 37) {
            for (int span = 0; span <= 250; span += 61) {
              String first = Integer.toString(from);
              String last = Integer.toString(from + span);
              s.client("a").call("XRANGE", "s", first, last);
              s.client("a").call("XREVRANGE", "s", last, first);
              s.client("a").call("XRANGE", "s", first, last, "COUNT", Integer.toString(span / 2));
              s.client("a")
                  .call("XREVRANGE", "s", last, first, "COUNT", Integer.toString(span / 2));
            }
          }
          s.client("a").calls("XRANGE s - +", "XREVRANGE s + -", "XREVRANGE s + 250 COUNT 300");
        });
  }

  @Test
  void deleting() {
    comparison.run(
        "XDEL",
        s -> {
          s.client("a").calls("XADD s 1-1 a 1 b 2", "XADD s 1-2 a 2", "XADD s 2-0 a 3");
          s.client("a").calls("XDEL s 1-1 1-1 9-9", "XDEL s abc", "XDEL nokey 1", "XDEL s 1-2 abc");
          s.client("a").calls("XRANGE s - +", "XDEL nokey abc", "XDEL s", "XDEL s 2", "XDEL s -");
          s.client("a").calls("SET str x", "XDEL str 1", "XDEL str abc", "XDEL s 1-2", "EXISTS s");
          s.client("a").calls("XLEN s", "XADD s 2-0 a b", "XADD s 2-1 a b", "XRANGE s - +");
        });
  }

  @Test
  void eventsAndWatches() {
    comparison.run(
        "events of entries",
        s -> {
          s.client("a").call("CONFIG", "SET", "notify-keyspace-events", "KEAmn");
          s.client("e").call("PSUBSCRIBE", "__key*");
          s.client("a")
              .calls("XADD s 1-1 a b", "XADD s MAXLEN 1 1-2 a b", "XADD s MAXLEN 5 1-3 a b");
          s.client("a")
              .calls("XTRIM s MAXLEN 1", "XTRIM s MAXLEN 1", "XDEL s 1-3 1-4", "XDEL s 1-3");
          s.client("a").calls("XADD t NOMKSTREAM 1 a b", "XRANGE t - +", "XLEN t", "XDEL t 1");
          s.client("a").calls("XREAD STREAMS t 0", "XREAD STREAMS t t $ 0", "XADD s 1-1 a b");
          s.client("a").calls("XADD s MINID 9 2-1 a b", "DEL s");
          s.client("a").call("CONFIG", "SET", "notify-keyspace-events", "");
          s.client("e").available();
        });
  }
}
