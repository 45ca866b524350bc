package dev.tidings.tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tidings.engine.EngineFixture;
import dev.tidings.structures.rdb.Footer;
import dev.tidings.structures.rdb.RdbType;
import dev.tidings.structures.rdb.RdbWriter;
import dev.tidings.tests.comparison.Payloads;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * RESTORE never trusts what it is given: payloads that were right and then had some bytes changed,
 * under a checksum that fits, either make a value or are refused as badly formed, and then nothing
 * has changed. A value that was made can be dumped and restored again. Whatever lengths they tell,
 * no more memory is taken than what is there can fill.
 *
 * <p>{@code -Dfuzz.payloads=1000000} tries more, {@code -Dfuzz.seed=7} others.
 */
class PayloadFuzzTest {
  private static final int COUNT = Integer.getInteger("fuzz.payloads", 20_000);
  private static final long SEED = Long.getLong("fuzz.seed", 1);

  /** No payload here is longer than 20 kB, and a compressed one may become 88 times as long. */
  private static final long MOST_TAKEN = 4 << 20;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final List<String> KEYS =
      List.of("a", "b", "c", "l", "i", "t", "h", "e", "m", "z", "y", "r", "x", "p");

  private static final String BAD = "-ERR Bad data format|";

  /** What length and count bytes are changed to. */
  private static final int[] TELLING = {
    0, 1, 0x3F, 0x40, 0x7F, 0x80, 0x81, 0xC0, 0xC3, 0xE0, 0xF0, 0xF4, 0xFE, 0xFF
  };

  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();

  @Test
  void damageIsRefusedOrMakesSense() {
    List<byte[]> bodies = bodies();
    client.line("SET k before");
    final String untouched = client.raw("DUMP", "k");
    SplittableRandom random = new SplittableRandom(SEED);
    int made = 0;
    for (int i = 0; i < COUNT; i++) {
      byte[] body = changed(bodies.get(random.nextInt(bodies.size())), random);
      String hint = "seed " + SEED + ", " + i + ": " + HexFormat.of().formatHex(body);
      String request = payload(body);
      long before = THREADS.getCurrentThreadAllocatedBytes();
      String reply = client.call("RESTORE", "k", "0", request, "REPLACE");
      long taken = THREADS.getCurrentThreadAllocatedBytes() - before;
      assertThat(taken).as(hint).isLessThan(MOST_TAKEN);
      assertThat(client.closed()).as(hint).isFalse();
      if (reply.equals(BAD)) {
        assertThat(client.raw("DUMP", "k")).as(hint).isEqualTo(untouched);
        continue;
      }
      assertThat(reply).as(hint).isEqualTo("+OK|");
      made++;
      assertIsWhole(hint);
      client.line("SET k before");
    }
    // Both must have been met, or nothing has been tried.
    assertThat(made).isBetween(COUNT / 100, COUNT - COUNT / 10);
  }

  private void assertIsWhole(String hint) {
    if (client.line("EXISTS k").equals(":0|")) {
      // All that it held had ended already.
      return;
    }
    String dumped = client.raw("DUMP", "k");
    String payload = dumped.substring(dumped.indexOf('\n') + 1, dumped.length() - 2);
    assertThat(client.call("RESTORE", "k2", "0", payload, "REPLACE")).as(hint).isEqualTo("+OK|");
    if (!client.line("TYPE k").equals("+set|")) {
      assertThat(client.raw("DUMP", "k2")).as(hint).isEqualTo(dumped);
    }
    client.line("DEL k k2");
    assertThat(fixture.engine.keyspace().heldBytes()).as(hint).isZero();
  }

  private static byte[] changed(byte[] right, SplittableRandom random) {
    byte[] body = right;
    for (int left = random.nextInt(1, 4); left > 0; left--) {
      int at = random.nextInt(body.length);
      switch (random.nextInt(6)) {
        case 0 -> {
          body = body.clone();
          body[at] ^= (byte) (1 << random.nextInt(8));
        }
        case 1, 2 -> {
          body = body.clone();
          body[at] = (byte) TELLING[random.nextInt(TELLING.length)];
        }
        case 3 -> body = spliced(body, at, 1, new byte[0]);
        case 4 -> body = spliced(body, at, 0, new byte[] {(byte) random.nextInt(256)});
        default -> body = at == 0 ? body : Arrays.copyOf(body, at);
      }
      if (body.length == 0) {
        return new byte[1];
      }
    }
    return body;
  }

  private static byte[] spliced(byte[] body, int at, int taken, byte[] put) {
    byte[] spliced = new byte[body.length - taken + put.length];
    System.arraycopy(body, 0, spliced, 0, at);
    System.arraycopy(put, 0, spliced, at, put.length);
    System.arraycopy(body, at + taken, spliced, at + put.length, body.length - at - taken);
    return spliced;
  }

  private static String payload(byte[] body) {
    RdbWriter writer = new RdbWriter(false);
    writer.raw(body, 0, body.length);
    Footer.write(writer, Footer.VERSION);
    return Payloads.text(writer.toArray());
  }

  // ---- Payloads that are right --------------------------------------------------------------

  private List<byte[]> bodies() {
    List<byte[]> bodies = new ArrayList<>();
    make("SET a text", "SET b 1234", "SETRANGE c 3 abc", "RPUSH l a b 1 -5 300 70000 text");
    make("SADD i 1 2 300", "SADD t a b 7", "HSET h f v g 5", "HSET e a 1 b 2 c 3");
    make("HPEXPIREAT e 4102444800000 FIELDS 1 b", "HPEXPIREAT e 4102444800500 FIELDS 1 a");
    make("HSET m a 1 c 3 b " + "x".repeat(70), "HPEXPIREAT m 4102444800500 FIELDS 1 a");
    make("ZADD z 1 a 2.5 b inf c", "ZADD y 1.5 " + "x".repeat(70), "SET r " + "abc".repeat(40));
    make("XADD x 5-1 f v n 1", "XADD x 5-2 f w n 2", "XADD x 7-1 o p", "XADD x 9-1 f v n 3");
    make("XGROUP CREATE x g 0", "XREADGROUP GROUP g c COUNT 2 STREAMS x >");
    make("XREADGROUP GROUP g d COUNT 1 STREAMS x >", "XDEL x 5-2", "XADD p IDMP p i * f v");
    for (String yesNo : List.of("yes", "no")) {
      make("CONFIG SET rdbcompression " + yesNo);
      for (String key : KEYS) {
        String dumped = client.raw("DUMP", key);
        byte[] all =
            dumped.substring(dumped.indexOf('\n') + 1).getBytes(StandardCharsets.ISO_8859_1);
        bodies.add(Arrays.copyOf(all, all.length - 2 - Footer.BYTES));
      }
    }
    make("FLUSHALL");
    bodies.addAll(oldBodies());
    return bodies;
  }

  private void make(String... requests) {
    for (String request : requests) {
      assertThat(client.line(request)).as(request).doesNotStartWith("-");
    }
  }

  private static List<byte[]> oldBodies() {
    Object[] strings = {"a", 1, "b", -1, "c", 1000, "d", -40000, "e", 1 << 30, "f", -(1L << 40)};
    return List.of(
        body(RdbType.LIST_ZIPLIST, Payloads.ziplist(strings)),
        body(RdbType.LIST_ZIPLIST, Payloads.ziplist("x".repeat(70), "y".repeat(300))),
        body(RdbType.HASH_ZIPLIST, Payloads.ziplist(strings)),
        body(RdbType.ZSET_ZIPLIST, Payloads.ziplist(strings)),
        body(RdbType.HASH_ZIPMAP, Payloads.zipmap(1, "f", "v", "g", "x".repeat(300))),
        body(RdbType.SET_INTSET, Payloads.intset(4, -5, 3, 700)),
        body(RdbType.SET_LISTPACK, HexFormat.of().parseHex("0f0000000300816102816202" + "0701ff")));
  }

  private static byte[] body(RdbType type, byte[] content) {
    RdbWriter writer = new RdbWriter(false);
    writer.type(type);
    writer.string(content, 0, content.length);
    return writer.toArray();
  }
}
