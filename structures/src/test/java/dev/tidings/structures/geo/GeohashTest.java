package dev.tidings.structures.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GeohashTest {
  /** Half a cell and a little: 180 / 2^26 degrees east. */
  private static final double HALF_A_CELL = 2.7e-6;

  @Test
  void placesComeBackAsTheMiddleOfTheirCell() {
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 50_000; i++) {
      double longitude = random.nextDouble(-180, 180);
      double latitude = random.nextDouble(-85.05, 85.05);
      long hash = Geohash.encode(longitude, latitude);
      assertThat(hash).isBetween(0L, (1L << 52) - 1);
      assertThat(Geohash.longitude(hash)).isCloseTo(longitude, within(HALF_A_CELL));
      assertThat(Geohash.latitude(hash)).isCloseTo(latitude, within(HALF_A_CELL));
      long again = Geohash.encode(Geohash.longitude(hash), Geohash.latitude(hash));
      assertThat(again).isEqualTo(hash);
      assertThat(Geohash.ofScore((double) hash)).isEqualTo(hash);
    }
  }

  @Test
  void knowsTheNumbersOfRedis() {
    long palermo = Geohash.encode(13.361389, 38.115556);
    long catania = Geohash.encode(15.087269, 37.502669);
    assertThat(palermo).isEqualTo(3479099956230698L);
    assertThat(catania).isEqualTo(3479447370796909L);
    assertThat(Geohash.text(Geohash.longitude(palermo), Geohash.latitude(palermo)))
        .isEqualTo("sqc8b49rny0");
    double meters =
        Geohash.meters(
            Geohash.longitude(palermo),
            Geohash.latitude(palermo),
            Geohash.longitude(catania),
            Geohash.latitude(catania));
    assertThat(meters).isCloseTo(166274.1516, within(0.00005));
    assertThat(Geohash.encode(180, 85.05112878)).isEqualTo(13510798882111488L);
  }

  @Test
  void onlyWhatTheProjectionKnowsIsAPlace() {
    assertThat(Geohash.isPlace(180, 85.05112878)).isTrue();
    assertThat(Geohash.isPlace(-180, -85.05112878)).isTrue();
    assertThat(Geohash.isPlace(180.0001, 0)).isFalse();
    assertThat(Geohash.isPlace(0, -85.0512)).isFalse();
    assertThat(Geohash.isPlace(Double.POSITIVE_INFINITY, 0)).isFalse();
  }

  @Test
  void distancesAreTheSameInBothDirections() {
    SplittableRandom random = new SplittableRandom(2);
    for (int i = 0; i < 10_000; i++) {
      double east1 = random.nextDouble(-180, 180);
      double north1 = random.nextDouble(-85, 85);
      double east2 = random.nextInt(5) == 0 ? east1 : random.nextDouble(-180, 180);
      double north2 = random.nextDouble(-85, 85);
      double there = Geohash.meters(east1, north1, east2, north2);
      double back = Geohash.meters(east2, north2, east1, north1);
      assertThat(there).isBetween(0.0, 20_030_000.0).isCloseTo(back, within(1e-6));
    }
  }

  @Test
  void theCoverLeavesNothingOutThatIsNotNearAPole() {
    for (long seed = 1; seed <= 3000; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double east = random.nextDouble(-170, 170);
      double north = random.nextDouble(-60, 60);
      double size = Math.pow(10, random.nextDouble(0, 5.7));
      GeoShape shape =
          random.nextBoolean()
              ? new GeoShape.Circle(east, north, size, 1)
              : new GeoShape.Box(east, north, size, size * random.nextDouble(0.2, 2), 1);
      GeoCover cover = GeoCover.of(shape);
      assertThat(cover.size()).isBetween(1, 9);
      double reach = Geohash.degrees(size / Geohash.EARTH_RADIUS_METERS) * 2.5;
      for (int i = 0; i < 50; i++) {
        double toEast = Math.clamp(east + random.nextDouble(-reach, reach), -180, 180);
        double toNorth = Math.clamp(north + random.nextDouble(-reach, reach), -85, 85);
        if (shape.meters(toEast, toNorth) != GeoShape.OUTSIDE) {
          long hash = Geohash.encode(toEast, toNorth);
          assertThat(covers(cover, hash)).as("seed %d", seed).isTrue();
        }
      }
    }
  }

  private static boolean covers(GeoCover cover, long hash) {
    for (int i = 0; i < cover.size(); i++) {
      if (hash >= cover.from(i) && hash < cover.to(i)) {
        return true;
      }
    }
    return false;
  }

  @Test
  void scoresOfOthersAreReadAsRedisReadsThem() {
    assertThat(Geohash.ofScore(1.9)).isEqualTo(1);
    assertThat(Geohash.ofScore(-5)).isEqualTo(-5);
    assertThat(Geohash.ofScore(1e300)).isZero();
    assertThat(Geohash.ofScore(0x1p63)).isEqualTo(Long.MIN_VALUE);
    assertThat(Geohash.longitude(-5)).isEqualTo(180);
  }
}
