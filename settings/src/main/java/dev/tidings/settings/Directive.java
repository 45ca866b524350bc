package dev.tidings.settings;

import org.jspecify.annotations.Nullable;

/** What a configuration file may say that is not a setting: it has no value to ask for. */
enum Directive {
  INCLUDE(
      "include",
      1,
      1,
      "`include path`: reads another file at this place; the path may hold `*`, `?` and `[…]`."),
  USER(
      "user",
      1,
      Integer.MAX_VALUE,
      "`user name rule…`: a user and what it may do, as in ACL SETUSER."),
  RENAME_COMMAND(
      "rename-command",
      2,
      2,
      "`rename-command name new`: gives a command another name; `\"\"` takes it away."),
  LOADMODULE(
      "loadmodule",
      1,
      Integer.MAX_VALUE,
      "`loadmodule path argument…`: understood and reported; Tidings loads no Redis modules."),
  SENTINEL(
      "sentinel", 0, Integer.MAX_VALUE, "`sentinel …`: refused, since Tidings is no Sentinel.");

  private final String word;
  private final int least;
  private final int most;
  private final String summary;

  Directive(String word, int least, int most, String summary) {
    this.word = word;
    this.least = least;
    this.most = most;
    this.summary = summary;
  }

  static @Nullable Directive named(String word) {
    for (Directive directive : values()) {
      if (directive.word.equals(word)) {
        return directive;
      }
    }
    return null;
  }

  boolean takes(int arguments) {
    return arguments >= least && arguments <= most;
  }

  String summary() {
    return summary;
  }
}
