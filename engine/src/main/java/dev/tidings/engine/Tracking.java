package dev.tidings.engine;

import dev.tidings.structures.Bytes;
import java.util.Collection;
import java.util.TreeSet;

/**
 * What a client asked of CLIENT TRACKING: which keys it wants to be told of when they change, and
 * by which connection. Touched only inside a turn.
 */
public final class Tracking {
  /** Which keys are remembered for the client. */
  public enum Mode {
    /** All that it reads. */
    READ,
    /** None: it is told of all keys that begin with one of its prefixes. */
    BROADCAST,
    /** Those that it reads right after CLIENT CACHING YES. */
    OPT_IN,
    /** All that it reads, but for those right after CLIENT CACHING NO. */
    OPT_OUT
  }

  private final Mode mode;
  private final boolean noLoop;
  private final long redirectId;
  private final TreeSet<Bytes> prefixes = new TreeSet<>();
  private boolean caching;
  private boolean redirectBroken;

  Tracking(Mode mode, boolean noLoop, long redirectId, Collection<Bytes> prefixes) {
    this.mode = mode;
    this.noLoop = noLoop;
    this.redirectId = redirectId;
    this.prefixes.addAll(prefixes);
  }

  /** Which keys. */
  public Mode mode() {
    return mode;
  }

  /** Whether it is spared what it changed itself. */
  public boolean noLoop() {
    return noLoop;
  }

  /** The session that is told in its place; 0 if it is told itself. */
  public long redirectId() {
    return redirectId;
  }

  /** Beginnings of keys, in order; only with {@link Mode#BROADCAST}. The empty one is all keys. */
  public Collection<Bytes> prefixes() {
    return prefixes;
  }

  /** Whether the next command is an exception to the mode (CLIENT CACHING). */
  public boolean caching() {
    return caching;
  }

  /** Whether keys that are read now are remembered. */
  boolean remembersReads() {
    return switch (mode) {
      case READ -> true;
      case BROADCAST -> false;
      case OPT_IN -> caching;
      case OPT_OUT -> !caching;
    };
  }

  void caching(boolean exception) {
    this.caching = exception;
  }

  /** Whether the session that should have been told had gone. */
  public boolean redirectBroken() {
    return redirectBroken;
  }

  /** The session that should have been told has gone. */
  void onRedirectGone() {
    this.redirectBroken = true;
  }
}
