package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.Scene;
import dev.tidings.testkit.ScriptClient;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Hashes as Redis 7.0 has them: replies, errors, events, what WATCH sees, encodings. */
class HashComparisonTest {
  private static final String LONG = "x".repeat(65);

  private final Comparison comparison = Servers.shared();

  @Test
  void fieldsAreSetAndTold() {
    comparison.run(
        "HSET and HGET",
        s -> {
          ScriptClient a = s.client("a");
          a.calls("HSET h f v", "HSET h f w g x f y", "HGET h f", "HGET h no", "HGET no f");
          a.calls("HMSET h a 1 b 2", "HMGET h a b no a", "HMGET no a b", "HGETALL h");
          a.calls("HGETALL no", "HKEYS h", "HKEYS no", "HVALS h", "HVALS no", "HLEN h", "HLEN no");
          a.calls("HSETNX h a 9", "HSETNX h n 9", "HSETNX new n 9", "HGETALL new", "HGET h a");
          a.calls("HSTRLEN h a", "HSTRLEN h no", "HSTRLEN no no", "HEXISTS h a", "HEXISTS h no");
          a.calls("HEXISTS no a", "HDEL h a", "HDEL h a", "HDEL no a", "HGETALL h");
          a.calls("HDEL h f g no f b n", "EXISTS h", "HGETALL h", "HSET h again 1", "HGETALL h");
          a.call("HSET", "h", "", "", "bin\r\n\0", "\0\r\n");
          a.calls("HGETALL h", "HKEYS h", "HVALS h");
          a.call("HGET", "h", "");
          a.call("HSTRLEN", "h", "bin\r\n\0");
          a.call("HDEL", "h", "", "again", "bin\r\n\0");
          a.calls("EXISTS h");
        });
  }

  @Test
  void wrongRequestsAreRefused() {
    comparison.run(
        "refused requests of hashes",
        s -> {
          ScriptClient a = s.client("a");
          a.calls(
              "SET s v", "HSET s f v", "HSET s f", "HSET s", "HSET", "HSET s f v g", "HMSET s f");
          a.calls(
              "HMSET s f v g", "HMSET s f v", "HSETNX s f v", "HSETNX s f", "HGET s f", "HGET s");
          a.calls("HGET s f g", "HMGET s f", "HMGET s", "HGETALL s", "HGETALL", "HGETALL s x");
          a.calls(
              "HKEYS s", "HKEYS", "HVALS s", "HVALS", "HLEN s", "HLEN", "HSTRLEN s f", "HSTRLEN s");
          a.calls(
              "HEXISTS s f", "HEXISTS s", "HDEL s f", "HDEL s", "HINCRBY s f 1", "HINCRBY s f x");
          a.calls(
              "HINCRBY s f", "HINCRBY h f x", "HINCRBY h f 1.5", "HRANDFIELD s", "HRANDFIELD s 2");
          a.calls(
              "HRANDFIELD", "HRANDFIELD s x", "HRANDFIELD s 1 x", "HSCAN s 0", "HSCAN s", "HSCAN");
          a.calls("HSCAN s x", "HSCAN s 0 x", "EXISTS h", "GET s");
        });
  }

  @Test
  void wholeNumbersAreAdded() {
    comparison.run(
        "HINCRBY",
        s -> {
          ScriptClient a = s.client("a");
          a.calls(
              "HINCRBY h n 5", "HINCRBY h n -7", "HGETALL h", "HINCRBY h m 9223372036854775807");
          a.calls("HINCRBY h m 1", "HINCRBY h m -1", "HINCRBY h k -9223372036854775808");
          a.calls(
              "HINCRBY h k -1",
              "HINCRBY h k 0",
              "HINCRBY h k 1",
              "HINCRBY h n 9223372036854775808");
          a.calls(
              "HSET h x 1x y 1.0 z 007 p +1 q -0",
              "HINCRBY h x 1",
              "HINCRBY h y 1",
              "HINCRBY h z 1");
          a.calls(
              "HINCRBY h p 1", "HINCRBY h q 1", "HINCRBY h n 01", "HINCRBY h n +1", "HGETALL h");
          a.call("HSET", "h", "s", " 1", "t", "1 ", "e", "");
          a.calls("HINCRBY h s 1", "HINCRBY h t 1", "HINCRBY h e 1");
          a.call("HINCRBY", "h", "n", "");
          a.call("HINCRBY", "h", "n", " 1");
          a.calls("HSET h l 99999999999999999999", "HINCRBY h l 1", "HINCRBY h " + LONG + " 1");
          a.call("HGET", "h", LONG);
        });
  }

  @Test
  void floatingPointNumbersAreAdded() {
    comparison.run(
        "HINCRBYFLOAT",
        s -> {
          ScriptClient a = s.client("a");
          a.calls(
              "HINCRBYFLOAT h n 10.5", "HINCRBYFLOAT h n 0.1", "HINCRBYFLOAT h n -5", "HGET h n");
          a.calls("HSET h n 5.0e3", "HINCRBYFLOAT h n 2.0e2", "HINCRBYFLOAT h n 1e-17");
          a.calls("HINCRBYFLOAT h n 1e-18", "HINCRBYFLOAT h m 3", "HINCRBYFLOAT h m 0.00000000001");
          a.calls(
              "HINCRBYFLOAT h i inf", "HINCRBYFLOAT h i nan", "HINCRBYFLOAT h i -inf", "HGETALL h");
          a.calls("HINCRBYFLOAT h x abc", "HSET h x abc e 1e400 i inf", "HINCRBYFLOAT h x 1");
          a.calls("HINCRBYFLOAT h i 1", "HINCRBYFLOAT h big 1e4900", "HINCRBYFLOAT h e 1");
          a.call("HSET", "h", "s", " 1", "t", "1 ", "empty", "");
          a.calls("HINCRBYFLOAT h s 1", "HINCRBYFLOAT h t 1", "HINCRBYFLOAT h empty 1");
          a.call("HINCRBYFLOAT", "h", "n", "");
          a.call("HINCRBYFLOAT", "h", "n", " 1");
          a.calls(
              "HINCRBYFLOAT h n 0x10", "HINCRBYFLOAT h n -0", "HINCRBYFLOAT h z -0", "HGET h e");
          a.call("HGETALL", "h").sortedElements();
          a.calls("SET str v", "HINCRBYFLOAT str f 1", "HINCRBYFLOAT str f x", "HINCRBYFLOAT h n");
        });
  }

  @Test
  void tellsWhatItsCommandsAre() {
    comparison.run(
        "COMMAND INFO of hashes",
        s -> {
          for (String name :
              new String[] {
                "hset",
                "hmset",
                "hsetnx",
                "hget",
                "hmget",
                "hgetall",
                "hkeys",
                "hvals",
                "hlen",
                "hstrlen",
                "hexists",
                "hdel",
                "hincrby",
                "hincrbyfloat",
                "hrandfield",
                "hscan"
              }) {
            s.client("a").call("COMMAND", "INFO", name);
          }
          s.client("a").calls("COMMAND GETKEYS HSET a b c", "COMMAND GETKEYS HSCAN a 0");
        });
  }

  @Test
  void encodingsChangeWhereTheLimitsAre() {
    comparison.run(
        "encodings of hashes",
        s -> {
          ScriptClient a = s.client("a");
          a.calls("HSET h f " + "x".repeat(64), "OBJECT ENCODING h", "HSET h f " + LONG);
          a.calls("OBJECT ENCODING h", "HSET h f v", "OBJECT ENCODING h");
          a.calls("HSET g " + "x".repeat(64) + " v", "OBJECT ENCODING g", "HSET g " + LONG + " v");
          a.calls("OBJECT ENCODING g", "HSETNX i " + LONG + " v", "OBJECT ENCODING i");
          ScriptClient b = s.client("b");
          for (int i = 0; i < 128; i++) {
            b.connection().call("HSET", "n", "f" + i, "v" + i);
          }
          a.calls(
              "OBJECT ENCODING n", "HSET n f0 w", "OBJECT ENCODING n", "HDEL n f3", "HGETALL n");
        });
  }

  @Test
  void eventsAreTold() {
    comparison.run(
        "events of hashes",
        s -> {
          ScriptClient a = s.client("a");
          a.call("CONFIG", "SET", "notify-keyspace-events", "KEAn");
          s.client("e").send("PSUBSCRIBE", "__key*").frames(1);
          a.calls("HSET h f v", "HSET h f v", "HSET h f w g x", "HMSET h k v", "HSETNX h f 1");
          a.calls(
              "HSETNX h n 1",
              "HINCRBY h i 1",
              "HINCRBY h f 1",
              "HINCRBYFLOAT h i 0",
              "HINCRBYFLOAT h f 1",
              "HSET h",
              "HDEL h no",
              "HDEL h i n");
          a.calls(
              "HDEL h f g k x",
              "HDEL h f",
              "HINCRBY i i 0",
              "HSETNX j j 1",
              "HMSET k k k",
              "HGET k k");
          s.client("e").available();
          a.call("CONFIG", "SET", "notify-keyspace-events", "");
        });
  }

  @Test
  void watchSeesChanges() {
    comparison.run(
        "WATCH of hashes",
        s -> {
          s.client("b").calls("HSET h f v n 1");
          Watching.duringMulti(
              s.client("a"),
              s.client("b"),
              "h",
              "HLEN h",
              "HSET h f v",
              "HSET h f w",
              "HSETNX h f x",
              "HSETNX h y x",
              "HDEL h no",
              "HDEL h y",
              "HINCRBY h n 0",
              "HINCRBY h f 1",
              "HMSET h f v",
              "HGETALL h",
              "HSET h f",
              "HSET i f v",
              "HLEN h",
              "HSCAN h 0",
              "HDEL h f n",
              "HDEL h f",
              "HSET h f v");
        });
  }

  @Test
  void picksHaveTheRightShape() {
    comparison.run(
        "HRANDFIELD",
        s -> {
          ScriptClient a = s.client("a");
          a.calls(
              "HRANDFIELD no", "HRANDFIELD no 3", "HRANDFIELD no -3", "HRANDFIELD no 3 WITHVALUES");
          a.calls("HSET h f v", "HRANDFIELD h", "HRANDFIELD h 1", "HRANDFIELD h 1 WITHVALUES");
          a.calls("HRANDFIELD h -3", "HRANDFIELD h -3 withvalues", "HRANDFIELD h 9 WITHVALUES");
          a.calls("HRANDFIELD h 0", "HRANDFIELD h 0 WITHVALUES", "HRANDFIELD h 1 WITHVALUES x");
          a.calls("HRANDFIELD h 1 nope", "HRANDFIELD h x", "HRANDFIELD h WITHVALUES");
          a.calls("HRANDFIELD h -9223372036854775808", "HRANDFIELD h 9223372036854775808");
          a.calls(
              "HRANDFIELD h -9223372036854775808 WITHVALUES", "HRANDFIELD h 9223372036854775807");
          a.calls(
              "HRANDFIELD h 9223372036854775807 WITHVALUES", "HRANDFIELD h 1.5", "HRANDFIELD h -0");
          a.calls(
              "HRANDFIELD h 4611686018427387904 WITHVALUES", "HRANDFIELD h 4611686018427387903");
          a.calls("HRANDFIELD h -4611686018427387904 WITHVALUES", "SET text v");
          a.calls("HRANDFIELD h 4611686018427387904 WITHVALUES x");
          a.calls("HRANDFIELD text 4611686018427387904 WITHVALUES");
          a.calls("HSET h g w i x", "HRANDFIELD h 3 WITHVALUES", "HRANDFIELD h 5");
          a.calls("HSET large " + LONG + " 1 b 2 c 3");
          a.call("HRANDFIELD", "large", "3").sortedElements();
        });
  }

  @Test
  void smallHashesAreWalkedAtOnce() {
    comparison.run(
        "HSCAN of a small hash",
        s -> {
          ScriptClient a = s.client("a");
          a.calls(
              "HSCAN no 0", "HSCAN no 7", "HSCAN no x", "HSCAN no 0 COUNT x", "HSCAN no 0 NOPE");
          a.calls("HSET h a1 1 a2 2 b1 3", "HSCAN h 0", "HSCAN h 0 COUNT 1", "HSCAN h 5 COUNT 1");
          a.calls("HSCAN h 0 MATCH a*", "HSCAN h 0 MATCH *", "HSCAN h 0 MATCH a* MATCH b*");
          a.calls(
              "HSCAN h 0 MATCH no", "HSCAN h 0 COUNT 0", "HSCAN h 0 COUNT -1", "HSCAN h 0 COUNT");
          a.calls(
              "HSCAN h 0 MATCH", "HSCAN h 0 COUNT x", "HSCAN h 0 TYPE hash", "HSCAN h 0 match b*");
          a.calls("HSCAN h -1", "HSCAN h 1x", "HSCAN h 18446744073709551615");
          a.calls("HSCAN h 18446744073709551616", "HSCAN h 0 COUNT 1 MATCH a1 COUNT 2");
        });
  }

  @Test
  void largeHashesHoldTheSame() {
    comparison.run(
        "large hashes",
        s -> {
          ScriptClient a = s.client("a");
          StringBuilder set = new StringBuilder("HSET h");
          StringBuilder remove = new StringBuilder("HDEL h");
          for (int i = 0; i < 1500; i++) {
            set.append(" f").append(i).append(' ').append(i);
            remove.append(i % 3 == 0 ? " f" + i * 7 % 1600 : "");
          }
          a.calls("HSET h small 1", set.toString(), "HLEN h", remove.toString(), "HLEN h");
          a.calls("HINCRBY h f1 5", "HMGET h f1 f2 f3 f700 nope", "HSTRLEN h f1499", "HSET h f2 x");
          a.call("HGETALL", "h").sortedElements();
          a.call("HKEYS", "h").sortedElements();
          a.call("HVALS", "h").sortedElements();
          a.calls("DEBUG DIGEST-VALUE h", "OBJECT ENCODING h");
        });
  }

  @Test
  void randomChangesGiveTheSameContent() {
    for (long seed = 1; seed <= 4; seed++) {
      long given = seed;
      comparison.run("random changes of hashes", s -> randomChanges(s, given));
    }
  }

  private static void randomChanges(Scene scene, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String[] requests = new String[300];
    for (int i = 0; i < requests.length; i++) {
      String field = "f" + random.nextInt(20);
      requests[i] =
          switch (random.nextInt(8)) {
            case 0, 1 -> "HSET h " + field + " " + random.nextInt(1000) + " g" + i % 3 + " x";
            case 2 -> "HDEL h " + field + " f" + random.nextInt(20);
            case 3 -> "HINCRBY h " + field + " " + random.nextInt(-500, 500);
            case 4 -> "HSETNX h " + field + " " + "y".repeat(random.nextInt(60));
            case 5 -> "HGET h " + field;
            case 6 -> "HMGET h " + field + " f1 f2";
            default -> "HGETALL h";
          };
    }
    scene.client("a").calls(requests);
    scene.client("a").calls("HKEYS h", "HVALS h", "HLEN h");
  }
}
