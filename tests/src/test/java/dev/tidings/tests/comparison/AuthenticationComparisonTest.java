package dev.tidings.tests.comparison;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A server with a password, and what may be done without it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AuthenticationComparisonTest {
  private Servers servers;

  @BeforeAll
  void start() {
    servers = Servers.start("--requirepass", "secret");
  }

  @AfterAll
  void stop() {
    servers.close();
  }

  @Test
  void nothingIsDoneBeforeThePassword() {
    servers
        .comparison()
        .runResp2(
            "before the password",
            s -> {
              s.raw("a").calls("PING", "SUBSCRIBE a", "ECHO x", "CLIENT ID", "MULTI", "EXEC");
              s.raw("a").calls("NOSUCH x", "PING a b", "SUBSCRIBE", "PUBSUB NUMPAT", "RESET");
              s.raw("a").call("PING");
              s.raw("a").send("QUIT").closed();
            });
    servers
        .comparison()
        .runResp2(
            "HELLO before the password", s -> s.raw("a").calls("HELLO", "HELLO 2", "HELLO 3"));
  }

  @Test
  void thePasswordOpensTheDoor() {
    servers
        .comparison()
        .runResp2(
            "AUTH",
            s -> {
              s.raw("a").calls("AUTH bad", "AUTH default bad", "AUTH nobody secret", "AUTH");
              s.raw("a").calls("AUTH a b c", "PING", "AUTH secret", "PING", "AUTH bad", "PING");
              s.raw("a").calls("AUTH default secret", "ACL WHOAMI", "RESET", "PING");
              s.raw("a").calls("AUTH default secret", "SUBSCRIBE x", "RESET", "SUBSCRIBE x");
            });
  }

  @Test
  void helloMayCarryThePassword() {
    servers
        .comparison()
        .runResp2(
            "HELLO with the password",
            s -> {
              s.raw("a").calls("HELLO 3 AUTH default bad", "PING", "HELLO 4 AUTH default secret");
              s.raw("a").calls("PING", "HELLO 3 AUTH default secret FOO", "PING");
              ConnectionComparisonTest.greeting(
                  s.raw("b").call("HELLO", "3", "AUTH", "default", "secret", "SETNAME", "n1"));
              s.raw("b").calls("CLIENT GETNAME", "SUBSCRIBE a", "RESET", "SUBSCRIBE b");
              ConnectionComparisonTest.greeting(
                  s.raw("c").call("HELLO", "2", "SETNAME", "n2", "AUTH", "default", "secret"));
              s.raw("c").call("CLIENT", "GETNAME");
            });
  }

  @Test
  void strangersMaySendLittle() {
    servers
        .comparison()
        .runResp2(
            "limits before the password",
            s -> {
              s.raw("a").sendText("*11\r\n").closed();
              s.raw("b").sendText("*2\r\n$4\r\nECHO\r\n$16385\r\n").closed();
              s.raw("c").sendText("*10\r\n" + "$1\r\nx\r\n".repeat(10)).frames(1);
              s.raw("d").call("ECHO", "x".repeat(16384));
              s.raw("e").call("AUTH", "secret");
              s.raw("e").call("ECHO", "x".repeat(20000));
            });
  }
}
