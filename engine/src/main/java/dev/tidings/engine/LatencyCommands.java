package dev.tidings.engine;

import static dev.tidings.command.Args.string;
import static dev.tidings.command.Args.text;
import static dev.tidings.command.Family.SERVER;
import static dev.tidings.command.Trait.ADMIN;
import static dev.tidings.command.Trait.LOADING;
import static dev.tidings.command.Trait.NOSCRIPT;
import static dev.tidings.command.Trait.STALE;

import dev.tidings.command.Command;
import dev.tidings.command.Declaration;
import dev.tidings.command.Declaration.None;
import dev.tidings.command.Refusal;
import dev.tidings.protocol.RespWriter;
import dev.tidings.structures.LatencyHistogram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** LATENCY: what made clients wait. */
final class LatencyCommands {
  private static final String[] ANSWERS_OF_ALL_NODES = {
    "nondeterministic_output", "request_policy:all_nodes", "response_policy:special"
  };

  private LatencyCommands() {}

  static final Command<Turn> LATENCY =
      Containers.container(
          Command.<Turn>command("LATENCY", SERVER)
              .since("2.8.13")
              .summary("Tells what made clients wait.")
              .complexity("Depends on the subcommand."),
          List.of(
              question("LATEST")
                  .summary("Tells the newest sample of each kind of event.")
                  .complexity("O(1)")
                  .takesNothing()
                  .does(LatencyCommands::latest),
              question("HISTORY")
                  .summary("Tells the samples of a kind of event, the oldest first.")
                  .complexity("O(1)")
                  .takes(text("event"))
                  .does(LatencyCommands::history),
              question("GRAPH")
                  .summary("Draws the samples of a kind of event.")
                  .complexity("O(1)")
                  .takes(text("event"))
                  .does(LatencyCommands::graph),
              question("DOCTOR")
                  .summary("Explains in words what was observed, and what may help.")
                  .complexity("O(1)")
                  .takesNothing()
                  .does(LatencyCommands::doctor),
              question("HISTOGRAM")
                  .since("7.0.0")
                  .summary("Tells how long commands took, as counts by time.")
                  .complexity("O(N), N commands told of")
                  .takes(string("command").map(name -> name.latin1()).manyOrNone())
                  .does(LatencyCommands::histogram),
              subcommand("RESET")
                  .summary("Forgets the samples of some kinds of events, of all without a name.")
                  .complexity("O(1)")
                  .tips("request_policy:all_nodes", "response_policy:agg_sum")
                  .takes(text("event").manyOrNone())
                  .does((turn, kinds) ->
                      turn.reply().integer(turn.engine().observation().latency().reset(kinds)))));

  static final List<Command<Turn>> ALL = List.of(LATENCY);

  private static Declaration<Turn> subcommand(String name) {
    return Command.<Turn>command(name, SERVER, ADMIN, NOSCRIPT, LOADING, STALE).since("2.8.13");
  }

  private static Declaration<Turn> question(String name) {
    return subcommand(name).tips(ANSWERS_OF_ALL_NODES);
  }

  private static void latest(Turn turn, None none) {
    Map<String, LatencyMonitor.Series> all = turn.engine().observation().latency().series();
    RespWriter reply = turn.reply();
    reply.array(all.size());
    all.forEach((kind, series) -> {
      reply.array(4);
      reply.bulkLatin1(kind);
      reply.integer(series.last().epochSeconds());
      reply.integer(series.last().millis());
      reply.integer(series.mostMillis());
    });
  }

  private static void history(Turn turn, String kind) {
    LatencyMonitor.Series series = turn.engine().observation().latency().of(kind);
    List<LatencyMonitor.Sample> samples = series == null ? List.of() : series.samples();
    RespWriter reply = turn.reply();
    reply.array(samples.size());
    for (LatencyMonitor.Sample sample : samples) {
      reply.array(2);
      reply.integer(sample.epochSeconds());
      reply.integer(sample.millis());
    }
  }

  private static void graph(Turn turn, String kind) {
    LatencyMonitor.Series series = turn.engine().observation().latency().of(kind);
    if (series == null) {
      throw new Refusal("ERR No samples available for event '" + Refusal.shown(kind) + "'");
    }
    turn.reply().verbatim("txt", LatencyReport.graph(kind, series, turn.nowMillis() / 1000));
  }

  private static void doctor(Turn turn, None none) {
    turn.reply()
        .verbatim(
            "txt",
            LatencyReport.words(turn.engine().observation().latency(), turn.configuration()));
  }

  private static void histogram(Turn turn, List<String> names) {
    List<Command<Turn>> asked = new ArrayList<>();
    if (names.isEmpty()) {
      asked.addAll(turn.engine().commands().all());
    } else {
      for (String name : names) {
        Command<Turn> command = turn.engine().commands().find(name);
        if (command != null) {
          asked.addAll(command.withSubcommands());
        }
      }
    }
    asked.removeIf(command -> turn.engine().statistics().of(command).latency() == null);
    RespWriter reply = turn.reply();
    reply.map(asked.size());
    for (Command<Turn> command : asked) {
      Statistics.PerCommand counters = turn.engine().statistics().of(command);
      reply.bulkLatin1(command.fullName());
      reply.map(2);
      reply.bulk("calls");
      reply.integer(counters.calls());
      reply.bulk("histogram_usec");
      LatencyHistogram latency = counters.latency();
      if (latency != null) {
        tell(reply, latency);
      }
    }
  }

  private static void tell(RespWriter reply, LatencyHistogram latency) {
    List<long[]> buckets = new ArrayList<>();
    latency.visitDoubling((nanos, count) -> buckets.add(new long[] {nanos / 1000, count}));
    reply.map(buckets.size());
    for (long[] bucket : buckets) {
      reply.integer(bucket[0]);
      reply.integer(bucket[1]);
    }
  }
}
