package dev.tidings.command;

import org.jspecify.annotations.Nullable;

/**
 * A fact about a command that COMMAND INFO shows and that conditions bar it by. In the order in
 * which COMMAND INFO tells them.
 */
public enum Trait {
  WRITE("write"),
  READONLY("readonly"),
  /** Refused when the memory is full. */
  DENY_OOM("denyoom"),
  ADMIN("admin"),
  PUBSUB("pubsub"),
  NOSCRIPT("noscript"),
  BLOCKING("blocking"),
  /** Allowed while the data is loading. */
  LOADING("loading"),
  /** Allowed on a replica that lost its master. */
  STALE("stale"),
  SKIP_MONITOR("skip_monitor"),
  SKIP_SLOWLOG("skip_slowlog"),
  ASKING("asking"),
  FAST("fast"),
  /** Allowed before the client has authenticated. */
  NO_AUTH("no_auth"),
  MAY_REPLICATE(null),
  NO_MANDATORY_KEYS("no_mandatory_keys"),
  NO_ASYNC_LOADING("no_async_loading"),
  /** Refused inside MULTI. */
  NO_MULTI("no_multi"),
  MOVABLE_KEYS("movablekeys"),
  /** Allowed while a script has run for too long. */
  ALLOW_BUSY("allow_busy"),
  /** Allowed to a RESP2 client that has subscriptions. Not shown. */
  IN_SUBSCRIBER_MODE(null),
  /** Not queued by MULTI: EXEC, DISCARD, MULTI, WATCH, QUIT, RESET. Not shown. */
  IN_TRANSACTION(null),
  /** Closed unless {@code enable-debug-command} allows it. Not shown. */
  DEBUG(null);

  private final @Nullable String shown;

  Trait(@Nullable String shown) {
    this.shown = shown;
  }

  /** The name that COMMAND INFO shows; null if it is not shown. */
  public @Nullable String shown() {
    return shown;
  }

  int bit() {
    return 1 << ordinal();
  }
}
