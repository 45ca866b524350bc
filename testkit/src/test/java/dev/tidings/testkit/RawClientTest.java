package dev.tidings.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RawClientTest {
  @Test
  void repliesComeOneByOneAndPushesKeepTheirPlace() {
    try (RawClient client = RealRedis.shared().open()) {
      client.call("HELLO", "3");
      client.pipeline(
          List.of(List.of("SUBSCRIBE", "place"), List.of("PING"), List.of("UNSUBSCRIBE")));
      assertThat(RespValue.line(client.frames(3)))
          .isEqualTo(">[\"subscribe\", \"place\", :1]  +PONG  >[\"unsubscribe\", \"place\", :0]");
      client.send("SUBSCRIBE", "place");
      assertThat(client.call("PING")).hasToString("+PONG");
      assertThat(client.pushes()).hasSize(1);
      assertThat(client.transcript()).hasSize(6);
      client.expectQuiet();
    }
  }

  @Test
  void whatIsThereIsReadWithoutWaiting() {
    try (RawClient client = RealRedis.shared().open()) {
      client.send("SET", "k", "v").send("GET", "k");
      assertThat(RespValue.line(client.readAvailable())).isEqualTo("+OK  \"v\"");
      client.send("SUBSCRIBE", "x");
      assertThat(client.readAvailable()).hasSize(1);
      client.sendInline("UNSUBSCRIBE");
      assertThatThrownBy(client::expectQuiet).hasMessageContaining("unsubscribe");
    }
  }

  @Test
  void theEndIsSeenWithWhatCameBeforeIt() {
    try (RawClient client = RealRedis.shared().open()) {
      assertThat(RespValue.line(client.sendText("PING\r\nQUIT\r\n").expectClosed()))
          .isEqualTo("+PONG  +OK");
      assertThatThrownBy(client::read).hasMessageContaining("the server closed");
    }
  }

  @Test
  void aValueThatDoesNotComeIsNamedWithThoseThatDid() {
    try (RawClient client = RealRedis.shared().open()) {
      client.patience(Duration.ofMillis(50)).send("PING");
      assertThatThrownBy(() -> client.frames(2))
          .isInstanceOf(AssertionError.class)
          .hasMessageContaining("value 2 of 2")
          .hasMessageContaining("came: +PONG");
    }
  }

  @Test
  void allBytesPassBothWays() {
    StringBuilder all = new StringBuilder();
    for (char c = 0; c < 256; c++) {
      all.append(c);
    }
    try (RawClient client = RealRedis.shared().open()) {
      assertThat(client.call("ECHO", all.toString()).text()).isEqualTo(all.toString());
      assertThat(client.call("ECHO", Latin1.ofUtf8("é…")).text()).hasSize(5);
      assertThatThrownBy(() -> client.send("…")).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void largeValuesPassBothWaysOverAUnixSocket(@TempDir Path directory) {
    Path socket = directory.resolve("s");
    String large = "0123456789".repeat(1_000_000);
    try (RealRedis redis = RealRedis.start("--unixsocket", socket.toString());
        RawClient client = RawClient.unix(socket)) {
      assertThat(redis.pid()).isPositive();
      assertThat(client.call("SET", "k", large)).hasToString("+OK");
      assertThat(client.call("GET", "k").text()).isEqualTo(large);
      assertThat(client.sendText("*1\r\n$x\r\n").expectClosed())
          .singleElement()
          .hasToString("-ERR Protocol error: invalid bulk length");
    }
  }

  @Test
  void valuesPassBothWaysOverTls(@TempDir Path directory) {
    TestCertificate certificate = TestCertificate.make(directory);
    int port = FreePort.find();
    try (RealRedis redis =
            RealRedis.start(
                "--tls-port",
                Integer.toString(port),
                "--tls-cert-file",
                certificate.certificate().toString(),
                "--tls-key-file",
                certificate.key().toString(),
                "--tls-ca-cert-file",
                certificate.certificate().toString(),
                "--tls-auth-clients",
                "no");
        RawClient client = RawClient.tls(redis.host(), port, certificate.trusting())) {
      String large = "0123456789".repeat(100_000);
      assertThat(client.call("ECHO", large).text()).isEqualTo(large);
      assertThat(client.send("QUIT").expectClosed()).singleElement().hasToString("+OK");
    }
  }
}
