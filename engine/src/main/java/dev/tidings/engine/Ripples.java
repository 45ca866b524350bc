package dev.tidings.engine;

import java.util.SplittableRandom;

/** The picture of LOLWUT: waves from a few places, as on a pond into which pebbles fell. */
final class Ripples {
  private static final int COLUMNS = 64;
  private static final int ROWS = 18;
  private static final int PEBBLES = 3;
  private static final String SHADES = " .:-=+*#";

  private Ripples() {}

  /** A pond that {@code random} throws pebbles into. */
  static String drawn(SplittableRandom random) {
    double[] columns = random.doubles(PEBBLES, 0, COLUMNS).toArray();
    double[] rows = random.doubles(PEBBLES, 0, ROWS).toArray();
    double wavelength = random.nextDouble(4, 9);
    StringBuilder pond = new StringBuilder();
    for (int row = 0; row < ROWS; row++) {
      for (int column = 0; column < COLUMNS; column++) {
        double height = 0;
        for (int pebble = 0; pebble < PEBBLES; pebble++) {
          // A character is about twice as high as it is wide.
          double distance = Math.hypot(column - columns[pebble], 2 * (row - rows[pebble]));
          height += StrictMath.cos(2 * Math.PI * distance / wavelength) / (1 + distance / COLUMNS);
        }
        double share = (height + PEBBLES) / (2 * PEBBLES);
        pond.append(SHADES.charAt((int) (share * (SHADES.length() - 1) + 0.5)));
      }
      pond.append('\n');
    }
    return pond.toString();
  }
}
