package dev.tidings.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidings.testkit.Eventually;
import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.RespValue;
import dev.tidings.testkit.TidingsProcess;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A crowd subscribes, half of it vanishes, and nothing of it stays behind. */
final class TenThousandConnectionsTest {
  private static final int CROWD = 10_000;

  /** What the server and the test need besides the crowd. */
  private static final int OTHER_FILES = 500;

  /**
   * Heap that may stay: code is loaded and tables grow while the crowd is there. A leak of even 500
   * bytes a connection would be more.
   */
  private static final long MARGIN_BYTES = 4 << 20;

  @Test
  void allAreServedAndNothingOfThoseWhoVanishStays() {
    assumeTrue(mostOpenFiles() >= CROWD + OTHER_FILES, "too few files may be open here");
    try (TidingsProcess server = TidingsProcess.start("--maxclients", "" + (CROWD + OTHER_FILES));
        RawClient observer = server.open()) {
      warmUp(server, observer);
      long before = LiveHeap.bytes(server.pid());
      try (Crowd crowd = Crowd.connect(server.host(), server.port(), CROWD)) {
        crowd.subscribe("square");
        publish(observer, crowd, "all of you");
        crowd.halfVanish();
        awaitSubscribers(observer, CROWD / 2);
        publish(observer, crowd, "those who stayed");
      }
      awaitSubscribers(observer, 0);
      awaitClients(observer, 1);
      assertThat(LiveHeap.bytes(server.pid())).isLessThan(before + MARGIN_BYTES);
    }
  }

  /** A little crowd first, so that what is loaded once is there before the heap is measured. */
  private static void warmUp(TidingsProcess server, RawClient observer) {
    try (Crowd crowd = Crowd.connect(server.host(), server.port(), 100)) {
      crowd.subscribe("square");
      publish(observer, crowd, "a rehearsal");
    }
    awaitSubscribers(observer, 0);
  }

  private static void publish(RawClient observer, Crowd crowd, String payload) {
    assertThat(observer.call("PUBLISH", "square", payload))
        .isEqualTo(new RespValue.IntegerNumber(crowd.size()));
    crowd.expect(Crowd.message("square", payload));
  }

  private static void awaitSubscribers(RawClient observer, int wanted) {
    Eventually.value(
        "subscribers",
        () -> observer.call("PUBSUB", "NUMSUB", "square").elements().get(1).number(),
        count -> count == wanted);
  }

  private static void awaitClients(RawClient observer, int wanted) {
    Eventually.value(
        "connected clients",
        () -> observer.call("INFO", "clients").text(),
        text -> text.contains("connected_clients:" + wanted + "\r\n"));
    assertThat(observer.call("CLIENT", "LIST").text().lines()).hasSize(wanted);
  }

  private static long mostOpenFiles() {
    String limit =
        CommandRun.of(Path.of("").toAbsolutePath(), List.of("sh", "-c", "ulimit -Hn"))
            .output()
            .strip();
    return limit.equals("unlimited") ? Long.MAX_VALUE : Long.parseLong(limit);
  }
}
