package dev.tidings.tests.clients;

import dev.tidings.testkit.RawClient;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.BinaryJedisShardedPubSub;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * A subscription as Jedis wants it: a thread that blocks in it, and that subscribes again when the
 * connection has broken.
 */
final class JedisSubscription {
  private static final long PAUSE_MILLIS = 20;

  private final Subscribed to;
  private final byte[] name;
  private final Deliveries deliveries;
  private final CountDownLatch confirmed = new CountDownLatch(1);
  private final Channels channels = new Channels();
  private final Shards shards = new Shards();
  private final Thread thread;
  private volatile @Nullable Jedis connection;
  private volatile boolean ended;

  /** Begins, and waits for the server's confirmation. */
  JedisSubscription(Subscribed to, byte[] name, Deliveries deliveries, Supplier<Jedis> connecting) {
    this.to = to;
    this.name = name;
    this.deliveries = deliveries;
    this.thread = Thread.ofVirtual().unstarted(() -> listen(connecting));
    thread.start();
    try {
      if (!confirmed.await(RawClient.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the subscription was not confirmed");
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError("interrupted while subscribing", interrupted);
    }
  }

  private void listen(Supplier<Jedis> connecting) {
    while (!ended) {
      try (Jedis jedis = connecting.get()) {
        connection = jedis;
        switch (to) {
          case CHANNEL -> jedis.subscribe(channels, name);
          case PATTERN -> jedis.psubscribe(channels, name);
          case SHARD -> shards.proceed(jedis.getConnection(), name);
        }
      } catch (JedisConnectionException broken) {
        pause();
      }
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isOf(byte[] channel) {
    return to == Subscribed.CHANNEL && Arrays.equals(name, channel);
  }

  /** Unsubscribes and waits until the server has confirmed it. */
  void leave() {
    ended = true;
    channels.unsubscribe(name);
    join();
  }

  /** Breaks off. */
  void end() {
    ended = true;
    Jedis open = connection;
    if (open != null) {
      open.disconnect();
    }
    join();
  }

  private void join() {
    try {
      if (!thread.join(RawClient.PATIENCE)) {
        throw new AssertionError("the subscription does not end");
      }
    } catch (InterruptedException interrupted) {
      throw new AssertionError("interrupted while a subscription ends", interrupted);
    }
  }

  private final class Channels extends BinaryJedisPubSub {
    @Override
    public void onSubscribe(byte[] channel, int subscriptions) {
      confirmed.countDown();
    }

    @Override
    public void onPSubscribe(byte[] pattern, int subscriptions) {
      confirmed.countDown();
    }

    @Override
    public void onMessage(byte[] channel, byte[] payload) {
      deliveries.add(Delivery.message(Delivery.text(channel), Delivery.text(payload)));
    }

    @Override
    public void onPMessage(byte[] pattern, byte[] channel, byte[] payload) {
      deliveries.add(
          Delivery.patternMessage(
              Delivery.text(pattern), Delivery.text(channel), Delivery.text(payload)));
    }
  }

  private final class Shards extends BinaryJedisShardedPubSub {
    @Override
    public void onSSubscribe(byte[] channel, int subscriptions) {
      confirmed.countDown();
    }

    @Override
    public void onSMessage(byte[] channel, byte[] payload) {
      deliveries.add(Delivery.shardMessage(Delivery.text(channel), Delivery.text(payload)));
    }
  }
}
