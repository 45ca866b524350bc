package dev.tidings.settings;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code redis.conf} into a {@link Configuration}.
 *
 * <p>A line is a name and words ({@link Quoting} has the rules); lines that start with {@code #}
 * and empty ones say nothing. A name may come several times: the last line holds, except that
 * {@code save} adds up and {@code client-output-buffer-limit} changes only the classes that it
 * names.
 *
 * <p>One thread, before the server serves anybody.
 */
public final class ConfigurationReader {
  /** Deeper chains of {@code include} are taken for a circle. */
  private static final int INCLUDE_DEPTH_MAX = 100;

  private static final String BAD = "Bad directive or wrong number of arguments";

  private final Configuration configuration;
  private final IncludeSource includes;
  private final Set<Setting<?>> named = new HashSet<>();
  private final Set<String> users = new HashSet<>();

  /** Reads into {@code configuration}; {@code includes} opens further files. */
  public ConfigurationReader(Configuration configuration, IncludeSource includes) {
    this.configuration = configuration;
    this.includes = includes;
  }

  /**
   * Reads a text (Latin-1): the file, and after it what the command line made of the arguments.
   *
   * @return null if all is well; after a fault the configuration holds what came before it
   */
  public @Nullable LoadFault read(String text) {
    LoadFault fault = lines(text, 0);
    if (fault != null) {
      return fault;
    }
    boolean both =
        configuration.value(ClusterSettings.CLUSTER_ENABLED)
            && !configuration.value(ReplicationSettings.REPLICAOF).equals(Upstream.NONE);
    return both
        ? new LoadFault.Contradiction("replicaof directive not allowed in cluster mode")
        : null;
  }

  private @Nullable LoadFault lines(String text, int depth) {
    int number = 0;
    for (String raw : text.split("\n", -1)) {
      number++;
      String line = trimmed(raw);
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      List<String> words = Quoting.words(line);
      if (words == null) {
        return new LoadFault.BadLine(number, line, "Unbalanced quotes in configuration line");
      }
      if (words.isEmpty()) {
        continue;
      }
      if (words.size() == 2 && words.getFirst().equalsIgnoreCase("include")) {
        LoadFault fault = include(words.getLast(), depth + 1);
        if (fault != null) {
          return fault;
        }
        continue;
      }
      String reason = line(words);
      if (reason != null) {
        return new LoadFault.BadLine(number, line, reason);
      }
    }
    return null;
  }

  private static String trimmed(String raw) {
    int from = 0;
    int to = raw.length();
    while (from < to && Quoting.space(raw.charAt(from))) {
      from++;
    }
    while (to > from && Quoting.space(raw.charAt(to - 1))) {
      to--;
    }
    return raw.substring(from, to);
  }

  private @Nullable LoadFault include(String path, int depth) {
    if (depth > INCLUDE_DEPTH_MAX) {
      return new LoadFault.Unreadable(path, "Too many levels of include");
    }
    for (IncludeSource.Included file : includes.open(path)) {
      LoadFault fault =
          switch (file) {
            case IncludeSource.Included.Text(String text) -> lines(text, depth);
            case IncludeSource.Included.Unreadable(String name, String reason) ->
                new LoadFault.Unreadable(name, reason);
          };
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  private @Nullable String line(List<String> words) {
    String name = words.getFirst().toLowerCase(Locale.ROOT);
    List<String> arguments = words.subList(1, words.size());
    Setting<?> setting = Settings.named(name);
    if (setting != null) {
      return configuration.take(setting, arguments, named.add(setting));
    }
    if (Settings.FORGOTTEN.contains(name)) {
      return arguments.size() == 1 ? null : BAD;
    }
    Directive directive = Directive.named(name);
    return directive != null && directive.takes(arguments.size())
        ? follow(directive, arguments)
        : BAD;
  }

  private @Nullable String follow(Directive directive, List<String> arguments) {
    switch (directive) {
      case USER -> {
        String name = arguments.getFirst();
        if (!users.add(name)) {
          return "Error in user declaration '"
              + name
              + "': Duplicate user found. A user can only be defined once in config files";
        }
        configuration.addUserLine(arguments);
      }
      case RENAME_COMMAND -> configuration.addRenamedCommand(arguments);
      case LOADMODULE -> configuration.addModule(arguments);
      case SENTINEL -> {
        return "sentinel directive while not in sentinel mode";
      }
      case INCLUDE -> {
        return BAD;
      }
    }
    return null;
  }
}
