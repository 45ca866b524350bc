package dev.tidings.engine;

import static dev.tidings.command.Family.SERVER;
import static dev.tidings.command.Trait.ADMIN;
import static dev.tidings.command.Trait.LOADING;
import static dev.tidings.command.Trait.NOSCRIPT;
import static dev.tidings.command.Trait.STALE;

import dev.tidings.command.Command;
import dev.tidings.command.Declaration.None;
import dev.tidings.command.Refusal;
import java.util.List;

/** MONITOR: every request that is served, as it is served. */
final class MonitorCommands {
  private MonitorCommands() {}

  static final Command<Turn> MONITOR =
      Command.<Turn>command("MONITOR", SERVER, ADMIN, NOSCRIPT, LOADING, STALE)
          .since("1.0.0")
          .summary("Tells this client every request that the server serves from now on.")
          .complexity("O(N) for each request, N clients that monitor")
          .takesNothing()
          .does(MonitorCommands::monitor);

  static final List<Command<Turn>> ALL = List.of(MONITOR);

  private static void monitor(Turn turn, None none) {
    if (turn.isNested()) {
      throw new Refusal("ERR MONITOR isn't allowed for DENY BLOCKING client");
    }
    // Redis leaves the second MONITOR of a client without any answer, and clients live with it.
    if (!turn.session().features().monitoring()) {
      turn.engine().observation().monitor(turn.session());
      turn.reply().ok();
    }
  }
}
