package dev.tidings.engine.sets;

import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Family.SET;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Command;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Database;
import dev.tidings.engine.DistinctPicks;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.RespWriter;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.sets.SetCursor;
import dev.tidings.structures.sets.SetLimits;
import dev.tidings.structures.sets.SetValue;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** Members picked by chance: by their places, so that the same chance picks the same ones. */
final class SetPicks {
  /** What is left of a set is packed anew when it is at most a fifth of what was taken. */
  private static final int REBUILT_SHARE = 5;

  private SetPicks() {}

  // ---- Grammar ------------------------------------------------------------------------------

  record Pick(Bytes key, @Nullable Long count) {}

  static final Command<Turn> SPOP =
      Command.<Turn>command("SPOP", SET, WRITE, FAST)
          .since("1.0.0")
          .summary("Takes members picked by chance out of a set and tells them.")
          .complexity("O(N) where N is the number of members taken")
          .tips("nondeterministic_output")
          .takes(
              key("key", Access.TAKE),
              only(
                  integer(
                      "count", 0, Long.MAX_VALUE, "ERR value is out of range, must be positive")),
              Pick::new)
          .does(SetPicks::pop);

  static final Command<Turn> SRANDMEMBER =
      Command.<Turn>command("SRANDMEMBER", SET, READONLY)
          .since("1.0.0")
          .summary("Tells members of a set picked by chance; a negative count may repeat them.")
          .complexity("O(N) where N is the number of members told")
          .tips("nondeterministic_output")
          .takes(
              key("key", Access.READ),
              only(integer("count").map(count -> DistinctPicks.allowed(count, false))),
              Pick::new)
          .does(SetPicks::pick);

  static final List<Command<Turn>> ALL = List.of(SPOP, SRANDMEMBER);

  /** Words too many are refused before the count is read. */
  private static Arg<@Nullable Long> only(Arg<Long> count) {
    return Args.<@Nullable Long>custom(
            count.shape(),
            cursor -> {
              if (cursor.remaining() > 1) {
                throw Refusal.syntax();
              }
              return count.read(cursor);
            })
        .optional();
  }

  // ---- Taking -------------------------------------------------------------------------------

  private static void pop(Turn turn, Pick request) {
    Database database = turn.database();
    SetValue set = database.write(request.key, SetValue.class);
    RespWriter reply = turn.reply();
    Long count = request.count;
    if (set == null) {
      if (count == null) {
        reply.nullBulk();
      } else {
        reply.set(0);
      }
    } else if (count == null) {
      take(turn, set, 1);
      Sets.taken(database, request.key, "spop", set);
    } else if (count == 0) {
      reply.set(0);
    } else {
      popSome(turn, request.key, set, (int) Math.min(count, set.size()));
    }
  }

  private static void popSome(Turn turn, Bytes key, SetValue set, int count) {
    Database database = turn.database();
    turn.reply().set(count);
    int left = set.size() - count;
    if (left == 0) {
      Sets.writeAll(turn.reply(), set);
      Sets.taken(database, key, "spop", new SetValue());
      return;
    }
    take(turn, set, count);
    SetValue rest = set;
    if ((long) left * REBUILT_SHARE <= count) {
      rest = new SetValue();
      SetLimits limits = Sets.limits(turn);
      for (SetCursor cursor = set.cursor(); cursor.next(); ) {
        rest.add(Bytes.wrap(cursor.bytes()), limits);
      }
      database.replace(key, rest);
    }
    Sets.taken(database, key, "spop", rest);
  }

  /** Takes {@code count} members out and tells them one after the other. */
  private static void take(Turn turn, SetValue set, int count) {
    SplittableRandom random = turn.random();
    for (int i = 0; i < count; i++) {
      int place = random.nextInt(set.size());
      SetCursor cursor = set.cursor();
      cursor.stand(place);
      Sets.write(turn.reply(), cursor);
      set.removeAt(place);
    }
  }

  // ---- Telling ------------------------------------------------------------------------------

  private static void pick(Turn turn, Pick request) {
    SetValue set = turn.database().read(request.key, SetValue.class);
    RespWriter reply = turn.reply();
    Long count = request.count;
    if (count == null && set == null) {
      reply.nullBulk();
    } else if (set == null || (count != null && count == 0)) {
      reply.array(0);
    } else if (count == null) {
      pickRepeatedly(turn, set, 1);
    } else if (count < 0) {
      reply.array(-count);
      pickRepeatedly(turn, set, -count);
    } else if (count >= set.size()) {
      reply.array(set.size());
      Sets.writeAll(reply, set);
    } else {
      reply.array(count);
      pickDistinct(turn, set, count.intValue());
    }
  }

  private static void pickRepeatedly(Turn turn, SetValue set, long count) {
    SplittableRandom random = turn.random();
    SetCursor cursor = set.cursor();
    for (long i = 0; i < count; i++) {
      cursor.stand(random.nextInt(set.size()));
      Sets.write(turn.reply(), cursor);
    }
  }

  private static void pickDistinct(Turn turn, SetValue set, int count) {
    SetCursor cursor = set.cursor();
    DistinctPicks.places(
        turn.random(),
        set.size(),
        count,
        place -> {
          cursor.stand(place);
          Sets.write(turn.reply(), cursor);
        });
  }
}
