package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.Eventually;
import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.Scene;
import org.junit.jupiter.api.Test;

/** What becomes of a subscriber that does not read. */
class OutputBufferComparisonTest {
  private static final String PAYLOAD = "x".repeat(100_000);
  private static final int WINDOW_BYTES = 4096;

  @Test
  void theLimitsAreToldInBytes() {
    Servers.shared()
        .run(
            "limits of output buffers",
            s -> {
              s.client("a").call("CONFIG", "GET", "client-output-buffer-limit");
              for (String limit :
                  new String[] {
                    "pubsub 1mb",
                    "foo 1 1 1",
                    "pubsub x 1 1",
                    "pubsub 1mb 2mb 10 normal 0 0 0",
                    "pubsub 1 1 -1",
                    "pubsub 32mb 8mb 60",
                  }) {
                s.client("a").call("CONFIG", "SET", "client-output-buffer-limit", limit);
                s.client("a").call("CONFIG", "GET", "client-output-buffer-limit");
              }
            });
  }

  @Test
  void aSubscriberAboveTheHardLimitIsDisconnected() {
    try (Servers servers = Servers.start("--client-output-buffer-limit", "pubsub 1mb 0 0")) {
      servers
          .comparison()
          .run(
              "the hard limit",
              s -> {
                untilNobodyReceives(s);
                s.client("b").calls("PUBSUB NUMSUB ch", "PUBSUB CHANNELS");
              });
      servers
          .comparison()
          .run(
              "disconnections are counted",
              s ->
                  s.client("b")
                      .call("INFO", "stats")
                      .only(Fields.ofInfo("client_output_buffer_limit_disconnections"))
                      .mask(":([1-9]\\d*)"));
    }
  }

  @Test
  void aSubscriberAboveTheSoftLimitIsDisconnectedEvenWhenNothingMoreIsSent() {
    try (Servers servers = Servers.start("--client-output-buffer-limit", "pubsub 0 10kb 1")) {
      servers
          .comparison()
          .run(
              "the soft limit",
              s -> {
                try (RawClient slow = slow(s)) {
                  for (int i = 0; i < 120; i++) {
                    s.client("b").connection().call("PUBLISH", "ch", PAYLOAD);
                  }
                  Eventually.is("the slow subscriber is gone", () -> receivers(s) == 0);
                  slow.awaitEnd();
                }
                s.client("b").calls("PUBSUB CHANNELS", "PING");
              });
    }
  }

  @Test
  void aSubscriberBelowTheLimitsLosesNothing() {
    Comparison comparison = Servers.shared();
    comparison.run(
        "a slow reader below the limits",
        s -> {
          s.client("a").call("SUBSCRIBE", "ch");
          for (int i = 0; i < 100; i++) {
            s.client("b").connection().call("PUBLISH", "ch", i + PAYLOAD);
          }
          s.client("a").frames(100);
          s.client("a").quiet();
        });
  }

  private static void untilNobodyReceives(Scene s) {
    try (RawClient slow = slow(s)) {
      for (int i = 0; i < 2_000; i++) {
        if (s.client("b").connection().call("PUBLISH", "ch", PAYLOAD).number() == 0) {
          slow.awaitEnd();
          return;
        }
      }
      throw new AssertionError("two thousand messages were kept for one that does not read");
    }
  }

  private static long receivers(Scene s) {
    return s.client("b").connection().call("PUBSUB", "NUMSUB", "ch").elements().get(1).number();
  }

  private static RawClient slow(Scene s) {
    RawClient slow = RawClient.tcp(s.peer().host(), s.peer().port(), WINDOW_BYTES);
    if (s.protocol() == 3) {
      slow.call("HELLO", "3");
    }
    slow.send("SUBSCRIBE", "ch").frames(1);
    return slow;
  }
}
