package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.Scene;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Strings seen bit by bit. */
class BitmapComparisonTest {
  private final Comparison comparison = Servers.shared();

  @Test
  void theUnitIsReadBeforeTheEnd() {
    comparison.run(
        "BITPOS with two mistakes",
        s -> {
          s.client("a").calls("SET k aaa", "BITPOS k 1 0 x FOO", "BITPOS k 1 0 x BIT");
          s.client("a").calls("BITPOS k 1 x x FOO", "BITPOS k 1 0 x FOO 9", "BITPOS k 1 x 1 BIT 9");
          s.client("a").calls("BITPOS k x 0 1 BIT 9", "BITPOS k 1 0 1 FOO", "BITPOS k 1 0 -1 BIT");
          s.client("a").calls("BITPOS k 2 0 x FOO", "BITPOS k 2 x", "BITPOS k x x");
        });
  }

  @Test
  void singleBits() {
    comparison.run(
        "SETBIT and GETBIT",
        s -> {
          s.client("a")
              .calls("SETBIT k 7 1", "SETBIT k 7 1", "SETBIT k 7 0", "GET k", "SETBIT k 0 1");
          s.client("a")
              .calls("GETBIT k 0", "GETBIT k 100", "GETBIT none 5", "SETBIT k 100 0", "STRLEN k");
          s.client("a")
              .calls("SETBIT n 20 0", "GET n", "SET i 12", "SETBIT i 3 0", "GET i", "GETBIT i 2");
          s.client("a")
              .calls(
                  "SETBIT k x 1", "SETBIT k -1 1", "SETBIT k 1 2", "SETBIT k 1 -1", "SETBIT k 1 x");
          s.client("a")
              .calls("SETBIT k 4294967296 1", "GETBIT k 4294967296", "GETBIT k -1", "GETBIT k x");
          s.client("a")
              .calls(
                  "SETBIT k 1", "SETBIT k x x", "GETBIT k", "SETBIT k #1 1", "GETBIT k 4294967295");
          s.client("a").calls("SETBIT k 9223372036854775807 1", "SETBIT k 99999999999999999999 1");
          s.client("a").calls("OBJECT ENCODING k", "OBJECT ENCODING n", "OBJECT ENCODING i");
        });
  }

  @Test
  void bitsAreCounted() {
    comparison.run(
        "BITCOUNT",
        s -> {
          s.client("a")
              .calls("SET k foobar", "BITCOUNT k", "BITCOUNT k 1 1", "BITCOUNT k 5 30 BIT");
          s.client("a")
              .calls(
                  "BITCOUNT k 0 -1", "BITCOUNT k 0 -1 BYTE", "BITCOUNT k -1 -2", "BITCOUNT none");
          s.client("a")
              .calls("BITCOUNT k 1", "BITCOUNT k x 1", "BITCOUNT k 1 x", "BITCOUNT k 1 2 FOO");
          s.client("a")
              .calls(
                  "BITCOUNT k 1 2 BIT x",
                  "SET e ",
                  "BITCOUNT e",
                  "BITCOUNT e 0 -1 bit",
                  "BITCOUNT");
          s.client("a").calls("BITCOUNT k -9223372036854775808 9223372036854775807");
          s.client("a").calls("BITCOUNT k -9223372036854775808 9223372036854775807 BIT");
          ranges(s, "BITCOUNT", "");
        });
  }

  private static void ranges(Scene scene, String command, String bit) {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 300; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      java.util.Arrays.fill(bytes, (byte) -random.nextInt(2));
      if (bytes.length > 0 && random.nextBoolean()) {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
      }
      String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
      scene.client("a").send("SET", "r", text);
      String start = "" + random.nextInt(-50, 50);
      String end = "" + random.nextInt(-50, 50);
      String wideStart = "" + random.nextInt(-400, 400);
      String wideEnd = "" + random.nextInt(-400, 400);
      if (bit.isEmpty()) {
        scene.client("a").send(command, "r", start, end);
        scene.client("a").send(command, "r", wideStart, wideEnd, "BIT");
      } else {
        scene.client("a").send(command, "r", "" + i % 2, start, end);
        scene.client("a").send(command, "r", "" + i % 2, wideStart, wideEnd, "BIT");
        scene.client("a").send(command, "r", "" + i % 2, start);
      }
    }
    scene.client("a").frames(bit.isEmpty() ? 900 : 1200);
  }

  @Test
  void bitsAreFound() {
    comparison.run(
        "BITPOS",
        s -> {
          s.client("a").call("SET", "k", "\u00ff\u00f0\0");
          s.client("a")
              .calls("BITPOS k 0", "BITPOS k 1", "BITPOS k 1 2", "BITPOS k 0 0 0", "BITPOS k 0 2");
          s.client("a").calls("BITPOS k 1 7 15 BIT", "BITPOS k 0 7 15 BIT", "BITPOS k 1 7 -3 BIT");
          s.client("a")
              .calls("BITPOS none 0", "BITPOS none 1", "BITPOS k 2", "BITPOS k -1", "BITPOS k x");
          s.client("a")
              .calls(
                  "BITPOS k 1 x", "BITPOS k 1 0 x", "BITPOS k 1 0 1 FOO", "BITPOS k 1 0 1 BIT x");
          s.client("a")
              .calls("BITPOS k 1 0 BIT", "SET e ", "BITPOS e 0", "BITPOS e 1", "BITPOS e 0 0");
          s.client("a")
              .calls("BITPOS e 0 0 -1 BIT", "BITPOS k 0 5", "BITPOS k 1 -1 -2", "BITPOS k");
          s.client("a").call("SET", "f", "\u00ff\u00ff");
          s.client("a")
              .calls(
                  "BITPOS f 0", "BITPOS f 0 0", "BITPOS f 0 0 -1", "BITPOS f 0 1", "BITPOS f 0 2");
          s.client("a")
              .calls(
                  "BITPOS f 0 0 15 BIT",
                  "BITPOS f 0 0 99 BIT",
                  "BITPOS f 0 -1",
                  "BITPOS none 0 1 2");
          ranges(s, "BITPOS", "bit");
        });
  }

  @Test
  void badRangesAreRefusedWhateverTheKeyHolds() {
    comparison.run(
        "bad ranges of keys that are not there",
        s -> {
          s.client("a").calls("BITCOUNT none x 1", "BITCOUNT none 1 2 FOO", "BITPOS none 1 x");
          s.client("a")
              .calls("BITCOUNT none 1", "BITPOS none 1 0 1 FOO", "BITCOUNT none 1 2 BIT x");
        });
  }

  @Test
  void stringsAreJoined() {
    comparison.run(
        "BITOP",
        s -> {
          s.client("a")
              .calls("MSET a abcdef b foobar c x", "BITOP AND d a b", "GET d", "BITOP OR d a b c");
          s.client("a").calls("GET d", "BITOP XOR d a b c none", "GET d", "BITOP NOT d a", "GET d");
          s.client("a")
              .calls("BITOP NOT d a b", "BITOP not d c", "GET d", "BITOP FOO d a", "BITOP AND d");
          s.client("a")
              .calls("BITOP AND d none", "EXISTS d", "BITOP AND d none", "BITOP OR a a", "GET a");
          s.client("a")
              .calls("BITOP AND d a none", "GET d", "OBJECT ENCODING d", "SET e ", "BITOP NOT d e");
          s.client("a")
              .calls(
                  "EXISTS d",
                  "SET d x EX 100",
                  "BITOP OR d a",
                  "TTL d",
                  "BITOP XOR a a a",
                  "GET a");
          SplittableRandom random = new SplittableRandom(5);
          for (int i = 0; i < 100; i++) {
            for (String key : new String[] {"x", "y", "z"}) {
              byte[] bytes = new byte[random.nextInt(70)];
              random.nextBytes(bytes);
              String text = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
              s.client("a").send("SET", key, text);
            }
            s.client("a")
                .send("BITOP", i % 3 == 0 ? "AND" : i % 3 == 1 ? "OR" : "XOR", "d", "x", "y", "z");
            s.client("a").send("GET", "d");
          }
          s.client("a").frames(500);
        });
  }

  @Test
  void fieldsAreToldSetAndCounted() {
    comparison.run(
        "BITFIELD",
        s -> {
          s.client("a").calls("BITFIELD k SET u8 0 255 GET u8 0 GET i8 0 INCRBY u8 0 1", "GET k");
          s.client("a")
              .calls(
                  "BITFIELD k",
                  "BITFIELD none",
                  "EXISTS none",
                  "BITFIELD none GET u8 0",
                  "EXISTS none");
          s.client("a")
              .calls(
                  "BITFIELD k SET i5 #3 -7 GET i5 #3", "BITFIELD k OVERFLOW SAT INCRBY u4 0 100");
          s.client("a").calls("BITFIELD k OVERFLOW FAIL INCRBY u4 0 1 OVERFLOW WRAP INCRBY u4 0 1");
          s.client("a")
              .calls("BITFIELD k overflow sat set i8 0 1000 set u8 8 -1 set i8 16 -1000", "GET k");
          s.client("a")
              .calls("BITFIELD k SET u64 0 1", "BITFIELD k SET i65 0 1", "BITFIELD k SET x8 0 1");
          s.client("a")
              .calls("BITFIELD k SET i0 0 1", "BITFIELD k SET u63 0 9223372036854775807", "GET k");
          s.client("a").calls("BITFIELD k SET i64 0 -9223372036854775808 INCRBY i64 0 -1", "GET k");
          s.client("a")
              .calls("BITFIELD k OVERFLOW SAT INCRBY i64 0 9223372036854775807 INCRBY i64 0 1");
        });
  }

  @Test
  void badFieldsAreRefused() {
    comparison.run(
        "errors of BITFIELD",
        s -> {
          s.client("a").call("BITFIELD", "k", "SET", "u63", "0", "9223372036854775807");
          s.client("a")
              .calls(
                  "BITFIELD k GET u8",
                  "BITFIELD k SET u8 0",
                  "BITFIELD k FOO",
                  "BITFIELD k OVERFLOW");
          s.client("a")
              .calls(
                  "BITFIELD k OVERFLOW FOO",
                  "BITFIELD k GET u8 -1",
                  "BITFIELD k GET u8 #-1",
                  "BITFIELD");
          s.client("a")
              .calls(
                  "BITFIELD k GET u8 x", "BITFIELD k SET u8 0 x", "BITFIELD k GET u8 4294967296");
          s.client("a")
              .calls("BITFIELD k GET u8 #536870912", "BITFIELD k GET u8 #9223372036854775807 FOO");
          s.client("a")
              .calls(
                  "BITFIELD k GET foo 0 BAR",
                  "BITFIELD k OVERFLOW WRAP",
                  "BITFIELD k GET u8 99999");
        });
  }

  @Test
  void fieldsThatAreOnlyTold() {
    comparison.run(
        "BITFIELD_RO",
        s -> {
          s.client("a").call("BITFIELD", "k", "SET", "u63", "0", "9223372036854775807");
          s.client("a")
              .calls(
                  "BITFIELD_RO k GET u8 0 GET i4 #1", "BITFIELD_RO k SET u8 0 1", "BITFIELD_RO k");
          s.client("a")
              .calls(
                  "BITFIELD_RO k SET u8 0 x",
                  "BITFIELD_RO none GET u8 0",
                  "BITFIELD_RO k OVERFLOW SAT");
          s.client("a")
              .calls(
                  "BITFIELD new OVERFLOW FAIL SET u8 0 256",
                  "EXISTS new",
                  "GET new",
                  "BITFIELD_RO k FOO");
          s.client("a")
              .calls(
                  "BITFIELD k GET u8 0 SET u8 100 1 GET u8 100", "STRLEN k", "OBJECT ENCODING k");
        });
  }

  @Test
  void randomFields() {
    comparison.runResp2(
        "random BITFIELD",
        s -> {
          SplittableRandom random = new SplittableRandom(9);
          String[] overflows = {"WRAP", "SAT", "FAIL"};
          String[] numbers = {"0", "1", "-1", "127", "-128", "300", "-300", "9223372036854775807"};
          for (int i = 0; i < 1500; i++) {
            boolean signed = random.nextBoolean();
            String type = (signed ? "i" : "u") + (1 + random.nextInt(signed ? 64 : 63));
            String offset = (random.nextBoolean() ? "#" : "") + random.nextInt(8);
            String number =
                random.nextInt(3) == 0 ? "" + random.nextLong() : numbers[random.nextInt(8)];
            s.client("a")
                .send(
                    "BITFIELD",
                    "k",
                    "GET",
                    type,
                    offset,
                    "OVERFLOW",
                    overflows[random.nextInt(3)],
                    random.nextBoolean() ? "SET" : "INCRBY",
                    type,
                    offset,
                    number,
                    "GET",
                    type,
                    offset);
          }
          s.client("a").frames(1500);
          s.client("a").calls("GET k");
        });
  }

  @Test
  void everyChangeIsTold() {
    comparison.run(
        "notifications of bitmaps",
        s -> {
          s.client("a").call("CONFIG", "SET", "notify-keyspace-events", "KEAmn");
          s.client("n").call("PSUBSCRIBE", "__key*");
          s.client("a")
              .calls(
                  "SETBIT k 1 1", "SETBIT k 1 1", "SETBIT k 1 0", "SETBIT k 50 0", "SETBIT k 50 0");
          s.client("a")
              .calls("BITFIELD k GET u8 0", "BITFIELD k SET u8 0 0", "BITFIELD k SET u8 0 1");
          s.client("a")
              .calls(
                  "BITFIELD k SET u8 80 0", "BITFIELD none GET u8 0", "BITFIELD_RO none GET u8 0");
          s.client("a")
              .calls(
                  "BITFIELD f OVERFLOW FAIL SET u8 0 256",
                  "BITFIELD g SET u8 0 0",
                  "GETBIT none 1");
          s.client("a")
              .calls(
                  "BITCOUNT none",
                  "BITPOS none 1",
                  "BITOP OR d k none",
                  "BITOP OR d none",
                  "BITOP OR d x");
          s.client("n").available();
          s.client("a").call("CONFIG", "SET", "notify-keyspace-events", "");
        });
  }

  @Test
  void whatChangesNothingStopsNoTransaction() {
    comparison.run(
        "fields that stay what they were, watched",
        s -> {
          for (String operations :
              List.of(
                  "OVERFLOW FAIL INCRBY u8 0 200",
                  "OVERFLOW FAIL SET u2 100 10",
                  "OVERFLOW FAIL SET u2 100 10 SET u2 0 1",
                  "SET u8 0 97",
                  "SET u8 0 98",
                  "SET u8 0 98 SET u8 0 97",
                  "SET u8 100 0",
                  "INCRBY u8 0 256",
                  "GET u8 0")) {
            for (String before : List.of("SET k a", "DEL k")) {
              s.client("b").calls(before, "WATCH k", "MULTI", "PING");
              s.client("a").calls("BITFIELD k " + operations, "STRLEN k", "EXISTS k");
              s.client("b").calls("EXEC");
            }
          }
        });
  }

  @Test
  void farBelowTheLeastIsAbove() {
    comparison.run(
        "SET of BITFIELD far out of range",
        s -> {
          for (String type : List.of("i1", "i8", "i63", "i64", "u1", "u63")) {
            for (long value :
                List.of(
                    Long.MIN_VALUE,
                    Long.MIN_VALUE + 126,
                    Long.MIN_VALUE + 127,
                    Long.MIN_VALUE + 128,
                    Long.MIN_VALUE / 2,
                    Long.MAX_VALUE)) {
              s.client("a")
                  .calls(
                      "BITFIELD k OVERFLOW SAT SET " + type + " 0 " + value,
                      "BITFIELD k OVERFLOW SAT INCRBY " + type + " 0 " + value,
                      "BITFIELD k GET " + type + " 0");
            }
          }
        });
  }

  @Test
  void theTableTellsTheSame() {
    comparison.run(
        "COMMAND INFO of bitmaps",
        s -> {
          for (String name :
              "setbit getbit bitcount bitpos bitop bitfield bitfield_ro".split(" ", -1)) {
            s.client("a").call("COMMAND", "INFO", name);
          }
          s.client("a")
              .calls(
                  "COMMAND GETKEYSANDFLAGS BITFIELD k GET u8 0", "COMMAND GETKEYS BITOP AND a b c");
          s.client("a").calls("COMMAND GETKEYSANDFLAGS BITFIELD k GET u8 0 SET u8 0 1");
        });
  }

  @Test
  void offsetsAreLimited() {
    comparison.run(
        "proto-max-bulk-len of bitmaps",
        s -> {
          s.client("a").call("CONFIG", "SET", "proto-max-bulk-len", "1mb");
          s.client("a")
              .calls(
                  "SETBIT k 8388607 1",
                  "SETBIT k 8388608 1",
                  "BITFIELD k SET u8 8388607 1",
                  "STRLEN k");
          s.client("a").calls("BITFIELD k GET u8 8388608", "GETBIT k 8388608");
          s.client("a").call("CONFIG", "SET", "proto-max-bulk-len", "512mb");
        });
  }

  @Test
  void otherTypesAreNoBitmaps() {
    comparison.run(
        "keys that hold no bitmap",
        s -> {
          s.client("a")
              .calls(
                  "ZADD l 1 m",
                  "SETBIT l 1 1",
                  "SETBIT l 1 5",
                  "GETBIT l 1",
                  "BITCOUNT l",
                  "BITPOS l 1");
          s.client("a")
              .calls(
                  "BITOP OR d l", "BITOP OR d x l", "BITFIELD l GET u8 0", "BITFIELD l SET u8 0 1");
          s.client("a")
              .calls("BITFIELD_RO l GET u8 0", "BITFIELD l", "SET x y", "BITOP OR l x", "TYPE l");
          s.client("a").calls("BITFIELD_RO l SET u8 0 1", "BITPOS l 5", "BITCOUNT l 1 2 BIT");
        });
  }
}
