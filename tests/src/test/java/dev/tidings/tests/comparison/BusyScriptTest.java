package dev.tidings.tests.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Eventually;
import dev.tidings.testkit.Peer;
import dev.tidings.testkit.RawClient;
import org.junit.jupiter.api.Test;

/** A script that does not come to an end, on both servers. */
class BusyScriptTest {
  private static final String FOR_EVER =
      "while true do pcall(function() while true do end end) end";
  private static final String LIBRARY =
      "#!lua name=endless\nredis.register_function('endless', function() " + FOR_EVER + " end)";

  @Test
  void othersHearThatTheServerIsBusyAndEndTheScript() {
    try (Servers servers = Servers.start("--busy-reply-threshold", "20")) {
      scriptIsEnded(servers.reference());
      scriptIsEnded(servers.subject());
    }
  }

  private static void scriptIsEnded(Peer server) {
    try (RawClient asker = server.open();
        RawClient other = server.open()) {
      asker.send("EVAL", FOR_EVER, "0");
      awaitBusy(other, "SCRIPT KILL");
      try (RawClient newcomer = server.open()) {
        assertThat(newcomer.call("FUNCTION", "KILL").text()).startsWith("BUSY ");
        assertThat(newcomer.call("FUNCTION", "STATS").text()).startsWith("BUSY ");
        assertThat(newcomer.call("SCRIPT", "KILL").text()).isEqualTo("OK");
      }
      assertThat(asker.reply().text()).startsWith("ERR Script killed by user with SCRIPT KILL.");
      assertThat(other.call("PING").text()).isEqualTo("PONG");
      other.call("FUNCTION", "LOAD", LIBRARY);
      asker.send("FCALL", "endless", "0");
      awaitBusy(other, "FUNCTION KILL");
      assertThat(other.call("FUNCTION", "STATS").elements()).hasSize(4);
      assertThat(other.call("FUNCTION", "KILL").text()).isEqualTo("OK");
      assertThat(asker.reply().text()).startsWith("ERR Script killed by user with ");
      assertThat(asker.call("PING").text()).isEqualTo("PONG");
    }
  }

  static void awaitBusy(RawClient client, String wayOut) {
    Eventually.value(
        "a busy server", () -> client.call("ECHO", "x").text(), text -> text.contains(wayOut));
  }

  /** Redis cannot end these: Lua counts nothing while it asks the handler of a hook's error. */
  @Test
  void handlersOfErrorsAreEnded() {
    try (Servers servers = Servers.start("--busy-reply-threshold", "20")) {
      for (String failing :
          new String[] {FOR_EVER, "error('x')", "redis.call('nosuch')", "redis.call()"}) {
        handlerIsEnded(
            servers.subject(),
            "xpcall(function() " + failing + " end, function() " + FOR_EVER + " end)");
      }
    }
  }

  private static void handlerIsEnded(Peer server, String script) {
    try (RawClient asker = server.open();
        RawClient other = server.open()) {
      asker.send("EVAL", script, "0");
      awaitBusy(other, "SCRIPT KILL");
      assertThat(other.call("SCRIPT", "KILL").text()).isEqualTo("OK");
      assertThat(asker.reply().text()).startsWith("ERR Script killed by user with SCRIPT KILL.");
      assertThat(other.call("PING").text()).isEqualTo("PONG");
    }
  }

  @Test
  void aScriptThatHasWrittenIsNotEnded() {
    try (Servers servers = Servers.start("--busy-reply-threshold", "20")) {
      writerIsSpared(servers.reference());
      writerIsSpared(servers.subject());
    }
  }

  /** Ends by itself, when somebody has seen that it is busy: a shutdown without saving. */
  private static void writerIsSpared(Peer server) {
    try (RawClient asker = server.open();
        RawClient other = server.open()) {
      asker.send("EVAL", "redis.call('SET','written','1') " + FOR_EVER, "0");
      awaitBusy(other, "SCRIPT KILL");
      assertThat(other.call("SCRIPT", "KILL").text()).startsWith("UNKILLABLE ");
      assertThat(other.call("MULTI").text()).isEqualTo("OK");
      assertThat(other.call("GET", "written").text()).startsWith("BUSY ");
      assertThat(other.call("DISCARD").text()).isEqualTo("OK");
      other.send("SHUTDOWN", "NOSAVE");
      other.expectClosed();
    }
  }
}
