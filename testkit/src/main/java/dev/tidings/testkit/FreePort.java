package dev.tidings.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports that nobody listens on, on any address.
 *
 * <p>They lie below the range that systems take the ports of outgoing connections from (32768 and
 * up on Linux), of which thousands of test clients may hold a good part. The range is cut in
 * blocks. A JVM listens on the first port of a block, on the loopback interface, for as long as it
 * lives: so the ports behind it are its own, and JVMs whose tests run beside each other do not find
 * the same one. It hands them out in turn, so that a port just given is not given again soon.
 */
public final class FreePort {
  private static final int FIRST = 12_000;
  private static final int BLOCK = 400;
  private static final int BLOCKS = 50;

  private static final ServerSocket CLAIM = claim();

  /** How far in its block this JVM is; 0 is the claim. */
  private static int place;

  private FreePort() {}

  /**
   * A port that is free now, and that no other test is given soon. A program that is no test may
   * still take it, so whoever starts a server on it must be ready to try another one.
   */
  public static synchronized int find() {
    for (int tries = 1; tries < BLOCK; tries++) {
      place = place % (BLOCK - 1) + 1;
      int port = CLAIM.getLocalPort() + place;
      if (isFree(port)) {
        return port;
      }
    }
    throw new AssertionError("no free port behind " + CLAIM.getLocalPort());
  }

  /** Whether a server could listen on all addresses; nothing listens meanwhile. */
  private static boolean isFree(int port) {
    try (Socket probe = new Socket()) {
      // As a server does: connections that have just ended do not matter.
      probe.setReuseAddress(true);
      probe.bind(new InetSocketAddress(port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }

  private static ServerSocket claim() {
    int first = ThreadLocalRandom.current().nextInt(BLOCKS);
    IOException last = null;
    for (int i = 0; i < BLOCKS; i++) {
      int port = FIRST + (first + i) % BLOCKS * BLOCK;
      try {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
      } catch (IOException taken) {
        last = taken;
      }
    }
    throw new UncheckedIOException("no block of ports is free", last);
  }
}
