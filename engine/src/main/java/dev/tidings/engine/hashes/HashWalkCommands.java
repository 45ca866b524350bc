package dev.tidings.engine.hashes;

import static dev.tidings.command.Args.block;
import static dev.tidings.command.Args.flag;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.options;
import static dev.tidings.command.Family.HASH;
import static dev.tidings.command.Trait.READONLY;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Command;
import dev.tidings.engine.DistinctPicks;
import dev.tidings.engine.DistinctPicks.Picks;
import dev.tidings.engine.Late;
import dev.tidings.engine.Scans;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.RespWriter;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.hashes.FieldCursor;
import dev.tidings.structures.hashes.HashValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Picks out of hashes by chance, and walks through them in several calls. */
public final class HashWalkCommands {
  private HashWalkCommands() {}

  record Sample(Bytes key, @Nullable Picks picks) {}

  record Telling(Scans.Options which, boolean withoutValues) {}

  record Walk(Bytes key, long cursor, Late<Telling> telling) {}

  static final Command<Turn> HRANDFIELD =
      Command.<Turn>command("HRANDFIELD", HASH, READONLY)
          .since("6.2.0")
          .summary("Tells fields that are picked by chance.")
          .complexity("O(N) where N is the number of fields asked for")
          .tips("nondeterministic_output")
          .takes(
              key("key", Access.READ),
              block("options", integer("count"), flag("WITHVALUES"), Picks::new).optional(),
              Sample::new)
          .does(HashWalkCommands::hrandfield);

  private static final Arg<Telling> TELLING =
      options(
          Scans.MATCH,
          Scans.COUNT,
          flag("NOVALUES"),
          (match, count, withoutValues) ->
              new Telling(new Scans.Options(match, count), withoutValues));

  static final Command<Turn> HSCAN =
      Command.<Turn>command("HSCAN", HASH, READONLY)
          .since("2.8.0")
          .summary("Walks through the fields of a hash in several calls.")
          .complexity("O(1) for each call; O(N) for a whole walk")
          .tips("nondeterministic_output")
          .takes(key("key", Access.READ), Scans.CURSOR, Late.rest(TELLING), Walk::new)
          .does(HashWalkCommands::hscan);

  /** HRANDFIELD and HSCAN. */
  public static final List<Command<Turn>> ALL = List.of(HRANDFIELD, HSCAN);

  // ---- HRANDFIELD ---------------------------------------------------------------------------

  private static void hrandfield(Turn turn, Sample request) {
    Picks picks = request.picks;
    if (picks != null) {
      picks.check();
    }
    HashValue hash = Hashes.read(turn, request.key);
    if (picks == null) {
      pickOne(turn, hash);
    } else if (hash == null || picks.count() == 0) {
      turn.reply().array(0);
    } else if (picks.count() < 0) {
      pickAnyOften(turn, hash, -picks.count(), picks.paired());
    } else {
      pickOnce(turn, hash, (int) Math.min(picks.count(), hash.size()), picks.paired());
    }
  }

  private static void pickOne(Turn turn, @Nullable HashValue hash) {
    if (hash == null) {
      turn.reply().nullBulk();
      return;
    }
    FieldCursor at = hash.cursor();
    at.goTo(turn.random().nextInt(hash.size()));
    Hashes.field(turn.reply(), at);
  }

  private static void pickAnyOften(Turn turn, HashValue hash, long count, boolean withValues) {
    head(turn.reply(), count, withValues);
    FieldCursor at = hash.cursor();
    for (long left = count; left > 0; left--) {
      at.goTo(turn.random().nextInt(hash.size()));
      tell(turn.reply(), at, withValues);
    }
  }

  /** Picks each field at most once, and each set of so many fields as often as any other. */
  private static void pickOnce(Turn turn, HashValue hash, int count, boolean withValues) {
    head(turn.reply(), count, withValues);
    if (hash.isPacked() || count > hash.size() / 4) {
      pickOnTheWay(turn, hash, count, withValues);
    } else {
      pickPlaces(turn, hash, count, withValues);
    }
  }

  private static void pickOnTheWay(Turn turn, HashValue hash, int count, boolean withValues) {
    FieldCursor at = hash.cursor();
    DistinctPicks.onTheWay(
        turn.random(),
        hash.size(),
        count,
        taken -> {
          at.next();
          if (taken) {
            tell(turn.reply(), at, withValues);
          }
        });
  }

  private static void pickPlaces(Turn turn, HashValue hash, int count, boolean withValues) {
    FieldCursor at = hash.cursor();
    DistinctPicks.places(
        turn.random(),
        hash.size(),
        count,
        place -> {
          at.goTo(place);
          tell(turn.reply(), at, withValues);
        });
  }

  private static void head(RespWriter reply, long count, boolean withValues) {
    reply.array(withValues && reply.protocol() == 2 ? count * 2 : count);
  }

  private static void tell(RespWriter reply, FieldCursor at, boolean withValues) {
    if (withValues && reply.protocol() > 2) {
      reply.array(2);
    }
    Hashes.field(reply, at);
    if (withValues) {
      Hashes.value(reply, at);
    }
  }

  // ---- HSCAN --------------------------------------------------------------------------------

  private static void hscan(Turn turn, Walk request) {
    HashValue hash = Hashes.read(turn, request.key);
    RespWriter reply = turn.reply();
    if (hash == null) {
      Scans.head(reply, 0, 0);
      return;
    }
    Telling telling = request.telling.given();
    if (hash.isPacked()) {
      scanAll(reply, hash, telling);
    } else {
      scanStretch(
          reply, hash, telling, Scans.stretch(request.cursor, telling.which.count(), hash.size()));
    }
  }

  private static void scanAll(RespWriter reply, HashValue hash, Telling telling) {
    int matching = 0;
    for (FieldCursor at = hash.cursor(); at.next(); ) {
      matching += matches(at, telling) ? 1 : 0;
    }
    scanHead(reply, 0, matching, telling);
    for (FieldCursor at = hash.cursor(); at.next(); ) {
      scanTell(reply, at, telling);
    }
  }

  private static void scanStretch(
      RespWriter reply, HashValue hash, Telling telling, Scans.Stretch stretch) {
    FieldCursor at = hash.cursor();
    int matching = 0;
    for (int place = stretch.end() - 1; place >= stretch.least(); place--) {
      at.goTo(place);
      matching += matches(at, telling) ? 1 : 0;
    }
    scanHead(reply, stretch.least(), matching, telling);
    for (int place = stretch.end() - 1; place >= stretch.least(); place--) {
      at.goTo(place);
      scanTell(reply, at, telling);
    }
  }

  private static void scanHead(RespWriter reply, int cursor, int matching, Telling telling) {
    Scans.head(reply, cursor, telling.withoutValues ? matching : matching * 2L);
  }

  private static void scanTell(RespWriter reply, FieldCursor at, Telling telling) {
    if (matches(at, telling)) {
      Hashes.field(reply, at);
      if (!telling.withoutValues) {
        Hashes.value(reply, at);
      }
    }
  }

  private static boolean matches(FieldCursor at, Telling telling) {
    return telling.which.matches(at.fieldArray(), at.fieldStart(), at.fieldLength());
  }
}
