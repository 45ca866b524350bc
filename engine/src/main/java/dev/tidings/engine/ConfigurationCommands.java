package dev.tidings.engine;

import static dev.tidings.command.Args.block;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.SERVER;
import static dev.tidings.command.Trait.ADMIN;
import static dev.tidings.command.Trait.LOADING;
import static dev.tidings.command.Trait.NOSCRIPT;
import static dev.tidings.command.Trait.STALE;

import dev.tidings.command.Command;
import dev.tidings.command.Declaration;
import dev.tidings.command.Declaration.None;
import dev.tidings.command.Refusal;
import dev.tidings.settings.Configuration;
import dev.tidings.settings.ConfigurationRewrite;
import dev.tidings.settings.SecuritySettings;
import dev.tidings.settings.SetOutcome;
import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** CONFIG: the settings while the server runs. */
final class ConfigurationCommands {
  private ConfigurationCommands() {}

  /** A setting and its new value. */
  record Pair(Bytes name, Bytes value) {}

  static final Command<Turn> CONFIG =
      Containers.container(
          Command.<Turn>command("CONFIG", SERVER)
              .since("2.0.0")
              .summary("Reads and changes the settings of the running server.")
              .complexity("Depends on the subcommand."),
          List.of(
              subcommand("GET")
                  .summary("Tells the settings whose names match one of the patterns.")
                  .complexity("O(N), N patterns")
                  .takes(string("parameter").many())
                  .does(ConfigurationCommands::tell),
              subcommand("SET")
                  .summary("Changes settings: all of them, or none if one is refused.")
                  .complexity("O(N), N settings to change")
                  .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                  .takes(block("data", string("parameter"), string("value"), Pair::new).many())
                  .does(ConfigurationCommands::change),
              subcommand("RESETSTAT")
                  .summary("Starts the statistics of the server over.")
                  .complexity("O(1)")
                  .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                  .takesNothing()
                  .does(ConfigurationCommands::resetStatistics),
              subcommand("REWRITE")
                  .since("2.8.0")
                  .summary("Writes the settings in force into the file that the server read.")
                  .complexity("O(1)")
                  .tips("request_policy:all_nodes", "response_policy:all_succeeded")
                  .takesNothing()
                  .does(ConfigurationCommands::rewrite)));

  static final List<Command<Turn>> ALL = List.of(CONFIG);

  private static Declaration<Turn> subcommand(String name) {
    return Command.<Turn>command(name, SERVER, ADMIN, NOSCRIPT, LOADING, STALE).since("2.0.0");
  }

  private static void tell(Turn turn, List<Bytes> patterns) {
    List<String> texts = patterns.stream().map(Bytes::latin1).toList();
    Map<String, String> found = turn.configuration().get(texts);
    turn.reply().map(found.size());
    found.forEach((name, value) -> {
      turn.reply().bulkLatin1(name);
      turn.reply().bulkLatin1(value);
    });
  }

  private static void change(Turn turn, List<Pair> pairs) {
    List<String> texts = new ArrayList<>(pairs.size() * 2);
    for (Pair pair : pairs) {
      texts.add(pair.name.latin1());
      texts.add(pair.value.latin1());
    }
    switch (turn.configuration().set(texts, turn.session().peer().isLocal())) {
      case SetOutcome.Done done -> turn.reply().ok();
      case SetOutcome.Refused refused -> throw new Refusal("ERR " + refused.error());
    }
  }

  private static void resetStatistics(Turn turn, None none) {
    turn.engine().resetStatistics();
    turn.reply().ok();
  }

  private static void rewrite(Turn turn, None none) {
    Surroundings surroundings = turn.engine().surroundings();
    String path = surroundings.configurationFile();
    if (path == null) {
      throw new Refusal("ERR The server is running without a config file");
    }
    Configuration configuration = turn.configuration();
    boolean usersApart = !configuration.text(SecuritySettings.ACLFILE).isEmpty();
    List<String> users = usersApart ? List.of() : turn.engine().access().userLines();
    String before =
        switch (surroundings.readFile(path)) {
          case Surroundings.FileContent.Content content -> content.bytes().latin1();
          case Surroundings.FileContent.Unreadable missing -> "";
        };
    String after = ConfigurationRewrite.rewritten(configuration, before, users);
    String failure = surroundings.writeFileAtomically(path, Bytes.ofLatin1(after));
    if (failure != null) {
      surroundings.log(Surroundings.Level.WARNING, "CONFIG REWRITE failed: " + failure);
      throw new Refusal("ERR Rewriting config file: " + failure);
    }
    surroundings.log(Surroundings.Level.NOTICE, "CONFIG REWRITE executed with success.");
    turn.reply().ok();
  }
}
