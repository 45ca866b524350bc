package dev.tidings.testkit;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A real Redis in a process of its own: what Tidings is compared with. It is the {@code
 * redis-server} that is installed, or the one at the path that the system property {@value #SERVER}
 * names: a newer one knows forms that the installed one does not.
 */
public final class RealRedis implements Peer {
  /** The system property that names the redis-server to start. */
  public static final String SERVER = "redis.server";

  private static final String BINARY = System.getProperty(SERVER, "redis-server");
  private static final Pattern VERSION = Pattern.compile("v=(\\d+\\.\\d+\\.\\d+)");

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

  private static final class Installed {
    static final RedisVersion VERSION = askVersion();
  }

  /** The version of the redis-server that is started. */
  public static RedisVersion version() {
    return Installed.VERSION;
  }

  private static RedisVersion askVersion() {
    try (ServerProcess asked = ServerProcess.start(List.of(BINARY, "--version"), null)) {
      asked.awaitLog("v=");
      Matcher matcher = VERSION.matcher(asked.log());
      if (!matcher.find()) {
        throw new AssertionError(BINARY + " does not tell its version:\n" + asked.log());
      }
      return RedisVersion.of(matcher.group(1));
    } catch (IOException missing) {
      throw missing(missing);
    }
  }

  private static AssertionError missing(IOException failed) {
    return new AssertionError(
        "comparison tests need redis-server: install it (apt-get install redis-server)", failed);
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
            BINARY + " " + options, ServerProcess.freePorts(), port -> launch(port, options));
    return new RealRedis(server, shared);
  }

  private static ServerProcess launch(int port, List<String> options) {
    List<String> command = new ArrayList<>(List.of(BINARY, "--port", "" + port));
    command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--appendonly", "no"));
    command.addAll(options);
    try {
      return ServerProcess.start(command, null);
    } catch (IOException missing) {
      throw missing(missing);
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
