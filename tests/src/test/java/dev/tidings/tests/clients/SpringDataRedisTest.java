package dev.tidings.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Eventually;
import dev.tidings.testkit.TidingsProcess;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.data.redis.listener.ChannelTopic;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;

/** Spring Data Redis, as an application of Spring uses it. */
final class SpringDataRedisTest {
  private static TidingsProcess server;
  private static LettuceConnectionFactory connections;
  private static StringRedisTemplate redis;

  @BeforeAll
  static void connect() {
    server = TidingsProcess.start();
    connections = new LettuceConnectionFactory(server.host(), server.port());
    connections.afterPropertiesSet();
    connections.start();
    redis = new StringRedisTemplate(connections);
  }

  @AfterAll
  static void leave() {
    connections.destroy();
    server.close();
  }

  @Test
  void valuesEndWhenTheyShould() {
    assertThat(redis.opsForValue().setIfAbsent("session:1", "ann", Duration.ofHours(1))).isTrue();
    assertThat(redis.opsForValue().setIfAbsent("session:1", "bob", Duration.ofHours(1))).isFalse();
    assertThat(redis.getExpire("session:1", TimeUnit.MINUTES)).isBetween(58L, 60L);
    assertThat(redis.opsForValue().increment("visits", 5)).isEqualTo(5);
    assertThat(redis.opsForValue().getAndDelete("session:1")).isEqualTo("ann");
    assertThat(redis.hasKey("session:1")).isFalse();
  }

  @Test
  void hashesListsSetsAndBoards() {
    redis.opsForHash().putAll("user:1", Map.of("name", "ann", "town", "oslo"));
    assertThat(redis.opsForHash().entries("user:1")).hasSize(2).containsEntry("town", "oslo");
    redis.opsForList().rightPushAll("jobs", "a", "b", "c");
    assertThat(redis.opsForList().leftPop("jobs", Duration.ofSeconds(60))).isEqualTo("a");
    assertThat(redis.opsForList().range("jobs", 0, -1)).containsExactly("b", "c");
    redis.opsForSet().add("present", "ann", "bob");
    assertThat(redis.opsForSet().members("present")).containsExactlyInAnyOrder("ann", "bob");
    redis.opsForZSet().add("board", "ann", 1.5);
    redis.opsForZSet().incrementScore("board", "bob", 7);
    assertThat(redis.opsForZSet().reverseRange("board", 0, 0)).containsExactly("bob");
  }

  @Test
  void aScanMeetsEveryKey() {
    for (int i = 0; i < 500; i++) {
      redis.opsForValue().set("scanned:" + i, "x");
    }
    ScanOptions options = ScanOptions.scanOptions().match("scanned:*").count(50).build();
    try (Cursor<String> cursor = redis.scan(options)) {
      assertThat(cursor.stream().distinct().count()).isEqualTo(500);
    }
  }

  @Test
  void aTransactionRunsAsOne() {
    List<Object> results = redis.execute(new Transfer());
    assertThat(results).containsExactly(9L, 1L);
  }

  /** Moves one from one account to another. */
  private static final class Transfer implements SessionCallback<List<Object>> {
    @Override
    @SuppressWarnings("unchecked") // the template's operations are on strings
    public <K, V> List<Object> execute(RedisOperations<K, V> operations) {
      RedisOperations<String, String> texts = (RedisOperations<String, String>) operations;
      texts.opsForValue().set("account:a", "10");
      texts.watch("account:a");
      texts.multi();
      texts.opsForValue().decrement("account:a");
      texts.opsForValue().increment("account:b");
      return texts.exec();
    }
  }

  @Test
  void aScriptIsSentOnceAndThenNamed() {
    RedisScript<Long> script =
        RedisScript.of(
            "return redis.call('INCRBY', KEYS[1], ARGV[1]) + tonumber(ARGV[2])", Long.class);
    assertThat(redis.execute(script, List.of("scripted"), "2", "40")).isEqualTo(42);
    assertThat(redis.execute(script, List.of("scripted"), "2", "40")).isEqualTo(44);
  }

  @Test
  void listenersHearChannels() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    RedisMessageListenerContainer container = new RedisMessageListenerContainer();
    container.setConnectionFactory(connections);
    container.addMessageListener(
        (message, pattern) -> heard.add(new String(message.getBody(), StandardCharsets.UTF_8)),
        ChannelTopic.of("news"));
    container.afterPropertiesSet();
    container.start();
    try {
      // It answers when the subscription is confirmed, as the number of those who heard it.
      Eventually.is("the subscription", () -> redis.convertAndSend("news", "hello") == 1);
      assertThat(heard.poll(60, TimeUnit.SECONDS)).isEqualTo("hello");
    } finally {
      container.destroy();
    }
  }

  @Test
  @SuppressWarnings("unchecked") // an array of generic offsets is what the library asks for
  void streamsAreWrittenAndRead() {
    redis.opsForStream().add(MapRecord.create("events", Map.of("type", "login")));
    redis.opsForStream().add(MapRecord.create("events", Map.of("type", "logout")));
    List<MapRecord<String, Object, Object>> records =
        redis.opsForStream().read(StreamOffset.create("events", ReadOffset.from("0")));
    assertThat(records)
        .extracting(record -> record.getValue().get("type"))
        .containsExactly("login", "logout");
  }
}
