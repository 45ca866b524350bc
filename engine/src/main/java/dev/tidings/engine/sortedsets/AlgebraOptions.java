package dev.tidings.engine.sortedsets;

import static dev.tidings.command.Args.flag;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.oneOf;

import dev.tidings.command.Arg;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What may stand behind the keys of a union, an intersection or a difference, in any order.
 *
 * @param weights one for each key; null: all are 1
 * @param limit how many are counted at most; 0: all
 */
record AlgebraOptions(
    double @Nullable [] weights, Aggregate aggregate, boolean withScores, long limit) {
  private static final byte[] WEIGHTS = Bytes.of("WEIGHTS").array();
  private static final byte[] AGGREGATE = Bytes.of("AGGREGATE").array();
  private static final byte[] WITHSCORES = Bytes.of("WITHSCORES").array();
  private static final byte[] LIMIT = Bytes.of("LIMIT").array();

  private static final Arg<Aggregate> AGGREGATES = oneOf("aggregate", Aggregate.class);
  private static final Shape WEIGHTS_SHAPE =
      integer("weight").many().after("WEIGHTS").optional(List.of()).shape();
  private static final Shape AGGREGATE_SHAPE =
      AGGREGATES.after("AGGREGATE").optional(Aggregate.SUM).shape();
  private static final Shape SCORES_SHAPE = flag("WITHSCORES").shape();
  private static final Shape LIMIT_SHAPE = integer("limit").after("LIMIT").optional(0L).shape();

  /** Which of the options a command has. */
  enum Choice {
    TOLD(WEIGHTS_SHAPE, AGGREGATE_SHAPE, SCORES_SHAPE),
    STORED(WEIGHTS_SHAPE, AGGREGATE_SHAPE),
    DIFFERENCE_TOLD(SCORES_SHAPE),
    COUNTED(LIMIT_SHAPE),
    NONE();

    private final List<Shape> shapes;

    Choice(Shape... shapes) {
      this.shapes = List.of(shapes);
    }

    Shape shape() {
      return Shape.parts("options", shapes);
    }

    private boolean has(Shape shape) {
      return shapes.contains(shape);
    }
  }

  /** The words of options that have not been looked at: from {@code first} on. */
  record Unread(Words words, int first) {
    /** The options for {@code keys} keys, or a refusal. */
    AlgebraOptions read(Choice choice, int keys) {
      Cursor cursor = new Cursor();
      cursor.reset(words, first);
      return new Reader(choice, keys).read(cursor);
    }
  }

  /** Takes all words that are left, to be read later. */
  static Unread postpone(Cursor cursor) {
    Unread unread = new Unread(cursor.words(), cursor.position());
    cursor.position(cursor.words().count());
    return unread;
  }

  /** What the scores of the input at {@code index} are multiplied by. */
  double weight(int index) {
    return weights == null ? 1 : weights[index];
  }

  private static final class Reader {
    private final Choice choice;
    private final int keys;
    private double @Nullable [] weights;
    private Aggregate aggregate = Aggregate.SUM;
    private boolean withScores;
    private long limit;

    Reader(Choice choice, int keys) {
      this.choice = choice;
      this.keys = keys;
    }

    AlgebraOptions read(Cursor cursor) {
      while (cursor.hasNext()) {
        readOne(cursor);
      }
      return new AlgebraOptions(weights, aggregate, withScores, limit);
    }

    private void readOne(Cursor cursor) {
      int behind = cursor.remaining() - 1;
      if (choice.has(WEIGHTS_SHAPE) && behind >= keys && cursor.nextIs(WEIGHTS)) {
        cursor.skip();
        weights = new double[keys];
        for (int i = 0; i < keys; i++) {
          weights[i] = cursor.nextReal("ERR weight value is not a float");
        }
      } else if (choice.has(AGGREGATE_SHAPE) && behind >= 1 && cursor.nextIs(AGGREGATE)) {
        cursor.skip();
        aggregate = AGGREGATES.read(cursor);
      } else if (choice.has(SCORES_SHAPE) && cursor.nextIs(WITHSCORES)) {
        cursor.skip();
        withScores = true;
      } else if (choice.has(LIMIT_SHAPE) && behind >= 1 && cursor.nextIs(LIMIT)) {
        cursor.skip();
        limit = readLimit(cursor);
      } else {
        throw Refusal.syntax();
      }
    }

    private static long readLimit(Cursor cursor) {
      String refused = "ERR LIMIT can't be negative";
      long limit = cursor.nextInteger(refused);
      if (limit < 0) {
        throw new Refusal(refused);
      }
      return limit;
    }
  }
}
