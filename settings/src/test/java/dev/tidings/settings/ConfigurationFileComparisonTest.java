package dev.tidings.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same files and arguments to a real redis-server 7.0 and to the reader. */
class ConfigurationFileComparisonTest {
  private static final String PRODUCT = "Redis 7.0.15";
  private static final String HEAD = "*** FATAL CONFIG FILE ERROR (";

  @TempDir Path directory;

  @BeforeAll
  static void needsRedis() {
    assumeTrue(RedisServer.installed(), "redis-server is not installed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "foo bar",
        "\n# c\n  hz abc",
        "hz",
        "hz 1 2",
        "hz \"abc",
        "hz \"a\"b",
        "save 1",
        "save 1 2 3\nsave",
        "user",
        "user a on\nuser a off",
        "rename-command a",
        "rename-command a b c",
        "loadmodule",
        "include",
        "include a b",
        "databases 0",
        "databases 2147483648",
        "io-threads 129",
        "io-threads 0",
        "cluster-port 65536",
        "tcp-backlog -1",
        "socket-mark-id -1",
        "socket-mark-id 4294967296",
        "unixsocketperm 778",
        "unixsocketperm 1000",
        "unixsocketperm abc",
        "syslog-facility x",
        "supervised x",
        "enable-debug-command x",
        "enable-module-command x",
        "enable-protected-configs x",
        "appendfilename a/b",
        "dbfilename a/b",
        "appenddirname a/b",
        "appenddirname \"\"",
        "appendfilename \"\"",
        "client-output-buffer-limit normal 1 2",
        "client-output-buffer-limit x 1 2 3",
        "oom-score-adj-values 1 2",
        "notify-keyspace-events K E",
        "notify-keyspace-events",
        "replicaof a",
        "replicaof a b",
        "replicaof a 99999",
        "slaveof a b c",
        "aclfile",
        "latency-tracking-info-percentiles x",
        "maxmemory 1 gb",
        "maxmemory \"1\"gb",
        "requirepass \"a\\\"b\" #c",
        "# x\nHZ 10\nbad",
        "sentinel monitor x",
        "shutdown-on-sigterm save nosave",
        "port 70000",
        "maxclients 0",
        "cluster-enabled maybe",
        "proc-title-template {x}",
        "repl-diskless-load x y",
        "vm-enabled no",
        "unixsocket a b",
        "hz 10 \\",
        "list-max-ziplist-entries 1 2",
        "slaveof 127.0.0.1 1\ncluster-enabled yes",
      })
  void aBadFileIsRefusedWithTheSameWords(String text) throws IOException, InterruptedException {
    Path file = Files.writeString(directory.resolve("redis.conf"), text + "\n");
    assertThat(faultOfReader(text + "\n")).isEqualTo(faultOfRedis(List.of(file.toString())));
  }

  private static final String SOMETHING_OF_EVERYTHING =
      """
      # A file with something of everything.
      HZ 20
      hz "1\\x30"
      slave-read-only no
      save 1 2
      save 3 4 5 6
      client-output-buffer-limit normal 1mb 2kb 3
      client-output-buffer-limit replica 1 2 3 pubsub 4 5 6
      notify-keyspace-events KEA
      requirepass 'a\\'b'
      unixsocketperm 700
      maxmemory-clients 5%
      latency-tracking-info-percentiles 50 60.5
      oom-score-adj-values 1 2 3
      shutdown-on-sigterm save now
      list-max-ziplist-entries 5
      hash-max-ziplist-entries 77
      replicaof no one
      appendonly "no"
      masteruser ""
      tls-protocols "TLSv1.2 TLSv1.3"
      rename-command FLUSHALL ""
      user alice on >secret ~* +@all
      """;

  @Test
  void aBadLineOfAnIncludedFileIsNumberedInItsOwnFile() throws IOException, InterruptedException {
    Path included = Files.writeString(directory.resolve("a.inc"), "hz 20\n\nbad include\n");
    Path file =
        Files.writeString(directory.resolve("redis.conf"), "# x\ninclude " + included + "\nbad\n");
    assertThat(faultOfReader(Files.readString(file)))
        .isEqualTo(faultOfRedis(List.of(file.toString())));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--bad",
        "--bad|x",
        "--hz|10|--bad|x|y",
        "--hz|abc|--port|1",
        "--bad|a b",
        "--bad|a\"b",
        "--bad|",
        "--save||--bad|x",
        "--save|--bad|x",
        "--save|3600 1|--bad|x",
        "--save|3600|1|--bad|x",
        "--bad|-x",
        "--requirepass|--foo|--bad|x",
        "--requirepass|-foo|--bad",
        "--|x",
        "hz|10|--bad",
        "--hz|10|\n|--bad",
        "--bad|a\nb",
        "--bad|--|x",
        "--bad=1",
        "--hz 11|--bad",
        "--save|--port|17902|--bad",
        "--bad|#y",
      })
  void badArgumentsAreRefusedWithTheSameWords(String joined)
      throws IOException, InterruptedException {
    String text = "hz 10\n# a comment\n";
    Path file = Files.writeString(directory.resolve("redis.conf"), text);
    List<String> arguments = new ArrayList<>(List.of(file.toString()));
    arguments.addAll(List.of(joined.split("\\|", -1)));
    String configuration = CommandLine.of(arguments).configuration(text, "");
    assertThat(faultOfReader(configuration)).isEqualTo(faultOfRedis(arguments));
    List<String> optionsOnly = arguments.subList(1, arguments.size());
    if (optionsOnly.getFirst().startsWith("--")) {
      assertThat(faultOfReader(CommandLine.of(optionsOnly).configuration("", "")))
          .isEqualTo(faultOfRedis(optionsOnly));
    }
  }

  @Test
  void aGoodFileGivesTheSameValuesAndItsRewriteDoesToo() throws IOException, InterruptedException {
    String text = SOMETHING_OF_EVERYTHING;
    Path file = Files.writeString(directory.resolve("redis.conf"), text);
    Configuration ours = new Configuration();
    assertThat(new ConfigurationReader(ours, includes()).read(text)).isNull();
    assertThat(ours.renamedCommands()).containsExactly(List.of("FLUSHALL", ""));
    assertThat(ours.userLines()).containsExactly(List.of("alice", "on", ">secret", "~*", "+@all"));
    sameValues(file, ours, "a'b");

    assertThat(
            ours.set(
                List.of("hz", "33", "save", "7 8", "maxmemory", "3mb", "requirepass", ""), true))
        .isInstanceOf(SetOutcome.Done.class);
    String rewritten =
        ConfigurationRewrite.rewritten(ours, text, List.of("alice on nopass ~* +@all"));
    Files.writeString(file, rewritten, StandardCharsets.ISO_8859_1);
    sameValues(file, ours, "");
  }

  /** Starts Redis with the file and compares all that the file can have changed. */
  private void sameValues(Path file, Configuration ours, String password)
      throws IOException, InterruptedException {
    try (RedisServer redis = RedisServer.start(directory, file.toString())) {
      if (!password.isEmpty()) {
        assertThat(redis.ask(List.of("AUTH", password))).containsExactly("OK");
      }
      List<String> reply = redis.ask(List.of("CONFIG", "GET", "*"));
      Map<String, String> theirs = new LinkedHashMap<>();
      for (int i = 0; i < reply.size(); i += 2) {
        theirs.put(reply.get(i), reply.get(i + 1));
      }
      Map<String, String> values = new LinkedHashMap<>(ours.get(List.of("*")));
      values.keySet().retainAll(theirs.keySet());
      for (String given : List.of("port", "unixsocket", "dir")) {
        theirs.remove(given);
        values.remove(given);
      }
      assertThat(values).containsExactlyInAnyOrderEntriesOf(theirs);
    }
  }

  private static IncludeSource includes() {
    return path -> {
      try {
        return List.of(new IncludeSource.Included.Text(Files.readString(Path.of(path))));
      } catch (IOException _) {
        return List.of(new IncludeSource.Included.Unreadable(path, "No such file or directory"));
      }
    };
  }

  private static @Nullable String faultOfReader(String text) {
    LoadFault fault = new ConfigurationReader(new Configuration(), includes()).read(text);
    return fault == null ? null : fault.report(PRODUCT).strip();
  }

  /** What redis-server says before it gives up: from the headline on. */
  private String faultOfRedis(List<String> arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("redis-server"));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    int at = output.indexOf(HEAD);
    assertThat(at).as(output).isNotNegative();
    String fault = output.substring(at).strip();
    // The version installed is not the matter here.
    return HEAD + PRODUCT + fault.substring(fault.indexOf(')'));
  }
}
