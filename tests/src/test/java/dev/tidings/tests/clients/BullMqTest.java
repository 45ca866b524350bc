package dev.tidings.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.TidingsProcess;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** BullMQ, a queue of jobs made of Lua scripts, sorted sets, streams and blocking pops. */
final class BullMqTest {
  @Test
  void everyJobIsDoneOnceEvenIfItsWorkerDies() {
    try (TidingsProcess server = TidingsProcess.start()) {
      CommandRun run =
          CommandRun.of(
              NodePackages.folder(),
              Map.of("NODE_NO_WARNINGS", "1"),
              List.of("node", "bullmq.mjs", server.host(), "" + server.port()),
              "");
      assertThat(run.output())
          .contains("plain 50\n")
          .contains("urgent (1), delayed (1), retried (3), once (1), left behind (1)\n")
          .contains("counts {\"completed\":55,\"failed\":0,\"waiting\":0}");
      assertThat(run.exitCode()).isZero();
    }
  }
}
