package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.structures.rdb.Footer;
import dev.tidings.structures.rdb.RdbType;
import dev.tidings.structures.rdb.RdbWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** DUMP and RESTORE of what Redis 7.0 does not know, and of anything that requests can make. */
class DumpCommandsTest {
  /** As Redis 8.6.3 tells a set of a, b and 7. */
  private static final String SMALL_SET = "140f0f00000003008161028162020701ff0d00a1033dd814f08993";

  /** As Redis 8.6.3 tells a=1 until 4102444800500, b=2 until 4102444800000, c=3. */
  private static final String SMALL_HASH =
      "1900d8c32cbb0300002c2c00000009008162020201f400d8c32cbb030000098161020101f4f4d9c32cbb030000"
          + "0981630203010001ff";

  private static final String SMALL_HASH_FOOTER = "0d00be1e5ee6a502f5d9";

  /** As Redis 8.6.3 tells a=1, c=3 until 4102444800500, b=x… until 4102444800000. */
  private static final String LARGE_HASH =
      "1800d8c32cbb03000003000161c00141f50163c0030101624041" + "78".repeat(65);

  private static final String LARGE_HASH_FOOTER = "0d00d888da8af056609f";

  /** As Redis 8.6.3 tells three entries of which the second was deleted, one pending. */
  private static final String STREAM =
      "1a0110000000000000000100000000000000014040400000001900020101010201816602816e02000102010001"
          + "0001817602050105010301010100018177020601050100010201dfff020101816f028170020601ff020300"
          + "0101020103010167010181ffffffffffffffff010000000000000001000000000000000140420f00000000"
          + "0003010163eff861ffa1010000eff861ffa101000001000000000000000100000000000000014064406400"
          + "00000d007d3c44adf8d0b1d5";

  /** As Redis 8.6.3 tells what a producer added under two ids, limited to 7 ids and a day. */
  private static final String PRODUCED =
      "1a0110000001a1ff61f8ef00000000000000003333000000140003010001010181660200010201000100018176"
          + "02040102010001010181760204010201000102018176020401ff0381000001a1ff61f8ef0281000001a1ff"
          + "61f8ef0000000300800001518007010470726f6401046969643181000001a1ff61f8ef020302";

  private static final String PRODUCED_FOOTER = "0d001f8de1f04a910a18";

  private static final Pattern EVENT = Pattern.compile("__keyevent@0__:(\\w+)\\|");

  /** When the clock of the fixture begins. */
  private static final long START_MILLIS = 1_735_689_600_000L;

  private static final List<String> REQUESTS =
      List.of(
          "SET K V",
          "SET K N",
          "APPEND K V",
          "SETBIT K N 1",
          "PFADD K V V",
          "RPUSH K V N V V",
          "LPUSH K N",
          "LPOP K",
          "LINSERT K BEFORE N V",
          "LSET K 0 V",
          "HSET K N V N N",
          "HSET K V N N V",
          "HDEL K N N",
          "HEXPIRE K 100N FIELDS 1 N",
          "HPERSIST K FIELDS 1 N",
          "SADD K N N",
          "SADD K V N",
          "SREM K N N N",
          "ZADD K N N N V",
          "ZADD K 0.N N -N V",
          "ZREM K N",
          "XADD K * N V",
          "XADD K * a V b N",
          "XADD K MAXLEN 9N * a N b V",
          "XADD K IDMP p N * a V",
          "XDEL K N-1",
          "XADD K N-1 a N b N",
          "XGROUP CREATE K g 0",
          "XGROUP CREATE K h $",
          "XREADGROUP GROUP g c COUNT N STREAMS K >",
          "XREADGROUP GROUP g d COUNT N STREAMS K >",
          "XACK K g N-1",
          "XNACK K g FAIL IDS 1 N-1",
          "XGROUP DELCONSUMER K g c",
          "XSETID K 9999999999999-0",
          "XTRIM K MAXLEN N",
          "DEL K");

  private final EngineFixture fixture = DebugCommandsTest.withDebug();
  private final EngineFixture.Client client = fixture.connect();

  private void tell(String request, String reply) {
    assertThat(client.line(request)).as(request).isEqualTo(reply);
  }

  private String restore(String key, String hex) {
    return client.call("RESTORE", key, "0", latin1(hex), "REPLACE");
  }

  private static String latin1(String hex) {
    return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
  }

  private String dump(String key) {
    String reply = client.raw("DUMP", key);
    return reply.substring(reply.indexOf('\n') + 1, reply.length() - 2);
  }

  /** What DUMP tells, without the footer. */
  private String body(String key) {
    byte[] bytes = dump(key).getBytes(StandardCharsets.ISO_8859_1);
    return HexFormat.of().formatHex(bytes, 0, bytes.length - 10);
  }

  private int version(String key) {
    String whole = dump(key);
    return whole.charAt(whole.length() - 10);
  }

  @Test
  void smallSets() {
    assertThat(restore("s", SMALL_SET)).isEqualTo("+OK|");
    tell("SMEMBERS s", "*3|$1|a|$1|b|$1|7|");
    tell("OBJECT ENCODING s", "$8|listpack|");
    // Redis 7.0 has no such form.
    assertThat(body("s")).isEqualTo("020301610162c007");
    assertThat(version("s")).isEqualTo(10);
  }

  @Test
  void deadlinesOfFields() {
    tell("CONFIG SET rdbcompression no", "+OK|");
    assertThat(restore("h", SMALL_HASH + SMALL_HASH_FOOTER)).isEqualTo("+OK|");
    tell("HGETALL h", "*6|$1|b|$1|2|$1|a|$1|1|$1|c|$1|3|");
    tell("OBJECT ENCODING h", "$10|listpackex|");
    tell("HPEXPIRETIME h FIELDS 3 a b c", "*3|:4102444800500|:4102444800000|:-1|");
    assertThat(body("h")).isEqualTo(SMALL_HASH);
    assertThat(version("h")).isEqualTo(12);
    assertThat(restore("l", LARGE_HASH + LARGE_HASH_FOOTER)).isEqualTo("+OK|");
    tell("OBJECT ENCODING l", "$9|hashtable|");
    tell("HPEXPIRETIME l FIELDS 3 a b c", "*3|:-1|:4102444800000|:4102444800500|");
    assertThat(body("l")).isEqualTo(LARGE_HASH);
    tell("HPERSIST h FIELDS 2 a b", "*2|:1|:1|");
    assertThat(version("h")).isEqualTo(10);
  }

  @Test
  void fieldsWhoseTimeHasComeAreGone() {
    fixture.passMillisAndTick(4_102_444_800_100L - START_MILLIS);
    assertThat(restore("h", SMALL_HASH + SMALL_HASH_FOOTER)).isEqualTo("+OK|");
    tell("HGETALL h", "*4|$1|a|$1|1|$1|c|$1|3|");
    fixture.passMillisAndTick(1000);
    tell("HGETALL h", "*2|$1|c|$1|3|");
  }

  @Test
  void streams() {
    assertThat(restore("x", STREAM)).isEqualTo("+OK|");
    tell("XRANGE x - +", "*2|*2|$3|1-1|*4|$1|f|$1|v|$1|n|$1|5|*2|$3|3-0|*2|$1|o|$1|p|");
    tell("XPENDING x g", "*4|:1|$3|1-1|$3|1-1|*1|*2|$1|c|$1|1|");
    assertThat(client.line("XINFO STREAM x")).contains("max-deleted-entry-id|$3|2-1|");
    assertThat(version("x")).isEqualTo(10);
    tell("XADD x 4-0 f v n 6", "$3|4-0|");
    tell(
        "XREADGROUP GROUP g c COUNT 9 STREAMS x >",
        "*1|*2|$1|x|*2|*2|$3|3-0|*2|$1|o|$1|p|*2|$3|4-0|*4|$1|f|$1|v|$1|n|$1|6|");
  }

  @Test
  void idsOfProducers() {
    tell("CONFIG SET rdbcompression no", "+OK|");
    assertThat(restore("x", PRODUCED + PRODUCED_FOOTER)).isEqualTo("+OK|");
    assertThat(client.line("XINFO STREAM x"))
        .contains("idmp-duration|:86400|")
        .contains("idmp-maxsize|:7|")
        .contains("iids-added|:3|")
        .contains("iids-duplicates|:2|");
    assertThat(body("x")).isEqualTo(PRODUCED);
    assertThat(version("x")).isEqualTo(13);
    fixture.passMillis(1_795_285_973_300L - START_MILLIS);
    tell("XADD x IDMP prod iid1 * f v", "$15|1795285973231-2|");
  }

  @Test
  void rowsGivenBackStayGivenBack() {
    client.line("XADD x 1-1 f v");
    client.line("XADD x 1-2 f v");
    client.line("XGROUP CREATE x g 0");
    client.line("XREADGROUP GROUP g c STREAMS x >");
    tell("XNACK x g FAIL IDS 1 1-1", ":1|");
    String pending = client.line("XPENDING x g");
    String rows = client.line("XPENDING x g - + 10");
    client.call("RESTORE", "y", "0", dump("x"));
    tell("XPENDING y g", pending);
    tell("XPENDING y g - + 10", rows);
    assertThat(client.line("XINFO CONSUMERS y g")).startsWith("*1|");
  }

  /** Events and their order as Redis 8.6.3 tells them. */
  @Test
  void eventsOfLaterVersions() {
    client.line("SET text x");
    client.line("RPUSH list x");
    String text = dump("text");
    String list = dump("list");
    client.line("CONFIG SET notify-keyspace-events EAocn");
    EngineFixture.Client listener = fixture.connect();
    listener.line("PSUBSCRIBE __key*");
    client.call("RESTORE", "k", "0", text);
    assertThat(told(listener)).isEqualTo("new restore");
    client.call("RESTORE", "k", "0", text, "REPLACE");
    assertThat(told(listener)).isEqualTo("new restore overwritten");
    client.call("RESTORE", "k", "0", list, "REPLACE");
    assertThat(told(listener)).isEqualTo("new restore overwritten type_changed");
    client.call("RESTORE", "k", "1", text, "REPLACE", "ABSTTL");
    assertThat(told(listener)).isEqualTo("del");
  }

  private static String told(EngineFixture.Client listener) {
    Matcher event = EVENT.matcher(listener.read());
    List<String> events = new ArrayList<>();
    while (event.find()) {
      events.add(event.group(1));
    }
    return String.join(" ", events);
  }

  /** As Redis counts it since 8. */
  @Test
  void whatEndsAtOnceHasExpired() {
    client.line("SET text x");
    String text = dump("text");
    tell("SET k x", "+OK|");
    client.call("RESTORE", "k", "1", text, "REPLACE", "ABSTTL");
    client.call("RESTORE", "m", "1", text, "ABSTTL");
    tell("EXISTS k m", ":0|");
    assertThat(client.line("INFO stats")).contains("expired_keys:2|");
  }

  @Test
  void nothingBecomesLongerThanAString() {
    // Two bytes of which the first is told to come again 2^29 times.
    RdbWriter writer = new RdbWriter(false);
    writer.type(RdbType.STRING);
    writer.unsignedByte(0xC3);
    int times = (1 << 29) / 264 + 1;
    writer.length(2L + 3L * times);
    writer.length(1L + 264L * times);
    byte[] again = {(byte) 0xE0, (byte) 255, 0};
    writer.raw(new byte[] {0, 'x'}, 0, 2);
    for (int i = 0; i < times; i++) {
      writer.raw(again, 0, 3);
    }
    Footer.write(writer, Footer.VERSION);
    String payload = new String(writer.toArray(), StandardCharsets.ISO_8859_1);
    assertThat(client.call("RESTORE", "k", "0", payload)).isEqualTo("-ERR Bad data format|");
  }

  @Test
  void whateverRequestsMakeIsTheSameAfterwards() {
    for (long seed = 1; seed <= 30; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      client.line("CONFIG SET rdbcompression " + (seed % 2 == 0 ? "yes" : "no"));
      for (int i = 0; i < 400; i++) {
        client.call(filled(REQUESTS.get(random.nextInt(REQUESTS.size())), random));
      }
      Database database = fixture.engine.keyspace().database(0);
      for (int place = database.size() - 1; place >= 0; place--) {
        String key = database.table().keyAt(place).latin1();
        assertSameBehind(key, "seed " + seed + ", " + key);
      }
      client.line("FLUSHALL");
      assertThat(fixture.engine.keyspace().heldBytes()).isZero();
    }
  }

  private void assertSameBehind(String key, String hint) {
    String dumped = dump(key);
    assertThat(client.call("RESTORE", "copy", "0", dumped, "REPLACE")).as(hint).isEqualTo("+OK|");
    String[] digests = client.line("DEBUG DIGEST-VALUE copy " + key).split("\\|", -1);
    assertThat(digests[1]).as(hint).isEqualTo(digests[2]);
    String type = client.line("TYPE " + key);
    // A set in a small form is read as whatever form its members have from the start.
    if (!type.equals("+set|")) {
      assertThat(dump("copy")).as(hint).isEqualTo(dumped);
      if (!type.equals("+string|")) {
        tell("OBJECT ENCODING copy", client.line("OBJECT ENCODING " + key));
      }
    }
    Keyspace keyspace = fixture.engine.keyspace();
    Database database = keyspace.database(0);
    long sum = 0;
    for (int place = 0; place < database.size(); place++) {
      sum += database.heldBytesAt(place);
    }
    assertThat(keyspace.heldBytes()).as(hint).isEqualTo(sum);
  }

  private static String[] filled(String request, SplittableRandom random) {
    String[] words = request.split(" ", -1);
    for (int i = 1; i < words.length; i++) {
      words[i] =
          words[i]
              .replace("K", "key" + random.nextInt(12))
              .replace("N", Integer.toString(random.nextInt(30)))
              .replace("V", "v".repeat(random.nextInt(10) == 0 ? 300 : random.nextInt(70)));
    }
    return words;
  }
}
