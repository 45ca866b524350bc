package dev.tidings.tests.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Peer;
import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.RespValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/**
 * What DUMP of one server tells, RESTORE of the other takes, and the value is the same: Redis to
 * Tidings, Tidings to Redis, and Tidings to Tidings. Values of every type, of every form, compared
 * by digest, and where that does not tell all, by what commands tell of them.
 */
class PayloadExchangeTest {
  private static final Servers SERVERS =
      Servers.start("--enable-debug-command", "yes", "--sanitize-dump-payload", "yes");

  private static final List<String> FIGURES =
      Stream.of(
              "length",
              "radix-tree-keys",
              "radix-tree-nodes",
              "last-generated-id",
              "max-deleted-entry-id",
              "entries-added",
              "recorded-first-entry-id",
              "groups",
              "first-entry",
              "last-entry")
          .map(name -> new RespValue.BulkString(name).toString())
          .toList();

  private static final String OK = new RespValue.SimpleString("OK").toString();

  @AfterAll
  static void stop() {
    SERVERS.close();
  }

  @Test
  void strings() {
    List<String[]> requests = new ArrayList<>();
    Random random = new Random(11);
    List<String> values =
        List.of(
            "",
            "a",
            "12",
            "-129",
            "2147483648",
            "9223372036854775807",
            "01",
            "x".repeat(20),
            "x".repeat(21),
            "abc".repeat(1000),
            noise(random, 5000),
            "y".repeat(1_000_000),
            noise(random, 40) + "z".repeat(300_000) + noise(random, 40));
    for (int i = 0; i < values.size(); i++) {
      requests.add(words("SET", "k" + i, values.get(i)));
    }
    requests.add(words("SETRANGE", "k1", "40", "far"));
    requests.add(words("PFADD", "h", "a", "b", "c"));
    for (int i = 0; i < 40; i++) {
      requests.add(words("APPEND", "repeated", noise(random, i) + "the same again and again"));
    }
    exchange(requests, false);
  }

  @Test
  void lists() {
    List<String[]> requests = new ArrayList<>();
    requests.add(words("RPUSH l0 a 1 -5 127 128 4095 -4097 32768 8388608 99999999999"));
    requests.add(words("RPUSH", "l0", "", "\0\u00ff"));
    for (int i = 0; i < 3000; i++) {
      requests.add(words("RPUSH", "l1", "element" + i));
      requests.add(words("LPUSH", "l2", String.valueOf(i * 7919)));
    }
    requests.add(words("RPUSH", "l3", "a", "x".repeat(10_000), "b", "z".repeat(70_000)));
    requests.add(words("LINSERT", "l3", "BEFORE", "b", "y".repeat(9000)));
    requests.add(words("LSET l1 1500 changed"));
    exchange(requests, false);
  }

  @Test
  void sets() {
    List<String[]> requests = new ArrayList<>();
    requests.add(words("SADD i1 1 2 3"));
    requests.add(words("SADD i2 1 70000 -5"));
    requests.add(words("SADD i3 1099511627776 5"));
    requests.add(words("SADD t1 a b c 1"));
    requests.add(words("SADD", "t2", "x".repeat(100)));
    for (int i = 0; i < 600; i++) {
      requests.add(words("SADD", "i4", String.valueOf(i * 3)));
      requests.add(words("SADD", "t3", "member" + i, String.valueOf(i)));
    }
    exchange(requests, false);
  }

  @Test
  void hashes() {
    List<String[]> requests = new ArrayList<>();
    requests.add(words("HSET h1 f v g 12 12 f"));
    requests.add(words("HSET", "h2", "f", "x".repeat(100), "", ""));
    requests.add(words("HSET", "h3", "f".repeat(64), noise(new Random(3), 64)));
    for (int i = 0; i < 1000; i++) {
      requests.add(words("HSET", "h4", "field" + i, String.valueOf(i)));
    }
    exchange(requests, false);
  }

  @Test
  void sortedSets() {
    List<String[]> requests = new ArrayList<>();
    requests.add(words("ZADD z1 1 a 2.5 b -3 c inf d -inf e 1e300 f 3.14 g 1e-7 h"));
    requests.add(words("ZADD z1 12345678912345 i 0 j 4611686018427387904 k 1e20 l"));
    requests.add(words("ZADD", "z2", "-inf", "x".repeat(100), "0.1", "y".repeat(65)));
    for (int i = 0; i < 300; i++) {
      requests.add(words("ZADD", "z3", String.valueOf(i * 1.5), "m" + i));
    }
    exchange(requests, false);
  }

  @Test
  void streams() {
    List<String[]> requests = new ArrayList<>();
    for (int i = 0; i < 350; i++) {
      String id = (1000 + i * 3) + "-" + i % 2;
      requests.add(
          i % 7 == 0
              ? words("XADD", "x1", id, "other", "q".repeat(i % 90))
              : words("XADD", "x1", id, "a", String.valueOf(i), "b", "val"));
      requests.add(words("XADD", "x2", id, "a", "1", "b", noise(new Random(i), 200)));
    }
    requests.add(words("XADD x3 5-5 a b"));
    requests.add(words("XDEL x3 5-5"));
    requests.add(words("XADD x4 5-5 a b"));
    requests.add(words("XADD x4 18446744073709551615-18446744073709551615 a b"));
    requests.add(words("XDEL x1 1000-0 1303-1 1300-0 1306-0"));
    requests.add(words("XTRIM x1 MAXLEN 300"));
    requests.add(words("XGROUP CREATE x5 g1 0 MKSTREAM"));
    for (String key : List.of("x1", "x2", "x4")) {
      requests.add(words("XGROUP CREATE " + key + " g1 0"));
      requests.add(words("XGROUP CREATE " + key + " g2 $"));
      requests.add(words("XGROUP CREATE " + key + " g3 1200-0 ENTRIESREAD 2"));
      requests.add(words("XGROUP CREATECONSUMER " + key + " g2 idle"));
      requests.add(words("XREADGROUP GROUP g1 c1 COUNT 3 STREAMS " + key + " >"));
      requests.add(words("XREADGROUP GROUP g1 c2 COUNT 30 STREAMS " + key + " >"));
      requests.add(words("XCLAIM " + key + " g1 c1 0 1012-0 RETRYCOUNT 70000 TIME 12345"));
      requests.add(words("XDEL " + key + " 1012-0"));
      requests.add(words("XACK " + key + " g1 1003-1 1021-1"));
    }
    exchange(requests, true);
  }

  /** Makes the same values on both servers and gives each to each. */
  private void exchange(List<String[]> requests, boolean streams) {
    try (RawClient redis = SERVERS.reference().open();
        RawClient tidings = SERVERS.subject().open()) {
      Set<String> keys = new LinkedHashSet<>();
      for (RawClient client : List.of(redis, tidings)) {
        client.call("FLUSHALL");
        for (String[] request : requests) {
          client.call(request);
          boolean isKeySecond = request[0].equals("XGROUP");
          keys.add(request[0].equals("XREADGROUP") ? "x1" : request[isKeySecond ? 2 : 1]);
        }
      }
      for (String key : keys) {
        give(SERVERS.reference(), redis, SERVERS.subject(), tidings, key, streams);
        give(SERVERS.subject(), tidings, SERVERS.reference(), redis, key, streams);
        give(SERVERS.subject(), tidings, SERVERS.subject(), tidings, key, streams);
      }
    }
  }

  private static void give(
      Peer from, RawClient source, Peer to, RawClient target, String key, boolean isStream) {
    String hint = key + ": " + from.name() + " to " + to.name();
    RespValue payload = source.call("DUMP", key);
    assertThat(payload).as(hint).isInstanceOf(RespValue.BulkString.class);
    String restored = "restored:" + key;
    RespValue answer =
        target.call("RESTORE", restored, "0", ((RespValue.BulkString) payload).text(), "REPLACE");
    assertThat(answer).as(hint).hasToString(OK);
    assertThat(target.call("DEBUG", "DIGEST-VALUE", restored))
        .as(hint)
        .isEqualTo(source.call("DEBUG", "DIGEST-VALUE", key));
    assertThat(target.call("TYPE", restored)).as(hint).isEqualTo(source.call("TYPE", key));
    if (isStream) {
      for (String request :
          List.of("XINFO GROUPS *", "XPENDING * g1", "XPENDING * g2", "XRANGE * - +", "XLEN *")) {
        String told = target.call(words(request.replace("*", restored))).toString();
        assertThat(told.replace(restored, key))
            .as(hint + ", " + request)
            .isEqualTo(source.call(words(request.replace("*", key))).toString());
      }
      assertThat(figures(target, restored)).as(hint).isEqualTo(figures(source, key));
      assertThat(rows(target, restored)).as(hint).isEqualTo(rows(source, key));
    }
  }

  /** What every version tells of a stream. */
  private static List<String> figures(RawClient client, String key) {
    List<String> figures = new ArrayList<>();
    List<RespValue> all = ((RespValue.Array) client.call("XINFO", "STREAM", key)).elements();
    for (int i = 0; i < all.size(); i += 2) {
      if (FIGURES.contains(all.get(i).toString())) {
        figures.add(all.get(i) + " " + all.get(i + 1));
      }
    }
    assertThat(figures).hasSameSizeAs(FIGURES);
    return figures;
  }

  /** Ids, consumers and counts of what is pending, without the times. */
  private static List<String> rows(RawClient client, String key) {
    RespValue answer = client.call("XPENDING", key, "g1", "-", "+", "100");
    if (!(answer instanceof RespValue.Array rows)) {
      return List.of();
    }
    return rows.elements().stream()
        .map(row -> ((RespValue.Array) row).elements())
        .map(row -> row.get(0) + " " + row.get(1) + " " + row.get(3))
        .toList();
  }

  private static String[] words(String... words) {
    return words.length == 1 ? words[0].split(" ") : words;
  }

  private static String noise(Random random, int length) {
    char[] bytes = new char[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (char) random.nextInt(256);
    }
    return new String(bytes);
  }
}
