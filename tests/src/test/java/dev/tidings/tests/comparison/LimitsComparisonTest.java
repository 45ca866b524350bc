package dev.tidings.tests.comparison;

import org.junit.jupiter.api.Test;

/** Limits of settings that a client can run into. */
class LimitsComparisonTest {
  @Test
  void aStringAboveItsLimitIsRefusedBeforeItArrives() {
    try (Servers servers = Servers.start("--proto-max-bulk-len", "1mb")) {
      servers
          .comparison()
          .run(
              "the limit of a string",
              s -> {
                s.client("a").sendText("*2\r\n$4\r\nECHO\r\n$1048577\r\n").closed();
                s.client("b").call("ECHO", "x".repeat(1 << 20));
              });
    }
  }

  @Test
  void aClientAboveTheNumberOfClientsIsTurnedAway() {
    try (Servers servers = Servers.start("--maxclients", "2")) {
      servers
          .comparison()
          .runResp2(
              "the limit of clients",
              s -> {
                s.raw("a").call("PING");
                s.raw("b").call("PING");
                s.raw("c").closed();
                s.raw("a").send("QUIT").closed();
                s.raw("d").call("PING");
              });
    }
  }
}
