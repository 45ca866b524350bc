package dev.tidings.server;

/** Which Tidings this is. */
public final class Release {
  /** The version, as in the Maven build: a test holds the two together. */
  public static final String VERSION = "0.1.0";

  private Release() {}
}
