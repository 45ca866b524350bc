package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.RealRedis;
import dev.tidings.testkit.RedisVersion;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bytes that are not requests: what they are told, and that the connection ends. */
class ProtocolErrorComparisonTest {
  private static final int LINE_LIMIT = 64 * 1024;

  private final Comparison comparison = Servers.shared();

  @Test
  void malformedBytesAreNamedAndEndTheConnection() {
    List<String> malformed =
        List.of(
            "*abc\r\n",
            "*1a\r\n",
            "*\r\n",
            "* 1\r\n",
            "*+1\r\n",
            "*2147483648\r\n",
            "*99999999999999999999\r\n",
            "*1\r\n+PING\r\n",
            "*1\r\n:1\r\n",
            "*1\r\nPING\r\n",
            "*1\r\n\r\n",
            "*01\r\n$4\r\nPING\r\n",
            "*1\r\n$04\r\nPING\r\n",
            "*1\r\n\u00ff\r\n",
            "*1\r\n*1\r\n",
            "*1\r\n$abc\r\n",
            "*1\r\n$\r\n",
            "*1\r\n$-1\r\n",
            "*1\r\n$-2\r\n",
            "*1\r\n$+4\r\nPING\r\n",
            "*1\r\n$536870913\r\n",
            "*1\r\n$99999999999999999999\r\n",
            "*2\r\n$4\r\nPING\r\nx\r\n");
    comparison.run(
        "malformed requests",
        s -> {
          for (int i = 0; i < malformed.size(); i++) {
            s.client("c" + i).sendText(malformed.get(i)).closed();
          }
        });
  }

  @Test
  void whatWasAskedBeforeTheMalformedBytesIsAnswered() {
    comparison.run(
        "malformed after well formed",
        s -> {
          s.client("a").sendText("*1\r\n$4\r\nPING\r\nPING x\r\n*1\r\n$x\r\nPING\r\n").closed();
          s.client("b").call("SUBSCRIBE", "ch");
          s.client("b").sendText("*z\r\n").closed();
          s.client("c").call("PUBLISH", "ch", "m");
        });
  }

  @Test
  void linesThatNeverEndAreRefused() {
    comparison.run(
        "lines without an end",
        s -> {
          s.client("a").sendText("x".repeat(LINE_LIMIT + 1)).closed();
          s.client("b").sendText("*" + "1".repeat(LINE_LIMIT)).closed();
          if (!RealRedis.version().isAtLeast(new RedisVersion(8, 6))) {
            // Later versions wait for the end of this one.
            s.client("c").sendText("*1\r\n$" + "1".repeat(LINE_LIMIT)).closed();
          }
        });
  }

  @Test
  void emptyRequestsAreIgnored() {
    comparison.run(
        "empty requests",
        s -> {
          s.client("a").sendText("*0\r\n*-1\r\n*-5\r\n\r\n  \r\n\n").quiet();
          s.client("a").sendText("*1\r\n$0\r\n\r\n").frames(1);
          s.client("a").quiet();
        });
  }

  @Test
  void requestsMayArriveByteByByte() {
    comparison.run(
        "requests in pieces",
        s -> {
          for (char c : "*2\r\n$4\r\nECHO\r\n$5\r\na\r\nbc\r\nPING y\r\n".toCharArray()) {
            s.client("a").connection().sendText(String.valueOf(c));
          }
          s.client("a").frames(2);
        });
  }

  @Test
  void theTwoBytesAfterAStringAreNotLookedAt() {
    comparison.run(
        "any two bytes end a string",
        s -> s.client("a").sendText("*2\r\n$4\r\nECHOxy$2\r\nhizz*1\r\n$4\r\nPING\r\n").frames(2));
  }

  @Test
  void aBrowserThatIsTrickedIntoTalkingIsCutOff() {
    comparison.run(
        "requests of browsers",
        s -> {
          s.client("a").sendText("POST / HTTP/1.1\r\n").closed();
          s.client("b").sendText("Host: x\r\n").closed();
          s.client("c").call("NOSUCH", "POST");
          s.client("d").send("post", "x").closed();
        });
    comparison.run("GET of browsers", s -> s.client("a").sendText("GET / HTTP/1.1\r\n").frames(1));
  }
}
