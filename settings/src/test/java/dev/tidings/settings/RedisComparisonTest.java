package dev.tidings.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The same requests to a real Redis 7.0 and to a {@link Configuration}: equal to the byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisComparisonTest {
  /** What the test itself gives the server, so not a default. */
  private static final Set<String> GIVEN_BY_THE_TEST = Set.of("port", "unixsocket", "dir");

  /** Names that Redis brought after 7.0. */
  private static final Set<String> LATER =
      Set.of("server-cpulist", "bio-cpulist", "aof-rewrite-cpulist", "bgsave-cpulist");

  /**
   * Settings whose success depends on the machine or on the build of Redis: sockets, certificates,
   * the allocator, the kernel's score.
   */
  private static final Set<String> OF_THE_MACHINE =
      Set.of(
          "port",
          "bind",
          "maxclients",
          "activedefrag",
          "oom-score-adj",
          "oom-score-adj-values",
          "requirepass",
          "appendonly");

  /** Settings of which later versions take other texts: Redis 8.6 at most 64 samples. */
  private static final Set<String> OTHERWISE_LATER = Set.of("maxmemory-samples");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "0",
          "1",
          "-1",
          "2",
          "-2",
          "-3",
          "10",
          "007",
          "+5",
          "-0",
          "1 ",
          " 1",
          "0x10",
          "1.5",
          "100",
          "101",
          "500",
          "501",
          "1000",
          "1001",
          "65535",
          "65536",
          "86401",
          "2147483647",
          "2147483648",
          "-2147483648",
          "-2147483649",
          "4294967295",
          "4294967296",
          "9223372036854775807",
          "-9223372036854775808",
          "1b",
          "1B",
          "1k",
          "1kb",
          "1KB",
          "3m",
          "3mb",
          "1g",
          "1gb",
          "1t",
          "kb",
          "b",
          "5_",
          "0%",
          "1%",
          "100%",
          "101%",
          "%",
          "-1%",
          "yes",
          "no",
          "YES",
          "No",
          "y",
          "true",
          "always",
          "ALWAYS",
          "everysec",
          "default",
          "save",
          "nosave",
          "save now",
          "now save force",
          "save nosave",
          "save  now",
          "default save",
          "debug",
          "WARNING",
          "volatile-lru",
          "allkeys-lfu",
          "noeviction",
          "KEA",
          "KEAmn",
          "nKE",
          "Kx",
          "g$lshzxetd",
          "tdmneKE",
          "K E",
          "clients",
          "ip",
          "hostname",
          "unknown-endpoint",
          "on-empty-db",
          "swapdb",
          "panic",
          "panic-on-replicas",
          "optional",
          "local",
          "allchannels",
          "3600 1",
          "3600 1 60 2",
          "3600",
          "0 1",
          "1 -1",
          "1 2x",
          "normal 1 2 3",
          "normal 1mb 2kb 3 pubsub 1 1 1",
          "REPLICA 1 2 3",
          "slave 1 2 -1",
          "slave x 1 1",
          "master 1 2 3",
          "normal 1 2",
          "normal  1 2 3",
          "normal 1 2 1kb",
          "normal 1 2 2147483648",
          "50 99 99.9",
          "1 1.50 99.999",
          "100.0 99.9999999",
          "nan",
          "inf",
          "1e1",
          "33.333333333333",
          "0.1234567",
          "0.000001",
          "101 5",
          "1  2",
          "host-name.example",
          "host_name",
          "a b",
          "{title}",
          "{title} {foo}",
          "{title",
          "title}",
          "{port} x",
          "127.0.0.1 6379",
          "a/b",
          "caf\u00e9",
          "a\nb");

  @TempDir Path directory;
  private RedisServer redis;

  @BeforeAll
  void start(@TempDir Path work) throws IOException, InterruptedException {
    assumeTrue(RedisServer.installed(), "redis-server is not installed");
    redis = RedisServer.start(work);
  }

  @AfterAll
  void stop() throws IOException {
    if (redis != null) {
      redis.close();
    }
  }

  @Test
  void everySettingOfRedisIsKnownWithTheSameDefault() throws IOException, InterruptedException {
    try (RedisServer fresh = RedisServer.start(directory)) {
      Map<String, String> theirs = pairs(fresh.ask(List.of("CONFIG", "GET", "*")));
      Map<String, String> ours = new Configuration().get(List.of("*"));
      assertThat(ours.keySet()).containsAll(theirs.keySet());
      SoftAssertions same = new SoftAssertions();
      theirs.forEach((name, value) -> {
        if (!GIVEN_BY_THE_TEST.contains(name)) {
          same.assertThat(ours.get(name)).as(name).isEqualTo(value);
        }
      });
      same.assertAll();
      for (String name : ours.keySet()) {
        Setting<?> setting = Settings.named(name);
        if (!theirs.containsKey(name) && !LATER.contains(name) && setting != null) {
          boolean own = TidingsSettings.AREA.settings().contains(setting);
          assertThat(own || !setting.since().isEmpty()).as(name).isTrue();
        }
      }
    }
  }

  @Test
  void everyTextForEverySettingIsTakenOrRefusedAlike() throws IOException {
    Configuration ours = new Configuration();
    SoftAssertions same = new SoftAssertions();
    for (Settings.Named named : Settings.names()) {
      String name = named.name();
      if (redis.ask(List.of("CONFIG", "GET", name)).isEmpty()
          || OF_THE_MACHINE.contains(name)
          || OTHERWISE_LATER.contains(name)
          || name.startsWith("tls-")
          || GIVEN_BY_THE_TEST.contains(name)) {
        continue;
      }
      for (String text : TEXTS) {
        if (isLaterForm(name, text)) {
          continue;
        }
        same.assertThat(asBefore(set(ours, List.of(name, text))))
            .as(name + " '" + text + "'")
            .isEqualTo(redis.ask(concat("SET", List.of(name, text))).getFirst());
        same.assertThat(ours.get(List.of(name)))
            .as(name + " after '" + text + "'")
            .isEqualTo(pairs(redis.ask(concat("GET", List.of(name)))));
      }
    }
    same.assertAll();
  }

  /** Classes of events that came after 7.0: o and c with 8.2, S, T, I and V with 8.8. */
  private static boolean isLaterForm(String name, String text) {
    return name.equals("notify-keyspace-events") && text.matches(".*[ocSTIV].*");
  }

  /** An error of ours with no more to choose from than Redis 7.0 had. */
  private static String asBefore(String answer) {
    // A log with nothing in it came with 7.2, the policies that go by changes with 8.6.
    return answer
        .replace("warning, nothing", "warning")
        .replace(" volatile-lrm,", "")
        .replace(" allkeys-lrm,", "")
        .replace("tmdnocSTIV'", "tmdn'");
  }

  /** Names of settings with all kinds of values, among them wrong ones and second names. */
  private static final List<String> SEVERAL_NAMES =
      List.of(
          "hz",
          "HZ",
          "timeout",
          "slave-read-only",
          "Replica-Read-Only",
          "nosuch",
          "databases",
          "dir",
          "save",
          "maxmemory",
          "notify-keyspace-events",
          "loglevel",
          "appendfsync");

  /** Each is right for some setting and wrong for others. */
  private static final List<String> SEVERAL_TEXTS =
      List.of("1", "20", "yes", "no", "abc", "1gb", "KEA", "debug", "1 2", "");

  @Test
  void severalAtOnceAreAllOrNothingAlike() throws IOException {
    SplittableRandom random = new SplittableRandom(20261120);
    Configuration ours = new Configuration();
    set(ours, List.of("save", ""));
    redis.ask(List.of("CONFIG", "SET", "save", ""));
    List<String> all = List.of("hz", "timeout", "replica-read-only", "slave-read-only", "save");
    for (String name : all) {
      String theirs = pairs(redis.ask(concat("GET", List.of(name)))).get(name);
      set(ours, List.of(name, theirs == null ? "" : theirs));
    }
    for (int round = 0; round < 600; round++) {
      List<String> words = new ArrayList<>();
      int count = 1 + random.nextInt(3);
      for (int i = 0; i < count; i++) {
        String name = SEVERAL_NAMES.get(random.nextInt(SEVERAL_NAMES.size()));
        String text = SEVERAL_TEXTS.get(random.nextInt(SEVERAL_TEXTS.size()));
        words.add(name);
        words.add(isLaterForm(name, text) ? "x" : text);
      }
      if (random.nextInt(20) == 0) {
        words.add("hz");
      }
      assertThat(asBefore(set(ours, words)))
          .as("round " + round + " " + words)
          .isEqualTo(redis.ask(concat("SET", words)).getFirst());
      assertThat(ours.get(all))
          .as("round " + round + " " + words)
          .isEqualTo(pairs(redis.ask(concat("GET", all))));
    }
  }

  @Test
  void namesAndPatternsFindTheSameSettings() throws IOException {
    Configuration ours = new Configuration();
    for (List<String> patterns :
        List.of(
            List.of("PORT"),
            List.of("Po?t"),
            List.of("port", "PORT", "p*rt"),
            List.of("slaveof", "replicaof"),
            List.of("nosuch"),
            List.of("min-slaves*", "MIN-REPLICAS*"),
            List.of("H[Zz]"),
            List.of("h\\z"),
            List.of("[a-c]*", "*cpulist"),
            List.of("rdb-key-save-delay"),
            List.of("rdb-key-save-d*"),
            List.of("*-[^a-y]*"),
            List.of("Hz", "hz*"))) {
      Set<String> found = new LinkedHashSet<>(ours.get(patterns).keySet());
      found.removeAll(LATER);
      found.removeIf(RedisComparisonTest::unknown);
      assertThat(found)
          .as("%s", patterns)
          .containsExactlyInAnyOrderElementsOf(pairs(redis.ask(concat("GET", patterns))).keySet());
    }
  }

  /** Whether Redis 7.0 does not have it: it came later, or is Tidings's own. */
  private static boolean unknown(String name) {
    Setting<?> setting = Settings.named(name);
    return setting != null
        && (!setting.since().isEmpty() || TidingsSettings.AREA.settings().contains(setting));
  }

  private static String set(Configuration configuration, List<String> words) {
    return switch (configuration.set(words, true)) {
      case SetOutcome.Done _ -> "OK";
      case SetOutcome.Refused(String error) -> "-ERR " + error;
    };
  }

  private static List<String> concat(String subcommand, List<String> words) {
    List<String> all = new ArrayList<>(List.of("CONFIG", subcommand));
    all.addAll(words);
    return all;
  }

  private static Map<String, String> pairs(List<String> reply) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 0; i + 1 < reply.size(); i += 2) {
      pairs.put(reply.get(i), reply.get(i + 1));
    }
    return pairs;
  }
}
