package dev.tidings.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.TidingsProcess;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A subscriber that never reads is cut at its limit, and nobody else feels it. */
final class SlowSubscriberTest {
  private static final long LIMIT_BYTES = 4 << 20;

  /** Beside the limit: what the server allocates while it works. */
  private static final long MARGIN_BYTES = 4 << 20;

  private static final String PAYLOAD = "m".repeat(10_000);
  private static final int READERS = 8;

  /** Much less than the limit, and all readers have read it before the next comes. */
  private static final int BATCH = 50;

  /** So many that kernels' buffers and the limit overflow several times. */
  private static final int BATCHES = 80;

  private static final int BATCHES_BETWEEN_MEASUREMENTS = 8;
  private static final int SMALL_WINDOW_BYTES = 4096;

  @Test
  void oneThatNeverReadsIsCutAndTheOthersReceiveEverything() {
    try (TidingsProcess server =
            TidingsProcess.start(
                "--client-output-buffer-limit", "pubsub", "" + LIMIT_BYTES, "0", "0");
        RawClient publisher = server.open();
        RawClient slow = RawClient.tcp(server.host(), server.port(), SMALL_WINDOW_BYTES);
        Crowd readers = Crowd.connect(server.host(), server.port(), READERS)) {
      slow.call("CLIENT", "SETNAME", "sleeper");
      slow.call("SUBSCRIBE", "flood");
      readers.subscribe("flood");
      long before = LiveHeap.bytes(server.pid());
      List<Long> receivers = new ArrayList<>();
      for (int batch = 0; batch < BATCHES; batch++) {
        receivers.addAll(publishBatch(publisher, readers));
        if (batch % BATCHES_BETWEEN_MEASUREMENTS == 0) {
          assertThat(LiveHeap.bytes(server.pid())).isLessThan(before + LIMIT_BYTES + MARGIN_BYTES);
        }
      }
      assertThat(receivers)
          .as("all, then all but one")
          .startsWith(READERS + 1L)
          .endsWith((long) READERS)
          .isSortedAccordingTo((one, other) -> Long.compare(other, one));
      assertThat(slow.awaitEnd()).isLessThan((long) BATCHES * BATCH * PAYLOAD.length());
      assertThat(LiveHeap.bytes(server.pid())).isLessThan(before + MARGIN_BYTES);
      assertThat(server.log()).contains("name=sleeper").contains("hard limit of its output buffer");
      assertThat(publisher.call("INFO", "stats").text())
          .contains("client_output_buffer_limit_disconnections:1\r\n");
    }
  }

  private static List<Long> publishBatch(RawClient publisher, Crowd readers) {
    List<List<String>> requests = new ArrayList<>();
    for (int i = 0; i < BATCH; i++) {
      requests.add(List.of("PUBLISH", "flood", PAYLOAD));
    }
    publisher.pipeline(requests);
    readers.expect(Crowd.message("flood", PAYLOAD).repeat(BATCH));
    return publisher.frames(BATCH).stream().map(reply -> reply.number()).toList();
  }
}
