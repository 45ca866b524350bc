package dev.tidings.server;

import static dev.tidings.command.Args.string;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.command.Command;
import dev.tidings.command.Family;
import dev.tidings.command.Trait;
import dev.tidings.engine.Turn;
import dev.tidings.structures.Bytes;
import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.RespValue;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a server in which a handler breaks. */
class BugTest {
  private static Command<Turn> breaking(String name, Trait... traits) {
    return Command.<Turn>command(name, Family.SERVER, traits)
        .since("1.0.0")
        .summary("Breaks.")
        .complexity("O(1)")
        .takes(string("way"))
        .does(BugTest::fail);
  }

  /** Half of a reply has been written by then, which nobody may see. */
  private static void fail(Turn turn, Bytes way) {
    turn.reply().array(2);
    turn.reply().simple("half");
    switch (way.latin1()) {
      case "assertion" -> throw new AssertionError("made by the test");
      case "exception" -> throw new IllegalStateException("made by the test");
      default -> turn.reply().simple("whole");
    }
  }

  private static RunningServer start() {
    return RunningServer.start(
        List.of(breaking("BREAK"), breaking("BREAKDATA", Trait.WRITE)), "io-threads 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"assertion", "exception"})
  void whoMetABugIsClosedAndTheOthersAreServed(String way) {
    try (HeardLog log = new HeardLog(Loop.class);
        RunningServer running = start();
        RawClient subscriber = running.open();
        RawClient other = running.open()) {
      subscriber.call("SUBSCRIBE", "news");
      for (int i = 0; i < 4; i++) {
        try (RawClient unlucky = running.open()) {
          assertThat(unlucky.call("BREAK", "not")).isInstanceOf(RespValue.Array.class);
          unlucky.send("BREAK", way);
          assertThat(unlucky.expectClosed()).isEmpty();
        }
        assertThat(other.call("PUBLISH", "news", "m" + i)).hasToString(":1");
        assertThat(subscriber.read().toString()).contains("m" + i);
      }
      assertThat(running.<Integer>inside(engine -> engine.sessions().size())).isEqualTo(2);
      assertThat(log.lines())
          .hasSize(4)
          .allMatch(line ->
              line.matches(
                  "ERROR A bug: 127\\.0\\.0\\.1:\\d+ asked \"BREAK\" \"%s\"\\. .+ \\| made by the test"
                      .formatted(way)));
      running.server().end(new Ending.Asked(Set.of()));
      // Only the first to ask is heard: had a bug asked before, this would not be it.
      assertThat(running.server().awaitEnding()).isInstanceOf(Ending.Asked.class);
    }
  }

  @Test
  void dataThatMayBeHalfChangedEndsTheServer() {
    try (HeardLog log = new HeardLog(Loop.class);
        RunningServer running = start();
        RawClient unlucky = running.open()) {
      unlucky.send("BREAKDATA", "exception");
      assertThat(unlucky.expectClosed()).isEmpty();
      assertThat(running.server().awaitEnding()).isInstanceOf(Ending.Broken.class);
      assertThat(log.lines())
          .anyMatch(line -> line.endsWith("Data may be half changed, so the server ends now."));
    }
  }

  /** A bug that strikes outside the handling of bytes: in what the passing of time brings. */
  @Test
  void whatTimeBringsMayBreakAsWell() {
    try (HeardLog log = new HeardLog(Server.class);
        RunningServer running = start();
        RawClient admin = running.open();
        RawClient other = running.open();
        RawClient unlucky = running.open()) {
      assertThat(admin.call("CLIENT", "PAUSE", "50", "WRITE")).hasToString("+OK");
      // Served when the pause is over, unless a slow machine has let it pass already.
      unlucky.send("BREAKDATA", "exception");
      assertThat(unlucky.expectClosed()).isEmpty();
      assertThat(other.call("PING")).hasToString("+PONG");
      assertThat(running.server().awaitEnding()).isInstanceOf(Ending.Broken.class);
      assertThat(log.lines()).allMatch(line -> line.contains("asked was \"BREAKDATA\""));
    }
  }

  @Test
  void halfATransactionEndsTheServerToo() {
    try (RunningServer running = start();
        RawClient unlucky = running.open()) {
      unlucky.call("MULTI");
      unlucky.call("BREAKDATA", "not");
      unlucky.call("BREAK", "assertion");
      unlucky.send("EXEC");
      assertThat(unlucky.expectClosed()).isEmpty();
      assertThat(running.server().awaitEnding()).isInstanceOf(Ending.Broken.class);
    }
  }
}
