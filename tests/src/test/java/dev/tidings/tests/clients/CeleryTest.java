package dev.tidings.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.TidingsProcess;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Celery with Tidings as its broker and for its results: blocking pops of several lists, an index
 * of what is not acknowledged, subscriptions for results and for the control of workers.
 */
final class CeleryTest {
  @Test
  void everyTaskIsDoneOnceEvenIfItsWorkerDies() {
    try (TidingsProcess server = TidingsProcess.start()) {
      String address = "redis://" + server.host() + ":" + server.port() + "/0";
      CommandRun run =
          CommandRun.of(
              RedisPyTest.SCRIPTS,
              Map.of("PYTHONDONTWRITEBYTECODE", "1"),
              List.of(RedisPyTest.PYTHON, "celery_queue.py", address),
              "");
      assertThat(run.output())
          .contains("group 380\nchord 15\nchain 6\nruns 27\n")
          .contains("revoke 1\n")
          .contains("orphan done by another\ntaken 2 unwanted 0\n");
      assertThat(run.exitCode()).isZero();
    }
  }
}
