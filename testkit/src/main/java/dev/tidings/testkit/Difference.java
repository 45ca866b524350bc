package dev.tidings.testkit;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A way in which Tidings answers otherwise than the Redis it is compared with, on purpose.
 *
 * @param id its name
 * @param scripts the scripts in which it is seen
 * @param redis what Redis answers at a step, as failures show it; … stands for any text
 * @param tidings what Tidings answers there
 * @param because why
 * @param since the version from which Redis answers so; null: the earliest that is compared
 * @param before the version from which it no longer does; null: the latest still does
 */
public record Difference(
    String id,
    List<String> scripts,
    String redis,
    String tidings,
    String because,
    @Nullable RedisVersion since,
    @Nullable RedisVersion before) {
  /** Copies the list. */
  public Difference {
    scripts = List.copyOf(scripts);
  }

  /** Whether a Redis of that version shows it. */
  boolean isSeenIn(RedisVersion version) {
    return (since == null || version.isAtLeast(since))
        && (before == null || !version.isAtLeast(before));
  }

  boolean covers(String script, String redisAnswer, String tidingsAnswer) {
    return scripts.contains(script)
        && matches(redis, redisAnswer)
        && matches(tidings, tidingsAnswer);
  }

  private static boolean matches(String pattern, String text) {
    StringBuilder regex = new StringBuilder();
    String between = "";
    for (String literal : pattern.split("…", -1)) {
      regex.append(between).append(Pattern.quote(literal));
      between = ".*";
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(text).matches();
  }
}
