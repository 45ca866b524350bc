package dev.tidings.tests.comparison;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Random requests of one family, with all that its options can say: on few keys, so that they meet,
 * and with small limits of compact forms, so that these are crossed often. The same seed makes the
 * same requests.
 */
abstract class RequestSource {
  /** What replaces a word now and then. */
  private static final List<String> EDGES =
      List.of(
          "-9223372036854775808",
          "9223372036854775807",
          "9223372036854775808",
          "18446744073709551615",
          "-0",
          "01",
          "+1",
          " 1",
          "1 ",
          "1.5",
          "nan",
          "x",
          "",
          "\u0000\u00ff");

  /** One request with a small mistake in so many. */
  private static final int WRONG_ONE_IN = 14;

  /** One key of another type in so many. */
  private static final int STRANGE_ONE_IN = 30;

  private static final List<String> STRANGE = List.of("s:1", "l:1", "none");

  final SplittableRandom random;
  private final List<List<String>> made = new ArrayList<>();
  private boolean right;

  RequestSource(SplittableRandom random) {
    this.random = random;
  }

  /** The next requests, to be sent one behind the other. */
  final List<List<String>> next() {
    made.clear();
    right = false;
    make();
    List<String> last = made.getLast();
    if (!right && oneIn(WRONG_ONE_IN)) {
      spoil(last);
    }
    if (oneIn(4)) {
      last.set(0, last.getFirst().toLowerCase(Locale.ROOT));
    }
    return List.copyOf(made);
  }

  /** What both servers must hold before the first request: keys of other types among it. */
  List<List<String>> beginning() {
    return List.of(List.of("SET", "s:1", "text"), List.of("RPUSH", "l:1", "a", "b"));
  }

  /** Makes requests with {@link #ask}. */
  abstract void make();

  /** Makes a request of texts, numbers and lists of them. */
  final void ask(Object... parts) {
    made.add(words(parts));
  }

  /** Makes a request without a mistake. */
  final void askRightly(Object... parts) {
    right = true;
    ask(parts);
  }

  /** The words that {@code parts} say: texts, numbers and lists of them. */
  static List<String> words(Object... parts) {
    List<String> words = new ArrayList<>();
    for (Object part : parts) {
      if (part instanceof List<?> list) {
        list.forEach(word -> words.add(word.toString()));
      } else {
        words.add(part.toString());
      }
    }
    return words;
  }

  /** The same in a transaction of its own: there nobody waits. */
  final void askInTransaction(Object... parts) {
    ask("MULTI");
    ask(parts);
    List<String> request = made.getLast();
    if (oneIn(WRONG_ONE_IN)) {
      spoil(request);
    }
    if (request.getFirst().equalsIgnoreCase("DISCARD")) {
      request.set(0, "PING");
    }
    askRightly("EXEC");
  }

  /** What concerns a key, whatever its type. */
  final void askAround(List<String> keys) {
    String key = one(keys);
    switch (random.nextInt(11)) {
      case 0, 1, 2 -> ask("DEL", key);
      case 3 -> ask("RENAME", key, one(keys));
      case 4, 5 -> ask("COPY", key, one(keys), maybe("REPLACE"));
      case 6 -> ask("EXPIRE", key, oneIn(3) ? "-1" : "100000");
      case 7 -> ask("PERSIST", key);
      case 8 -> ask("OBJECT", "ENCODING", key);
      case 9 -> ask("TYPE", key);
      default -> ask("UNLINK", key, one(keys));
    }
  }

  /** One of {@code keys}, or now and then one that holds something else or nothing. */
  final String key(List<String> keys) {
    return one(oneIn(STRANGE_ONE_IN) ? STRANGE : keys);
  }

  /** So many of {@code keys}, none left out because it came before. */
  final List<String> keys(List<String> keys, int count) {
    List<String> some = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      some.add(key(keys));
    }
    return some;
  }

  final boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }

  final <T> T one(List<T> pool) {
    return pool.get(random.nextInt(pool.size()));
  }

  final String one(String... pool) {
    return pool[random.nextInt(pool.length)];
  }

  /** The words of {@code parts} or none. */
  final List<String> maybe(Object... parts) {
    return random.nextBoolean() ? words(parts) : List.of();
  }

  /** The words of {@code parts} once in so many times. */
  final List<String> rarely(int count, Object... parts) {
    return oneIn(count) ? words(parts) : List.of();
  }

  /** {@code options}, each of them given or not, in any order. */
  @SafeVarargs
  final List<String> shuffled(List<String>... options) {
    List<List<String>> order = new ArrayList<>();
    for (List<String> option : options) {
      order.add(option);
    }
    for (int i = order.size() - 1; i > 0; i--) {
      Collections.swap(order, i, random.nextInt(i + 1));
    }
    return order.stream().flatMap(List::stream).toList();
  }

  private void spoil(List<String> words) {
    int at = random.nextInt(words.size());
    switch (random.nextInt(6)) {
      case 0 -> words.removeLast();
      case 1 -> words.add(at + 1, words.get(at));
      case 2 -> words.add(one(EDGES));
      case 3 -> Collections.swap(words, at, random.nextInt(words.size()));
      case 4 -> words.remove(at);
      default -> words.set(at, one(EDGES));
    }
    if (words.isEmpty() || words.getFirst().isEmpty()) {
      words.addFirst("PING");
    }
  }
}
