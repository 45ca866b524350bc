package dev.tidings.testkit;

import dev.tidings.command.Access;
import dev.tidings.command.Command;
import dev.tidings.command.Family;
import dev.tidings.command.Shape;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Requests made from the grammar of commands: most well-formed, some slightly wrong. Names come
 * from small pools, so that requests meet at the same keys and channels. The same seed makes the
 * same requests, whichever server they are sent to.
 */
public final class RandomRequests {
  private static final List<String> KEYS = List.of("key:1", "key:2", "{tag}a");
  private static final Map<Family, List<String>> KEYS_OF =
      new EnumMap<>(
          Map.of(
              Family.STRING, List.of("string:1", "string:2", "string:3"),
              Family.BITMAP, List.of("string:1", "bits:1", "bits:2"),
              Family.HYPERLOGLOG, List.of("hll:1", "hll:2", "string:3"),
              Family.LIST, List.of("list:1", "list:2", "list:3"),
              Family.SET, List.of("set:1", "set:2", "set:3"),
              Family.SORTED_SET, List.of("zset:1", "zset:2", "zset:3", "set:3"),
              Family.GEO, List.of("geo:1", "geo:2", "zset:3"),
              Family.HASH, List.of("hash:1", "hash:2"),
              Family.STREAM, List.of("stream:1", "stream:2")));

  /** What SORT can sort. */
  private static final List<Family> SORTED = List.of(Family.LIST, Family.SET, Family.SORTED_SET);

  private static final List<String> CHANNELS = List.of("news", "news.art", "chat:1", "chat:2", "");
  private static final List<String> PATTERNS =
      List.of("*", "news*", "chat:?", "chat:[12]", "n[^x]ws", "news\\*", "[", "");
  private static final List<String> USERS = List.of("default", "DEFAULT", "alice", "");
  private static final List<String> COMMANDS =
      List.of("ping", "PUBLISH", "spublish", "subscribe", "client", "client|id", "nosuch", "");
  private static final List<String> PARAMETERS =
      List.of("maxclients", "TIMEOUT", "proto-max-*", "no-such-setting", "[", "");
  private static final List<String> FIELD_TYPES =
      List.of("u8", "i8", "u3", "i5", "u63", "i64", "u1", "i1", "u64", "i65", "i0", "x");
  private static final List<String> STRINGS =
      List.of(
          "a",
          "b",
          "hello",
          "",
          "0",
          "1",
          "2",
          "-1",
          "\r\n",
          "\u00ff\u0000",
          "a longer value, with spaces",
          "one that is longer than the forty-four bytes of a short one",
          "x".repeat(65));
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "2",
          "3",
          "10",
          "-1",
          "-7",
          "127",
          "300",
          "32768",
          "-70000",
          "5000000000",
          "-9223372036854775808",
          "9223372036854775807",
          "1.5",
          "-2.25",
          "1e3",
          "3.0");
  private static final List<String> INTEGERS =
      List.of("0", "1", "2", "3", "4", "5", "7", "8", "10", "64", "100", "-1", "-2", "-5", "1000");

  /** Keys that are named after elements, and fields of them, for SORT; and for KEYS and SCAN. */
  private static final List<String> KEY_PATTERNS =
      List.of(
          "*",
          "string:*",
          "string:*",
          "bits:*",
          "hash:*->a",
          "hash:*->1",
          "list:*",
          "*:[12]",
          "s*:?",
          "{tag}?",
          "nosort",
          "#",
          "[",
          "");

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

  private static final List<String> DATABASES = List.of("0", "0", "0", "1", "1", "2", "15", "16");
  private static final List<String> BITS =
      List.of("0", "1", "0", "1", "0", "1", "2", "5", "-1", "-3", "255", "1000");
  private static final List<String> COUNTS =
      List.of("0", "1", "2", "3", "5", "10", "1000", "100000", "-1", "-2", "-10");
  private static final List<String> TIMEOUTS =
      List.of("0.001", "1e-4", "0.002", "0.0001", "-1", "0", "x", "-0.5", " 1", "nan");
  private static final List<String> FRACTIONS =
      List.of(
          "0",
          "1.5",
          "-2",
          "1e3",
          "0.1",
          "-0.7",
          "3.14159265358979",
          "1e-7",
          "12345678901234",
          "-1e17",
          "inf",
          "nan",
          "0x10",
          "1e400");

  /** One wrong request in so many. */
  private static final int WRONG_ONE_IN = 6;

  /** One number at the edge of what is allowed, or beyond, in so many. */
  private static final int EDGE_ONE_IN = 12;

  /** Their last words are a whole request. */
  private static final Set<String> ABOUT_REQUESTS =
      Set.of("command|getkeys", "command|getkeysandflags");

  private static final int MOST_REPEATS = 3;

  /**
   * One list of words in so many is longer, and one in so many of these so long that it is many.
   */
  private static final int LONG_ONE_IN = 25;

  private static final int MANY = 12;
  private static final int VERY_MANY = 200;

  /** One request in so many has numbers wherever it has texts. */
  private static final int NUMERIC_ONE_IN = 4;

  /** One text in so many is one of many, and one of these in so many is large. */
  private static final int NUMBERED_ONE_IN = 8;

  private static final int NUMBERED = 1000;
  private static final int FEW_NUMBERED = 20;
  private static final int LARGE_ONE_IN = 40;
  private static final int LARGE = 5000;

  /** One key that mostly holds another type in so many. */
  private static final int STRANGE_KEY_ONE_IN = 12;

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
    if (ABOUT_REQUESTS.contains(command.fullName())) {
      List<String> words = new ArrayList<>(List.of("command", command.name()));
      words.addAll(ownWords(commands.get(random.nextInt(commands.size())), random));
      return words;
    }
    return ownWords(command, random);
  }

  private static List<String> ownWords(Command<?> command, SplittableRandom random) {
    Draft draft = new Draft(command, random);
    Command<?> container = command.parent();
    if (container != null) {
      draft.words.add(anyCase(container.name(), random));
    }
    draft.words.add(anyCase(command.name(), random));
    draft.addAll(command.shapes());
    return draft.words;
  }

  private static String anyCase(String name, SplittableRandom random) {
    return random.nextInt(4) == 0 ? name.toUpperCase(Locale.ROOT) : name;
  }

  /** A request in the making. */
  private static final class Draft {
    private final Family family;
    private final SplittableRandom random;
    private final boolean numeric;
    private final boolean sorts;
    private boolean different;
    private final List<String> words = new ArrayList<>();

    Draft(Command<?> command, SplittableRandom random) {
      this.family = command.family();
      this.sorts = command.name().startsWith("sort");
      this.random = random;
      this.numeric = random.nextInt(NUMERIC_ONE_IN) == 0;
    }

    /** How often something is given that may be given several times. */
    private int repeats() {
      different = false;
      if (random.nextInt(LONG_ONE_IN) != 0) {
        return 1 + random.nextInt(MOST_REPEATS);
      }
      different = true;
      return 1 + random.nextInt(random.nextInt(MANY) == 0 ? VERY_MANY : MANY);
    }

    /** A text for an argument of that name; {@code different} ones where many are given. */
    private String text(String name) {
      List<String> pool = strings(name);
      if (pool != STRINGS) {
        return any(pool, random);
      }
      if (different || random.nextInt(NUMBERED_ONE_IN) == 0) {
        if (random.nextInt(LARGE_ONE_IN) == 0) {
          return ("" + random.nextInt(MANY)).repeat(random.nextInt(LARGE));
        }
        return (numeric ? "" : "m") + random.nextInt(different ? NUMBERED : FEW_NUMBERED);
      }
      return any(numeric ? NUMBERS : STRINGS, random);
    }

    void addAll(List<Shape> shapes) {
      int at = 0;
      while (at < shapes.size()) {
        Shape shape = shapes.get(at);
        if (shape.kind() == Shape.Kind.COUNT && at + 1 < shapes.size()) {
          addCounted(shape, shapes.get(at + 1));
          at += 2;
          continue;
        }
        // Options stand together and come in any order.
        int end = at;
        while (end < shapes.size() && shapes.get(end).optional() && isOption(shapes.get(end))) {
          end++;
        }
        if (end - at > 1) {
          shuffled(shapes.subList(at, end), random).forEach(this::add);
          at = end;
        } else {
          add(shape);
          at++;
        }
      }
    }

    private void addCounted(Shape count, Shape each) {
      if (count.token() != null) {
        words.add(count.token());
      }
      int repeats = repeats() - (each.optional() ? 1 : 0);
      words.add("" + repeats);
      for (int i = 0; i < repeats; i++) {
        addOne(each);
      }
    }

    private void add(Shape shape) {
      if (shape.optional() && random.nextBoolean()) {
        return;
      }
      int repeats = shape.many() ? repeats() : 1;
      for (int i = 0; i < repeats; i++) {
        if (shape.token() != null && (i == 0 || shape.manyTokens())) {
          words.add(shape.token());
        }
        addOne(shape);
      }
    }

    /** The words of {@code shape} given once, behind its token. */
    private void addOne(Shape shape) {
      switch (shape.kind()) {
        case PURE_TOKEN -> {}
        case BLOCK, PARTS -> addAll(shape.parts());
        case ONEOF -> {
          // The choice is taken: that it may be left out was decided before.
          Shape choice = any(shape.parts(), random);
          if (choice.token() != null) {
            words.add(choice.token());
          }
          addOne(choice);
        }
        case KEY -> words.add(any(shape.access() == Access.CHANNEL ? CHANNELS : keys(), random));
        case PATTERN -> words.add(any(family == Family.PUBSUB ? PATTERNS : patterns(), random));
        case DOUBLE -> words.add(any(doubles(shape.name()), random));
        case INTEGER, COUNT, UNIX_TIME ->
            words.add(
                any(random.nextInt(EDGE_ONE_IN) == 0 ? EDGES : numbers(shape.name()), random));
        case STRING -> words.add(text(shape.name()));
      }
    }

    /**
     * What SORT and SCAN look for are keys, of which those of strings and hashes end in numbers.
     */
    private List<String> patterns() {
      return family == Family.GENERIC || random.nextBoolean() ? KEY_PATTERNS : PATTERNS;
    }

    /** Strings are counted with more digits than scores have. */
    private List<String> doubles(String name) {
      return switch (name) {
        case "timeout" -> TIMEOUTS;
        case "increment" -> family == Family.STRING ? FRACTIONS : DOUBLES;
        default -> DOUBLES;
      };
    }

    /** Few databases, so that keys meet, and bits that are bits. */
    private List<String> numbers(String name) {
      return switch (name) {
        case "db", "destination-db", "index1", "index2" -> DATABASES;
        case "index" -> family == Family.CONNECTION ? DATABASES : INTEGERS;
        case "value", "bit" -> family == Family.BITMAP ? BITS : INTEGERS;
        default -> integers(name);
      };
    }

    /** Each type has keys of its own, so that commands mostly meet what they work on. */
    private List<String> keys() {
      Family any = family;
      if (sorts && random.nextInt(STRANGE_KEY_ONE_IN) != 0) {
        any = any(SORTED, random);
      } else if (family == Family.GENERIC || random.nextInt(STRANGE_KEY_ONE_IN) == 0) {
        any = any(List.copyOf(KEYS_OF.keySet()), random);
      }
      return KEYS_OF.getOrDefault(any, KEYS);
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

  /**
   * Times are far away or over, so that no key ends in between: what is asked for at the same time
   * is not asked for at the same instant.
   */
  private static List<String> integers(String name) {
    return switch (name) {
      case "seconds" -> List.of("100000", "200000", "0", "-1");
      case "milliseconds" -> List.of("100000000", "200000000", "0", "-1");
      case "unix-time-seconds" -> List.of("4102444800", "4102444801", "1");
      case "unix-time-milliseconds" -> List.of("4102444800000", "4102444800001", "1");
      case "count" -> COUNTS;
      case "protover" -> List.of("3", "3", "2", "1", "4");
      default -> INTEGERS;
    };
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
      case "encoding" -> FIELD_TYPES;
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
