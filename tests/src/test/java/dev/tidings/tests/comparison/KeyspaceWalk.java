package dev.tidings.tests.comparison;

import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.RespValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that the databases of a server hold, by walking it as a client can: for each key its type,
 * whether it ends, and its content, sorted where the order is undefined.
 */
final class KeyspaceWalk {
  private static final int DATABASES = 16;

  private KeyspaceWalk() {}

  /** What {@code client}, which speaks RESP2, sees: by database and key. */
  static SortedMap<String, String> of(RawClient client) {
    SortedMap<String, String> content = new TreeMap<>();
    for (int number = 0; number < DATABASES; number++) {
      client.call("SELECT", "" + number);
      for (RespValue key : client.call("KEYS", "*").elements()) {
        String name = key.text();
        String type = client.call("TYPE", name).text();
        boolean ends = client.call("PTTL", name).number() >= 0;
        content.put(
            number + " " + RespValue.bulk(name),
            type + (ends ? " (ends) " : " ") + content(client, type, name));
      }
    }
    return content;
  }

  private static String content(RawClient client, String type, String key) {
    return switch (type) {
      case "string" -> client.call("GET", key).toString();
      case "list" -> client.call("LRANGE", key, "0", "-1").toString();
      case "set" -> sorted(client.call("SMEMBERS", key).elements(), 1);
      case "zset" -> client.call("ZRANGE", key, "0", "-1", "WITHSCORES").toString();
      case "hash" -> sorted(client.call("HGETALL", key).elements(), 2);
      case "stream" ->
          client.call("XRANGE", key, "-", "+") + " " + client.call("XINFO", "GROUPS", key);
      default -> "";
    };
  }

  /** Runs of {@code width} elements, in order of their text. */
  private static String sorted(List<RespValue> elements, int width) {
    List<String> runs = new ArrayList<>();
    for (int at = 0; at < elements.size(); at += width) {
      runs.add(elements.subList(at, at + width).toString());
    }
    runs.sort(Comparator.naturalOrder());
    return runs.toString();
  }
}
