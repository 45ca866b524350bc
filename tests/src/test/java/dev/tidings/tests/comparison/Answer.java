package dev.tidings.tests.comparison;

import dev.tidings.testkit.RespValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a client saw after a request, in a form that is the same wherever two servers may choose:
 * messages apart from replies, since newer versions of Redis hold back those that the client's own
 * request caused; names in alphabetical order where their order is that of a hash table.
 *
 * @param replies the answers and confirmations in their order
 * @param messages what was published meanwhile, in alphabetical order
 */
record Answer(List<String> replies, List<String> messages) {
  /** What of a reply counts. */
  enum Form {
    /** All of it; arrays of names have no order. */
    NAMES,
    /** All of it, in its order. */
    ORDERED,
    /** All of it, in its order; long numbers count as numbers, since 7.2 writes fewer digits. */
    SCORES,
    /** All of it, in any order. */
    BAG,
    /** Whether a number is positive. */
    TIME,
    /** Of what kind it is, and how many elements it has: which ones is up to chance. */
    COUNT,
    /** How a value is stored, but for what is stored otherwise since 7.2, or by Tidings. */
    ENCODING,
    /**
     * What stands inside of arrays like what stands beside them: in the reply to EXEC,
     * confirmations and messages shift what is in the array.
     */
    FLAT;

    /** That of the replies to {@code request}. */
    static Form of(List<String> request) {
      if (request.getFirst().equalsIgnoreCase("EXEC")) {
        return FLAT;
      }
      if (Fairness.tellsTime(request)) {
        return TIME;
      }
      if (Fairness.tellsEncoding(request)) {
        return ENCODING;
      }
      if (Fairness.isBag(request)) {
        return BAG;
      }
      if (Fairness.isPicked(request)) {
        return COUNT;
      }
      if (Fairness.isScored(request)) {
        return SCORES;
      }
      return Fairness.isOrdered(request) ? ORDERED : NAMES;
    }
  }

  private static final Set<String> PACKED_OR_NOT =
      Set.of("\"listpack\"", "\"listpackex\"", "\"quicklist\"", "\"hashtable\"", "\"skiplist\"");

  private static final Pattern LONG_NUMBER =
      Pattern.compile("-?[0-9]+(\\.[0-9]{8,}|[0-9]{16}|(\\.[0-9]+)?e\\+[0-9]+)(e[-+]?[0-9]+)?");

  private static final Set<String> TEXTS = Set.of("\"int\"", "\"embstr\"", "\"raw\"");

  private static final Set<String> FAREWELLS =
      Set.of("unsubscribe", "punsubscribe", "sunsubscribe");
  private static final Set<String> MESSAGES =
      Set.of("message", "pmessage", "smessage", "invalidate", "tracking-redir-broken");
  private static final String VERSION = "(\"version\"[:,] )\"[^\"]*\"";

  /**
   * The form of {@code frames}.
   *
   * @param form what of it counts
   */
  static Answer of(List<RespValue> frames, Form form) {
    List<RespValue> replies = new ArrayList<>();
    List<String> messages = new ArrayList<>();
    for (RespValue value : form == Form.FLAT ? flattened(frames) : frames) {
      if (isMessage(value)) {
        messages.add(value.toString());
      } else {
        replies.add(value);
      }
    }
    for (int i = 1; i < replies.size(); i++) {
      if (replies.get(i - 1).equals(RespValue.bulk("version"))) {
        replies.set(i, RespValue.bulk("~"));
      }
    }
    messages.sort(Comparator.naturalOrder());
    sortFarewells(replies);
    return new Answer(replies.stream().map(reply -> text(reply, form)).toList(), messages);
  }

  /**
   * The form of the answer to an EXEC of {@code requests}, of a client that is sent no messages:
   * each of the replies in its own form.
   */
  static Answer ofExec(List<RespValue> frames, List<List<String>> requests) {
    boolean whole =
        frames.size() == 1
            && frames.getFirst() instanceof RespValue.Array(List<RespValue> each)
            && each.size() == requests.size();
    if (!whole) {
      return of(frames, Form.ORDERED);
    }
    List<RespValue> elements = frames.getFirst().elements();
    List<String> replies = new ArrayList<>();
    for (int i = 0; i < elements.size(); i++) {
      replies.add(
          requests.get(i) + " gave " + text(elements.get(i), Form.of(requests.get(i))) + "\n   ");
    }
    return new Answer(replies, List.of());
  }

  /** Whether {@code value} was published, and answers nothing. */
  static boolean isMessage(RespValue value) {
    return MESSAGES.contains(kind(value));
  }

  private static List<RespValue> flattened(List<RespValue> frames) {
    List<RespValue> flat = new ArrayList<>();
    for (int i = 0; i < frames.size(); i++) {
      // Behind the first value stands what the array had no place for: replies like those in it.
      flattened(i == 0 ? frames.get(i) : sorted(frames.get(i))).forEach(flat::add);
    }
    return flat;
  }

  private static Stream<RespValue> flattened(RespValue value) {
    return value instanceof RespValue.Array(List<RespValue> elements)
            && !isMessage(value)
            && !isConfirmation(value)
        ? elements.stream().map(Answer::sorted).flatMap(Answer::flattened)
        : Stream.of(value);
  }

  private static boolean isConfirmation(RespValue value) {
    return kind(value).endsWith("subscribe");
  }

  /** The first word of a frame of Pub/Sub; empty for any other value. */
  private static String kind(RespValue value) {
    List<RespValue> elements =
        switch (value) {
          case RespValue.Array array -> array.elements();
          case RespValue.Push push -> push.elements();
          default -> List.of();
        };
    return elements.size() > 1 && elements.getFirst() instanceof RespValue.BulkString(String text)
        ? text
        : "";
  }

  private static void sortFarewells(List<RespValue> replies) {
    int from = 0;
    while (from < replies.size()) {
      int to = from;
      while (to < replies.size() && FAREWELLS.contains(kind(replies.get(to)))) {
        to++;
      }
      List<RespValue> names =
          replies.subList(from, to).stream()
              .map(farewell -> farewell.elements().get(1))
              .sorted(Comparator.comparing(RespValue::toString))
              .toList();
      for (int i = from; i < to; i++) {
        replies.set(i, withName(replies.get(i), names.get(i - from)));
      }
      from = to + 1;
    }
  }

  private static RespValue withName(RespValue farewell, RespValue name) {
    List<RespValue> elements = new ArrayList<>(farewell.elements());
    elements.set(1, name);
    return farewell instanceof RespValue.Push
        ? new RespValue.Push(elements)
        : new RespValue.Array(elements);
  }

  private static String text(RespValue value, Form form) {
    return switch (form) {
      case ORDERED -> value.toString();
      case TIME ->
          switch (value) {
            case RespValue.IntegerNumber(long number) when number > 0 -> ":~";
            case RespValue.Array(List<RespValue> times) ->
                times.stream().map(time -> text(time, form)).toList().toString();
            default -> value.toString();
          };
      case SCORES ->
          LONG_NUMBER
              .matcher(value.toString())
              .replaceAll(number -> "" + Double.parseDouble(number.group()));
      case BAG ->
          value instanceof RespValue.Array(List<RespValue> elements)
              ? elements.stream().map(RespValue::toString).sorted().toList().toString()
              : value.toString();
      case COUNT -> count(value);
      case ENCODING -> encoding(value.toString());
      case NAMES, FLAT -> sorted(value).toString().replaceAll(VERSION, "$1~");
    };
  }

  /** The walk through all keys tells them apart again: it knows types and contents. */
  private static String encoding(String told) {
    if (PACKED_OR_NOT.contains(told)) {
      return "packed or not";
    }
    return TEXTS.contains(told) ? "a text" : told;
  }

  private static String count(RespValue value) {
    return switch (value) {
      case RespValue.Array(List<RespValue> elements) -> elements.size() + " of an array";
      case RespValue.SetValue(List<RespValue> elements) -> elements.size() + " of a set";
      case RespValue.BulkString _ -> "a string";
      case RespValue.IntegerNumber(long number) -> number < 0 ? ":" + number : "a number";
      default -> value.toString();
    };
  }

  private static RespValue sorted(RespValue value) {
    return switch (value) {
      case RespValue.Array(List<RespValue> elements) -> {
        List<RespValue> inner = elements.stream().map(Answer::sorted).toList();
        boolean names =
            !isMessage(value) && inner.stream().allMatch(RespValue.BulkString.class::isInstance);
        yield new RespValue.Array(
            names
                ? inner.stream().sorted(Comparator.comparing(RespValue::toString)).toList()
                : inner);
      }
      case RespValue.SetValue(List<RespValue> elements) ->
          new RespValue.SetValue(
              elements.stream().sorted(Comparator.comparing(RespValue::toString)).toList());
      case RespValue.MapValue(List<RespValue.Entry> entries) ->
          new RespValue.MapValue(
              entries.stream()
                  .sorted(Comparator.comparing(entry -> entry.key().toString()))
                  .toList());
      default -> value;
    };
  }

  @Override
  public String toString() {
    return String.join("  ", replies) + (messages.isEmpty() ? "" : "  messages " + messages);
  }
}
