package dev.tidings.tests.turns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.engine.EngineFixture;
import org.junit.jupiter.api.Test;

/** What scripts can do since Redis 7.2; the answers are those of Redis 8.6.3. */
final class LaterScriptsTest {
  private final EngineFixture.Client client = ScriptedEngine.fixture().connect();

  private String eval(String script) {
    return client.call("EVAL", script, "0").replaceFirst(" script: [0-9a-f]{40}, on @user", " @");
  }

  @Test
  void whatWaitsDoesNotWaitInScripts() {
    assertThat(eval("return redis.call('WAIT', 1, 0)")).isEqualTo(":0|");
    assertThat(eval("return redis.call('WAITAOF', 0, 1, 0)")).isEqualTo("*2|:0|:0|");
    assertThat(eval("return redis.call('BZPOPMIN', 'none', 0)")).isEqualTo("$-1|");
    assertThat(eval("return redis.call('BZPOPMAX', 'none', 0)")).isEqualTo("$-1|");
  }

  @Test
  void requestsThatCouldNotRunAreNotChecked() {
    String wrong = "-ERR Wrong number of args for redis.acl_check_cmd() @_script:1.|";
    String invalid = "-ERR Invalid command passed to redis.acl_check_cmd() @_script:1.|";
    assertThat(check("'EVAL', 'script'")).isEqualTo(wrong);
    assertThat(check("'EVAL', 'script', 5")).isEqualTo(":1|");
    assertThat(check("'GET'")).isEqualTo(wrong);
    assertThat(check("'CONFIG'")).isEqualTo(wrong);
    assertThat(check("'CONFIG', 'NOSUCH'")).isEqualTo(invalid);
    assertThat(check("'NOSUCH'")).isEqualTo(invalid);
    assertThat(check("'PING', 'a', 'b', 'c'")).isEqualTo(":1|");
  }

  private String check(String request) {
    return eval("return redis.acl_check_cmd(" + request + ")");
  }

  @Test
  void listsOfJsonStayLists() {
    String marked = "cjson.decode_array_with_array_mt(true) ";
    String again = "return cjson.encode(cjson.decode('[[],{\"a\":[]},[1]]'))";
    assertThat(eval(again)).isEqualTo("$17|[{},{\"a\":{}},[1]]|");
    assertThat(eval(marked + again)).isEqualTo("$17|[[],{\"a\":[]},[1]]|");
    assertThat(eval(again)).isEqualTo("$17|[[],{\"a\":[]},[1]]|");
    assertThat(eval("local l = cjson.decode('[1,2]') l[1], l[2] = nil return cjson.encode(l)"))
        .isEqualTo("$2|[]|");
    assertThat(eval("local l = cjson.decode('[1,2]') l.x = 3 return cjson.encode(l)"))
        .isEqualTo("$5|[1,2]|");
    assertThat(eval("local l = cjson.decode('[]') l[1] = 5 return {#l, cjson.encode(l)}"))
        .isEqualTo("*2|:1|$3|[5]|");
    assertThat(eval("return cjson.encode(setmetatable(cjson.decode('[]'), nil))"))
        .isEqualTo("$2|{}|");
    assertThat(eval("local c = cjson.new() return c.encode(c.decode('[]'))")).isEqualTo("$2|{}|");
    assertThat(eval("cjson.decode_array_with_array_mt(false) " + again))
        .isEqualTo("$17|[{},{\"a\":{}},[1]]|");
  }

  @Test
  void theMarkOfAListIsReadOnly() {
    String list = "cjson.decode_array_with_array_mt(true) local l = cjson.decode('[]') ";
    assertThat(eval(list + "getmetatable(l).x = 1"))
        .isEqualTo("-ERR user_script:1: Attempt to modify a readonly table @_script:1.|");
    assertThat(eval(list + "return tostring(getmetatable(l).__is_cjson_array)"))
        .isEqualTo("$4|true|");
    assertThat(eval(list + "for k in pairs(getmetatable(l)) do return k end"))
        .isEqualTo("$16|__is_cjson_array|");
  }

  @Test
  void aTableCanSayThatItIsAList() {
    assertThat(encode("{}, {__is_cjson_array = true}")).isEqualTo("$2|[]|");
    assertThat(encode("{}, {__is_cjson_array = 1}")).isEqualTo("$2|[]|");
    assertThat(encode("{}, {__is_cjson_array = false}")).isEqualTo("$2|{}|");
    assertThat(encode("{a = 1}, {__is_cjson_array = true}")).isEqualTo("$2|[]|");
    assertThat(encode("{[50] = 1}, {__is_cjson_array = true}")).isEqualTo("$2|[]|");
    assertThat(encode("{1, nil, 3}, {__is_cjson_array = true}")).isEqualTo("$10|[1,null,3]|");
  }

  private String encode(String table) {
    return eval("return cjson.encode(setmetatable(" + table + "))");
  }

  @Test
  void theSettingIsAWordOrABoolean() {
    String name = "decode_array_with_array_mt";
    assertThat(set("")).isEqualTo("$5|false|");
    assertThat(set("'on'")).isEqualTo("$4|true|");
    assertThat(set("nil")).isEqualTo("$4|true|");
    assertThat(set("false")).isEqualTo("$5|false|");
    assertThat(set("1")).contains("bad argument #1 to '" + name + "' (invalid option '1')");
    assertThat(set("true, 1"))
        .contains("bad argument #2 to '" + name + "' (found too many arguments)");
  }

  private String set(String arguments) {
    return eval("return tostring(cjson.decode_array_with_array_mt(" + arguments + "))");
  }
}
