package dev.tidings.structures.geo;

/**
 * The stretches of numbers ({@link Geohash}) in which all places of a shape are: its middle's cell
 * and those around it, of a size that leaves nothing of the shape outside.
 *
 * <pre>
 *   6 NW | 1 N | 5 NE          the order in which the stretches come, which is
 *   -----+-----+-----          the order in which unsorted results are told
 *   4 W  |  0  | 3 E
 *   -----+-----+-----
 *   8 SW | 2 S | 7 SE
 * </pre>
 *
 * <p>As Redis does it, so that the same places are found in the same order, those included that are
 * near to the poles or across the line where east meets west.
 */
public final class GeoCover {
  private static final double MERCATOR_MAX = 20037726.37;
  private static final int[] EAST = {0, 0, 0, 1, -1, 1, -1, 1, -1};
  private static final int[] NORTH = {0, 1, -1, 0, 0, 1, 1, -1, -1};

  private final long[] cells = new long[EAST.length];
  private final boolean[] present = new boolean[EAST.length];
  private int steps;
  private int size;

  private GeoCover() {}

  /** That of {@code shape}. */
  public static GeoCover of(GeoShape shape) {
    GeoCover cover = new GeoCover();
    cover.find(shape, Bounds.of(shape));
    return cover;
  }

  /** How many stretches there are. */
  public int size() {
    return size;
  }

  /** The first number of stretch {@code index}. */
  public long from(int index) {
    return aligned(cells[index]);
  }

  /** The first number behind stretch {@code index}. */
  public long to(int index) {
    return aligned(cells[index] + 1);
  }

  private long aligned(long cell) {
    return cell << (2 * (Geohash.STEPS - steps));
  }

  private record Bounds(double west, double south, double east, double north) {
    static Bounds of(GeoShape shape) {
      double latitude = shape.latitude();
      double north = Geohash.degrees(shape.metersNorth() / Geohash.EARTH_RADIUS_METERS);
      // The side that is nearer to a pole needs more degrees.
      double widest = latitude < 0 ? latitude - north : latitude + north;
      double east =
          Geohash.degrees(
              shape.metersEast()
                  / Geohash.EARTH_RADIUS_METERS
                  / StrictMath.cos(Geohash.radians(widest)));
      return new Bounds(
          shape.longitude() - east, latitude - north, shape.longitude() + east, latitude + north);
    }
  }

  private void find(GeoShape shape, Bounds bounds) {
    steps = stepsFor(shape.metersAround(), shape.latitude());
    surround(shape);
    if (steps > 1 && isTooSmall(bounds)) {
      steps--;
      surround(shape);
    }
    java.util.Arrays.fill(present, true);
    if (steps >= 2) {
      leaveOut(bounds);
    }
    gather();
  }

  private static int stepsFor(double meters, double latitude) {
    if (meters == 0) {
      return Geohash.STEPS;
    }
    int steps = 1;
    for (double covered = meters; covered < MERCATOR_MAX; covered *= 2) {
      steps++;
    }
    steps -= 2;
    double polar = Math.abs(latitude);
    if (polar > 66) {
      steps -= polar > 80 ? 2 : 1;
    }
    return Math.max(1, Math.min(Geohash.STEPS, steps));
  }

  private void surround(GeoShape shape) {
    long middle = Geohash.encode(shape.longitude(), shape.latitude(), steps);
    for (int i = 0; i < cells.length; i++) {
      cells[i] =
          moved(middle, EAST[i], Geohash.EAST_BITS, Geohash.NORTH_BITS)
              | moved(middle, NORTH[i], Geohash.NORTH_BITS, Geohash.EAST_BITS);
    }
  }

  /** The bits {@code own} of a cell that is one further, or one back; around the earth. */
  private long moved(long cell, int by, long own, long others) {
    int unused = Long.SIZE - 2 * steps;
    long bits = cell & own;
    long gaps = others >>> unused;
    if (by > 0) {
      bits += gaps + 1;
    } else if (by < 0) {
      bits = (bits | gaps) - (gaps + 1);
    } else {
      return bits;
    }
    return bits & (own >>> unused);
  }

  private boolean isTooSmall(Bounds bounds) {
    return edge(1, false, 1) < bounds.north
        || edge(2, false, 0) > bounds.south
        || edge(3, true, 1) < bounds.east
        || edge(4, true, 0) > bounds.west;
  }

  /** The lower ({@code further} 0) or upper (1) edge of cell {@code index}, in degrees. */
  private double edge(int index, boolean east, int further) {
    long cell = cells[index];
    return east
        ? Geohash.edge(
            (int) Long.compress(cell, Geohash.EAST_BITS), Geohash.LONGITUDE_MAX, steps, further)
        : Geohash.edge(
            (int) Long.compress(cell, Geohash.NORTH_BITS), Geohash.LATITUDE_MAX, steps, further);
  }

  /** Leaves out neighbours on a side where the middle cell goes further than the shape. */
  private void leaveOut(Bounds bounds) {
    boolean south = edge(0, false, 0) < bounds.south;
    boolean north = edge(0, false, 1) > bounds.north;
    boolean west = edge(0, true, 0) < bounds.west;
    boolean east = edge(0, true, 1) > bounds.east;
    for (int i = 1; i < cells.length; i++) {
      boolean out =
          (south && NORTH[i] < 0)
              || (north && NORTH[i] > 0)
              || (west && EAST[i] < 0)
              || (east && EAST[i] > 0);
      present[i] = !out;
    }
  }

  /** Moves those that are left to the front; one that is the same as the one before is dropped. */
  private void gather() {
    size = 1;
    boolean neighbour = false;
    for (int i = 1; i < cells.length; i++) {
      if (present[i] && !(neighbour && cells[i] == cells[size - 1])) {
        cells[size++] = cells[i];
        neighbour = true;
      }
    }
  }
}
