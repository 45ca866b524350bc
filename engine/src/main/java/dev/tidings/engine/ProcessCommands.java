package dev.tidings.engine;

import static dev.tidings.command.Args.flag;
import static dev.tidings.command.Args.oneOf;
import static dev.tidings.command.Args.token;
import static dev.tidings.command.Family.SERVER;
import static dev.tidings.command.Trait.ADMIN;
import static dev.tidings.command.Trait.ALLOW_BUSY;
import static dev.tidings.command.Trait.LOADING;
import static dev.tidings.command.Trait.NOSCRIPT;
import static dev.tidings.command.Trait.NO_MULTI;
import static dev.tidings.command.Trait.STALE;

import dev.tidings.command.Arg;
import dev.tidings.command.Args;
import dev.tidings.command.Command;
import dev.tidings.command.Cursor;
import dev.tidings.command.Refusal;
import dev.tidings.settings.ProcessSettings.ShutdownFlag;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What an administrator tells the process. */
final class ProcessCommands {
  private ProcessCommands() {}

  /** What SHUTDOWN was told: to end with these flags, or to take it back. */
  record Shutdown(Set<ShutdownFlag> flags, boolean abort) {}

  /**
   * The words are read by hand: SAVE and NOSAVE refuse each other, and ABORT refuses all others,
   * wherever they stand.
   */
  private static final Arg<Shutdown> SHUTDOWN_WORDS =
      Args.custom(
          Args.options(
                  oneOf(
                          "save-selector",
                          token("NOSAVE", ShutdownFlag.NOSAVE),
                          token("SAVE", ShutdownFlag.SAVE))
                      .optional(),
                  flag("NOW"),
                  flag("FORCE"),
                  flag("ABORT"),
                  (_, _, _, abort) -> abort)
              .shape(),
          ProcessCommands::readShutdown);

  static final Command<Turn> SHUTDOWN =
      Command.<Turn>command(
              "SHUTDOWN", SERVER, ADMIN, NOSCRIPT, LOADING, STALE, NO_MULTI, ALLOW_BUSY)
          .since("1.0.0")
          .summary("Ends the server in order.")
          .complexity("O(N), N connected clients")
          .takes(SHUTDOWN_WORDS)
          .does(ProcessCommands::shutdown);

  static final List<Command<Turn>> ALL = List.of(SHUTDOWN);

  private static Shutdown readShutdown(Cursor cursor) {
    Set<ShutdownFlag> flags = EnumSet.noneOf(ShutdownFlag.class);
    boolean abort = false;
    while (cursor.hasNext()) {
      switch (cursor.nextText().toUpperCase(Locale.ROOT)) {
        case "NOSAVE" -> flags.add(ShutdownFlag.NOSAVE);
        case "SAVE" -> flags.add(ShutdownFlag.SAVE);
        case "NOW" -> flags.add(ShutdownFlag.NOW);
        case "FORCE" -> flags.add(ShutdownFlag.FORCE);
        case "ABORT" -> abort = true;
        default -> throw Refusal.syntax();
      }
    }
    boolean both = flags.contains(ShutdownFlag.SAVE) && flags.contains(ShutdownFlag.NOSAVE);
    if (both || (abort && !flags.isEmpty())) {
      throw Refusal.syntax();
    }
    return new Shutdown(flags, abort);
  }

  /** Once begun it is not taken back: by the time a client could ask, all are being let go. */
  private static void shutdown(Turn turn, Shutdown shutdown) {
    if (shutdown.abort()) {
      throw new Refusal("ERR No shutdown in progress.");
    }
    turn.session().close(true);
    turn.engine().surroundings().shutdown(shutdown.flags());
  }
}
