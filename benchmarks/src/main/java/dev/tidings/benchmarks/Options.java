package dev.tidings.benchmarks;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was asked for on the command line.
 *
 * @param suites what to measure
 * @param seconds how long one run measures, after its own short warm-up
 * @param runs how many runs a median is made of
 * @param entries how many entries the long stream has
 * @param only the shape to measure, or null for all
 * @param output the document whose tables are written, or null to print only
 */
record Options(
    Set<Suite> suites,
    double seconds,
    int runs,
    long entries,
    @Nullable String only,
    @Nullable Path output) {

  /** What can be asked for, in the order of measuring. */
  enum Suite {
    START,
    MEMORY,
    DATA,
    KEYS,
    STREAMS,
    PUBSUB;

    /** As on the command line and in the document's markers. */
    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The same with one run of each kind. */
  Options once() {
    return new Options(suites, seconds, 1, entries, only, output);
  }

  static final String USAGE =
      """
      Usage: ./tidings bench [pubsub|keys|streams|data|start|memory|all] [options]

        --seconds N      how long one run measures (2)
        --runs N         runs that a median is made of (5)
        --entries N      how many entries the long stream has (10000000)
        --only SHAPE     one shape of pubsub
        --output FILE    also write the tables into FILE (docs/benchmarks.md), between its markers

      Shapes: %s
      """;

  /** A word on the command line that means nothing here. */
  static final class Unclear extends Exception {
    private static final long serialVersionUID = 1;

    Unclear(String message) {
      super(message);
    }
  }

  static Options of(String... arguments) throws Unclear {
    Deque<String> words = new ArrayDeque<>(List.of(arguments));
    EnumSet<Suite> suites = EnumSet.noneOf(Suite.class);
    double seconds = 2;
    int runs = 5;
    long entries = 10_000_000;
    String only = null;
    Path output = null;
    while (!words.isEmpty()) {
      String word = words.remove();
      switch (word) {
        case "all" -> suites.addAll(EnumSet.allOf(Suite.class));
        case "pubsub", "keys", "streams", "data", "start", "memory" ->
            suites.add(Suite.valueOf(word.toUpperCase(Locale.ROOT)));
        case "--seconds" -> seconds = number(word, words);
        case "--runs" -> runs = (int) number(word, words);
        case "--entries" -> entries = (long) number(word, words);
        case "--only" -> only = value(word, words);
        case "--output" -> output = Path.of(value(word, words));
        default -> throw new Unclear("what is " + word + "?");
      }
    }
    if (suites.isEmpty()) {
      suites.addAll(only == null ? EnumSet.allOf(Suite.class) : EnumSet.of(Suite.PUBSUB));
    }
    if (seconds <= 0 || runs < 1 || entries < 1) {
      throw new Unclear("there must be some seconds, entries and at least one run");
    }
    if (only != null && output != null) {
      throw new Unclear("--only measures a part, --output writes the whole: not both");
    }
    return new Options(suites, seconds, runs, entries, only, output);
  }

  private static String value(String option, Deque<String> words) throws Unclear {
    if (words.isEmpty()) {
      throw new Unclear(option + " needs a value");
    }
    return words.remove();
  }

  private static double number(String option, Deque<String> words) throws Unclear {
    String value = value(option, words);
    try {
      return Double.parseDouble(value);
    } catch (NumberFormatException notNumber) {
      throw new Unclear(option + " needs a number, not " + value);
    }
  }
}
