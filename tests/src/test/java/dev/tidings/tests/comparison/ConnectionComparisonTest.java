package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.Step;
import org.junit.jupiter.api.Test;

/** PING, ECHO, SELECT, HELLO, RESET, QUIT and commands that do not exist. */
class ConnectionComparisonTest {
  private final Comparison comparison = Servers.shared();

  @Test
  void pingAndEchoAnswer() {
    comparison.run(
        "PING and ECHO",
        s -> {
          s.client("a").calls("PING", "ping", "PiNg x", "PING a b", "ECHO x", "ECHO", "ECHO a b");
          s.client("a").call("PING", "");
          s.client("a").call("ECHO", "\0\r\n\u00ff");
          s.client("a").call("ECHO", "x".repeat(100_000));
        });
  }

  @Test
  void databasesAreChosenByNumber() {
    comparison.run(
        "SELECT",
        s -> {
          s.client("a").calls("SELECT 0", "SELECT 15", "SELECT 16", "SELECT -1", "SELECT x");
          s.client("a").calls("SELECT", "SELECT 1 2", "SELECT 1.0", "SELECT 01");
          s.client("a").calls("SELECT 99999999999999999999", "SELECT 2147483648");
          s.client("a").call("SELECT", "");
          s.client("a").call("SELECT", " 1");
        });
  }

  @Test
  void unknownCommandsAreNamedWithTheirFirstArguments() {
    comparison.run(
        "unknown commands",
        s -> {
          s.client("a").calls("NOSUCH", "NoSuch a", "NOSUCH a b c");
          s.client("a").call("NOSUCH", "x".repeat(200), "y");
          s.client("a").call("n".repeat(200));
          s.client("a").call("NO\r\nSUCH", "a\r\nb", "\0\u00ff");
          s.client("a").call("");
          s.client("a").call("", "", "");
          s.client("a").call("PING ", "x");
          s.client("a").calls("GET|x", "CLIENT|ID", "CLIENT", "CONFIG", "COMMAND NOSUCH x");
        });
  }

  @Test
  void helloChoosesTheProtocol() {
    comparison.run(
        "HELLO",
        s -> {
          greeting(s.raw("a").call("HELLO"));
          greeting(s.raw("a").call("HELLO", "2"));
          greeting(s.raw("a").call("HELLO", "3"));
          s.raw("a").call("CLIENT", "GETNAME");
          greeting(s.raw("a").call("HELLO"));
          greeting(s.raw("a").call("hello", "2", "SETNAME", "n1"));
          s.raw("a").calls("CLIENT GETNAME", "CLIENT GETNAME");
          greeting(s.raw("a").call("HELLO", "3", "setname", "n2", "SETNAME", "n3"));
          s.raw("a").calls("CLIENT GETNAME");
        });
  }

  @Test
  void aWrongHelloChangesNothing() {
    comparison.run(
        "wrong HELLO",
        s -> {
          s.raw("a").calls("HELLO 4", "HELLO 1", "HELLO 0", "HELLO -1", "HELLO abc", "HELLO 3 FOO");
          s.raw("a").calls("HELLO 3 AUTH", "HELLO 3 AUTH x", "HELLO 3 AUTH default x y");
          s.raw("a").calls("HELLO 3 SETNAME", "HELLO 3 AUTH nobody x", "HELLO SETNAME x");
          s.raw("a").call("HELLO", "3", "SETNAME", "a b");
          s.raw("a").call("HELLO", "3", "SETNAME", "a\nb");
          s.raw("a").call("HELLO", "");
          s.raw("a")
              .calls("HELLO 99999999999999999999", "CLIENT GETNAME", "CLIENT GETNAME", "HELLO 3.0");
          s.raw("a").calls("HELLO 2 SETNAME x FOO", "CLIENT GETNAME");
        });
  }

  @Test
  void helloMayCarryThePassword() {
    comparison.run(
        "HELLO with AUTH",
        s -> {
          greeting(s.raw("a").call("HELLO", "3", "AUTH", "default", "any"));
          greeting(s.raw("a").call("HELLO", "2", "AUTH", "default", "x", "SETNAME", "n"));
          s.raw("a").calls("CLIENT GETNAME", "ACL WHOAMI");
        });
  }

  @Test
  void aPasswordThatIsNotNeededIsAnError() {
    comparison.run(
        "AUTH without a password set",
        s -> {
          s.client("a").calls("AUTH x", "AUTH default x", "AUTH nobody x", "AUTH", "AUTH a b c");
          s.client("a").calls("PING", "ACL WHOAMI");
        });
  }

  @Test
  void resetMakesTheConnectionNew() {
    comparison.run(
        "RESET",
        s -> {
          s.client("a").calls("SELECT 3", "CLIENT SETNAME zz", "WATCH k", "MULTI", "ECHO b");
          s.client("a").calls("RESET", "EXEC", "CLIENT GETNAME");
          s.client("a").call("CLIENT", "INFO").only(Fields.ofClients("db", "name", "resp"));
          s.client("a").calls("RESET x", "CLIENT GETNAME", "RESET", "RESET");
        });
    comparison.run(
        "RESET of eviction and replies",
        s -> {
          s.client("a").call("CLIENT", "NO-EVICT", "on");
          s.client("a").call("RESET");
          s.client("a").call("CLIENT", "INFO").only(Fields.ofClients("flags"));
        });
    comparison.runResp3(
        "RESET returns to RESP2",
        s ->
            s.client("a")
                .calls(
                    "CLIENT GETNAME", "RESET", "CLIENT GETNAME", "SUBSCRIBE x", "CLIENT GETNAME"));
  }

  @Test
  void quitIsTheLastThingAnswered() {
    comparison.run(
        "QUIT",
        s -> {
          s.client("a").send("QUIT").closed();
          s.client("b").pipeline("PING 1", "quit", "PING 2").closed();
          s.client("c").send("QUIT", "now").closed();
        });
  }

  @Test
  void aHalfClosedConnectionIsLeft() {
    comparison.run(
        "the client stops sending",
        s -> {
          s.client("a").call("PING");
          s.client("a").connection().closeSending();
          s.client("a").closed();
        });
  }

  @Test
  void aLongPipelineIsAnsweredInOrder() {
    comparison.run(
        "a long pipeline",
        s -> {
          String[] requests = new String[5_000];
          for (int i = 0; i < requests.length; i++) {
            requests[i] = i % 7 == 0 ? "NOSUCH " + i : "ECHO " + "e".repeat(i % 50) + i;
          }
          s.client("a").pipeline(requests).frames(requests.length);
          s.client("a").quiet();
        });
  }

  /** Without what is each server's own: its version and the number of the connection. */
  static Step greeting(Step step) {
    return step.mask("\"version\"[:,] (\"[^\"]*\")").mask("\"id\"[:,] (:\\d+)");
  }

  @Test
  void aShutdownThatIsNotUnderWayCannotBeTakenBack() {
    comparison.run(
        "SHUTDOWN ABORT",
        s -> {
          s.client("a").calls("SHUTDOWN ABORT", "SHUTDOWN abort ABORT", "SHUTDOWN ABORT NOSAVE");
          s.client("a").calls("SHUTDOWN SAVE NOSAVE", "SHUTDOWN FOO", "SHUTDOWN NOW ABORT");
          s.client("a").calls("SHUTDOWN NOSAVE SAVE ABORT", "MULTI", "SHUTDOWN ABORT", "EXEC");
        });
  }
}
