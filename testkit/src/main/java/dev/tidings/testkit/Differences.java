package dev.tidings.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The intended differences, read from one file. Entries are separated by empty lines; a line that
 * starts with {@code #} is a remark:
 *
 * <pre>
 * id:      own-publication
 * in:      a RESP3 client publishes to itself        (a script; may be repeated)
 * redis:   >["message", …]  :1
 * tidings: :1  >["message", …]
 * because: Redis ≥ 7.2 writes the reply first
 * before:  7.2                                       (there it is seen no longer)
 * </pre>
 *
 * {@code before} names the version of Redis in which a difference is gone, {@code since} the one in
 * which it came to be; without them all versions show it. An entry must be seen in each script that
 * it names, in one of the two protocols at least, if the Redis that Tidings is compared with is one
 * of its versions: the comparison checks that. So nothing stays in the file that is no longer true.
 *
 * <p>Immutable; may be shared between threads.
 */
public final class Differences {
  private static final Set<String> FIELDS =
      Set.of("id", "in", "redis", "tidings", "because", "since", "before");

  private static final Differences NONE = new Differences(List.of());

  private final List<Difference> entries;

  private Differences(List<Difference> entries) {
    this.entries = List.copyOf(entries);
  }

  /** No difference at all. */
  public static Differences none() {
    return NONE;
  }

  /** Those in a file of the class path, for example {@code /differences.txt}. */
  public static Differences ofResource(String resource) {
    try (InputStream in = Differences.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new AssertionError("no " + resource + " on the class path");
      }
      return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  /** Those in {@code text}. */
  public static Differences parse(String text) {
    List<Difference> entries = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    for (String block : text.split("\n\\s*\n", -1)) {
      Map<String, List<String>> fields = fields(block);
      if (fields.isEmpty()) {
        continue;
      }
      Difference entry =
          new Difference(
              one(fields, "id", block),
              fields.getOrDefault("in", List.of()),
              one(fields, "redis", block),
              one(fields, "tidings", block),
              one(fields, "because", block),
              version(fields, "since", block),
              version(fields, "before", block));
      if (entry.scripts().isEmpty() || !ids.add(entry.id())) {
        throw new AssertionError("names no script, or its id is taken:\n" + block);
      }
      entries.add(entry);
    }
    return new Differences(entries);
  }

  private static Map<String, List<String>> fields(String block) {
    Map<String, List<String>> fields = new HashMap<>();
    for (String line : block.lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      int colon = line.indexOf(':');
      String name = colon < 0 ? "" : line.substring(0, colon);
      if (!FIELDS.contains(name)) {
        throw new AssertionError("not a line of a difference: " + line);
      }
      fields.computeIfAbsent(name, n -> new ArrayList<>()).add(line.substring(colon + 1).strip());
    }
    return fields;
  }

  private static String one(Map<String, List<String>> fields, String name, String block) {
    List<String> values = fields.getOrDefault(name, List.of());
    if (values.size() != 1 || values.getFirst().isEmpty()) {
      throw new AssertionError("needs one \"" + name + ":\" line:\n" + block);
    }
    return values.getFirst();
  }

  private static @Nullable RedisVersion version(
      Map<String, List<String>> fields, String name, String block) {
    return fields.containsKey(name) ? RedisVersion.of(one(fields, name, block)) : null;
  }

  /** Those that a Redis of that version shows. */
  Differences seenIn(RedisVersion version) {
    return new Differences(entries.stream().filter(entry -> entry.isSeenIn(version)).toList());
  }

  /** All of them, in the order of the file. */
  public List<Difference> entries() {
    return entries;
  }

  List<Difference> covering(String script, String redisAnswer, String tidingsAnswer) {
    return entries.stream()
        .filter(entry -> entry.covers(script, redisAnswer, tidingsAnswer))
        .toList();
  }

  /** Those that name {@code script} but are not among {@code seen}. */
  List<Difference> due(String script, Set<Difference> seen) {
    return entries.stream()
        .filter(entry -> entry.scripts().contains(script) && !seen.contains(entry))
        .toList();
  }
}
