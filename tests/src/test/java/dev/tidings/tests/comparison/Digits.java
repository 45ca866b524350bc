package dev.tidings.tests.comparison;

import dev.tidings.testkit.RealRedis;
import dev.tidings.testkit.RedisVersion;
import dev.tidings.testkit.RespValue;
import dev.tidings.testkit.RespValue.Array;
import dev.tidings.testkit.RespValue.BulkString;
import dev.tidings.testkit.RespValue.DoubleNumber;
import dev.tidings.testkit.ScriptClient;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Fractions of many digits, compared as the numbers that they are where the Redis that Tidings is
 * compared with writes more of them than are known: coordinates, and distances that are stored.
 */
final class Digits {
  /** From here on as few are written as make the same number. */
  private static final RedisVersion FEWEST = new RedisVersion(8, 6);

  private static final Pattern LONG =
      Pattern.compile("-?[0-9]\\.[0-9]+e-[0-9]+|-?[0-9]+\\.[0-9]{6,}");

  private Digits() {}

  /** The client, what it reads compared in this way. */
  static ScriptClient seen(ScriptClient client) {
    return RealRedis.version().isAtLeast(FEWEST)
        ? client
        : client.seeing(values -> values.stream().map(Digits::read).toList());
  }

  private static RespValue read(RespValue value) {
    return switch (value) {
      case Array(List<RespValue> elements) ->
          new Array(elements.stream().map(Digits::read).toList());
      case BulkString(String text) -> new BulkString(read(text));
      case DoubleNumber(String text) -> new DoubleNumber(read(text));
      default -> value;
    };
  }

  /** Seventeen digits behind the point are too few for the same number where it is small. */
  private static String read(String text) {
    return LONG.matcher(text).matches() ? "%.14f".formatted(Double.parseDouble(text)) : text;
  }
}
