package dev.tidings.engine.geo;

import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.GEO;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.engine.sortedsets.SortedSets;
import dev.tidings.protocol.RespWriter;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.geo.Geohash;
import dev.tidings.structures.sortedsets.SortedSet;
import dev.tidings.structures.sortedsets.SortedSetLimits;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Places as members of sorted sets. Searches are in {@link GeoSearchCommands}. */
public final class GeoCommands {
  private GeoCommands() {}

  // ---- Grammar ------------------------------------------------------------------------------

  private static final byte[] NX = Bytes.of("NX").array();
  private static final byte[] XX = Bytes.of("XX").array();
  private static final byte[] CH = Bytes.of("CH").array();

  /** Which members get a place. */
  enum Presence {
    /** Those that have none. */
    NX,
    /** Those that have one. */
    XX
  }

  record Row(Place place, Bytes member) {}

  record Rows(@Nullable Presence presence, boolean tellsChanged, List<Row> rows) {
    boolean allows(boolean there) {
      return presence == null || there == (presence == Presence.XX);
    }
  }

  record Addition(Bytes key, Rows rows) {}

  record Members(Bytes key, List<Bytes> members) {}

  record Pair(Bytes key, Bytes first, Bytes second, Unit unit) {}

  private static final Arg<Row> ROW = Args.block("data", Place.WORDS, string("member"), Row::new);

  private static final Arg<Rows> ROWS =
      Args.custom(
          Shape.parts(
              "rows",
              List.of(
                  Args.oneOf("condition", Presence.class).optional().shape(),
                  Args.flag("CH").shape(),
                  ROW.many().shape())),
          GeoCommands::readRows);

  private static final Arg<Unit> UNIT =
      Args.custom(Unit.WORD.optional().shape(), GeoCommands::readUnit);

  private static Rows readRows(Cursor cursor) {
    boolean nx = false;
    boolean xx = false;
    boolean ch = false;
    for (; ; cursor.skip()) {
      if (cursor.nextIs(NX)) {
        nx = true;
      } else if (cursor.nextIs(XX)) {
        xx = true;
      } else if (cursor.nextIs(CH)) {
        ch = true;
      } else {
        break;
      }
    }
    int words = cursor.remaining();
    if (words == 0 || words % 3 != 0 || (nx && xx)) {
      throw Refusal.syntax();
    }
    List<Row> rows = new ArrayList<>(words / 3);
    while (cursor.hasNext()) {
      rows.add(ROW.read(cursor));
    }
    Presence presence = xx ? Presence.XX : null;
    return new Rows(nx ? Presence.NX : presence, ch, rows);
  }

  private static Unit readUnit(Cursor cursor) {
    if (cursor.remaining() > 1) {
      throw Refusal.syntax();
    }
    return cursor.hasNext() ? Unit.read(cursor) : Unit.M;
  }

  // ---- Table --------------------------------------------------------------------------------

  static final Command<Turn> GEOADD =
      Command.<Turn>command("GEOADD", GEO, WRITE, DENY_OOM)
          .since("3.2.0")
          .summary("Gives members of a sorted set places; those that are none become members.")
          .complexity("O(M log N) for M members given and N in the set")
          .takes(key("key", Access.UPDATE), ROWS, Addition::new)
          .does(GeoCommands::geoadd);

  static final Command<Turn> GEOPOS =
      Command.<Turn>command("GEOPOS", GEO, READONLY)
          .since("3.2.0")
          .summary("Tells the places of members.")
          .complexity("O(N) where N is the number of members asked for")
          .takes(key("key", Access.READ), string("member").manyOrNone(), Members::new)
          .does(GeoCommands::geopos);

  static final Command<Turn> GEOHASH =
      Command.<Turn>command("GEOHASH", GEO, READONLY)
          .since("3.2.0")
          .summary("Tells the places of members as geohashes.")
          .complexity("O(N) where N is the number of members asked for")
          .takes(key("key", Access.READ), string("member").manyOrNone(), Members::new)
          .does(GeoCommands::geohash);

  static final Command<Turn> GEODIST =
      Command.<Turn>command("GEODIST", GEO, READONLY)
          .since("3.2.0")
          .summary("Tells how far two members are from each other.")
          .complexity("O(1)")
          .takes(key("key", Access.READ), string("member1"), string("member2"), UNIT, Pair::new)
          .does(GeoCommands::geodist);

  /** The whole family but {@link GeoSearchCommands}. */
  public static final List<Command<Turn>> ALL = List.of(GEOADD, GEOPOS, GEOHASH, GEODIST);

  // ---- Handlers -----------------------------------------------------------------------------

  private static void geoadd(Turn turn, Addition request) {
    Database database = turn.database();
    Rows rows = request.rows;
    SortedSet present = database.write(request.key, SortedSet.class);
    int added = 0;
    int changed = 0;
    if (present != null || rows.presence != Presence.XX) {
      SortedSet set = present == null ? begin(database, request.key) : present;
      SortedSetLimits limits = SortedSets.limits(turn);
      for (Row row : rows.rows) {
        double score = Geohash.encode(row.place.longitude(), row.place.latitude());
        double before = set.score(row.member);
        boolean there = !Double.isNaN(before);
        if (rows.allows(there) && before != score) {
          set.put(row.member, score, limits);
          added += there ? 0 : 1;
          changed++;
        }
      }
    }
    if (changed > 0) {
      database.changed(request.key);
      database.tell(KeyspaceEvents.SORTED_SET, "zadd", request.key);
    }
    turn.reply().integer(rows.tellsChanged ? changed : added);
  }

  private static SortedSet begin(Database database, Bytes key) {
    SortedSet set = new SortedSet();
    database.add(key, set);
    return set;
  }

  /** The place of {@code member}; null if it is no member. */
  static @Nullable Place placeOf(@Nullable SortedSet set, Bytes member) {
    double score = set == null ? Double.NaN : set.score(member);
    return Double.isNaN(score) ? null : Place.ofScore(score);
  }

  private static void geopos(Turn turn, Members request) {
    SortedSet set = turn.database().read(request.key, SortedSet.class);
    RespWriter reply = turn.reply();
    reply.array(request.members.size());
    for (Bytes member : request.members) {
      Place place = placeOf(set, member);
      if (place == null) {
        reply.nullArray();
      } else {
        place.tell(reply);
      }
    }
  }

  private static void geohash(Turn turn, Members request) {
    SortedSet set = turn.database().read(request.key, SortedSet.class);
    RespWriter reply = turn.reply();
    reply.array(request.members.size());
    for (Bytes member : request.members) {
      Place place = placeOf(set, member);
      if (place == null) {
        reply.nullBulk();
      } else {
        reply.bulkLatin1(Geohash.text(place.longitude(), place.latitude()));
      }
    }
  }

  private static void geodist(Turn turn, Pair request) {
    SortedSet set = turn.database().read(request.key, SortedSet.class);
    Place first = placeOf(set, request.first);
    Place second = placeOf(set, request.second);
    if (first == null || second == null) {
      turn.reply().nullBulk();
      return;
    }
    double meters =
        Geohash.meters(first.longitude(), first.latitude(), second.longitude(), second.latitude());
    Place.tellDistance(turn.reply(), meters / request.unit.meters);
  }
}
