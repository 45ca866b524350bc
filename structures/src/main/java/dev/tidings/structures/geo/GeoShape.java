package dev.tidings.structures.geo;

/** A circle or a box on the earth, in which places are looked for. */
public sealed interface GeoShape {
  /** What {@link #meters} answers for a place that is not inside. */
  double OUTSIDE = -1;

  /** The longitude of the middle. */
  double longitude();

  /** The latitude of the middle. */
  double latitude();

  /** How many metres the unit has in which it is told. */
  double unit();

  /** How far east and west of the middle it goes, in metres. */
  double metersEast();

  /** How far north and south of the middle it goes, in metres. */
  double metersNorth();

  /** The radius of a circle around it, in metres. */
  double metersAround();

  /** The metres from the middle to a place that is inside, else {@link #OUTSIDE}. */
  double meters(double longitude, double latitude);

  /** A circle with its radius in {@code unit}s. */
  record Circle(double longitude, double latitude, double radius, double unit) implements GeoShape {
    @Override
    public double metersEast() {
      return unit * radius;
    }

    @Override
    public double metersNorth() {
      return unit * radius;
    }

    @Override
    public double metersAround() {
      return radius * unit;
    }

    @Override
    public double meters(double toLongitude, double toLatitude) {
      double meters = Geohash.meters(longitude, latitude, toLongitude, toLatitude);
      return meters > radius * unit ? OUTSIDE : meters;
    }
  }

  /** A box whose sides run along meridians and parallels, {@code width} units from west to east. */
  record Box(double longitude, double latitude, double width, double height, double unit)
      implements GeoShape {
    @Override
    public double metersEast() {
      return unit * (width / 2);
    }

    @Override
    public double metersNorth() {
      return unit * (height / 2);
    }

    @Override
    public double metersAround() {
      return StrictMath.sqrt(width / 2 * (width / 2) + height / 2 * (height / 2)) * unit;
    }

    @Override
    public double meters(double toLongitude, double toLatitude) {
      if (Geohash.metersNorth(toLatitude, latitude) > height * unit / 2
          || Geohash.meters(toLongitude, toLatitude, longitude, toLatitude) > width * unit / 2) {
        return OUTSIDE;
      }
      return Geohash.meters(longitude, latitude, toLongitude, toLatitude);
    }
  }
}
