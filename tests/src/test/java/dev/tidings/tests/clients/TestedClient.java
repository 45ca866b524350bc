package dev.tidings.tests.clients;

import java.util.List;

/**
 * A client library, seen through what each of them can do. Texts have one character for each byte.
 *
 * <p>For the thread of the test. Listeners run wherever the library runs them and put what they are
 * given into {@link #deliveries}.
 */
interface TestedClient extends AutoCloseable {
  /** Subscribes, and waits until the server has confirmed it. */
  void subscribe(Subscribed to, String name);

  /** Unsubscribes from a channel, and waits until the server has confirmed it. */
  void unsubscribe(String channel);

  /** Publishes; how many received it. */
  long publish(String channel, String payload);

  /** Publishes to a shard channel; how many received it. */
  long publishToShard(String channel, String payload);

  /** Publishes all in one MULTI … EXEC; the replies of EXEC. */
  List<Long> publishTogether(String channel, List<String> payloads);

  /** Publishes without waiting for a reply before all have been sent. */
  void publishAtOnce(String channel, List<String> payloads);

  /** What its listeners have been given. */
  Deliveries deliveries();

  @Override
  void close();
}
