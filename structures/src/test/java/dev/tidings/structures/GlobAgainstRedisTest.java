package dev.tidings.structures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/** Every name that a real server lists for a random pattern must match here, and no other. */
@TestInstance(Lifecycle.PER_CLASS)
class GlobAgainstRedisTest {
  private static final int ROUNDS = 20;
  private static final int PATTERNS_PER_ROUND = 1000;

  private @Nullable RedisServer redis;

  @BeforeAll
  void startServer() throws Exception {
    assumeTrue(RedisServer.isInstalled(), "redis-server is not installed");
    redis = RedisServer.start();
  }

  @AfterAll
  void stopServer() throws Exception {
    if (redis != null) {
      redis.close();
    }
  }

  @Test
  void listsTheSameChannelsAsPubsubChannels() throws IOException {
    for (long seed = 1; seed <= ROUNDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      try (RedisServer.Connection subscriber = server().connect();
          RedisServer.Connection asker = server().connect()) {
        Set<Bytes> names = subscribe(subscriber, random);
        List<byte[]> patterns = new ArrayList<>();
        for (int i = 0; i < PATTERNS_PER_ROUND; i++) {
          patterns.add(PatternSource.bytes(random, "ab*?[]^\\-\u0080\u00ff\u0000", 12));
        }
        for (byte[] pattern : patterns) {
          asker.send(ascii("PUBSUB"), ascii("CHANNELS"), pattern);
        }
        for (byte[] pattern : patterns) {
          Set<Bytes> listed = new HashSet<>(asker.texts());
          for (Bytes name : names) {
            assertThat(Glob.matches(pattern, name.array()))
                .as("seed %d: %s ~ %s", seed, Bytes.wrap(pattern).latin1(), name.latin1())
                .isEqualTo(listed.contains(name));
          }
        }
        leave(subscriber, names.size());
      }
    }
  }

  @Test
  void countsNestedStarsAsPubsubChannels() throws IOException {
    try (RedisServer.Connection subscriber = server().connect();
        RedisServer.Connection asker = server().connect()) {
      byte[] name = ascii("a".repeat(1500));
      subscriber.send(ascii("SUBSCRIBE"), name);
      subscriber.reply();
      for (int stars = 990; stars < 1010; stars++) {
        for (String end : List.of("", "*", "b*", "*b")) {
          byte[] pattern = ascii("*a".repeat(stars) + end);
          asker.send(ascii("PUBSUB"), ascii("CHANNELS"), pattern);
          assertThat(Glob.matches(pattern, name))
              .as("%d stars and '%s'", stars, end)
              .isEqualTo(!asker.texts().isEmpty());
        }
      }
      leave(subscriber, 1);
    }
  }

  @Test
  void listsTheSameSettingsAsConfigGet() throws IOException {
    try (RedisServer.Connection asker = server().connect()) {
      asker.send(ascii("CONFIG"), ascii("GET"), ascii("*"));
      Set<Bytes> names = names(asker.texts());
      assertThat(names).hasSizeGreaterThan(100);
      SplittableRandom random = new SplittableRandom(7);
      List<byte[]> patterns = new ArrayList<>();
      for (int i = 0; i < 3000; i++) {
        byte[] middle = PatternSource.bytes(random, "aAeEmMzZ-*?[]^\\", 8);
        // Without a wildcard the server looks the name up and does not match at all.
        patterns.add(ascii("*" + new String(middle, StandardCharsets.US_ASCII) + "*"));
        patterns.add(ascii("?[" + new String(middle, StandardCharsets.US_ASCII) + "]*"));
      }
      for (byte[] pattern : patterns) {
        asker.send(ascii("CONFIG"), ascii("GET"), pattern);
      }
      for (byte[] pattern : patterns) {
        Set<Bytes> listed = names(asker.texts());
        for (Bytes name : names) {
          assertThat(Glob.matchesIgnoringCase(pattern, name.array()))
              .as("%s ~ %s", Bytes.wrap(pattern).latin1(), name.latin1())
              .isEqualTo(listed.contains(name));
        }
      }
    }
  }

  private RedisServer server() {
    return Objects.requireNonNull(redis);
  }

  private static Set<Bytes> subscribe(RedisServer.Connection subscriber, SplittableRandom random)
      throws IOException {
    Set<Bytes> names = new LinkedHashSet<>();
    for (int i = 0; i < 100; i++) {
      names.add(Bytes.wrap(PatternSource.bytes(random, "ab]-^\\*\u0080\u00ff\u0000", 8)));
    }
    for (Bytes name : names) {
      subscriber.send(ascii("SUBSCRIBE"), name.array());
    }
    for (int i = 0; i < names.size(); i++) {
      subscriber.reply();
    }
    return names;
  }

  /** Ends all subscriptions and waits until they are gone, so that the next round starts clean. */
  private static void leave(RedisServer.Connection subscriber, int channels) throws IOException {
    subscriber.send(ascii("UNSUBSCRIBE"));
    for (int i = 0; i < channels; i++) {
      subscriber.reply();
    }
  }

  private static Set<Bytes> names(List<Bytes> namesAndValues) {
    Set<Bytes> names = new HashSet<>();
    for (int i = 0; i < namesAndValues.size(); i += 2) {
      names.add(namesAndValues.get(i));
    }
    return names;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
