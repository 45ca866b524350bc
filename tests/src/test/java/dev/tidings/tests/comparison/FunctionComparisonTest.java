package dev.tidings.tests.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.RespValue;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Libraries of functions. */
class FunctionComparisonTest {
  private static final String LIBRARY =
      """
      #!lua name=kept
      redis.register_function('first', function(keys, args) return {keys[1], args[1]} end)
      -- the same words again, the same words again, so that it can be compressed
      """;

  private final Comparison comparison = Servers.shared();

  /** The requests are those of a file; see there. */
  @Test
  void librariesAreLoadedAndCalled() {
    List<String> requests = ScriptComparisonTest.lines("/scripts/functions.txt");
    comparison.run(
        "functions",
        s -> requests.forEach(request -> s.client("a").sendText(request + "\r\n").frames(1)));
  }

  @Test
  void wordsTooManyAreRefused() {
    comparison.run(
        "words too many for FUNCTION",
        s -> {
          s.client("a").calls("FUNCTION FLUSH SYNC x", "FUNCTION FLUSH x", "FUNCTION FLUSH x y");
          s.client("a").call("FUNCTION", "LOAD", LIBRARY, "x");
          s.client("a").call("FUNCTION", "LOAD", "a\r\n", LIBRARY);
          s.client("a").call("FCALL", "no", "-9223372036854775808");
        });
  }

  /** What one server tells, the other takes; the bytes need not be the same. */
  @Test
  void whatOneServerDumpsTheOtherRestores() {
    try (Servers servers = Servers.start();
        RawClient redis = servers.reference().open();
        RawClient tidings = servers.subject().open()) {
      passOn(redis, tidings);
      passOn(tidings, redis);
    }
  }

  private static void passOn(RawClient from, RawClient to) {
    from.call("FUNCTION", "FLUSH");
    from.call("FUNCTION", "LOAD", LIBRARY);
    String dump = from.call("FUNCTION", "DUMP").text();
    to.call("FUNCTION", "FLUSH");
    assertThat(restore(to, dump, "APPEND")).isEqualTo("OK");
    assertThat(restore(to, dump, "APPEND")).contains("already exists");
    assertThat(restore(to, dump, "REPLACE")).isEqualTo("OK");
    assertThat(restore(to, dump, "FLUSH")).isEqualTo("OK");
    RespValue answer = to.call("FCALL", "first", "1", "key", "argument");
    assertThat(answer.elements()).extracting(RespValue::text).containsExactly("key", "argument");
    assertThat(restore(to, dump.replace("kept", "lept"), "FLUSH")).contains("checksum");
    assertThat(to.call("FUNCTION", "LIST").elements()).hasSize(1);
  }

  private static String restore(RawClient client, String dump, String policy) {
    return client.call("FUNCTION", "RESTORE", dump, policy).text();
  }
}
