package dev.tidings.tests.clients;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.redisson.Redisson;
import org.redisson.api.RStream;
import org.redisson.api.RedissonClient;
import org.redisson.api.stream.StreamMessageId;
import org.redisson.api.stream.StreamReadGroupArgs;
import org.redisson.client.codec.StringCodec;
import org.redisson.config.Config;
import org.redisson.config.Protocol;

/** A consumer with Redisson. */
final class RedissonConsumer extends LibraryConsumer<Map<StreamMessageId, Map<String, String>>> {
  private final RedissonClient redisson;
  private final RStream<String, String> stream;
  private final String name;

  RedissonConsumer(Login login, String name) {
    Config config = new Config();
    config.setProtocol(login.protocol() == 3 ? Protocol.RESP3 : Protocol.RESP2);
    config
        .useSingleServer()
        .setAddress("redis://" + login.host() + ":" + login.port())
        .setConnectionMinimumIdleSize(1)
        .setConnectionPoolSize(2);
    this.redisson = Redisson.create(config);
    this.stream = redisson.getStream("s", StringCodec.INSTANCE);
    this.name = name;
  }

  @Override
  Map<StreamMessageId, Map<String, String>> read(int count) {
    return stream.readGroup(
        "g",
        name,
        StreamReadGroupArgs.neverDelivered().count(count).timeout(Duration.ofMillis(20)));
  }

  @Override
  void acknowledge(Map<StreamMessageId, Map<String, String>> entries) {
    if (!entries.isEmpty()) {
      stream.ack("g", entries.keySet().toArray(new StreamMessageId[0]));
    }
  }

  @Override
  List<Long> numbers(Map<StreamMessageId, Map<String, String>> entries) {
    return entries.values().stream().map(fields -> Long.valueOf(fields.get("n"))).toList();
  }

  @Override
  Map<StreamMessageId, Map<String, String>> claimed() {
    return stream
        .autoClaim("g", name, IDLE_MILLIS, TimeUnit.MILLISECONDS, new StreamMessageId(0), 100)
        .getMessages();
  }

  @Override
  public void close() {
    redisson.shutdown(0, 2, TimeUnit.SECONDS);
  }
}
