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
 * when entries are gone before the group came to them; newer versions rather do not know. So both
 * servers must say the same lag, or Tidings the true one, or, if entries are gone, that it does not
 * know; how much was read can be told apart from what is gone only while nothing is.
 */
final class ReadCounts {
  private static final String LAST_OF_ALL = "18446744073709551615-18446744073709551615";

  private ReadCounts() {}

  /** What is wrong with the counts of the groups of {@code key}; null if nothing is. */
  static @Nullable String fault(RawClient reference, RawClient subject, String key) {
    List<RespValue> wanted = reference.call("XINFO", "GROUPS", key).elements();
    List<RespValue> got = subject.call("XINFO", "GROUPS", key).elements();
    Map<String, RespValue> stream = fields(subject.call("XINFO", "STREAM", key));
    long added = field(stream, "entries-added").number();
    boolean isWhole = added == field(stream, "length").number();
    for (int i = 0; i < got.size(); i++) {
      Map<String, RespValue> redis = fields(wanted.get(i));
      Map<String, RespValue> tidings = fields(got.get(i));
      if (field(tidings, "name").text().equals(StreamRequests.LIED_TO)) {
        continue;
      }
      long left = left(subject, key, field(tidings, "last-delivered-id").text());
      if (!isRight("lag", redis, tidings, left, isWhole)
          || (isWhole && !isRight("entries-read", redis, tidings, added - left, true))) {
        return "redis: %s tidings: %s added: %d left: %d".formatted(redis, tidings, added, left);
      }
    }
    return null;
  }

  private static long left(RawClient subject, String key, String last) {
    return last.equals(LAST_OF_ALL)
        ? 0
        : subject.call("XRANGE", key, "(" + last, "+").elements().size();
  }

  private static boolean isRight(
      String name,
      Map<String, RespValue> redis,
      Map<String, RespValue> tidings,
      long truth,
      boolean isWhole) {
    RespValue told = field(tidings, name);
    return told.equals(field(redis, name))
        || told.equals(new RespValue.IntegerNumber(truth))
        || (!isWhole && !(told instanceof RespValue.IntegerNumber));
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
