package dev.tidings.tests.clients;

import dev.tidings.testkit.Latin1;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.redisson.Redisson;
import org.redisson.api.BatchOptions;
import org.redisson.api.RBatch;
import org.redisson.api.RTopicAsync;
import org.redisson.api.RedissonClient;
import org.redisson.client.codec.ByteArrayCodec;
import org.redisson.config.Config;
import org.redisson.config.ConstantDelay;
import org.redisson.config.Protocol;
import org.redisson.config.SingleServerConfig;

/** Redisson: pools of connections, and topics instead of channels. */
final class RedissonTopics implements TestedClient {
  private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(100);

  private final RedissonClient redisson;
  private final Deliveries deliveries = new Deliveries();

  RedissonTopics(Login login) {
    Config config = new Config();
    config.setProtocol(login.protocol() == 3 ? Protocol.RESP3 : Protocol.RESP2);
    if (!login.anonymous()) {
      config.setUsername(login.user()).setPassword(login.password());
    }
    SingleServerConfig server = config.useSingleServer();
    server
        .setAddress("redis://" + login.host() + ":" + login.port())
        .setConnectionMinimumIdleSize(2)
        .setConnectionPoolSize(4)
        .setReconnectionDelay(new ConstantDelay(BETWEEN_ATTEMPTS));
    this.redisson = Redisson.create(config);
  }

  private static String utf8(String bytes) {
    return new String(Latin1.bytes(bytes), StandardCharsets.UTF_8);
  }

  private static String bytes(CharSequence utf8) {
    return Latin1.ofUtf8(utf8.toString());
  }

  @Override
  public void subscribe(Subscribed to, String name) {
    switch (to) {
      case CHANNEL ->
          redisson
              .getTopic(utf8(name), ByteArrayCodec.INSTANCE)
              .addListener(
                  byte[].class,
                  (channel, payload) ->
                      deliveries.add(Delivery.message(bytes(channel), Delivery.text(payload))));
      case PATTERN ->
          redisson
              .getPatternTopic(utf8(name), ByteArrayCodec.INSTANCE)
              .addListener(
                  byte[].class,
                  (pattern, channel, payload) ->
                      deliveries.add(
                          Delivery.patternMessage(
                              bytes(pattern), bytes(channel), Delivery.text(payload))));
      case SHARD ->
          redisson
              .getShardedTopic(utf8(name), ByteArrayCodec.INSTANCE)
              .addListener(
                  byte[].class,
                  (channel, payload) ->
                      deliveries.add(
                          Delivery.shardMessage(bytes(channel), Delivery.text(payload))));
    }
  }

  @Override
  public void unsubscribe(String channel) {
    redisson.getTopic(utf8(channel), ByteArrayCodec.INSTANCE).removeAllListeners();
  }

  @Override
  public long publish(String channel, String payload) {
    return redisson.getTopic(utf8(channel), ByteArrayCodec.INSTANCE).publish(Latin1.bytes(payload));
  }

  @Override
  public long publishToShard(String channel, String payload) {
    return redisson
        .getShardedTopic(utf8(channel), ByteArrayCodec.INSTANCE)
        .publish(Latin1.bytes(payload));
  }

  @Override
  public List<Long> publishTogether(String channel, List<String> payloads) {
    return batch(BatchOptions.ExecutionMode.IN_MEMORY_ATOMIC, channel, payloads);
  }

  @Override
  public void publishAtOnce(String channel, List<String> payloads) {
    batch(BatchOptions.ExecutionMode.IN_MEMORY, channel, payloads);
  }

  private List<Long> batch(BatchOptions.ExecutionMode mode, String channel, List<String> payloads) {
    RBatch batch = redisson.createBatch(BatchOptions.defaults().executionMode(mode));
    RTopicAsync topic = batch.getTopic(utf8(channel), ByteArrayCodec.INSTANCE);
    for (String payload : payloads) {
      topic.publishAsync(Latin1.bytes(payload));
    }
    return batch.execute().getResponses().stream().map(Long.class::cast).toList();
  }

  @Override
  public Deliveries deliveries() {
    return deliveries;
  }

  @Override
  public void close() {
    redisson.shutdown();
  }
}
