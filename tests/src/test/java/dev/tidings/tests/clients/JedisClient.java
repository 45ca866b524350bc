package dev.tidings.tests.clients;

import dev.tidings.testkit.Latin1;
import java.util.ArrayList;
import java.util.List;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.Response;
import redis.clients.jedis.Transaction;

/** Jedis: blocking, one connection for requests and one for each subscription. */
final class JedisClient implements TestedClient {
  private final HostAndPort address;
  private final JedisClientConfig settings;
  private final Jedis jedis;
  private final Deliveries deliveries = new Deliveries();
  private final List<JedisSubscription> subscriptions = new ArrayList<>();

  JedisClient(Login login) {
    this.address = new HostAndPort(login.host(), login.port());
    DefaultJedisClientConfig.Builder builder = DefaultJedisClientConfig.builder();
    if (login.protocol() == 3) {
      builder.resp3();
    } else {
      builder.resp2();
    }
    if (!login.anonymous()) {
      builder.user(login.user()).password(login.password());
    }
    this.settings = builder.build();
    this.jedis = new Jedis(address, settings);
  }

  @Override
  public void subscribe(Subscribed to, String name) {
    subscriptions.add(
        new JedisSubscription(
            to, Latin1.bytes(name), deliveries, () -> new Jedis(address, settings)));
  }

  @Override
  public void unsubscribe(String channel) {
    JedisSubscription subscription =
        subscriptions.stream()
            .filter(one -> one.isOf(Latin1.bytes(channel)))
            .findFirst()
            .orElseThrow();
    subscription.leave();
    subscriptions.remove(subscription);
  }

  @Override
  public long publish(String channel, String payload) {
    return jedis.publish(Latin1.bytes(channel), Latin1.bytes(payload));
  }

  @Override
  public long publishToShard(String channel, String payload) {
    return (Long)
        jedis.sendCommand(Protocol.Command.SPUBLISH, Latin1.bytes(channel), Latin1.bytes(payload));
  }

  @Override
  public List<Long> publishTogether(String channel, List<String> payloads) {
    try (Transaction transaction = jedis.multi()) {
      List<Response<Long>> replies = new ArrayList<>();
      for (String payload : payloads) {
        replies.add(transaction.publish(Latin1.bytes(channel), Latin1.bytes(payload)));
      }
      transaction.exec();
      return replies.stream().map(Response::get).toList();
    }
  }

  @Override
  public void publishAtOnce(String channel, List<String> payloads) {
    try (Pipeline pipeline = jedis.pipelined()) {
      for (String payload : payloads) {
        pipeline.publish(Latin1.bytes(channel), Latin1.bytes(payload));
      }
      pipeline.sync();
    }
  }

  @Override
  public Deliveries deliveries() {
    return deliveries;
  }

  @Override
  public void close() {
    subscriptions.forEach(JedisSubscription::end);
    jedis.close();
  }
}
