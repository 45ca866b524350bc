package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.Scene;
import dev.tidings.testkit.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Commands and forms that are newer than Redis 7.0, right ones and wrong ones, each with the events
 * that it causes: compared with a newer Redis where {@code -Dredis.server} names one, else with
 * what Redis 8.6 answered. That stands in {@code recorded.txt}, and is written anew by
 *
 * <pre>{@code
 * ./tidings test tests -Dtest=LaterFormsComparisonTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dredis.server=/path/of/redis-server -Dtestkit.record=src/test/resources/recorded.txt
 * }</pre>
 *
 * <p>The requests stand in files, one a line; a word with spaces or special bytes stands in quotes.
 */
class LaterFormsComparisonTest {
  private static final Pattern WORD = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|(\\S+)");
  private static final Pattern ESCAPE = Pattern.compile("\\\\(x([0-9a-f]{2})|.)");

  /** What follows from the clock: ids of entries, and how long ago something was delivered. */
  private static final List<String> CLOCK =
      List.of("\"(\\d{13}-\\d+)\"", "\\], (:\\d+), :\\d+\\]", "\", (:\\d+), :\\d+\\]");

  /** Nodes are laid out in each server's own way. */
  private static final String NODES = "\"radix-tree-[a-z]+\"[,:] (:\\d+)";

  private final Comparison comparison = Servers.newer();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "strings",
        "bitmaps",
        "hashes",
        "streams",
        "idempotency",
        "numbers",
        "others",
        "server"
      })
  void formsAreTheSame(String family) {
    List<List<String>> requests = requests("/forms/" + family + ".txt");
    comparison.run(
        "later forms of " + family,
        s -> {
          s.client("w").call("CONFIG", "SET", "notify-keyspace-events", "EAmnoc");
          s.client("l").call("PSUBSCRIBE", "__key*");
          requests.forEach(request -> perform(s, request));
          s.client("w").call("CONFIG", "SET", "notify-keyspace-events", "");
        });
  }

  private static void perform(Scene s, List<String> request) {
    Step step = s.client("a").call(request.toArray(new String[0]));
    if (request.getFirst().endsWith("TTL")) {
      step.mask(":([1-9]\\d*)");
    }
    if (request.getFirst().startsWith("X")) {
      CLOCK.forEach(step::mask);
      step.mask(NODES);
    }
    s.client("l").available();
  }

  private static List<List<String>> requests(String resource) {
    try (InputStream in = LaterFormsComparisonTest.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new AssertionError("no " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(LaterFormsComparisonTest::words)
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  private static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    Matcher word = WORD.matcher(line);
    while (word.find()) {
      words.add(word.group(1) == null ? word.group(2) : unescaped(word.group(1)));
    }
    return words;
  }

  private static String unescaped(String text) {
    return ESCAPE
        .matcher(text)
        .replaceAll(escape ->
            Matcher.quoteReplacement(
                switch (escape.group(1).charAt(0)) {
                  case 'x' -> "" + (char) Integer.parseInt(escape.group(2), 16);
                  case 'n' -> "\n";
                  case 'r' -> "\r";
                  case 't' -> "\t";
                  default -> escape.group(1);
                }));
  }
}
