package dev.tidings.tests.comparison;

import dev.tidings.testkit.Scene;
import dev.tidings.testkit.ScriptClient;

/** Users that a script makes and forgets again, by its client {@code admin}. */
final class Users {
  private Users() {}

  /** A client that is the new user {@code name}, in the protocol of the scene. */
  static ScriptClient user(Scene s, String name, String... rules) {
    String[] words = new String[rules.length + 5];
    System.arraycopy(new String[] {"ACL", "SETUSER", name, "on", ">" + name}, 0, words, 0, 5);
    System.arraycopy(rules, 0, words, 5, rules.length);
    s.client("admin").connection().call("ACL", "DELUSER", name);
    s.client("admin").call(words);
    s.client(name).call("AUTH", name, name).value();
    return s.client(name);
  }

  static void forget(Scene s, String name) {
    s.client("admin").call("ACL", "DELUSER", name);
  }
}
