package dev.tidings.tests.comparison;

import dev.tidings.testkit.Eventually;
import dev.tidings.testkit.RespValue;
import dev.tidings.testkit.Scene;

/** Waiting until clients wait: requests of different clients reach a server in no sure order. */
final class Blocked {
  private Blocked() {}

  /** Returns when so many clients wait for a key. */
  static void await(Scene scene, int clients) {
    String line = "blocked_clients:" + clients + "\r\n";
    Eventually.value(
        clients + " blocked clients", () -> clientsSection(scene), text -> text.contains(line));
  }

  private static String clientsSection(Scene scene) {
    RespValue info = scene.raw("watcher").connection().call("INFO", "clients");
    return ((RespValue.BulkString) info).text();
  }
}
