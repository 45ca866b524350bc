package dev.tidings.tests.comparison;

import dev.tidings.testkit.Eventually;
import dev.tidings.testkit.ScriptClient;

/** Clients whose requests wait: those of several connections arrive in any order. */
final class BlockedClients {
  private BlockedClients() {}

  /** Goes on when {@code count} clients wait; {@code asker} asks, and none of it is compared. */
  static void await(ScriptClient asker, int count) {
    String line = "blocked_clients:" + count + "\\r";
    Eventually.is(
        count + " clients wait",
        () -> asker.connection().call("INFO", "clients").toString().contains(line));
  }
}
