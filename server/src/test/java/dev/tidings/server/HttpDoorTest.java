package dev.tidings.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Eventually;
import dev.tidings.testkit.FreePort;
import dev.tidings.testkit.RawClient;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The door for browsers, by sockets that do what no browser would. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
final class HttpDoorTest {
  private static final String ASK = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
  private static final String OK = "\r\n\r\nok\n";

  private final int http = FreePort.find();

  private RunningServer start(String... lines) {
    return RunningServer.start("http-port " + http + "\n" + String.join("\n", lines));
  }

  private Socket open() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), http);
    socket.setSoTimeout((int) RawClient.PATIENCE.toMillis());
    return socket;
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String readUntil(Socket socket, String end) throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf(end) < 0) {
      int next = socket.getInputStream().read();
      assertThat(next).as("the end after: %s", text).isNotNegative();
      text.append((char) next);
    }
    return text.toString();
  }

  /** What comes until the server closes. */
  private static String readAll(Socket socket) throws IOException {
    StringBuilder text = new StringBuilder();
    try {
      for (int next = socket.getInputStream().read();
          next >= 0;
          next = socket.getInputStream().read()) {
        text.append((char) next);
      }
    } catch (SocketException reset) {
      // What it had not read of what was sent makes a reset of its farewell.
    }
    return text.toString();
  }

  @Test
  void oneConnectionTooManyIsTurnedAwayUntilAnotherLeaves() throws IOException {
    try (RunningServer running = start("http-max-connections 2");
        RawClient client = running.open();
        Socket first = open();
        Socket second = open()) {
      send(first, ASK);
      readUntil(first, OK);
      send(second, ASK);
      readUntil(second, OK);
      try (Socket third = open()) {
        assertThat(readAll(third)).startsWith("HTTP/1.1 503 Service Unavailable\r\n");
      }
      assertThat(client.call("INFO", "clients").text())
          .contains("connected_clients:1\r\n", "http_connections:2\r\nhttp_max_connections:2\r\n");
      first.shutdownOutput();
      assertThat(readAll(first)).isEmpty();
      Eventually.is("room again", () -> running.server().http().connections() == 1);
      try (Socket next = open()) {
        send(next, "GET /metrics HTTP/1.1\r\nConnection: close\r\n\r\n");
        assertThat(readAll(next))
            .contains(
                "\ntidings_http_connections 2.0\n",
                "\ntidings_http_rejected_connections_total 1.0\n",
                "\ntidings_http_timeouts_total 0.0\n");
      }
      assertThat(client.call("CONFIG", "SET", "http-max-connections", "1")).hasToString("+OK");
      try (Socket third = open()) {
        assertThat(readAll(third)).startsWith("HTTP/1.1 503 ");
      }
      send(second, ASK);
      readUntil(second, OK);
    }
  }

  @Test
  void whoSaysNothingIsDisconnectedBeforeAndAfterAnAnswer() throws IOException {
    try (RunningServer running = start();
        RawClient client = running.open();
        Socket content = open()) {
      send(content, ASK);
      readUntil(content, OK);
      // It holds for what begins from now on: this request still has the longer time to arrive.
      assertThat(client.call("CONFIG", "SET", "http-timeout", "1")).hasToString("+OK");
      send(content, ASK);
      readUntil(content, OK);
      assertThat(readAll(content)).isEmpty();
      try (Socket silent = open()) {
        assertThat(readAll(silent)).isEmpty();
      }
      assertThat(running.server().http().timeouts()).isEqualTo(2);
    }
  }

  @Test
  void aRequestThatComesByteByByteDoesNotProlongItsTime() throws Exception {
    try (RunningServer running = start("http-timeout 1");
        Socket slow = open()) {
      send(slow, "GET /healthz HTTP/1.1\r\nX: ");
      slow.setSoTimeout(20);
      boolean closed = false;
      while (!closed) {
        try {
          send(slow, "x");
          closed = slow.getInputStream().read() < 0;
        } catch (SocketTimeoutException stillOpen) {
          // One more byte.
        } catch (SocketException reset) {
          closed = true;
        }
      }
      assertThat(running.server().http().timeouts()).isEqualTo(1);
    }
  }

  @Test
  void whoAsksAndDoesNotReadIsDisconnected() throws IOException {
    try (RunningServer running = start("http-timeout 1");
        Socket deaf = open()) {
      String many = "GET /metrics HTTP/1.1\r\n\r\n".repeat(1000);
      OutputStream out = deaf.getOutputStream();
      try {
        while (true) {
          // Waits as soon as nothing more is read.
          out.write(many.getBytes(StandardCharsets.ISO_8859_1));
        }
      } catch (SocketException closed) {
        assertThat(running.server().http().timeouts()).isEqualTo(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "epoll", "nio"})
  void allThatWasAskedAtOnceIsAnswered(String transport) throws Exception {
    int count = 3000;
    try (RunningServer _ = start("transport " + transport);
        Socket hasty = open()) {
      Thread asking =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  send(hasty, ASK.repeat(count));
                } catch (IOException failed) {
                  throw new UncheckedIOException(failed);
                }
              });
      for (int i = 0; i < count; i++) {
        readUntil(hasty, OK);
      }
      asking.join();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"auto", "epoll", "nio"})
  void whoHasEndedItsSideIsStillAnswered(String transport) throws IOException {
    int count = 100;
    try (RunningServer _ = start("transport " + transport);
        Socket hasty = open()) {
      send(hasty, ASK.repeat(count));
      hasty.shutdownOutput();
      String answers = readAll(hasty);
      assertThat(answers.split(OK, -1)).hasSize(count + 1);
      assertThat(answers).endsWith(OK);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "4000, 8000, 8000, 200 OK",
    "5000, 0, 0, 414 ",
    "10, 9000, 0, 431 Request Header Fields Too Large",
    "10, 0, 9000, 413 Request Entity Too Large",
  })
  void aRequestHasLimits(int lineBytes, int headerBytes, int bodyBytes, String status)
      throws IOException {
    try (RunningServer _ = start();
        Socket socket = open()) {
      send(
          socket,
          "GET /healthz?%s HTTP/1.1\r\nX: %s\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
              .formatted("a".repeat(lineBytes), "b".repeat(headerBytes), bodyBytes));
      if (status.startsWith("2")) {
        send(socket, "c".repeat(bodyBytes));
      }
      assertThat(readAll(socket)).startsWith("HTTP/1.1 " + status);
    }
  }

  @Test
  void whatIsNotHttpIsToldSoAndClosed() throws IOException {
    try (RunningServer _ = start();
        Socket socket = open()) {
      send(socket, "*1\r\n$4\r\nPING\r\n\r\n");
      assertThat(readAll(socket)).startsWith("HTTP/1.1 400 Bad Request\r\n");
    }
  }
}
