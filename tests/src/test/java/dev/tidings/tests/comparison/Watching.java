package dev.tidings.tests.comparison;

import dev.tidings.testkit.ScriptClient;

/** Which requests change a key, as a client is told that watches it. */
final class Watching {
  private Watching() {}

  /**
   * {@code other} sends each of {@code requests} while a transaction of {@code watcher} waits for
   * its end.
   *
   * @param keys what is watched, with spaces between
   * @param queued what the transaction consists of
   */
  static void duringMulti(
      ScriptClient watcher, ScriptClient other, String keys, String queued, String... requests) {
    for (String request : requests) {
      watcher.calls("WATCH " + keys, "MULTI", queued);
      other.calls(request);
      watcher.calls("EXEC");
    }
  }

  /** The same, sent before the transaction begins. */
  static void beforeMulti(
      ScriptClient watcher, ScriptClient other, String keys, String... requests) {
    for (String request : requests) {
      watcher.calls("WATCH " + keys);
      other.calls(request);
      watcher.calls("MULTI", "PING", "EXEC");
    }
  }
}
