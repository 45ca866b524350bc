package dev.tidings.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A real Redis in a process of its own: what Tidings is compared with. */
public final class RealRedis implements Peer {
  private final ServerProcess process;
  private final int port;
  private final boolean shared;

  private RealRedis(ServerProcess.Listening server, boolean shared) {
    this.process = server.process();
    this.port = server.port();
    this.shared = shared;
  }

  private static final class Shared {
    static final RealRedis REDIS = start(true, List.of());
  }

  /**
   * The one that all tests of this JVM share, without options. Closing it does nothing; it ends
   * with the JVM.
   */
  public static RealRedis shared() {
    return Shared.REDIS;
  }

  /**
   * A fresh one on a free port of the loopback interface, in a fresh directory.
   *
   * @param options as on its command line, for example {@code "--requirepass", "secret"}
   */
  public static RealRedis start(String... options) {
    return start(false, List.of(options));
  }

  private static RealRedis start(boolean shared, List<String> options) {
    ServerProcess.Listening server =
        ServerProcess.listening(
            "redis-server " + options, ServerProcess.freePorts(), port -> launch(port, options));
    return new RealRedis(server, shared);
  }

  private static ServerProcess launch(int port, List<String> options) {
    List<String> command = new ArrayList<>(List.of("redis-server", "--port", "" + port));
    command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
    command.addAll(options);
    try {
      return ServerProcess.start(command, null);
    } catch (IOException missing) {
      throw new AssertionError(
          "comparison tests need redis-server: install it (apt-get install redis-server)", missing);
    }
  }

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public String host() {
    return "127.0.0.1";
  }

  @Override
  public int port() {
    return port;
  }

  /** Its process. */
  public long pid() {
    return process.pid();
  }

  /** What it has printed so far. */
  public String log() {
    return process.log();
  }

  @Override
  public void close() {
    if (!shared) {
      process.close();
    }
  }
}
