package dev.tidings.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.FreePort;
import dev.tidings.testkit.RawClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(\\{.*})? \\S+");
  private static final Pattern COMMENT = Pattern.compile("# (HELP|TYPE) ([a-z_]+) (.+)");

  private final int http = FreePort.find();

  private List<String> page() throws Exception {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      URI metrics = URI.create("http://127.0.0.1:" + http + "/metrics");
      return browser
          .send(HttpRequest.newBuilder(metrics).build(), HttpResponse.BodyHandlers.ofLines())
          .body()
          .toList();
    }
  }

  @Test
  void everyMetricHasItsHelpAndItsType() throws Exception {
    try (RunningServer running = RunningServer.start("http-port " + http);
        RawClient client = running.open()) {
      client.call("NONE-SUCH");
      client.call("PUBLISH", "nobody", "hears");
      Set<String> helped = new TreeSet<>();
      Set<String> typed = new TreeSet<>();
      Set<String> sampled = new TreeSet<>();
      for (String line : page()) {
        Matcher comment = COMMENT.matcher(line);
        Matcher sample = SAMPLE.matcher(line);
        if (comment.matches()) {
          assertThat((comment.group(1).equals("HELP") ? helped : typed).add(comment.group(2)))
              .as(line)
              .isTrue();
        } else {
          assertThat(sample.matches()).as(line).isTrue();
          sampled.add(sample.group(1));
        }
      }
      assertThat(sampled)
          .isEqualTo(helped)
          .isEqualTo(typed)
          .contains("tidings_evicted_clients_total", "tidings_query_buffer_cuts_total")
          .contains("tidings_error_replies_total", "tidings_build_info");
    }
  }

  @Test
  void whoWasCutIsToldByClassAndLimit() throws Exception {
    try (RunningServer running = RunningServer.start("http-port " + http);
        RawClient admin = running.open()) {
      assertThat(page())
          .contains(
              cut("normal", "hard", 0),
              cut("normal", "soft", 0),
              cut("pubsub", "hard", 0),
              cut("pubsub", "soft", 0));
      admin.call("CONFIG", "SET", "client-output-buffer-limit", "pubsub 1mb 0 0 normal 1mb 0 0");
      try (RawClient subscriber = RawClient.tcp("127.0.0.1", running.port(), 4096);
          RawClient asker = running.open()) {
        subscriber.call("SUBSCRIBE", "news");
        String message = "m".repeat(500_000);
        while (!admin.call("PUBLISH", "news", message).toString().equals(":0")) {
          // Until it has been cut: it takes what the kernel keeps for it, and a megabyte.
        }
        asker.send("ECHO", "e".repeat(2_000_000));
        asker.awaitEnd();
      }
      assertThat(page())
          .contains(
              cut("normal", "hard", 1),
              cut("normal", "soft", 0),
              cut("pubsub", "hard", 1),
              cut("pubsub", "soft", 0));
    }
  }

  private static String cut(String clientClass, String limit, int count) {
    return "tidings_output_buffer_cuts_total{class=\"%s\",limit=\"%s\"} %d.0"
        .formatted(clientClass, limit, count);
  }

  @Test
  void whoWasEvictedOrAskedTooMuchIsCounted() throws Exception {
    try (RunningServer running = RunningServer.start("http-port " + http);
        RawClient admin = running.open()) {
      assertThat(admin.call("CLIENT", "NO-EVICT", "on")).hasToString("+OK");
      assertThat(admin.call("CONFIG", "SET", "client-query-buffer-limit", "1mb"))
          .hasToString("+OK");
      try (RawClient greedy = running.open()) {
        greedy.sendText("*1\r\n$3000000\r\n" + "g".repeat(1_500_000));
        greedy.awaitEnd();
      }
      assertThat(admin.call("CONFIG", "SET", "maxmemory-clients", "1mb")).hasToString("+OK");
      try (RawClient fat = running.open()) {
        fat.sendText("*1\r\n$900000\r\n" + "f".repeat(899_999));
        assertThat(admin.call("CONFIG", "SET", "maxmemory-clients", "200kb")).hasToString("+OK");
        fat.awaitEnd();
      }
      assertThat(page())
          .contains("tidings_query_buffer_cuts_total 1.0", "tidings_evicted_clients_total 1.0");
    }
  }
}
