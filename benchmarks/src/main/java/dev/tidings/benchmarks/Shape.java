package dev.tidings.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * A load: who subscribes to what, who publishes how.
 *
 * @param name as after {@code --only}
 * @param kind which table it belongs to
 * @param title as in the table
 * @param depth how many requests a publisher sends at once
 * @param bytes of a payload
 * @param patterns held by one more connection; none matches
 * @param mostCpu the target: server CPU for each delivery, as a multiple of Redis's; NaN for none
 */
record Shape(
    String name,
    Kind kind,
    String title,
    int subscribers,
    int publishers,
    int channels,
    int depth,
    int bytes,
    int patterns,
    double mostCpu) {

  /** What a shape is about. The word is the load program's mode. */
  enum Kind {
    FANOUT("fanout"),
    SPREAD("spread"),
    LATENCY("latency"),
    PATTERNS("pattern");

    private final String mode;

    Kind(String mode) {
      this.mode = mode;
    }
  }

  /** How many requests are sent at once by whoever is in a hurry. */
  private static final int HURRIED_DEPTH = 16;

  /** What a million patterns would take in a server that tries each of them is hours. */
  private static final int MOST_PATTERNS_OF_OTHERS = 10_000;

  /** All of them, in the order of measuring. */
  static final List<Shape> ALL =
      List.of(
          fanout(1, 1, 64, Double.NaN),
          fanout(1, 16, 64, 0.75),
          fanout(1, 64, 64, 0.75),
          fanout(100, 1, 64, 0.9),
          fanout(100, 16, 64, 0.9),
          fanout(1000, 1, 64, 1.0),
          fanout(1000, 16, 64, 1.0),
          fanout(100, 1, 4096, 0.7),
          fanout(100, 16, 4096, 0.7),
          spread(1, 1.0),
          spread(16, 0.9),
          patterns(0),
          patterns(10_000),
          patterns(1_000_000),
          latency(1),
          latency(100));

  private static Shape fanout(int subscribers, int depth, int bytes, double mostCpu) {
    String size = bytes == 64 ? "" : "-" + bytes / 1024 + "k";
    return new Shape(
        "fanout-" + subscribers + "x" + depth + size,
        Kind.FANOUT,
        counted(subscribers) + ", depth " + depth + ", " + size(bytes),
        subscribers,
        1,
        1,
        depth,
        bytes,
        0,
        mostCpu);
  }

  private static Shape spread(int depth, double mostCpu) {
    return new Shape(
        "spread-100x" + depth,
        Kind.SPREAD,
        "100 channels, 50 publishers, depth " + depth + ", 64 B",
        100,
        50,
        100,
        depth,
        64,
        0,
        mostCpu);
  }

  private static Shape patterns(int patterns) {
    return new Shape(
        "patterns-" + patterns,
        Kind.PATTERNS,
        "%,d".formatted(patterns).replace(',', ' '),
        1,
        1,
        1,
        64,
        64,
        patterns,
        Double.NaN);
  }

  private static Shape latency(int subscribers) {
    return new Shape(
        "latency-" + subscribers,
        Kind.LATENCY,
        counted(subscribers) + ", depth 1, 64 B",
        subscribers,
        1,
        1,
        1,
        64,
        0,
        Double.NaN);
  }

  private static String counted(int subscribers) {
    return subscribers + (subscribers == 1 ? " subscriber" : " subscribers");
  }

  private static String size(int bytes) {
    return bytes < 1024 ? bytes + " B" : bytes / 1024 + " KB";
  }

  /** The same with more requests at once. */
  Shape hurried() {
    return new Shape(
        name,
        kind,
        title,
        subscribers,
        publishers,
        channels,
        Math.max(depth, HURRIED_DEPTH),
        bytes,
        patterns,
        mostCpu);
  }

  /** Who is measured in this shape, among the servers that are here. */
  List<Contestant> contestants(List<Contestant> servers) {
    if (patterns > MOST_PATTERNS_OF_OTHERS) {
      return List.of(Contestant.TIDINGS);
    }
    List<Contestant> contestants = new ArrayList<>(servers);
    if (kind == Kind.FANOUT) {
      contestants.add(Contestant.LIMIT);
    }
    return contestants;
  }

  /** What the load program is told. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>(List.of("-m", kind.mode));
    add(arguments, "-s", subscribers);
    add(arguments, "-c", publishers);
    add(arguments, "-n", channels);
    add(arguments, "-d", depth);
    add(arguments, "-b", bytes);
    add(arguments, "-k", patterns);
    return arguments;
  }

  private static void add(List<String> arguments, String option, int value) {
    arguments.add(option);
    arguments.add(Integer.toString(value));
  }
}
