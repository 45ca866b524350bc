package dev.tidings.tests.clients;

import dev.tidings.testkit.RawClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.Consumer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.StreamMessage;
import io.lettuce.core.XAutoClaimArgs;
import io.lettuce.core.XReadArgs;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.protocol.ProtocolVersion;
import java.time.Duration;
import java.util.List;

/** A consumer with Lettuce. */
final class LettuceConsumer extends LibraryConsumer<List<StreamMessage<String, String>>> {
  private final RedisClient client;
  private final RedisCommands<String, String> commands;
  private final Consumer<String> consumer;

  LettuceConsumer(Login login, String name) {
    this.client =
        RedisClient.create(
            RedisURI.Builder.redis(login.host(), login.port())
                .withTimeout(RawClient.PATIENCE)
                .build());
    client.setOptions(
        ClientOptions.builder()
            .protocolVersion(login.protocol() == 3 ? ProtocolVersion.RESP3 : ProtocolVersion.RESP2)
            .build());
    this.commands = client.connect().sync();
    this.consumer = Consumer.from("g", name);
  }

  @Override
  @SuppressWarnings("unchecked") // one offset makes an array of one type
  List<StreamMessage<String, String>> read(int count) {
    return commands.xreadgroup(
        consumer,
        XReadArgs.Builder.count(count).block(Duration.ofMillis(20)),
        XReadArgs.StreamOffset.lastConsumed("s"));
  }

  @Override
  void acknowledge(List<StreamMessage<String, String>> entries) {
    if (!entries.isEmpty()) {
      commands.xack("s", "g", entries.stream().map(StreamMessage::getId).toArray(String[]::new));
    }
  }

  @Override
  List<Long> numbers(List<StreamMessage<String, String>> entries) {
    return entries.stream().map(entry -> Long.valueOf(entry.getBody().get("n"))).toList();
  }

  @Override
  List<StreamMessage<String, String>> claimed() {
    return commands
        .xautoclaim("s", XAutoClaimArgs.Builder.xautoclaim(consumer, IDLE_MILLIS, "0"))
        .getMessages();
  }

  @Override
  public void close() {
    client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
  }
}
