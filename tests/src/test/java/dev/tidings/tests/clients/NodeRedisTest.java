package dev.tidings.tests.clients;

import java.util.List;

/** node-redis on Tidings. It connects and subscribes again by itself. */
final class NodeRedisTest extends ClientContract {
  @Override
  TestedClient connect(Login login) {
    return new ScriptedClient(NodePackages.folder(), List.of("node", "node-redis.mjs"), login);
  }

  @Override
  List<Integer> protocols() {
    return List.of(2, 3);
  }

  /** Its names are JavaScript strings, which it sends as UTF-8. */
  @Override
  boolean namesMayBeAnyBytes() {
    return false;
  }
}
