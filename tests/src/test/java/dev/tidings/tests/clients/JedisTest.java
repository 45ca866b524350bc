package dev.tidings.tests.clients;

import java.util.List;

/** Jedis on Tidings. After a broken connection its user subscribes again, in a loop. */
final class JedisTest extends ClientContract {
  @Override
  TestedClient connect(Login login) {
    return new JedisClient(login);
  }

  @Override
  List<Integer> protocols() {
    return List.of(2, 3);
  }
}
