package dev.tidings.command;

import dev.tidings.protocol.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All commands by name: an open-addressed table over the bytes of the name in lower case, so that a
 * look-up makes no string.
 */
public final class CommandTable<T> {
  private final Slot<T>[] slots;
  private final Map<String, Command<T>> byName = new LinkedHashMap<>();
  private final List<Command<T>> byId = new ArrayList<>();

  private record Slot<T>(byte[] name, Command<T> command, @Nullable CommandTable<T> subcommands) {}

  /** A table of {@code commands}; each may be in one table only. */
  public CommandTable(Collection<Command<T>> commands) {
    this(commands, List.of());
  }

  /**
   * A table of {@code commands} under other names ({@code rename-command}): step by step, each from
   * the name that is in force to a new one, or to nothing, by which it cannot be called any more.
   *
   * @param renamings each an old name and a new one, in any case
   * @throws IllegalArgumentException if a name is unknown, or given to two commands
   */
  public CommandTable(Collection<Command<T>> commands, List<List<String>> renamings) {
    this(commands, renamings, true);
  }

  @SuppressWarnings("unchecked") // an array of generic slots
  private CommandTable(
      Collection<Command<T>> commands, List<List<String>> renamings, boolean numbers) {
    int size = Integer.highestOneBit(Math.max(4, commands.size() * 3)) * 2;
    slots = (Slot<T>[]) new Slot<?>[size];
    for (Command<T> command : commands) {
      name(command.name(), command);
      if (numbers) {
        for (Command<T> each : command.withSubcommands()) {
          each.id(byId.size());
          byId.add(each);
        }
      }
    }
    renamings.forEach(each -> rename(each.getFirst(), each.getLast()));
    byName.forEach(this::put);
  }

  private void rename(String old, String name) {
    Command<T> command = byName.remove(old.toLowerCase(Locale.ROOT));
    if (command == null) {
      throw new IllegalArgumentException("No such command in rename-command");
    }
    if (!name.isEmpty()) {
      name(name.toLowerCase(Locale.ROOT), command);
    }
  }

  private void name(String name, Command<T> command) {
    if (byName.putIfAbsent(name, command) != null) {
      throw new IllegalArgumentException("Target command name already exists");
    }
  }

  private void put(String name, Command<T> command) {
    byte[] bytes = name.getBytes(StandardCharsets.ISO_8859_1);
    CommandTable<T> below =
        command.subcommands().isEmpty()
            ? null
            : new CommandTable<>(command.subcommands().values(), List.of(), false);
    int at = hash(bytes, 0, bytes.length) & (slots.length - 1);
    while (slots[at] != null) {
      at = (at + 1) & (slots.length - 1);
    }
    slots[at] = new Slot<>(bytes, command, below);
  }

  /**
   * The command that the request names; null if there is none. Where it has subcommands and the
   * second word names none of them, the answer is the command itself.
   */
  public @Nullable Command<T> find(Words words) {
    Slot<T> slot = slot(words, 0);
    if (slot == null) {
      return null;
    }
    if (slot.subcommands == null || words.count() < 2) {
      return slot.command;
    }
    Slot<T> below = slot.subcommands.slot(words, 1);
    return below == null ? slot.command : below.command;
  }

  /** The command called {@code name}, which may be {@code container|subcommand}, in any case. */
  public @Nullable Command<T> find(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    int bar = lower.indexOf('|');
    if (bar < 0) {
      return byName.get(lower);
    }
    Command<T> container = byName.get(lower.substring(0, bar));
    return container == null ? null : container.subcommands().get(lower.substring(bar + 1));
  }

  /** The commands that can be called, containers without their subcommands. */
  public Collection<Command<T>> commands() {
    return byName.values();
  }

  /**
   * All commands and their subcommands by {@link Command#id}, whether they can be called or not.
   */
  public Collection<Command<T>> all() {
    return byId;
  }

  /** One more than the greatest {@link Command#id}. */
  public int ids() {
    return byId.size();
  }

  private @Nullable Slot<T> slot(Words words, int index) {
    byte[] array = words.array();
    int start = words.start(index);
    int length = words.length(index);
    int at = hash(array, start, length) & (slots.length - 1);
    Slot<T> slot;
    while ((slot = slots[at]) != null) {
      if (matches(slot.name, array, start, length)) {
        return slot;
      }
      at = (at + 1) & (slots.length - 1);
    }
    return null;
  }

  private static boolean matches(byte[] name, byte[] array, int start, int length) {
    if (name.length != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name[i] != lower(array[start + i])) {
        return false;
      }
    }
    return true;
  }

  private static int hash(byte[] array, int start, int length) {
    int h = length;
    for (int i = 0; i < length; i++) {
      h = h * 31 + lower(array[start + i]);
    }
    return h ^ (h >>> 15);
  }

  private static byte lower(byte b) {
    return b >= 'A' && b <= 'Z' ? (byte) (b + 32) : b;
  }
}
