package dev.tidings.testkit;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of Redis, as far as answers follow from it.
 *
 * @param major the first number, at least 0
 * @param minor the second, at least 0
 */
public record RedisVersion(int major, int minor) implements Comparable<RedisVersion> {
  private static final Pattern TEXT = Pattern.compile("(\\d+)\\.(\\d+)(\\.\\d+)*");

  /**
   * The version that {@code text} names: {@code 8.6}, or {@code 8.6.3}, which is the same.
   *
   * @throws IllegalArgumentException if it names none
   */
  public static RedisVersion of(String text) {
    Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not a version: " + text);
    }
    return new RedisVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Whether this is {@code other} or came later. */
  public boolean isAtLeast(RedisVersion other) {
    return compareTo(other) >= 0;
  }

  @Override
  public int compareTo(RedisVersion other) {
    return major == other.major
        ? Integer.compare(minor, other.minor)
        : Integer.compare(major, other.major);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
