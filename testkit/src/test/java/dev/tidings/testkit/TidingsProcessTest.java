package dev.tidings.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any server that takes {@code --port} will do here, so a real Redis plays the part. */
class TidingsProcessTest {
  private static final List<String> LAUNCHER = List.of("redis-server");
  private static final List<String> OPTIONS = List.of("--appendonly", "yes");

  @Test
  void anotherProcessGoesOnInTheDirectoryOfOneThatWasKilled(@TempDir Path directory) {
    try (TidingsProcess server = TidingsProcess.start(LAUNCHER, directory, OPTIONS);
        RawClient client = server.open()) {
      assertThat(client.call("SET", "k", "kept")).hasToString("+OK");
      assertThat(ProcessHandle.of(server.pid())).isPresent();
      server.kill9();
      assertThat(server.alive()).isFalse();
    }
    assertThat(Files.isDirectory(directory.resolve("appendonlydir"))).isTrue();
    try (TidingsProcess server = TidingsProcess.start(LAUNCHER, directory, OPTIONS);
        RawClient client = server.open()) {
      assertThat(server.log()).contains("Ready to accept connections");
      assertThat(client.call("GET", "k")).hasToString("\"kept\"");
    }
  }

  @Test
  void aServerThatDoesNotStartShowsItsLog() {
    assertThatThrownBy(() -> TidingsProcess.start(LAUNCHER, null, List.of("--no-such-option", "1")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("no-such-option");
    assertThatThrownBy(() -> TidingsProcess.start(List.of("no-such-program"), null, List.of()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("cannot start no-such-program");
  }
}
