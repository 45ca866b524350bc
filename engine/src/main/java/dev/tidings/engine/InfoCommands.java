package dev.tidings.engine;

import static dev.tidings.command.Args.text;
import static dev.tidings.command.Family.SERVER;
import static dev.tidings.command.Trait.LOADING;
import static dev.tidings.command.Trait.STALE;

import dev.tidings.command.Category;
import dev.tidings.command.Command;
import java.util.List;

/** INFO: what the server is and how it fares. */
final class InfoCommands {
  private InfoCommands() {}

  static final Command<Turn> INFO =
      Command.<Turn>command("INFO", SERVER, LOADING, STALE)
          .since("1.0.0")
          .summary("Tells what the server is and how it fares.")
          .complexity("O(1)")
          .categories(Category.DANGEROUS)
          .tips("nondeterministic_output", "request_policy:all_shards", "response_policy:special")
          .takes(text("section").manyOrNone())
          .does(InfoCommands::info);

  static final List<Command<Turn>> ALL = List.of(INFO);

  private static void info(Turn turn, List<String> names) {
    turn.reply().verbatim("txt", InfoSection.of(turn.engine(), InfoSection.selected(names)));
  }
}
