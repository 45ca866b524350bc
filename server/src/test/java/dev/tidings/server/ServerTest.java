package dev.tidings.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidings.testkit.FreePort;
import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.RespValue;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ServerTest {
  @ParameterizedTest
  @EnumSource(Transport.class)
  void servesOnEveryTransportThatWorksHereWithSeveralLoops(Transport transport) {
    if (!transport.works()) {
      return;
    }
    String name = transport == Transport.NIO ? "nio" : transport.toString();
    try (RunningServer running = RunningServer.start("transport " + name, "io-threads 3");
        RawClient subscriber = running.open();
        RawClient publisher = running.open();
        RawClient third = running.open()) {
      assertThat(subscriber.call("SUBSCRIBE", "news")).isInstanceOf(RespValue.Array.class);
      for (int i = 0; i < 50; i++) {
        assertThat(publisher.call("PUBLISH", "news", "a" + i)).hasToString(":1");
        assertThat(third.call("PUBLISH", "news", "b" + i)).hasToString(":1");
        assertThat(subscriber.frames(2).toString()).contains("a" + i, "b" + i);
      }
    }
  }

  @Test
  void aClientThatOnlySendsGetsItsRepliesBeforeTheEnd() {
    try (RunningServer running = RunningServer.start();
        RawClient client = running.open()) {
      client.sendText("PING\r\nPING again\r\n").closeSending();
      assertThat(client.expectClosed()).hasToString("[+PONG, \"again\"]");
    }
  }

  @Test
  void clientsAboveMaxclientsAreToldAndLetGo() {
    try (RunningServer running = RunningServer.start("maxclients 1");
        RawClient first = running.open()) {
      assertThat(first.call("PING")).hasToString("+PONG");
      try (RawClient second = running.open()) {
        assertThat(second.expectClosed().toString()).contains("ERR max number of clients reached");
      }
      assertThat(running.server().engine().statistics().rejectedConnections()).isEqualTo(1);
    }
  }

  @Test
  void aUnixSocketHasItsRightsAndLeavesWithTheServer(@TempDir Path folder) throws Exception {
    Path socket = folder.resolve("s");
    try (RunningServer running = RunningServer.start("unixsocket " + socket, "unixsocketperm 700");
        RawClient client = RawClient.unix(socket)) {
      assertThat(client.call("PING")).hasToString("+PONG");
      assertThat(Files.getPosixFilePermissions(socket))
          .isEqualTo(PosixFilePermissions.fromString("rwx------"));
      running.server().stop();
      assertThat(client.expectClosed()).isEmpty();
      assertThat(Files.exists(socket)).isFalse();
    }
  }

  @Test
  void stoppingLetsClientsHaveWhatWaitsForThem() {
    try (RunningServer running = RunningServer.start();
        RawClient subscriber = running.open();
        RawClient publisher = running.open()) {
      subscriber.call("SUBSCRIBE", "news");
      String message = "m".repeat(100_000);
      for (int i = 0; i < 100; i++) {
        publisher.call("PUBLISH", "news", message);
      }
      Thread stop = Thread.ofPlatform().start(running.server()::stop);
      assertThat(subscriber.awaitEnd()).isGreaterThan(100 * 100_000);
      publisher.expectClosed();
      assertThat(stop)
          .satisfies(thread -> assertThat(thread.join(java.time.Duration.ofSeconds(30))).isTrue());
      assertThatThrownBy(running::open).isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void shutdownAsksForTheEnd() {
    try (RunningServer running = RunningServer.start();
        RawClient client = running.open()) {
      client.send("SHUTDOWN", "NOSAVE");
      assertThat(running.server().awaitEnding()).isInstanceOf(Ending.Asked.class);
      assertThat(client.expectClosed()).isEmpty();
    }
  }

  @Test
  void aTakenPortIsToldInOneLine() {
    try (RunningServer running = RunningServer.start()) {
      assertThatThrownBy(() -> Server.start(RunningServer.configuration(running.port()), null))
          .isInstanceOf(StartFailure.class)
          .hasMessage(
              "Could not listen on 127.0.0.1:" + running.port() + ": Address already in use");
    }
  }

  @Test
  void listenersMoveAllOrNone() {
    try (RunningServer running = RunningServer.start();
        RunningServer other = RunningServer.start();
        RawClient client = running.open()) {
      assertThat(client.call("CONFIG", "SET", "port", "" + other.port()).toString())
          .contains("Unable to listen on this port. Check server logs.");
      // An address that is set aside for documentation, and so belongs to nobody.
      assertThat(client.call("CONFIG", "SET", "bind", "127.0.0.1 203.0.113.9").toString())
          .contains("Failed to bind to specified addresses.");
      try (RawClient still = running.open()) {
        assertThat(still.call("PING")).hasToString("+PONG");
      }
      int next = FreePort.find();
      assertThat(client.call("CONFIG", "SET", "port", "" + next)).hasToString("+OK");
      try (RawClient moved = RawClient.tcp("127.0.0.1", next)) {
        assertThat(moved.call("PING")).hasToString("+PONG");
      }
      assertThatThrownBy(running::open).isInstanceOf(UncheckedIOException.class);
    }
  }

  @Test
  void metricsCanBeScraped() throws Exception {
    int http = FreePort.find();
    try (RunningServer running = RunningServer.start("http-port " + http);
        RawClient client = running.open();
        HttpClient browser = HttpClient.newHttpClient()) {
      client.call("PUBLISH", "nobody", "hears");
      String page = page(browser, http, "/metrics", 200);
      assertThat(page.lines().filter(line -> !line.startsWith("#")))
          .isNotEmpty()
          .allMatch(line -> line.matches("[a-z_]+(\\{[^}]*})? [-+.0-9E]+"))
          .contains(
              "tidings_publications_total 1.0",
              "tidings_deliveries_total 0.0",
              "tidings_connected_clients{class=\"normal\"} 1.0",
              "tidings_commands_total{command=\"publish\"} 1.0");
      assertThat(page(browser, http, "/healthz", 200)).isEqualTo("ok\n");
      assertThat(page(browser, http, "/nothing", 404)).isEqualTo("Not Found\n");
    }
  }

  private static String page(HttpClient browser, int port, String path, int status)
      throws Exception {
    HttpResponse<String> response =
        browser.send(
            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(Set.of(response.statusCode())).containsExactly(status);
    return response.body();
  }
}
