package dev.tidings.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Performs scripts on two servers and compares every value that each client saw, to the byte.
 *
 * <pre>{@code
 * comparison.run("subscribe twice", s -> {
 *   s.client("a").send("SUBSCRIBE", "x", "x").frames(2);
 *   s.client("b").call("PUBLISH", "x", "m");
 *   s.client("a").frames(1);
 *   s.client("a").quiet();
 * });
 * }</pre>
 *
 * A step that differs fails the script unless {@link Differences} states it; a stated difference
 * that is not there fails it too. Before each performance the data of the server is flushed.
 */
public final class Comparison {
  /** The system property that prints all steps of all performances if it is {@code true}. */
  public static final String SHOW = "testkit.show";

  /**
   * The system property that names the file into which what the reference answers is written, for
   * {@link Recording}.
   */
  public static final String RECORD = "testkit.record";

  private static final int WINDOW = 240;
  private static final int SHOWN = 30;

  private final Reference reference;
  private final Peer subject;
  private final Differences differences;
  private final boolean differencesDue;

  private Comparison(
      Reference reference, Peer subject, Differences differences, boolean differencesDue) {
    this.reference = reference;
    this.subject = subject;
    this.differences = differences;
    this.differencesDue = differencesDue;
  }

  /** Compares two servers that must not differ at all. */
  public static Comparison between(Peer reference, Peer subject) {
    return new Comparison(new Live(reference, false), subject, Differences.none(), false);
  }

  /**
   * Compares two servers that differ as stated for the version of {@link RealRedis}. When both are
   * a real Redis nothing that is stated can be seen, and none of it is due.
   */
  public static Comparison between(Peer reference, Peer subject, Differences differences) {
    return between(new Live(reference, false), subject, differences);
  }

  /** The same, and keeps what the reference answers if {@value #RECORD} is given. */
  public static Comparison recorded(RealRedis reference, Peer subject, Differences differences) {
    return between(new Live(reference, true), subject, differences);
  }

  /** Compares a server with what a Redis answered earlier. */
  public static Comparison recorded(Recording reference, Peer subject, Differences differences) {
    return between(reference, subject, differences);
  }

  private static Comparison between(Reference reference, Peer subject, Differences differences) {
    return new Comparison(
        reference,
        subject,
        differences.seenIn(reference.version()),
        !(subject instanceof RealRedis));
  }

  /** A server that performs each script now. */
  private record Live(Peer peer, boolean records) implements Reference {
    @Override
    public String name() {
      return peer.name();
    }

    @Override
    public RedisVersion version() {
      return RealRedis.version();
    }

    @Override
    public List<Step> perform(String name, int protocol, Script script) {
      List<Step> steps = Comparison.perform(peer, protocol, script);
      String file = System.getProperty(RECORD);
      if (records && file != null) {
        Recording.write(Path.of(file), version(), name, protocol, steps);
      }
      return steps;
    }
  }

  /** Performs {@code script} in RESP2 and in RESP3. */
  public void run(String name, Script script) {
    run(name, new int[] {2, 3}, script);
  }

  /** Performs {@code script} in RESP2 only, where it makes no sense in the other. */
  public void runResp2(String name, Script script) {
    run(name, new int[] {2}, script);
  }

  /** Performs {@code script} in RESP3 only, where it makes no sense in the other. */
  public void runResp3(String name, Script script) {
    run(name, new int[] {3}, script);
  }

  private void run(String name, int[] protocols, Script script) {
    List<String> failures = new ArrayList<>();
    Set<Difference> used = new HashSet<>();
    for (int protocol : protocols) {
      List<Step> expected = reference.perform(name, protocol, script);
      if (!Scene.complete(expected)) {
        failures.add(broken(protocol, expected));
        continue;
      }
      compare(name, protocol, expected, perform(subject, protocol, script), used, failures);
    }
    if (differencesDue) {
      for (Difference idle : differences.due(name, used)) {
        failures.add("the stated difference \"" + idle.id() + "\" is not there: remove it");
      }
    }
    if (!failures.isEmpty()) {
      throw new AssertionError("script \"" + name + "\"\n  " + shown(failures));
    }
  }

  /** The first ones: where a long script has gone apart, what follows says little more. */
  private static String shown(List<String> failures) {
    String first = String.join("\n  ", failures.subList(0, Math.min(SHOWN, failures.size())));
    int more = failures.size() - SHOWN;
    return more > 0 ? first + "\n  and " + more + " more" : first;
  }

  private static List<Step> perform(Peer peer, int protocol, Script script) {
    try (RawClient housekeeper = peer.open()) {
      // A server that asks for a password keeps what it has: its scripts care for themselves.
      housekeeper.call("FLUSHALL");
      housekeeper.leave(Scene.LEAVE_PATIENCE);
    }
    List<Step> steps = new Scene(peer, protocol).perform(script);
    if (Boolean.getBoolean(SHOW)) {
      System.out.printf("%s, RESP%d%n", peer.name(), protocol);
      steps.forEach(step -> System.out.printf("  %s%n      %s%n", step.label(), step.comparable()));
    }
    return steps;
  }

  private void compare(
      String name,
      int protocol,
      List<Step> expected,
      List<Step> found,
      Set<Difference> used,
      List<String> failures) {
    int common = Math.min(expected.size(), found.size());
    for (int i = 0; i < common; i++) {
      Step wanted = expected.get(i);
      Step got = found.get(i);
      if (wanted.label().equals(got.label()) && wanted.sameAs(got)) {
        continue;
      }
      List<Difference> stated = differences.covering(name, wanted.comparable(), got.comparable());
      if (stated.isEmpty()) {
        failures.add(
            "RESP%d, step %d of %d, %s".formatted(protocol, i + 1, expected.size(), wanted.label())
                + sideBySide(wanted, got));
      }
      used.addAll(stated);
    }
    if (expected.size() != found.size() && Scene.complete(found)) {
      failures.add(
          "RESP%d: %d steps on %s but %d on %s: the script must take the same way on both"
              .formatted(
                  protocol, expected.size(), reference.name(), found.size(), subject.name()));
    }
  }

  private String broken(int protocol, List<Step> steps) {
    return "RESP%d: cannot be performed on %s itself, after %d steps: %s"
        .formatted(protocol, reference.name(), steps.size() - 1, steps.getLast().comparable());
  }

  private String sideBySide(Step wanted, Step got) {
    String left = wanted.comparable();
    String right = got.comparable();
    int length = Math.min(left.length(), right.length());
    int at =
        IntStream.range(0, length)
            .filter(i -> left.charAt(i) != right.charAt(i))
            .findFirst()
            .orElse(length);
    int from = Math.max(0, at - WINDOW / 2);
    String other = wanted.label().equals(got.label()) ? "" : " at " + got.label();
    return "\n      %s: %s\n      %s%s: %s"
        .formatted(
            reference.name(), window(left, from), subject.name(), other, window(right, from));
  }

  private static String window(String text, int from) {
    int end = Math.min(text.length(), from + WINDOW);
    String shown = from >= end ? "" : text.substring(from, end);
    String all = (from > 0 ? "…" : "") + shown + (end < text.length() ? "…" : "");
    return all.isEmpty() ? "(nothing)" : all;
  }
}
