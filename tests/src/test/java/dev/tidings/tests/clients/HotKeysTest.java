package dev.tidings.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.TidingsProcess;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.HotkeysArgs;
import io.lettuce.core.HotkeysReply;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.ProtocolVersion;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.args.HotkeysMetric;
import redis.clients.jedis.params.HotkeysParams;
import redis.clients.jedis.resps.HotkeysInfo;

/** HOTKEYS as Jedis and Lettuce ask for it and read its reply. */
final class HotKeysTest {
  private static TidingsProcess server;

  @BeforeAll
  static void start() {
    server = TidingsProcess.start();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void jedisReadsWhatItMeasured(int protocol) {
    DefaultJedisClientConfig configuration =
        DefaultJedisClientConfig.builder()
            .protocol(protocol == 3 ? RedisProtocol.RESP3 : RedisProtocol.RESP2)
            .build();
    try (Jedis jedis = new Jedis(new HostAndPort(server.host(), server.port()), configuration)) {
      assertThat(jedis.hotkeysGet()).isNull();
      HotkeysParams asked =
          HotkeysParams.hotkeysParams()
              .metrics(HotkeysMetric.CPU, HotkeysMetric.NET)
              .count(10)
              .duration(1000);
      assertThat(jedis.hotkeysStart(asked)).isEqualTo("OK");
      jedis.set("k", "v");
      HotkeysInfo info = jedis.hotkeysGet();
      assertThat(info.isTrackingActive()).isTrue();
      assertThat(info.getSampleRatio()).isEqualTo(1);
      assertThat(info.getSelectedSlots()).containsExactly(new int[] {0, 16383});
      assertThat(info.getByNetBytes()).containsExactly(Map.entry("k", 32L));
      assertThat(info.getTotalNetBytes()).isEqualTo(32);
      assertThat(info.getNetBytesAllCommandsAllSlots()).isEqualTo(32);
      assertThat(info.getByCpuTimeUs()).containsOnlyKeys("k");
      assertThat(info.getByCpuTimeUs().get("k")).isEqualTo(info.getAllCommandsAllSlotsUs());
      assertThat(info.getAllCommandsAllSlotsUs()).isPositive();
      assertThat(info.getAllCommandsSelectedSlotsUs()).isNull();
      // A script is one request with the keys that it was given.
      jedis.eval("redis.call('SET', 'inner', 1)", List.of("outer"), List.of());
      assertThat(jedis.hotkeysGet().getByNetBytes()).containsOnlyKeys("outer", "k");
      assertThat(jedis.hotkeysStop()).isEqualTo("OK");
      assertThat(jedis.hotkeysGet().isTrackingActive()).isFalse();
      assertThat(jedis.hotkeysReset()).isEqualTo("OK");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  void lettuceReadsWhatItMeasured(int protocol) {
    RedisClient client = RedisClient.create("redis://" + server.host() + ":" + server.port());
    client.setOptions(
        ClientOptions.builder()
            .protocolVersion(protocol == 3 ? ProtocolVersion.RESP3 : ProtocolVersion.RESP2)
            .build());
    try (var connection = client.connect()) {
      RedisCommands<String, String> lettuce = connection.sync();
      assertThat(lettuce.hotkeysGet()).isNull();
      HotkeysArgs asked = HotkeysArgs.Builder.metrics(HotkeysArgs.Metric.NET).count(10);
      assertThat(lettuce.hotkeysStart(asked)).isEqualTo("OK");
      lettuce.set("k", "v");
      lettuce.set("longer", "v");
      assertThat(lettuce.hotkeysStop()).isEqualTo("OK");
      HotkeysReply reply = lettuce.hotkeysGet();
      assertThat(reply.isTrackingActive()).isFalse();
      assertThat(reply.getSampleRatio()).isEqualTo(1);
      assertThat(reply.getTotalNetBytes()).isEqualTo(32 + 37);
      assertThat(List.copyOf(reply.getByNetBytes().keySet())).containsExactly("longer", "k");
      assertThat(reply.getByCpuTimeUs()).isNullOrEmpty();
      assertThat(reply.getTotalCpuTimeUserMs()).isNull();
      assertThat(reply.getCollectionDurationMs()).isNotNegative();
      assertThat(lettuce.hotkeysReset()).isEqualTo("OK");
    } finally {
      client.shutdown();
    }
  }
}
