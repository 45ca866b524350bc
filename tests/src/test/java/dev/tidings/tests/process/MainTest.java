package dev.tidings.tests.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Eventually;
import dev.tidings.testkit.FreePort;
import dev.tidings.testkit.RawClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, unit = TimeUnit.SECONDS)
class MainTest {
  @TempDir Path folder;

  @Test
  void aGoodStartAndAnOrderlyEndAreToldInTheFormOfRedis() throws Exception {
    int port = FreePort.find();
    int http = FreePort.find();
    Process process =
        start(port, "--pidfile", "p.pid", "--logfile", "log", "--http-port", "" + http);
    Path log = folder.resolve("log");
    awaitText(log, "Ready to accept connections tcp");
    try (RawClient client = RawClient.tcp("127.0.0.1", port)) {
      assertThat(client.call("PING")).hasToString("+PONG");
      assertThat(Files.readString(folder.resolve("p.pid"))).isEqualTo(process.pid() + "\n");
      process.destroy();
      assertThat(client.expectClosed()).isEmpty();
    }
    assertThat(process.waitFor()).isZero();
    assertThat(Files.exists(folder.resolve("p.pid"))).isFalse();
    assertThat(Files.readAllLines(log))
        .allMatch(line ->
            line.matches(
                process.pid() + ":M \\d\\d \\w{3} \\d{4} \\d\\d:\\d\\d:\\d\\d\\.\\d{3} [*#] .+"))
        .anyMatch(line -> line.endsWith("* Running mode=standalone, port=" + port + "."))
        .anyMatch(line -> line.endsWith("* Metrics at http://127.0.0.1:" + http + "/metrics"))
        .anyMatch(line -> line.endsWith("# Received SIGTERM scheduling shutdown..."))
        .anyMatch(line -> line.endsWith("# User requested shutdown..."))
        .anyMatch(line -> line.endsWith("is now ready to exit, bye bye..."));
  }

  @Test
  void inTheBackgroundItServesWhenTheFirstProcessHasEnded() throws Exception {
    int port = FreePort.find();
    Process first = start(port, "--daemonize", "yes", "--pidfile", "p.pid", "--logfile", "log");
    assertThat(first.waitFor()).isZero();
    long pid = Long.parseLong(Files.readString(folder.resolve("p.pid")).strip());
    ProcessHandle server = ProcessHandle.of(pid).orElseThrow();
    try (RawClient client = RawClient.tcp("127.0.0.1", port)) {
      assertThat(client.call("PING")).hasToString("+PONG");
    } finally {
      server.destroy();
    }
    Eventually.is("the end of the server", () -> !server.isAlive());
  }

  @Test
  void aBadSettingIsShownAndEndsWithStatusOne() throws Exception {
    assertThat(failure("--port", "99999"))
        .contains(
            "*** FATAL CONFIG FILE ERROR (Tidings ",
            ">>> 'port \"99999\"'",
            "argument must be between 0 and 65535 inclusive");
    assertThat(failure("none.conf"))
        .isEqualTo("Fatal error, can't open config file 'none.conf': No such file or directory\n");
    assertThat(failure("--logfile", "none/log", "--port", "1"))
        .contains("Can't open the log file: No such file or directory");
    assertThat(failure("--dir", "none")).contains("No such file or directory");
  }

  @Test
  void aPortInUseIsToldInOneLine() throws Exception {
    int port = FreePort.find();
    Process holder = start(port, "--logfile", "log", "--pidfile", "p.pid");
    awaitText(folder.resolve("log"), "Ready to accept connections tcp");
    Eventually.is("the pid file", () -> Files.exists(folder.resolve("p.pid")));
    assertThat(
            failure(
                "--port",
                "" + port,
                "--bind",
                "127.0.0.1",
                "--http-port",
                "0",
                "--loglevel",
                "warning",
                "--pidfile",
                "p.pid"))
        .endsWith("# Could not listen on 127.0.0.1:" + port + ": Address already in use\n");
    assertThat(Files.readString(folder.resolve("p.pid"))).isEqualTo(holder.pid() + "\n");
    holder.destroy();
    assertThat(holder.waitFor()).isZero();
  }

  private String failure(String... arguments) throws Exception {
    Process process = run(List.of(arguments));
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isEqualTo(1);
    return said;
  }

  private Process start(int port, String... arguments) throws IOException {
    List<String> all =
        new ArrayList<>(List.of("--port", "" + port, "--bind", "127.0.0.1", "--http-port", "0"));
    all.addAll(List.of(arguments));
    return run(all);
  }

  private Process run(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tidings.app.Main"));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return process;
  }

  private static void awaitText(Path file, String text) {
    Eventually.is(
        text,
        () -> {
          try {
            return Files.exists(file) && Files.readString(file).contains(text);
          } catch (IOException failed) {
            throw new UncheckedIOException(failed);
          }
        });
  }
}
