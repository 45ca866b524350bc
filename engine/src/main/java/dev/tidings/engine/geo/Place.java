package dev.tidings.engine.geo;

import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.protocol.RespWriter;
import dev.tidings.structures.geo.Geohash;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * A place on the earth, in degrees.
 *
 * @param longitude how far east
 * @param latitude how far north
 */
record Place(double longitude, double latitude) {
  private static final int SHOWN_DECIMALS = 6;
  private static final int DISTANCE_DECIMALS = 4;

  private static final Arg<Place> SHAPED =
      Args.block("place", Args.real("longitude"), Args.real("latitude"), Place::new);

  /** Two numbers that are a place. */
  static final Arg<Place> WORDS = Args.custom(SHAPED.shape(), Place::read);

  static Place read(Cursor cursor) {
    Place place = SHAPED.read(cursor);
    if (!Geohash.isPlace(place.longitude, place.latitude)) {
      throw new Refusal(
          "ERR invalid longitude,latitude pair "
              + shown(place.longitude)
              + ","
              + shown(place.latitude));
    }
    return place;
  }

  /** The place that a score stands for. */
  static Place ofScore(double score) {
    long hash = Geohash.ofScore(score);
    return new Place(Geohash.longitude(hash), Geohash.latitude(hash));
  }

  private static String shown(double degrees) {
    if (Double.isInfinite(degrees)) {
      return degrees > 0 ? "inf" : "-inf";
    }
    String size = decimal(Math.abs(degrees), SHOWN_DECIMALS).toPlainString();
    return Double.doubleToRawLongBits(degrees) < 0 ? "-" + size : size;
  }

  /** As Redis tells it, in more digits than are known. */
  void tell(RespWriter reply) {
    reply.array(2);
    reply.real(longitude);
    reply.real(latitude);
  }

  /** A distance with four digits behind the point. */
  static void tellDistance(RespWriter reply, double distance) {
    reply.bulkLatin1(
        Double.isFinite(distance)
            ? decimal(distance, DISTANCE_DECIMALS).toPlainString()
            : Double.toString(distance).toLowerCase(Locale.ROOT));
  }

  private static BigDecimal decimal(double value, int decimals) {
    return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_EVEN);
  }
}
