package dev.tidings.tests.clients;

import java.util.List;

/** Redisson on Tidings. It connects and subscribes again by itself. */
final class RedissonTest extends ClientContract {
  @Override
  TestedClient connect(Login login) {
    return new RedissonTopics(login);
  }

  @Override
  List<Integer> protocols() {
    return List.of(2, 3);
  }

  /** Its names are Java strings, which it sends as UTF-8. */
  @Override
  boolean namesMayBeAnyBytes() {
    return false;
  }
}
