package dev.tidings.engine.strings;

import static dev.tidings.command.Args.flag;
import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.key;
import static dev.tidings.command.Args.options;
import static dev.tidings.command.Family.STRING;
import static dev.tidings.command.Trait.READONLY;

import dev.tidings.command.Access;
import dev.tidings.command.Arg;
import dev.tidings.command.Command;
import dev.tidings.command.KeySpec;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Database;
import dev.tidings.engine.Late;
import dev.tidings.engine.Turn;
import dev.tidings.protocol.RespWriter;
import dev.tidings.settings.ClientSettings;
import dev.tidings.structures.Bytes;
import dev.tidings.structures.CommonSubsequence;
import java.util.ArrayList;
import java.util.List;

/** LCS: what two strings have in common. */
final class SubsequenceCommand {
  /** What Redis would take for each pair of beginnings, in bytes: its limit is kept. */
  private static final int CELL_BYTES = 4;

  private SubsequenceCommand() {}

  /** What is to be told of the subsequence. */
  record View(boolean length, boolean indexes, long leastMatch, boolean matchLengths) {}

  record Request(Bytes one, Bytes other, Late<View> view) {}

  private static final Arg<View> VIEW =
      options(
          flag("LEN"),
          flag("IDX"),
          integer("min-match-len").after("MINMATCHLEN").optional(0L),
          flag("WITHMATCHLEN"),
          View::new);

  static final Command<Turn> LCS =
      Command.<Turn>command("LCS", STRING, READONLY)
          .since("7.0.0")
          .summary("Tells the longest common subsequence of two strings.")
          .complexity("O(N*M) for strings of N and M bytes")
          .keys(new KeySpec(Access.READ, new KeySpec.AtIndex(1), new KeySpec.Range(1, 1, 0)))
          .takes(key("key1", Access.READ), key("key2", Access.READ), Late.rest(VIEW), Request::new)
          .does(SubsequenceCommand::tell);

  static final List<Command<Turn>> ALL = List.of(LCS);

  private static void tell(Turn turn, Request request) {
    Database database = turn.database();
    Object one = database.read(request.one);
    Object other = database.read(request.other);
    if ((one != null && !Texts.isText(one)) || (other != null && !Texts.isText(other))) {
      throw new Refusal("ERR The specified keys must contain string values");
    }
    View view = request.view.given();
    if (view.length && view.indexes) {
      throw new Refusal("ERR If you want both the length and indexes, please just use IDX.");
    }
    checkSize(turn, Texts.length(one), Texts.length(other));
    tell(
        turn.reply(),
        view,
        new CommonSubsequence(
            Texts.array(one), Texts.length(one), Texts.array(other), Texts.length(other)));
  }

  private static void checkSize(Turn turn, long one, long other) {
    long cells = (one + 1) * (other + 1);
    if (cells * CELL_BYTES > turn.configuration().value(ClientSettings.PROTO_MAX_BULK_LEN)) {
      throw new Refusal(
          "ERR Insufficient memory, transient memory for LCS exceeds proto-max-bulk-len");
    }
    if (cells / Long.SIZE + one > Integer.MAX_VALUE - 8) {
      throw new Refusal("ERR Insufficient memory, failed allocating transient memory for LCS");
    }
  }

  private static void tell(RespWriter reply, View view, CommonSubsequence found) {
    if (view.indexes) {
      tellIndexes(reply, view, found);
    } else if (view.length) {
      reply.integer(found.length());
    } else {
      reply.bulk(found.bytes());
    }
  }

  private static void tellIndexes(RespWriter reply, View view, CommonSubsequence found) {
    List<int[]> runs = new ArrayList<>();
    found.visit((aFirst, bFirst, length) -> {
      if (length >= view.leastMatch) {
        runs.add(new int[] {aFirst, bFirst, length});
      }
    });
    reply.map(2);
    reply.bulk("matches");
    reply.array(runs.size());
    for (int[] run : runs) {
      reply.array(view.matchLengths ? 3 : 2);
      range(reply, run[0], run[2]);
      range(reply, run[1], run[2]);
      if (view.matchLengths) {
        reply.integer(run[2]);
      }
    }
    reply.bulk("len");
    reply.integer(found.length());
  }

  private static void range(RespWriter reply, int first, int length) {
    reply.array(2);
    reply.integer(first);
    reply.integer(first + length - 1L);
  }
}
