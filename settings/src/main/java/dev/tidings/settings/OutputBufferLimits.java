package dev.tidings.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much unsent output a client may pile up before it is disconnected, by the class of client.
 *
 * @param normal clients without a subscription
 * @param replica replicas; Redis prints this class as {@code slave}
 * @param pubsub clients with at least one subscription
 */
public record OutputBufferLimits(Limit normal, Limit replica, Limit pubsub) {
  /**
   * The limit of one class; 0 means none.
   *
   * @param hardBytes a client that reaches it is disconnected at once
   * @param softBytes a client that stays above it for {@code softSeconds} is disconnected
   */
  public record Limit(long hardBytes, long softBytes, int softSeconds) {
    @Override
    public String toString() {
      return hardBytes + " " + softBytes + " " + softSeconds;
    }

    private String withUnits() {
      return NumberTypes.withUnit(hardBytes)
          + " "
          + NumberTypes.withUnit(softBytes)
          + " "
          + softSeconds;
    }
  }

  /** The type: groups of class, hard limit, soft limit and seconds; a class not named is kept. */
  static final class Classes implements ValueType<OutputBufferLimits> {
    private static final int GROUP = 4;

    @Override
    public Parsed<OutputBufferLimits> parse(List<String> words, OutputBufferLimits current) {
      if (words.size() % GROUP != 0) {
        return Parsed.refused("Wrong number of arguments in buffer limit configuration.");
      }
      Parsed<OutputBufferLimits> limits = Parsed.value(current);
      for (int i = 0; i < words.size(); i += GROUP) {
        List<String> group = words.subList(i, i + GROUP);
        limits = limits.then(so -> change(so, group));
      }
      return limits;
    }

    private static Parsed<OutputBufferLimits> change(OutputBufferLimits now, List<String> group) {
      String name = group.getFirst().toLowerCase(Locale.ROOT);
      if (!List.of("normal", "slave", "replica", "pubsub").contains(name)) {
        return Parsed.refused("Invalid client class specified in buffer limit configuration.");
      }
      Long hard = NumberTypes.memoryAmount(group.get(1));
      Long soft = NumberTypes.memoryAmount(group.get(2));
      Long seconds = NumberTypes.lenientNumber(group.get(3));
      if (hard == null
          || soft == null
          || seconds == null
          || seconds < 0
          || seconds > NumberTypes.INT_MAX) {
        return Parsed.refused(
            "Error in hard, soft or soft_seconds setting in buffer limit configuration.");
      }
      Limit limit = new Limit(saturated(hard), saturated(soft), Math.toIntExact(seconds));
      return Parsed.value(
          switch (name) {
            case "normal" -> new OutputBufferLimits(limit, now.replica, now.pubsub);
            case "pubsub" -> new OutputBufferLimits(now.normal, now.replica, limit);
            default -> new OutputBufferLimits(now.normal, limit, now.pubsub);
          });
    }

    private static long saturated(long unsigned) {
      return unsigned < 0 ? Long.MAX_VALUE : unsigned;
    }

    @Override
    public String print(OutputBufferLimits value) {
      return "normal " + value.normal + " slave " + value.replica + " pubsub " + value.pubsub;
    }

    @Override
    public String range() {
      return "groups of class (normal, replica, pubsub), hard limit, soft limit, soft seconds";
    }

    @Override
    public boolean severalWords() {
      return true;
    }

    @Override
    public List<String> lines(OutputBufferLimits value, OutputBufferLimits defaultValue) {
      List<String> lines = new ArrayList<>();
      line(lines, "normal", value.normal, defaultValue.normal);
      line(lines, "replica", value.replica, defaultValue.replica);
      line(lines, "pubsub", value.pubsub, defaultValue.pubsub);
      return lines;
    }

    private static void line(List<String> lines, String name, Limit limit, Limit defaultLimit) {
      if (!limit.equals(defaultLimit)) {
        lines.add(name + " " + limit.withUnits());
      }
    }
  }
}
