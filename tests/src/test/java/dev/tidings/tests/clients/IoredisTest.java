package dev.tidings.tests.clients;

import java.util.List;

/** ioredis on Tidings. It connects and subscribes again by itself. */
final class IoredisTest extends ClientContract {
  @Override
  TestedClient connect(Login login) {
    return new ScriptedClient(NodePackages.folder(), List.of("node", "ioredis.mjs"), login);
  }

  @Override
  List<Integer> protocols() {
    return List.of(2, 3);
  }
}
