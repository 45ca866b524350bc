package dev.tidings.tests.clients;

import java.nio.charset.StandardCharsets;

/**
 * A message as a client's listener was given it. All texts have one character for each byte.
 *
 * @param pattern the pattern that matched; empty unless {@code by} is a pattern
 */
record Delivery(Subscribed by, String pattern, String channel, String payload) {
  private static final int MOST_SHOWN = 100;

  static Delivery message(String channel, String payload) {
    return new Delivery(Subscribed.CHANNEL, "", channel, payload);
  }

  static Delivery patternMessage(String pattern, String channel, String payload) {
    return new Delivery(Subscribed.PATTERN, pattern, channel, payload);
  }

  static Delivery shardMessage(String channel, String payload) {
    return new Delivery(Subscribed.SHARD, "", channel, payload);
  }

  /** One character for each of {@code bytes}. */
  static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** Without the middle of a large payload, which nobody reads in a failure message. */
  @Override
  public String toString() {
    String shown =
        payload.length() <= MOST_SHOWN
            ? payload
            : payload.substring(0, MOST_SHOWN)
                + "… "
                + payload.length()
                + " bytes, hash "
                + payload.hashCode();
    return by.word() + " " + pattern + " " + channel + ": " + shown;
  }
}
