package dev.tidings.tests.clients;

import dev.tidings.testkit.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** What a client has received and the test has not looked at yet. For any threads. */
final class Deliveries {
  private final BlockingQueue<Delivery> waiting = new LinkedBlockingQueue<>();

  void add(Delivery delivery) {
    waiting.add(delivery);
  }

  /** The next {@code count}, in the order in which they came. */
  List<Delivery> next(int count) {
    List<Delivery> found = new ArrayList<>();
    while (found.size() < count) {
      Delivery next = poll();
      if (next == null) {
        throw new AssertionError(
            "only " + found.size() + " of " + count + " messages came, the last: " + last(found));
      }
      found.add(next);
    }
    return found;
  }

  /** What has come and was not looked at. */
  List<Delivery> rest() {
    List<Delivery> rest = new ArrayList<>();
    waiting.drainTo(rest);
    return rest;
  }

  @SuppressWarnings("NullAway") // null is how a queue says that nothing came
  private Delivery poll() {
    try {
      return waiting.poll(RawClient.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      throw new AssertionError("interrupted while waiting for a message", interrupted);
    }
  }

  private static String last(List<Delivery> found) {
    return found.isEmpty() ? "none" : found.getLast().toString();
  }
}
