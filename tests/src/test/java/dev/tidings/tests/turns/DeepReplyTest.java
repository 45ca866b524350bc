package dev.tidings.tests.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.engine.EngineFixture;
import org.junit.jupiter.api.Test;

/** What a script answers may be nested deeper than Java's stack, and than any client reads. */
final class DeepReplyTest {
  private final EngineFixture.Client client = ScriptedEngine.fixture().connect();

  @Test
  void nestingEndsWhereTheStackOfLuaEnds() {
    assertThat(client.call("EVAL", "local t = {}; t[1] = t; return t", "0"))
        .startsWith("*1|*1|".repeat(3000))
        .endsWith("*1|-ERR reached lua stack limit|");
    assertThat(client.call("EVAL", "return {1, {2, {}}, 3}", "0")).isEqualTo("*3|:1|*2|:2|*0|:3|");
  }

  @Test
  void mapsAndSetsMayHoldTables() {
    client.line("HELLO 3");
    assertThat(
            client.call(
                "EVAL", "redis.setresp(3); return {map = {a = {set = {[{1, 2}] = true}}}}", "0"))
        .isEqualTo("%1|$1|a|~1|*2|:1|:2|");
  }
}
