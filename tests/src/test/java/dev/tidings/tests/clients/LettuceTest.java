package dev.tidings.tests.clients;

import java.util.List;

/** Lettuce on Tidings. It connects and subscribes again by itself. */
final class LettuceTest extends ClientContract {
  @Override
  TestedClient connect(Login login) {
    return new LettuceClient(login);
  }

  @Override
  List<Integer> protocols() {
    return List.of(2, 3);
  }
}
