package dev.tidings.engine.strings;

import static dev.tidings.command.Args.block;
import static dev.tidings.command.Args.counted;
import static dev.tidings.command.Args.custom;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Args.options;
import static dev.tidings.command.Args.token;
import static dev.tidings.command.Family.STRING;
import static dev.tidings.command.Trait.DENY_OOM;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.MOVABLE_KEYS;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.KeySpec;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.RespWriter;
import dev.tidings.settings.KeyspaceEvents;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.Deadlines;
import java.util.ArrayList;
import java.util.List;

/** Strings of several keys at once. */
final class ManyStringsCommands {
  private static final String NO_COUNT = "ERR invalid numkeys value";
  private static final byte[] NX = {'N', 'X'};
  private static final byte[] XX = {'X', 'X'};

  private ManyStringsCommands() {}

  record Pair(Bytes key, byte[] value) {}

  /** What MSETEX is told besides keys and values. */
  record Terms(Condition.Kind condition, Expiration expiration) {}

  record SetAll(List<Pair> pairs, Terms terms) {}

  private static final Arg<List<Pair>> PAIRS =
      custom(
          counted(integer("numkeys"), pair(Access.OVERWRITE)).shape(),
          ManyStringsCommands::countedPairs);

  private static final Arg<Terms> TERMS =
      custom(
          options(
                  oneOf("condition", token("NX", 1), token("XX", 2)),
                  Expiration.shapes(Expiration.Kind.KEEPTTL),
                  (condition, expiration) -> Expiration.NONE)
              .shape(),
          ManyStringsCommands::terms);

  static final Command<Turn> MGET =
      Command.<Turn>command("MGET", STRING, READONLY, FAST)
          .since("1.0.0")
          .summary("Tells the strings that several keys hold.")
          .complexity("O(N) for N keys")
          .tips("request_policy:multi_shard")
          .takes(key("key", Access.READ).many())
          .does(ManyStringsCommands::get);

  static final Command<Turn> MSET =
      Command.<Turn>command("MSET", STRING, WRITE, DENY_OOM)
          .since("1.0.1")
          .summary("Lets several keys hold strings.")
          .complexity("O(N) for N keys")
          .tips("request_policy:multi_shard", "response_policy:all_succeeded")
          .takes(pairs("mset", Access.OVERWRITE))
          .does(ManyStringsCommands::set);

  static final Command<Turn> MSETNX =
      Command.<Turn>command("MSETNX", STRING, WRITE, DENY_OOM)
          .since("1.0.1")
          .summary("Lets several keys hold strings if none of them is there.")
          .complexity("O(N) for N keys")
          .takes(pairs("msetnx", Access.CREATE))
          .does(ManyStringsCommands::setIfAbsent);

  static final Command<Turn> MSETEX =
      Command.<Turn>command("MSETEX", STRING, WRITE, DENY_OOM, MOVABLE_KEYS)
          .since("8.4.0")
          .summary("Lets several keys hold strings that end together.")
          .complexity("O(N) for N keys")
          .tips("request_policy:multi_shard", "response_policy:all_succeeded")
          .keys(new KeySpec(Access.OVERWRITE, new KeySpec.AtIndex(1), new KeySpec.Counted(0, 1, 2)))
          .takes(PAIRS, TERMS, SetAll::new)
          .does(ManyStringsCommands::setEnding);

  static final List<Command<Turn>> ALL = List.of(MGET, MSET, MSETNX, MSETEX);

  private static Arg<Pair> pair(Access access) {
    return block("data", key("key", access), StringCommands.VALUE, Pair::new);
  }

  private static Arg<List<Pair>> pairs(String command, Access access) {
    return pair(access).many().lacking(Refusal.arity(command).text());
  }

  private static List<Pair> countedPairs(Cursor cursor) {
    long count = cursor.nextInteger(NO_COUNT);
    if (count < 1 || count > Integer.MAX_VALUE) {
      throw new Refusal(NO_COUNT);
    }
    if (count > cursor.remaining() / 2) {
      throw new Refusal("ERR wrong number of key-value pairs");
    }
    List<Pair> pairs = new ArrayList<>((int) count);
    for (; count > 0; count--) {
      pairs.add(new Pair(cursor.next(), cursor.nextBytes()));
    }
    return pairs;
  }

  private static Terms terms(Cursor cursor) {
    Condition.Kind condition = Condition.Kind.ALWAYS;
    Expiration expiration = Expiration.NONE;
    while (cursor.hasNext()) {
      int before = cursor.position();
      if (cursor.nextIs(NX) && condition != Condition.Kind.XX) {
        cursor.skip();
        condition = Condition.Kind.NX;
      } else if (cursor.nextIs(XX) && condition != Condition.Kind.NX) {
        cursor.skip();
        condition = Condition.Kind.XX;
      } else {
        expiration = Expiration.read(cursor, expiration, Expiration.Kind.KEEPTTL);
      }
      if (cursor.position() == before) {
        throw Refusal.syntax();
      }
    }
    return new Terms(condition, expiration);
  }

  private static void get(Turn turn, List<Bytes> keys) {
    Database database = turn.database();
    RespWriter reply = turn.reply();
    reply.array(keys.size());
    for (Bytes key : keys) {
      Object value = database.read(key);
      Texts.tell(reply, value != null && Texts.isText(value) ? value : null);
    }
  }

  private static void set(Turn turn, List<Pair> pairs) {
    Database database = turn.database();
    for (Pair pair : pairs) {
      StringCommands.put(database, pair.key, pair.value);
    }
    turn.reply().ok();
  }

  private static void setIfAbsent(Turn turn, List<Pair> pairs) {
    Database database = turn.database();
    for (Pair pair : pairs) {
      if (database.write(pair.key) != null) {
        turn.reply().integer(0);
        return;
      }
    }
    for (Pair pair : pairs) {
      StringCommands.put(database, pair.key, pair.value);
    }
    turn.reply().integer(1);
  }

  private static void setEnding(Turn turn, SetAll request) {
    Expiration expiration = request.terms.expiration;
    long deadline = expiration.deadline(turn);
    Database database = turn.database();
    Condition condition = new Condition(request.terms.condition, Condition.ALWAYS.operand());
    for (Pair pair : request.pairs) {
      if (!condition.holdsFor(database.write(pair.key))) {
        turn.reply().integer(0);
        return;
      }
    }
    for (Pair pair : request.pairs) {
      Object before = database.write(pair.key);
      if (expiration.kind() == Expiration.Kind.KEEPTTL && before != null) {
        database.replace(pair.key, pair.value);
        database.overwritten(pair.key, before);
      } else {
        database.put(pair.key, pair.value);
      }
      if (deadline != Deadlines.NONE) {
        database.deadline(pair.key, deadline);
        database.tell(KeyspaceEvents.GENERIC, "expire", pair.key);
      }
      StringCommands.finish(database, pair.key, Deadlines.NONE);
    }
    turn.reply().integer(1);
  }
}
