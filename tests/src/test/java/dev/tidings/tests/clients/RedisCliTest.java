package dev.tidings.tests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Eventually;
import dev.tidings.testkit.Peer;
import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.RealRedis;
import dev.tidings.testkit.TidingsProcess;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** redis-cli prints the same whether it talks to Tidings or to Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RedisCliTest {
  private static final Path HERE = Path.of("").toAbsolutePath();
  private static final int LARGE_BYTES = 1 << 20;

  private final TidingsProcess tidings = TidingsProcess.start();

  @AfterAll
  void end() {
    tidings.close();
  }

  private static String run(Peer server, String input, String... arguments) {
    return CommandRun.of(HERE, Map.of(), command(server, arguments), input).output();
  }

  private static List<String> command(Peer server, String... arguments) {
    List<String> command = new ArrayList<>(List.of("redis-cli", "-p", "" + server.port()));
    command.addAll(List.of(arguments));
    return command;
  }

  private void isSame(String input, String... arguments) {
    String expected = run(RealRedis.shared(), input, arguments);
    assertThat(expected).isNotBlank();
    assertThat(run(tidings, input, arguments)).isEqualTo(expected);
  }

  @Test
  void aSessionOfManyCommandsPrintsTheSame() {
    isSame(
        """
        PING
        ECHO "a\\x00\\xff b"
        PUBLISH news hello
        PUBSUB NUMSUB news other
        PUBSUB CHANNELS nobody*
        MULTI
        PUBLISH news one
        SPUBLISH orders two
        EXEC
        EXEC
        MULTI
        DISCARD
        PUBLISH
        RESET
        PING back
        """);
  }

  @Test
  void bothProtocolsPrintTheSame() {
    isSame("MULTI\nPING\nPUBSUB NUMSUB a\nEXEC\nCONFIG GET port-of-call\n", "-2");
    isSame("MULTI\nPING\nPUBSUB NUMSUB a\nEXEC\nCONFIG GET port-of-call\n", "-3");
  }

  @Test
  void aLargePayloadFromStandardInputPrintsTheSame() {
    isSame("p".repeat(LARGE_BYTES), "-x", "PUBLISH", "large");
  }

  @Test
  void aSubscriberPrintsTheSame(@TempDir Path folder) throws IOException {
    for (String protocol : List.of("-2", "-3")) {
      String expected =
          subscribed(RealRedis.shared(), folder.resolve("redis" + protocol), protocol);
      assertThat(expected).contains("pmessage");
      assertThat(subscribed(tidings, folder.resolve("tidings" + protocol), protocol))
          .isEqualTo(expected);
    }
  }

  /** What a subscriber prints that is sent three messages. */
  private static String subscribed(Peer server, Path output, String protocol) throws IOException {
    Process process =
        new ProcessBuilder(command(server, protocol, "PSUBSCRIBE", "cli.*"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try (RawClient publisher = server.open()) {
      for (String payload : List.of("one", "two \u0001\u00ff", "the last")) {
        Eventually.value(
            "receivers of cli.1",
            () -> publisher.call("PUBLISH", "cli.1", payload).number(),
            receivers -> receivers == 1);
      }
      return Eventually.value(
          "the output of redis-cli", () -> text(output), text -> text.contains("the last"));
    } finally {
      process.destroyForcibly();
    }
  }

  private static String text(Path output) {
    try {
      return Files.readString(output, StandardCharsets.ISO_8859_1);
    } catch (IOException failed) {
      throw new AssertionError(failed);
    }
  }

  /** It tells that the connection is gone, and the command after that goes to the new server. */
  @Test
  void itConnectsAgainWhenTheServerWasKilled(@TempDir Path folder) throws IOException {
    Path output = folder.resolve("output");
    TidingsProcess first = TidingsProcess.start();
    Process process =
        new ProcessBuilder(command(first))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try (Writer input = process.outputWriter(StandardCharsets.US_ASCII)) {
      type(input, "PING before");
      Eventually.is("the answer", () -> text(output).contains("before"));
      first.kill9();
      first.close();
      try (TidingsProcess second = TidingsProcess.startAt(first.port())) {
        type(input, "PING lost");
        Eventually.is("the error", () -> text(output).contains("Server closed the connection"));
        type(input, "PING after");
        Eventually.is("the answer of " + second.pid(), () -> text(output).contains("after"));
      }
    } finally {
      process.destroyForcibly();
      first.close();
    }
  }

  private static void type(Writer input, String line) throws IOException {
    input.write(line + "\n");
    input.flush();
  }

  @Test
  void aUserComesInWithItsPassword() {
    run(tidings, "", "ACL", "SETUSER", "cli", "reset", "on", ">pass word", "&open.*", "+@all");
    assertThat(asUser("pass word", "PUBLISH", "open.1", "x")).isEqualTo("0\n");
    assertThat(asUser("pass word", "PUBLISH", "closed", "x")).startsWith("NOPERM ");
    assertThat(asUser("wrong", "PING")).startsWith("AUTH failed: WRONGPASS ");
  }

  private String asUser(String password, String... request) {
    List<String> arguments =
        new ArrayList<>(List.of("--user", "cli", "--pass", password, "--no-auth-warning"));
    arguments.addAll(List.of(request));
    return run(tidings, "", arguments.toArray(String[]::new));
  }
}
