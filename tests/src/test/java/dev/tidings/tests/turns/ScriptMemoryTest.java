package dev.tidings.tests.turns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a script may take of memory, which it could otherwise use up in one instruction. */
final class ScriptMemoryTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "local s = ('x'):rep(2^27) for i = 1, 60 do s = s .. s end return 1",
        "local s = ('x'):rep(2^28) local t = {} for i = 1, 1000 do t[i] = s end return"
            + " #table.concat(t)",
        "local s = ('x'):rep(2^28) return #(s..s..s..s..s..s..s..s..s..s)",
        "local t = {} for i = 1, 1e9 do t[i] = {} end return 1",
        "return #('xxx'):gsub('x', ('y'):rep(2^28))",
        "local s = ('%s'):rep(40) local x = ('x'):rep(2^27) local t = {} for i = 1, 40 do t[i] = x"
            + " end return #string.format(s, unpack(t))",
        "local s = ('x'):rep(2^28) local function f(...) return table.concat({...}) end "
            + "return #f(s, s, s, s, s, s, s, s)",
        "local s = ('x'):rep(2^28) return #cmsgpack.pack(s, s, s)",
      })
  void whoTakesTooMuchIsEnded(String script) {
    var client = ScriptedEngine.fixture().connect();
    assertThat(client.call("EVAL", script, "0")).startsWith("-").contains("not enough memory");
    assertThat(client.call("EVAL", "return #('x'):rep(1000000)", "0")).isEqualTo(":1000000|");
  }

  /** Lua's table of strings shrinks when garbage is collected, for which it needs memory. */
  @Test
  void garbageIsCollectedWhereNothingMoreIsGiven() {
    String script =
        """
        local t = {}
        for i = 1, 1e6 do t[i] = 'k' .. i end
        t = nil
        local a, b, c = ('a'):rep(2^28), ('b'):rep(2^28), ('c'):rep(2^28 - 1)
        local d = ('d'):rep(2^27)
        for i = 1, 1e5 do a = a end
        return #a + #b + #c
        """;
    assertThat(ScriptedEngine.fixture().connect().call("EVAL", script, "0"))
        .isEqualTo(":805306367|");
  }

  @Test
  void whatOneLeavesIsNotHeldAgainstTheNext() {
    var client = ScriptedEngine.fixture().connect();
    for (int i = 0; i < 4; i++) {
      client.call("EVAL", "local s = ('x'):rep(2^28) return 1", "0");
    }
    assertThat(client.call("EVAL", "return #('x'):rep(2^28)", "0")).isEqualTo(":268435456|");
  }
}
