package dev.tidings.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports on the loopback interface that nobody listens on. */
public final class FreePort {
  private FreePort() {}

  /**
   * A port that was free a moment ago. Somebody else may take it before it is used, so whoever
   * starts a server on it must be ready to try another one.
   */
  public static int find() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException failed) {
      throw new UncheckedIOException("no free port", failed);
    }
  }
}
