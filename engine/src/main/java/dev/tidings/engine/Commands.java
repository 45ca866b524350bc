package dev.tidings.engine;

import dev.tidings.command.Command;
import java.util.ArrayList;
import java.util.List;

/** Every command of every family, for the engine and for those who derive something from them. */
public final class Commands {
  private Commands() {}

  /** All of them, and {@code more}. */
  static List<Command<Turn>> with(List<Command<Turn>> more) {
    List<Command<Turn>> all = all();
    all.addAll(more);
    return all;
  }

  /** All of them; subcommands are found in their containers. */
  public static List<Command<Turn>> all() {
    List<Command<Turn>> all = new ArrayList<>();
    all.addAll(AccessCommands.ALL);
    all.addAll(ConnectionCommands.ALL);
    all.add(ClientCommands.CLIENT);
    all.addAll(PubSubCommands.ALL);
    all.addAll(TransactionCommands.ALL);
    all.addAll(ConfigurationCommands.ALL);
    all.addAll(ProcessCommands.ALL);
    all.addAll(CommandCommands.ALL);
    all.addAll(InfoCommands.ALL);
    all.addAll(MonitorCommands.ALL);
    all.addAll(SlowLogCommands.ALL);
    all.addAll(LatencyCommands.ALL);
    all.addAll(ServerCommands.ALL);
    all.addAll(DebugCommands.ALL);
    return all;
  }
}
