package dev.tidings.tests.comparison;

import static java.util.Map.entry;

import dev.tidings.command.Command;
import dev.tidings.command.Family;
import dev.tidings.command.Trait;
import dev.tidings.engine.families.Commands;
import dev.tidings.testkit.RealRedis;
import dev.tidings.testkit.RedisVersion;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which random requests can be compared at all: with the reason for each that cannot, in this one
 * place. Time, chance and the order of a hash table are the servers' own.
 */
final class Fairness {
  /**
   * The version of the Redis that Tidings is compared with: what came later it does not know, and
   * what Tidings does as later versions do is compared only with these.
   */
  private static final RedisVersion VERSION = RealRedis.version();

  /** Whether it is one of those whose ways Tidings follows where they differ from 7.0. */
  private static final boolean RECENT = VERSION.isAtLeast(new RedisVersion(8, 6));

  /** The number of words of a HELLO with AUTH and no more. */
  private static final int HELLO_WITH_LOGIN = 5;

  private static final String INTEGER = "(0|-?[1-9][0-9]{0,17})";

  /** Longer than this no client waits while requests are compared. */
  private static final double MOMENT_SECONDS = 0.011;

  /** Numbers of replicas that WAIT need not wait for. */
  private static final Set<String> NOBODY = Set.of("0", "-1", "X", "");

  /** A deadline nearer than this may come while requests are compared. */
  private static final long NEAR = 90_000;

  private static final String MAKES_CONSUMERS =
      "makes its consumer even for nothing since 7.2; StreamRequests makes it before";

  /** Commands (and those below them) whose replies cannot be the same, with the reason. */
  private static final Map<String, String> LEFT_OUT =
      Map.ofEntries(
          entry("acl|cat", "lists all commands, and each server has its own"),
          entry("acl|genpass", "is random"),
          entry("acl|getuser", "sanitize-payload is a stated difference"),
          entry("acl|list", "sanitize-payload is a stated difference"),
          entry("acl|log", "has times, addresses and numbers"),
          entry("acl|setuser", "takes away the right to tell where a reply ends"),
          entry("client|info", "has addresses, sizes and times"),
          entry("client|kill", "ends clients that wait for a reply"),
          entry("client|list", "has addresses, sizes and times"),
          entry("client|pause", "lets everybody wait"),
          entry("client|reply", "hides where a reply ends"),
          entry("command|count", "each server has its own commands"),
          entry("command|docs", "each server has its own commands, and words for them"),
          entry("command|info", "each server has its own commands"),
          entry("command|list", "each server has its own commands"),
          entry("config|rewrite", "there is no configuration file"),
          entry("config|set", "changes what both servers do from then on"),
          entry("debug", "does not concern clients"),
          entry("dump", "is an encoding of its own"),
          entry("hrandfield", "is random"),
          entry("info", "is each server's own"),
          entry("latency", "measures time"),
          entry("lolwut", "is each server's own"),
          entry("memory", "measures memory"),
          entry("monitor", "shows addresses and times, and never ends"),
          entry("pfselftest", "takes Redis seconds"),
          entry("shutdown", "ends the server"),
          entry("slowlog", "measures time"),
          entry("time", "tells the time"),
          entry("hotkeys", "measures time"),
          entry("waitaof", "waits"),
          entry("xinfo|consumers", "measures time; ReplyLikeness compares the rest"),
          entry("xinfo|stream", "tells how blocks are laid out; ReplyLikeness compares the rest"),
          entry("xpending", "measures time; ReplyLikeness compares the rest"),
          entry("zrandmember", "is random"));

  /** The same where the other server is an old one. */
  private static final Map<String, String> LEFT_OUT_OF_OLD =
      Map.of(
          "xautoclaim", MAKES_CONSUMERS,
          "xclaim", MAKES_CONSUMERS,
          "xreadgroup", MAKES_CONSUMERS,
          "xinfo|groups", "counts the lag otherwise since 8.0: a stated difference",
          "xsetid", "refuses ids below the last deleted one since 7.4: a stated difference");

  /** The same where it is a recent one. */
  private static final Map<String, String> LEFT_OUT_OF_RECENT =
      Map.of(
          "client|capa", "is one of Valkey's",
          "hello", "tells of a module of vectors: a stated difference",
          "xsetid", "lets groups have read more than was ever added, and a lag be negative");

  /** Words that came after all versions that are compared, or tell the time. */
  private static final Map<String, Set<String>> NEWEST_WORDS =
      Map.of(
          "XREADGROUP", Set.of("CLAIM", "MAXCOUNT", "MAXSIZE"),
          "XREAD", Set.of("MAXCOUNT", "MAXSIZE"));

  /** Words that later versions added to commands that the reference has, too. */
  private static final Map<String, Set<String>> LATER_WORDS =
      Map.of(
          "SET", Set.of("IFEQ", "IFNE", "IFDEQ", "IFDNE"),
          "BITOP", Set.of("DIFF", "DIFF1", "ANDOR", "ONE"),
          "HSCAN", Set.of("NOVALUES"),
          "XADD", Set.of("KEEPREF", "DELREF", "ACKED", "IDMP", "IDMPAUTO"),
          "XTRIM", Set.of("KEEPREF", "DELREF", "ACKED"),
          // Since 8.2 no more than were ever added.
          "XGROUP", Set.of("ENTRIESREAD"),
          // Since 7.2 refused.
          "LPOS", Set.of("-9223372036854775808"),
          "XREADGROUP", Set.of("CLAIM", "MAXCOUNT", "MAXSIZE", "+"),
          "XREAD", Set.of("MAXCOUNT", "MAXSIZE", "+"));

  /** Commands that set a deadline. */
  private static final Set<String> TIMED =
      Set.of("SET", "SETEX", "PSETEX", "GETEX", "EXPIRE", "PEXPIRE", "EXPIREAT", "PEXPIREAT");

  /** The same, with other numbers in them. */
  private static final Set<String> TIMED_AMONG_NUMBERS =
      Set.of(
          "MSETEX",
          "HSETEX",
          "HGETEX",
          "HEXPIRE",
          "HPEXPIRE",
          "HEXPIREAT",
          "HPEXPIREAT",
          "XCFGSET");

  private static final Set<String> BEFORE_TIMES = Set.of("EX", "PX", "EXAT", "PXAT");

  /** Commands that tell how much time is left, or an instant that follows from now. */
  private static final Set<String> TELLING_TIME =
      Set.of(
          "TTL",
          "PTTL",
          "EXPIRETIME",
          "PEXPIRETIME",
          "HTTL",
          "HPTTL",
          "HEXPIRETIME",
          "HPEXPIRETIME");

  /** What OBJECT tells that is the server's own: times, and which numbers exist but once. */
  private static final Set<String> FACTS = Set.of("IDLETIME", "REFCOUNT");

  private static final Set<String> WALKS = Set.of("SCAN", "HSCAN", "SSCAN", "ZSCAN");

  /** Commands that pick something by chance. */
  private static final Set<String> PICKING = Set.of("RANDOMKEY", "SRANDMEMBER");

  /** Families whose replies have an order that means something. */
  private static final Set<Family> ORDERED =
      EnumSet.of(Family.LIST, Family.SORTED_SET, Family.STREAM, Family.STRING, Family.BITMAP);

  /** Families of what SORT sorts. */
  private static final Set<Family> SORTABLE =
      EnumSet.of(Family.LIST, Family.SET, Family.SORTED_SET, Family.GENERIC);

  /** Words that are commands of replication, or tell the time, where they come first by mistake. */
  private static final Set<String> OF_SERVERS = Set.of("SYNC", "TIME");

  private static final Map<String, Command<?>> BY_NAME = new HashMap<>();

  static {
    Commands.all().forEach(command -> BY_NAME.put(command.name(), command));
  }

  private Fairness() {}

  /** Whether the replies of {@code command} can be the same in both servers. */
  static boolean isComparable(Command<?> command) {
    Command<?> container = command.parent();
    return !command.isContainer()
        && VERSION.isAtLeast(RedisVersion.of(command.since()))
        && !command.name().equals("help")
        && !isLeftOut(command.fullName())
        && (container == null || !isLeftOut(container.name()));
  }

  private static boolean isLeftOut(String name) {
    return LEFT_OUT.containsKey(name)
        || (RECENT ? LEFT_OUT_OF_RECENT : LEFT_OUT_OF_OLD).containsKey(name);
  }

  /** Whether this request of a comparable command can have the same reply, too. */
  static boolean allows(List<String> words, boolean queueing) {
    String name = words.getFirst().toUpperCase(Locale.ROOT);
    List<String> upper = upper(words);
    return !isLaterForm(upper)
        && (RECENT || !isPartlyObeyed(upper))
        && !mayWait(upper, queueing)
        && !endsSoon(name, words)
        && (RECENT || !isBadRangeOfBits(upper))
        && (RECENT || !isReadOtherwise(upper))
        && !isAnsweredTwice(upper)
        && !isCutIndex(upper)
        && !isAboutNewer(upper)
        && !takesSome(upper)
        && !followsTheOrderOfATable(upper)
        && !(queueing && isWalk(upper))
        && (RECENT || !isWrittenOtherwise(upper))
        && !followsTheClock(upper);
  }

  /**
   * Whether these requests on data, made to be sent together, can have the same replies, too, as
   * {@link ReplyLikeness} sees them.
   */
  static boolean allowsData(List<List<String>> requests) {
    Set<String> made = new HashSet<>();
    for (List<String> words : requests) {
      List<String> upper = words.stream().map(word -> word.toUpperCase(Locale.ROOT)).toList();
      if (isLaterForm(upper)
          || followsTheClock(upper)
          || isOfNamesWithScores(upper)
          || leavesAnEmptyNode(upper)
          || OF_SERVERS.contains(upper.getFirst())
          || (!RECENT && (isDataReadOtherwise(upper) || !made.containsAll(consumers(upper))))) {
        return false;
      }
      if (upper.size() == 5 && upper.get(1).equals("CREATECONSUMER")) {
        made.add(String.join(" ", upper.subList(2, 5)));
      }
    }
    return true;
  }

  /**
   * The key, group and name of each consumer that a request makes: newer versions make it in any
   * case, 7.0 only when there is something for it, so it must be there before.
   */
  private static Set<String> consumers(List<String> upper) {
    int group = upper.indexOf("GROUP");
    int streams = upper.indexOf("STREAMS") + 1;
    return switch (upper.getFirst()) {
      case "XCLAIM", "XAUTOCLAIM" ->
          upper.size() > 4 ? Set.of(String.join(" ", upper.subList(1, 4))) : Set.of();
      case "XREADGROUP" ->
          group > 0 && streams > 0 && upper.size() > group + 2
              ? upper.subList(streams, (streams + upper.size()) / 2).stream()
                  .map(key -> key + " " + upper.get(group + 1) + " " + upper.get(group + 2))
                  .collect(Collectors.toSet())
              : Set.of();
      default -> Set.of();
    };
  }

  /**
   * Exact trimming by an id keeps a node of Redis that ends with a deleted entry behind that id,
   * even if nothing in it is left: it fills up sooner, so that what is trimmed by whole nodes later
   * is something else. Tidings keeps no empty blocks.
   */
  private static boolean leavesAnEmptyNode(List<String> upper) {
    return upper.contains("MINID")
        && !upper.contains("~")
        && upper.size() > 1
        && StreamRequests.ROUGHLY_TRIMMED.contains(upper.get(1).toLowerCase(Locale.ROOT));
  }

  /** Ranges of names where scores differ are undefined, and follow from chance in Redis. */
  private static boolean isOfNamesWithScores(List<String> upper) {
    boolean ofNames = upper.getFirst().contains("LEX") || upper.contains("BYLEX");
    int key = upper.getFirst().equals("ZRANGESTORE") ? 2 : 1;
    return ofNames
        && upper.size() > key
        && !SortedSetRequests.NAMES.contains(upper.get(key).toLowerCase(Locale.ROOT));
  }

  /**
   * Whether a client that is sent messages cannot tell what {@code words} did: broadcasts come when
   * a round of the server's loop ends, wherever the replies are then, the reply to EXEC is looked
   * at as a whole, and 7.0 writes into the middle of the reply to ZPOPMIN that its key has changed.
   * Redis also remembers keys of a request that is refused for their number.
   */
  static boolean isLostAmongMessages(List<String> words, boolean queueing) {
    return (words.getFirst().equalsIgnoreCase("CLIENT") && upper(words).contains("BCAST"))
        || words.stream().anyMatch(Fairness::isLooseNumber)
        || words.getFirst().toUpperCase(Locale.ROOT).matches("B?Z(MPOP|POPMIN|POPMAX)")
        || (queueing
            && (tellsTime(words) || tellsEncoding(words) || isPicked(words) || isBag(words)));
  }

  /** What Redis takes for a number of keys, although the request is refused for it. */
  private static boolean isLooseNumber(String word) {
    return word.matches("[ +0][0-9]+|1\\.5");
  }

  private static List<String> upper(List<String> words) {
    return words.stream().map(word -> word.toUpperCase(Locale.ROOT)).toList();
  }

  private static boolean isLaterForm(List<String> upper) {
    String name = upper.getFirst();
    Set<String> newest = NEWEST_WORDS.getOrDefault(name, Set.of());
    if (upper.stream().anyMatch(newest::contains)
        || (upper.contains("AGGREGATE") && upper.contains("COUNT"))) {
      return true;
    }
    if (RECENT) {
      return false;
    }
    Set<String> later = LATER_WORDS.getOrDefault(name, Set.of());
    // ZRANK takes WITHSCORE since 7.2, and so any number of words.
    return upper.stream().anyMatch(later::contains)
        || (upper.size() > 3 && (name.equals("ZRANK") || name.equals("ZREVRANK")))
        || isUnbalanced(upper);
  }

  /** The text for streams without ids names the command since 7.2. */
  private static boolean isUnbalanced(List<String> upper) {
    int streams = upper.indexOf("STREAMS");
    return upper.getFirst().startsWith("XREAD") && (upper.size() - streams) % 2 == 0;
  }

  /** Redis 7.0 obeys the first options of a HELLO that fails later: a stated difference. */
  private static boolean isPartlyObeyed(List<String> upper) {
    return upper.getFirst().equals("HELLO")
        && (upper.size() > HELLO_WITH_LOGIN || upper.contains("SETNAME"));
  }

  /**
   * A client that waits long cannot be asked anything meanwhile; in a transaction nobody waits, but
   * 7.0 takes a time that is too long for a negative one.
   */
  private static boolean mayWait(List<String> upper, boolean queueing) {
    if (upper.getFirst().equals("WAIT")) {
      return !queueing && upper.size() == 3 && !NOBODY.contains(upper.get(1));
    }
    Command<?> command = BY_NAME.get(upper.getFirst().toLowerCase(Locale.ROOT));
    if (command == null || !command.has(Trait.BLOCKING)) {
      return false;
    }
    return upper.stream().anyMatch(word -> word.matches("\\+?INF|[0-9]{16,}"))
        || (!queueing && waits(upper));
  }

  /** Whether a request, made by mistake or not, asks to wait longer than a moment. */
  private static boolean waits(List<String> upper) {
    return switch (upper.getFirst()) {
      case "XREAD", "XREADGROUP" -> upper.contains("BLOCK");
      case "BLMPOP", "BZMPOP" -> upper.size() > 1 && isLong(upper.get(1));
      default -> isLong(upper.getLast());
    };
  }

  private static boolean isLong(String seconds) {
    try {
      double wait = Double.parseDouble(seconds.strip());
      return wait == 0 || wait > MOMENT_SECONDS;
    } catch (NumberFormatException notOne) {
      return seconds.startsWith("0");
    }
  }

  /**
   * COMMAND GETKEYS takes a request of one word since 7.2, and says of SINTERSTORE what it does:
   * stated differences. Redis finds a number of keys in 01 and 1.5 there, though the request itself
   * would be refused. What else COMMAND tells is about commands that each server has of its own.
   */
  private static boolean isAboutNewer(List<String> upper) {
    return upper.getFirst().equals("COMMAND")
        && ((!RECENT && upper.size() <= 3)
            || upper.size() < 3
            || !upper.get(1).startsWith("GETKEYS")
            || upper.stream().anyMatch(Fairness::isLooseNumber)
            || isLaterForm(upper.subList(2, upper.size()))
            || (!RECENT && upper.get(2).equals("SINTERSTORE")));
  }

  /**
   * Redis 8.6 tells of no words where there are none, refuses to remove a number of elements that
   * has no counterpart, sorts numbers without end but none that a space stands before, and tells
   * coordinates in fewer digits.
   */
  private static boolean isReadOtherwise(List<String> upper) {
    Command<?> command = BY_NAME.get(upper.getFirst().toLowerCase(Locale.ROOT));
    return command == null
        ? isUnknownAlone(upper)
        : (upper.getFirst().equals("LREM") && upper.contains("-9223372036854775808"))
            || tellsPlaces(upper)
            || (SORTABLE.contains(command.family())
                && upper.stream().anyMatch(Fairness::isSortedOtherwise));
  }

  private static boolean isUnknownAlone(List<String> upper) {
    return upper.size() == 1 && !BY_NAME.containsKey(upper.getFirst().toLowerCase(Locale.ROOT));
  }

  private static boolean tellsPlaces(List<String> upper) {
    return upper.contains("WITHCOORD") || upper.getFirst().equals("GEOPOS");
  }

  /** The same of data of one family: what is told of places is compared where they mostly are. */
  private static boolean isDataReadOtherwise(List<String> upper) {
    boolean elsewhere =
        upper.size() > 1 && !ReplyLikeness.isOfPlaces(upper.get(1).toLowerCase(Locale.ROOT));
    return (elsewhere && tellsPlaces(upper))
        || (isWalk(upper) && upper.size() > 2 && upper.get(2).matches("-.*|"))
        || isUnknownAlone(upper)
        || upper.stream().anyMatch(word -> word.matches("\\(?( .*|0X10)"));
  }

  private static boolean isSortedOtherwise(String word) {
    return word.equals(" 1") || word.matches("[0-9]{300,}");
  }

  /** Redis 8.6 answers SET with GET twice if the digest is none: all that follows is shifted. */
  private static boolean isAnsweredTwice(List<String> upper) {
    return upper.getFirst().equals("SET")
        && upper.contains("GET")
        && (upper.contains("IFDEQ") || upper.contains("IFDNE"));
  }

  /** Redis 8.6 takes the lowest 32 bits of the index of LSET in a packed list. */
  private static boolean isCutIndex(List<String> upper) {
    return upper.getFirst().equals("LSET")
        && upper.stream().anyMatch(w -> w.matches("-?[0-9]{10,}"));
  }

  /** Redis 7.2 and later read the range before they look for the key: a stated difference. */
  private static boolean isBadRangeOfBits(List<String> upper) {
    String range = String.join(" ", upper.subList(Math.min(2, upper.size()), upper.size()));
    return switch (upper.getFirst()) {
      case "BITCOUNT" ->
          upper.size() > 2 && !range.matches("N N( BYTE| BIT)?".replace("N", INTEGER));
      case "BITPOS" -> !range.matches("[01]( N){0,2}|[01] N N (BYTE|BIT)".replace("N", INTEGER));
      default -> false;
    };
  }

  /** Which members are taken is up to chance, unless all are, or none. */
  private static boolean takesSome(List<String> upper) {
    return upper.getFirst().equals("SPOP")
        && (upper.size() == 2
            || (upper.size() == 3 && upper.get(2).matches("\\+?0*[1-9][0-9]{0,4}")));
  }

  /**
   * What is made by mistake may be a deadline that comes before the comparison is over: when its
   * key is removed that nobody asks for, and counted by DBSIZE until then, is up to each server.
   * The first instant of all is over, and the key is removed at once; but SET lets it come, too.
   */
  private static boolean endsSoon(String name, List<String> words) {
    if (TIMED_AMONG_NUMBERS.contains(name)) {
      return endsSoonAmongNumbers(upper(words));
    }
    long least = !name.equals("SET") && tellsAnInstant(upper(words)) ? 1 : 0;
    return TIMED.contains(name)
        && words.stream()
            .filter(word -> word.matches("[0-9]{1,18}"))
            .mapToLong(Long::parseLong)
            .anyMatch(number -> number > least && number < NEAR);
  }

  /** The time is the first word behind the key, or stands behind a word of its own. */
  private static boolean endsSoonAmongNumbers(List<String> upper) {
    for (int i = 2; i < upper.size(); i++) {
      boolean time = i == 2 || BEFORE_TIMES.contains(upper.get(i - 1));
      if (time && upper.get(i).matches("[0-9]{1,18}")) {
        long number = Long.parseLong(upper.get(i));
        if (number > 0 && number < NEAR) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether the deadline in a request is an instant, and not the time that is left. */
  private static boolean tellsAnInstant(List<String> upper) {
    return upper.getFirst().endsWith("EXPIREAT")
        || upper.contains("EXAT")
        || upper.contains("PXAT");
  }

  /** Which of equals SORT takes, and what a walk from the middle meets, is up to hash tables. */
  private static boolean followsTheOrderOfATable(List<String> upper) {
    String name = upper.getFirst();
    boolean walks = isWalk(upper) && upper.indexOf("0") != (name.equals("SCAN") ? 1 : 2);
    boolean chooses =
        upper.contains("LIMIT") || (upper.contains("STORE") && upper.contains("ALPHA"));
    return walks || (isSort(name) && chooses && leavesOrderOpen(upper));
  }

  /** Whether {@code request} is for one step of a walk, which each server takes in its own way. */
  static boolean isWalk(List<String> request) {
    return WALKS.contains(request.getFirst().toUpperCase(Locale.ROOT));
  }

  private static boolean isSort(String name) {
    return name.equals("SORT") || name.equals("SORT_RO");
  }

  /** Whether SORT is told not to sort, or to sort by texts of which some are the same. */
  private static boolean leavesOrderOpen(List<String> upper) {
    int by = upper.indexOf("BY");
    boolean unsorted = false;
    for (int i = 1; i < upper.size(); i++) {
      unsorted |= upper.get(i - 1).equals("BY") && !upper.get(i).contains("*");
    }
    return unsorted || (by > 0 && upper.contains("ALPHA"));
  }

  /** From 7.2 on as few digits of a score are written as will do. */
  private static boolean isWrittenOtherwise(List<String> upper) {
    Command<?> command = BY_NAME.get(upper.getFirst().toLowerCase(Locale.ROOT));
    return command != null
        && (command.family() == Family.SORTED_SET || command.family() == Family.GEO)
        && upper.stream().anyMatch(word -> word.matches("-?[0-9]{17,}"));
  }

  /** Ids of entries that are made of the time, and rights that need time to come. */
  private static boolean followsTheClock(List<String> upper) {
    return switch (upper.getFirst()) {
      case "XADD" -> upper.contains("*");
      case "XCLAIM", "XAUTOCLAIM" ->
          upper.size() > 4 && !List.of("0", "-1", StreamRequests.IDLE_BOUND).contains(upper.get(4));
      default -> false;
    };
  }

  /** Whether the order of the reply to {@code request} means something. */
  static boolean isOrdered(List<String> request) {
    String name = request.getFirst().toLowerCase(Locale.ROOT);
    if (isSort(name.toUpperCase(Locale.ROOT))) {
      return true;
    }
    Command<?> command = BY_NAME.get(name);
    return command != null && ORDERED.contains(command.family()) && !isWalk(request);
  }

  /** Whether {@code request} may be told scores, in the order of its reply. */
  static boolean isScored(List<String> request) {
    Command<?> command = BY_NAME.get(request.getFirst().toLowerCase(Locale.ROOT));
    return command != null && command.family() == Family.SORTED_SET && !isWalk(request);
  }

  /** Whether {@code request} leaves it to a hash table in which order equals come. */
  static boolean isBag(List<String> request) {
    return isSort(request.getFirst().toUpperCase(Locale.ROOT)) && leavesOrderOpen(upper(request));
  }

  /** Whether a reply to {@code request} that is a positive number depends on the time. */
  static boolean tellsTime(List<String> request) {
    return TELLING_TIME.contains(request.getFirst().toUpperCase(Locale.ROOT));
  }

  /** Whether the reply to {@code request} tells how a value is stored. */
  static boolean tellsEncoding(List<String> request) {
    return request.size() > 1
        && request.getFirst().equalsIgnoreCase("OBJECT")
        && request.get(1).equalsIgnoreCase("ENCODING");
  }

  /** Whether chance or the time decides what of that size the reply to {@code request} is. */
  static boolean isPicked(List<String> request) {
    String name = request.getFirst().toUpperCase(Locale.ROOT);
    return PICKING.contains(name)
        || (name.equals("OBJECT")
            && request.size() > 1
            && FACTS.contains(request.get(1).toUpperCase(Locale.ROOT)));
  }
}
