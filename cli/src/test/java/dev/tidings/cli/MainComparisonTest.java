package dev.tidings.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.RealRedis;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is printed is what redis-cli prints, byte for byte, from the same server. */
final class MainComparisonTest {
  private static RealRedis redis;

  private static final String RESP3 = "redis.setresp(3) return ";

  private static final List<List<String>> COMMANDS =
      List.of(
          List.of("ping"),
          List.of("get", "binary"),
          List.of("get", "none"),
          List.of("hgetall", "hash"),
          List.of("smembers", "set"),
          List.of("zrange", "sorted", "0", "-1", "withscores"),
          List.of("lrange", "none", "0", "-1"),
          List.of("strlen", "binary"),
          List.of("nosuch"),
          List.of("set"),
          List.of("command", "info", "get"),
          List.of("eval", "local t={} for i=1,11 do t[i]={i,i+1} end return t", "0"),
          List.of("eval", "return {1,{2,{3,'x'},{}},redis.status_reply('S'),false}", "0"),
          List.of("eval", "return {1,redis.error_reply('E x'),{'a b'}}", "0"),
          List.of("eval", RESP3 + "{map={}}", "0"),
          List.of("eval", RESP3 + "{set={}}", "0"),
          List.of("eval", RESP3 + "{map={a={map={b=1}}}}", "0"),
          List.of("eval", RESP3 + "{map={a={1}}}", "0"),
          List.of("eval", RESP3 + "{map={a={1,{map={b={2,3}}}}}}", "0"),
          List.of("eval", RESP3 + "{map={a={map={b=1,c=2}}}}", "0"),
          List.of("eval", RESP3 + "{true,false,{double=1.5},{set={x=true}}}", "0"),
          List.of("debug", "protocol", "verbatim"),
          List.of("debug", "protocol", "push"));

  @BeforeAll
  static void start() {
    redis = RealRedis.start("--enable-debug-command", "yes");
    ours(List.of(), "set binary \"a\\n\\\"\\\\\\x00\\x01\\xff\\a\\b\\t\\r z\"\n");
    ours(List.of(), "hset hash f1 v1 f2 v2\nsadd set a\nzadd sorted 1.5 a inf b\n");
  }

  @AfterAll
  static void stop() {
    redis.close();
  }

  static Stream<List<String>> commands() {
    return Stream.of(
            List.of("--raw"), List.of("--no-raw"), List.of("-3"), List.of("-3", "--no-raw"))
        .flatMap(options ->
            COMMANDS.stream()
                .map(command -> Stream.concat(options.stream(), command.stream()).toList()));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aReplyIsPrintedAsByRedisCli(List<String> arguments) throws Exception {
    // RESP2 has its own spelling of a number with a fraction, which redis-cli shows as text.
    assertThat(ours(arguments, "")).isEqualTo(theirs(arguments, ""));
  }

  @Test
  void linesOfTheInputAreSaidOneByOne() throws Exception {
    String input =
        "set a 1\nget a\n\nnosuch\nget \"x\nget \"\\x61\"\nmulti\nincr a\nexec\nquit\nget a\n";
    for (String format : List.of("--raw", "--no-raw")) {
      assertThat(ours(List.of(format), input)).isEqualTo(theirs(List.of(format), input));
    }
  }

  @Test
  void theLastArgumentMayComeFromTheInput() {
    ours(List.of("-x", "set", "from-input"), "two\nlines\n");
    assertThat(ours(List.of("get", "from-input"), "").out).isEqualTo("two\nlines\n\n");
  }

  @Test
  void aCommandIsRepeated() {
    assertThat(ours(List.of("-r", "3", "-i", "0.01", "incr", "counted"), "").out)
        .isEqualTo("1\n2\n3\n");
  }

  @Test
  void aRefusalEndsWithOneWhereThatIsWanted() {
    Outcome outcome = ours(List.of("-e", "nosuch"), "");
    assertThat(outcome.status).isEqualTo(1);
    assertThat(outcome.out).isEmpty();
    assertThat(ours(List.of("nosuch"), "").status).isZero();
  }

  @Test
  void aDatabaseAndAnAddressAreTaken() {
    assertThat(ours(List.of("-n", "3", "client", "info"), "").out).contains(" db=3 ");
    String address = "redis://127.0.0.1:" + redis.port() + "/4";
    assertThat(ours(List.of("-u", address, "client", "info"), "").out).contains(" db=4 ");
  }

  @Test
  void aServerThatIsNotThereIsAnError() {
    Outcome outcome = ours(List.of("-p", "1", "ping"), "");
    assertThat(outcome.status).isEqualTo(1);
    assertThat(outcome.errors).contains("Could not connect", "127.0.0.1:1");
    assertThat(ours(List.of("--nonsense"), "").status).isEqualTo(1);
  }

  @Test
  void messagesArePrintedUntilTheServerEndsTheConnection() throws Exception {
    for (String protocol : List.of("-2", "-3")) {
      FutureTask<Outcome> subscriber =
          background(() -> ours(List.of(protocol, "--no-raw", "subscribe", "news"), ""));
      while (!ours(List.of("publish", "news", "hello"), "").out.equals("1\n")) {
        Thread.onSpinWait();
      }
      ours(List.of("client", "kill", "type", "pubsub"), "");
      assertThat(subscriber.get().out)
          .isEqualTo(
              """
              Reading messages... (press Ctrl-C to quit)
              1) "subscribe"
              2) "news"
              3) (integer) 1
              1) "message"
              2) "news"
              3) "hello"
              """);
      assertThat(subscriber.get().status).isEqualTo(1);
    }
  }

  @Test
  void aDialogueShowsWhereItIsAndLeavesAStreamWithItsLastSubscription() throws Exception {
    Options options = Options.of(new String[] {"-p", "" + redis.port(), "-3"}, java.util.Map.of());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    try (Link link = Link.open(options);
        PipedOutputStream keyboard = new PipedOutputStream()) {
      Conversation.Output output = new Conversation.Output(true, stream, stream);
      new Conversation(link, options, output).greet();
      InputStream in = new PipedInputStream(keyboard);
      FutureTask<Integer> dialogue =
          background(() -> new Dialogue(link, options, output, in).run());
      String place = "127.0.0.1:" + redis.port();
      type(keyboard, "select 2\n", out, place + "[2]> ");
      type(keyboard, "multi\n", out, "(TX)> ");
      type(keyboard, "exec\n", out, "(empty array)\n" + place + "[2]> ");
      type(keyboard, "subscribe chat\n", out, "(integer) 1\n");
      ours(List.of("publish", "chat", "hello"), "");
      awaitText(out, "3) \"hello\"\n");
      type(keyboard, "unsubscribe\n", out, "(integer) 0\n" + place + "[2]> ");
      type(keyboard, "quit\n", out, "");
      assertThat(dialogue.get()).isZero();
    }
  }

  private static void type(
      PipedOutputStream keyboard, String line, ByteArrayOutputStream out, String wanted)
      throws Exception {
    keyboard.write(line.getBytes(StandardCharsets.UTF_8));
    keyboard.flush();
    awaitText(out, wanted);
  }

  private static void awaitText(ByteArrayOutputStream out, String wanted) throws Exception {
    long deadline = System.nanoTime() + 30_000_000_000L;
    while (!out.toString(StandardCharsets.UTF_8).endsWith(wanted)) {
      assertThat(System.nanoTime()).as("waiting for %s in %s", wanted, out).isLessThan(deadline);
      Thread.sleep(5);
    }
  }

  private static <T> FutureTask<T> background(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  private record Outcome(int status, String out, String errors) {
    /** Errors are said in other words, of which nobody makes a script. */
    @Override
    public boolean equals(Object other) {
      return other instanceof Outcome outcome && out.equals(outcome.out);
    }

    @Override
    public int hashCode() {
      return out.hashCode();
    }
  }

  private static Outcome ours(List<String> arguments, String input) {
    List<String> words = new ArrayList<>(List.of("-p", "" + redis.port()));
    words.addAll(arguments);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream errors = new ByteArrayOutputStream();
    try {
      int status =
          Main.run(
              words.toArray(String[]::new),
              new ByteArrayInputStream(input.getBytes(StandardCharsets.ISO_8859_1)),
              new PrintStream(out, true, StandardCharsets.UTF_8),
              new PrintStream(errors, true, StandardCharsets.UTF_8));
      return new Outcome(
          status,
          out.toString(StandardCharsets.ISO_8859_1),
          errors.toString(StandardCharsets.UTF_8));
    } catch (InterruptedException interrupted) {
      throw new AssertionError(interrupted);
    }
  }

  private static Outcome theirs(List<String> arguments, String input) throws Exception {
    List<String> words = new ArrayList<>(List.of("redis-cli", "-p", "" + redis.port()));
    words.addAll(arguments);
    Process process = new ProcessBuilder(words).start();
    process.getOutputStream().write(input.getBytes(StandardCharsets.ISO_8859_1));
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    return new Outcome(process.waitFor(), out, "");
  }
}
