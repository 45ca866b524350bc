package dev.tidings.engine.sortedsets;

import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Family.SORTED_SET;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Shape;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.engine.sortedsets.Bounds.Ranks;
import dev.tidings.engine.sortedsets.RangeOptions.Order;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.sortedsets.SortedSet;
import dev.tidings.structures.sortedsets.SortedSetCursor;
import dev.tidings.structures.sortedsets.SortedSetLimits;
import java.util.List;
import java.util.Locale;

/** Sorted sets by ranges of ranks, scores or texts. */
final class SortedSetRanges {
  private SortedSetRanges() {}

  // ---- Grammar --------------------------------------------------------------------------------

  /** A range of a set whose ends have been read. */
  record Range(Bytes key, Bounds bounds, RangeOptions options) {
    static Range of(Bytes key, Bytes first, Bytes second, RangeOptions options) {
      return new Range(key, options.bounds(first, second), options);
    }
  }

  record Stored(Bytes target, Range range) {
    static Stored of(Bytes target, Bytes source, Bytes first, Bytes second, RangeOptions options) {
      return new Stored(target, Range.of(source, first, second, options));
    }
  }

  record Part(Bytes key, Bounds bounds) {}

  /** How the ends of a range become its bounds. */
  @FunctionalInterface
  private interface Ends {
    Bounds read(Bytes least, Bytes most);
  }

  /** An end of a range, of which only the options tell what it is: it is read after them. */
  private static Arg<Bytes> end(String name, Shape.Kind kind) {
    return custom(Shape.of(name, kind), Cursor::next);
  }

  private static Shape.Kind kind(Order order) {
    return switch (order) {
      case RANK -> Shape.Kind.INTEGER;
      case SCORE -> Shape.Kind.DOUBLE;
      case TEXT -> Shape.Kind.STRING;
    };
  }

  // ---- Table ----------------------------------------------------------------------------------

  static final Command<Turn> ZRANGE =
      Command.<Turn>command("ZRANGE", SORTED_SET, READONLY)
          .since("1.2.0")
          .summary("Tells the members in a range of ranks, scores or texts.")
          .complexity("O(log N + M) for M members told")
          .takes(
              SortedSetCommands.READ_KEY,
              end("start", Shape.Kind.STRING),
              end("stop", Shape.Kind.STRING),
              RangeOptions.all(),
              Range::of)
          .does(SortedSetRanges::range);

  static final Command<Turn> ZRANGESTORE =
      Command.<Turn>command("ZRANGESTORE", SORTED_SET, WRITE, DENY_OOM)
          .since("6.2.0")
          .summary("Stores the members in a range of ranks, scores or texts as another sorted set.")
          .complexity("O(log N + M) for M members stored")
          .takes(
              key("dst", Access.OVERWRITE),
              key("src", Access.READ),
              end("min", Shape.Kind.STRING),
              end("max", Shape.Kind.STRING),
              RangeOptions.allButScores(),
              Stored::of)
          .does(SortedSetRanges::store);

  static final Command<Turn> ZREVRANGE =
      ranging("ZREVRANGE", "1.2.0", Order.RANK, true, "ranks, the highest first");
  static final Command<Turn> ZRANGEBYSCORE =
      ranging("ZRANGEBYSCORE", "1.0.5", Order.SCORE, false, "scores");
  static final Command<Turn> ZREVRANGEBYSCORE =
      ranging("ZREVRANGEBYSCORE", "2.2.0", Order.SCORE, true, "scores, the highest first");
  static final Command<Turn> ZRANGEBYLEX =
      ranging("ZRANGEBYLEX", "2.8.9", Order.TEXT, false, "texts");
  static final Command<Turn> ZREVRANGEBYLEX =
      ranging("ZREVRANGEBYLEX", "2.8.9", Order.TEXT, true, "texts, the highest first");

  static final Command<Turn> ZCOUNT =
      counting("ZCOUNT", "2.0.0", Shape.Kind.DOUBLE, Bounds.ByScore::read, "scores");
  static final Command<Turn> ZLEXCOUNT =
      counting("ZLEXCOUNT", "2.8.9", Shape.Kind.STRING, Bounds.ByText::read, "texts");

  static final Command<Turn> ZREMRANGEBYRANK =
      removing("ZREMRANGEBYRANK", "2.0.0", Order.RANK, Bounds.ByRank::read, "ranks");
  static final Command<Turn> ZREMRANGEBYSCORE =
      removing("ZREMRANGEBYSCORE", "1.2.0", Order.SCORE, Bounds.ByScore::read, "scores");
  static final Command<Turn> ZREMRANGEBYLEX =
      removing("ZREMRANGEBYLEX", "2.8.9", Order.TEXT, Bounds.ByText::read, "texts");

  static final List<Command<Turn>> ALL =
      List.of(
          ZRANGE,
          ZRANGESTORE,
          ZREVRANGE,
          ZRANGEBYSCORE,
          ZREVRANGEBYSCORE,
          ZRANGEBYLEX,
          ZREVRANGEBYLEX,
          ZCOUNT,
          ZLEXCOUNT,
          ZREMRANGEBYRANK,
          ZREMRANGEBYSCORE,
          ZREMRANGEBYLEX);

  private static Command<Turn> ranging(
      String name, String since, Order order, boolean reverse, String what) {
    String first = order == Order.RANK ? "start" : reverse ? "max" : "min";
    String second = order == Order.RANK ? "stop" : reverse ? "min" : "max";
    return Command.<Turn>command(name, SORTED_SET, READONLY)
        .since(since)
        .summary("Tells the members in a range of " + what + ".")
        .complexity("O(log N + M) for M members told")
        .takes(
            SortedSetCommands.READ_KEY,
            end(first, kind(order)),
            end(second, kind(order)),
            RangeOptions.of(order, reverse),
            Range::of)
        .does(SortedSetRanges::range);
  }

  private static Command<Turn> counting(
      String name, String since, Shape.Kind kind, Ends ends, String what) {
    return Command.<Turn>command(name, SORTED_SET, READONLY, FAST)
        .since(since)
        .summary("Tells how many members are in a range of " + what + ".")
        .complexity("O(log N)")
        .takes(
            SortedSetCommands.READ_KEY,
            end("min", kind),
            end("max", kind),
            (key, least, most) -> new Part(key, ends.read(least, most)))
        .does(SortedSetRanges::count);
  }

  private static Command<Turn> removing(
      String name, String since, Order order, Ends ends, String what) {
    String event = name.toLowerCase(Locale.ROOT);
    return Command.<Turn>command(name, SORTED_SET, WRITE)
        .since(since)
        .summary("Takes out the members in a range of " + what + ".")
        .complexity("O(log N + M log N) for M members taken out")
        .takes(
            key("key", Access.DELETE),
            end(order == Order.RANK ? "start" : "min", kind(order)),
            end(order == Order.RANK ? "stop" : "max", kind(order)),
            (key, least, most) -> new Part(key, ends.read(least, most)))
        .does((turn, part) -> remove(turn, part, event));
  }

  // ---- Handlers -------------------------------------------------------------------------------

  private static void range(Turn turn, Range request) {
    SortedSet set = turn.database().read(request.key, SortedSet.class);
    if (set == null) {
      turn.reply().array(0);
      return;
    }
    Ranks ranks = ranks(set, request);
    SortedSetCursor cursor = walk(set, request.options, ranks);
    SortedSets.tell(turn.reply(), cursor, ranks.count(), request.options.withScores());
  }

  /** The ranks that are asked for, counted from the end where the walk begins. */
  private static Ranks ranks(SortedSet set, Range request) {
    RangeOptions options = request.options;
    Ranks ranks = request.bounds.ranks(set);
    if (options.order() == Order.RANK) {
      return ranks;
    }
    if (options.reverse()) {
      ranks = ranks.reversed(set.size());
    }
    return ranks.limited(options.offset(), options.count());
  }

  private static SortedSetCursor walk(SortedSet set, RangeOptions options, Ranks ranks) {
    return options.reverse()
        ? set.descending(set.size() - 1 - ranks.from())
        : set.ascending(ranks.from());
  }

  private static void store(Turn turn, Stored request) {
    Range range = request.range;
    SortedSet source = turn.database().read(range.key, SortedSet.class);
    SortedSet result = new SortedSet();
    if (source != null) {
      SortedSetLimits limits = SortedSets.limits(turn);
      Ranks ranks = ranks(source, range);
      SortedSetCursor cursor = walk(source, range.options, ranks);
      for (int left = ranks.count(); left > 0 && cursor.next(); left--) {
        result.put(cursor.member(), cursor.score(), limits);
      }
    }
    SortedSets.store(turn, request.target, result, "zrangestore");
  }

  private static void count(Turn turn, Part request) {
    SortedSet set = turn.database().read(request.key, SortedSet.class);
    turn.reply().integer(set == null ? 0 : request.bounds.ranks(set).count());
  }

  private static void remove(Turn turn, Part request, String event) {
    Database database = turn.database();
    SortedSet set = database.write(request.key, SortedSet.class);
    int removed = 0;
    if (set != null) {
      Ranks ranks = request.bounds.ranks(set);
      removed = ranks.count();
      if (removed > 0) {
        set.removeRange(ranks.from(), ranks.to());
        SortedSets.afterTaking(database, request.key, set, event);
      }
    }
    turn.reply().integer(removed);
  }
}
