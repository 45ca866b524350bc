package dev.tidings.engine.geo;

import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.engine.Late;
import dev.tidings.engine.geo.Search.AtMember;
import dev.tidings.engine.geo.Search.AtPlace;
import dev.tidings.engine.geo.Search.Box;
import dev.tidings.engine.geo.Search.Center;
import dev.tidings.engine.geo.Search.Extent;
import dev.tidings.engine.geo.Search.Order;
import dev.tidings.engine.geo.Search.Radius;
import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of a search, in any order, as they are read. Which there are depends on the command:
 * GEOSEARCH is told by options around what and how far, GEORADIUS by words in front of them.
 */
final class SearchWords {
  /** Which options a command has. */
  enum Dialect {
    GEOSEARCH,
    GEOSEARCHSTORE,
    GEORADIUS,
    GEORADIUS_RO
  }

  private static final Shape MEMBER = Args.string("member").after("FROMMEMBER").shape();
  private static final Shape PLACE = Place.WORDS.after("FROMLONLAT").shape();
  private static final Shape RADIUS =
      Args.block("circle", Args.real("radius"), Unit.WORD, Radius::new).after("BYRADIUS").shape();
  private static final Shape BOX =
      Args.block("box", Args.real("width"), Args.real("height"), Unit.WORD, Box::new)
          .after("BYBOX")
          .shape();
  private static final Shape COUNT =
      Args.block("count_block", Args.integer("count").after("COUNT"), Args.flag("ANY"), List::of)
          .optional()
          .shape();
  private static final Shape ORDER =
      Args.oneOf("order", Args.token("ASC", Order.ASC), Args.token("DESC", Order.DESC))
          .optional()
          .shape();

  /** What stands before the options. */
  @FunctionalInterface
  interface Beginning {
    /** Reads it into {@code words}. */
    void read(SearchWords words, Cursor cursor);
  }

  /**
   * A search as far as it could be read: where there is a key, Redis looks members up while it
   * reads, so that one which is missing is told before what is wrong with the words behind it.
   *
   * @param members those that the words name, up to the first fault
   * @param ofExtent what is wrong with how far to search around a member, which nobody asks where
   *     there is no key; null if nothing is
   * @param search refused, when it is used, for what is wrong whether there is a key or not
   */
  record Asked(List<Bytes> members, @Nullable Refusal ofExtent, Late<Search> search) {}

  private final Dialect dialect;
  private final List<Bytes> members = new ArrayList<>();
  private @Nullable Center center;
  private @Nullable Extent extent;
  private @Nullable Refusal ofExtent;
  private boolean withDistance;
  private boolean withHash;
  private boolean withPlace;
  private boolean any;
  private long count;
  private Order order = Order.AS_FOUND;
  private @Nullable Bytes store;
  private boolean storesDistance;

  private SearchWords(Dialect dialect) {
    this.dialect = dialect;
  }

  /** The options of GEOSEARCH and GEOSEARCHSTORE. */
  static Arg<Asked> of(Dialect dialect) {
    List<Shape> shapes = new ArrayList<>();
    shapes.add(choice("from", MEMBER, PLACE));
    shapes.add(choice("by", RADIUS, BOX));
    shapes.add(ORDER);
    shapes.add(COUNT);
    if (dialect == Dialect.GEOSEARCH) {
      shapes.addAll(told());
    } else {
      shapes.add(Args.flag("STOREDIST").shape());
    }
    return Args.custom(parts(shapes), cursor -> read(cursor, dialect, (_, _) -> {}));
  }

  /** The options of GEORADIUS and its kin. */
  static Shape shapeOfRadius(Dialect dialect) {
    List<Shape> shapes = new ArrayList<>(told());
    shapes.add(COUNT);
    shapes.add(ORDER);
    if (dialect == Dialect.GEORADIUS) {
      Shape plain = Args.string("storekey").after("STORE").shape();
      Shape distance = Args.string("storedistkey").after("STOREDIST").shape();
      shapes.add(choice("store", plain, distance).asOptional());
    }
    return parts(shapes);
  }

  /** Reads what stands before the options, and then these, to the end of the request. */
  static Asked read(Cursor cursor, Dialect dialect, Beginning beginning) {
    SearchWords words = new SearchWords(dialect);
    Late<Search> search =
        Late.of(
            cursor,
            rest -> {
              beginning.read(words, rest);
              return words.read(rest);
            });
    return new Asked(words.members, words.ofExtent, search);
  }

  /** Searches as far around a place as is said next. */
  void aroundPlace(Cursor cursor) {
    center = new AtPlace(Place.read(cursor));
    extent = readRadius(cursor);
  }

  /** Searches as far around a member as is said next. */
  void aroundMember(Cursor cursor) {
    aroundMember(cursor.next());
    int behind = cursor.position() + 2;
    try {
      extent = readRadius(cursor);
    } catch (Refusal refusal) {
      cursor.position(behind);
      ofExtent = refusal;
      extent = Search.UNKNOWN;
    }
  }

  private void aroundMember(Bytes member) {
    members.add(member);
    center = new AtMember(member);
  }

  private static List<Shape> told() {
    return List.of(
        Args.flag("WITHCOORD").shape(),
        Args.flag("WITHDIST").shape(),
        Args.flag("WITHHASH").shape());
  }

  private static Shape choice(String name, Shape... choices) {
    return Shape.oneOf(name, List.of(choices));
  }

  private static Shape parts(List<Shape> parts) {
    return Shape.parts("options", parts);
  }

  // ---- Reading ------------------------------------------------------------------------------

  private Search read(Cursor cursor) {
    while (cursor.hasNext()) {
      if (!readFlag(cursor) && !readValue(cursor)) {
        throw Refusal.syntax();
      }
    }
    return new Search(
        center,
        extent,
        withDistance,
        withHash,
        withPlace,
        count,
        any,
        order,
        store,
        storesDistance);
  }

  private boolean readFlag(Cursor cursor) {
    if (Word.WITHDIST.is(cursor)) {
      withDistance = true;
    } else if (Word.WITHHASH.is(cursor)) {
      withHash = true;
    } else if (Word.WITHCOORD.is(cursor)) {
      withPlace = true;
    } else if (Word.ANY.is(cursor)) {
      any = true;
    } else if (Word.ASC.is(cursor)) {
      order = Order.ASC;
    } else if (Word.DESC.is(cursor)) {
      order = Order.DESC;
    } else if (dialect == Dialect.GEOSEARCHSTORE && Word.STOREDIST.is(cursor)) {
      storesDistance = true;
    } else {
      return false;
    }
    cursor.skip();
    return true;
  }

  private boolean readValue(Cursor cursor) {
    if (Word.COUNT.is(cursor, 1)) {
      cursor.skip();
      count = cursor.nextInteger();
      if (count <= 0) {
        throw new Refusal("ERR COUNT must be > 0");
      }
      return true;
    }
    return switch (dialect) {
      case GEOSEARCH, GEOSEARCHSTORE -> readCenter(cursor) || readExtent(cursor);
      case GEORADIUS -> readStore(cursor);
      case GEORADIUS_RO -> false;
    };
  }

  private boolean readStore(Cursor cursor) {
    boolean distance = Word.STOREDIST.is(cursor, 1);
    if (!distance && !Word.STORE.is(cursor, 1)) {
      return false;
    }
    cursor.skip();
    store = cursor.next();
    storesDistance = distance;
    return true;
  }

  private boolean readCenter(Cursor cursor) {
    if (!(center instanceof AtPlace) && Word.FROMMEMBER.is(cursor, 1)) {
      cursor.skip();
      aroundMember(cursor.next());
      return true;
    }
    if (!(center instanceof AtMember) && Word.FROMLONLAT.is(cursor, 2)) {
      cursor.skip();
      center = new AtPlace(Place.read(cursor));
      return true;
    }
    return false;
  }

  private boolean readExtent(Cursor cursor) {
    if (!(extent instanceof Box) && Word.BYRADIUS.is(cursor, 2)) {
      cursor.skip();
      extent = readRadius(cursor);
      return true;
    }
    if (!(extent instanceof Radius) && Word.BYBOX.is(cursor, 3)) {
      cursor.skip();
      double width = cursor.nextReal("ERR need numeric width");
      double height = cursor.nextReal("ERR need numeric height");
      if (width < 0 || height < 0) {
        throw new Refusal("ERR height or width cannot be negative");
      }
      extent = new Box(width, height, Unit.read(cursor));
      return true;
    }
    return false;
  }

  private static Radius readRadius(Cursor cursor) {
    double radius = cursor.nextReal("ERR need numeric radius");
    if (radius < 0) {
      throw new Refusal("ERR radius cannot be negative");
    }
    return new Radius(radius, Unit.read(cursor));
  }

  /** The words that options begin with. */
  private enum Word {
    WITHDIST,
    WITHHASH,
    WITHCOORD,
    ANY,
    ASC,
    DESC,
    COUNT,
    STORE,
    STOREDIST,
    FROMMEMBER,
    FROMLONLAT,
    BYRADIUS,
    BYBOX;

    private final byte[] bytes = Bytes.of(name()).array();

    boolean is(Cursor cursor) {
      return cursor.nextIs(bytes);
    }

    /** Whether it is next, and so many words follow it. */
    boolean is(Cursor cursor, int following) {
      return cursor.remaining() > following && cursor.nextIs(bytes);
    }
  }
}
