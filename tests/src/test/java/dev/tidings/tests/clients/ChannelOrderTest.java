package dev.tidings.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.RespValue;
import dev.tidings.testkit.TidingsProcess;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Many publish to the same channels at once: each publisher's messages stay in its order, and all
 * subscribers of a channel see the same order, whatever carries the bytes and however many threads.
 */
final class ChannelOrderTest {
  private static final List<String> CHANNELS = List.of("order:a", "order:b");
  private static final int PUBLISHERS = 4;
  private static final int SUBSCRIBERS = 5;
  private static final int MESSAGES = 400;
  private static final int PIPELINED = 20;

  /** What one subscriber saw, by channel. */
  private record Seen(Map<String, List<String>> payloads) {}

  @ParameterizedTest(name = "{0} with {1} threads")
  @CsvSource({"epoll, 1", "epoll, 4", "nio, 1", "nio, 4", "io_uring, 1", "io_uring, 4"})
  void allSeeOneOrder(String transport, int threads) throws Exception {
    try (TidingsProcess server = start(transport, threads);
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Seen>> subscribers = new ArrayList<>();
      for (int i = 0; i < SUBSCRIBERS; i++) {
        RawClient client = server.open();
        CHANNELS.forEach(channel -> client.call("SUBSCRIBE", channel));
        subscribers.add(executor.submit(() -> receive(client)));
      }
      List<Future<Boolean>> publishers = new ArrayList<>();
      for (int i = 0; i < PUBLISHERS; i++) {
        publishers.add(executor.submit(publishing(server, "p" + i)));
      }
      for (Future<Boolean> publisher : publishers) {
        assertThat(publisher.get()).isTrue();
      }
      check(all(subscribers));
    }
  }

  private static TidingsProcess start(String transport, int threads) {
    try {
      return TidingsProcess.start("--transport", transport, "--io-threads", "" + threads);
    } catch (AssertionError refused) {
      if (String.valueOf(refused.getMessage()).contains("does not work on this machine")) {
        return abort(transport + " does not work on this machine");
      }
      throw refused;
    }
  }

  private static Callable<Boolean> publishing(TidingsProcess server, String name) {
    return () -> {
      try (RawClient client = server.open()) {
        for (int from = 0; from < MESSAGES; from += PIPELINED) {
          List<List<String>> requests = new ArrayList<>();
          for (int number = from; number < from + PIPELINED; number++) {
            for (String channel : CHANNELS) {
              requests.add(List.of("PUBLISH", channel, name + " " + number));
            }
          }
          client.pipeline(requests);
          assertThat(client.frames(requests.size()))
              .containsOnly(new RespValue.IntegerNumber(SUBSCRIBERS));
        }
        return true;
      }
    };
  }

  private static Seen receive(RawClient client) {
    try (client) {
      Map<String, List<String>> payloads = new HashMap<>();
      for (RespValue frame : client.frames(CHANNELS.size() * PUBLISHERS * MESSAGES)) {
        List<RespValue> words = frame.elements();
        assertThat(words.getFirst()).isEqualTo(RespValue.bulk("message"));
        payloads
            .computeIfAbsent(words.get(1).text(), _ -> new ArrayList<>())
            .add(words.get(2).text());
      }
      return new Seen(payloads);
    }
  }

  private static List<Seen> all(List<Future<Seen>> subscribers)
      throws InterruptedException, ExecutionException {
    List<Seen> all = new ArrayList<>();
    for (Future<Seen> subscriber : subscribers) {
      all.add(subscriber.get());
    }
    return all;
  }

  private static void check(List<Seen> all) {
    Seen first = all.getFirst();
    assertThat(all).allSatisfy(seen -> assertThat(seen).isEqualTo(first));
    for (String channel : CHANNELS) {
      Map<String, List<Integer>> byPublisher = new HashMap<>();
      for (String payload : first.payloads.getOrDefault(channel, List.of())) {
        String[] words = payload.split(" ", -1);
        byPublisher
            .computeIfAbsent(words[0], _ -> new ArrayList<>())
            .add(Integer.valueOf(words[1]));
      }
      assertThat(byPublisher).hasSize(PUBLISHERS);
      byPublisher.forEach((publisher, numbers) ->
          assertThat(numbers)
              .as("%s on %s", publisher, channel)
              .hasSize(MESSAGES)
              .startsWith(0)
              .isSorted()
              .doesNotHaveDuplicates());
    }
  }
}
