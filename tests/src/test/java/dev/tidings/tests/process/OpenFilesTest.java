package dev.tidings.tests.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.FreePort;
import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.RespValue;
import dev.tidings.testkit.TidingsProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that may open few files only, and so take few connections only. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class OpenFilesTest {
  private static final int LIMIT = 200;

  @ParameterizedTest
  @ValueSource(strings = {"epoll", "nio"})
  void whenNoneIsLeftItSaysSoAndServesAgainWhenSomeAreGivenBack(String transport)
      throws IOException {
    int http = FreePort.find();
    List<Socket> crowd = new ArrayList<>();
    try (TidingsProcess server =
            TidingsProcess.startWithin(LIMIT, "--http-port", "" + http, "--transport", transport);
        RawClient client = server.open()) {
      // Once before: what it takes to serve this is loaded then.
      assertThat(client.call("PUBLISH", "news", "hello")).hasToString(":0");
      // Connections to the port for browsers, which maxclients does not count.
      for (int i = 0; i < LIMIT; i++) {
        crowd.add(new Socket(InetAddress.getLoopbackAddress(), http));
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

  @Test
  void clientsAreTurnedAwayBeforeFilesAreScarce() {
    List<RawClient> clients = new ArrayList<>();
    try (TidingsProcess server = TidingsProcess.startWithin(LIMIT)) {
      assertThat(server.log()).contains("maxclients is lowered from 10000 to ");
      try (RawClient first = server.open()) {
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
}
