package dev.tidings.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * What the key space says that it holds is what its keys hold, whatever was asked of it. A request
 * counts even if it is refused; {@code K} stands for a key, {@code N} for a small number, {@code V}
 * for a text.
 */
class HeldBytesTest {
  private static final List<String> REQUESTS =
      List.of(
          "SET K V",
          "SET K N",
          "GET K",
          "APPEND K V",
          "SETRANGE K N V",
          "INCRBY K N",
          "GETDEL K",
          "SETEX K N V",
          "SETBIT K N 1",
          "MSET K V K V",
          "BITOP OR K K K",
          "PFADD K V V",
          "INCRBYFLOAT K 1.5",
          "PFMERGE K K",
          "GETEX K EX N",
          "SET K V KEEPTTL",
          "DEL K",
          "UNLINK K K",
          "EXPIRE K N",
          "PERSIST K",
          "RENAME K K",
          "COPY K K REPLACE",
          "MOVE K 1",
          "SWAPDB 0 1",
          "SELECT 0",
          "SELECT 1",
          "TOUCH K",
          "SORT K STORE K ALPHA",
          "RPUSH K V N V V",
          "LPUSH K V",
          "LPOP K",
          "RPOP K N",
          "LTRIM K 0 N",
          "LREM K 0 N",
          "LSET K 0 V",
          "LINSERT K BEFORE N V",
          "LMOVE K K LEFT RIGHT",
          "RPOPLPUSH K K",
          "HSET K N V N V",
          "HDEL K N N",
          "HINCRBY K N N",
          "HINCRBYFLOAT K N 0.5",
          "HEXPIRE K N FIELDS 1 N",
          "HPEXPIRE K 1 FIELDS 1 N",
          "HPERSIST K FIELDS 1 N",
          "HGETDEL K FIELDS 1 N",
          "HSETEX K EX N FIELDS 1 N V",
          "HGETALL K",
          "SADD K N N",
          "SADD K V",
          "SREM K N N N",
          "SPOP K",
          "SMOVE K K N",
          "SUNIONSTORE K K K",
          "SINTERSTORE K K K",
          "SDIFFSTORE K K K",
          "ZADD K N N N V",
          "ZREM K N",
          "ZINCRBY K N N",
          "ZPOPMIN K",
          "ZPOPMAX K N",
          "ZREMRANGEBYRANK K 0 N",
          "ZREMRANGEBYSCORE K 0 N",
          "ZUNIONSTORE K 2 K K",
          "ZRANGESTORE K K 0 -1",
          "GEOADD K 13.3 38.1 V",
          "ZDIFFSTORE K 2 K K",
          "BITFIELD K SET u8 N N",
          "GEOSEARCHSTORE K K FROMLONLAT 13 38 BYRADIUS 100 km",
          "XADD K * N V",
          "XADD K MAXLEN N * N V",
          "XTRIM K MAXLEN N",
          "XDEL K 1-1",
          "XGROUP CREATE K g 0",
          "XREADGROUP GROUP g c COUNT N STREAMS K >",
          "XACK K g 1-1",
          "XAUTOCLAIM K g d 0 0",
          "XGROUP DESTROY K g",
          "XGROUP DELCONSUMER K g c",
          "XSETID K 9999999999999-0");

  private final EngineFixture fixture = new EngineFixture();
  private final EngineFixture.Client client = fixture.connect();

  @Test
  void whatIsCountedIsWhatIsThere() {
    for (long seed = 1; seed <= 8; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      for (int i = 0; i < 1500; i++) {
        String request = REQUESTS.get(random.nextInt(REQUESTS.size()));
        client.call(filled(request, random));
        if (random.nextInt(20) == 0) {
          fixture.passMillisAndTick(random.nextInt(3000));
        }
        if (i % 10 == 0) {
          assertTrue("seed " + seed + ", step " + i + ", " + request);
        }
      }
      client.line("FLUSHALL");
      assertTrue("seed " + seed + ", flushed");
    }
  }

  private static String[] filled(String request, SplittableRandom random) {
    String[] words = request.split(" ", -1);
    for (int i = 1; i < words.length; i++) {
      words[i] =
          switch (words[i]) {
            case "K" -> "key" + random.nextInt(12);
            case "N" -> Integer.toString(random.nextInt(30));
            case "V" -> "v".repeat(random.nextInt(10) == 0 ? 300 : random.nextInt(70));
            default -> words[i];
          };
    }
    return words;
  }

  private void assertTrue(String when) {
    Keyspace keyspace = fixture.engine.keyspace();
    long sum = 0;
    for (int number = 0; number < keyspace.databaseCount(); number++) {
      Database database = keyspace.database(number);
      for (int place = 0; place < database.size(); place++) {
        sum += database.heldBytesAt(place);
      }
    }
    assertThat(keyspace.heldBytes()).as(when).isEqualTo(sum);
  }
}
