package dev.tidings.tests.comparison;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** Random scripts and functions, and what is asked about them. */
final class ScriptRequests extends RequestSource {
  private static final List<String> KEYS = List.of("k:1", "k:2", "k:3");
  private static final String[] LIBRARIES = {"lib1", "lib2", "lib3"};
  private static final String[] FUNCTIONS = {"f1", "f2", "f3"};
  private static final int MOST_KNOWN = 20;

  private final LuaPrograms programs;
  private final List<String> known = new ArrayList<>(List.of("return 1"));

  ScriptRequests(SplittableRandom random) {
    super(random);
    programs = new LuaPrograms(random);
  }

  @Override
  void make() {
    switch (random.nextInt(20)) {
      case 0 -> ask(evaluating("EVALSHA"), digest(one(known)), arguments());
      case 1 -> askScript();
      case 2, 3 -> ask("FUNCTION", "LOAD", oneIn(4) ? List.of() : "REPLACE", library());
      case 4, 5, 6 ->
          ask(oneIn(3) ? "FCALL_RO" : "FCALL", oneIn(8) ? "F1" : one(FUNCTIONS), arguments());
      case 7 -> askFunction();
      case 8 -> askAround(KEYS);
      default -> ask(evaluating("EVAL"), script(), arguments());
    }
  }

  private String evaluating(String name) {
    return oneIn(5) ? name + "_RO" : name;
  }

  private String script() {
    String script = one("", "", "", "", "", "", shebang()) + programs.program();
    if (known.size() >= MOST_KNOWN) {
      known.remove(random.nextInt(MOST_KNOWN));
    }
    known.add(script);
    return script;
  }

  private String shebang() {
    return one(
        "#!lua\n",
        "#!lua flags=no-writes\n",
        "#!lua flags=allow-oom,no-cluster\n",
        "#!lua flags=allow-stale\n",
        "#!lua flags=\n",
        "#!lua flags=nosuch\n",
        "#!lua name=x\n",
        "#!python\n",
        "#!lua",
        "#!lua flags=no-writes flags=allow-oom\n");
  }

  private List<String> arguments() {
    int keys = random.nextInt(3);
    List<String> words = new ArrayList<>();
    words.add(oneIn(40) ? one("-1", "9", "x") : "" + keys);
    for (int i = 0; i < keys; i++) {
      words.add(one(KEYS));
    }
    if (oneIn(3)) {
      words.addAll(List.of(one("get", "set", "ping", "hgetall", "zscore", "xlen"), one(KEYS), "m"));
    } else if (oneIn(2)) {
      words.addAll(List.of(one("1", "", "a\u0000b", "3.0"), "second"));
    }
    return words;
  }

  private void askScript() {
    switch (random.nextInt(4)) {
      case 0 -> ask("SCRIPT", "LOAD", script());
      case 1 -> ask("SCRIPT", "EXISTS", digest(one(known)), digest(one(known)), "x");
      case 2 -> ask("SCRIPT", "FLUSH", maybe(one("SYNC", "ASYNC", "x")));
      default -> ask("SCRIPT", one("KILL", "nosuch"));
    }
  }

  private void askFunction() {
    switch (random.nextInt(5)) {
      case 0 -> ask("FUNCTION", "DELETE", one(LIBRARIES));
      case 1 -> ask("FUNCTION", "FLUSH", maybe(one("SYNC", "ASYNC", "x")));
      case 2 -> ask("FUNCTION", "STATS");
      case 3 -> ask("FUNCTION", "KILL");
      default ->
          ask(
              "FUNCTION",
              "LIST",
              shuffled(maybe("LIBRARYNAME", one("lib1", "lib*", "x")), maybe("WITHCODE")));
    }
  }

  private String library() {
    int own = random.nextInt(LIBRARIES.length);
    StringBuilder code = new StringBuilder(one("#!lua name=", "#!lua name=", "#!LUA name="));
    code.append(oneIn(30) ? one("", "a b", "x-y", "lib1 name=lib2") : LIBRARIES[own]).append('\n');
    if (oneIn(20)) {
      code.append(programs.program()).append('\n');
    }
    for (int left = oneIn(8) ? 2 : 1; left > 0; left--) {
      String function = oneIn(8) ? one(FUNCTIONS) : FUNCTIONS[own];
      code.append(registration(function)).append('\n');
    }
    return code.toString();
  }

  private String registration(String function) {
    String body = "function(KEYS, ARGV) " + programs.program() + " end";
    return switch (random.nextInt(10)) {
      case 0, 1, 2, 3 -> "redis.register_function('" + function + "', " + body + ")";
      case 4 -> "redis.register_function(" + one("", "'x'", "'bad name', " + body, "1, 2") + ")";
      default ->
          "redis.register_function{function_name='"
              + function
              + "', callback="
              + body
              + one("", "", ", description='what'", oneIn(6) ? ", nosuch=1" : "")
              + flags()
              + "}";
    };
  }

  private String flags() {
    return one(
        "",
        ", flags={'no-writes'}",
        ", flags={'allow-oom', 'allow-stale'}",
        ", flags={'no-writes'}",
        "",
        ", flags={}",
        oneIn(4) ? ", flags={'nosuch'}" : "",
        oneIn(4) ? ", flags='no-writes'" : "");
  }

  private static String digest(String script) {
    try {
      byte[] bytes = script.getBytes(StandardCharsets.ISO_8859_1);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
    } catch (NoSuchAlgorithmException missing) {
      throw new AssertionError(missing);
    }
  }
}
