package dev.tidings.engine.hashes;

import static dev.tidings.command.Args.key;
import static dev.tidings.command.Family.HASH;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Command;
import dev.tidings.engine.Database;
import dev.tidings.engine.Late;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.RespWriter;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.Deadlines;
import dev.tidings.structures.hashes.HashLimits;
import dev.tidings.structures.hashes.HashValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fields of hashes that end by themselves, and commands that read and change them at once. */
public final class FieldTimeCommands {
  private static final int NO_FIELD = -2;
  private static final int NO_DEADLINE = -1;
  private static final int NOT_MET = 0;
  private static final int DONE = 1;
  private static final int TAKEN_OUT = 2;
  private static final int SECOND = 1000;

  private FieldTimeCommands() {}

  record Expiry(Bytes key, Late<FieldOptions.Expiring> what) {}

  record Names(Bytes key, Late<List<Bytes>> fields) {}

  record Reading(Bytes key, Late<FieldOptions.Reading> what) {}

  record Setting(Bytes key, FieldOptions.Setting what) {}

  /** How a deadline is told. */
  private interface Telling {
    long tell(long deadline, long nowMillis);
  }

  static final Command<Turn> HEXPIRE =
      expiring(
          "HEXPIRE",
          "Lets fields end after so many seconds.",
          Ending.fromNow("seconds", true, "hexpire"));

  static final Command<Turn> HPEXPIRE =
      expiring(
          "HPEXPIRE",
          "Lets fields end after so many milliseconds.",
          Ending.fromNow("milliseconds", false, "hpexpire"));

  static final Command<Turn> HEXPIREAT =
      expiring(
          "HEXPIREAT",
          "Lets fields end at an instant in seconds.",
          Ending.at("unix-time-seconds", true, "hexpireat"));

  static final Command<Turn> HPEXPIREAT =
      expiring(
          "HPEXPIREAT",
          "Lets fields end at an instant in milliseconds.",
          Ending.at("unix-time-milliseconds", false, "hpexpireat"));

  static final Command<Turn> HTTL =
      telling(
          "HTTL",
          "Tells after how many seconds fields end.",
          List.of("nondeterministic_output"),
          (deadline, now) -> (deadline - now + SECOND - 1) / SECOND);

  static final Command<Turn> HPTTL =
      telling(
          "HPTTL",
          "Tells after how many milliseconds fields end.",
          List.of("nondeterministic_output"),
          (deadline, now) -> deadline - now);

  static final Command<Turn> HEXPIRETIME =
      telling(
          "HEXPIRETIME",
          "Tells at which instant fields end, in seconds.",
          List.of(),
          (deadline, now) -> (deadline + SECOND - 1) / SECOND);

  static final Command<Turn> HPEXPIRETIME =
      telling(
          "HPEXPIRETIME",
          "Tells at which instant fields end, in milliseconds.",
          List.of(),
          (deadline, now) -> deadline);

  static final Command<Turn> HPERSIST =
      Command.<Turn>command("HPERSIST", HASH, WRITE, FAST)
          .since("7.4.0")
          .summary("Lets fields stay for ever.")
          .complexity("O(N) where N is the number of fields")
          .takes(key("key", Access.UPDATE), FieldWords.NAMES, Names::new)
          .does(FieldTimeCommands::hpersist);

  static final Command<Turn> HGETDEL =
      Command.<Turn>command("HGETDEL", HASH, WRITE, FAST)
          .since("8.0.0")
          .summary("Takes fields out of a hash and tells their values.")
          .complexity("O(N) where N is the number of fields")
          .takes(key("key", Access.TAKE), FieldWords.NAMES, Names::new)
          .does(FieldTimeCommands::hgetdel);

  static final Command<Turn> HGETEX =
      Command.<Turn>command("HGETEX", HASH, WRITE, FAST)
          .since("8.0.0")
          .summary("Tells the values of fields and lets them end at another time.")
          .complexity("O(N) where N is the number of fields")
          .takes(key("key", Access.UPDATE_AND_TELL), FieldOptions.reading(), Reading::new)
          .does(FieldTimeCommands::hgetex);

  static final Command<Turn> HSETEX =
      Command.<Turn>command("HSETEX", HASH, WRITE, DENY_OOM, FAST)
          .since("8.0.0")
          .summary("Gives fields of a hash values and lets them end by themselves.")
          .complexity("O(N) where N is the number of fields")
          .takes(key("key", Access.UPDATE), FieldOptions.setting(), Setting::new)
          .does(FieldTimeCommands::hsetex);

  /** All of them. */
  public static final List<Command<Turn>> ALL =
      List.of(
          HEXPIRE,
          HPEXPIRE,
          HEXPIREAT,
          HPEXPIREAT,
          HTTL,
          HPTTL,
          HEXPIRETIME,
          HPEXPIRETIME,
          HPERSIST,
          HGETDEL,
          HGETEX,
          HSETEX);

  private static Command<Turn> expiring(String name, String summary, Arg<Ending> ending) {
    return Command.<Turn>command(name, HASH, WRITE, FAST)
        .since("7.4.0")
        .summary(summary)
        .complexity("O(N) where N is the number of fields")
        .takes(key("key", Access.UPDATE), FieldOptions.expiring(ending), Expiry::new)
        .does(FieldTimeCommands::expire);
  }

  private static Command<Turn> telling(
      String name, String summary, List<String> tips, Telling telling) {
    return Command.<Turn>command(name, HASH, READONLY, FAST)
        .since("7.4.0")
        .summary(summary)
        .complexity("O(N) where N is the number of fields")
        .tips(tips.toArray(new String[0]))
        .takes(key("key", Access.READ), FieldWords.NAMES, Names::new)
        .does((turn, names) -> tellDeadlines(turn, names, telling));
  }

  // ---- Deadlines ----------------------------------------------------------------------------

  private static void expire(Turn turn, Expiry request) {
    HashValue hash = Hashes.write(turn, request.key);
    FieldOptions.Expiring what = request.what.given();
    long deadline = what.ending().deadline(turn);
    boolean past = deadline <= turn.nowMillis();
    boolean changed = false;
    boolean removed = false;
    ChangedFields fields = ChangedFields.of(turn);
    turn.reply().array(what.fields().size());
    for (Bytes field : what.fields()) {
      int outcome;
      if (hash == null || !hash.contains(field)) {
        outcome = NO_FIELD;
      } else if (!allows(what.condition(), hash.deadline(field), deadline)) {
        outcome = NOT_MET;
      } else {
        outcome = end(hash, field, deadline, past);
        changed = true;
        removed |= past;
        fields.add(field);
      }
      turn.reply().integer(outcome);
    }
    if (changed && hash != null) {
      Hashes.changed(turn, request.key, hash, removed ? "hdel" : "hexpire", fields);
    }
  }

  private static boolean allows(
      FieldOptions.@Nullable Condition condition, long before, long after) {
    return switch (condition) {
      case null -> true;
      case NX -> before == Deadlines.NONE;
      case XX -> before != Deadlines.NONE;
      case GT -> before != Deadlines.NONE && before < after;
      case LT -> before > after;
    };
  }

  /** Lets {@code field} end at {@code deadline}: at once if that is past. */
  private static int end(HashValue hash, Bytes field, long deadline, boolean past) {
    if (past) {
      hash.remove(field);
      return TAKEN_OUT;
    }
    hash.deadline(field, deadline);
    return DONE;
  }

  private static void tellDeadlines(Turn turn, Names request, Telling telling) {
    HashValue hash = Hashes.read(turn, request.key);
    turn.reply().array(request.fields.given().size());
    for (Bytes field : request.fields.given()) {
      long told;
      if (hash == null || !hash.contains(field)) {
        told = NO_FIELD;
      } else {
        long deadline = hash.deadline(field);
        told = deadline == Deadlines.NONE ? NO_DEADLINE : telling.tell(deadline, turn.nowMillis());
      }
      turn.reply().integer(told);
    }
  }

  private static void hpersist(Turn turn, Names request) {
    HashValue hash = Hashes.write(turn, request.key);
    boolean changed = false;
    ChangedFields fields = ChangedFields.of(turn);
    turn.reply().array(request.fields.given().size());
    for (Bytes field : request.fields.given()) {
      if (hash == null || !hash.contains(field)) {
        turn.reply().integer(NO_FIELD);
      } else if (hash.deadline(field) == Deadlines.NONE) {
        turn.reply().integer(NO_DEADLINE);
      } else {
        hash.deadline(field, Deadlines.NONE);
        changed = true;
        fields.add(field);
        turn.reply().integer(DONE);
      }
    }
    if (changed && hash != null) {
      Hashes.changed(turn, request.key, hash, "hpersist", fields);
    }
  }

  // ---- Reading and changing at once ---------------------------------------------------------

  private static void hgetdel(Turn turn, Names request) {
    HashValue hash = Hashes.write(turn, request.key);
    boolean removed = false;
    ChangedFields fields = ChangedFields.of(turn);
    turn.reply().array(request.fields.given().size());
    for (Bytes field : request.fields.given()) {
      HashCommands.tellValue(turn.reply(), hash, field);
      if (hash != null && hash.remove(field)) {
        removed = true;
        fields.add(field);
      }
    }
    if (removed && hash != null) {
      Hashes.changed(turn, request.key, hash, "hdel", fields);
    }
  }

  private static void hgetex(Turn turn, Reading request) {
    HashValue hash = Hashes.write(turn, request.key);
    RespWriter reply = turn.reply();
    Ending ending = request.what.given().ending();
    List<Bytes> names = request.what.given().fields();
    long deadline = ending.isInstant() ? ending.deadline(turn) : Deadlines.NONE;
    boolean past = deadline <= turn.nowMillis();
    boolean changed = false;
    ChangedFields fields = ChangedFields.of(turn);
    reply.array(names.size());
    for (Bytes field : names) {
      HashCommands.tellValue(reply, hash, field);
      if (ending.rule() != Ending.Rule.UNSAID && hash != null && hash.contains(field)) {
        if (past || deadline != Deadlines.NONE || hash.deadline(field) != Deadlines.NONE) {
          changed = true;
          fields.add(field);
        }
        end(hash, field, deadline, past);
      }
    }
    if (changed && hash != null) {
      Hashes.changed(turn, request.key, hash, eventOf(ending, past), fields);
    }
  }

  private static String eventOf(Ending ending, boolean past) {
    if (ending.rule() == Ending.Rule.NEVER) {
      return "hpersist";
    }
    return past ? "hdel" : "hexpire";
  }

  private static void hsetex(Turn turn, Setting request) {
    FieldOptions.Setting what = request.what;
    HashValue present = Hashes.write(turn, request.key);
    Ending ending = what.ending();
    long deadline = ending.isInstant() ? ending.deadline(turn) : Deadlines.NONE;
    if (!allows(present, what)) {
      turn.reply().integer(0);
      return;
    }
    HashValue hash = present != null ? present : Hashes.writeOrAdd(turn, request.key);
    boolean past = deadline <= turn.nowMillis();
    HashLimits limits = Hashes.limits(turn);
    ChangedFields fields = ChangedFields.of(turn);
    for (HashCommands.Pair pair : what.pairs()) {
      fields.add(pair.field());
      set(hash, pair, ending, limits);
      if (ending.isInstant()) {
        end(hash, pair.field(), deadline, past);
      }
    }
    Database database = turn.database();
    database.changed(request.key);
    database.tell(KeyspaceEvents.HASH, "hset", request.key, fields.all());
    if (ending.isInstant()) {
      String event = past ? "hdel" : "hexpire";
      database.tell(KeyspaceEvents.HASH, event, request.key, fields.all());
    }
    Hashes.endIfEmpty(database, request.key, hash);
    turn.reply().integer(1);
  }

  private static boolean allows(@Nullable HashValue hash, FieldOptions.Setting what) {
    FieldOptions.Presence presence = what.presence();
    if (presence == null) {
      return true;
    }
    for (HashCommands.Pair pair : what.pairs()) {
      boolean there = hash != null && hash.contains(pair.field());
      if (there != (presence == FieldOptions.Presence.FXX)) {
        return false;
      }
    }
    return true;
  }

  private static void set(
      HashValue hash, HashCommands.Pair pair, Ending ending, HashLimits limits) {
    if (ending.rule() == Ending.Rule.UNSAID) {
      hash.set(pair.field(), pair.value(), limits);
    } else {
      hash.put(pair.field(), pair.value(), limits);
    }
  }
}
