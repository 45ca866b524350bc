package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** HyperLogLogs: not only the counts but the strings are the same, to the byte. */
class HyperLogLogComparisonTest {
  private final Comparison comparison = Servers.shared();

  @Test
  void elementsAreAddedAndCounted() {
    comparison.run(
        "PFADD and PFCOUNT",
        s -> {
          s.client("a")
              .calls("PFADD h", "GET h", "PFADD h", "PFCOUNT h", "GET h", "PFADD h a", "GET h");
          s.client("a")
              .calls(
                  "PFADD h a", "PFADD h a b c", "PFCOUNT h", "GET h", "PFCOUNT h", "PFCOUNT none");
          s.client("a")
              .calls("PFADD g c d e ", "PFCOUNT h g", "PFCOUNT h none g", "PFMERGE m h g", "GET m");
          s.client("a")
              .calls("PFCOUNT m", "GET m", "PFMERGE m", "PFMERGE new", "GET new", "PFMERGE m none");
          s.client("a")
              .calls("PFADD", "PFCOUNT", "PFMERGE", "STRLEN h", "OBJECT ENCODING h", "TYPE h");
          s.client("a")
              .calls("SET e x EX 100", "DEL e", "PFADD e x", "EXPIRE e 100", "PFADD e y", "TTL e");
        });
  }

  @Test
  void theStringIsTheSameAfterEachOfManyElements() {
    comparison.runResp2(
        "a HyperLogLog that grows",
        s -> {
          for (int i = 0; i < 1500; i++) {
            s.client("a").send("PFADD", "h", "element:" + i);
            s.client("a").send("GET", "h");
          }
          s.client("a").frames(3000);
          for (int i = 1500; i < 40_000; i += 500) {
            s.client("a").send(elements("h", i, 500));
            s.client("a").send("PFCOUNT", "h");
          }
          s.client("a").frames(154);
          s.client("a").calls("GET h", "STRLEN h", "PFDEBUG ENCODING h");
        });
  }

  private static String[] elements(String key, int from, int count) {
    List<String> words = new ArrayList<>(List.of("PFADD", key));
    for (int i = from; i < from + count; i++) {
      words.add("element:" + i);
    }
    return words.toArray(new String[0]);
  }

  @Test
  void elementsOfEveryLengthAreHashedTheSame() {
    comparison.runResp2(
        "elements of a HyperLogLog",
        s -> {
          SplittableRandom random = new SplittableRandom(4);
          for (int length = 0; length < 80; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);
            String element = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1);
            s.client("a").send("PFADD", "h" + length % 7, element);
            s.client("a").send("GET", "h" + length % 7);
          }
          s.client("a").frames(160);
        });
  }

  @Test
  void sparseOnesBecomeDenseWhenTheyAreTooLong() {
    comparison.run(
        "hll-sparse-max-bytes",
        s -> {
          for (String most : new String[] {"0", "18", "19", "40", "200", "15999", "3000"}) {
            s.client("a").call("CONFIG", "SET", "hll-sparse-max-bytes", most);
            s.client("a").send("DEL", "h").frames(1);
            for (int i = 0; i < 40; i++) {
              s.client("a").send("PFADD", "h", "x" + i);
              s.client("a").send("PFDEBUG", "ENCODING", "h");
              s.client("a").send("STRLEN", "h");
            }
            s.client("a").frames(120);
            s.client("a").calls("GET h", "PFCOUNT h", "PFMERGE m" + most + " h", "GET m" + most);
          }
        });
  }

  @Test
  void denseAndSparseOnesAreMerged() {
    comparison.run(
        "PFMERGE",
        s -> {
          s.client("a").send(elements("a", 0, 300)).send(elements("b", 200, 300)).frames(2);
          s.client("a").send(elements("d", 5000, 900)).frames(1);
          s.client("a")
              .calls(
                  "PFDEBUG TODENSE d", "PFDEBUG TODENSE d", "PFMERGE a b", "GET a", "PFCOUNT a b");
          s.client("a")
              .calls(
                  "PFMERGE a d",
                  "GET a",
                  "PFDEBUG ENCODING a",
                  "PFMERGE n b",
                  "GET n",
                  "PFCOUNT n");
          s.client("a")
              .calls(
                  "PFMERGE n d", "PFCOUNT n", "GET n", "PFCOUNT a b d n", "PFMERGE d d", "GET d");
          s.client("a")
              .calls(
                  "PFDEBUG GETREG b", "PFDEBUG ENCODING b", "PFADD b more", "GET b", "PFCOUNT b");
        });
  }

  @Test
  void insidesAreShown() {
    comparison.run(
        "PFDEBUG",
        s -> {
          s.client("a")
              .calls(
                  "PFADD h a b c d e f g", "PFDEBUG DECODE h", "PFDEBUG ENCODING h", "PFDEBUG x h");
          s.client("a")
              .calls(
                  "PFDEBUG DECODE none", "PFDEBUG x none", "PFDEBUG DECODE", "PFDEBUG TODENSE h");
          s.client("a")
              .calls(
                  "PFDEBUG DECODE h",
                  "PFDEBUG encoding h",
                  "GET h",
                  "PFDEBUG ENCODING h x",
                  "PFSELFTEST x");
          s.client("a").call("PFSELFTEST");
          s.client("a").calls("PFADD r", "PFDEBUG decode r", "PFDEBUG GETREG r", "GET r");
        });
  }

  @Test
  void whatIsNoHyperLogLogIsRefused() {
    comparison.run(
        "no HyperLogLogs",
        s -> {
          s.client("a").calls("SET s x", "ZADD l 1 m", "PFADD good a");
          s.client("a").call("SET", "t", "HYLL\1" + "\0".repeat(11));
          s.client("a").call("SET", "u", "HYLL\2" + "\0".repeat(11));
          s.client("a").call("SET", "v", "HYLL\0" + "\0".repeat(11));
          s.client("a").call("SET", "w", "HYLL\1" + "\0".repeat(10) + "\u0080\177");
          s.client("a").call("SET", "x", "HYLL\1" + "\0".repeat(10) + "\u0080\177\377\377");
          s.client("a").call("SET", "y", "HYLL\1" + "\0".repeat(10) + "\u0080\177\376");
          s.client("a").call("SET", "z", "HYLL\1" + "\0".repeat(10) + "\u0080");
          s.client("a").call("SET", "hyll", "hyll\1" + "\0".repeat(11) + "\177\377");
          for (String key : "s l t u v w x y z hyll".split(" ", -1)) {
            // What Redis 7.0 does with a broken one beyond refusing it depends on its memory.
            s.client("a").calls("PFCOUNT " + key, "PFMERGE d " + key, "PFCOUNT good " + key);
            s.client("a").calls("PFDEBUG TODENSE " + key, "PFMERGE " + key);
          }
          s.client("a")
              .calls(
                  "PFADD s a", "PFADD l a", "PFADD u a", "PFADD v a", "PFADD hyll a", "EXISTS d");
        });
  }

  @Test
  void stringCommandsWorkOnHyperLogLogs() {
    comparison.run(
        "a HyperLogLog as a string",
        s -> {
          s.client("a")
              .calls(
                  "PFADD h a b c",
                  "PFCOUNT h",
                  "STRLEN h",
                  "GETRANGE h 0 3",
                  "APPEND h x",
                  "PFCOUNT h");
          s.client("a")
              .calls(
                  "PFADD g a b c",
                  "COPY g k",
                  "PFADD k d",
                  "GET g",
                  "GET k",
                  "RENAME k i",
                  "PFCOUNT i");
        });
  }

  @Test
  void everyChangeIsTold() {
    comparison.run(
        "notifications of HyperLogLogs",
        s -> {
          s.client("a").call("CONFIG", "SET", "notify-keyspace-events", "KEAmn");
          s.client("n").call("PSUBSCRIBE", "__key*");
          s.client("a")
              .calls("PFADD h", "PFADD h", "PFADD h a", "PFADD h a", "PFCOUNT h", "PFCOUNT none");
          s.client("a")
              .calls("PFMERGE m h none", "PFMERGE m", "PFCOUNT h m none", "PFDEBUG TODENSE h");
          s.client("n").available();
          s.client("a").call("CONFIG", "SET", "notify-keyspace-events", "");
          watched(
              s, "PFADD h a", "PFCOUNT h", "PFADD h new", "PFCOUNT h m", "PFCOUNT h", "PFCOUNT h");
          watched(s, "PFMERGE h", "PFADD h", "PFADD h other", "PFMERGE m h");
        });
  }

  private static void watched(Scene scene, String... requests) {
    Watching.beforeMulti(scene.client("a"), scene.client("b"), "h", requests);
  }

  @Test
  void theTableTellsTheSame() {
    comparison.run(
        "COMMAND INFO of HyperLogLogs",
        s -> {
          for (String name : "pfadd pfcount pfmerge pfdebug pfselftest".split(" ", -1)) {
            s.client("a").call("COMMAND", "INFO", name);
          }
          s.client("a")
              .calls("COMMAND GETKEYSANDFLAGS PFMERGE a b c", "COMMAND GETKEYS PFDEBUG x k");
        });
  }
}
