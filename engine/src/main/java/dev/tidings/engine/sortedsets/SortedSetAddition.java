package dev.tidings.engine.sortedsets;

import static dev.tidings.command.Args.block;
import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Args.options;
import static dev.tidings.command.Args.real;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Args.token;
import static dev.tidings.command.Family.SORTED_SET;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.sortedsets.SortedSet;
import dev.tidings.structures.sortedsets.SortedSetLimits;
import java.util.List;

/** ZADD and ZINCRBY. */
final class SortedSetAddition {
  private SortedSetAddition() {}

  // ---- Grammar --------------------------------------------------------------------------------

  private static final int NX = 1;
  private static final int XX = 1 << 1;
  private static final int GT = 1 << 2;
  private static final int LT = 1 << 3;
  private static final int CHANGED = 1 << 4;
  private static final int INCREMENT = 1 << 5;
  private static final String NOT_A_FLOAT = "ERR value is not a valid float";
  private static final byte[][] WORDS = {
    Bytes.of("NX").array(),
    Bytes.of("XX").array(),
    Bytes.of("GT").array(),
    Bytes.of("LT").array(),
    Bytes.of("CH").array(),
    Bytes.of("INCR").array()
  };

  /** Scores and members side by side, and what is to be done with them. */
  record Rows(int options, double[] scores, Bytes[] members) {
    boolean has(int option) {
      return (options & option) != 0;
    }
  }

  record Addition(Bytes key, Rows rows) {}

  record Increment(Bytes key, double by, Bytes member) {}

  /** Options and rows, judged in the order in which Redis judges them. */
  private static final Arg<Rows> ROWS = custom(shapeOfRows(), SortedSetAddition::readRows);

  /** Where ZADD has options, ZINCRBY has none, and refuses their words as ZADD does. */
  private static final Arg<Double> INCREMENT_BY =
      custom(
          real("increment").shape(),
          cursor -> {
            if (readOption(cursor) != 0) {
              throw Refusal.syntax();
            }
            return cursor.nextReal(NOT_A_FLOAT);
          });

  private static Shape shapeOfRows() {
    Shape options =
        options(
                oneOf("condition", token("NX", NX), token("XX", XX)),
                oneOf("comparison", token("GT", GT), token("LT", LT)),
                token("CH", CHANGED),
                token("INCR", INCREMENT),
                (condition, comparison, changed, increment) -> condition)
            .shape();
    Shape rows = block("score_member", real("score"), string("member"), List::of).many().shape();
    return Shape.parts("rows", List.of(options, rows));
  }

  private static Rows readRows(Cursor cursor) {
    int options = 0;
    for (int option = readOption(cursor); option != 0; option = readOption(cursor)) {
      options |= option;
    }
    int count = cursor.remaining() / 2;
    if (count == 0 || cursor.remaining() % 2 != 0) {
      throw Refusal.syntax();
    }
    check(options, count);
    double[] scores = new double[count];
    Bytes[] members = new Bytes[count];
    for (int i = 0; i < count; i++) {
      scores[i] = cursor.nextReal(NOT_A_FLOAT);
      members[i] = cursor.next();
    }
    return new Rows(options, scores, members);
  }

  private static void check(int options, int count) {
    if ((options & NX) != 0 && (options & XX) != 0) {
      throw new Refusal("ERR XX and NX options at the same time are not compatible");
    }
    if (Integer.bitCount(options & (GT | LT | NX)) > 1) {
      throw new Refusal("ERR GT, LT, and/or NX options at the same time are not compatible");
    }
    if ((options & INCREMENT) != 0 && count > 1) {
      throw new Refusal("ERR INCR option supports a single increment-element pair");
    }
  }

  /** The option that the next word is, or 0. */
  private static int readOption(Cursor cursor) {
    for (int i = 0; i < WORDS.length; i++) {
      if (cursor.nextIs(WORDS[i])) {
        cursor.skip();
        return 1 << i;
      }
    }
    return 0;
  }

  // ---- Table ----------------------------------------------------------------------------------

  static final Command<Turn> ZADD =
      Command.<Turn>command("ZADD", SORTED_SET, WRITE, DENY_OOM, FAST)
          .since("1.2.0")
          .summary(
              "Gives members of a sorted set their scores; those that are none become members.")
          .complexity("O(M log N) for M members given and N in the set")
          .takes(key("key", Access.UPDATE), ROWS, Addition::new)
          .does(SortedSetAddition::add);

  static final Command<Turn> ZINCRBY =
      Command.<Turn>command("ZINCRBY", SORTED_SET, WRITE, DENY_OOM, FAST)
          .since("1.2.0")
          .summary("Adds to the score of a member.")
          .complexity("O(log N)")
          .takes(key("key", Access.UPDATE_AND_TELL), INCREMENT_BY, string("member"), Increment::new)
          .does(SortedSetAddition::increment);

  static final List<Command<Turn>> ALL = List.of(ZADD, ZINCRBY);

  // ---- Handlers -------------------------------------------------------------------------------

  private static void add(Turn turn, Addition request) {
    Rows rows = request.rows;
    if (rows.has(INCREMENT)) {
      increment(turn, request.key, rows.scores[0], rows.members[0], rows);
      return;
    }
    Database database = turn.database();
    SortedSet set = database.write(request.key, SortedSet.class);
    int added = 0;
    int changed = 0;
    if (set != null || !rows.has(XX)) {
      SortedSet target = set == null ? begin(database, request.key) : set;
      SortedSetLimits limits = SortedSets.limits(turn);
      for (int i = 0; i < rows.scores.length; i++) {
        double before = put(target, rows, i, limits);
        if (Double.isNaN(before)) {
          added++;
        } else if (before != rows.scores[i]) {
          changed++;
        }
      }
    }
    if (added + changed > 0) {
      database.changed(request.key);
      database.tell(KeyspaceEvents.SORTED_SET, "zadd", request.key);
    }
    turn.reply().integer(rows.has(CHANGED) ? added + changed : added);
  }

  private static SortedSet begin(Database database, Bytes key) {
    SortedSet set = new SortedSet();
    database.add(key, set);
    return set;
  }

  /**
   * Gives a member its score if the options allow it. The score that it had before, NaN if it is
   * new; the one that was to be given if it was not given.
   */
  private static double put(SortedSet set, Rows rows, int row, SortedSetLimits limits) {
    double score = rows.scores[row];
    Bytes member = rows.members[row];
    if (rows.has(NX | XX | GT | LT) && !allows(rows, set.score(member), score)) {
      return score;
    }
    return set.put(member, score, limits);
  }

  /** Whether a member may have {@code score} that has {@code before}, or NaN if it is none. */
  private static boolean allows(Rows rows, double before, double score) {
    if (Double.isNaN(before)) {
      return !rows.has(XX);
    }
    return !rows.has(NX)
        && !(rows.has(GT) && score <= before)
        && !(rows.has(LT) && score >= before);
  }

  private static final Rows NO_OPTIONS = new Rows(0, new double[0], new Bytes[0]);

  private static void increment(Turn turn, Increment request) {
    increment(turn, request.key, request.by, request.member, NO_OPTIONS);
  }

  private static void increment(Turn turn, Bytes key, double by, Bytes member, Rows options) {
    Database database = turn.database();
    SortedSet set = database.write(key, SortedSet.class);
    double before = set == null ? Double.NaN : set.score(member);
    boolean isNew = Double.isNaN(before);
    if (!isNew && options.has(NX)) {
      turn.reply().nullBulk();
      return;
    }
    double score = isNew ? by : before + by;
    if (Double.isNaN(score)) {
      throw new Refusal("ERR resulting score is not a number (NaN)");
    }
    if (!allows(options, before, score)) {
      turn.reply().nullBulk();
      return;
    }
    if (isNew || score != before) {
      SortedSet target = set == null ? begin(database, key) : set;
      target.put(member, score, SortedSets.limits(turn));
      database.changed(key);
      database.tell(KeyspaceEvents.SORTED_SET, "zincr", key);
    }
    turn.reply().real(score);
  }
}
