package dev.tidings.settings;

import java.util.stream.Collectors;

/** Writes {@code docs/configuration.md} from the table of settings. */
public final class SettingsPage {
  private SettingsPage() {}

  /** The whole page, as Markdown. */
  public static String render() {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    for (Area area : Settings.AREAS) {
      page.append("\n## ").append(area.title()).append("\n\n");
      page.append("| setting | values | default | what it does |\n| --- | --- | --- | --- |\n");
      area.settings().forEach(setting -> row(page, setting));
    }
    page.append("\n## Lines that are not settings\n\n");
    for (Directive directive : Directive.values()) {
      page.append("- ").append(directive.summary()).append('\n');
    }
    page.append("- ")
        .append(Settings.FORGOTTEN.stream().sorted().collect(Collectors.joining("`, `", "`", "`")))
        .append(": passed over; old files hold them.\n");
    differences(page);
    return page.toString();
  }

  private static <T> void row(StringBuilder page, Setting<T> setting) {
    page.append("| `").append(setting.name()).append('`');
    setting.aliases().forEach(alias -> page.append("<br>also `").append(alias).append('`'));
    page.append(" | ").append(cell(setting.range())).append(" | ");
    String shown = setting.print(setting.defaultValue());
    page.append(shown.isEmpty() ? "empty" : "`" + cell(shown) + "`");
    page.append(" | ").append(cell(setting.summary()));
    page.append(
        switch (setting.mutability()) {
          case MUTABLE -> "";
          case IMMUTABLE -> " Only at start.";
          case PROTECTED -> " Protected.";
        });
    page.append(
        switch (setting.effect()) {
          case Effect.Effective() -> "";
          case Effect.WithoutEffect(String reason) -> " **Without effect**: " + cell(reason) + ".";
          case Effect.NotYet(String awaits) -> " **Not yet**: comes with " + cell(awaits) + ".";
        });
    if (!setting.since().isEmpty()) {
      page.append(" (Redis ").append(setting.since()).append(')');
    }
    page.append(" |\n");
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static void differences(StringBuilder page) {
    page.append("\n## Defaults that are not those of Redis\n\n");
    var differing = Settings.all().stream().filter(setting -> setting.differs() != null).toList();
    if (differing.isEmpty()) {
      page.append("None.\n");
    }
    for (Setting<?> setting : differing) {
      page.append("- `")
          .append(setting.name())
          .append("`: ")
          .append(setting.differs())
          .append(".\n");
    }
  }

  private static final String INTRODUCTION =
      """
      # Configuration

      This page is written by the build from the table of settings; change it there.

      Tidings reads the configuration files of Redis. Every setting of Redis 7.4 is known: it can be
      written in the file, given on the command line, asked for with CONFIG GET and, unless it says
      *only at start*, changed with CONFIG SET. Those that Tidings has no use for are kept and shown,
      and say here why they have no effect; those whose part of the server does not exist yet say
      *not yet*. Settings that are *protected* can be changed at run time only where
      `enable-protected-configs` allows it.

      **The file.** `tidings redis.conf` reads a file; each line is a name and its words. Words with
      spaces stand between quotes. Between double quotes `\\n`, `\\r`, `\\t`, `\\b`, `\\a`, `\\xhh`, `\\"`
      and `\\\\` are understood. A line that starts with `#` is a comment.

      **The command line.** `tidings redis.conf --port 7000 --save 60 1000` adds lines after the
      file; `-` as the first or last argument reads more from standard input.

      **Memory** is written in bytes or with a unit: `k`, `m`, `g` are powers of 1000, `kb`, `mb`,
      `gb` of 1024. More than 2^63-1 bytes are taken as 2^63-1.
      """;
}
