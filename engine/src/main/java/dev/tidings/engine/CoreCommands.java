package dev.tidings.engine;

import dev.tidings.command.Command;
import java.util.ArrayList;
import java.util.List;

/** The commands that need no keys: connections, channels, transactions, the server itself. */
public final class CoreCommands {
  private CoreCommands() {}

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
    all.addAll(HotKeysCommands.ALL);
    all.addAll(ServerCommands.ALL);
    all.addAll(DebugCommands.ALL);
    all.addAll(MemoryCommands.ALL);
    return all;
  }
}
