package dev.tidings.testkit;

import java.util.List;

/** What a server is compared with: another server, or what one answered earlier. */
interface Reference {
  /** What failure messages call it. */
  String name();

  /** The Redis that answers, or answered. */
  RedisVersion version();

  /** The steps of the script {@code name} in that protocol. */
  List<Step> perform(String name, int protocol, Script script);
}
