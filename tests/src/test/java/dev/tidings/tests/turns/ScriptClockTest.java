package dev.tidings.tests.turns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The clock of scripts is that of their turn, so that they do the same when they are run again. */
final class ScriptClockTest {
  private static final String READ =
      "local a, b = os.clock(), os.clock(); return {tostring(a > 0), tostring(b > a), tostring(b)}";

  @Test
  void itStandsStillBetweenTheSameTurns() {
    String first = ScriptedEngine.fixture().connect().call("EVAL", READ, "0");
    assertThat(first).startsWith("*3|$4|true|$4|true|");
    assertThat(ScriptedEngine.fixture().connect().call("EVAL", READ, "0")).isEqualTo(first);
  }

  @Test
  void whoeverWaitsForItWaitsNotForEver() {
    String wait = "local from = os.clock(); while os.clock() < from + 0.001 do end return 1";
    assertThat(ScriptedEngine.fixture().connect().call("EVAL", wait, "0")).isEqualTo(":1|");
  }
}
