package dev.tidings.tests.comparison;

import dev.tidings.testkit.RespValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Leaves out of descriptions of streams what Redis 7.0 does not tell yet. */
final class DescriptionFields {
  private static final Set<String> LATER =
      Set.of(
          "\"idmp-duration\"",
          "\"idmp-maxsize\"",
          "\"pids-tracked\"",
          "\"iids-tracked\"",
          "\"iids-added\"",
          "\"iids-duplicates\"",
          "\"nacked-count\"",
          "\"active-time\"",
          "\"inactive\"",
          "\"last-trimmed-id\"",
          "\"epoch\"");

  private DescriptionFields() {}

  /** Each value without the later fields, at any depth. */
  static List<RespValue> old(List<RespValue> values) {
    return values.stream().map(DescriptionFields::old).toList();
  }

  private static RespValue old(RespValue value) {
    return switch (value) {
      case RespValue.MapValue(List<RespValue.Entry> entries) ->
          new RespValue.MapValue(
              entries.stream()
                  .filter(entry -> !isLater(entry.key()))
                  .map(entry -> new RespValue.Entry(entry.key(), old(entry.value())))
                  .toList());
      case RespValue.Array(List<RespValue> elements) -> new RespValue.Array(oldElements(elements));
      default -> value;
    };
  }

  private static List<RespValue> oldElements(List<RespValue> elements) {
    List<RespValue> kept = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      if (isLater(elements.get(i))) {
        i++;
      } else {
        kept.add(old(elements.get(i)));
      }
    }
    return kept;
  }

  private static boolean isLater(RespValue value) {
    return LATER.contains(value.toString());
  }
}
