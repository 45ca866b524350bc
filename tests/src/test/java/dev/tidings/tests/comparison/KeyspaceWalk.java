package dev.tidings.tests.comparison;

import dev.tidings.testkit.RawClient;
import dev.tidings.testkit.RespValue;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All that the databases of a server hold, by walking it as a client can: for each key its type,
 * how it is stored, about when it ends, and its content, sorted where the order is undefined.
 */
final class KeyspaceWalk {
  private static final int DATABASES = 16;

  /** What is asked of each key before its content. */
  private static final int QUESTIONS = 3;

  /** Deadlines that lie further apart than this are told apart. */
  private static final long APART_MILLIS = 50_000_000;

  private record Place(int database, String key) {
    @Override
    public String toString() {
      return database + " " + RespValue.bulk(key);
    }
  }

  /** A key at which servers hold different things: what is kept there, {@code nothing} included. */
  record Difference(String key, String reference, String subject) {}

  private KeyspaceWalk() {}

  /** What {@code client}, which speaks RESP2, sees: by database and key. */
  static SortedMap<String, String> of(RawClient client) {
    List<Place> places = places(client);
    List<List<String>> questions = new ArrayList<>();
    for (Place place : places) {
      questions.add(List.of("SELECT", "" + place.database));
      questions.add(List.of("TYPE", place.key));
      questions.add(List.of("PTTL", place.key));
      questions.add(List.of("OBJECT", "ENCODING", place.key));
    }
    List<RespValue> answers = all(client, questions);
    List<List<String>> reading = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      reading.add(List.of("SELECT", "" + places.get(i).database));
      String key = places.get(i).key;
      String type = answers.get(i * (QUESTIONS + 1) + 1).text();
      reading.add(content(type, key));
      reading.add(
          type.equals("stream")
              ? List.of("XINFO", "STREAM", key, "FULL", "COUNT", "0")
              : List.of("ECHO", ""));
    }
    List<RespValue> contents = all(client, reading);
    SortedMap<String, String> walked = new TreeMap<>();
    for (int i = 0; i < places.size(); i++) {
      List<RespValue> facts = answers.subList(i * (QUESTIONS + 1) + 1, (i + 1) * (QUESTIONS + 1));
      List<RespValue> read = contents.subList(i * 3 + 1, i * 3 + 3);
      String content = content(places.get(i).key, facts.getFirst(), read);
      walked.put(places.get(i).toString(), facts(facts) + " " + content);
    }
    return walked;
  }

  /** Where two walks differ first, in the order of their keys; null if they do not. */
  static @Nullable Difference firstDifference(
      SortedMap<String, String> reference, SortedMap<String, String> subject) {
    Set<String> keys = new TreeSet<>(reference.keySet());
    keys.addAll(subject.keySet());
    for (String key : keys) {
      String there = reference.getOrDefault(key, "nothing");
      String here = subject.getOrDefault(key, "nothing");
      if (!isSame(there, here)) {
        return new Difference(key, there, here);
      }
    }
    return null;
  }

  /**
   * Whether what was walked is the same. Stated differences: a sorted set that SORT has read is
   * packed no more in 7.0, and what is a number need not be kept as one there.
   */
  private static boolean isSame(String reference, String subject) {
    return reference.equals(subject)
        || reference.replaceFirst("^zset \\(skiplist\\)", "zset (listpack)").equals(subject)
        || reference.replaceFirst("^string \\(text\\)", "string (int)").equals(subject);
  }

  private static List<Place> places(RawClient client) {
    List<List<String>> questions = new ArrayList<>();
    for (int number = 0; number < DATABASES; number++) {
      questions.add(List.of("SELECT", "" + number));
      questions.add(List.of("KEYS", "*"));
    }
    List<RespValue> answers = all(client, questions);
    List<Place> places = new ArrayList<>();
    for (int number = 0; number < DATABASES; number++) {
      for (RespValue key : answers.get(number * 2 + 1).elements()) {
        places.add(new Place(number, key.text()));
      }
    }
    return places;
  }

  private static List<RespValue> all(RawClient client, List<List<String>> requests) {
    return client.pipeline(requests).frames(requests.size());
  }

  private static List<String> content(String type, String key) {
    return switch (type) {
      case "string" -> List.of("GET", key);
      case "list" -> List.of("LRANGE", key, "0", "-1");
      case "set" -> List.of("SMEMBERS", key);
      case "zset" -> List.of("ZRANGE", key, "0", "-1", "WITHSCORES");
      case "hash" -> List.of("HGETALL", key);
      case "stream" -> List.of("XRANGE", key, "-", "+");
      default -> List.of("ECHO", "");
    };
  }

  private static String content(String key, RespValue type, List<RespValue> read) {
    return switch (type.text()) {
      case "set" -> sorted(read.getFirst().elements(), 1);
      case "hash" -> sorted(read.getFirst().elements(), 2);
      case "zset" ->
          ReplyLikeness.isOfPlaces(key)
              ? ReplyLikeness.distances(read.getFirst()).toString()
              : scored(read.getFirst().elements());
      case "stream" ->
          read.getFirst() + " " + ReplyLikeness.of(List.of("XINFO", "STREAM"), read.getLast());
      default -> read.toString();
    };
  }

  /** Members and their scores as numbers: since 7.2 they are written in other digits. */
  private static String scored(List<RespValue> elements) {
    List<String> scored = new ArrayList<>();
    for (int at = 0; at < elements.size(); at += 2) {
      scored.add(elements.get(at) + " " + score(elements.get(at + 1).text()));
    }
    return scored.toString();
  }

  private static double score(String text) {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      // Without the sign of zero, which compact forms lose.
      default -> Double.parseDouble(text) + 0.0;
    };
  }

  private static String facts(List<RespValue> facts) {
    String type = facts.getFirst().text();
    long leftMillis = facts.get(1).number();
    String end =
        leftMillis < 0 ? "" : " (ends in ~" + (leftMillis + APART_MILLIS / 2) / APART_MILLIS + ")";
    return type + " (" + encoding(type, facts.get(2).text()) + ")" + end;
  }

  /** Since 7.2 small lists and sets are packed, which 7.0 keeps otherwise. */
  private static String encoding(String type, String told) {
    return switch (type) {
      case "list" -> "";
      case "set" -> told.equals("intset") ? told : "";
      case "string" -> told.equals("int") ? told : "text";
      // Redis makes room for deadlines even where a command sets none.
      case "hash" -> told.equals("listpackex") ? "listpack" : told;
      default -> told;
    };
  }

  /** Runs of {@code width} elements, in order of their text. */
  private static String sorted(List<RespValue> elements, int width) {
    List<String> runs = new ArrayList<>();
    for (int at = 0; at < elements.size(); at += width) {
      runs.add(elements.subList(at, at + width).toString());
    }
    runs.sort(Comparator.naturalOrder());
    return runs.toString();
  }
}
