package dev.tidings.structures.geo;

/**
 * A place on the earth as a whole number of 52 bits, which a floating-point score holds exactly: 26
 * bits say how far east it is, 26 how far north, in turn. Places that are near to each other have
 * numbers that begin the same, mostly.
 *
 * <pre>
 *   longitude  -180 … 180            latitude  -85.05112878 … 85.05112878
 *   cells      0 … 2^26 - 1          cells     0 … 2^26 - 1
 *
 *   bits       e25 n25 e24 n24 …  e1 n1 e0 n0
 * </pre>
 *
 * <p>With fewer <i>steps</i> than 26 the number names a larger cell. The limits of the latitude are
 * those of the Mercator projection in EPSG:900913. As Redis counts, to the last bit, so that scores
 * are the same.
 */
public final class Geohash {
  /** Steps of a full number. */
  public static final int STEPS = 26;

  public static final double LONGITUDE_MAX = 180;
  public static final double LATITUDE_MAX = 85.05112878;

  static final long NORTH_BITS = 0x5555555555555555L;
  static final long EAST_BITS = 0xAAAAAAAAAAAAAAAAL;

  private static final double POLE = 90;
  private static final int TEXT_LENGTH = 11;
  private static final int TEXT_BITS = 5;
  private static final char[] TEXT_DIGITS = "0123456789bcdefghjkmnpqrstuvwxyz".toCharArray();

  private Geohash() {}

  /** Whether it is a place that has a number. */
  public static boolean isPlace(double longitude, double latitude) {
    return longitude >= -LONGITUDE_MAX
        && longitude <= LONGITUDE_MAX
        && latitude >= -LATITUDE_MAX
        && latitude <= LATITUDE_MAX;
  }

  /** The number of a place. */
  public static long encode(double longitude, double latitude) {
    return encode(longitude, latitude, STEPS);
  }

  /** The cell of a place in so many steps. */
  static long encode(double longitude, double latitude, int steps) {
    return interleave(cell(longitude, LONGITUDE_MAX, steps), cell(latitude, LATITUDE_MAX, steps));
  }

  private static int cell(double degrees, double max, int steps) {
    return (int) (long) ((degrees + max) / (max + max) * (1L << steps));
  }

  private static long interleave(int east, int north) {
    return Long.expand(east, EAST_BITS) | Long.expand(north, NORTH_BITS);
  }

  /**
   * The number that a score holds; the score need not come from {@link #encode}, and what is then
   * told of it says little, but what Redis says.
   */
  public static long ofScore(double score) {
    if (score < 0x1p63) {
      return (long) score;
    }
    return score < 0x1p64 ? (long) (score - 0x1p63) ^ Long.MIN_VALUE : 0;
  }

  /** The longitude of the middle of the cell that {@code hash} names in 26 steps. */
  public static double longitude(long hash) {
    return middle((int) Long.compress(hash, EAST_BITS), LONGITUDE_MAX);
  }

  /** The latitude of the middle of the cell that {@code hash} names in 26 steps. */
  public static double latitude(long hash) {
    return middle((int) Long.compress(hash, NORTH_BITS), LATITUDE_MAX);
  }

  private static double middle(int cell, double max) {
    double degrees = (edge(cell, max, STEPS, 0) + edge(cell, max, STEPS, 1)) / 2;
    return Math.max(-max, Math.min(max, degrees));
  }

  /** Where a cell begins, or with {@code further} 1 where the next one does. */
  static double edge(int cell, double max, int steps, int further) {
    double cells = Integer.toUnsignedLong(cell + further);
    return -max + cells / (1L << steps) * (max + max);
  }

  /**
   * The place in the spelling that is known as geohash, in 11 characters, of which the last is
   * always {@code 0}: 52 bits do not fill it.
   */
  public static String text(double longitude, double latitude) {
    // That spelling goes to the poles.
    long hash = interleave(cell(longitude, LONGITUDE_MAX, STEPS), cell(latitude, POLE, STEPS));
    char[] text = new char[TEXT_LENGTH];
    for (int i = 0; i < TEXT_LENGTH; i++) {
      int shift = 2 * STEPS - (i + 1) * TEXT_BITS;
      text[i] = TEXT_DIGITS[shift < 0 ? 0 : (int) (hash >>> shift) & 31];
    }
    return new String(text);
  }

  // ---- Distances ----------------------------------------------------------------------------

  static final double EARTH_RADIUS_METERS = 6372797.560856;

  /** The metres between two places, on a sphere (haversine). */
  public static double meters(
      double longitude1, double latitude1, double longitude2, double latitude2) {
    double v = StrictMath.sin((radians(longitude2) - radians(longitude1)) / 2);
    if (v == 0) {
      return metersNorth(latitude1, latitude2);
    }
    double north1 = radians(latitude1);
    double north2 = radians(latitude2);
    double u = StrictMath.sin((north2 - north1) / 2);
    double a = u * u + StrictMath.cos(north1) * StrictMath.cos(north2) * v * v;
    return 2 * EARTH_RADIUS_METERS * StrictMath.asin(StrictMath.sqrt(a));
  }

  /** The metres between two latitudes. */
  static double metersNorth(double latitude1, double latitude2) {
    return EARTH_RADIUS_METERS * Math.abs(radians(latitude2) - radians(latitude1));
  }

  static double radians(double degrees) {
    return degrees * (Math.PI / 180);
  }

  static double degrees(double radians) {
    return radians / (Math.PI / 180);
  }
}
