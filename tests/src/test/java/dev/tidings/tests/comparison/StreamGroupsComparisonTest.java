package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.Scene;
import dev.tidings.testkit.ScriptClient;
import org.junit.jupiter.api.Test;

/** Groups of streams: made, read by their consumers, what is pending in them. */
class StreamGroupsComparisonTest {
  private static final String MAX = "18446744073709551615";

  private final Comparison comparison = Servers.shared();

  @Test
  void groupsAndConsumers() {
    comparison.run(
        "XGROUP",
        s -> {
          s.client("a").calls("XGROUP CREATE s g $", "XGROUP CREATE s g $ MKSTREAM");
          s.client("a").calls("XGROUP CREATE s g 0", "XGROUP CREATE s g 0 MKSTREAM");
          s.client("a").calls("XGROUP CREATE s g3 0 ENTRIESREAD -1");
          s.client("a").calls("XGROUP CREATE s g4 0 ENTRIESREAD -2", "XGROUP CREATE s g5 abc");
          s.client("a").calls("XGROUP CREATE s g5 -", "XGROUP CREATE s g5 0 FOO");
          s.client("a")
              .calls("XGROUP CREATE s g5 0 ENTRIESREAD", "XGROUP CREATE s g5 0 ENTRIESREAD x");
          s.client("a").calls("XGROUP CREATE s g5 0 MKSTREAM MKSTREAM MKSTREAM MKSTREAM");
          s.client("a")
              .calls("XGROUP CREATE t g5 x MKSTREAM", "EXISTS t", "XGROUP CREATE t g 5 MKSTREAM");
          s.client("a").calls("XGROUP SETID s nog 0", "XGROUP SETID s g -", "XGROUP SETID s g +");
          s.client("a").calls("XGROUP SETID s g $", "XGROUP SETID nokey g 0", "XGROUP SETID s g x");
          s.client("a").calls("XGROUP SETID s g 0 MKSTREAM", "XGROUP SETID s g 0 ENTRIESREAD");
          s.client("a").calls("XGROUP SETID s g 3-1", "XINFO GROUPS s", "XINFO GROUPS t");
          s.client("a")
              .calls("XGROUP DESTROY s nog", "XGROUP DESTROY nokey g", "XGROUP DESTROY s g3");
          s.client("a").calls("XGROUP DESTROY s g3", "XGROUP CREATECONSUMER s g c");
          s.client("a").calls("XGROUP CREATECONSUMER s g c", "XGROUP CREATECONSUMER s nog c");
          s.client("a").calls("XGROUP CREATECONSUMER nokey g c", "XGROUP DELCONSUMER nokey g c");
          s.client("a").calls("XGROUP DELCONSUMER s g nope", "XGROUP DELCONSUMER s g c");
          s.client("a").calls("XGROUP DELCONSUMER s nog c", "XGROUP FOO s", "XGROUP");
          s.client("a").calls("XGROUP CREATE s", "XGROUP DESTROY s", "XGROUP DESTROY s g x");
          s.client("a").calls("XGROUP DELCONSUMER s g c x", "XGROUP CREATECONSUMER s g");
          s.client("a")
              .calls("SET str x", "XGROUP CREATE str g 0", "XGROUP CREATE str g 0 MKSTREAM");
          s.client("a").calls("XGROUP SETID str g x", "XGROUP DESTROY str g", "XACK str g 1");
          s.client("a").calls("XGROUP CREATECONSUMER str g c", "XGROUP DELCONSUMER str g c");
          s.client("a").calls("XINFO STREAM str", "XINFO GROUPS str", "XINFO CONSUMERS str g");
        });
  }

  @Test
  void reading() {
    comparison.run(
        "XREAD",
        s -> {
          s.client("a").calls("XADD s 1-1 a 1", "XADD s 1-2 a 2", "XADD u 5-5 z 9");
          s.client("a").calls("XREAD STREAMS s 0", "XREAD COUNT 1 STREAMS s u 0 0");
          s.client("a")
              .calls("XREAD STREAMS s u 1-1 5-5", "XREAD STREAMS s $", "XREAD STREAMS nokey 0");
          s.client("a").calls("XREAD STREAMS s", "XREAD STREAMS", "XREAD COUNT 1", "XREAD");
          s.client("a").calls("XREAD STREAMS s >", "XREAD STREAMS s abc", "XREAD STREAMS s -");
          s.client("a").calls("XREAD BLOCK 10 STREAMS s $", "XREAD BLOCK -1 STREAMS s $");
          s.client("a").calls("XREAD BLOCK abc STREAMS s $", "XREAD COUNT abc STREAMS s 0");
          s.client("a").calls("XREAD COUNT -5 STREAMS s 0", "XREAD GROUP g c STREAMS s 0");
          s.client("a")
              .calls("XREAD NOACK STREAMS s 0", "XREAD STREAMS s (1-1", "XREAD STREAMS s 1");
          s.client("a").calls("XREAD STREAMS s s s 0 1-1 1-2", "XREAD COUNT 1 COUNT 2 STREAMS s 0");
          s.client("a").calls("XREAD BLOCK 1 BLOCK 99999999999999999999 STREAMS s 0");
          s.client("a").calls("XREAD STREAMS s " + MAX + "-" + MAX, "XREAD FOO STREAMS s 0");
          s.client("a").calls("XREAD COUNT STREAMS s 0", "XREAD COUNT 1 STREAMS", "SET str x");
          s.client("a")
              .calls("XREAD STREAMS s str 0 0", "XREAD STREAMS str abc", "XREAD STREAMS str >");
          s.client("a").calls("xread count 1 block 0 streams s u 0 0", "XREAD STREAMS STREAMS 0");
          s.client("a")
              .calls("XADD STREAMS 1-1 a b", "XREAD STREAMS STREAMS 0", "XREAD STREAMS s 1-1");
        });
  }

  @Test
  void tooFewIds() {
    comparison.run(
        "too few ids",
        s -> {
          s.client("a").calls("XREAD STREAMS s u 0", "XREADGROUP GROUP g c STREAMS s u >");
        });
  }

  @Test
  void theLastIdIsNotBelowTheLastDeleted() {
    comparison.run(
        "a last id below the last that was deleted",
        s -> {
          s.client("a").calls("XADD s 5-5 a b", "XDEL s 5-5", "XSETID s 4-4");
        });
  }

  @Test
  void readingInGroups() {
    comparison.run(
        "XREADGROUP",
        s -> {
          s.client("a").calls("XADD s 1-1 a 1", "XADD s 1-2 a 2", "XADD u 5-5 z 9");
          s.client("a").calls("XREADGROUP STREAMS s >", "XREADGROUP GROUP g c STREAMS s >");
          s.client("a").calls("XREADGROUP COUNT 1 BLOCK 1 STREAMS s >", "XGROUP CREATE s g 0");
          s.client("a")
              .calls("XREADGROUP GROUP g c STREAMS s $", "XREADGROUP GROUP g c STREAMS nokey >");
          s.client("a").calls("XREADGROUP GROUP g c STREAMS s");
          s.client("a").calls("XREADGROUP GROUP g c COUNT 1 STREAMS s >");
          s.client("a")
              .calls("XREADGROUP GROUP g c STREAMS s 0", "XREADGROUP GROUP g c2 STREAMS s 0");
          s.client("a").calls("XREADGROUP GROUP g c2 NOACK STREAMS s >");
          s.client("a").calls("XREADGROUP GROUP g c2 STREAMS s >");
          s.client("a").calls("XREADGROUP GROUP g c2 BLOCK 20 STREAMS s >", "XDEL s 1-1");
          s.client("a")
              .calls("XREADGROUP GROUP g c STREAMS s 0", "XREADGROUP GROUP g c STREAMS s 1-1");
          s.client("a").call("XPENDING", "s", "g", "-", "+", "10").mask("\"c\", :(\\d+)");
          s.client("a").calls("XPENDING s g", "XREADGROUP GROUP g c STREAMS s " + MAX + "-" + MAX);
          s.client("a")
              .calls("XREADGROUP GROUP g c STREAMS s u > 0", "XREADGROUP GROUP g c STREAMS s (0");
          s.client("a")
              .calls(
                  "XREADGROUP GROUP g c STREAMS s abc", "XREADGROUP GROUP g STREAMS STREAMS s >");
          readingOfSeveral(s);
        });
  }

  private static void readingOfSeveral(Scene s) {
    s.client("a").calls("XGROUP CREATE u g 0", "XADD s 2-1 a b", "XADD s 2-2 a b", "XADD u 6 a b");
    s.client("a").calls("XREADGROUP GROUP g c COUNT 1 STREAMS s u > >");
    s.client("a").calls("XREADGROUP GROUP g c COUNT 1 STREAMS s u 0 >");
    s.client("a").calls("XREADGROUP GROUP g d STREAMS s s u > > 0", "XACK s g 2-1 2-1 7 2-2");
    s.client("a").calls("XACK s nog 1-1", "XACK nokey g 1-1", "XACK s g abc", "XACK s g");
    s.client("a").calls("XACK nokey g abc", "XACK s nog abc", "XACK s g 1-1 abc", "XPENDING s g");
    s.client("a")
        .calls("XREADGROUP GROUP g c BLOCK 0 STREAMS s 0", "XINFO GROUPS s", "XINFO GROUPS u");
    s.client("a").calls("SET str x", "XREADGROUP GROUP g c STREAMS str >");
    s.client("a")
        .calls("XREADGROUP GROUP g c STREAMS s str > >", "XREADGROUP GROUP g c STREAMS str x");
  }

  private static void fill(ScriptClient client) {
    client.calls("XGROUP CREATE s g 0 MKSTREAM", "XADD s 1-1 a 1", "XADD s 1-2 a 2");
    client.calls("XADD s 1-3 a 3", "XADD s 1-4 a 4", "XREADGROUP GROUP g c STREAMS s >");
  }

  /** The times since deliveries. */
  private static final String IDLE = "\"[cdez]\", :(\\d+)";

  private static void pending(ScriptClient client, String request) {
    client.call(request.split(" ", -1)).mask(IDLE);
  }

  @Test
  void claiming() {
    comparison.run(
        "XCLAIM",
        s -> {
          fill(s.client("a"));
          s.client("a").calls("XGROUP CREATECONSUMER s g d", "XGROUP CREATECONSUMER s g z");
          s.client("a").calls("XCLAIM s g d 0 1-1", "XCLAIM s g d 0 1-1 9-9 1-1");
          s.client("a").calls("XCLAIM s g d 0 1-2 JUSTID", "XCLAIM s g d 100000 1-3");
          s.client("a")
              .calls(
                  "XCLAIM s g d 0 1-3 IDLE 5000 RETRYCOUNT 7", "XCLAIM s g d 4000 1-3 1-2 JUSTID");
          s.client("a").calls("XCLAIM s g d 0 1-3 TIME 1 JUSTID", "XCLAIM s g d 0 1-3 FOO");
          s.client("a").calls("XCLAIM s g d abc 1-3", "XCLAIM s g d -5 1-3 JUSTID");
          s.client("a").calls("XCLAIM s g d 0 1-3 IDLE abc", "XCLAIM s g d 0 1-3 TIME abc");
          s.client("a").calls("XCLAIM s g d 0 1-3 RETRYCOUNT abc", "XCLAIM s nog d 0 1-3");
          s.client("a").calls("XCLAIM nokey g d 0 1-3", "XCLAIM s g d 0 1-3 LASTID abc");
          s.client("a").calls("XCLAIM s g d 0 notid", "XCLAIM s g d 0", "XCLAIM s g d 0 1-3 1-");
          s.client("a").calls("XCLAIM s g d 0 1-3 IDLE", "XCLAIM s g d 0 FORCE JUSTID");
          s.client("a").calls("XCLAIM nokey g d abc 1-3", "XCLAIM s g d 0 1-3 JUSTID 1-4");
          s.client("a")
              .calls(
                  "XCLAIM s g d 0 1-4 RETRYCOUNT -4 JUSTID", "XCLAIM s g d 0 1-4 IDLE -50 JUSTID");
          pendingAfterClaims(s);
        });
  }

  @Test
  void countsOfDeliveriesStayAtTheirEnd() {
    comparison.run(
        "the largest count of deliveries",
        s -> {
          fill(s.client("a"));
          s.client("a").calls("XCLAIM s g d 0 1-1 RETRYCOUNT 9223372036854775807 JUSTID");
          pending(s.client("a"), "XPENDING s g - + 1");
          s.client("a").calls("XCLAIM s g d 0 1-1 JUSTID");
          pending(s.client("a"), "XPENDING s g - + 1");
          s.client("a").calls("XCLAIM s g d 0 1-1");
          pending(s.client("a"), "XPENDING s g - + 1");
        });
  }

  private static void pendingAfterClaims(Scene s) {
    pending(s.client("a"), "XPENDING s g - + 10");
    pending(s.client("a"), "XPENDING s g IDLE 0 - + 10 d");
    s.client("a").calls("XPENDING s g", "XPENDING s g - + 10 nobody", "XPENDING s nog");
    s.client("a").calls("XPENDING nokey g", "XPENDING s g - +", "XPENDING s g IDLE 5");
    s.client("a").calls("XPENDING s g IDLE 5 - +", "XPENDING s g IDLE abc - + 5");
    s.client("a").calls("XPENDING s g - + -1", "XPENDING s g - + abc", "XPENDING s g FOO 5 - + 5");
    pending(s.client("a"), "XPENDING s g (1-1 + 1");
    pending(s.client("a"), "XPENDING s g IDLE 100000000 - + 5");
    s.client("a").calls("XPENDING s g - + 5 nobody x y", "XPENDING s g - + 5 nobody x y z");
    s.client("a").calls("XPENDING s g (x + 5", "XPENDING s g - (0-0 5", "XPENDING s g x y z");
    s.client("a").calls("XPENDING s g (" + MAX + "-" + MAX + " + 5", "XPENDING s g + - 5");
    s.client("a")
        .calls("XPENDING s g - + 0", "SET str x", "XPENDING str g", "XPENDING str g x y 5");
    s.client("a")
        .calls("XCLAIM str g c 0 1", "XCLAIM s g d 0 1-1 LASTID 3-3 JUSTID", "XINFO GROUPS s");
    s.client("a").calls("XCLAIM s g z 0 1-1 FORCE JUSTID", "XCLAIM s g z 0 77-77 FORCE");
    s.client("a").calls("XDEL s 1-4", "XCLAIM s g z 0 1-4", "XPENDING s g", "XACK s g 1-1");
    s.client("a").calls("XCLAIM s g z 0 1-1 FORCE", "XPENDING s g", "XGROUP DELCONSUMER s g z");
    pending(s.client("a"), "XPENDING s g - + 10");
  }

  @Test
  void claimingWhatIsOld() {
    comparison.run(
        "XAUTOCLAIM",
        s -> {
          fill(s.client("a"));
          s.client("a").calls("XGROUP CREATECONSUMER s g e", "XDEL s 1-2", "XAUTOCLAIM s g e 0 0");
          s.client("a")
              .calls("XAUTOCLAIM s g e 0 0 COUNT 1", "XAUTOCLAIM s g e 0 0 COUNT 1 JUSTID");
          s.client("a")
              .calls("XAUTOCLAIM s g e 0 (1-1 COUNT 1 JUSTID", "XAUTOCLAIM s g e 0 1-9 JUSTID");
          s.client("a").calls("XAUTOCLAIM s g e 0 0 COUNT 0", "XAUTOCLAIM s g e 0 0 COUNT abc");
          s.client("a")
              .calls(
                  "XAUTOCLAIM s g e 0 0 FOO", "XAUTOCLAIM s g e abc 0", "XAUTOCLAIM s g e 0 abc");
          s.client("a")
              .calls("XAUTOCLAIM s nog e 0 0", "XAUTOCLAIM nokey g e 0 0", "XAUTOCLAIM s g e 0");
          s.client("a")
              .calls(
                  "XAUTOCLAIM s g e 0 -", "XAUTOCLAIM s g e 0 +", "XAUTOCLAIM s g e -9 - JUSTID");
          s.client("a")
              .calls("XAUTOCLAIM s g e 0 (" + MAX + "-" + MAX, "XAUTOCLAIM s g e 100000 0");
          s.client("a")
              .calls("XAUTOCLAIM nokey g e x 0", "XAUTOCLAIM nokey g e 0 0 COUNT", "SET str x");
          s.client("a")
              .calls("XAUTOCLAIM str g e 0 0", "XAUTOCLAIM s g e 0 0 COUNT 9223372036854775807");
          pending(s.client("a"), "XPENDING s g - + 10");
          s.client("a").calls("XINFO GROUPS s", "XPENDING s g");
          claimingOfMany(s);
        });
  }

  private static void claimingOfMany(Scene s) {
    for (int i = 1; i <= 40; i++) {
      s.client("a").calls("XADD t 2-" + i + " a b");
    }
    s.client("a").calls("XGROUP CREATE t g 0", "XREADGROUP GROUP g e COUNT 30 STREAMS t >");
    s.client("a").calls("XCLAIM t g e 0 2-5 2-25 IDLE 500000 JUSTID", "XDEL t 2-3 2-4 2-12");
    s.client("a").calls("XAUTOCLAIM t g e 400000 0 COUNT 1", "XAUTOCLAIM t g e 400000 0 COUNT 2");
    s.client("a").calls("XAUTOCLAIM t g e 400000 0 COUNT 1", "XAUTOCLAIM t g e 400000 2-6 COUNT 1");
    s.client("a")
        .calls("XAUTOCLAIM t g e 0 2-10 COUNT 5 JUSTID", "XAUTOCLAIM t g e 400000 2-16 COUNT 1");
    s.client("a").calls("XAUTOCLAIM t g e 0 0 COUNT 100 JUSTID");
  }

  @Test
  void descriptions() {
    comparison.run(
        "XINFO",
        s -> {
          s.client("a")
              .calls("XINFO GROUPS nokey", "XINFO STREAM nokey", "XINFO CONSUMERS nokey g");
          s.client("a").calls("XGROUP CREATE s g 0 MKSTREAM", "XINFO CONSUMERS s g");
          s.client("a")
              .calls("XINFO CONSUMERS s nog", "XINFO STREAM s FULL COUNT", "XINFO STREAM s FOO");
          s.client("a").calls("XINFO STREAM s FULL FOO 1", "XINFO STREAM s FULL COUNT 1 2");
          s.client("a")
              .calls("XINFO STREAM nokey FOO", "XINFO STREAM s FULL COUNT x", "XINFO FOO s");
          s.client("a").calls("XINFO", "XINFO STREAM", "XINFO GROUPS s x", "XINFO CONSUMERS s");
          s.client("a").calls("XINFO GROUPS s", "XSETID s 5-5", "XINFO GROUPS s");
        });
    comparison.run(
        "XINFO STREAM",
        s -> {
          s.client("a").calls("XGROUP CREATE s g 0 MKSTREAM");
          s.client("a").call("XINFO", "STREAM", "s").only(DescriptionFields::old);
          for (int i = 1; i <= 450; i++) {
            s.client("a").call("XADD", "s", i * 77 + "-" + i % 3, "f", "v" + i);
          }
          s.client("a").call("XINFO", "STREAM", "s").only(DescriptionFields::old);
          s.client("a").calls("XTRIM s MAXLEN 301", "XDEL s 34650-0");
          s.client("a").call("XINFO", "STREAM", "s").only(DescriptionFields::old);
          for (int i = 451; i <= 1000; i++) {
            s.client("a").call("XADD", "s", i * 7777 + "-1", "f", "v" + i);
          }
          s.client("a").call("XINFO", "STREAM", "s").only(DescriptionFields::old);
          s.client("a").calls("XTRIM s MAXLEN ~ 100");
          s.client("a").call("XINFO", "STREAM", "s").only(DescriptionFields::old);
          s.client("a").calls("XTRIM s MAXLEN 0");
          s.client("a").call("XINFO", "STREAM", "s").only(DescriptionFields::old);
        });
  }

  @Test
  void fullDescriptions() {
    comparison.run(
        "XINFO STREAM FULL",
        s -> {
          fill(s.client("a"));
          s.client("a")
              .calls("XGROUP CREATE s b $", "XADD s 1-5 a b", "XGROUP CREATECONSUMER s g b");
          s.client("a")
              .calls("XREADGROUP GROUP b z NOACK STREAMS s >", "XCLAIM s g b 0 1-2 JUSTID");
          for (String count : new String[] {"", " COUNT 2", " COUNT 0", " COUNT -3"}) {
            s.client("a")
                .call(("XINFO STREAM s FULL" + count).split(" "))
                .only(DescriptionFields::old)
                .mask("1[78]\\d{11}");
          }
          s.client("a").calls("XGROUP DESTROY s b", "DEL s");
        });
  }

  @Test
  void memoryThatIsSet() {
    comparison.run(
        "XSETID",
        s -> {
          s.client("a").calls("XADD s 5-5 a b", "XADD s 6-6 a b", "XSETID s 5-5", "XSETID s 6-6");
          s.client("a")
              .calls(
                  "XSETID nokey 5-5",
                  "XSETID s 9-9 ENTRIESADDED -1",
                  "XSETID s 9-9 ENTRIESADDED 1");
          s.client("a").calls("XSETID s 9-9 ENTRIESADDED x", "XSETID s 9-9 MAXDELETEDID 10");
          s.client("a")
              .calls("XSETID s 9-9 MAXDELETEDID x", "XSETID s 9-9 FOO", "XSETID s abc", "XSETID s");
          s.client("a").calls("XSETID s 9-9 ENTRIESADDED 50 MAXDELETEDID 8-8", "XADD s 9-8 a b");
          s.client("a").call("XINFO", "STREAM", "s").only(DescriptionFields::old);
          s.client("a").calls("XSETID s 10-10 MAXDELETEDID 0-0 ENTRIESADDED 60", "XADD s 10-* a b");
          s.client("a")
              .calls("SET str x", "XSETID str 1", "XSETID nokey abc", "XSETID s 20 ENTRIESADDED");
          s.client("a").call("XINFO", "STREAM", "s").only(DescriptionFields::old);
        });
  }

  @Test
  void lag() {
    comparison.run(
        "lag",
        s -> {
          s.client("a").calls("XGROUP CREATE s g 0 MKSTREAM", "XINFO GROUPS s");
          for (int i = 1; i <= 5; i++) {
            s.client("a").calls("XADD s " + i + " a b");
          }
          s.client("a").calls("XINFO GROUPS s", "XGROUP CREATE s h 0", "XGROUP CREATE s m 3");
          s.client("a").calls("XGROUP CREATE s e $", "XGROUP CREATE s f 1", "XINFO GROUPS s");
          s.client("a").calls("XREADGROUP GROUP g c COUNT 2 STREAMS s >", "XINFO GROUPS s");
          s.client("a").calls("XDEL s 4", "XINFO GROUPS s");
          s.client("a").calls("XREADGROUP GROUP g c COUNT 1 STREAMS s >", "XINFO GROUPS s");
          s.client("a").calls("XREADGROUP GROUP g c STREAMS s >", "XINFO GROUPS s");
          s.client("a").calls("XADD s 6 a b", "XINFO GROUPS s", "XDEL s 1", "XINFO GROUPS s");
          s.client("a")
              .calls("XTRIM s MAXLEN 1", "XINFO GROUPS s", "XADD s 7 a b", "XINFO GROUPS s");
          s.client("a").calls("XREADGROUP GROUP m c COUNT 1 STREAMS s >", "XINFO GROUPS s");
          s.client("a")
              .calls("XGROUP SETID s g 6", "XINFO GROUPS s", "XGROUP SETID s g 6 ENTRIESREAD 5");
          s.client("a").calls("XINFO GROUPS s", "XADD s 8 a b", "XINFO GROUPS s");
          s.client("a").calls("XSETID s 20-0 ENTRIESADDED 50 MAXDELETEDID 19-0", "XINFO GROUPS s");
        });
    comparison.run(
        "lag of an empty stream",
        s -> {
          s.client("a")
              .calls("XADD s 1 a b", "XADD s 2 a b", "XADD s 3 a b", "XGROUP CREATE s g 0");
          s.client("a").calls("XREADGROUP GROUP g c COUNT 1 STREAMS s >", "XTRIM s MAXLEN 0");
          s.client("a").calls("XINFO GROUPS s");
        });
    comparison.run(
        "more read than added",
        s -> {
          s.client("a")
              .calls("XADD s 1 a b", "XGROUP CREATE s g 0 ENTRIESREAD 100", "XINFO GROUPS s");
          s.client("a").calls("XGROUP SETID s g 1 ENTRIESREAD 100", "XINFO GROUPS s");
        });
  }

  @Test
  void eventsAndWatches() {
    comparison.run(
        "events of groups",
        s -> {
          s.client("a").call("CONFIG", "SET", "notify-keyspace-events", "KEAmn");
          s.client("e").call("PSUBSCRIBE", "__key*");
          s.client("a")
              .calls("XGROUP CREATE s g 0 MKSTREAM", "XGROUP CREATE s h 0", "XGROUP CREATE s h 0");
          s.client("a").calls("XADD s 1 a b", "XADD s 2 a b", "XGROUP SETID s h 1", "XSETID s 5");
          s.client("a")
              .calls("XREADGROUP GROUP g c STREAMS s >", "XREADGROUP GROUP g c STREAMS s 0");
          s.client("a")
              .calls("XCLAIM s g d 0 1", "XAUTOCLAIM s g e 0 0", "XACK s g 1", "XACK nokey g 1");
          s.client("a").calls("XGROUP CREATECONSUMER s g x", "XGROUP CREATECONSUMER s g x");
          s.client("a")
              .calls("XGROUP DELCONSUMER s g x", "XGROUP DELCONSUMER s g x", "XGROUP DESTROY s h");
          s.client("a").calls("XGROUP DESTROY s h", "XPENDING nokey g", "XINFO STREAM nokey");
          s.client("a").calls("XREADGROUP GROUP g c STREAMS nokey >", "XCLAIM nokey g c 0 1");
          s.client("a")
              .calls("XAUTOCLAIM nokey g c 0 0", "XSETID nokey 5", "XGROUP SETID nokey g 0");
          s.client("a").call("CONFIG", "SET", "notify-keyspace-events", "");
          s.client("e").available();
        });
  }

  @Test
  void whatIsAChangeToThoseWhoWatch() {
    String[] requests = {
      "XADD s 9 a b",
      "XTRIM s MAXLEN 1",
      "XTRIM s MAXLEN 9",
      "XDEL s 1",
      "XDEL s 77",
      "XSETID s 99",
      "XGROUP CREATE s x 0",
      "XGROUP CREATE n x 0 MKSTREAM",
      "XGROUP SETID s g 0",
      "XGROUP CREATECONSUMER s g q",
      "XREADGROUP GROUP g c STREAMS s >",
      "XREADGROUP GROUP g c STREAMS s 0",
      "XACK s g 1",
      "XCLAIM s g d 0 2",
      "XAUTOCLAIM s g d 0 0",
      "XGROUP DELCONSUMER s g c",
      "XGROUP DESTROY s g",
      "XADD n 5 a b",
      "XREAD STREAMS s n 0 0",
    };
    comparison.run(
        "changes of streams",
        s -> {
          s.client("a")
              .calls("XADD s 1 a b", "XADD s 2 a b", "XGROUP CREATE s g 0", "XADD s 3 a b");
          s.client("a").calls("XGROUP CREATECONSUMER s g d");
          Watching.duringMulti(s.client("w"), s.client("a"), "s n", "PING", requests);
        });
  }

  @Test
  void insideTransactions() {
    comparison.run(
        "streams in MULTI",
        s -> {
          s.client("a").calls("MULTI", "XADD s 1 a b", "XREAD BLOCK 0 STREAMS s $");
          s.client("a").calls("XGROUP CREATE s g 0", "XREADGROUP GROUP g c BLOCK 0 STREAMS s >");
          s.client("a").calls("XREADGROUP GROUP g c BLOCK 0 STREAMS s >", "XACK s g 1", "EXEC");
        });
  }
}
