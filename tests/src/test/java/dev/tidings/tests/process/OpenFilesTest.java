package dev.tidings.tests.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Eventually;
import dev.tidings.testkit.FreePort;
import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.RespValue;
import dev.tidings.testkit.TidingsProcess;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that may open few files only, and so take few connections only. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class OpenFilesTest {
  private static final int LIMIT = 200;

  /** As when the administrator, or the system, changes its mind while the server runs. */
  @ParameterizedTest
  @ValueSource(strings = {"epoll", "nio"})
  void whenNoneIsLeftItSaysSoAndServesAgainWhenSomeAreGivenBack(String transport) throws Exception {
    List<Socket> crowd = new ArrayList<>();
    try (TidingsProcess server = TidingsProcess.start("--transport", transport);
        RawClient client = server.open()) {
      // Once before: what it takes to serve this, and to end, is loaded then.
      assertThat(client.call("PUBLISH", "news", "hello")).hasToString(":0");
      try (RawClient other = server.open()) {
        assertThat(other.call("PING")).hasToString("+PONG");
      }
      Eventually.is(
          "the end of the other",
          () -> client.call("INFO", "clients").text().contains("connected_clients:1\r\n"));
      allowOpenFiles(server.pid(), openFiles(server.pid()) + 20);
      for (int i = 0; i < 100; i++) {
        crowd.add(new Socket(server.host(), server.port()));
      }
      assertThat(server.awaitLog("Error accepting a client connection: Too many open files"))
          .isTrue();
      assertThat(client.call("PUBLISH", "news", "still here")).hasToString(":0");
      for (Socket one : crowd) {
        one.close();
      }
      try (RawClient next = server.open()) {
        assertThat(next.call("PING")).hasToString("+PONG");
      }
      assertThat(client.call("PING")).hasToString("+PONG");
    } finally {
      for (Socket one : crowd) {
        one.close();
      }
    }
  }

  private static int openFiles(long pid) throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
      return (int) files.count();
    }
  }

  private static void allowOpenFiles(long pid, int count) throws Exception {
    Process process =
        new ProcessBuilder("prlimit", "--pid", Long.toString(pid), "--nofile=" + count + ":")
            .inheritIO()
            .start();
    assertThat(process.waitFor()).isZero();
  }

  /** One more at the HTTP port than it takes does not cost a client its place. */
  @Test
  void httpHasAPartOfTheFilesAndNoMore() throws IOException {
    int http = FreePort.find();
    List<Socket> crowd = new ArrayList<>();
    try (TidingsProcess server = TidingsProcess.startWithin(LIMIT, "--http-port", "" + http)) {
      assertThat(server.log())
          .contains("http-max-connections is lowered from 128 to ", "maxclients is lowered from ");
      for (int i = 0; i < LIMIT; i++) {
        crowd.add(new Socket(server.host(), http));
        askForAPage(crowd.getLast());
      }
      List<RawClient> clients = new ArrayList<>();
      try (RawClient first = server.open()) {
        fill(clients, server, first);
        assertThat(first.call("CONFIG", "SET", "http-max-connections", "128").toString())
            .contains("The operating system is not able to handle the specified number of");
      } finally {
        clients.forEach(RawClient::close);
      }
      assertThat(server.log()).doesNotContain("Error accepting");
    } finally {
      for (Socket one : crowd) {
        one.close();
      }
    }
  }

  @Test
  void clientsAreTurnedAwayBeforeFilesAreScarce() {
    List<RawClient> clients = new ArrayList<>();
    try (TidingsProcess server = TidingsProcess.startWithin(LIMIT)) {
      assertThat(server.log()).contains("maxclients is lowered from 10000 to ");
      try (RawClient first = server.open()) {
        fill(clients, server, first);
        try (RawClient tooMany = server.open()) {
          assertThat(tooMany.expectClosed().toString()).contains("max number of clients reached");
        }
        assertThat(first.call("PING")).hasToString("+PONG");
      } finally {
        clients.forEach(RawClient::close);
      }
      assertThat(server.log()).doesNotContain("Error accepting");
    }
  }

  /** Waits until it has been served or turned away. */
  private static void askForAPage(Socket socket) throws IOException {
    socket.setSoTimeout((int) RawClient.PATIENCE.toMillis());
    try {
      socket
          .getOutputStream()
          .write("GET /healthz HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
    } catch (SocketException turnedAway) {
      // Its farewell may be lost when the server closes before it has read the request.
    }
  }

  /** As many clients as there may be, each of them served, with {@code first}. */
  private static void fill(List<RawClient> clients, TidingsProcess server, RawClient first) {
    int most =
        Integer.parseInt(
            ((RespValue.Array) first.call("CONFIG", "GET", "maxclients"))
                .elements()
                .getLast()
                .text());
    for (int i = 1; i < most; i++) {
      clients.add(server.open());
      assertThat(clients.getLast().call("PING")).hasToString("+PONG");
    }
  }
}
