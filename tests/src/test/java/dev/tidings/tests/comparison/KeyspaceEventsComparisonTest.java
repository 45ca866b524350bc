package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.Scene;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Keyspace notifications: which events each command causes, in their order, and who hears them. */
class KeyspaceEventsComparisonTest {
  private static final Servers SERVERS = Servers.start();

  private final Comparison comparison = SERVERS.comparison();

  @AfterAll
  static void stop() {
    SERVERS.close();
  }

  /**
   * After each of {@code requests}, which stand between semicolons, everything is compared that a
   * listener to all keys heard. Two quotes are an empty word.
   */
  private void heard(String name, String classes, String requests) {
    comparison.run(
        name,
        s -> {
          s.client("w").call("CONFIG", "SET", "notify-keyspace-events", classes);
          s.client("l").call("PSUBSCRIBE", "__key*");
          for (String request : requests.split(";\\s*", -1)) {
            hear(s, request);
          }
          s.client("w").call("CONFIG", "SET", "notify-keyspace-events", "");
        });
  }

  private static void hear(Scene s, String request) {
    String[] words = request.split(" ", -1);
    for (int i = 0; i < words.length; i++) {
      words[i] = words[i].equals("''") ? "" : words[i];
    }
    s.client("w").call(words).sortedElements();
    s.client("l").available();
  }

  @Test
  void theSettingIsReadAndPrinted() {
    comparison.run(
        "notify-keyspace-events",
        s -> {
          for (String classes :
              new String[] {
                "KEA",
                "AKE",
                "K",
                "E",
                "Kx",
                "nKE",
                "KEAmn",
                "g$lshzxetdnKEm",
                "tdm",
                "A",
                "Q",
                "KEq",
                "lshzxet",
                "KK",
                "elg",
                ""
              }) {
            s.client("w").call("CONFIG", "SET", "notify-keyspace-events", classes);
            s.client("w").call("CONFIG", "GET", "notify-keyspace-events");
          }
        });
  }

  @Test
  void keysOfAllTypes() {
    heard(
        "events of keys",
        "KEA",
        """
        SET k v; SET l v; DEL k nosuch l; SET k v; UNLINK k; DEL k; SET k v; RENAME k l;
        RENAME l l; SET k v; RENAMENX k l; RENAMENX k m; COPY m n; COPY m n;
        COPY m n REPLACE; COPY m m2 DB 1; MOVE m 2; MOVE m 2; SET m v; MOVE m 2;
        EXPIRE l 100; EXPIRE l 100 NX; PEXPIRE l 100000; EXPIREAT l 9999999999; PERSIST l;
        PERSIST l; EXPIRE l 0; EXPIRE l 100; SET l v; PEXPIREAT l 1; EXPIRE l -1; TOUCH m n;
        TYPE n; SELECT 1; SET other v; SWAPDB 1 3; SELECT 0; FLUSHDB; FLUSHALL; DEL m\
        """);
  }

  @Test
  void strings() {
    heard(
        "events of strings",
        "KEA",
        """
        SET k v EX 100; SET k v KEEPTTL; SET k w NX; SET k w XX GET;
        SET k v PXAT 9999999999999; SETEX k 100 v; PSETEX k 100000 v; SETNX k v; SETNX n v;
        GETSET k x; GETEX k; GETEX k EX 100; GETEX k PERSIST; GETEX k PERSIST;
        GETEX k PXAT 1; GETDEL k; GETDEL n; APPEND k abc; APPEND k ''; SETRANGE k 1 x;
        SETRANGE k 1 ''; SETRANGE q 1 ''; INCR i; INCRBY i 5; DECR i; DECRBY i 2; INCR k;
        INCRBYFLOAT i 1.5; MSET a 1 b 2; MSETNX a 1 c 2; MSETNX c 1 d 2; SETBIT bits 7 1;
        SETBIT bits 7 1; BITFIELD bits SET u8 0 1; BITFIELD bits GET u8 0;
        BITFIELD bits SET u8 0 1 INCRBY u8 8 1; BITOP AND to bits a;
        BITOP AND to nosuch none; PFADD p a; PFADD p a; PFADD p b; PFMERGE m p; PFCOUNT p m;
        SET k v EX 100 GET; SET k v PX -1; LCS a b; SUBSTR a 0 1; STRLEN a\
        """);
  }

  @Test
  void hashes() {
    heard(
        "events of hashes",
        "KEA",
        """
        HSET h a 1 b 2; HSET h a 1; HSETNX h a 2; HSETNX h c 2; HMSET h d 1; HINCRBY h a 1;
        HINCRBYFLOAT h a 0.5; HINCRBY h q 1; HDEL h nosuch; HDEL h a b; HGET h c; HGETALL h;
        HDEL h c d q; HDEL h x\
        """);
  }

  @Test
  void streams() {
    heard(
        "events of streams",
        "KEA",
        """
        XADD s 1-1 a 1; XADD s 2-1 a 1; XADD s MAXLEN 2 3-1 a 1; XADD s MAXLEN 5 4-1 a 1;
        XADD no NOMKSTREAM 1-1 a 1; XTRIM s MAXLEN 2; XTRIM s MAXLEN 2; XDEL s 9-9;
        XDEL s 4-1; XGROUP CREATE s g 0; XGROUP CREATE new g $ MKSTREAM;
        XGROUP CREATECONSUMER s g c; XGROUP CREATECONSUMER s g c; XGROUP SETID s g 0;
        XREADGROUP GROUP g other COUNT 1 STREAMS s >;
        XREADGROUP GROUP g c COUNT 1 STREAMS s >; XACK s g 3-1; XCLAIM s g c 0 3-1;
        XGROUP DELCONSUMER s g c; XGROUP DELCONSUMER s g c; XGROUP DESTROY s g;
        XGROUP DESTROY s g; XSETID s 99-1; XDEL s 3-1; XRANGE s - +; DEL s\
        """);
  }

  @Test
  void lists() {
    heard(
        "events of lists",
        "KEA",
        """
        RPUSH l a b c d; LPUSH l e; LPUSHX l f; RPUSHX nosuch f; LINSERT l BEFORE a x;
        LINSERT l AFTER nosuch x; LSET l 0 y; LREM l 0 nosuch; LREM l 0 y; LTRIM l 0 2;
        LTRIM l 0 5; LPOP l; RPOP l 1; LMOVE l m LEFT RIGHT; RPOPLPUSH m m;
        LMOVE m m LEFT RIGHT; RPOPLPUSH m n; LPOP n 5; RPUSH l a b; LTRIM l 5 9; RPUSH l a a;
        LREM l 0 a; RPUSH l a; LMPOP 1 l LEFT COUNT 3; RPUSH l b a;
        SORT l ALPHA STORE sorted; SORT nosuch STORE sorted; BLPOP l 1; BRPOPLPUSH l q 1;
        BLMOVE q r LEFT LEFT 1; BLMPOP 1 1 r LEFT; LLEN l; DEL l\
        """);
  }

  @Test
  void sets() {
    heard(
        "events of sets",
        "KEA",
        """
        SADD s a b c; SADD s a; SADD s a d; SREM s nosuch; SREM s a; SMOVE s t b;
        SMOVE s t nosuch; SMOVE t s b; SADD t b; SMOVE s t b; SINTERSTORE i s t;
        SUNIONSTORE u s t; SINTERSTORE u i t nosuch; SDIFFSTORE d s t; SDIFFSTORE d s s;
        SPOP t; SPOP s 10; SADD s 1 2 3; SPOP s 0; SREM s 1 2 3; SMEMBERS s; SADD o z;
        SORT o ALPHA STORE o2\
        """);
  }

  @Test
  void sortedSets() {
    heard(
        "events of sorted sets",
        "KEA",
        """
        ZADD z 1 a 2 b; ZADD z 1 a; ZADD z 2 a; ZADD z NX 3 a; ZADD z XX 3 nosuch;
        ZADD z INCR 1 a; ZINCRBY z 1 a; ZINCRBY z 1 c; ZREM z nosuch; ZREM z c;
        ZADD z 1 a 2 b 3 c 4 d 5 e 6 f; ZPOPMIN z; ZPOPMAX z 2; ZPOPMIN nosuch;
        ZREMRANGEBYRANK z 0 0; ZREMRANGEBYSCORE z 100 200; ZREMRANGEBYSCORE z 0 1;
        ZADD z 1 a 2 b; ZRANGESTORE r z 0 -1; ZRANGESTORE r z 50 60;
        ZUNIONSTORE u 2 z nosuch; ZINTERSTORE u 2 z nosuch; ZDIFFSTORE d 1 z;
        ZDIFFSTORE d 2 z z; ZMPOP 1 z MIN; BZPOPMIN z 1; BZPOPMAX z 1; ZADD z 1 a;
        BZMPOP 1 1 z MAX; ZADD z 0 a 0 b; ZREMRANGEBYLEX z [a [a; ZREM z b;
        GEOADD g 13.361389 38.115556 p; GEOADD g 13.361389 38.115556 p;
        GEOSEARCHSTORE gs g FROMLONLAT 15 37 BYRADIUS 300 km;
        GEOSEARCHSTORE gs g FROMLONLAT 90 0 BYRADIUS 1 km; GEORADIUS g 15 37 300 km STORE gs;
        ZADD w 1 1; SORT w STORE w2\
        """);
  }

  @Test
  void missesAndNewKeys() {
    heard(
        "key misses and new keys",
        "KEAmn",
        """
        GET k; EXISTS k l k; TYPE k; TTL k; SET k v; SET k v; APPEND a x; INCR a2;
        HSET h f v; HSET h f v; HGET h nosuch; HGET h2 f; STRLEN no; GETEX no; GETDEL no;
        XADD s 1-1 a b; XLEN s2; RENAME k k2; COPY k2 k3; COPY no k3; DEL no; EXPIRE no 1;
        PERSIST no; TOUCH no k2; OBJECT ENCODING no; MEMORY USAGE no; UNLINK k3;
        GETRANGE no 0 1; MGET no no2 k2; HMGET no f g; PFCOUNT no; BITCOUNT no; MOVE no 1;
        MOVE k2 1; SETRANGE no 0 x; GETSET fresh v; XREAD STREAMS no 0; EXPIRETIME no;
        SORT no; SORT_RO no; RENAMENX no x\
        """);
  }

  @Test
  void onlyOneFamilyOfChannels() {
    heard(
        "events of key spaces only",
        "K$",
        """
        SET k v; INCR i; EXPIRE k 100; DEL k\
        """);
    heard(
        "events of names only",
        "E$g",
        """
        SET k v; INCR i; EXPIRE k 100; DEL k; SELECT 5; SET k v\
        """);
    heard(
        "no channel family",
        "A",
        """
        SET k v; DEL k\
        """);
    heard(
        "generic events only",
        "KEg",
        """
        SET k v; EXPIRE k 100; DEL k; INCR i\
        """);
  }

  @Test
  void keysWhoseTimeHasCome() {
    heard(
        "expired keys",
        "KEAm",
        """
        SET k v; PEXPIREAT k 1; SET k v PXAT 1; GET k; SETEX l 100 v; EXPIREAT l 1; EXISTS l\
        """);
  }

  @Test
  void inATransactionEventsComeInTheirOrder() {
    comparison.run(
        "events in MULTI",
        s -> {
          s.client("w").call("CONFIG", "SET", "notify-keyspace-events", "KEA");
          s.client("l").calls("SUBSCRIBE __keyspace@0__:k");
          s.client("l").calls("SUBSCRIBE __keyevent@0__:set");
          s.client("w").calls("MULTI", "SET k 1", "EXPIRE k 100", "SET j 1", "DEL k", "EXEC");
          s.client("l").available();
          s.client("w").call("CONFIG", "SET", "notify-keyspace-events", "");
        });
  }
}
