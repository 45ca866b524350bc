package dev.tidings.tests.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.TidingsProcess;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The end of a server whose clients do not read. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ShutdownTest {
  /** Together more than the kernel keeps for a connection, whatever it allows. */
  private static final int MESSAGES = 24;

  private static final String MESSAGE = "m".repeat(1_000_000);

  @TempDir Path folder;
  private Path pidFile = Path.of("");

  @BeforeEach
  void pidFile() {
    pidFile = folder.resolve("p.pid");
  }

  private TidingsProcess start(String timeoutSeconds) {
    return TidingsProcess.startIn(
        folder,
        "--shutdown-timeout",
        timeoutSeconds,
        "--client-output-buffer-limit",
        "pubsub 0 0 0",
        "--pidfile",
        pidFile.toString());
  }

  /** A subscriber with much that waits for it, none of which it will read. */
  private static RawClient deaf(TidingsProcess server) {
    RawClient deaf = RawClient.tcp(server.host(), server.port(), 4096);
    deaf.call("SUBSCRIBE", "news");
    try (RawClient publisher = server.open()) {
      for (int i = 0; i < MESSAGES; i++) {
        assertThat(publisher.call("PUBLISH", "news", MESSAGE)).hasToString(":1");
      }
    }
    return deaf;
  }

  @Test
  void theSecondSignalEndsAtOnceWhatTheFirstHasToWaitFor() {
    try (TidingsProcess server = start("3600");
        RawClient deaf = deaf(server);
        RawClient idle = server.open()) {
      assertThat(idle.call("PING")).hasToString("+PONG");
      assertThat(pidFile).exists();
      server.terminate();
      assertThat(server.awaitLog("User requested shutdown")).isTrue();
      assertThat(idle.expectClosed()).isEmpty();
      assertThatThrownBy(server::open).isInstanceOf(UncheckedIOException.class);
      assertThat(server.alive()).isTrue();
      server.terminate();
      assertThat(server.awaitExit()).isEqualTo(1);
      assertThat(server.log())
          .contains("Received SIGTERM scheduling shutdown...", "You insist... exiting now.")
          .doesNotContain("did not read");
      assertThat(Files.exists(pidFile)).isFalse();
      assertThat(deaf.awaitEnd()).isLessThan(MESSAGES * (long) MESSAGE.length());
    }
  }

  @Test
  void clientsThatDoNotReadAreWaitedForNoLongerThanTheSettingSays() {
    try (TidingsProcess server = start("1");
        RawClient deaf = deaf(server)) {
      server.terminate();
      assertThat(server.awaitExit()).isZero();
      assertThat(server.log())
          .contains("1 client did not read what waited for it in time.", "bye bye")
          .doesNotContain("You insist");
      assertThat(Files.exists(pidFile)).isFalse();
      assertThat(deaf.awaitEnd()).isLessThan(MESSAGES * (long) MESSAGE.length());
    }
  }

  @Test
  void clientsThatReadHaveEverythingBeforeTheEnd() {
    try (TidingsProcess server = start("3600");
        RawClient late = deaf(server)) {
      server.terminate();
      assertThat(server.awaitLog("User requested shutdown")).isTrue();
      assertThat(late.expectClosed()).hasSize(MESSAGES);
      assertThat(server.awaitExit()).isZero();
      assertThat(server.log()).doesNotContain("did not read");
    }
  }
}
