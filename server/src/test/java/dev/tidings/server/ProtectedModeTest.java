package dev.tidings.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.RealRedis;
import java.net.Inet4Address;
import java.net.NetworkInterface;
import org.junit.jupiter.api.Test;

/** Over a socket that does not come through the loopback interface. */
class ProtectedModeTest {
  private static String ownAddress() throws Exception {
    String found =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
            .map(address -> address.getHostAddress())
            .findFirst()
            .orElse("");
    assumeTrue(!found.isEmpty(), "this machine has no IPv4 address but the loopback one");
    return found;
  }

  @Test
  void aClientFromOutsideIsToldWhatRedisTells() throws Exception {
    String address = ownAddress();
    String told;
    try (RealRedis redis = RealRedis.start("--bind", "127.0.0.1", address);
        RawClient outside = RawClient.tcp(address, redis.port())) {
      told = outside.expectClosed().toString();
    }
    assertThat(told).contains("DENIED Redis is running in protected mode");
    try (RunningServer running = RunningServer.start("bind 127.0.0.1 " + address);
        RawClient inside = running.open()) {
      try (RawClient outside = RawClient.tcp(address, running.port())) {
        assertThat(outside.expectClosed()).hasToString(told);
      }
      assertThat(inside.call("CONFIG", "SET", "requirepass", "secret")).hasToString("+OK");
      try (RawClient outside = RawClient.tcp(address, running.port())) {
        assertThat(outside.call("PING").toString()).contains("NOAUTH");
        assertThat(outside.call("AUTH", "secret")).hasToString("+OK");
      }
      assertThat(inside.call("CONFIG", "SET", "requirepass", "")).hasToString("+OK");
      assertThat(inside.call("CONFIG", "SET", "protected-mode", "no")).hasToString("+OK");
      try (RawClient outside = RawClient.tcp(address, running.port())) {
        assertThat(outside.call("PING")).hasToString("+PONG");
      }
    }
  }
}
