package dev.tidings.engine;

import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.SERVER;
import static dev.tidings.command.Trait.ADMIN;
import static dev.tidings.command.Trait.LOADING;
import static dev.tidings.command.Trait.NOSCRIPT;
import static dev.tidings.command.Trait.STALE;

import dev.tidings.command.Command;
import dev.tidings.command.Refusal;
import dev.tidings.command.Trait;
import dev.tidings.protocol.RespWriter;
import dev.tidings.structures.Bytes;
import java.util.List;
import java.util.Locale;

/** DEBUG: what programs that test clients and servers need. */
final class DebugCommands {
  private static final List<String> HELP =
      List.of(
          "DEBUG <subcommand> [<arg> [value] [opt] ...]. Subcommands are:",
          "CHANGE-REPL-ID",
          "    Gives the server another replication id.",
          "DIGEST",
          "    Tells a digest of all data.",
          "DIGEST-VALUE [<key> ...]",
          "    Tells a digest of each value.",
          "ERROR <string>",
          "    Answers with this error.",
          "LOG <message>",
          "    Writes a line to the log.",
          "OBJECT <key>",
          "    Tells how a value is kept.",
          "PROTOCOL <type>",
          "    Answers with a value of a type: " + ProtocolSamples.NAMES + ".",
          "POPULATE <count> [<prefix>] [<size>]",
          "    Makes keys with strings.",
          "SET-ACTIVE-EXPIRE <0|1>",
          "    Whether keys end when their time comes, or only when somebody looks.",
          "SLEEP <seconds>",
          "    Stops the whole server for a time; fractions are allowed.",
          "HELP",
          "    Tells the subcommands.");

  private DebugCommands() {}

  record Question(Bytes subcommand, List<Bytes> arguments) {}

  static final Command<Turn> DEBUG =
      Command.<Turn>command("DEBUG", SERVER, ADMIN, NOSCRIPT, LOADING, STALE, Trait.DEBUG)
          .since("1.0.0")
          .summary("Helps programs that test clients and servers.")
          .complexity("Depends on the subcommand.")
          .takes(string("subcommand"), string("argument").manyOrNone(), Question::new)
          .does(DebugCommands::debug);

  static final List<Command<Turn>> ALL = List.of(DEBUG);

  private static void debug(Turn turn, Question question) {
    List<Bytes> arguments = question.arguments;
    RespWriter reply = turn.reply();
    // As in Redis the number of arguments is part of the name: the error is the same for both.
    String called = question.subcommand.latin1().toUpperCase(Locale.ROOT) + "/" + arguments.size();
    switch (called) {
      case "HELP/0" -> {
        reply.array(HELP.size());
        HELP.forEach(reply::simple);
      }
      case "SLEEP/1" -> sleep(turn, arguments.getFirst());
      case "ERROR/1" -> reply.error(arguments.getFirst().latin1());
      case "LOG/1" -> log(turn, arguments.getFirst());
      case "OBJECT/1" -> DebugData.object(turn, arguments.getFirst());
      case "POPULATE/1", "POPULATE/2", "POPULATE/3" -> DebugData.populate(turn, arguments);
      case "SET-ACTIVE-EXPIRE/1" -> DebugData.setActiveExpire(turn, arguments.getFirst());
      case "DIGEST/0" -> reply.simple(new DataDigest().ofAll(turn.engine().keyspace()));
      case "CHANGE-REPL-ID/0" -> {
        turn.engine().history().changeReplicationId(turn.random());
        reply.ok();
      }
      case "PROTOCOL/1" -> ProtocolSamples.write(reply, arguments.getFirst().latin1());
      default -> {
        if (!called.startsWith("DIGEST-VALUE/")) {
          throw Refusal.wrongSubcommand(turn.words());
        }
        DebugData.digestValues(turn, arguments);
      }
    }
  }

  /** What is no number is no time, as in Redis. */
  private static void sleep(Turn turn, Bytes seconds) {
    double wanted;
    try {
      wanted = Double.parseDouble(seconds.latin1());
    } catch (NumberFormatException noNumber) {
      wanted = 0;
    }
    turn.engine().surroundings().sleep((long) (wanted * 1_000_000));
    turn.reply().ok();
  }

  private static void log(Turn turn, Bytes message) {
    turn.engine().surroundings().log(Surroundings.Level.WARNING, "DEBUG LOG: " + message.latin1());
    turn.reply().ok();
  }
}
