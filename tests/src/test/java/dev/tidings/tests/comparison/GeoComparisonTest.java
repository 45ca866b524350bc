package dev.tidings.tests.comparison;

import dev.tidings.testkit.Comparison;
import dev.tidings.testkit.ScriptClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Places: scores, digits, distances, searches in their order, errors and events. */
class GeoComparisonTest {
  private static final String SICILY =
      "GEOADD Sicily 13.361389 38.115556 Palermo 15.087269 37.502669 Catania";

  private static final List<String> WRONG_SEARCHES =
      List.of(
          "FROMMEMBER no BYRADIUS 1 m",
          "FROMLONLAT 1 1 BYRADIUS -1 m",
          "FROMLONLAT 1 1 BYRADIUS x m",
          "FROMLONLAT 1 1 BYBOX x 1 m",
          "FROMLONLAT 1 1 BYBOX 1 x m",
          "FROMLONLAT 1 1 BYBOX -1 1 m",
          "FROMLONLAT 1 1 BYBOX 1 -1 m",
          "FROMLONLAT 1 1 BYBOX 1 1 parsec",
          "FROMLONLAT 1 1 BYRADIUS 1 parsec",
          "FROMLONLAT 1 x BYRADIUS 1 m",
          "FROMLONLAT 1 91 BYRADIUS 1 m",
          "FROMLONLAT 1 1 ASC DESC ASC",
          "ASC DESC ASC DESC ASC",
          "BYRADIUS 1 m ASC DESC",
          "FROMLONLAT 1 1 BYRADIUS 1 m ANY",
          "FROMLONLAT 1 1 BYRADIUS 1 m COUNT 0",
          "FROMLONLAT 1 1 BYRADIUS 1 m COUNT -1",
          "FROMLONLAT 1 1 BYRADIUS 1 m COUNT x",
          "FROMLONLAT 1 1 BYRADIUS 1 m COUNT",
          "FROMLONLAT 1 1 BYRADIUS 1 m NOPE",
          "FROMLONLAT 1 1 BYRADIUS 1 m BYBOX 1 1 m",
          "FROMLONLAT 1 1 FROMMEMBER Palermo BYRADIUS 1 m",
          "FROMMEMBER Palermo FROMLONLAT 1 1 BYRADIUS 1 m",
          "FROMLONLAT 1 1 BYRADIUS 1",
          "FROMLONLAT 1 1 BYBOX 1 1",
          "BYRADIUS 1 m FROMLONLAT 1",
          "BYRADIUS 1 m FROMMEMBER");

  private final Comparison comparison = Servers.shared();

  /** Where there is a key, a member is looked up while the words are read. */
  @Test
  void theFirstOfSeveralFaultsIsTold() {
    comparison.run(
        "faults of searches in their order",
        s -> {
          ScriptClient a = Digits.seen(s.client("a"));
          a.calls(SICILY);
          for (String key : new String[] {"Sicily", "no"}) {
            for (String member : new String[] {"Palermo", "no"}) {
              String around = key + " FROMMEMBER " + member;
              a.calls("GEOSEARCH " + around + " BYRADIUS x m", "GEOSEARCH " + around + " ASC x");
              a.calls(
                  "GEOSEARCH " + around + " FROMLONLAT 1 1", "GEOSEARCH " + around + " COUNT 0");
              a.calls("GEOSEARCH " + around + " FROMMEMBER Catania BYRADIUS -1 m");
              a.calls("GEOSEARCH " + key + " BYRADIUS x m FROMMEMBER " + member);
              a.calls("GEOSEARCHSTORE to " + around + " BYBOX 1 1 parsec");
              around = "GEORADIUSBYMEMBER " + key + " " + member;
              a.calls(around + " 1 parsec COUNT 0", around + " x m COUNT 0", around + " 1 1 m");
              a.calls(around + " -1 m NOPE", around + " 1 m NOPE", around + " 1 m STORE");
            }
          }
        });
  }

  @Test
  void placesAreScores() {
    comparison.run(
        "GEOADD, GEOPOS, GEOHASH, GEODIST",
        s -> {
          ScriptClient a = Digits.seen(s.client("a"));
          a.calls(SICILY, SICILY, "ZRANGE Sicily 0 -1 WITHSCORES", "TYPE Sicily");
          a.calls(
              "GEOPOS Sicily Palermo no Catania", "GEOPOS Sicily", "GEOPOS no a b", "GEOPOS no");
          a.calls("GEOHASH Sicily Palermo no Catania", "GEOHASH Sicily", "GEOHASH no a b");
          a.calls("GEODIST Sicily Palermo Catania", "GEODIST Sicily Palermo Catania km");
          a.calls("GEODIST Sicily Palermo Catania MI", "GEODIST Sicily Palermo Catania ft");
          a.calls("GEODIST Sicily Palermo Palermo", "GEODIST Sicily no Palermo", "GEODIST no a b");
          a.calls("GEOADD k 180 85.05112878 a -180 -85.05112878 b 0 0 c -0 -0 d 1e-9 -1e-9 e");
          a.calls("ZRANGE k 0 -1 WITHSCORES", "GEOPOS k a b c d e", "GEOHASH k a b c d e");
          a.calls("GEODIST k a b", "GEODIST k c d", "GEODIST k c e", "GEODIST k a c km");
          a.calls("ZADD odd 1.5 a -5 b 1e300 c -1e300 d inf e -inf f 4503599627370496 g");
          a.calls("GEOPOS odd a b d f g", "GEOHASH odd a b g", "GEODIST odd a g");
        });
  }

  @Test
  void additionsKnowConditions() {
    comparison.run(
        "options of GEOADD",
        s -> {
          ScriptClient a = Digits.seen(s.client("a"));
          a.calls("GEOADD k XX 1 1 a", "EXISTS k", "GEOADD k NX 1 1 a", "GEOADD k NX 2 2 a 3 3 b");
          a.calls(
              "GEOADD k CH 2 2 a 3 3 b 4 4 c", "GEOADD k XX CH 5 5 a 5 5 z", "GEOPOS k a b c z");
          a.calls("GEOADD k ch nx 6 6 a 6 6 n", "GEOADD k CH CH 1 1 a", "GEOADD k NX XX 1 1 a");
          a.calls("GEOADD k 1 1", "GEOADD k 1 1 a 2", "GEOADD k 1 1 a 2 2", "GEOADD k CH CH CH");
          a.calls(
              "GEOADD k x 1 a",
              "GEOADD k 1 x a",
              "GEOADD k 181 0 a",
              "GEOADD k 0 86 a",
              "GEOADD k");
          a.calls(
              "GEOADD k -180.5 -85.1 a",
              "GEOADD k inf 1 a",
              "GEOADD k 1 -inf a",
              "GEOADD k nan 1 a");
          a.calls(
              "GEOADD k 1 1 a 200 -0.0000001 b", "GEOPOS k a", "GEOADD k NX", "GEOADD k NX 1 1");
          a.calls(
              "SET s v",
              "GEOADD s 1 1 a",
              "GEOADD s x 1 a",
              "GEOPOS s a",
              "GEOHASH s a",
              "GEODIST s a b");
          a.calls(
              "GEODIST k a b x", "GEODIST k a b km x", "GEODIST k a", "GEODIST no a b x", "GEOPOS");
        });
  }

  @Test
  void searchesTellWhatIsNear() {
    comparison.run(
        "GEOSEARCH",
        s -> {
          ScriptClient a = Digits.seen(s.client("a"));
          a.calls(SICILY, "GEOADD Sicily 12.758489 38.788135 edge1 17.241510 38.788135 edge2");
          for (String extent :
              List.of("BYRADIUS 200 km", "BYBOX 400 400 km", "BYRADIUS 0 m", "BYBOX 0 0 m")) {
            for (String center : List.of("FROMLONLAT 15 37", "FROMMEMBER Palermo")) {
              String search = "GEOSEARCH Sicily " + center + " " + extent;
              a.calls(search, search + " ASC", search + " DESC WITHDIST", search + " WITHCOORD");
              a.calls(search + " WITHHASH WITHDIST WITHCOORD asc", search + " COUNT 1");
              a.calls(search + " COUNT 2 DESC WITHDIST", search + " COUNT 1 ANY WITHHASH");
            }
          }
          a.calls("GEOSEARCH Sicily WITHDIST BYRADIUS 100 mi ASC FROMMEMBER Catania COUNT 3 ANY");
          a.calls(
              "GEOSEARCH no FROMMEMBER x BYRADIUS 1 m", "GEOSEARCH no FROMLONLAT 1 1 BYBOX 1 1 ft");
          a.calls(
              "GEOSEARCH Sicily BYRADIUS 1 m BYRADIUS 500 km FROMLONLAT 1 1 FROMLONLAT 15 37 ASC");
        });
  }

  @Test
  void olderSearchesAreTheSame() {
    comparison.run(
        "GEORADIUS",
        s -> {
          ScriptClient a = Digits.seen(s.client("a"));
          a.calls(SICILY);
          for (String form :
              List.of(
                  "GEORADIUS Sicily 15 37", "GEORADIUS_RO Sicily 15 37",
                  "GEORADIUSBYMEMBER Sicily Palermo", "GEORADIUSBYMEMBER_RO Sicily Palermo")) {
            a.calls(form + " 200 km", form + " 200 km WITHDIST DESC", form + " 100 m WITHCOORD");
            a.calls(form + " 200 km WITHCOORD WITHHASH WITHDIST COUNT 1", form + " 200 km ANY");
            a.calls(form + " 1e3 mi COUNT 1 ANY", form + " -1 km", form + " x km", form + " 1 x");
            a.calls(
                form + " 200 km STORE d", form + " 200 km STOREDIST e", form + " 1 m STORE d x");
            a.calls(
                form + " 200 km STORE", form + " 200 km WITHDIST STORE d", form + " 200 km COUNT");
          }
          a.calls(
              "ZRANGE d 0 -1 WITHSCORES", "ZRANGE e 0 -1 WITHSCORES", "GEORADIUS Sicily 15 37 200");
          a.calls("GEORADIUSBYMEMBER no m x x", "GEORADIUSBYMEMBER no m x x COUNT x");
          a.calls(
              "GEORADIUSBYMEMBER Sicily no 1 m", "GEORADIUS no 200 1 1 m", "GEORADIUS no x 1 1 m");
          a.calls(
              "GEORADIUSBYMEMBER no m 1 m STORE d",
              "EXISTS d",
              "GEORADIUS Sicily 15 37 1 m STORE e");
          a.calls("EXISTS e", "GEORADIUS Sicily 15 37 200 km STORE d STOREDIST e", "EXISTS d");
          a.calls("ZRANGE e 0 -1 WITHSCORES", "GEORADIUS Sicily 15 37 200 km COUNT 1 STORE Sicily");
          a.calls("ZRANGE Sicily 0 -1 WITHSCORES");
        });
  }

  @Test
  void resultsAreStored() {
    comparison.run(
        "GEOSEARCHSTORE",
        s -> {
          ScriptClient a = Digits.seen(s.client("a"));
          String search = " Sicily FROMLONLAT 15 37 BYRADIUS 200 km";
          a.calls(SICILY, "SET d plain", "GEOSEARCHSTORE d" + search, "ZRANGE d 0 -1 WITHSCORES");
          a.calls("GEOSEARCHSTORE d" + search + " STOREDIST", "ZRANGE d 0 -1 WITHSCORES");
          a.calls("GEOSEARCHSTORE d" + search + " COUNT 1", "ZRANGE d 0 -1 WITHSCORES");
          a.calls(
              "GEOSEARCHSTORE d" + search + " WITHDIST", "GEOSEARCHSTORE d" + search + " STORE x");
          a.calls("GEOSEARCH" + search + " STOREDIST", "GEOSEARCH" + search + " STORE x");
          a.calls("GEOSEARCHSTORE d Sicily FROMLONLAT 1 1 BYRADIUS 1 m", "EXISTS d");
          a.calls("SET d plain", "GEOSEARCHSTORE d no FROMLONLAT 1 1 BYRADIUS 1 m", "EXISTS d");
          a.calls(
              "SET s v", "GEOSEARCHSTORE d s FROMLONLAT 1 1 BYRADIUS 1 m", "GEOSEARCH s x x x x x");
          a.calls("OBJECT ENCODING Sicily");
        });
  }

  @Test
  void wrongSearchesAreRefused() {
    comparison.run(
        "refused searches",
        s -> {
          ScriptClient a = Digits.seen(s.client("a"));
          a.calls(SICILY);
          for (String rest : WRONG_SEARCHES) {
            a.calls("GEOSEARCH Sicily " + rest, "geosearch no " + rest);
            a.calls("GeoSearchStore d Sicily " + rest, "GEOSEARCHSTORE d no " + rest);
          }
          a.calls(
              "GEOSEARCH Sicily", "GEOSEARCHSTORE d Sicily", "GEORADIUS_RO Sicily 1 1 1 m STORE d");
        });
  }

  @Test
  void randomSearchesFindTheSameInTheSameOrder() {
    for (long seed = 1; seed <= 6; seed++) {
      String[] requests = randomSearches(new SplittableRandom(seed));
      comparison.runResp2(
          "random searches, seed " + seed, s -> Digits.seen(s.client("a")).calls(requests));
    }
  }

  private static String[] randomSearches(SplittableRandom random) {
    List<String> requests = new ArrayList<>();
    double spread = Math.pow(10, random.nextDouble(-3, 2.2));
    double longitude = random.nextInt(4) == 0 ? 179.9 : random.nextDouble(-180, 180);
    double latitude = random.nextInt(4) == 0 ? 84 : random.nextDouble(-85, 85);
    for (int i = 0; i < 40; i++) {
      StringBuilder add = new StringBuilder("GEOADD k");
      for (int j = 0; j < 5; j++) {
        add.append(place(random, longitude, latitude, spread)).append(" m").append(5 * i + j);
      }
      requests.add(add.toString());
    }
    requests.add("ZRANGE k 0 -1 WITHSCORES");
    for (int i = 0; i < 40; i++) {
      double size = spread * 110 * random.nextDouble(0.01, 3);
      String extent =
          random.nextBoolean()
              ? number(" BYRADIUS %.4f km", size)
              : number(" BYBOX %.4f", size) + number(" %.4f km", size * random.nextDouble(0.1, 4));
      String center =
          random.nextBoolean()
              ? " FROMMEMBER m" + random.nextInt(200)
              : " FROMLONLAT" + place(random, longitude, latitude, spread);
      String how =
          switch (random.nextInt(6)) {
            case 0 -> " WITHDIST WITHHASH WITHCOORD";
            case 1 -> " ASC WITHDIST";
            case 2 -> " DESC WITHDIST COUNT 5";
            case 3 -> " COUNT 7 ANY";
            case 4 -> " COUNT 3";
            default -> "";
          };
      requests.add("GEOSEARCH k" + center + extent + how);
      requests.add("GEODIST k m" + random.nextInt(200) + " m" + random.nextInt(200));
      requests.add("GEOHASH k m" + random.nextInt(200));
    }
    return requests.toArray(new String[0]);
  }

  private static String place(
      SplittableRandom random, double longitude, double latitude, double spread) {
    double east = longitude + random.nextDouble(-spread, spread);
    double north = latitude + random.nextDouble(-spread, spread);
    double wrapped = east > 180 ? east - 360 : east < -180 ? east + 360 : east;
    return number(" %.7f", Math.clamp(wrapped, -180, 180))
        + number(" %.7f", Math.clamp(north, -85, 85));
  }

  private static String number(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }

  @Test
  void eventsAreTold() {
    comparison.run(
        "events of places",
        s -> {
          ScriptClient a = Digits.seen(s.client("a"));
          a.call("CONFIG", "SET", "notify-keyspace-events", "KEAn");
          s.client("e").send("PSUBSCRIBE", "__key*").frames(1);
          a.calls(SICILY, SICILY, "GEOADD Sicily CH 1 1 Palermo", "GEOADD Sicily XX 1 1 no");
          a.calls("GEOSEARCHSTORE d Sicily FROMLONLAT 15 37 BYRADIUS 200 km");
          a.calls("GEORADIUS Sicily 15 37 200 km STORE e", "GEORADIUS Sicily 99 1 1 m STORE e");
          a.calls("GEOSEARCHSTORE d no FROMLONLAT 15 37 BYRADIUS 200 km", "GEOPOS Sicily Palermo");
          a.calls("GEOSEARCHSTORE d no FROMLONLAT 15 37 BYRADIUS 200 km", "GEOADD Sicily 999 1 x");
          s.client("e").available();
          a.call("CONFIG", "SET", "notify-keyspace-events", "");
        });
  }

  @Test
  void watchSeesChanges() {
    comparison.run(
        "WATCH of places",
        s -> {
          s.client("b").calls(SICILY);
          Watching.duringMulti(
              s.client("a"),
              s.client("b"),
              "d",
              "ZCARD d",
              "GEOADD d NX 1 1 a",
              "GEOADD d NX 2 2 a",
              "GEOADD d CH 1 1 a",
              "GEORADIUS Sicily 15 37 200 km STORE d",
              "GEORADIUS Sicily 99 1 1 m STORE d",
              "GEORADIUS Sicily 99 1 1 m STORE d");
        });
  }

  @Test
  void tellsWhatItsCommandsAre() {
    comparison.run(
        "COMMAND INFO of places",
        s -> {
          for (String name :
              List.of(
                  "geoadd",
                  "geopos",
                  "geohash",
                  "geodist",
                  "georadius",
                  "georadius_ro",
                  "georadiusbymember",
                  "georadiusbymember_ro",
                  "geosearch",
                  "geosearchstore")) {
            s.client("a").call("COMMAND", "INFO", name);
          }
          s.client("a").calls("COMMAND GETKEYS GEORADIUS a 1 1 1 m STORE b");
          s.client("a").calls("COMMAND GETKEYS GEORADIUS a 1 1 1 m STOREDIST c");
          s.client("a").calls("COMMAND GETKEYS GEOSEARCHSTORE d s FROMMEMBER a BYRADIUS 1 m");
        });
  }
}
