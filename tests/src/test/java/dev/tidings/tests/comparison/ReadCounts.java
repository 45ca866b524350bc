package dev.tidings.tests.comparison;

import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.RespValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What groups are said to have read of a stream, and to have still to read. Redis 7.0 counts wrong
 * when entries are gone before the group came to them; newer versions do not. So both servers must
 * say the same, or Tidings the truth, or that it does not know where 7.0 is wrong.
 */
final class ReadCounts {
  private ReadCounts() {}

  /** What is wrong with the counts of the groups of {@code key}; null if nothing is. */
  static @Nullable String fault(RawClient reference, RawClient subject, String key) {
    List<RespValue> wanted = reference.call("XINFO", "GROUPS", key).elements();
    List<RespValue> got = subject.call("XINFO", "GROUPS", key).elements();
    long added = field(fields(subject.call("XINFO", "STREAM", key)), "entries-added").number();
    for (int i = 0; i < got.size(); i++) {
      Map<String, RespValue> redis = fields(wanted.get(i));
      Map<String, RespValue> tidings = fields(got.get(i));
      String last = field(tidings, "last-delivered-id").text();
      boolean atTheEnd = last.equals("18446744073709551615-18446744073709551615");
      long left = atTheEnd ? 0 : subject.call("XRANGE", key, "(" + last, "+").elements().size();
      if (field(tidings, "name").text().equals(StreamRequests.LIED_TO)) {
        continue;
      }
      if (!isRight(field(redis, "lag"), field(tidings, "lag"), left)
          || !isRight(field(redis, "entries-read"), field(tidings, "entries-read"), added - left)) {
        return "redis: %s tidings: %s added: %d left: %d".formatted(redis, tidings, added, left);
      }
    }
    return null;
  }

  private static boolean isRight(RespValue redis, RespValue tidings, long truth) {
    RespValue right = new RespValue.IntegerNumber(truth);
    return redis.equals(tidings)
        || tidings.equals(right)
        || (!(tidings instanceof RespValue.IntegerNumber) && !redis.equals(right));
  }

  private static RespValue field(Map<String, RespValue> fields, String name) {
    return Objects.requireNonNull(fields.get(name), name);
  }

  private static Map<String, RespValue> fields(RespValue description) {
    Map<String, RespValue> fields = new HashMap<>();
    List<RespValue> elements = description.elements();
    for (int i = 0; i < elements.size(); i += 2) {
      fields.put(elements.get(i).text(), elements.get(i + 1));
    }
    return fields;
  }
}
