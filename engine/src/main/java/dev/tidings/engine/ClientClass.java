package dev.tidings.engine;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The kinds of clients that CLIENT LIST and CLIENT KILL tell apart. */
enum ClientClass {
  NORMAL,
  MASTER,
  REPLICA,
  PUBSUB;

  /** The class called {@code name}, in any case; the old name of replicas is known too. */
  static @Nullable ClientClass named(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "normal" -> NORMAL;
      case "master" -> MASTER;
      case "replica", "slave" -> REPLICA;
      case "pubsub" -> PUBSUB;
      default -> null;
    };
  }

  /** The class of {@code session}. */
  static ClientClass of(Session session) {
    return session.isSubscriber() ? PUBSUB : NORMAL;
  }
}
