package dev.tidings.tests.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.RespValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts and how they are kept. */
class ScriptComparisonTest {
  private static final String UNKNOWN = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
  private static final String KEY_SCRIPT = "return KEYS[1]";
  private static final String KEY_DIGEST = "4a2267357833227dd98abdedb8cf24b15a986445";

  private final Comparison comparison = Servers.shared();

  /** Each line of a file of {@code scripts} is a script; see there. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "scripts: bit",
        "scripts: calls",
        "scripts: cjson",
        "scripts: cmsgpack",
        "scripts: language",
        "scripts: patterns",
        "scripts: struct"
      })
  void scriptsAnswerTheSame(String name) {
    String file = name.substring(name.indexOf(' ') + 1);
    List<String> scripts = lines("/scripts/" + file + ".txt");
    comparison.run(
        name,
        s -> {
          s.client("a").call("DEL", "a", "k1", "k2");
          scripts.forEach(script -> eval(s.client("a")::call, script));
        });
  }

  private interface Call {
    Object with(String... words);
  }

  private static void eval(Call call, String script) {
    call.with("EVAL", script.replace("\\n", "\n"), "2", "k1", "k2", "a1", "a2");
  }

  static List<String> lines(String resource) {
    try (InputStream in = ScriptComparisonTest.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void theNumberOfKeysIsChecked() {
    comparison.run(
        "keys of EVAL",
        s -> {
          for (String keys :
              new String[] {
                "x", "1", "-1", "99999999999999999999", "-9223372036854775808", "", "0"
              }) {
            s.client("a").call("EVAL", "return 1", keys);
            s.client("a").call("EVALSHA", UNKNOWN, keys);
            s.client("a").call("EVALSHA", "short", keys);
          }
          s.client("a").call("EVAL", "return {#KEYS,#ARGV,KEYS[2],ARGV[1]}", "2", "a", "b", "c");
          s.client("a").calls("EVAL", "EVAL x", "EVALSHA x");
          s.client("a").call("COMMAND", "GETKEYS", "EVAL", "return 1", "2", "a", "b", "c");
          s.client("a").call("COMMAND", "GETKEYS", "EVAL", "return 1", "0", "a");
          s.client("a").call("COMMAND", "GETKEYS", "EVALSHA", "x", "3", "a", "b");
        });
  }

  @Test
  void scriptsAreKept() {
    comparison.run(
        "SCRIPT",
        s -> {
          s.client("a").calls("SCRIPT FLUSH", "SCRIPT EXISTS " + KEY_DIGEST + " x");
          s.client("a").call("EVALSHA", KEY_DIGEST, "1", "key");
          s.client("a").call("SCRIPT", "LOAD", KEY_SCRIPT);
          s.client("a").call("SCRIPT", "LOAD", KEY_SCRIPT);
          s.client("a").call("EVALSHA", KEY_DIGEST, "1", "key");
          s.client("a").call("EVALSHA", KEY_DIGEST.toUpperCase(Locale.ROOT), "1", "key");
          s.client("a").call("EVALSHA_RO", KEY_DIGEST, "1", "key");
          s.client("a")
              .calls("SCRIPT EXISTS " + KEY_DIGEST + " x " + KEY_DIGEST.toUpperCase(Locale.ROOT));
          s.client("a").call("SCRIPT", "LOAD", "this is no script");
          s.client("a").calls("SCRIPT FLUSH ASYNC", "SCRIPT EXISTS " + KEY_DIGEST);
          s.client("a").call("EVAL", KEY_SCRIPT, "1", "key");
          s.client("a").calls("SCRIPT EXISTS " + KEY_DIGEST, "SCRIPT FLUSH SYNC");
          s.client("a").calls("SCRIPT FLUSH now", "SCRIPT FLUSH SYNC ASYNC", "SCRIPT FLUSH");
          s.client("a").calls("SCRIPT", "SCRIPT LOAD", "SCRIPT EXISTS", "SCRIPT NOSUCH");
          s.client("a").calls("SCRIPT KILL", "SCRIPT KILL x", "SCRIPT DEBUG NO", "SCRIPT DEBUG x");
        });
  }

  @Test
  void theFirstLineOfAScriptSaysWhatItMayDo() {
    comparison.run(
        "first line of a script",
        s -> {
          for (String line :
              List.of(
                  "#!lua",
                  "#!lua flags=no-writes",
                  "#!lua flags=no-writes,allow-oom",
                  "#!lua flags=allow-stale,no-cluster,allow-cross-slot-keys",
                  "#!lua flags=",
                  "#!lua flags=,",
                  "#!lua flags=nosuch",
                  "#!lua name=x",
                  "#!lua x",
                  "#!python",
                  "#!",
                  "#! lua",
                  "#!lua \"open")) {
            s.client("a").call("EVAL", line + "\n\nreturn redis.call('set','flagged','1')", "0");
            s.client("a").call("EVAL_RO", line + "\nreturn redis.call('get','flagged')", "0");
            s.client("a").call("EVAL", line, "0");
            s.client("a").call("SCRIPT", "LOAD", line + "\nreturn 1");
          }
          s.client("a").call("EVAL_RO", "return redis.call('set','flagged','1')", "0");
          s.client("a").call("EVAL_RO", "return redis.pcall('publish','flagged','1')", "0");
          s.client("a").call("EVAL", "#!lua\n\n\nerror('line 4')", "0");
          s.client("a").call("EVAL", "\u001bLua", "0");
          s.client("a").call("EVAL", "", "0");
        });
  }

  @Test
  void aScriptIsOneRequest() {
    comparison.run(
        "a script among requests",
        s -> {
          s.client("a").calls("SELECT 0", "DEL five", "MULTI");
          s.client("a").call("EVAL", "redis.call('set','t','1') return redis.call('get','t')", "0");
          s.client("a").call("EVAL", "return redis.call('nosuch')", "0");
          s.client("a").call("EVAL", "return 1", "9");
          s.client("a").calls("EXEC", "WATCH t");
          s.client("a").call("EVAL", "redis.call('set','t','2') return 1", "0");
          s.client("a").calls("MULTI", "GET t", "EXEC");
          s.client("a").call("EVAL", "redis.call('select','5') redis.call('set','five','x')", "0");
          s.client("a").calls("GET five", "SELECT 5", "GET five", "DEL five", "SELECT 0");
        });
  }

  @Test
  void monitorsSeeAScriptAndWhatItAsksFor() {
    comparison.run(
        "MONITOR of scripts",
        s -> {
          s.client("a").call("PING");
          s.client("m").call("MONITOR");
          s.client("a").call("EVAL", "redis.call('set','a',1) redis.pcall('nosuch') return 1", "0");
          s.client("a").call("EVAL", "return redis.call('get', KEYS[1])", "1", "a");
          s.client("m").frames(4).mask("\\+([0-9.]+) ").mask("127\\.0\\.0\\.1:\\d+");
          s.client("m").call("RESET");
        });
  }

  @Test
  void errorsAreCountedOnce() {
    try (Servers servers = Servers.start()) {
      servers
          .comparison()
          .run(
              "errors of scripts",
              s -> {
                s.client("a").call("CONFIG", "RESETSTAT");
                for (String script :
                    List.of(
                        "return redis.call('nosuch')",
                        "return redis.pcall('nosuch')",
                        "return redis.call('get')",
                        "return redis.call('subscribe','a')",
                        "pcall(redis.call,'get') return 1",
                        "return redis.error_reply('MY x')",
                        "error('x')",
                        "bad")) {
                  s.client("a").call("EVAL", script, "0");
                }
                s.client("a").call("INFO", "errorstats");
                s.client("a").call("INFO", "commandstats").only(ScriptComparisonTest::evalLine);
              });
    }
  }

  /** What is told of EVAL, without the times. */
  private static List<RespValue> evalLine(List<RespValue> replies) {
    return replies
        .getFirst()
        .text()
        .lines()
        .filter(line -> line.startsWith("cmdstat_eval:"))
        .map(line -> (RespValue) new RespValue.BulkString(line.replaceAll("usec.*,rej", "rej")))
        .toList();
  }

  @Test
  void commandsAreDeclaredTheSame() {
    comparison.run(
        "COMMAND INFO of scripts",
        s -> {
          for (String name :
              List.of("eval", "eval_ro", "evalsha", "evalsha_ro", "fcall", "fcall_ro")) {
            // Redis has a remark for people among the facts of a key.
            s.client("a")
                .call("COMMAND", "INFO", name)
                .only(info -> info.getFirst().elements().getFirst().elements().subList(0, 8));
          }
          for (String name : List.of("load", "exists", "flush", "kill", "debug", "help")) {
            s.client("a").call("COMMAND", "INFO", "script|" + name);
          }
          for (String name :
              List.of(
                  "load", "delete", "list", "dump", "restore", "stats", "kill", "flush", "help")) {
            s.client("a").call("COMMAND", "INFO", "function|" + name);
          }
        });
  }

  /** Since Redis 7.4; so Tidings alone is asked. */
  @Test
  void scriptsThatWereOnlyRunAreForgottenWhenManyOthersAreRun() {
    try (Servers servers = Servers.start();
        RawClient client = servers.subject().open()) {
      client.call("SCRIPT", "LOAD", KEY_SCRIPT);
      client.call("EVAL", "return 'first'", "0");
      client.call("EVAL", "return 'second'", "0");
      for (int i = 0; i < 498; i++) {
        client.call("EVAL", "return " + i, "0");
      }
      client.call("EVAL", "return 'first'", "0");
      assertThat(client.call("INFO", "memory").text()).contains("number_of_cached_scripts:501\r\n");
      client.call("EVAL", "return 'one too many'", "0");
      assertThat(client.call("INFO", "memory").text()).contains("number_of_cached_scripts:501\r\n");
      assertThat(client.call("INFO", "stats").text()).contains("evicted_scripts:1\r\n");
      String first = client.call("SCRIPT", "LOAD", "return 'first'").text();
      assertThat(client.call("EVALSHA", first, "0").text()).isEqualTo("first");
      assertThat(client.call("EVALSHA", KEY_DIGEST, "1", "key").text()).isEqualTo("key");
      assertThat(client.call("INFO", "memory").text()).contains("number_of_cached_scripts:501\r\n");
    }
  }
}
