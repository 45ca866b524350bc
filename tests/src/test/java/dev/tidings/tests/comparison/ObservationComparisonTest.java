package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** COMMAND, MONITOR, SLOWLOG, LATENCY, DEBUG and small questions to the server. */
class ObservationComparisonTest {
  /** Every command that tells of the server, and those whose subcommands do. */
  private static final List<String> COMMANDS =
      List.of(
          "command|count",
          "command|list",
          "command|info",
          "command|docs",
          "command|help",
          "info",
          "monitor",
          "slowlog|get",
          "slowlog|len",
          "slowlog|reset",
          "slowlog|help",
          "latency|latest",
          "latency|history",
          "latency|graph",
          "latency|doctor",
          "latency|histogram",
          "latency|reset",
          "latency|help",
          "debug",
          "time",
          "role",
          "lolwut",
          "config|get",
          "config|set",
          "config|help",
          "pubsub|help",
          "shutdown");

  private static final Servers SERVERS = Servers.start("--enable-debug-command", "yes");

  private final Comparison comparison = SERVERS.comparison();

  @AfterAll
  static void stop() {
    SERVERS.close();
  }

  @Test
  void declarationsTellTheSame() {
    comparison.run(
        "COMMAND INFO of what tells of the server",
        s -> COMMANDS.forEach(name -> s.client("a").call("COMMAND", "INFO", name)));
  }

  @Test
  void commandRefusesWhatItDoesNotKnow() {
    comparison.run(
        "wrong forms of COMMAND",
        s -> {
          s.client("a").calls("COMMAND COUNT x", "COMMAND FOO", "COMMAND LIST FILTERBY FOO x");
          s.client("a").calls("COMMAND LIST FILTERBY", "COMMAND LIST FOO", "COMMAND LIST FOO a b");
          s.client("a")
              .calls("COMMAND LIST FILTERBY ACLCAT", "COMMAND LIST FILTERBY ACLCAT nosuch");
          s.client("a").calls("COMMAND LIST FILTERBY MODULE x", "COMMAND DOCS nosuch");
          s.client("a").calls("COMMAND LIST FILTERBY PATTERN PSUB*", "COMMAND INFO nosuch ping");
          s.client("a")
              .call("COMMAND", "LIST", "FILTERBY", "PATTERN", "*SLOWLOG*")
              .sortedElements();
          s.client("a").calls("COMMAND GETKEYS nosuch a", "COMMAND GETKEYS config nosuch");
          s.client("a").calls("COMMAND GETKEYS WATCH a b", "COMMAND GETKEYS client id");
          s.client("a").calls("COMMAND GETKEYSANDFLAGS WATCH a b");
          s.client("a").calls("COMMAND GETKEYSANDFLAGS SPUBLISH a b");
        });
  }

  @Test
  void slowRequestsAreTold() {
    comparison.run(
        "SLOWLOG",
        s -> {
          s.client("a").calls("SLOWLOG RESET", "SLOWLOG", "SLOWLOG FOO", "SLOWLOG GET x");
          s.client("a").calls("SLOWLOG GET -2", "SLOWLOG GET 1 2", "SLOWLOG GET -1", "SLOWLOG LEN");
          s.client("a").calls("CLIENT SETNAME me", "CONFIG SET slowlog-log-slower-than 0");
          s.client("a").call("ECHO", "x".repeat(200));
          s.client("a").calls("AUTH a b", "CONFIG SET requirepass s", "CONFIG SET masterauth \"\"");
          s.client("a").calls("MULTI", "PING", "ECHO 1", "EXEC");
          s.client("a").call(manyWords(33));
          s.client("a").call(manyWords(32));
          s.client("a").call(manyWords(31));
          s.client("a").calls("CONFIG SET slowlog-log-slower-than 10000 requirepass \"\"");
          s.client("a")
              .call("SLOWLOG", "GET", "11")
              .mask("\\[:(\\d+), :(\\d+), :(\\d+), \\[")
              .mask("127\\.0\\.0\\.1:\\d+");
          s.client("a").call("CONFIG", "SET", "requirepass", "");
          s.client("a").calls("SLOWLOG RESET", "SLOWLOG LEN");
        });
  }

  private static String[] manyWords(int count) {
    String[] words = new String[count];
    java.util.Arrays.setAll(words, i -> i == 0 ? "WATCH" : "c");
    return words;
  }

  @Test
  void latencyAnswersInItsShapes() {
    comparison.run(
        "LATENCY",
        s -> {
          s.client("a").calls("LATENCY", "LATENCY FOO", "LATENCY LATEST", "LATENCY HISTORY x");
          s.client("a").calls("LATENCY GRAPH x", "LATENCY RESET", "LATENCY RESET x y");
          s.client("a").calls("LATENCY HISTOGRAM nosuch", "CONFIG RESETSTAT");
          s.client("a").calls("CONFIG SET latency-monitor-threshold 200", "DEBUG SLEEP 0.25");
          s.client("a").call("LATENCY", "LATEST").mask(":\\d+");
          s.client("a").call("LATENCY", "HISTORY", "command").mask(":\\d+");
          s.client("a")
              .call("LATENCY", "HISTOGRAM", "debug")
              .mask(":(\\d+): :1")
              .mask("\\[:(\\d+),");
          s.client("a").calls("LATENCY RESET command", "CONFIG SET latency-monitor-threshold 0");
        });
  }

  @Test
  void monitorsSeeWhatRan() {
    comparison.run(
        "MONITOR",
        s -> {
          s.client("a").call("PING");
          s.client("m").call("MONITOR");
          s.client("a").call("ECHO", "a\r\n\t\u0007\b\u000b\0\u007f\u00ff\"'\\ z");
          s.client("a").calls("NOSUCH", "ECHO", "PING", "AUTH x", "AUTH default x", "CONFIG GET x");
          s.client("a").calls("SELECT 3", "MULTI", "PING 1", "EXEC", "SELECT 0");
          s.client("m").frames(9).mask("\\+([0-9.]+) ").mask("127\\.0\\.0\\.1:\\d+");
          s.client("m").call("RESET");
          s.client("a").call("PING");
          s.client("m").call("PING");
          s.client("a").calls("MULTI", "MONITOR", "EXEC");
        });
  }

  @Test
  void debugServesTests() {
    comparison.run(
        "DEBUG",
        s -> {
          for (String type :
              "string integer double bignum null array set map attrib".split(" ", -1)) {
            s.client("a").call("DEBUG", "PROTOCOL", type);
          }
          s.client("a").calls("DEBUG PROTOCOL verbatim", "DEBUG PROTOCOL true");
          s.client("a").calls("DEBUG PROTOCOL false", "DEBUG PROTOCOL foo", "DEBUG PROTOCOL");
          s.client("a").calls("DEBUG", "DEBUG FOO", "DEBUG JMAP", "DEBUG SLEEP 0", "DEBUG SLEEP x");
          s.client("a")
              .calls("DEBUG SLEEP", "DEBUG SLEEP 1 2", "DEBUG OBJECT nokey", "DEBUG DIGEST");
          s.client("a").calls("DEBUG DIGEST-VALUE a b", "DEBUG DIGEST-VALUE", "DEBUG DIGEST x");
          s.client("a").calls("DEBUG SET-ACTIVE-EXPIRE 1", "DEBUG LOG hi", "DEBUG LOG");
          s.client("a").calls("DEBUG CHANGE-REPL-ID", "DEBUG ERROR foo", "DEBUG ERROR foo bar");
        });
  }

  @Test
  void debugIsClosedByDefault() {
    Servers.shared()
        .run("DEBUG where it is closed", s -> s.client("a").calls("DEBUG SLEEP 0", "DEBUG"));
  }

  @Test
  void smallQuestionsAreAnswered() {
    comparison.run(
        "TIME, ROLE, LOLWUT and sections of INFO",
        s -> {
          s.client("a").calls("ROLE", "ROLE x", "TIME x", "LOLWUT VERSION x", "INFO nosuch");
          s.client("a").calls("INFO cluster", "INFO CLUSTER keyspace cluster", "INFO modules");
          s.client("a").call("TIME").mask("\"\\d+\"");
        });
  }
}
