package dev.tidings.tests.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random requests on hashes. */
final class HashRequests extends RequestSource {
  private static final List<String> KEYS = List.of("h:1", "h:2", "h:3");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "7",
          "100",
          "9223372036854775807",
          "-9223372036854775808",
          "0.1",
          "-2.5",
          "1e3",
          "3.0e3",
          "5.0",
          "1e20",
          "1e-20",
          "0x10",
          "inf",
          "-inf",
          "nan",
          "1e400",
          "",
          " 1",
          "1 ",
          "+5",
          ".5",
          "5.",
          "123456789.123456789",
          "99999999999999999999",
          "1e4000",
          "1e4950",
          "3.0000000000000004",
          "0.30000000000000004441",
          "-0",
          "-0.0",
          "1e17",
          "17179869184.5");

  HashRequests(SplittableRandom random) {
    super(random);
  }

  @Override
  void make() {
    String key = key(KEYS);
    switch (random.nextInt(24)) {
      case 0, 1, 2, 3 -> ask("HSET", key, pairs());
      case 4 -> ask("HMSET", key, pairs());
      case 5 -> ask("HSETNX", key, field(), value());
      case 6, 7 -> ask("HINCRBY", key, oneIn(8) ? field() : one("i1", "i2"), step());
      case 8, 9 ->
          ask("HINCRBYFLOAT", key, oneIn(8) ? field() : one("i1", "n1", "n2"), one(NUMBERS));
      case 10, 11, 12 -> ask("HDEL", key, fields());
      case 13 -> ask("HGET", key, field());
      case 14 -> ask("HMGET", key, fields());
      case 15 -> ask("HGETALL", key);
      case 16 -> ask(one("HKEYS", "HVALS", "HLEN"), key);
      case 17 -> ask(one("HEXISTS", "HSTRLEN"), key, field());
      case 18, 19 -> ask("HRANDFIELD", key, count(), maybe("WITHVALUES"));
      case 20 -> ask("HRANDFIELD", key);
      case 21, 22 -> scan(key);
      default -> rare();
    }
  }

  private void rare() {
    if (oneIn(3)) {
      List<String> numbered = new ArrayList<>();
      int count = random.nextInt(1, 60);
      for (int i = 0; i < count; i++) {
        numbered.add("field" + i);
        numbered.add("" + i);
      }
      ask("HSET", one(KEYS), numbered);
    } else {
      askAround(KEYS);
    }
  }

  private void scan(String key) {
    ask(
        "HSCAN",
        key,
        oneIn(8) ? one("1", "-1", "x", "18446744073709551615", "18446744073709551616", " 0") : "0",
        shuffled(
            maybe("MATCH", one("*", "f*", "field1?", "[", "x", "")),
            oneIn(10)
                ? words("COUNT", one("0", "-1", "x", "1"))
                : maybe("COUNT", one("100000", "1000000"))));
  }

  private String count() {
    return one(
        "0",
        "1",
        "2",
        "5",
        "1000",
        "-1",
        "-5",
        "-30",
        "4611686018427387904",
        "9223372036854775807",
        "x");
  }

  private List<String> pairs() {
    List<String> pairs = new ArrayList<>();
    for (int left = random.nextInt(1, 5); left > 0; left--) {
      pairs.add(field());
      pairs.add(value());
    }
    return pairs;
  }

  private List<String> fields() {
    List<String> fields = new ArrayList<>();
    for (int left = random.nextInt(1, 5); left > 0; left--) {
      fields.add(field());
    }
    return fields;
  }

  private String field() {
    return switch (random.nextInt(20)) {
      case 0 -> "f" + "o".repeat(random.nextInt(12, 30));
      case 1 -> one("", "\u0000", "\r\n", "\u00ff", "-1", "1", "12345678901");
      case 2 -> counter();
      default -> "field" + random.nextInt(25);
    };
  }

  private String counter() {
    return one("i1", "i2", "n1", "n2");
  }

  private String step() {
    return oneIn(5)
        ? one(NUMBERS)
        : one("1", "-1", "0", "1000", "-77", "4611686018427387904", "-4611686018427387904");
  }

  private String value() {
    return switch (random.nextInt(12)) {
      case 0 -> "v".repeat(random.nextInt(12, 80));
      case 1, 2, 3 -> one(NUMBERS);
      case 4 -> one("", "\u0000", "\r\n", "\u00ff\u00fe");
      case 5 -> "" + random.nextLong();
      default -> "value" + random.nextInt(100);
    };
  }
}
