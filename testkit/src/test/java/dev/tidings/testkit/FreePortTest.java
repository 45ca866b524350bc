package dev.tidings.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class FreePortTest {
  @Test
  void aPortIsNotGivenAgainSoonAndComesFromBelowThoseOfOutgoingConnections() {
    Set<Integer> given = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      assertThat(given.add(FreePort.find())).isTrue();
    }
    assertThat(given).allMatch(port -> port > 12_000 && port < 32_768);
  }

  @Test
  void whereSomebodyListensIsPassedOver() throws IOException {
    int taken = FreePort.find();
    try (ServerSocket _ = new ServerSocket(taken, 1, InetAddress.getLoopbackAddress())) {
      // More than a block has.
      for (int i = 0; i < 500; i++) {
        assertThat(FreePort.find()).isNotEqualTo(taken);
      }
    }
  }

  @Test
  void twoServersCanListenOnWhatItGives() throws IOException {
    try (ServerSocket one = new ServerSocket(FreePort.find(), 1, InetAddress.getLoopbackAddress());
        ServerSocket other =
            new ServerSocket(FreePort.find(), 1, InetAddress.getLoopbackAddress())) {
      assertThat(one.getLocalPort()).isNotEqualTo(other.getLocalPort());
    }
  }
}
