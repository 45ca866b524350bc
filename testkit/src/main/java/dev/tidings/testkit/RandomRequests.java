package dev.tidings.testkit;

import dev.tidings.command.Access;
import dev.tidings.command.Command;
import dev.tidings.command.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Requests made from the grammar of commands: most well-formed, some slightly wrong. Names come
 * from small pools, so that requests meet at the same keys and channels. The same seed makes the
 * same requests, whichever server they are sent to.
 */
public final class RandomRequests {
  private static final List<String> KEYS = List.of("key:1", "key:2", "key:3", "{tag}a", "{tag}b");
  private static final List<String> CHANNELS = List.of("news", "news.art", "chat:1", "chat:2", "");
  private static final List<String> PATTERNS =
      List.of("*", "news*", "chat:?", "chat:[12]", "n[^x]ws", "news\\*", "[", "");
  private static final List<String> USERS = List.of("default", "DEFAULT", "alice", "");
  private static final List<String> COMMANDS =
      List.of("ping", "PUBLISH", "spublish", "subscribe", "client", "client|id", "nosuch", "");
  private static final List<String> PARAMETERS =
      List.of("maxclients", "TIMEOUT", "proto-max-*", "no-such-setting", "[", "");
  private static final List<String> STRINGS =
      List.of("a", "hello", "", "0", "-1", "\r\n", "\u0000\u00ff", "a longer value, with spaces");
  private static final List<String> INTEGERS =
      List.of("0", "1", "2", "3", "5", "10", "100", "-1", "1000");
  private static final List<String> EDGES =
      List.of(
          "-9223372036854775808",
          "9223372036854775807",
          "9223372036854775808",
          "01",
          "+1",
          " 1",
          "1.5",
          "x",
          "");
  private static final List<String> DOUBLES = List.of("0", "1.5", "-2", "inf", "-inf", "1e3");

  /** One wrong request in so many. */
  private static final int WRONG_ONE_IN = 6;

  /** One number at the edge of what is allowed, or beyond, in so many. */
  private static final int EDGE_ONE_IN = 12;

  private static final int MOST_REPEATS = 3;

  private final List<Command<?>> commands = new ArrayList<>();

  /** Makes requests for {@code commands} and their subcommands. */
  public RandomRequests(Collection<? extends Command<?>> commands) {
    for (Command<?> command : commands) {
      for (Command<?> each : command.withSubcommands()) {
        if (!each.isContainer()) {
          this.commands.add(each);
        }
      }
    }
  }

  /** The words of the next request: for any of the commands, now and then slightly wrong. */
  public List<byte[]> next(SplittableRandom random) {
    List<String> words = words(commands.get(random.nextInt(commands.size())), random);
    if (random.nextInt(WRONG_ONE_IN) == 0) {
      spoil(words, random);
    }
    return bytes(words);
  }

  /** The words of a request for {@code command} that has the shape it should have. */
  public List<byte[]> wellFormed(Command<?> command, SplittableRandom random) {
    return bytes(words(command, random));
  }

  private List<String> words(Command<?> command, SplittableRandom random) {
    List<String> words = new ArrayList<>();
    Command<?> container = command.parent();
    if (container != null) {
      words.add(anyCase(container.name(), random));
    }
    words.add(anyCase(command.name(), random));
    addAll(words, command.shapes(), random);
    return words;
  }

  private static String anyCase(String name, SplittableRandom random) {
    return random.nextInt(4) == 0 ? name.toUpperCase(Locale.ROOT) : name;
  }

  private void addAll(List<String> words, List<Shape> shapes, SplittableRandom random) {
    int at = 0;
    while (at < shapes.size()) {
      Shape shape = shapes.get(at);
      if (shape.kind() == Shape.Kind.COUNT && at + 1 < shapes.size()) {
        addCounted(words, shape, shapes.get(at + 1), random);
        at += 2;
        continue;
      }
      // Options stand together and come in any order.
      int end = at;
      while (end < shapes.size() && shapes.get(end).optional() && isOption(shapes.get(end))) {
        end++;
      }
      if (end - at > 1) {
        for (Shape option : shuffled(shapes.subList(at, end), random)) {
          add(words, option, random);
        }
        at = end;
      } else {
        add(words, shape, random);
        at++;
      }
    }
  }

  private static boolean isOption(Shape shape) {
    return shape.token() != null
        || (shape.kind() == Shape.Kind.ONEOF
            && shape.parts().stream().allMatch(RandomRequests::isOption));
  }

  private static List<Shape> shuffled(List<Shape> shapes, SplittableRandom random) {
    List<Shape> shuffled = new ArrayList<>(shapes);
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, random.nextInt(i + 1));
    }
    return shuffled;
  }

  private void addCounted(List<String> words, Shape count, Shape each, SplittableRandom random) {
    if (count.token() != null) {
      words.add(count.token());
    }
    int repeats = (each.optional() ? 0 : 1) + random.nextInt(MOST_REPEATS);
    words.add("" + repeats);
    for (int i = 0; i < repeats; i++) {
      addOne(words, each, random);
    }
  }

  private void add(List<String> words, Shape shape, SplittableRandom random) {
    if (shape.optional() && random.nextBoolean()) {
      return;
    }
    int repeats = shape.many() ? 1 + random.nextInt(MOST_REPEATS) : 1;
    for (int i = 0; i < repeats; i++) {
      if (shape.token() != null && (i == 0 || shape.manyTokens())) {
        words.add(shape.token());
      }
      addOne(words, shape, random);
    }
  }

  /** The words of {@code shape} given once, behind its token. */
  private void addOne(List<String> words, Shape shape, SplittableRandom random) {
    switch (shape.kind()) {
      case PURE_TOKEN -> {}
      case BLOCK, PARTS -> addAll(words, shape.parts(), random);
      case ONEOF -> {
        // The choice is taken: that it may be left out was decided before.
        Shape choice = any(shape.parts(), random);
        if (choice.token() != null) {
          words.add(choice.token());
        }
        addOne(words, choice, random);
      }
      case KEY -> words.add(any(shape.access() == Access.CHANNEL ? CHANNELS : KEYS, random));
      case PATTERN -> words.add(any(PATTERNS, random));
      case DOUBLE -> words.add(any(DOUBLES, random));
      case INTEGER, COUNT, UNIX_TIME ->
          words.add(any(random.nextInt(EDGE_ONE_IN) == 0 ? EDGES : INTEGERS, random));
      case STRING -> words.add(any(strings(shape.name()), random));
    }
  }

  /** What makes sense for an argument of that name. */
  private static List<String> strings(String name) {
    if (name.contains("channel")) {
      return CHANNELS;
    }
    return switch (name) {
      case "username" -> USERS;
      case "command" -> COMMANDS;
      case "parameter" -> PARAMETERS;
      default -> STRINGS;
    };
  }

  /** Makes one small mistake: a word lost, doubled, added, moved or replaced. */
  private static void spoil(List<String> words, SplittableRandom random) {
    int at = random.nextInt(words.size());
    switch (random.nextInt(5)) {
      case 0 -> words.remove(words.size() - 1);
      case 1 -> words.add(at + 1, words.get(at));
      case 2 -> words.add(any(STRINGS, random));
      case 3 -> Collections.swap(words, at, random.nextInt(words.size()));
      default -> words.set(at, any(EDGES, random));
    }
    if (words.isEmpty()) {
      words.add("");
    }
  }

  private static <T> T any(List<T> pool, SplittableRandom random) {
    return pool.get(random.nextInt(pool.size()));
  }

  private static List<byte[]> bytes(List<String> words) {
    return words.stream().map(word -> word.getBytes(StandardCharsets.ISO_8859_1)).toList();
  }
}
