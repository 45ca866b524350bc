package dev.tidings.engine.geo;

import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.real;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.GEO;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.MOVABLE_KEYS;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Command;
import dev.tidings.command.KeySpec;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.engine.Turn;
import dev.tidings.engine.geo.SearchWords.Asked;
import dev.tidings.engine.geo.SearchWords.Dialect;
import dev.tidings.engine.sortedsets.SortedSets;
import dev.tidings.protocol.RespWriter;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.geo.GeoCover;
import dev.tidings.structures.geo.GeoShape;
import dev.tidings.structures.geo.Geohash;
import dev.tidings.structures.sortedsets.SortedSet;
import dev.tidings.structures.sortedsets.SortedSetCursor;
import dev.tidings.structures.sortedsets.SortedSetLimits;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Searches for members around a place. */
public final class GeoSearchCommands {
  private GeoSearchCommands() {}

  record Request(Bytes key, Asked asked) {}

  record Storing(Bytes target, Bytes key, Asked asked) {}

  /** A member that was found. */
  record Found(Bytes member, double score, Place place, double meters) {
    static final Comparator<Found> NEAREST = Comparator.comparingDouble(Found::meters);
  }

  // ---- Grammar ------------------------------------------------------------------------------

  private static Arg<Asked> aroundPlace(Dialect dialect) {
    return Args.custom(
        shape(dialect, real("longitude").shape(), real("latitude").shape()),
        cursor -> SearchWords.read(cursor, dialect, SearchWords::aroundPlace));
  }

  private static Arg<Asked> aroundMember(Dialect dialect) {
    return Args.custom(
        shape(dialect, string("member").shape()),
        cursor -> SearchWords.read(cursor, dialect, SearchWords::aroundMember));
  }

  private static Shape shape(Dialect dialect, Shape... center) {
    List<Shape> shapes = new ArrayList<>(List.of(center));
    shapes.add(real("radius").shape());
    shapes.add(Unit.SHAPE);
    shapes.add(SearchWords.shapeOfRadius(dialect));
    return Shape.parts("search", shapes);
  }

  // ---- Table --------------------------------------------------------------------------------

  static final Command<Turn> GEOSEARCH =
      Command.<Turn>command("GEOSEARCH", GEO, READONLY)
          .since("6.2.0")
          .summary("Tells the members in a circle or in a box.")
          .complexity("O(N + log M) for N members in the area and M in the set")
          .takes(key("key", Access.READ), SearchWords.of(Dialect.GEOSEARCH), Request::new)
          .does((turn, request) -> search(turn, request, null));

  static final Command<Turn> GEOSEARCHSTORE =
      Command.<Turn>command("GEOSEARCHSTORE", GEO, WRITE, DENY_OOM)
          .since("6.2.0")
          .summary("Stores the members in a circle or in a box.")
          .complexity("O(N + log M) for N members in the area and M in the set")
          .takes(
              key("destination", Access.OVERWRITE),
              key("source", Access.READ),
              SearchWords.of(Dialect.GEOSEARCHSTORE),
              Storing::new)
          .does((turn, storing) ->
              search(turn, new Request(storing.key, storing.asked), storing.target));

  static final Command<Turn> GEORADIUS =
      storing("GEORADIUS", 6, aroundPlace(Dialect.GEORADIUS), "Tells the members in a circle.");

  static final Command<Turn> GEORADIUSBYMEMBER =
      storing(
          "GEORADIUSBYMEMBER",
          5,
          aroundMember(Dialect.GEORADIUS),
          "Tells the members in a circle around a member.");

  static final Command<Turn> GEORADIUS_RO =
      reading(
          "GEORADIUS_RO",
          aroundPlace(Dialect.GEORADIUS_RO),
          "Tells the members in a circle, and stores nothing.");

  static final Command<Turn> GEORADIUSBYMEMBER_RO =
      reading(
          "GEORADIUSBYMEMBER_RO",
          aroundMember(Dialect.GEORADIUS_RO),
          "Tells the members in a circle around a member, and stores nothing.");

  /** All searches. */
  public static final List<Command<Turn>> ALL =
      List.of(
          GEOSEARCH,
          GEOSEARCHSTORE,
          GEORADIUS,
          GEORADIUSBYMEMBER,
          GEORADIUS_RO,
          GEORADIUSBYMEMBER_RO);

  private static Command<Turn> storing(
      String name, int firstOption, Arg<Asked> search, String summary) {
    KeySpec.Find one = new KeySpec.Range(0, 1, 0);
    return Command.<Turn>command(name, GEO, WRITE, DENY_OOM, MOVABLE_KEYS)
        .since("3.2.0")
        .summary(summary)
        .complexity("O(N + log M) for N members in the area and M in the set")
        .keys(
            new KeySpec(Access.READ, new KeySpec.AtIndex(1), one),
            new KeySpec(Access.OVERWRITE, new KeySpec.AfterKeyword("STORE", firstOption), one),
            new KeySpec(Access.OVERWRITE, new KeySpec.AfterKeyword("STOREDIST", firstOption), one))
        .takes(key("key", Access.READ), search, Request::new)
        .does((turn, request) -> search(turn, request, null));
  }

  private static Command<Turn> reading(String name, Arg<Asked> search, String summary) {
    return Command.<Turn>command(name, GEO, READONLY)
        .since("3.2.10")
        .summary(summary)
        .complexity("O(N + log M) for N members in the area and M in the set")
        .takes(key("key", Access.READ), search, Request::new)
        .does((turn, request) -> search(turn, request, null));
  }

  // ---- Searching ----------------------------------------------------------------------------

  private static void search(Turn turn, Request request, @Nullable Bytes target) {
    SortedSet set = turn.database().read(request.key, SortedSet.class);
    if (set != null) {
      request.asked.members().forEach(member -> placeOf(set, member));
      if (request.asked.ofExtent() != null) {
        throw request.asked.ofExtent();
      }
    }
    Search given = request.asked.search().given();
    Search search = target == null ? given : given.storedIn(target);
    Place place = set == null ? null : place(set, search.center());
    Search.Extent extent = search.check(turn.words().latin1(0), target != null);
    List<Found> found = List.of();
    if (set != null && place != null) {
      found = find(set, extent.around(place), search.any() ? search.count() : Long.MAX_VALUE);
      sort(found, search.effectiveOrder());
      found = found.subList(0, search.told(found.size()));
    }
    double unit = extent.unitMeters();
    if (search.store() == null) {
      tell(turn.reply(), found, search, unit);
    } else {
      String event = target == null ? "georadiusstore" : "geosearchstore";
      SortedSets.store(turn, search.store(), stored(turn, found, search, unit), event);
    }
  }

  private static @Nullable Place place(SortedSet set, Search.@Nullable Center center) {
    return switch (center) {
      case null -> null;
      case Search.AtPlace(Place place) -> place;
      case Search.AtMember(Bytes member) -> placeOf(set, member);
    };
  }

  private static Place placeOf(SortedSet set, Bytes member) {
    Place place = GeoCommands.placeOf(set, member);
    if (place == null) {
      throw new Refusal("ERR could not decode requested zset member");
    }
    return place;
  }

  /** The members inside {@code shape}; not more than {@code most}, whichever come first. */
  private static List<Found> find(SortedSet set, GeoShape shape, long most) {
    List<Found> found = new ArrayList<>();
    GeoCover cover = GeoCover.of(shape);
    for (int i = 0; i < cover.size() && found.size() < most; i++) {
      double end = (double) cover.to(i);
      SortedSetCursor at = set.ascending(set.rankOfScore((double) cover.from(i), false));
      while (found.size() < most && at.next() && at.score() < end) {
        Place place = Place.ofScore(at.score());
        double meters = shape.meters(place.longitude(), place.latitude());
        if (meters != GeoShape.OUTSIDE) {
          found.add(new Found(at.member(), at.score(), place, meters));
        }
      }
    }
    return found;
  }

  private static void sort(List<Found> found, Search.Order order) {
    switch (order) {
      case AS_FOUND -> {}
      case ASC -> found.sort(Found.NEAREST);
      case DESC -> found.sort(Found.NEAREST.reversed());
    }
  }

  private static SortedSet stored(Turn turn, List<Found> found, Search search, double unit) {
    SortedSet result = new SortedSet();
    SortedSetLimits limits = SortedSets.limits(turn);
    for (Found each : found) {
      result.put(each.member, search.storesDistance() ? each.meters / unit : each.score, limits);
    }
    return result;
  }

  private static void tell(RespWriter reply, List<Found> found, Search search, double unit) {
    int parts =
        1
            + (search.withDistance() ? 1 : 0)
            + (search.withHash() ? 1 : 0)
            + (search.withPlace() ? 1 : 0);
    reply.array(found.size());
    for (Found each : found) {
      if (parts > 1) {
        reply.array(parts);
      }
      reply.bulk(each.member);
      if (search.withDistance()) {
        Place.tellDistance(reply, each.meters / unit);
      }
      if (search.withHash()) {
        reply.integer(Geohash.ofScore(each.score));
      }
      if (search.withPlace()) {
        each.place.tell(reply);
      }
    }
  }
}
