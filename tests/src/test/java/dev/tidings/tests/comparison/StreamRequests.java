package dev.tidings.tests.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Random requests on streams and their groups. No id is made of the time; what is pending has been
 * so either for ever or for no time at all.
 */
final class StreamRequests extends RequestSource {
  private static final String[] CONSUMERS = {"c1", "c2", "c3"};
  private static final String HIGHEST = "18446744073709551615";

  /** Longer than any comparison, and shorter than {@link #LONG_IDLE}. */
  static final String IDLE_BOUND = "5000000000";

  private static final String LONG_IDLE = "9000000000";

  /** The group of which it is said wrongly how much it has read; LASTID moves it uncounted, too. */
  static final String LIED_TO = "g9";

  private static final String[] GROUPS = {"g1", "g1", "g2", LIED_TO};

  /** The stream of which it is said wrongly how many entries were added: it is never copied. */
  static final String LIES = "x:4";

  /** The stream that holds the highest ids: nothing can come behind them. */
  private static final String TOP = "x:5";

  /** Those that are trimmed by whole nodes: see {@link Fairness}. */
  static final List<String> ROUGHLY_TRIMMED = List.of("x:1", "x:2");

  static final List<String> COUNTED = List.of("x:1", "x:2", "x:3");
  private static final List<String> KEYS =
      List.of("x:1", "x:1", "x:1", "x:2", "x:2", "x:3", LIES, TOP);

  /** The first part of most new ids: as it grows, none of those before was higher. */
  private int recent = 40;

  StreamRequests(SplittableRandom random) {
    super(random);
  }

  @Override
  void make() {
    switch (random.nextInt(36)) {
      case 0, 1, 2, 3, 4, 5, 6 -> add();
      case 7, 8 -> ask("XDEL", key(KEYS), ids());
      case 9, 10 -> {
        String key = key(KEYS);
        ask("XTRIM", key, trim(key));
      }
      case 11 -> ask("XRANGE", key(KEYS), bound("-"), bound("+"), maybe("COUNT", count()));
      case 12 -> ask("XREVRANGE", key(KEYS), bound("+"), bound("-"), maybe("COUNT", count()));
      case 13 -> read();
      case 14, 15, 16, 17, 18 -> readAsGroup();
      case 19, 20, 21 -> ask("XACK", key(KEYS), group(), ids());
      case 22, 23 -> claim();
      case 24, 25 -> autoClaim();
      case 26 -> pending();
      case 27, 28, 29 -> group(key(KEYS));
      case 30, 31 -> describe();
      case 32 -> setId();
      case 33, 34 -> ask("XGROUP", "CREATE", one(KEYS), one("g1", "g2"), one("0", "$"), "MKSTREAM");
      default -> {
        if (oneIn(4)) {
          askAround(ROUGHLY_TRIMMED);
        } else if (oneIn(4)) {
          ask("DEL", LIES, TOP);
        } else {
          ask("XLEN", key(KEYS));
        }
      }
    }
  }

  private void add() {
    String key = key(KEYS);
    ask("XADD", key, addOptions(key), key.equals(TOP) ? topId() : newId(), fields());
  }

  private String topId() {
    return oneIn(3) ? one(HIGHEST + "-" + HIGHEST, HIGHEST + "-*", HIGHEST + "-0", HIGHEST) : id();
  }

  private List<String> addOptions(String key) {
    return shuffled(rarely(8, "NOMKSTREAM"), oneIn(4) ? trim(key) : List.of());
  }

  private List<String> trim(String key) {
    boolean roughly = ROUGHLY_TRIMMED.contains(key);
    String sign = roughly ? one("", "=", "~", "~") : one("", "=");
    List<String> threshold =
        oneIn(2) || (roughly && !sign.equals("~"))
            ? words("MAXLEN", sign, oneIn(12) ? one("-1", "x", "0") : random.nextInt(60))
            : words("MINID", sign, id());
    threshold.removeIf(String::isEmpty);
    boolean limits = sign.equals("~") ? oneIn(2) : oneIn(20);
    return limits ? words(threshold, "LIMIT", one("0", "1", "8", "10", "20", "-1")) : threshold;
  }

  private String newId() {
    return switch (random.nextInt(40)) {
      case 0, 1 -> one("0-0", "0-*", "0-1", "0", "x", "-", "1-", "-1", "1-2-3", "", "1-x", "-*");
      case 2, 3, 4, 5 -> id();
      case 6, 7 -> random.nextInt(recent) + "-*";
      default -> recent + "-*";
    };
  }

  private List<String> fields() {
    List<String> fields = new ArrayList<>();
    boolean usual = random.nextBoolean();
    for (int left = usual ? 2 : random.nextInt(1, 4); left > 0; left--) {
      fields.add(usual ? "f" + left : one("a", "b", "", "f1", "f2", "\u00ff", "1"));
      fields.add(oneIn(20) ? "v".repeat(random.nextInt(600)) : "" + random.nextInt(5000));
    }
    return fields;
  }

  private void read() {
    List<String> keys = keys(KEYS, random.nextInt(1, 3));
    List<String> ids = new ArrayList<>();
    keys.forEach(key -> ids.add(oneIn(6) ? one("$", ">", "0") : id()));
    List<String> count = maybe("COUNT", count());
    if (oneIn(4)) {
      askInTransaction("XREAD", count, "BLOCK", one("0", "1", "-1", "x"), "STREAMS", keys, ids);
    } else {
      ask("XREAD", count, "STREAMS", keys, ids);
    }
  }

  private void readAsGroup() {
    List<String> keys = keys(KEYS, oneIn(6) ? 2 : 1);
    List<String> ids = new ArrayList<>();
    keys.forEach(_ -> ids.add(oneIn(4) ? oneIn(20) ? "$" : id() : ">"));
    String group = group();
    String consumer = consumer();
    // Newer versions make the consumer whatever happens, 7.0 only when there is something to read.
    keys.forEach(key -> ask("XGROUP", "CREATECONSUMER", key, group, consumer));
    List<String> options = shuffled(maybe("COUNT", count()), rarely(5, "NOACK"));
    if (oneIn(8)) {
      askInTransaction(
          "XREADGROUP", "GROUP", group, consumer, options, "BLOCK", "1", "STREAMS", keys, ids);
    } else {
      ask("XREADGROUP", "GROUP", group, consumer, options, "STREAMS", keys, ids);
    }
  }

  private List<String> prepared() {
    String key = key(KEYS);
    String group = group();
    String consumer = consumer();
    ask("XGROUP", "CREATECONSUMER", key, group, consumer);
    return List.of(key, group, consumer);
  }

  private String leastIdle() {
    return oneIn(4) ? one(IDLE_BOUND, "-1") : "0";
  }

  private void claim() {
    List<String> prepared = prepared();
    ask(
        "XCLAIM",
        prepared,
        leastIdle(),
        ids(),
        shuffled(
            rarely(3, "FORCE"),
            rarely(3, "JUSTID"),
            rarely(4, "IDLE", one("0", LONG_IDLE, "-1")),
            rarely(8, "TIME", one("1", "0", "-1", "9999999999999")),
            rarely(3, "RETRYCOUNT", one("0", "1", "7", "-1", "1000000")),
            prepared.contains(LIED_TO) ? maybe("LASTID", id()) : List.of()));
  }

  private void autoClaim() {
    ask(
        "XAUTOCLAIM",
        prepared(),
        leastIdle(),
        bound("-"),
        shuffled(
            maybe("COUNT", oneIn(10) ? one("0", "-1", "x", "9999999999999999999") : count()),
            rarely(3, "JUSTID")));
  }

  private void pending() {
    String key = key(KEYS);
    if (oneIn(3)) {
      ask("XPENDING", key, group());
    } else {
      ask(
          "XPENDING",
          key,
          group(),
          rarely(4, "IDLE", one("0", IDLE_BOUND, "-1", "x")),
          bound("-"),
          bound("+"),
          oneIn(10) ? one("0", "-1", "x") : count(),
          maybe(oneIn(8) ? "nobody" : consumer()));
    }
  }

  private void group(String key) {
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> ask("XGROUP", "CREATE", key, group(), position(), maybe("MKSTREAM"));
      case 3 -> ask("XGROUP", "CREATE", key, LIED_TO, position(), maybe("MKSTREAM"), entriesRead());
      case 4, 5 -> ask("XGROUP", "SETID", key, group(), position());
      case 6 -> ask("XGROUP", "SETID", key, LIED_TO, position(), entriesRead());
      case 7 -> ask("XGROUP", "DESTROY", key, group());
      case 8 -> ask("XGROUP", "CREATECONSUMER", key, group(), consumer());
      default -> ask("XGROUP", "DELCONSUMER", key, group(), consumer());
    }
  }

  private List<String> entriesRead() {
    return words("ENTRIESREAD", oneIn(8) ? one("-2", "x") : random.nextInt(-1, 12));
  }

  private String position() {
    return oneIn(3) ? "$" : oneIn(3) ? "0" : id();
  }

  private void describe() {
    switch (random.nextInt(5)) {
      case 0 -> ask("XINFO", "STREAM", key(KEYS));
      case 1 -> ask("XINFO", "STREAM", key(KEYS), "FULL");
      case 2 ->
          ask("XINFO", "STREAM", key(KEYS), "FULL", "COUNT", oneIn(6) ? one("0", "-1") : count());
      case 3 -> ask("XINFO", "GROUPS", key(KEYS));
      default -> ask("XINFO", "CONSUMERS", key(KEYS), group());
    }
  }

  /** Never below what was deleted, which newer versions refuse: a stated difference. */
  private void setId() {
    recent++;
    String last = recent + "-" + random.nextInt(3);
    if (oneIn(2)) {
      askRightly("XSETID", one(COUNTED), last);
    } else {
      askRightly(
          "XSETID",
          LIES,
          last,
          "ENTRIESADDED",
          one("0", "5", "50", "100", "-1", "x"),
          "MAXDELETEDID",
          oneIn(2) ? "0-0" : id());
    }
  }

  private String group() {
    return oneIn(30) ? one("", "nobody") : one(GROUPS);
  }

  private String consumer() {
    return oneIn(40) ? "" : one(CONSUMERS);
  }

  private String id() {
    return switch (random.nextInt(24)) {
      case 0 ->
          one(
              "0-0",
              "0",
              "0-1",
              HIGHEST + "-" + HIGHEST,
              HIGHEST,
              "18446744073709551616",
              "x",
              "-",
              "+",
              "1-",
              "1-2-3");
      case 1, 2, 3, 4 -> "" + random.nextInt(recent - 4, recent + 1);
      case 5, 6 -> random.nextInt(recent) + "-" + random.nextInt(4);
      default -> seen();
    };
  }

  /** An id that there may have been of late. */
  private String seen() {
    return recent - random.nextInt(4) + "-" + random.nextInt(12);
  }

  private String bound(String end) {
    return switch (random.nextInt(6)) {
      case 0 -> "(" + id();
      case 1 -> one("-", "+", "(-", "(+", "(");
      case 2 -> id();
      default -> end;
    };
  }

  private String count() {
    return oneIn(25)
        ? one("0", "-1", "9223372036854775807", "x")
        : "" + random.nextInt(1, oneIn(3) ? 40 : 6);
  }

  private List<String> ids() {
    List<String> ids = new ArrayList<>();
    for (int left = random.nextInt(1, 10); left > 0; left--) {
      ids.add(oneIn(30) ? id() : seen());
    }
    return ids;
  }
}
