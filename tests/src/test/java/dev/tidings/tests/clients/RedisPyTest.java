package dev.tidings.tests.clients;

import java.nio.file.Path;
import java.util.List;

/**
 * redis-py on Tidings. Its user reads again after an error; it connects and subscribes by itself.
 *
 * <p>The one that Debian packages knows neither RESP3 nor subscriptions to shard channels.
 */
final class RedisPyTest extends ClientContract {
  static final Path SCRIPTS = Path.of("src", "test", "python").toAbsolutePath();

  /** Debian's interpreter, whose packages are the ones that the launcher installs. */
  static final String PYTHON = "/usr/bin/python3";

  @Override
  TestedClient connect(Login login) {
    return new ScriptedClient(SCRIPTS, List.of(PYTHON, "redis_py.py"), login);
  }

  @Override
  List<Integer> protocols() {
    return List.of(2);
  }

  @Override
  boolean knowsShardChannels() {
    return false;
  }
}
