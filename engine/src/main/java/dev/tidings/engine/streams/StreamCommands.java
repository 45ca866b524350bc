package dev.tidings.engine.streams;

import dev.tidings.command.Command;
import dev.tidings.engine.Turn;
import java.util.ArrayList;
import java.util.List;

/** The whole family of streams. */
public final class StreamCommands {
  private StreamCommands() {}

  /** All commands; subcommands are found in their containers. */
  public static final List<Command<Turn>> ALL = all();

  private static List<Command<Turn>> all() {
    List<Command<Turn>> all = new ArrayList<>(EntryCommands.ALL);
    all.addAll(ReadCommands.ALL);
    all.add(GroupCommands.XGROUP);
    all.addAll(PendingCommands.ALL);
    all.addAll(ClaimCommands.ALL);
    all.add(DescriptionCommands.XINFO);
    all.addAll(StateCommands.ALL);
    return List.copyOf(all);
  }
}
