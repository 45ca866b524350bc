package dev.tidings.engine.sortedsets;

import static dev.tidings.command.Args.block;
import static dev.tidings.command.Args.flag;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Family.SORTED_SET;
import static dev.tidings.command.Trait.READONLY;

import dev.tidings.command.Command;
import dev.tidings.engine.DistinctPicks;
import dev.tidings.engine.DistinctPicks.Picks;
import dev.tidings.engine.Late;
import dev.tidings.engine.Scans;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.DoubleText;
import dev.tidings.protocol.RespWriter;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.sortedsets.SortedSet;
import dev.tidings.structures.sortedsets.SortedSetCursor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Picks out of sorted sets by chance, and walks through them in several calls. */
final class SortedSetWalks {
  private SortedSetWalks() {}

  // ---- Grammar --------------------------------------------------------------------------------

  record Sample(Bytes key, @Nullable Picks picks) {}

  record Walk(Bytes key, long cursor, Late<Scans.Options> options) {}

  // ---- Table ----------------------------------------------------------------------------------

  static final Command<Turn> ZRANDMEMBER =
      Command.<Turn>command("ZRANDMEMBER", SORTED_SET, READONLY)
          .since("6.2.0")
          .summary("Tells members that are picked by chance.")
          .complexity("O(M) for M members told")
          .tips("nondeterministic_output")
          .takes(
              SortedSetCommands.READ_KEY,
              block("options", integer("count"), flag("WITHSCORES"), Picks::new).optional(),
              Sample::new)
          .does(SortedSetWalks::pick);

  static final Command<Turn> ZSCAN =
      Command.<Turn>command("ZSCAN", SORTED_SET, READONLY)
          .since("2.8.0")
          .summary("Walks through the members of a sorted set in several calls.")
          .complexity("O(1) for each call; O(N) for a whole walk")
          .tips("nondeterministic_output")
          .takes(SortedSetCommands.READ_KEY, Scans.CURSOR, Late.rest(Scans.OPTIONS), Walk::new)
          .does(SortedSetWalks::scan);

  static final List<Command<Turn>> ALL = List.of(ZRANDMEMBER, ZSCAN);

  // ---- ZRANDMEMBER ----------------------------------------------------------------------------

  private static void pick(Turn turn, Sample request) {
    Picks picks = request.picks;
    if (picks != null) {
      picks.check();
    }
    SortedSet set = turn.database().read(request.key, SortedSet.class);
    if (picks == null) {
      if (set == null) {
        turn.reply().nullBulk();
      } else {
        turn.reply().bulk(set.memberAt(turn.random().nextInt(set.size())));
      }
    } else if (set == null || picks.count() == 0) {
      turn.reply().array(0);
    } else if (picks.count() < 0) {
      pickAnyOften(turn, set, -picks.count(), picks.paired());
    } else {
      pickOnce(turn, set, (int) Math.min(picks.count(), set.size()), picks.paired());
    }
  }

  private static void pickAnyOften(Turn turn, SortedSet set, long count, boolean withScores) {
    head(turn.reply(), count, withScores);
    for (long left = count; left > 0; left--) {
      tellPlace(turn.reply(), set, turn.random().nextInt(set.size()), withScores);
    }
  }

  /** Picks each member at most once, and each set of so many members as often as any other. */
  private static void pickOnce(Turn turn, SortedSet set, int count, boolean withScores) {
    head(turn.reply(), count, withScores);
    if (set.isPacked() || count > set.size() / 4) {
      pickOnTheWay(turn, set, count, withScores);
    } else {
      pickPlaces(turn, set, count, withScores);
    }
  }

  /** Walks down the members, as Redis does. */
  private static void pickOnTheWay(Turn turn, SortedSet set, int count, boolean withScores) {
    SortedSetCursor cursor = set.descending(set.size() - 1);
    DistinctPicks.onTheWay(
        turn.random(),
        set.size(),
        count,
        taken -> {
          cursor.next();
          if (taken) {
            begin(turn.reply(), withScores);
            SortedSets.tellMember(turn.reply(), cursor);
            if (withScores) {
              turn.reply().real(cursor.score());
            }
          }
        });
  }

  private static void pickPlaces(Turn turn, SortedSet set, int count, boolean withScores) {
    DistinctPicks.places(
        turn.random(), set.size(), count, place -> tellPlace(turn.reply(), set, place, withScores));
  }

  private static void head(RespWriter reply, long count, boolean withScores) {
    reply.array(withScores && reply.protocol() == 2 ? count * 2 : count);
  }

  private static void begin(RespWriter reply, boolean withScores) {
    if (withScores && reply.protocol() > 2) {
      reply.array(2);
    }
  }

  private static void tellPlace(RespWriter reply, SortedSet set, int place, boolean withScores) {
    begin(reply, withScores);
    reply.bulk(set.memberAt(place));
    if (withScores) {
      reply.real(set.scoreAt(place));
    }
  }

  // ---- ZSCAN ----------------------------------------------------------------------------------

  private static void scan(Turn turn, Walk request) {
    SortedSet set = turn.database().read(request.key, SortedSet.class);
    RespWriter reply = turn.reply();
    if (set == null) {
      Scans.head(reply, 0, 0);
      return;
    }
    Scans.Options options = request.options.given();
    if (set.isPacked()) {
      scanAll(reply, set, options);
    } else {
      scan(reply, set, options, Scans.stretch(request.cursor, options.count(), set.size()));
    }
  }

  private static void scanAll(RespWriter reply, SortedSet set, Scans.Options options) {
    int matching = 0;
    for (SortedSetCursor cursor = set.ascending(0); cursor.next(); ) {
      matching += matches(cursor, options) ? 1 : 0;
    }
    Scans.head(reply, 0, 2L * matching);
    for (SortedSetCursor cursor = set.ascending(0); cursor.next(); ) {
      if (matches(cursor, options)) {
        SortedSets.tellMember(reply, cursor);
        reply.bulkReal(cursor.score());
      }
    }
  }

  private static boolean matches(SortedSetCursor cursor, Scans.Options options) {
    return options.matches(cursor.array(), cursor.offset(), cursor.length());
  }

  private static void scan(
      RespWriter reply, SortedSet set, Scans.Options options, Scans.Stretch stretch) {
    int matching = 0;
    for (int place = stretch.end() - 1; place >= stretch.least(); place--) {
      matching += options.matches(set.memberAt(place).array()) ? 1 : 0;
    }
    Scans.head(reply, stretch.least(), 2L * matching);
    for (int place = stretch.end() - 1; place >= stretch.least(); place--) {
      Bytes member = set.memberAt(place);
      if (options.matches(member.array())) {
        reply.bulk(member);
        // Up to its latest version Redis writes the scores of a large set in this way here.
        reply.bulkLatin1(DoubleText.ofSeventeenDigits(set.scoreAt(place)));
      }
    }
  }
}
