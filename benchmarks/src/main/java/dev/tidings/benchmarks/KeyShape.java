package dev.tidings.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * A command that {@code redis-benchmark} sends again and again: its own default set, written out so
 * that what is needed first (elements to pop, a list to read) is not measured with it.
 *
 * @param name as the tables show it
 * @param words the request; {@code __rand_int__} is another number each time
 * @param fill the request that is sent as often before, without being measured; empty for none
 * @param aim the throughput to reach, as a multiple of Redis's
 */
record KeyShape(String name, List<String> words, List<String> fill, double aim) {

  /** What a rate limiter sends: five lines of Lua. */
  private static final String LIMITER =
      """
      local current = redis.call('INCR', KEYS[1])
      if current == 1 then
        redis.call('EXPIRE', KEYS[1], ARGV[1])
      end
      return current
      """;

  private static final String ELEMENT = "element:__rand_int__";
  private static final String VALUE = "xxx";

  /** All of them, in the order of redis-benchmark. */
  static final List<KeyShape> ALL =
      List.of(
          shape("PING"),
          shape("SET key:__rand_int__ " + VALUE),
          shape("GET key:__rand_int__"),
          shape("INCR counter:__rand_int__"),
          shape("LPUSH mylist " + VALUE),
          shape("RPUSH mylist " + VALUE),
          shape("LPOP mylist", "RPUSH mylist " + VALUE),
          shape("RPOP mylist", "RPUSH mylist " + VALUE),
          shape("SADD myset " + ELEMENT),
          shape("HSET myhash " + ELEMENT + " " + VALUE),
          shape("SPOP myset", "SADD myset " + ELEMENT),
          shape("ZADD myzset __rand_int__ " + ELEMENT),
          shape("ZPOPMIN myzset", "ZADD myzset __rand_int__ " + ELEMENT),
          range(100),
          range(300),
          range(500),
          range(600),
          manySets(),
          new KeyShape(
              "EVAL of five lines",
              List.of("EVAL", LIMITER, "1", "limit:__rand_int__", "60"),
              List.of(),
              0.8));

  private static KeyShape shape(String request) {
    return shape(request, "");
  }

  private static KeyShape shape(String request, String fill) {
    List<String> words = List.of(request.split(" ", -1));
    return new KeyShape(
        words.getFirst(), words, fill.isEmpty() ? List.of() : List.of(fill.split(" ", -1)), 1.0);
  }

  private static KeyShape range(int elements) {
    return new KeyShape(
        "LRANGE of " + elements,
        List.of("LRANGE", "mylist", "0", Integer.toString(elements - 1)),
        List.of("RPUSH", "mylist", VALUE),
        1.0);
  }

  private static KeyShape manySets() {
    List<String> words = new ArrayList<>(List.of("MSET"));
    for (int i = 0; i < 10; i++) {
      words.add("key:__rand_int__");
      words.add(VALUE);
    }
    return new KeyShape("MSET of 10", List.copyOf(words), List.of(), 1.0);
  }
}
