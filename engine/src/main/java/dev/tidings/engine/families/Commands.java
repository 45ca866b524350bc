package dev.tidings.engine.families;

import dev.tidings.command.Command;
import dev.tidings.engine.CoreCommands;
import dev.tidings.engine.Turn;
import dev.tidings.engine.bitmaps.BitmapCommands;
import dev.tidings.engine.generic.GenericCommands;
import dev.tidings.engine.geo.GeoCommands;
import dev.tidings.engine.geo.GeoSearchCommands;
import dev.tidings.engine.hashes.FieldTimeCommands;
import dev.tidings.engine.hashes.HashCommands;
import dev.tidings.engine.hashes.HashImportCommands;
import dev.tidings.engine.hashes.HashWalkCommands;
import dev.tidings.engine.hyperloglog.HyperLogLogCommands;
import dev.tidings.engine.lists.ListCommands;
import dev.tidings.engine.sets.SetCommands;
import dev.tidings.engine.sortedsets.SortedSetCommands;
import dev.tidings.engine.streams.StreamCommands;
import dev.tidings.engine.strings.StringCommands;
import java.util.ArrayList;
import java.util.List;

/** Every command of every family, for the engine and for those who derive something from them. */
public final class Commands {
  private Commands() {}

  /** All of them; subcommands are found in their containers. */
  public static List<Command<Turn>> all() {
    List<Command<Turn>> all = new ArrayList<>(CoreCommands.all());
    all.addAll(GenericCommands.ALL);
    all.addAll(StringCommands.ALL);
    all.addAll(HashCommands.ALL);
    all.addAll(HashWalkCommands.ALL);
    all.addAll(HashImportCommands.ALL);
    all.addAll(FieldTimeCommands.ALL);
    all.addAll(GeoCommands.ALL);
    all.addAll(GeoSearchCommands.ALL);
    all.addAll(StreamCommands.ALL);
    all.addAll(ListCommands.ALL);
    all.addAll(SortedSetCommands.ALL);
    all.addAll(SetCommands.ALL);
    all.addAll(BitmapCommands.ALL);
    all.addAll(HyperLogLogCommands.ALL);
    return all;
  }
}
