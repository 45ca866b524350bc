package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.Scene;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Strings: set, told, cut, counted. */
class StringComparisonTest {
  /** Numbers, and what is none or too large or too small for one. */
  private static final List<String> NUMBERS =
      List.of(
          "10.5",
          "0.1",
          "-0.1",
          "5.0e3",
          "2.0e2",
          "1e-17",
          "1e-18",
          "4e-18",
          "6e-18",
          "0x1p4",
          "0x1.8",
          "0x.8p-1",
          "0X1P+3",
          "inf",
          "-inf",
          "Infinity",
          "nan",
          "",
          " 1",
          "1 ",
          "+1",
          "+.5",
          "5.",
          ".",
          "-",
          "+",
          "1e",
          "1e+",
          "e5",
          "0x",
          "0xp1",
          "0x1p",
          "1e5000",
          "1e4932",
          "1e4931",
          "-1e4932",
          "1.18973149535723176502e4932",
          "1.18973149535723176503e4932",
          "1e-4940",
          "1e-5000",
          "3.6451995318824746025e-4951",
          "1.8e-4951",
          "-0",
          "0e99999999999",
          "1e99999999999",
          "12345678901234567890.12345",
          "18446744073709551615",
          "18446744073709551617",
          "9223372036854775807",
          "-9223372036854775808",
          "0.1234567890123456789",
          "1_0",
          "1,5",
          "3.0",
          "100",
          "1.",
          "00001.5000",
          "0.000000000000000005",
          "99999999999999999999999999");

  private final Comparison comparison = Servers.shared();

  @Test
  void setTakesItsOptionsInAnyOrder() {
    comparison.run(
        "options of SET",
        s -> {
          s.client("a").calls("SET k v", "SET k w NX", "GET k", "SET k w XX", "SET n v XX");
          s.client("a").calls("SET n v NX", "SET k x GET", "SET k y get nx", "SET k y XX GET");
          s.client("a").calls("SET m v NX GET", "GET m", "SET q v XX GET", "EXISTS q");
          s.client("a").calls("SET k v EX 100", "TTL k", "SET k w KEEPTTL", "TTL k", "SET k z");
          s.client("a").calls("TTL k", "SET k v PX 100000", "TTL k", "SET k v EXAT 99999999999");
          s.client("a").calls("EXPIRETIME k", "SET k v PXAT 99999999999999", "PEXPIRETIME k");
          s.client("a").calls("SET k v XX KEEPTTL GET", "PEXPIRETIME k", "SET new v KEEPTTL");
          s.client("a").calls("SET k v EX 10 EX 200", "TTL k", "SET k v ex 50 nX", "GET k");
        });
  }

  @Test
  void setRefusesWhatExcludesItself() {
    comparison.run(
        "errors of SET",
        s -> {
          s.client("a").calls("SET", "SET k", "SET k v NX XX", "SET k v XX NX", "SET k v FOO");
          s.client("a").calls("SET k v EX", "SET k v EX x", "SET k v EX 0", "SET k v EX -1");
          s.client("a")
              .calls("SET k v PX 0", "SET k v EXAT 0", "SET k v PXAT -5", "SET k v EX 1 PX 1");
          s.client("a").calls("SET k v KEEPTTL EX 1", "SET k v EX 1 KEEPTTL", "SET k v PERSIST");
          s.client("a").calls("SET k v EX 9223372036854775807", "SET k v EX 9223372036854775");
          s.client("a")
              .calls("SET k v PX 9223372036854775807", "SET k v EX 1.5", "SET k v EX x FOO");
          s.client("a").calls("SET k v EXAT 9223372036854775", "SET k v PXAT 9223372036854775807");
          s.client("a").calls("SET k v NX NX", "SET k v XX XX GET GET", "SET k v KEEPTTL KEEPTTL");
          s.client("a").calls("SET k v EXAT 1", "EXISTS k", "SET k v PXAT 1 GET", "GET k");
        });
  }

  @Test
  void olderWaysToSet() {
    comparison.run(
        "SETNX, SETEX, PSETEX, GETSET",
        s -> {
          s.client("a").calls("SETNX k 1", "SETNX k 2", "GET k", "SETEX k 100 v", "TTL k", "GET k");
          s.client("a")
              .calls("SETEX k 0 v", "SETEX k -1 v", "SETEX k x v", "PSETEX k 0 v", "SETEX k v");
          s.client("a").calls("PSETEX k 100000 w", "TTL k", "GETSET k x", "TTL k", "GETSET n y");
          s.client("a").calls("SETEX k 9223372036854775807 v", "PSETEX k 9223372036854775807 v");
          s.client("a").calls("SETNX k", "SETEX k 1", "GETSET k", "PSETEX k 1 2 3");
        });
  }

  @Test
  void stringsAreTakenAndGivenAnEnd() {
    comparison.run(
        "GETDEL and GETEX",
        s -> {
          s.client("a").calls("SET k v", "GETDEL k", "GETDEL k", "EXISTS k");
          s.client("a").calls("SET k v", "GETEX k", "TTL k", "GETEX k EX 100", "TTL k", "GETEX k");
          s.client("a").calls("TTL k", "GETEX k PERSIST", "TTL k", "GETEX k PX 100000", "TTL k");
          s.client("a")
              .calls("GETEX k EXAT 99999999999", "EXPIRETIME k", "GETEX k PXAT 1", "EXISTS k");
          s.client("a")
              .calls("SET k v", "GETEX k EXAT 1", "GETEX k EX 1", "SET k v", "GETEX k EX 0");
          s.client("a").calls("GETEX k EX x", "GETEX k EX", "GETEX k EX 1 PX 1", "GETEX k KEEPTTL");
          s.client("a").calls("GETEX k PERSIST EX 1", "GETEX k NX", "GETEX k GET", "GETEX n EX 0");
          s.client("a").calls("GETEX n EX x", "GETEX n FOO", "GETEX k PXAT -1", "GETEX");
          s.client("a").calls("GETEX k PERSIST PERSIST", "GETEX k EX 5 EX 500", "TTL k", "GETDEL");
        });
  }

  @Test
  void manyKeysAtOnce() {
    comparison.run(
        "MGET, MSET, MSETNX",
        s -> {
          s.client("a").calls("MSET a 1 b 2", "MGET a b c a", "MSETNX c 3 a 4", "MGET a c");
          s.client("a").calls("MSETNX c 3 d 4", "MGET c d", "MSET l 1 l 2");
          s.client("a").calls("GET l", "MSET a", "MSET a 1 b", "MSETNX a", "MSETNX a 1 b", "MGET");
          s.client("a").calls("SET a 1 EX 100", "MSET a 2", "TTL a", "MSETNX e 1 f ");
        });
  }

  @Test
  void piecesAreAddedOverwrittenAndTold() {
    comparison.run(
        "APPEND, SETRANGE, GETRANGE, STRLEN",
        s -> {
          s.client("a").calls("APPEND k hello", "APPEND k ", "APPEND k world", "GET k", "STRLEN k");
          s.client("a").calls("SETRANGE k 5 _", "GET k", "SETRANGE k 20 x", "GET k", "STRLEN k");
          s.client("a")
              .calls("SETRANGE n 3 ", "EXISTS n", "SETRANGE n 3 x", "GET n", "SETRANGE k 1 ");
          s.client("a").calls("SETRANGE k -1 x", "SETRANGE k x y", "SETRANGE k 536870912 x");
          s.client("a").calls("SETRANGE n 536870911 xy", "SETRANGE k 9223372036854775807 x");
          s.client("a").calls("STRLEN none", "GETRANGE none 0 -1");
          s.client("a")
              .calls("SET i 1234", "APPEND i 5", "INCR i", "SETRANGE i 1 99", "GET i", "INCR i");
          s.client("a").calls("GETRANGE i x 1", "GETRANGE i 1 x", "GETRANGE i 1", "SUBSTR i 1 2");
          s.client("a")
              .calls("SET e ", "GETRANGE e 0 -1", "APPEND e ", "GET e", "STRLEN e", "APPEND e");
          for (String key : new String[] {"i", "k", "e"}) {
            for (int start = -7; start <= 7; start++) {
              for (int end = -7; end <= 7; end += 2) {
                s.client("a").send("GETRANGE", key, "" + start, "" + end);
              }
            }
          }
          s.client("a").frames(3 * 15 * 8);
          s.client("a").calls("GETRANGE k -9223372036854775808 9223372036854775807");
          s.client("a").calls("GETRANGE k 9223372036854775807 9223372036854775807");
        });
  }

  @Test
  void wholeNumbersAreCounted() {
    comparison.run(
        "INCR, DECR, INCRBY, DECRBY",
        s -> {
          s.client("a")
              .calls("INCR k", "INCR k", "DECR k", "INCRBY k 41", "DECRBY k 2", "DECRBY n 5");
          s.client("a")
              .calls("INCRBY k x", "INCRBY k 1.5", "INCRBY k  1", "INCRBY k 01", "INCRBY k +1");
          s.client("a").calls("INCRBY k 9223372036854775807", "DECRBY k -9223372036854775808");
          s.client("a")
              .calls("SET m 9223372036854775807", "INCR m", "DECR m", "INCRBY m 1", "INCRBY m 1");
          s.client("a")
              .calls("SET m -9223372036854775808", "DECR m", "INCR m", "DECRBY m 1", "DECRBY m 1");
          s.client("a").calls("INCRBY m -9223372036854775808", "INCRBY z -9223372036854775808");
          for (String text :
              new String[] {"", "x", " 1", "1 ", "01", "-0", "+1", "1.0", "--1", "-"}) {
            s.client("a").call("SET", "t", text);
            s.client("a").call("INCR", "t");
          }
          s.client("a").calls("SET t 9223372036854775808", "INCR t", "SET t -9223372036854775809");
          s.client("a").calls("INCR t");
          s.client("a")
              .calls("SET e 1 EX 100", "INCR e", "TTL e", "INCRBYFLOAT e 1", "TTL e", "INCR");
        });
  }

  @Test
  void floatingPointNumbersAreCounted() {
    comparison.run(
        "INCRBYFLOAT",
        s -> {
          for (String text : NUMBERS) {
            for (String by : new String[] {"0", "1", "-1.5", "0.1", text}) {
              s.client("a").call("SET", "k", text);
              s.client("a").call("INCRBYFLOAT", "k", by);
              s.client("a").call("GET", "k");
            }
            s.client("a").call("SET", "k", "3");
            s.client("a").call("INCRBYFLOAT", "k", text);
          }
          s.client("a").calls("INCRBYFLOAT n 1.5", "INCRBYFLOAT n", "INCRBYFLOAT o x", "EXISTS o");
        });
  }

  @Test
  void randomFloatingPointNumbersAreCounted() {
    comparison.runResp2(
        "INCRBYFLOAT of random numbers",
        s -> {
          SplittableRandom random = new SplittableRandom(7);
          for (int i = 0; i < 1500; i++) {
            s.client("a").send("SET", "k", number(random));
            s.client("a").send("INCRBYFLOAT", "k", number(random));
            s.client("a").send("INCRBYFLOAT", "k", number(random));
          }
          s.client("a").frames(4500);
        });
  }

  private static String number(SplittableRandom random) {
    String sign = random.nextInt(3) == 0 ? "-" : "";
    String whole = Long.toString(random.nextLong(1L << random.nextInt(1, 63)));
    String behind = "." + Long.toString(random.nextLong(1L << random.nextInt(1, 63)));
    String exponent = "e" + random.nextInt(-30, 30);
    return switch (random.nextInt(6)) {
      case 0 -> sign + whole;
      case 1 -> sign + whole + behind;
      case 2 -> sign + whole + behind + exponent;
      case 3 -> sign + behind;
      case 4 -> sign + "0x" + Long.toHexString(random.nextLong()) + ".8p" + random.nextInt(-80, 9);
      default -> sign + random.nextInt(100) + "." + random.nextInt(100);
    };
  }

  @Test
  void whatTwoStringsHaveInCommon() {
    comparison.run(
        "LCS",
        s -> {
          s.client("a")
              .calls("MSET a ohmytext b mynewtext", "LCS a b", "LCS a b LEN", "LCS a b IDX");
          s.client("a").calls("LCS a b IDX WITHMATCHLEN", "LCS a b IDX MINMATCHLEN 4 WITHMATCHLEN");
          s.client("a")
              .calls("LCS a b MINMATCHLEN -5 IDX", "LCS a b LEN IDX", "LCS a b FOO", "LCS a");
          s.client("a")
              .calls("LCS a b MINMATCHLEN", "LCS a b MINMATCHLEN x", "LCS a none", "LCS x y IDX");
          s.client("a")
              .calls(
                  "LCS a none LEN",
                  "LCS a a IDX",
                  "SET e ",
                  "LCS e a IDX",
                  "LCS a b WITHMATCHLEN",
                  "LCS a b len");
          SplittableRandom random = new SplittableRandom(3);
          for (int i = 0; i < 150; i++) {
            s.client("a").send("SET", "r", letters(random));
            s.client("a").send("SET", "t", letters(random));
            s.client("a").send("LCS", "r", "t");
            s.client("a").send("LCS", "r", "t", "IDX", "WITHMATCHLEN", "MINMATCHLEN", "" + i % 4);
          }
          s.client("a").frames(600);
        });
  }

  private static String letters(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    int kinds = random.nextInt(1, 6);
    for (int i = random.nextInt(90); i > 0; i--) {
      text.append((char) ('a' + random.nextInt(kinds)));
    }
    return text.toString();
  }

  @Test
  void anyBytesAreAString() {
    comparison.run(
        "binary strings",
        s -> {
          String bytes = "\0\r\n\u00ff $3\r\n";
          s.client("a").call("SET", bytes, bytes);
          s.client("a").call("GET", bytes);
          s.client("a").call("APPEND", bytes, bytes);
          s.client("a").call("GETRANGE", bytes, "3", "11");
          s.client("a").call("MGET", bytes, "k", "");
          s.client("a").call("SET", "", "");
          s.client("a").call("GET", "");
        });
  }

  @Test
  void stringsAreKeptAsTheirChangesSay() {
    comparison.run(
        "encodings of strings",
        s -> {
          encodings(s, "SET k 1", "SET k -9223372036854775808", "SET k 9223372036854775808");
          encodings(s, "SET k 01", "SET k ", "SET k " + "x".repeat(44), "SET k " + "x".repeat(45));
          encodings(
              s, "SET k 5", "APPEND k 6", "INCR k", "DEL k", "APPEND k 7", "DEL k", "APPEND k x");
          encodings(s, "SETRANGE k 0 1", "DEL k", "SETRANGE k 1 1", "GETSET k 3", "MSET k abc");
          encodings(s, "SETEX k 100 12", "GETEX k PERSIST", "DECRBY k 3", "INCRBYFLOAT k 0.5");
        });
  }

  private static void encodings(Scene scene, String... requests) {
    for (String request : requests) {
      scene.client("a").calls(request, "OBJECT ENCODING k");
    }
  }

  @Test
  void everyChangeIsTold() {
    comparison.run(
        "notifications of strings",
        s -> {
          s.client("a").call("CONFIG", "SET", "notify-keyspace-events", "KEAmn");
          s.client("n").call("PSUBSCRIBE", "__key*");
          s.client("a")
              .calls("SET a 1", "SET a 1 EX 100", "SET a 2 NX", "SET b 2 XX", "SET b 2 GET");
          s.client("a")
              .calls("SET a 1 KEEPTTL", "SET c 1 PXAT 1", "GET c", "SETNX a 1", "SETNX d 1");
          s.client("a")
              .calls("SETEX a 100 1", "PSETEX n 10000 1", "GETSET a 1", "GETSET e 1", "GETDEL e");
          s.client("a")
              .calls("GETDEL e", "GETEX a", "GETEX a EX 100", "GETEX a PERSIST", "GETEX a PERSIST");
          s.client("a")
              .calls(
                  "GETEX a PXAT 1", "GETEX a", "MSET a 1 b 2 a 3", "MSETNX a 1 x 1", "MSETNX y 1");
          s.client("a").calls("MGET a none l", "APPEND a ", "APPEND a x", "APPEND p x", "STRLEN q");
          s.client("a").calls("SETRANGE a 0 ", "SETRANGE a 0 x", "SETRANGE r 0 ", "SETRANGE r 1 x");
          s.client("a")
              .calls("GETRANGE none 0 1", "INCR i", "INCRBY i 0", "INCRBYFLOAT i 0", "DECR j");
          s.client("a").calls("INCR a", "LCS none a", "LCS none none");
          s.client("n").available();
          s.client("a").call("CONFIG", "SET", "notify-keyspace-events", "");
        });
  }

  @Test
  void whoWatchesSeesTheSameChanges() {
    comparison.run(
        "WATCH of strings",
        s -> {
          s.client("b").calls("SET k 5", "SET e 1 EX 100");
          watched(
              s, "k", "SET k 5", "SET k 5 NX", "GET k", "GETEX k", "GETEX k PERSIST", "APPEND k ");
          watched(
              s, "k", "SETRANGE k 0 ", "SETRANGE k 0 5", "INCRBY k 0", "INCRBYFLOAT k 0", "INCR l");
          watched(
              s,
              "k",
              "SETNX k 1",
              "MSETNX k 1",
              "SET k 1 XX",
              "GETSET k 5",
              "GETDEL none",
              "MSET k 5");
          watched(
              s,
              "e",
              "GETEX e EX 200",
              "GETEX e PERSIST",
              "GETEX e PERSIST",
              "GETDEL e",
              "SETNX e 1");
          watched(
              s, "n", "SETRANGE n 1 ", "SET n 1 XX", "SET n 1 PXAT 1", "GET n", "SETRANGE n 1 x");
        });
  }

  private static void watched(Scene scene, String key, String... requests) {
    Watching.beforeMulti(scene.client("a"), scene.client("b"), key, requests);
  }

  @Test
  void lengthsAreLimited() {
    comparison.run(
        "proto-max-bulk-len",
        s -> {
          s.client("a").call("CONFIG", "SET", "proto-max-bulk-len", "1mb");
          s.client("a")
              .calls("SETRANGE k 1048575 x", "STRLEN k", "SETRANGE k 1048576 x", "APPEND k y");
          s.client("a")
              .calls("SETRANGE n 1048576 x", "EXISTS n", "SETRANGE k 1048576 ", "STRLEN k");
          s.client("a")
              .calls("SETRANGE b 600 x", "LCS b b LEN", "LCS b k", "APPEND n x", "LCS k n LEN");
          s.client("a").call("CONFIG", "SET", "proto-max-bulk-len", "512mb");
        });
  }

  @Test
  void otherTypesAreNoStrings() {
    comparison.run(
        "keys that hold no string",
        s -> {
          s.client("a").call("CONFIG", "SET", "notify-keyspace-events", "KEAmn");
          s.client("n").call("PSUBSCRIBE", "__key*");
          s.client("a").calls("ZADD l 1 m", "GET l", "GETDEL l", "GETEX l", "GETEX l EX 0");
          s.client("a").calls("GETSET l x", "SETNX l x", "APPEND l x", "APPEND l ", "STRLEN l");
          s.client("a").calls("SETRANGE l 0 x", "SETRANGE l 0 ", "SETRANGE l -1 ", "INCR l");
          s.client("a").calls("GETRANGE l 0 1", "GETRANGE l x 1", "INCRBYFLOAT l 1", "MGET l x");
          s.client("a").calls("INCRBYFLOAT l x", "INCRBY l x", "LCS l k", "LCS k l FOO");
          s.client("a").calls("LCS l l LEN IDX", "SET l v GET", "SET l v NX", "SET l v XX GET");
          s.client("a").calls("TYPE l", "SET l v XX", "TYPE l", "DEL l", "ZADD l 1 m", "SET l v");
          s.client("a").calls("DEL l", "ZADD l 1 m", "SETEX l 100 x", "TYPE l", "DEL l");
          s.client("a").calls("ZADD l 1 m", "MSET l 1 l 2", "TYPE l");
          s.client("n").available();
          s.client("a").call("CONFIG", "SET", "notify-keyspace-events", "");
        });
  }

  @Test
  void stringsInsideATransaction() {
    comparison.run(
        "strings in MULTI",
        s -> {
          s.client("a").calls("MULTI", "SET k 1", "INCR k", "APPEND k x", "INCR k", "GETDEL k");
          s.client("a").calls("SET k v EX 0", "MGET k", "EXEC", "MULTI", "SET k", "EXEC");
        });
  }

  @Test
  void theTableTellsTheSame() {
    comparison.run(
        "COMMAND INFO of strings",
        s -> {
          for (String name :
              ("get setnx setex psetex getset getdel mget mset msetnx append strlen setrange"
                      + " getrange substr incr decr incrby decrby incrbyfloat lcs set getex")
                  .split(" ", -1)) {
            s.client("a").call("COMMAND", "INFO", name);
          }
          s.client("a")
              .calls("COMMAND GETKEYSANDFLAGS SET k v", "COMMAND GETKEYSANDFLAGS SET k v GET");
          s.client("a").calls("COMMAND GETKEYSANDFLAGS MSET a 1 b 2", "COMMAND GETKEYS LCS a b");
        });
  }

  @Test
  void rightsOfSetDependOnGet() {
    comparison.run(
        "the right to write but not to read",
        s -> {
          s.client("a").call("ACL", "SETUSER", "w", "on", "nopass", "+@all", "%W~*");
          s.client("b").call("AUTH", "w", "x");
          s.client("b").calls("SET k v", "SETNX n v", "MSET k v", "SETEX k 100 v");
          s.client("a").call("ACL", "DELUSER", "w");
        });
  }
}
