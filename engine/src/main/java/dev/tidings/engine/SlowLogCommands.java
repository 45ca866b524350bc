package dev.tidings.engine;

import static dev.tidings.command.Family.SERVER;
import static dev.tidings.command.Trait.ADMIN;
import static dev.tidings.command.Trait.LOADING;
import static dev.tidings.command.Trait.STALE;

import dev.tidings.command.Args;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Declaration;
import dev.tidings.command.Declaration.None;
import dev.tidings.command.Refusal;
import dev.tidings.command.Shape;
import dev.tidings.protocol.RespWriter;
import java.util.Collection;
import java.util.List;

/** SLOWLOG: the requests that took longest. */
final class SlowLogCommands {
  private static final long SHOWN = 10;
  private static final String BAD_COUNT = "ERR count should be greater than or equal to -1";

  private SlowLogCommands() {}

  static final Command<Turn> SLOWLOG =
      Containers.container(
          Command.<Turn>command("SLOWLOG", SERVER)
              .since("2.2.12")
              .summary("Tells of requests that took long.")
              .complexity("Depends on the subcommand."),
          List.of(
              subcommand("GET")
                  .summary(
                      "Tells the slow requests, the newest first: 10, or as many as asked for.")
                  .complexity("O(N), N entries told")
                  .tips("request_policy:all_nodes", "nondeterministic_output")
                  .takes(
                      Args.custom(Shape.of("count", Shape.Kind.INTEGER), SlowLogCommands::count)
                          .optional(SHOWN))
                  .does(SlowLogCommands::tell),
              subcommand("LEN")
                  .summary("Tells how many slow requests are remembered.")
                  .complexity("O(1)")
                  .tips(
                      "request_policy:all_nodes",
                      "response_policy:agg_sum",
                      "nondeterministic_output")
                  .takesNothing()
                  .does((turn, none) ->
                      turn.reply().integer(turn.engine().observation().slowLog().entries().size())),
              subcommand("RESET")
                  .summary("Forgets all slow requests.")
                  .complexity("O(N), N entries forgotten")
                  .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                  .takesNothing()
                  .does(SlowLogCommands::reset)));

  static final List<Command<Turn>> ALL = List.of(SLOWLOG);

  private static Declaration<Turn> subcommand(String name) {
    return Command.<Turn>command(name, SERVER, ADMIN, LOADING, STALE).since("2.2.12");
  }

  private static long count(Cursor cursor) {
    if (cursor.remaining() > 1) {
      throw Refusal.wrongSubcommand(cursor.words());
    }
    long count = cursor.nextInteger(BAD_COUNT);
    if (count < -1) {
      throw new Refusal(BAD_COUNT);
    }
    return count;
  }

  private static void tell(Turn turn, long count) {
    Collection<SlowLog.Entry> entries = turn.engine().observation().slowLog().entries();
    long told = count < 0 ? entries.size() : Math.min(count, entries.size());
    RespWriter reply = turn.reply();
    reply.array(told);
    entries.stream().limit(told).forEach(entry -> tell(reply, entry));
  }

  private static void tell(RespWriter reply, SlowLog.Entry entry) {
    reply.array(6);
    reply.integer(entry.id());
    reply.integer(entry.epochSeconds());
    reply.integer(entry.micros());
    reply.array(entry.words().size());
    entry.words().forEach(reply::bulk);
    reply.bulkLatin1(entry.address());
    reply.bulk(entry.name());
  }

  private static void reset(Turn turn, None none) {
    turn.engine().observation().slowLog().reset();
    turn.reply().ok();
  }
}
