package dev.tidings.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.testkit.FreePort;
import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.TestCertificate;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
  @TempDir Path folder;
  private TestCertificate certificate;
  private int port;

  @BeforeEach
  void certificate() {
    certificate = TestCertificate.make(folder);
    port = FreePort.find();
  }

  private RunningServer start(String authentication) {
    return RunningServer.start(
        "tls-port " + port,
        "tls-cert-file " + certificate.certificate(),
        "tls-key-file " + certificate.key(),
        "tls-ca-cert-file " + certificate.certificate(),
        "tls-auth-clients " + authentication);
  }

  @Test
  void anEncryptedClientIsServedLikeAnyOther() {
    try (RunningServer running = start("no");
        RawClient plain = running.open();
        RawClient client = RawClient.tls("127.0.0.1", port, certificate.trusting())) {
      client.call("SUBSCRIBE", "news");
      String message = "m".repeat(300_000);
      assertThat(plain.call("PUBLISH", "news", message)).hasToString(":1");
      assertThat(client.read().toString()).contains(message);
      running.server().stop();
      assertThat(client.expectClosed()).isEmpty();
    }
  }

  @Test
  void aClientWithoutACertificateIsRefusedWhereOneIsAskedFor() {
    try (RunningServer running = start("yes")) {
      assertThatThrownBy(
              () -> {
                try (RawClient client = RawClient.tls("127.0.0.1", port, certificate.trusting())) {
                  client.call("PING");
                }
              })
          .isNotNull();
      try (RawClient plain = running.open()) {
        assertThat(plain.call("CONFIG", "SET", "tls-auth-clients", "optional")).hasToString("+OK");
      }
      try (RawClient client = RawClient.tls("127.0.0.1", port, certificate.trusting())) {
        assertThat(client.call("PING")).hasToString("+PONG");
      }
    }
  }

  @Test
  void settingsThatMakeNoSenseChangeNothing() {
    try (RunningServer running = start("no");
        RawClient plain = running.open()) {
      assertThat(plain.call("CONFIG", "SET", "tls-ciphers", "NONE-SUCH").toString())
          .contains("Unable to update TLS configuration. Check server logs.");
      assertThat(plain.call("CONFIG", "SET", "tls-cert-file", "none").toString())
          .contains("Unable to update TLS configuration. Check server logs.");
      try (RawClient client = RawClient.tls("127.0.0.1", port, certificate.trusting())) {
        assertThat(client.call("PING")).hasToString("+PONG");
      }
    }
  }

  @Test
  void withoutACertificateNothingStarts() {
    assertThatThrownBy(() -> Server.start(RunningServer.configuration(port, "tls-port 1"), null))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("No tls-cert-file configured!");
  }

  @Test
  void ciphersHaveTheNamesThatOpensslGivesThem() {
    assertThat(CipherNames.openSslName("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"))
        .isEqualTo("ECDHE-RSA-AES128-GCM-SHA256");
    assertThat(CipherNames.openSslName("TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256"))
        .isEqualTo("ECDHE-ECDSA-CHACHA20-POLY1305");
    assertThat(CipherNames.openSslName("TLS_RSA_WITH_AES_256_CBC_SHA")).isEqualTo("AES256-SHA");
  }
}
