package dev.tidings.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidings.testkit.Eventually;
import dev.tidings.testkit.FreePort;
import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.RespValue;
import dev.tidings.testkit.TestAuthority;
import dev.tidings.testkit.TestCertificate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientCertificateTest {
  @TempDir static Path folder;
  private static TestAuthority authority;
  private static TestCertificate own;
  private static TestCertificate friend;
  private static TestCertificate stranger;

  private final int port = FreePort.find();

  @BeforeAll
  static void certificates() {
    authority = TestAuthority.make("house", folder);
    own = authority.issue("server");
    friend = authority.issue("friend");
    stranger = TestAuthority.make("elsewhere", folder).issue("stranger");
  }

  private RunningServer start(String authentication, String... lines) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "tls-port " + port,
                "tls-cert-file " + own.certificate(),
                "tls-key-file " + own.key(),
                "tls-ca-cert-file " + authority.certificate(),
                "tls-auth-clients " + authentication));
    all.addAll(List.of(lines));
    return RunningServer.start(all.toArray(String[]::new));
  }

  /** How a client of this test proves who it is. */
  enum Proof {
    FRIEND,
    NONE,
    STRANGER
  }

  private static SSLContext context(Proof proof) {
    return switch (proof) {
      case FRIEND -> friend.presenting();
      case NONE -> friend.trusting();
      case STRANGER -> authority.trustedBy(stranger);
    };
  }

  @ParameterizedTest
  @CsvSource({
    "yes, FRIEND, true",
    "yes, NONE, false",
    "yes, STRANGER, false",
    "optional, FRIEND, true",
    "optional, NONE, true",
    "optional, STRANGER, false",
    "no, FRIEND, true",
    "no, NONE, true",
    "no, STRANGER, true"
  })
  void whoIsServedIsUpToTheSetting(String authentication, Proof proof, boolean served)
      throws Exception {
    for (String version : List.of("TLSv1.2", "TLSv1.3")) {
      try (RunningServer running = start(authentication, "tls-protocols " + version)) {
        if (served) {
          try (RawClient client = RawClient.tls("127.0.0.1", port, context(proof))) {
            assertThat(client.call("PING")).hasToString("+PONG");
          }
        } else {
          Throwable refused = catchThrowable(() -> ping(context(proof)));
          assertThat(refused).as("%s with %s over %s", authentication, proof, version).isNotNull();
          assertThat(running.<Long>inside(engine -> engine.statistics().commands())).isZero();
        }
        Eventually.is("nobody left", () -> running.inside(engine -> engine.sessions().size()) == 0);
      }
    }
  }

  private void ping(SSLContext context) {
    try (RawClient client = RawClient.tls("127.0.0.1", port, context)) {
      client.call("PING");
    }
  }

  @Test
  void changesOfTheSettingHoldForThoseWhoComeLater() throws Exception {
    try (RunningServer running = start("no");
        RawClient plain = running.open();
        RawClient before = RawClient.tls("127.0.0.1", port, context(Proof.NONE))) {
      assertThat(before.call("PING")).hasToString("+PONG");
      assertThat(plain.call("CONFIG", "SET", "tls-auth-clients", "yes")).hasToString("+OK");
      assertThat(before.call("PING")).hasToString("+PONG");
      assertThat(catchThrowable(() -> ping(context(Proof.NONE)))).isNotNull();
      try (RawClient after = RawClient.tls("127.0.0.1", port, context(Proof.FRIEND))) {
        assertThat(after.call("PING")).hasToString("+PONG");
      }
    }
  }

  @Test
  void messagesOfEverySizePassBothWaysWhole() throws Exception {
    try (RunningServer running = start("yes", "client-output-buffer-limit pubsub 0 0 0");
        RawClient plain = running.open();
        RawClient publisher = RawClient.tls("127.0.0.1", port, context(Proof.FRIEND));
        RawClient subscriber = RawClient.tls("127.0.0.1", port, context(Proof.FRIEND))) {
      subscriber.call("SUBSCRIBE", "news");
      plain.call("SUBSCRIBE", "news");
      // Around the size of a TLS record, of a read and of a batch, and far beyond.
      int[] sizes = {0, 1, 16_383, 16_384, 16_385, 65_536, 262_145, 1_000_000, 5_000_000};
      SplittableRandom random = new SplittableRandom(7);
      for (int size : sizes) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        String message = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(publisher.call("PUBLISH", "news", message)).hasToString(":2");
        assertThat(isMessage(subscriber.read(), message)).as("%d bytes over TLS", size).isTrue();
        assertThat(isMessage(plain.read(), message)).as("%d bytes in the clear", size).isTrue();
        assertThat(publisher.call("ECHO", message).text().equals(message)).isTrue();
      }
    }
  }

  /** Compared here, since a failure that shows megabytes shows nothing. */
  private static boolean isMessage(RespValue push, String message) {
    return push instanceof RespValue.Array array
        && array.elements().size() == 3
        && array.elements().get(2).text().equals(message);
  }

  @Test
  void redisCliIsServed() throws Exception {
    assumeTrue(run("redis-cli", "--help").contains("--tls"), "redis-cli was built without TLS");
    try (RunningServer running = start("yes")) {
      assertThat(running.port()).isNotEqualTo(port);
      List<String> line =
          new ArrayList<>(List.of("redis-cli", "-p", "" + port, "--tls", "--cacert"));
      line.add(authority.certificate().toString());
      List<String> proof =
          List.of("--cert", friend.certificate().toString(), "--key", friend.key().toString());
      assertThat(run(with(line, proof, "PING"))).isEqualTo("PONG\n");
      assertThat(run(with(line, proof, "PUBLISH", "news", "x"))).isEqualTo("0\n");
      assertThat(run(with(line, List.of(), "PING"))).doesNotContain("PONG").isNotEmpty();
    }
  }

  private static String[] with(List<String> line, List<String> proof, String... request) {
    List<String> all = new ArrayList<>(line);
    all.addAll(proof);
    all.addAll(List.of(request));
    return all.toArray(String[]::new);
  }

  private static String run(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getOutputStream().close();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}
