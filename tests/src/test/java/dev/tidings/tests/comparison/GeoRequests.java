package dev.tidings.tests.comparison;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Random requests on places. */
final class GeoRequests extends RequestSource {
  private static final List<String> KEYS = List.of("g:1", "g:1", "g:1", "g:2", "g:2", "g:4");
  private static final List<String> UNITS = List.of("m", "km", "ft", "mi", "M", "Km");

  /**
   * Holds scores that are no places as well as distances, several of them at the same place: which
   * of equals comes first is undefined.
   */
  private static final String ODD = "go:1";

  GeoRequests(SplittableRandom random) {
    super(random);
  }

  @Override
  void make() {
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3, 4 -> add();
      case 5 -> ask(one("GEOPOS", "GEOHASH"), any(), members());
      case 6 -> ask("GEODIST", any(), member(), member(), maybe(unit()));
      case 7 -> ask("GEOSEARCH", ODD, searchWords(List.of(), tellings()));
      case 8, 9, 10 -> ask("GEOSEARCH", key(KEYS), searchWords(ends(), tellings()));
      case 11, 12 -> {
        if (oneIn(3)) {
          ask("GEOSEARCHSTORE", ODD, key(KEYS), searchWords(ends(), List.of("STOREDIST")));
        } else {
          ask("GEOSEARCHSTORE", target(), key(KEYS), searchWords(ends(), List.of()));
        }
      }
      case 13 -> ask("GEORADIUS", key(KEYS), place(), size(), unit(), radiusOptions(true));
      case 14 -> ask("GEORADIUS_RO", key(KEYS), place(), size(), unit(), radiusOptions(false));
      case 15 -> ask("GEORADIUSBYMEMBER", key(KEYS), member(), size(), unit(), radiusOptions(true));
      case 16 ->
          ask("GEORADIUSBYMEMBER_RO", key(KEYS), member(), size(), unit(), radiusOptions(false));
      case 17 -> ask("ZREM", any(), members());
      case 18 -> ask("ZADD", ODD, oddScore(), member());
      default -> {
        if (oneIn(2)) {
          askAround(KEYS);
        } else {
          ask("ZRANGE", any(), "0", "-1", "WITHSCORES");
        }
      }
    }
  }

  private void add() {
    List<String> places = new ArrayList<>();
    for (int left = random.nextInt(1, 5); left > 0; left--) {
      places.addAll(place());
      places.add(member());
    }
    ask("GEOADD", key(KEYS), shuffled(rarely(6, "NX"), rarely(6, "XX"), rarely(3, "CH")), places);
  }

  /** Scores that are no places: GEO commands take any sorted set. */
  private String oddScore() {
    return one(
        "0", "1", "-1", "1.5", "4503599627370495", "4503599627370496", "1e17", "inf", "-inf");
  }

  private List<String> tellings() {
    return shuffled(rarely(3, "WITHCOORD"), rarely(3, "WITHDIST"), rarely(3, "WITHHASH"));
  }

  private List<String> ends() {
    return shuffled(
        maybe(one("ASC", "DESC")),
        rarely(3, "COUNT", one("1", "2", "5", "100", "0", "-1", "x", "9223372036854775807")),
        rarely(8, "COUNT", "1000", "ANY"),
        rarely(30, "ANY"));
  }

  /** Mostly one of its own, so that the others keep what they have. */
  private String target() {
    return oneIn(6) ? one(KEYS) : "g:4";
  }

  private String any() {
    return oneIn(3) ? ODD : key(KEYS);
  }

  private List<String> searchWords(List<String> ends, List<String> more) {
    return shuffled(
        oneIn(15) ? List.of() : oneIn(2) ? words("FROMMEMBER", member()) : fromPlace(),
        rarely(30, "FROMMEMBER", member()),
        oneIn(15) ? List.of() : extent(),
        oneIn(40) ? extent() : List.of(),
        ends,
        more);
  }

  private List<String> fromPlace() {
    return words("FROMLONLAT", place());
  }

  private List<String> extent() {
    return oneIn(2) ? words("BYRADIUS", size(), unit()) : words("BYBOX", size(), size(), unit());
  }

  private List<String> radiusOptions(boolean stores) {
    return shuffled(
        oneIn(2) ? tellings() : List.of(),
        ends(),
        stores
            ? oneIn(2) ? rarely(3, "STOREDIST", ODD) : rarely(3, "STORE", one(KEYS))
            : List.of());
  }

  private String unit() {
    return oneIn(25) ? one("", "x", "metre") : one(UNITS);
  }

  private String size() {
    return switch (random.nextInt(12)) {
      case 0 -> one("0", "-1", "x", "1e10", "inf", "nan", "0.001", "-0");
      case 1 -> "" + random.nextDouble(30_000);
      default -> "" + random.nextInt(1, 3000) * (oneIn(3) ? 10 : 1);
    };
  }

  private List<String> place() {
    return switch (random.nextInt(8)) {
      case 0 ->
          oneIn(2)
              ? List.of(one("180", "-180", "181", "0", "-0", "nan", "x"), latitude())
              : List.of(longitude(), one("85.05112878", "-85.05112878", "86", "0", "nan", "x"));
      case 1 -> List.of(longitude(), latitude());
      case 2 -> List.of("" + random.nextDouble(178, 180), "" + random.nextDouble(-2, 2));
      default -> List.of("" + random.nextDouble(8, 20), "" + random.nextDouble(36, 46));
    };
  }

  private String longitude() {
    return "" + random.nextDouble(-180, 180);
  }

  private String latitude() {
    return "" + random.nextDouble(-85, 85);
  }

  private List<String> members() {
    List<String> members = new ArrayList<>();
    for (int left = random.nextInt(oneIn(10) ? 1 : 4); left >= 0; left--) {
      members.add(member());
    }
    return members;
  }

  private String member() {
    return oneIn(20) ? one("", "\u0000\u00ff", "none") : "p" + random.nextInt(20);
  }
}
