package dev.tidings.engine.sortedsets;

import static dev.tidings.command.Args.block;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Args.token;

import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.structures.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may stand behind the ends of a range. Each command knows some of these words; each but LIMIT
 * and WITHSCORES is taken once.
 *
 * @param order what the ends of the range are
 * @param reverse from the highest rank on, with the higher end first
 * @param offset how many to pass over; nothing is found behind a negative one
 * @param count how many at most; negative: all
 */
record RangeOptions(Order order, boolean reverse, long offset, long count, boolean withScores) {
  /** What the ends of a range are. */
  enum Order {
    RANK,
    SCORE,
    TEXT
  }

  private static final byte[] WITHSCORES = Bytes.of("WITHSCORES").array();
  private static final byte[] LIMIT = Bytes.of("LIMIT").array();
  private static final byte[] REV = Bytes.of("REV").array();
  private static final byte[] BYSCORE = Bytes.of("BYSCORE").array();
  private static final byte[] BYLEX = Bytes.of("BYLEX").array();

  private static final Arg<?> SORT_BY =
      oneOf("sortby", token("BYSCORE", Order.SCORE), token("BYLEX", Order.TEXT));
  private static final Arg<?> REVERSE = token("REV", true);
  private static final Arg<?> OFFSET_AND_COUNT =
      block("offset_count", integer("offset"), integer("count"), List::of).after("LIMIT");
  private static final Arg<?> SCORES = token("WITHSCORES", true);

  /** The options of ZRANGE. */
  static Arg<RangeOptions> all() {
    return of(null, false, true, SORT_BY, REVERSE, OFFSET_AND_COUNT, SCORES);
  }

  /** The options of ZRANGESTORE. */
  static Arg<RangeOptions> allButScores() {
    return of(null, false, false, SORT_BY, REVERSE, OFFSET_AND_COUNT);
  }

  /** The options of a command that has an order and a direction of its own. */
  static Arg<RangeOptions> of(Order order, boolean reverse) {
    return switch (order) {
      case RANK -> of(order, reverse, true, SCORES);
      case SCORE -> of(order, reverse, true, SCORES, OFFSET_AND_COUNT);
      case TEXT -> of(order, reverse, true, OFFSET_AND_COUNT);
    };
  }

  private static Arg<RangeOptions> of(
      @Nullable Order order, boolean reverse, boolean tells, Arg<?>... shown) {
    List<Shape> shapes = List.of(shown).stream().map(arg -> arg.optional().shape()).toList();
    Shape shape = Shape.parts("options", shapes);
    return Args.custom(shape, cursor -> new Reader(order, reverse, tells).read(cursor));
  }

  private static final class Reader {
    private final boolean tells;
    private final boolean free;
    private @Nullable Order order;
    private boolean reverse;
    private long offset;
    private long count = -1;
    private boolean withScores;

    Reader(@Nullable Order order, boolean reverse, boolean tells) {
      this.order = order;
      this.reverse = reverse;
      this.tells = tells;
      this.free = order == null;
    }

    RangeOptions read(Cursor cursor) {
      while (cursor.hasNext()) {
        readOne(cursor);
      }
      Order found = order == null ? Order.RANK : order;
      if (count != -1 && found == Order.RANK) {
        throw new Refusal(
            "ERR syntax error, LIMIT is only supported in combination with either BYSCORE or"
                + " BYLEX");
      }
      if (withScores && found == Order.TEXT) {
        throw new Refusal("ERR syntax error, WITHSCORES not supported in combination with BYLEX");
      }
      return new RangeOptions(found, reverse, offset, count, withScores);
    }

    private void readOne(Cursor cursor) {
      if (tells && cursor.nextIs(WITHSCORES)) {
        withScores = true;
      } else if (cursor.nextIs(LIMIT) && cursor.remaining() > 2) {
        cursor.skip();
        offset = cursor.nextInteger();
        count = cursor.nextInteger();
        return;
      } else if (free && !reverse && cursor.nextIs(REV)) {
        reverse = true;
      } else if (order == null && cursor.nextIs(BYLEX)) {
        order = Order.TEXT;
      } else if (order == null && cursor.nextIs(BYSCORE)) {
        order = Order.SCORE;
      } else {
        throw Refusal.syntax();
      }
      cursor.skip();
    }
  }

  /** The ends of the range as they were given: with {@link #reverse} the higher score is first. */
  Bounds bounds(Bytes first, Bytes second) {
    return switch (order) {
      case RANK -> Bounds.ByRank.read(first, second);
      case SCORE ->
          reverse ? Bounds.ByScore.read(second, first) : Bounds.ByScore.read(first, second);
      case TEXT -> reverse ? Bounds.ByText.read(second, first) : Bounds.ByText.read(first, second);
    };
  }
}
