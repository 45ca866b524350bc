package dev.tidings.engine;

import static dev.tidings.command.Args.integer;
import static dev.tidings.command.Args.string;
import static dev.tidings.command.Family.SERVER;
import static dev.tidings.command.Trait.FAST;
import static dev.tidings.command.Trait.LOADING;
import static dev.tidings.command.Trait.NOSCRIPT;
import static dev.tidings.command.Trait.READONLY;
import static dev.tidings.command.Trait.STALE;

import dev.tidings.command.Category;
import dev.tidings.command.Command;
import dev.tidings.command.Declaration.None;
import dev.tidings.structures.Bytes;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** What can be asked of a server in a word: the time, its role, its version. */
final class ServerCommands {
  private ServerCommands() {}

  /**
   * What LOLWUT was asked for: a version of the picture and its parameters, which change nothing.
   */
  record Picture(@Nullable Long version, List<Bytes> parameters) {}

  static final Command<Turn> TIME =
      Command.<Turn>command("TIME", SERVER, LOADING, STALE, FAST)
          .since("2.6.0")
          .summary("Tells the server's time: seconds since 1970, and microseconds of the second.")
          .complexity("O(1)")
          .tips("nondeterministic_output")
          .takesNothing()
          .does(ServerCommands::time);

  static final Command<Turn> ROLE =
      Command.<Turn>command("ROLE", SERVER, NOSCRIPT, LOADING, STALE, FAST)
          .since("2.8.12")
          .summary("Tells the server's part in replication.")
          .complexity("O(1)")
          .categories(Category.ADMIN, Category.DANGEROUS)
          .takesNothing()
          .does(ServerCommands::role);

  static final Command<Turn> LOLWUT =
      Command.<Turn>command("LOLWUT", SERVER, READONLY, FAST)
          .since("5.0.0")
          .summary("Draws something, and tells the version.")
          .complexity("O(1)")
          .takes(
              integer("version").after("VERSION").optional(),
              string("parameter").manyOrNone(),
              Picture::new)
          .does(ServerCommands::draw);

  static final List<Command<Turn>> ALL = List.of(TIME, ROLE, LOLWUT);

  private static void time(Turn turn, None none) {
    turn.reply().array(2);
    turn.reply().bulk(turn.nowMicros() / 1_000_000);
    turn.reply().bulk(turn.nowMicros() % 1_000_000);
  }

  /** A master at the beginning of its history, with no replicas: Tidings has no replication yet. */
  private static void role(Turn turn, None none) {
    turn.reply().array(3);
    turn.reply().bulk("master");
    turn.reply().integer(0);
    turn.reply().array(0);
  }

  private static void draw(Turn turn, Picture picture) {
    SplittableRandom random = turn.random();
    ProcessFacts facts = turn.engine().surroundings().process();
    turn.reply()
        .verbatim(
            "txt",
            Ripples.drawn(random)
                + "\nNews spreads in ripples. Redis ver. "
                + HelloCommand.REDIS_VERSION
                + ", Tidings ver. "
                + facts.version()
                + "\n");
  }
}
