package dev.tidings.engine;

import dev.tidings.structures.Bytes;

/** That one session receives what is published under one name. Found from both ends. */
public final class Subscription {
  private final Session session;
  private final Receivers receivers;

  /** The place in {@link Receivers}. */
  int place;

  Subscription(Session session, Receivers receivers) {
    this.session = session;
    this.receivers = receivers;
  }

  /** Who receives. */
  public Session session() {
    return session;
  }

  /** The channel or pattern. */
  public Bytes name() {
    return receivers.name();
  }

  Receivers receivers() {
    return receivers;
  }
}
