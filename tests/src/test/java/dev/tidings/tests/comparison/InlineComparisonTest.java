package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests as a person types them. */
class InlineComparisonTest {
  private final Comparison comparison = Servers.shared();

  @Test
  void aLineIsARequest() {
    comparison.run(
        "lines as requests",
        s -> {
          s.client("a").sendText("PING\r\n").frames(1);
          s.client("a").sendText("  ping   hello  \n").frames(1);
          s.client("a").sendText("\r\n\n   \r\nECHO\ta\r\n").frames(1);
          s.client("a").sendText("ECHO hi\r\nECHO ho\nPING\r\n").frames(3);
          s.client("a").sendText("nosuch a b\r\n").frames(1);
          s.client("a").sendText("ECHO a b\r\n").frames(1);
          s.client("a").sendText("ECHO \u00e9\u00ff\r\n").frames(1);
          s.client("a").sendText("ECHO " + "x".repeat(60_000) + "\r\n").frames(1);
        });
  }

  @Test
  void subscriptionsMayBeTyped() {
    comparison.run(
        "typed subscriptions",
        s -> {
          s.client("a").sendText("SUBSCRIBE foo bar\r\n").frames(2);
          s.client("a").sendText("PING\r\n").frames(1);
          s.client("b").sendText("publish foo \"a message\"\r\n").frames(1);
          s.client("a").frames(1);
          s.client("a").sendText("unsubscribe foo bar\r\n").frames(2);
          s.client("a").quiet();
        });
  }

  @Test
  void quotesHoldWordsTogether() {
    List<String> words =
        List.of(
            "\"a b\"",
            "'a b'",
            "\"\"",
            "''",
            "\"\\x41\\x0a\\xFf\"",
            "\"\\x4\"",
            "\"\\n\\r\\t\\b\\a\\q\\\\\\\"\"",
            "'\\n\\'x'",
            "'a\"b'",
            "\"a'b\"",
            "a\\nb",
            "\\x41");
    comparison.run(
        "quoted words",
        s -> words.forEach(word -> s.client("a").sendText("ECHO " + word + "\r\n").frames(1)));
  }

  @Test
  void quotesThatDoNotEndEndTheConnection() {
    List<String> lines =
        List.of(
            "PING \"a", "PING 'a", "PING \"a\"b", "PING 'a'b", "\"", "PING \"a\\\"", "PING a\"b");
    comparison.run(
        "unbalanced quotes",
        s -> {
          for (int i = 0; i < lines.size(); i++) {
            s.client("c" + i).sendText(lines.get(i) + "\r\n").closed();
          }
        });
  }
}
