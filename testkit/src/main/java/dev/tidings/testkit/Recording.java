package dev.tidings.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a Redis answered to scripts, kept in a file: for versions that are newer than the installed
 * one. A script begins with its name and protocol; each step is a line with what was sent and one,
 * indented, with what was read:
 *
 * <pre>
 * redis 8.6
 *
 * == a string is set if it is another, RESP2
 * a&gt; SET k v IFNE v
 *   nil$
 * </pre>
 *
 * Immutable; may be shared between threads.
 */
public final class Recording implements Reference {
  private static final String VERSION = "redis ";
  private static final String SCRIPT = "== ";
  private static final String ANSWER = "  ";

  private final RedisVersion version;
  private final SortedMap<String, List<Step>> scripts;

  private Recording(RedisVersion version, SortedMap<String, List<Step>> scripts) {
    this.version = version;
    this.scripts = scripts;
  }

  /** The one in a file of the class path, for example {@code /recorded.txt}. */
  public static Recording ofResource(String resource) {
    try (InputStream in = Recording.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new AssertionError("no " + resource + " on the class path");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** The one that {@code text} is. */
  public static Recording parse(String text) {
    List<String> lines = text.lines().filter(line -> !line.isEmpty()).toList();
    if (lines.isEmpty() || !lines.getFirst().startsWith(VERSION)) {
      throw new AssertionError("a recording begins with the version of its Redis");
    }
    RedisVersion version = RedisVersion.of(lines.getFirst().substring(VERSION.length()));
    SortedMap<String, List<Step>> scripts = new TreeMap<>();
    List<Step> steps = new ArrayList<>();
    String label = "";
    for (String line : lines.subList(1, lines.size())) {
      if (line.startsWith(SCRIPT)) {
        steps = new ArrayList<>();
        scripts.put(line.substring(SCRIPT.length()), steps);
      } else if (line.startsWith(ANSWER)) {
        steps.add(Step.recorded(label, line.substring(ANSWER.length())));
      } else {
        label = line;
      }
    }
    return new Recording(version, scripts);
  }

  @Override
  public String name() {
    return "redis " + version + ", recorded";
  }

  @Override
  public RedisVersion version() {
    return version;
  }

  @Override
  public List<Step> perform(String name, int protocol, Script script) {
    List<Step> steps = scripts.get(title(name, protocol));
    if (steps == null) {
      throw new AssertionError(
          "the script \"%s\" was not recorded: perform it with -D%s=<a newer redis-server> -D%s=<file>"
              .formatted(name, RealRedis.SERVER, Comparison.RECORD));
    }
    return steps;
  }

  private static String title(String name, int protocol) {
    return name + ", RESP" + protocol;
  }

  /**
   * Puts what a Redis of that version answered into {@code file}, in the place of what it said of
   * the script before. What an earlier version answered is dropped.
   */
  static synchronized void write(
      Path file, RedisVersion version, String name, int protocol, List<Step> steps) {
    try {
      Recording before =
          Files.exists(file)
              ? parse(Files.readString(file))
              : new Recording(version, new TreeMap<>());
      SortedMap<String, List<Step>> scripts =
          before.version.equals(version) ? new TreeMap<>(before.scripts) : new TreeMap<>();
      scripts.put(title(name, protocol), steps);
      StringBuilder text = new StringBuilder(VERSION).append(version).append('\n');
      scripts.forEach((title, answers) -> {
        text.append('\n').append(SCRIPT).append(title).append('\n');
        answers.forEach(step ->
            text.append(step.label())
                .append('\n')
                .append(ANSWER)
                .append(step.comparable())
                .append('\n'));
      });
      Files.writeString(file, text);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
