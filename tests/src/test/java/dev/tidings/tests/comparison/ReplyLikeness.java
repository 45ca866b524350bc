package dev.tidings.tests.comparison;

import dev.tidings.testkit.RespValue;
import dev.tidings.testkit.RespValue.Array;
import dev.tidings.testkit.RespValue.BulkString;
import dev.tidings.testkit.RespValue.DoubleNumber;
import dev.tidings.testkit.RespValue.Entry;
import dev.tidings.testkit.RespValue.MapValue;
import dev.tidings.testkit.RespValue.SetValue;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What of a reply to a random request must be the same on both servers: everything but what follows
 * from chance, from the time, from the order of a hash table or from how scores are written.
 */
final class ReplyLikeness {
  /** Numbers that 7.0 writes with seventeen digits where newer versions write fewer. */
  private static final Pattern LONG_NUMBER =
      Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private static final Pattern FUNCTION_EXISTS =
      Pattern.compile("ERR Function \\S+ already exists");

  private static final int LEAST_LENGTH_OF_LONG = 17;
  private static final int SURE_DIGITS = 7;

  /**
   * Fields of descriptions of streams that are times, or tell how blocks are laid out; and those
   * that {@link ReadCounts} compares.
   */
  private static final Set<String> OWN_FIELDS =
      Set.of("idle", "seen-time", "radix-tree-keys", "radix-tree-nodes", "entries-read", "lag");

  private static final RespValue ANY = new RespValue.SimpleString("~");

  private ReplyLikeness() {}

  /** Whether the replies of the two servers to {@code request} are alike. */
  static boolean areAlike(List<String> request, RespValue wanted, RespValue got) {
    return wanted.equals(got) || seen(request, wanted, got).equals(seen(request, got, wanted));
  }

  /** Of a walk that one of them needs several calls for, nothing can be said. */
  private static RespValue seen(List<String> request, RespValue reply, RespValue other) {
    RespValue counts = of(request, reply);
    return counts instanceof Array && of(request, other).equals(ANY) ? ANY : counts;
  }

  /** What of {@code reply} to {@code request} counts. */
  static RespValue of(List<String> request, RespValue reply) {
    if (reply instanceof RespValue.SimpleError(String text)) {
      return isToldOtherwise(text) ? ANY : reply;
    }
    String name = request.getFirst().toUpperCase(Locale.ROOT);
    if (request.size() > 1 && isOfPlaces(request.get(1))) {
      return distances(reply);
    }
    return switch (name) {
      case "HKEYS", "HVALS", "SMEMBERS", "SUNION", "SINTER", "SDIFF" -> sorted(reply, 1);
      case "HGETALL" -> sorted(reply, 2);
      case "HRANDFIELD", "ZRANDMEMBER" -> picked(request, scores(reply));
      case "HSCAN", "ZSCAN", "SSCAN" -> scanned(request, scores(reply));
      case "XINFO" -> described(DescriptionFields.old(List.of(reply)).getFirst());
      case "XPENDING" -> request.size() > 3 ? withoutIdle(reply) : reply;
      // Newer versions have compact forms of lists and sets; those of the others are the same.
      case "OBJECT" -> request.getLast().startsWith("k:") ? ANY : reply;
      case "FUNCTION" -> disordered(reply);
      case "EXEC" -> executed(scores(reply));
      default -> isScored(name) ? scores(reply) : reply;
    };
  }

  /**
   * Newer versions say which command had too few ids, look at what was deleted first, and do not
   * take a time that is too long for a negative one. Which of several functions is told to be there
   * already follows from the order of a hash table.
   */
  private static boolean isToldOtherwise(String error) {
    return error.startsWith("ERR Unbalanced ")
        || FUNCTION_EXISTS.matcher(error).matches()
        || error.equals("ERR timeout is negative")
        || error.equals("ERR timeout is out of range")
        || error.startsWith("ERR The ID specified in XSETID is smaller than ");
  }

  /** Libraries and functions in the order of their texts: they stand in hash tables. */
  private static RespValue disordered(RespValue reply) {
    return switch (reply) {
      case Array(List<RespValue> elements) ->
          sorted(new Array(elements.stream().map(ReplyLikeness::disordered).toList()), 1);
      case SetValue(List<RespValue> elements) -> sorted(reply, 1);
      case MapValue(List<Entry> entries) ->
          new MapValue(
              entries.stream()
                  .map(entry -> new Entry(entry.key(), disordered(entry.value())))
                  .toList());
      default -> reply;
    };
  }

  private static RespValue executed(RespValue reply) {
    return reply instanceof Array(List<RespValue> replies)
        ? new Array(replies.stream().map(each -> of(List.of(""), each)).toList())
        : reply;
  }

  private static boolean isScored(String name) {
    return name.startsWith("Z")
        || name.startsWith("BZ")
        || name.startsWith("EVAL")
        || name.startsWith("FCALL");
  }

  /** Runs of {@code width} elements in the order of their texts; the entries of maps likewise. */
  static RespValue sorted(RespValue reply, int width) {
    return switch (reply) {
      case Array(List<RespValue> elements) -> new Array(sorted(elements, width));
      case SetValue(List<RespValue> elements) -> new SetValue(sorted(elements, width));
      case MapValue(List<Entry> entries) ->
          new MapValue(entries.stream().sorted(Comparator.comparing(Entry::toString)).toList());
      default -> reply;
    };
  }

  private static List<RespValue> sorted(List<RespValue> elements, int width) {
    List<List<RespValue>> runs = new ArrayList<>();
    for (int at = 0; at < elements.size(); at += width) {
      runs.add(elements.subList(at, Math.min(at + width, elements.size())));
    }
    runs.sort(Comparator.comparing(List::toString));
    return runs.stream().flatMap(List::stream).toList();
  }

  /**
   * Picks without repeats of less than was asked for are all there is, and only their order is
   * chance; of others only how many there are counts.
   */
  private static RespValue picked(List<String> request, RespValue reply) {
    if (!(reply instanceof Array(List<RespValue> elements))) {
      return reply instanceof BulkString ? ANY : reply;
    }
    boolean flat = elements.stream().allMatch(BulkString.class::isInstance);
    int width = request.size() > 3 && flat ? 2 : 1;
    long count = Long.parseLong(request.get(2));
    return count > elements.size() / width
        ? new Array(sorted(elements, width))
        : new RespValue.IntegerNumber(elements.size());
  }

  /** A whole walk in one call tells everything; of others nothing can be said. */
  private static RespValue scanned(List<String> request, RespValue reply) {
    List<RespValue> parts = reply.elements();
    boolean whole = request.get(2).equals("0") && parts.getFirst().equals(RespValue.bulk("0"));
    int width = request.getFirst().equalsIgnoreCase("SSCAN") ? 1 : 2;
    return whole ? new Array(List.of(parts.getFirst(), sorted(parts.get(1), width))) : ANY;
  }

  /** The same with one way to write each number of many digits, at any depth. */
  static RespValue scores(RespValue reply) {
    return switch (reply) {
      case Array(List<RespValue> elements) ->
          new Array(elements.stream().map(ReplyLikeness::scores).toList());
      case SetValue(List<RespValue> elements) ->
          new SetValue(elements.stream().map(ReplyLikeness::scores).toList());
      case MapValue(List<Entry> entries) ->
          new MapValue(
              entries.stream()
                  .map(entry -> new Entry(scores(entry.key()), scores(entry.value())))
                  .toList());
      case DoubleNumber(String digits) -> new DoubleNumber(number(digits));
      case BulkString(String text) -> new BulkString(number(text));
      default -> reply;
    };
  }

  /** Whether the sorted set {@code key} holds places, or distances between them. */
  static boolean isOfPlaces(String key) {
    return key.startsWith("g");
  }

  /**
   * The same with only the digits of distances that do not follow from how a library computes a
   * sine; what else is written about places has fewer.
   */
  static RespValue distances(RespValue reply) {
    return switch (scores(reply)) {
      case Array(List<RespValue> elements) ->
          new Array(elements.stream().map(ReplyLikeness::distances).toList());
      case DoubleNumber(String digits) -> new DoubleNumber(rounded(digits));
      case BulkString(String text) -> new BulkString(rounded(text));
      case RespValue other -> other;
    };
  }

  private static String rounded(String text) {
    return text.indexOf('.') > 0 && LONG_NUMBER.matcher(text).matches()
        ? "" + new BigDecimal(text).round(new MathContext(SURE_DIGITS)).doubleValue()
        : text;
  }

  /**
   * Compact forms of sorted sets lose the sign of zero, and which forms a result goes through on
   * its way to where it is stored is each server's own.
   */
  private static String number(String text) {
    if (text.equals("-0")) {
      return "0";
    }
    boolean many = text.length() >= LEAST_LENGTH_OF_LONG || text.indexOf('e') > 0;
    return many && LONG_NUMBER.matcher(text).matches() ? "" + Double.parseDouble(text) : text;
  }

  private static RespValue withoutIdle(RespValue reply) {
    return reply instanceof Array(List<RespValue> rows)
        ? new Array(
            rows.stream()
                .<RespValue>map(row -> {
                  List<RespValue> cells = new ArrayList<>(row.elements());
                  cells.set(2, ANY);
                  return new Array(cells);
                })
                .toList())
        : reply;
  }

  /** Without times: those of what is pending stand behind the id, alone or behind the consumer. */
  private static RespValue described(RespValue value) {
    return switch (value) {
      case MapValue(List<Entry> entries) ->
          new MapValue(
              entries.stream()
                  .map(entry -> new Entry(entry.key(), field(entry.key(), entry.value())))
                  .toList());
      case Array(List<RespValue> elements) -> new Array(fields(elements));
      default -> value;
    };
  }

  private static List<RespValue> fields(List<RespValue> elements) {
    List<RespValue> fields = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      RespValue before = i == 0 ? ANY : elements.get(i - 1);
      fields.add(field(before, elements.get(i)));
    }
    return fields;
  }

  private static RespValue field(RespValue name, RespValue value) {
    if (!(name instanceof BulkString(String text))) {
      return described(value);
    }
    if (OWN_FIELDS.contains(text)) {
      return ANY;
    }
    if ((text.equals("pel") || text.equals("pending")) && value instanceof Array) {
      return new Array(value.elements().stream().map(ReplyLikeness::withoutTime).toList());
    }
    return described(value);
  }

  private static RespValue withoutTime(RespValue row) {
    List<RespValue> cells = new ArrayList<>(row.elements());
    cells.set(cells.size() - 2, ANY);
    return new Array(cells);
  }
}
