package dev.tidings.tests.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.RespValue;
import dev.tidings.testkit.TidingsProcess;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Hostile bytes over real sockets: each connection gets replies, or a protocol error and its end;
 * the server lives, its memory stays bounded, and somebody else is served all the while.
 *
 * <p>{@code -Dfuzz.seconds=600} makes it long, {@code -Dfuzz.seed=7} makes it another one.
 */
class SocketFuzzTest {
  private static final int CONNECTIONS = 400;
  private static final Duration MORE = Duration.ofSeconds(Long.getLong("fuzz.seconds", 0));
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final String PROTOCOL_ERROR = "ERR Protocol error: ";

  /** Connections that were left in the middle of a request and stay open. */
  private static final int LEFT_OPEN = 40;

  /** Far below what the promises add up to, far above what the JVM needs. */
  private static final long MEMORY_LIMIT_KILOBYTES = 1_000_000;

  private TidingsProcess server;
  private RawClient witness;

  @BeforeEach
  void start() {
    server = TidingsProcess.start();
    witness = RawClient.tcp(server.host(), server.port());
  }

  @AfterEach
  void stop() {
    witness.close();
    server.close();
  }

  @Test
  void everyConnectionGetsRepliesOrAProtocolErrorAndItsEnd() {
    HostileBytes hostile = new HostileBytes(SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    List<RawClient> open = new ArrayList<>();
    Instant end = Instant.now().plus(MORE);
    for (int i = 0; i < CONNECTIONS || Instant.now().isBefore(end); i++) {
      byte[] bytes = hostile.next();
      try {
        RawClient client = RawClient.tcp(server.host(), server.port());
        boolean sent = sendInPieces(client, bytes, random);
        if (sent && random.nextInt(4) == 0) {
          open.add(client);
        } else {
          expectEnd(client, sent);
        }
        if (open.size() > LEFT_OPEN) {
          expectEnd(open.remove(random.nextInt(open.size())), true);
        }
        expectService();
      } catch (AssertionError failure) {
        throw new AssertionError(
            "seed %d, connection %d, bytes %s".formatted(SEED, i, Arrays.toString(bytes)), failure);
      }
    }
    open.forEach(RawClient::close);
    expectService();
    assertThat(residentKilobytes()).as("resident kB").isLessThan(MEMORY_LIMIT_KILOBYTES);
  }

  /** Lua is native code: what it is given wrong would end the process, not only a connection. */
  @Test
  void hostileProgramsLeaveLuaWhole() {
    HostileBytes hostile = new HostileBytes(SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    Instant end = Instant.now().plus(MORE);
    for (int i = 0; i < CONNECTIONS / 2 || Instant.now().isBefore(end); i++) {
      byte[] bytes = hostile.programs();
      try {
        RawClient client = RawClient.tcp(server.host(), server.port());
        expectEnd(client, sendInPieces(client, bytes, random));
        expectService();
      } catch (AssertionError failure) {
        throw new AssertionError(
            "seed %d, connection %d, bytes %s"
                .formatted(SEED, i, new String(bytes, StandardCharsets.ISO_8859_1)),
            failure);
      }
    }
    assertThat(
            witness.call("EVAL", "return cjson.encode({cmsgpack.unpack('\\147\\1\\2\\3')})", "0"))
        .isEqualTo(RespValue.bulk("[[1,2,3]]"));
    assertThat(residentKilobytes()).as("resident kB").isLessThan(MEMORY_LIMIT_KILOBYTES);
  }

  /** Each of these has ended a server, or has kept it busy, or was a bug in its log. */
  @Test
  void whatOnceHarmedTheServerIsAnErrorNow() {
    expectError("return unpack({}, -2147483648, 2147483647)", "too many results to unpack");
    expectError("local function f() return ('a'):gsub('a', f) end return f()", "stack overflow");
    expectError("return load(function() return '\\27Lua' end)()", "attempt to call a nil value");
    assertThat(witness.call("EVAL", "return #string.rep('abc', 0/0)", "0"))
        .isEqualTo(new RespValue.IntegerNumber(0));
    // A gap of this size would be made before anybody sees that nothing fills it.
    String promise = "\u00f5\u00c3\5\u0080\u007f\u00ff\u00ff\u00f0abcde\n" + "\0".repeat(9);
    assertThat(witness.call("FUNCTION", "RESTORE", promise))
        .isEqualTo(new RespValue.SimpleError("ERR failed loading functions payload"));
  }

  private void expectError(String program, String part) {
    assertThat(witness.call("EVAL", program, "0"))
        .isInstanceOfSatisfying(
            RespValue.SimpleError.class, error -> assertThat(error.text()).contains(part));
    expectService();
  }

  @Test
  void whatIsOnlyPromisedTakesNoMemory() {
    HostileBytes hostile = new HostileBytes(SEED);
    SplittableRandom random = new SplittableRandom(SEED);
    List<RawClient> open = new ArrayList<>();
    for (int i = 0; i < CONNECTIONS; i++) {
      RawClient client = RawClient.tcp(server.host(), server.port());
      sendInPieces(client, hostile.promise(), random);
      open.add(client);
    }
    expectService();
    assertThat(residentKilobytes()).as("resident kB").isLessThan(MEMORY_LIMIT_KILOBYTES);
    open.forEach(RawClient::close);
  }

  /** Whether the server took it all; it may close in between. */
  private static boolean sendInPieces(RawClient client, byte[] bytes, SplittableRandom random) {
    int pieces = 1 + random.nextInt(3);
    int from = 0;
    try {
      for (int piece = 1; piece <= pieces; piece++) {
        int to = piece == pieces ? bytes.length : from + random.nextInt(bytes.length - from + 1);
        client.sendBytes(Arrays.copyOfRange(bytes, from, to));
        from = to;
      }
      return true;
    } catch (UncheckedIOException closed) {
      return false;
    }
  }

  /** Says that nothing more comes; what then comes back must be values, an error the last. */
  private static void expectEnd(RawClient client, boolean sent) {
    try (client) {
      boolean serverWasFirst = !sent;
      try {
        client.closeSending();
      } catch (UncheckedIOException closed) {
        serverWasFirst = true;
      }
      List<RespValue> values;
      try {
        values = client.expectClosed();
      } catch (AssertionError failure) {
        // Bytes that the server did not read turn its end into a reset, which cuts a reply. It is
        // told once: where sending has failed, reading only ends.
        if (failure.getCause() instanceof SocketException
            || (serverWasFirst && failure.getCause() instanceof EOFException)) {
          return;
        }
        throw failure;
      }
      assertThat(values.subList(0, Math.max(0, values.size() - 1)))
          .noneMatch(SocketFuzzTest::isProtocolError);
    }
  }

  private static boolean isProtocolError(RespValue value) {
    return value instanceof RespValue.SimpleError(String text) && text.startsWith(PROTOCOL_ERROR);
  }

  private void expectService() {
    assertThat(server.alive()).as("the server lives").isTrue();
    assertThat(witness.call("PING")).isEqualTo(new RespValue.SimpleString("PONG"));
  }

  private long residentKilobytes() {
    try {
      return Files.readAllLines(Path.of("/proc", Long.toString(server.pid()), "status")).stream()
          .filter(line -> line.startsWith("VmRSS:"))
          .map(line -> Long.parseLong(line.replaceAll("\\D", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
