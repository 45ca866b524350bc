package dev.tidings.tests.clients;

import dev.tidings.testkit.Latin1;
import dev.tidings.testkit.RawClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Lettuce: asynchronous, one connection for requests and one for all subscriptions. */
final class LettuceClient implements TestedClient {
  private final RedisClient client;
  private final StatefulRedisConnection<byte[], byte[]> connection;
  private final StatefulRedisPubSubConnection<byte[], byte[]> subscriptions;
  private final Deliveries deliveries = new Deliveries();

  LettuceClient(Login login) {
    RedisURI.Builder address =
        RedisURI.Builder.redis(login.host(), login.port()).withTimeout(RawClient.PATIENCE);
    if (!login.anonymous()) {
      address.withAuthentication(login.user(), login.password().toCharArray());
    }
    this.client = RedisClient.create(address.build());
    client.setOptions(
        ClientOptions.builder()
            .protocolVersion(login.protocol() == 3 ? ProtocolVersion.RESP3 : ProtocolVersion.RESP2)
            .build());
    this.connection = client.connect(ByteArrayCodec.INSTANCE);
    this.subscriptions = client.connectPubSub(ByteArrayCodec.INSTANCE);
    subscriptions.addListener(new Listener());
  }

  private final class Listener extends RedisPubSubAdapter<byte[], byte[]> {
    @Override
    public void message(byte[] channel, byte[] payload) {
      deliveries.add(Delivery.message(Delivery.text(channel), Delivery.text(payload)));
    }

    @Override
    public void message(byte[] pattern, byte[] channel, byte[] payload) {
      deliveries.add(
          Delivery.patternMessage(
              Delivery.text(pattern), Delivery.text(channel), Delivery.text(payload)));
    }

    @Override
    public void smessage(byte[] channel, byte[] payload) {
      deliveries.add(Delivery.shardMessage(Delivery.text(channel), Delivery.text(payload)));
    }
  }

  @Override
  public void subscribe(Subscribed to, String name) {
    byte[][] names = {Latin1.bytes(name)};
    switch (to) {
      case CHANNEL -> subscriptions.sync().subscribe(names);
      case PATTERN -> subscriptions.sync().psubscribe(names);
      case SHARD -> subscriptions.sync().ssubscribe(names);
    }
  }

  @Override
  public void unsubscribe(String channel) {
    byte[][] names = {Latin1.bytes(channel)};
    subscriptions.sync().unsubscribe(names);
  }

  @Override
  public long publish(String channel, String payload) {
    return connection.sync().publish(Latin1.bytes(channel), Latin1.bytes(payload));
  }

  @Override
  public long publishToShard(String channel, String payload) {
    return connection.sync().spublish(Latin1.bytes(channel), Latin1.bytes(payload));
  }

  @Override
  public List<Long> publishTogether(String channel, List<String> payloads) {
    connection.sync().multi();
    for (String payload : payloads) {
      connection.async().publish(Latin1.bytes(channel), Latin1.bytes(payload));
    }
    TransactionResult result = connection.sync().exec();
    return result.stream().map(Long.class::cast).toList();
  }

  @Override
  public void publishAtOnce(String channel, List<String> payloads) {
    connection.setAutoFlushCommands(false);
    List<RedisFuture<Long>> replies = new ArrayList<>();
    for (String payload : payloads) {
      replies.add(connection.async().publish(Latin1.bytes(channel), Latin1.bytes(payload)));
    }
    connection.flushCommands();
    connection.setAutoFlushCommands(true);
    if (!LettuceFutures.awaitAll(RawClient.PATIENCE, replies.toArray(RedisFuture[]::new))) {
      throw new AssertionError("not all of the burst was answered");
    }
  }

  @Override
  public Deliveries deliveries() {
    return deliveries;
  }

  @Override
  public void close() {
    subscriptions.close();
    connection.close();
    client.shutdown(Duration.ZERO, RawClient.PATIENCE);
  }
}
