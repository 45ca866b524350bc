package dev.tidings.tests.turns;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tables, functions and coroutines lie elsewhere in memory each time. A script that shows them, or
 * goes through a table that has them as keys, does the same nevertheless.
 */
final class ScriptObjectsTest {
  private static final String KEYS =
      """
      local t, names = {}, {}
      for i = 1, 50 do
        local key = i % 3 == 0 and {} or i % 3 == 1 and function() return i end
            or coroutine.create(function() return i end)
        names[key] = i
        t[i % 7 == 0 and i * 1000 or key] = i
      end
      t.x, t[1], t[true] = 'x', 'one', 'true'
      """;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local s = '' for k, v in pairs(t) do s = s .. ' ' .. v end return s",
        "local s = '' for k, v in next, t do s = s .. ' ' .. v end return s",
        "local s, k, v = '', next(t) while k ~= nil do s = s .. ' ' .. v k, v = next(t, k) end"
            + " return s",
        "local s = '' table.foreach(t, function(k, v) s = s .. ' ' .. v end) return s",
        "local s = '' for k, v in pairs(t) do s = s .. ' ' .. v t[k] = nil end return s",
        "local l = {} for k, v in pairs(names) do l[{}] = v end return cmsgpack.pack(l)",
        "local s = '' for k in pairs(t) do s = s .. ' ' .. tostring(k) end return s",
        "local ok, e = pcall(function() return _G[t] end) return e",
        "return {tostring(t), tostring(redis.call), tostring(t), tostring({})}",
        "return {tostring(collectgarbage('count')), tostring(gcinfo()),"
            + " tostring(collectgarbage('step'))}"
      })
  void theyAreToldAlikeWhateverWasBefore(String script) {
    String first = answer(script, 0);
    assertThat(first).doesNotStartWith("-");
    for (int before = 1; before < 30; before += 7) {
      assertThat(answer(script, before)).isEqualTo(first);
    }
  }

  private static String answer(String script, int scriptsBefore) {
    var client = ScriptedEngine.fixture().connect();
    for (int i = 0; i < scriptsBefore; i++) {
      client.call(
          "EVAL", "local t = {} for i = 1, " + i * 37 + " do t[{}] = {i} end return 1", "0");
    }
    return client.call("EVAL", KEYS + script, "0");
  }

  @Test
  void theOldestComesFirst() {
    String script =
        """
        local a, b, c = {}, {}, {}
        local t = {[c] = 'c', [a] = 'a', [b] = 'b', x = 'x', [2] = 2, [1] = 1}
        local s = ''
        for _, value in pairs(t) do s = s .. value end
        return s
        """;
    assertThat(ScriptedEngine.fixture().connect().call("EVAL", script, "0")).contains("12xabc");
  }

  @Test
  void noObjectIsShownAsAnother() {
    String script =
        """
        local seen = {}
        for i = 1, 5000 do seen[tostring({})] = true end
        local count = 0
        for _ in pairs(seen) do count = count + 1 end
        return count
        """;
    assertThat(ScriptedEngine.fixture().connect().call("EVAL", script, "0")).contains(":5000");
  }
}
