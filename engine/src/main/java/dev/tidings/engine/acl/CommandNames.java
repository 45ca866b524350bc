package dev.tidings.engine.acl;

import dev.tidings.command.Command;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands that rules may name, by the names they were declared with: renaming is ignored. */
final class CommandNames {
  private final Map<String, Command<?>> byName = new HashMap<>();
  private final List<Command<?>> all;

  CommandNames(Collection<? extends Command<?>> commands) {
    all = List.copyOf(commands);
    for (Command<?> command : all) {
      byName.put(command.fullName(), command);
    }
  }

  /** The command called {@code name}, or {@code container|subcommand}, in any case. */
  @Nullable Command<?> find(String name) {
    return byName.get(name.toLowerCase(Locale.ROOT));
  }

  /** All commands, each container before its subcommands. */
  List<Command<?>> all() {
    return all;
  }
}
