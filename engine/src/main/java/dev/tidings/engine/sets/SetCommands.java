package dev.tidings.engine.sets;

import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.SET;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Command;
import dev.tidings.engine.Database;
import dev.tidings.engine.Late;
import dev.tidings.engine.Scans;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.RespWriter;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.sets.SetCursor;
import dev.tidings.structures.sets.SetLimits;
import dev.tidings.structures.sets.SetValue;
import java.util.ArrayList;
import java.util.List;

/** Sets: members one by one. {@link SetPicks} picks some by chance, {@link SetAlgebra} combines. */
public final class SetCommands {
  private SetCommands() {}

  // ---- Grammar ------------------------------------------------------------------------------

  private static final Arg<List<Bytes>> MEMBERS = string("member").many();

  record Several(Bytes key, List<Bytes> members) {}

  record One(Bytes key, Bytes member) {}

  record Move(Bytes source, Bytes destination, Bytes member) {}

  record Walk(Bytes key, long cursor, Late<Scans.Options> options) {}

  static final Command<Turn> SADD =
      Command.<Turn>command("SADD", SET, WRITE, DENY_OOM, FAST)
          .since("1.0.0")
          .summary("Adds members to a set.")
          .complexity("O(N) where N is the number of members given")
          .takes(key("key", Access.INSERT), MEMBERS, Several::new)
          .does(SetCommands::add);

  static final Command<Turn> SREM =
      Command.<Turn>command("SREM", SET, WRITE, FAST)
          .since("1.0.0")
          .summary("Takes members out of a set.")
          .complexity("O(N) where N is the number of members given")
          .takes(key("key", Access.DELETE), MEMBERS, Several::new)
          .does(SetCommands::remove);

  static final Command<Turn> SISMEMBER =
      Command.<Turn>command("SISMEMBER", SET, READONLY, FAST)
          .since("1.0.0")
          .summary("Tells whether a set has a member.")
          .complexity("O(1)")
          .takes(key("key", Access.INSPECT), string("member"), One::new)
          .does(SetCommands::contains);

  static final Command<Turn> SMISMEMBER =
      Command.<Turn>command("SMISMEMBER", SET, READONLY, FAST)
          .since("6.2.0")
          .summary("Tells of each of several whether a set has it as a member.")
          .complexity("O(N) where N is the number of members asked for")
          .takes(key("key", Access.READ), MEMBERS, Several::new)
          .does(SetCommands::containsEach);

  static final Command<Turn> SCARD =
      Command.<Turn>command("SCARD", SET, READONLY, FAST)
          .since("1.0.0")
          .summary("Tells how many members a set has.")
          .complexity("O(1)")
          .takes(key("key", Access.INSPECT))
          .does(SetCommands::size);

  static final Command<Turn> SMEMBERS =
      Command.<Turn>command("SMEMBERS", SET, READONLY)
          .since("1.0.0")
          .summary("Tells all members of a set.")
          .complexity("O(N) where N is the number of members")
          .tips("nondeterministic_output_order")
          .takes(key("key", Access.READ))
          .does(SetCommands::members);

  static final Command<Turn> SMOVE =
      Command.<Turn>command("SMOVE", SET, WRITE, FAST)
          .since("1.0.0")
          .summary("Moves a member from one set to another.")
          .complexity("O(1)")
          .takes(
              key("source", Access.TAKE),
              key("destination", Access.INSERT),
              string("member"),
              Move::new)
          .does(SetCommands::move);

  static final Command<Turn> SSCAN =
      Command.<Turn>command("SSCAN", SET, READONLY)
          .since("2.8.0")
          .summary("Tells the members of a set a few at a time.")
          .complexity("O(N) for a whole walk, where N is the number of members")
          .tips("nondeterministic_output")
          .takes(key("key", Access.READ), Scans.CURSOR, Late.rest(Scans.OPTIONS), Walk::new)
          .does(SetCommands::walk);

  /** The whole family. */
  public static final List<Command<Turn>> ALL = all();

  private static List<Command<Turn>> all() {
    List<Command<Turn>> all =
        new ArrayList<>(List.of(SADD, SREM, SISMEMBER, SMISMEMBER, SCARD, SMEMBERS, SMOVE, SSCAN));
    all.addAll(SetPicks.ALL);
    all.addAll(SetAlgebra.ALL);
    return List.copyOf(all);
  }

  // ---- Changing -----------------------------------------------------------------------------

  private static void add(Turn turn, Several request) {
    Database database = turn.database();
    SetValue present = database.write(request.key, SetValue.class);
    SetValue set = present == null ? new SetValue() : present;
    List<Bytes> members = request.members;
    SetLimits limits = Sets.limits(turn);
    set.expect(members.getFirst(), members.size(), limits);
    int added = 0;
    for (int i = 0; i < members.size(); i++) {
      added += set.add(members.get(i), limits) ? 1 : 0;
    }
    if (present == null) {
      database.add(request.key, set);
    }
    if (added > 0) {
      database.changed(request.key);
      database.tell(KeyspaceEvents.SET, "sadd", request.key);
    }
    turn.reply().integer(added);
  }

  private static void remove(Turn turn, Several request) {
    Database database = turn.database();
    SetValue set = database.write(request.key, SetValue.class);
    int removed = 0;
    if (set != null) {
      for (Bytes member : request.members) {
        removed += set.remove(member) ? 1 : 0;
      }
      if (removed > 0) {
        Sets.taken(database, request.key, "srem", set);
      }
    }
    turn.reply().integer(removed);
  }

  private static void move(Turn turn, Move request) {
    Database database = turn.database();
    SetValue source = database.write(request.source, SetValue.class);
    if (source == null) {
      turn.reply().integer(0);
      return;
    }
    SetValue present = database.write(request.destination, SetValue.class);
    if (source == present) {
      turn.reply().integer(source.contains(request.member) ? 1 : 0);
      return;
    }
    if (!source.remove(request.member)) {
      turn.reply().integer(0);
      return;
    }
    Sets.taken(database, request.source, "srem", source);
    SetValue destination = present == null ? new SetValue() : present;
    boolean added = destination.add(request.member, Sets.limits(turn));
    if (present == null) {
      database.add(request.destination, destination);
    }
    if (added) {
      database.changed(request.destination);
      database.tell(KeyspaceEvents.SET, "sadd", request.destination);
    }
    turn.reply().integer(1);
  }

  // ---- Looking ------------------------------------------------------------------------------

  private static void contains(Turn turn, One request) {
    SetValue set = turn.database().read(request.key, SetValue.class);
    turn.reply().integer(set != null && set.contains(request.member) ? 1 : 0);
  }

  private static void containsEach(Turn turn, Several request) {
    SetValue set = turn.database().read(request.key, SetValue.class);
    turn.reply().array(request.members.size());
    for (Bytes member : request.members) {
      turn.reply().integer(set != null && set.contains(member) ? 1 : 0);
    }
  }

  private static void size(Turn turn, Bytes key) {
    SetValue set = turn.database().read(key, SetValue.class);
    turn.reply().integer(set == null ? 0 : set.size());
  }

  private static void members(Turn turn, Bytes key) {
    SetValue set = turn.database().read(key, SetValue.class);
    turn.reply().set(set == null ? 0 : set.size());
    if (set != null) {
      Sets.writeAll(turn.reply(), set);
    }
  }

  private static void walk(Turn turn, Walk request) {
    SetValue set = turn.database().read(request.key, SetValue.class);
    RespWriter reply = turn.reply();
    if (set == null) {
      Scans.head(reply, 0, 0);
      return;
    }
    Scans.Options options = request.options.given();
    // A small form is told whole: its places move with every change.
    Scans.Stretch stretch =
        set.isSmall()
            ? new Scans.Stretch(set.size(), 0)
            : Scans.stretch(request.cursor, options.count(), set.size());
    List<byte[]> told = new ArrayList<>();
    SetCursor cursor = set.cursor();
    if (set.isSmall()) {
      while (cursor.next()) {
        tellIfMatching(cursor, options, told);
      }
    } else {
      for (int place = stretch.end() - 1; place >= stretch.least(); place--) {
        cursor.stand(place);
        tellIfMatching(cursor, options, told);
      }
    }
    Scans.head(reply, stretch.least(), told.size());
    told.forEach(reply::bulk);
  }

  private static void tellIfMatching(SetCursor cursor, Scans.Options options, List<byte[]> told) {
    byte[] member = cursor.bytes();
    if (options.matches(member)) {
      told.add(member);
    }
  }
}
