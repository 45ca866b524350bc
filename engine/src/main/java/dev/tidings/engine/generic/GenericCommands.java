package dev.tidings.engine.generic;

import dev.tidings.command.Command;
import dev.tidings.engine.Turn;
import java.util.ArrayList;
import java.util.List;

/** The commands of keys whatever they hold, and of whole databases. */
public final class GenericCommands {
  private GenericCommands() {}

  /** The whole family. */
  public static final List<Command<Turn>> ALL = all();

  private static List<Command<Turn>> all() {
    List<Command<Turn>> all = new ArrayList<>();
    all.addAll(KeyCommands.ALL);
    all.addAll(PassageCommands.ALL);
    all.addAll(DumpCommands.ALL);
    all.addAll(DeadlineCommands.ALL);
    all.addAll(DatabaseCommands.ALL);
    all.addAll(WalkCommands.ALL);
    all.add(ObjectCommands.OBJECT);
    all.addAll(ReplicaCommands.ALL);
    all.addAll(SortCommands.ALL);
    return List.copyOf(all);
  }
}
