package dev.tidings.tests.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random requests on sorted sets. */
final class SortedSetRequests extends RequestSource {
  private static final List<String> KEYS = List.of("z:1", "z:2", "z:3", "z:4");
  private static final List<String> INPUTS = List.of("z:1", "z:2", "z:3", "z:4", "set:1", "set:2");

  /**
   * All members have score 0 there: of others ranges of names are undefined, and follow from chance
   * in Redis.
   */
  static final List<String> NAMES = List.of("n:1", "n:2", "text", "nothing");

  private static final List<String> SCORES =
      List.of(
          "0",
          "-0",
          "1",
          "1",
          "2",
          "2.5",
          "-3",
          "inf",
          "-inf",
          "+inf",
          "nan",
          "infinity",
          "1e400",
          "1e-400",
          "0.1",
          "0.2",
          "0.3",
          "1e17",
          "123456789012345678",
          "9007199254740993",
          "1e-7",
          "3.0000000000000004",
          "1.7976931348623157e308",
          "4.9e-324",
          "0x10",
          "",
          " 1",
          "1 ",
          "x",
          "-1e308",
          "1e21",
          "100000000000000000000",
          "9007199254740992",
          "-9007199254740991");

  SortedSetRequests(SplittableRandom random) {
    super(random);
  }

  @Override
  List<List<String>> beginning() {
    List<List<String>> beginning = new ArrayList<>(super.beginning());
    beginning.add(List.of("SET", "text", "text"));
    beginning.add(List.of("SADD", "set:1", "m1", "m2", "m3", "a", "b", ""));
    beginning.add(List.of("SADD", "set:2", "1", "2", "3"));
    return beginning;
  }

  @Override
  void make() {
    switch (random.nextInt(26)) {
      case 0, 1, 2, 3, 4 -> add();
      case 5, 6 -> addNames();
      case 7 -> ask("ZINCRBY", key(KEYS), score(), member());
      case 8, 9 -> ask("ZREM", key(KEYS), members());
      case 10 -> ask("ZREMRANGEBYSCORE", key(KEYS), scoreBound(), scoreBound());
      case 11 -> ask("ZREMRANGEBYLEX", nameKey(), nameBound(), nameBound());
      case 12, 13, 14 -> range();
      case 15 -> oldRange();
      case 16 -> store();
      case 17, 18, 19 -> algebra();
      case 20 -> pop();
      case 21 -> askOne();
      case 22 -> ask("ZRANDMEMBER", key(KEYS), count(), maybe("WITHSCORES"));
      case 23 -> scan();
      case 24 -> counts();
      default -> rare();
    }
  }

  private void rare() {
    switch (random.nextInt(5)) {
      case 0 -> {
        List<String> many = new ArrayList<>();
        int count = random.nextInt(1, 40);
        for (int i = 0; i < count; i++) {
          many.add("" + random.nextInt(10));
          many.add("m" + i);
        }
        ask("ZADD", one(KEYS), many);
      }
      case 1 -> ask("ZREMRANGEBYRANK", key(KEYS), rank(), rank());
      case 2 -> ask("SADD", one("set:1", "set:2"), members());
      case 3 -> ask("ZRANDMEMBER", key(KEYS));
      default -> askAround(oneIn(4) ? NAMES.subList(0, 2) : KEYS);
    }
  }

  private void add() {
    List<String> options =
        shuffled(
            rarely(6, "NX"),
            rarely(6, "XX"),
            rarely(6, "GT"),
            rarely(6, "LT"),
            rarely(3, "CH"),
            rarely(8, "INCR"));
    List<String> pairs = new ArrayList<>();
    for (int left = options.contains("INCR") ? 1 : random.nextInt(1, 5); left > 0; left--) {
      pairs.add(score());
      pairs.add(member());
    }
    ask("ZADD", key(KEYS), options, pairs);
  }

  private void addNames() {
    List<String> pairs = new ArrayList<>();
    for (int left = random.nextInt(1, 4); left > 0; left--) {
      pairs.add("0");
      pairs.add(name());
    }
    askRightly("ZADD", nameKey(), pairs);
  }

  private void range() {
    switch (random.nextInt(3)) {
      case 0 -> ask("ZRANGE", key(KEYS), rank(), rank(), ends());
      case 1 -> ask("ZRANGE", key(KEYS), scoreBound(), scoreBound(), ends("BYSCORE"));
      default -> ask("ZRANGE", nameKey(), nameBound(), nameBound(), ends("BYLEX"));
    }
  }

  private void store() {
    String target = one(KEYS);
    switch (random.nextInt(3)) {
      case 0 -> ask("ZRANGESTORE", target, key(KEYS), rank(), rank(), ends());
      case 1 -> ask("ZRANGESTORE", target, key(KEYS), scoreBound(), scoreBound(), ends("BYSCORE"));
      default ->
          askRightly("ZRANGESTORE", nameKey(), nameKey(), nameBound(), nameBound(), ends("BYLEX"));
    }
  }

  private List<String> ends(String... by) {
    return shuffled(
        List.of(by),
        maybe("REV"),
        rarely(by.length == 0 ? 12 : 3, "LIMIT", rank(), rank()),
        rarely(3, "WITHSCORES"));
  }

  private void oldRange() {
    List<String> tail = shuffled(maybe("WITHSCORES"), maybe("LIMIT", rank(), rank()));
    switch (random.nextInt(6)) {
      case 0 -> ask("ZREVRANGE", key(KEYS), rank(), rank(), maybe("WITHSCORES"));
      case 1 -> ask("ZRANGEBYSCORE", key(KEYS), scoreBound(), scoreBound(), tail);
      case 2 -> ask("ZREVRANGEBYSCORE", key(KEYS), scoreBound(), scoreBound(), tail);
      case 3 -> ask("ZRANGEBYLEX", nameKey(), nameBound(), nameBound(), maybe(limit()));
      case 4 -> ask("ZREVRANGEBYLEX", nameKey(), nameBound(), nameBound(), maybe(limit()));
      default -> ask("ZRANGE", key(KEYS), "0", "-1", "WITHSCORES");
    }
  }

  private List<String> limit() {
    return List.of("LIMIT", rank(), rank());
  }

  private void algebra() {
    int count = oneIn(15) ? random.nextInt(4) : random.nextInt(1, 4);
    List<String> inputs = keys(INPUTS, oneIn(20) ? 2 : count);
    String operation = one("UNION", "INTER", "DIFF");
    List<String> weights = weights(count);
    List<String> options =
        operation.equals("DIFF") && !oneIn(12)
            ? List.of()
            : shuffled(
                random.nextBoolean() ? weights : List.of(),
                maybe("AGGREGATE", one("SUM", "MIN", "MAX", "sum", "x")));
    switch (random.nextInt(5)) {
      case 0, 1 -> ask("Z" + operation, count, inputs, shuffled(options, maybe("WITHSCORES")));
      case 2, 3 -> ask("Z" + operation + "STORE", one(KEYS), count, inputs, options);
      default -> ask("ZINTERCARD", count, inputs, maybe("LIMIT", rank()));
    }
  }

  private List<String> weights(int count) {
    List<String> weights = new ArrayList<>(List.of("WEIGHTS"));
    for (int i = 0; i < (oneIn(15) ? count + 1 : count); i++) {
      weights.add(oneIn(4) ? score() : one("1", "2", "-1", "0.5", "0"));
    }
    return weights;
  }

  private void pop() {
    int count = random.nextInt(1, 4);
    List<String> keys = keys(KEYS, count);
    String end = one("MIN", "MAX", "min");
    String time = one("0", "0.1", "1", "-1", "x", "");
    switch (random.nextInt(6)) {
      case 0 -> ask("ZPOPMIN", keys.getFirst(), maybe(count()));
      case 1 -> ask("ZPOPMAX", keys.getFirst(), maybe(count()));
      case 2, 3 -> ask("ZMPOP", count, keys, end, maybe("COUNT", rank()));
      case 4 -> askInTransaction(one("BZPOPMIN", "BZPOPMAX"), keys, time);
      default -> askInTransaction("BZMPOP", time, count, keys, end, maybe("COUNT", rank()));
    }
  }

  private void askOne() {
    switch (random.nextInt(4)) {
      case 0 -> ask("ZSCORE", key(KEYS), member());
      case 1 -> ask("ZMSCORE", key(KEYS), members());
      case 2 -> ask("ZRANK", key(KEYS), member());
      default -> ask("ZREVRANK", key(KEYS), member());
    }
  }

  private void counts() {
    switch (random.nextInt(3)) {
      case 0 -> ask("ZCARD", key(KEYS));
      case 1 -> ask("ZCOUNT", key(KEYS), scoreBound(), scoreBound());
      default -> ask("ZLEXCOUNT", nameKey(), nameBound(), nameBound());
    }
  }

  private void scan() {
    ask(
        "ZSCAN",
        key(KEYS),
        oneIn(8) ? one("1", "-1", "x", "18446744073709551615") : "0",
        shuffled(maybe("MATCH", one("*", "m*", "m1?", "[")), maybe("COUNT", "100000")));
  }

  private String count() {
    return one("0", "1", "2", "5", "1000", "-1", "-5", "4611686018427387904", "x");
  }

  private String rank() {
    return switch (random.nextInt(12)) {
      case 0 -> one("9223372036854775807", "-9223372036854775808", "4294967296", "2147483648");
      case 1 -> "-1";
      case 2, 3 -> "0";
      default -> "" + random.nextInt(-12, 24);
    };
  }

  private String score() {
    return oneIn(3) ? one(SCORES) : "" + random.nextInt(-5, 12);
  }

  private String scoreBound() {
    return switch (random.nextInt(10)) {
      case 0 -> one("(", "(inf", "(-inf", "(x", "(nan", "nan", "((1", "( 1", "[1", "(+1");
      case 1, 2 -> one("-inf", "+inf", "inf");
      case 3 -> "(" + score();
      case 4 -> score();
      case 5 -> "(" + random.nextInt(-5, 12);
      default -> "" + random.nextInt(-5, 12);
    };
  }

  private String nameKey() {
    return NAMES.get(oneIn(30) ? random.nextInt(4) : random.nextInt(2));
  }

  private String name() {
    return switch (random.nextInt(12)) {
      case 0 -> one("", "-", "+", "[", "(", "\u0000", "\u00ff", "a\u0000");
      case 1 -> "x".repeat(random.nextInt(14, 70));
      default -> "" + (char) ('a' + random.nextInt(12)) + one("", "", "a", "b");
    };
  }

  private String nameBound() {
    return switch (random.nextInt(10)) {
      case 0, 1 -> "-";
      case 2, 3 -> "+";
      case 4 -> one("", "a", "-a", "+a", "[", "(", "[-", "(+", "[\u00ff", "(\u0000");
      case 5, 6 -> "(" + name();
      default -> "[" + name();
    };
  }

  private List<String> members() {
    List<String> members = new ArrayList<>();
    for (int left = random.nextInt(1, 5); left > 0; left--) {
      members.add(member());
    }
    return members;
  }

  private String member() {
    return switch (random.nextInt(24)) {
      case 0 -> "m".repeat(random.nextInt(14, 70));
      case 1 -> one("", "\u0000", "\r\n", "\u00ff", "a", "b", "1", "2", "-1", "123456789012");
      default -> "m" + random.nextInt(24);
    };
  }
}
