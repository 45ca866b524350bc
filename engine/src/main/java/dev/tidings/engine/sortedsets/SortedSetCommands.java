package dev.tidings.engine.sortedsets;

import static dev.tidings.command.Args.flag;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.SORTED_SET;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.WRITE;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Command;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Database;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.RespWriter;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.sortedsets.SortedSet;
import java.util.ArrayList;
import java.util.List;

/** Sorted sets by member: scores, ranks, members that come and go. */
public final class SortedSetCommands {
  private SortedSetCommands() {}

  // ---- Grammar --------------------------------------------------------------------------------

  record KeyAndMember(Bytes key, Bytes member) {}

  record KeyAndMembers(Bytes key, List<Bytes> members) {}

  record RankQuestion(Bytes key, Bytes member, boolean withScore) {}

  static final Arg<Bytes> READ_KEY = key("key", Access.READ);

  private static final Arg<Bytes> MEMBER = string("member");

  // ---- Table ----------------------------------------------------------------------------------

  static final Command<Turn> ZREM =
      Command.<Turn>command("ZREM", SORTED_SET, WRITE, FAST)
          .since("1.2.0")
          .summary("Takes members out of a sorted set.")
          .complexity("O(M log N) for M members given and N in the set")
          .takes(key("key", Access.DELETE), MEMBER.many(), KeyAndMembers::new)
          .does(SortedSetCommands::remove);

  static final Command<Turn> ZCARD =
      Command.<Turn>command("ZCARD", SORTED_SET, READONLY, FAST)
          .since("1.2.0")
          .summary("Tells how many members a sorted set has.")
          .complexity("O(1)")
          .takes(key("key", Access.INSPECT))
          .does(SortedSetCommands::cardinality);

  static final Command<Turn> ZSCORE =
      Command.<Turn>command("ZSCORE", SORTED_SET, READONLY, FAST)
          .since("1.2.0")
          .summary("Tells the score of a member.")
          .complexity("O(1)")
          .takes(READ_KEY, MEMBER, KeyAndMember::new)
          .does(SortedSetCommands::score);

  static final Command<Turn> ZMSCORE =
      Command.<Turn>command("ZMSCORE", SORTED_SET, READONLY, FAST)
          .since("6.2.0")
          .summary("Tells the scores of members.")
          .complexity("O(M) for M members given")
          .takes(READ_KEY, MEMBER.many(), KeyAndMembers::new)
          .does(SortedSetCommands::scores);

  static final Command<Turn> ZRANK =
      Command.<Turn>command("ZRANK", SORTED_SET, READONLY, FAST)
          .since("2.0.0")
          .summary("Tells how many members come before one, from the lowest score on.")
          .complexity("O(log N)")
          .surplus(words -> surplus("zrank", words))
          .takes(READ_KEY, MEMBER, flag("WITHSCORE"), RankQuestion::new)
          .does((turn, question) -> rank(turn, question, false));

  static final Command<Turn> ZREVRANK =
      Command.<Turn>command("ZREVRANK", SORTED_SET, READONLY, FAST)
          .since("2.0.0")
          .summary("Tells how many members come before one, from the highest score on.")
          .complexity("O(log N)")
          .surplus(words -> surplus("zrevrank", words))
          .takes(READ_KEY, MEMBER, flag("WITHSCORE"), RankQuestion::new)
          .does((turn, question) -> rank(turn, question, true));

  /** The whole family. */
  public static final List<Command<Turn>> ALL = all();

  private static List<Command<Turn>> all() {
    List<Command<Turn>> all = new ArrayList<>(SortedSetAddition.ALL);
    all.addAll(List.of(ZREM, ZCARD, ZSCORE, ZMSCORE, ZRANK, ZREVRANK));
    all.addAll(SortedSetRanges.ALL);
    all.addAll(SortedSetPops.ALL);
    all.addAll(SortedSetAlgebra.ALL);
    all.addAll(SortedSetWalks.ALL);
    return List.copyOf(all);
  }

  private static Refusal surplus(String name, Words words) {
    return words.count() > 4 ? Refusal.arity(name) : Refusal.syntax();
  }

  // ---- Handlers -------------------------------------------------------------------------------

  private static void remove(Turn turn, KeyAndMembers request) {
    Database database = turn.database();
    SortedSet set = database.write(request.key, SortedSet.class);
    int removed = 0;
    if (set != null) {
      for (Bytes member : request.members) {
        removed += Double.isNaN(set.remove(member)) ? 0 : 1;
      }
      if (removed > 0) {
        SortedSets.afterTaking(database, request.key, set, "zrem");
      }
    }
    turn.reply().integer(removed);
  }

  private static void cardinality(Turn turn, Bytes key) {
    SortedSet set = turn.database().read(key, SortedSet.class);
    turn.reply().integer(set == null ? 0 : set.size());
  }

  private static void score(Turn turn, KeyAndMember request) {
    SortedSet set = turn.database().read(request.key, SortedSet.class);
    tellScore(turn.reply(), set == null ? Double.NaN : set.score(request.member));
  }

  private static void scores(Turn turn, KeyAndMembers request) {
    SortedSet set = turn.database().read(request.key, SortedSet.class);
    turn.reply().array(request.members.size());
    for (Bytes member : request.members) {
      tellScore(turn.reply(), set == null ? Double.NaN : set.score(member));
    }
  }

  /** A score, or null in place of NaN. */
  static void tellScore(RespWriter reply, double score) {
    if (Double.isNaN(score)) {
      reply.nullBulk();
    } else {
      reply.real(score);
    }
  }

  private static void rank(Turn turn, RankQuestion question, boolean fromBehind) {
    SortedSet set = turn.database().read(question.key, SortedSet.class);
    RespWriter reply = turn.reply();
    int rank = set == null ? -1 : set.rank(question.member);
    if (set == null || rank < 0) {
      if (question.withScore) {
        reply.nullArray();
      } else {
        reply.nullBulk();
      }
      return;
    }
    int told = fromBehind ? set.size() - 1 - rank : rank;
    if (question.withScore) {
      reply.array(2);
      reply.integer(told);
      reply.real(set.score(question.member));
    } else {
      reply.integer(told);
    }
  }
}
