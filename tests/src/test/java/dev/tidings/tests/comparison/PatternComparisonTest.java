package dev.tidings.tests.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.Eventually;
import dev.tidings.testkit.RawClient;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Patterns of Lua: our matcher beside the original. Random ones are run by {@code
 * -Drandom.patterns=N} each time.
 */
class PatternComparisonTest {
  private static final int CASES = Integer.getInteger("random.patterns", 3000);
  private static final int CASES_IN_SCRIPT = 100;

  /** Runs each case, five words each, and shows what it returns or raises. */
  private static final String DRIVER =
      """
      local function show(...)
        local shown = {}
        for i = 1, select('#', ...) do
          local value = select(i, ...)
          shown[i] = type(value) .. ':' .. tostring(value)
        end
        return table.concat(shown, '|')
      end
      local functions = {}
      function functions.all(s, p)
        local shown = {}
        for a, b, c in string.gmatch(s, p) do
          shown[#shown + 1] = show(a, b, c)
        end
        return table.concat(shown, ';')
      end
      function functions.called(s, p, x, y)
        return s:gsub(p, function(...) return show(...) end, y)
      end
      function functions.looked_up(s, p, x, y)
        return s:gsub(p, {a = 'A', b = 1, ab = false, [1] = 'one', [2] = {}}, y)
      end
      function functions.find(s, p, x) return s:find(p, x) end
      function functions.plainly(s, p, x) return string.find(s, p, x, true) end
      function functions.match(s, p, x) return string.match(s, p, x) end
      function functions.gsub(s, p, x, y) return string.gsub(s, p, x, y) end
      local answers = {}
      for i = 1, #ARGV, 5 do
        local name, s, p, x, y = unpack(ARGV, i, i + 4)
        answers[#answers + 1] = show(pcall(functions[name], s, p, x, tonumber(y)))
      end
      return answers
      """;

  private static final String[] NAMES = {
    "find", "match", "gsub", "all", "called", "looked_up", "plainly"
  };

  private static final String[] PIECES = {
    "a", "b", "ab", ".", "%a", "%W", "%d", "%s", "%S", "%x", "%z", "%p", "%c", "%u", "%l", "%.",
    "[ab]", "[^a]", "[a-c]", "[%w_]", "[]a]", "[^]a]", "[a-]", "[%]]", "[b-a]", "[", "[^", "[a",
    "[%", "(", ")", "()", "(a", "(.", "%1", "%2", "%0", "%b()", "%bab", "%b", "%ba", "%f[a]",
    "%f[^a]", "%f[%z]", "%f", "%fa", "^", "$", "*", "+", "-", "?", "%", "\0", "\u00e9", " ", "1"
  };

  private static final String[] REPETITIONS = {"", "", "", "*", "+", "-", "?"};
  private static final String[] LETTERS = {
    "a", "a", "b", "ab", "(", ")", "1", " ", "_", "\0", "\u00e9", "%", "]", "^", "c", "\n"
  };

  private static final String[] REPLACEMENTS = {
    "x", "", "<%0>", "%1", "%2", "%1%1", "%%", "%", "%a", "\0", "[%1]"
  };

  private final Comparison comparison = Servers.shared();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void randomPatternsMatchAlike(long seed) {
    comparison.run(
        "random patterns, seed " + seed,
        s -> {
          SplittableRandom random = new SplittableRandom(seed);
          for (int done = 0; done < CASES; done += CASES_IN_SCRIPT) {
            List<String> words = new ArrayList<>(List.of("EVAL", DRIVER, "0"));
            for (int i = 0; i < CASES_IN_SCRIPT; i++) {
              addCase(words, random);
            }
            s.client("a").call(words.toArray(String[]::new));
          }
        });
  }

  private static void addCase(List<String> words, SplittableRandom random) {
    String name = one(NAMES, random);
    words.add(name);
    words.add(joined(LETTERS, random.nextInt(12), random));
    StringBuilder pattern = new StringBuilder(random.nextInt(8) == 0 ? "^" : "");
    for (int i = random.nextInt(1, 6); i > 0; i--) {
      pattern.append(one(PIECES, random)).append(one(REPETITIONS, random));
    }
    words.add(pattern.toString());
    words.add(name.equals("gsub") ? one(REPLACEMENTS, random) : "" + random.nextInt(-4, 6));
    words.add(random.nextBoolean() ? "" : "" + random.nextInt(-1, 4));
  }

  private static String joined(String[] from, int count, SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(one(from, random));
    }
    return text.toString();
  }

  private static String one(String[] from, SplittableRandom random) {
    return from[random.nextInt(from.length)];
  }

  private static final String[] LASTING = {
    "('a'):rep(40000):find(('a*'):rep(20) .. 'b')",
    "('a'):rep(40000):match(('.-'):rep(20) .. 'b')",
    "('a'):rep(40000):gsub(('a*'):rep(20) .. 'b', '')",
    "('a'):rep(40000):gsub(('a*'):rep(20) .. 'b', {})",
    "('a'):rep(40000):gmatch(('a*'):rep(20) .. 'b')()",
    "('a'):rep(2^26):find(('a'):rep(2^25) .. 'b', 1, true)",
    "('('):rep(2^22):find('%b()')",
    "('a'):rep(2^25):find('(a*)%1%1b')",
    "table.insert({}, -2^31, 1)"
  };

  /** With the original each of these lasts for minutes or years, and cannot be ended. */
  @Test
  void whatLastsTooLongCanBeEnded() {
    try (Servers servers = Servers.start("--busy-reply-threshold", "20");
        RawClient asker = servers.subject().open();
        RawClient other = servers.subject().open()) {
      for (String call : LASTING) {
        asker.send("EVAL", "local x = " + call + " return 1", "0");
        BusyScriptTest.awaitBusy(other, "SCRIPT KILL");
        assertThat(other.call("SCRIPT", "KILL").text()).isEqualTo("OK");
        assertThat(asker.reply().text()).startsWith("ERR Script killed by user with SCRIPT KILL.");
        Eventually.value("a server", () -> other.call("PING").text(), "PONG"::equals);
      }
    }
  }

  @Test
  void aPatternMayBeLong() {
    try (Servers servers = Servers.start();
        RawClient client = servers.subject().open()) {
      String script = "local n = 500000 return #(('a'):rep(n):match(('a?'):rep(n)))";
      assertThat(client.call("EVAL", script, "0").toString()).contains("500000");
    }
  }
}
