package dev.tidings.engine.geo;

import dev.tidings.command.Refusal;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.geo.GeoShape;
import org.jspecify.annotations.Nullable;

/**
 * What is looked for, and how it is told.
 *
 * @param center around what; null if the request does not say
 * @param extent how far; null if the request does not say
 * @param store where the result goes instead of to the client; null if to the client
 */
record Search(
    @Nullable Center center,
    @Nullable Extent extent,
    boolean withDistance,
    boolean withHash,
    boolean withPlace,
    long count,
    boolean any,
    Order order,
    @Nullable Bytes store,
    boolean storesDistance) {
  /** In which order results are told. */
  enum Order {
    AS_FOUND,
    ASC,
    DESC
  }

  /** The middle of a search. */
  sealed interface Center {}

  /** A member, where it is now. */
  record AtMember(Bytes member) implements Center {}

  /** A place. */
  record AtPlace(Place place) implements Center {}

  /** How far a search goes. */
  sealed interface Extent {
    GeoShape around(Place place);

    /** The metres of the unit that distances are told in. */
    double unitMeters();
  }

  /** As far as a circle. */
  record Radius(double radius, Unit unit) implements Extent {
    @Override
    public GeoShape around(Place place) {
      return new GeoShape.Circle(place.longitude(), place.latitude(), radius, unit.meters);
    }

    @Override
    public double unitMeters() {
      return unit.meters;
    }
  }

  /** As far as a box. */
  record Box(double width, double height, Unit unit) implements Extent {
    @Override
    public GeoShape around(Place place) {
      return new GeoShape.Box(place.longitude(), place.latitude(), width, height, unit.meters);
    }

    @Override
    public double unitMeters() {
      return unit.meters;
    }
  }

  /** What stands for an extent that nobody will ask for. */
  static final Extent UNKNOWN = new Radius(0, Unit.M);

  /** The same, its result stored in {@code target}. */
  Search storedIn(Bytes target) {
    return new Search(
        center,
        extent,
        withDistance,
        withHash,
        withPlace,
        count,
        any,
        order,
        target,
        storesDistance);
  }

  /**
   * Refuses what is not whole or does not go together; answers how far it goes.
   *
   * @param command as the client named it
   * @param storing whether that is GEOSEARCHSTORE
   */
  Extent check(String command, boolean storing) {
    if (store != null && (withDistance || withHash || withPlace)) {
      throw new Refusal(
          "ERR "
              + (storing ? "GEOSEARCHSTORE" : "STORE option in GEORADIUS")
              + " is not compatible with WITHDIST, WITHHASH and WITHCOORD options");
    }
    if (center == null) {
      throw new Refusal(
          "ERR exactly one of FROMMEMBER or FROMLONLAT can be specified for " + command);
    }
    if (extent == null) {
      throw new Refusal("ERR exactly one of BYRADIUS and BYBOX can be specified for " + command);
    }
    if (any && count == 0) {
      throw new Refusal("ERR the ANY argument requires COUNT argument");
    }
    return extent;
  }

  /** How many members of {@code found} are told. */
  int told(int found) {
    return count == 0 ? found : (int) Math.min(count, found);
  }

  /** The order that is meant: the nearest of all are the ones that a count leaves. */
  Order effectiveOrder() {
    return order == Order.AS_FOUND && count != 0 && !any ? Order.ASC : order;
  }
}
