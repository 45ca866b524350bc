package dev.tidings.tests.clients;

import java.util.Locale;

/** The three things that a client can subscribe to. */
enum Subscribed {
  CHANNEL,
  PATTERN,
  SHARD;

  /** As the scripts of the clients in other languages call it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
