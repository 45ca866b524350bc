package dev.tidings.engine.acl;

import dev.tidings.command.Category;
import dev.tidings.command.Command;
import dev.tidings.structures.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A selector while rules are applied to it, one word after the other. */
final class SelectorDraft {
  private final CommandNames names;
  private final long[] commands;
  private boolean everything;
  private final List<String> rules = new ArrayList<>();
  private final Map<Integer, List<byte[]>> firstArguments = new HashMap<>();
  private boolean allKeys;
  private final List<KeyPattern> keys = new ArrayList<>();
  private boolean allChannels;
  private final List<Bytes> channels = new ArrayList<>();

  /** Nothing is allowed yet, except perhaps every channel. */
  SelectorDraft(CommandNames names, boolean allChannels) {
    this.names = names;
    this.commands = new long[(names.all().size() >>> 6) + 1];
    this.allChannels = allChannels;
  }

  /** What {@code made} allows. */
  SelectorDraft(CommandNames names, Selector made) {
    this.names = names;
    this.commands = made.commands().clone();
    this.everything = made.commandRules().getFirst().equals("+@all");
    rules.addAll(made.commandRules().subList(1, made.commandRules().size()));
    made.firstArguments().forEach((id, list) -> firstArguments.put(id, new ArrayList<>(list)));
    allKeys = made.keys() == null;
    keys.addAll(made.keys() == null ? List.of() : made.keys());
    allChannels = made.channels() == null;
    channels.addAll(made.channels() == null ? List.of() : made.channels());
  }

  Selector made() {
    List<String> whole = new ArrayList<>(rules);
    whole.addFirst(everything ? "+@all" : "-@all");
    return new Selector(
        commands.clone(),
        names.all().stream().allMatch(command -> has(command.id())),
        List.copyOf(whole),
        Map.copyOf(firstArguments),
        allKeys ? null : List.copyOf(keys),
        allChannels ? null : List.copyOf(channels));
  }

  /** Applies one rule; null, or why it is none. A fault leaves the draft as it was. */
  @Nullable RuleFault apply(String rule) {
    switch (rule.toLowerCase(Locale.ROOT)) {
      case "allkeys", "~*" -> keysAre(true);
      case "resetkeys" -> keysAre(false);
      case "allchannels", "&*" -> channelsAre(true);
      case "resetchannels" -> channelsAre(false);
      case "allcommands", "+@all" -> commandsAre(true);
      case "nocommands", "-@all" -> commandsAre(false);
      default -> {
        return applyNamed(rule);
      }
    }
    return null;
  }

  private @Nullable RuleFault applyNamed(String rule) {
    boolean category = rule.startsWith("@", 1);
    return switch (rule.isEmpty() ? ' ' : rule.charAt(0)) {
      case '~', '%' -> key(rule);
      case '&' -> channel(rule.substring(1));
      case '+' -> category ? category(rule.substring(2), true) : allow(rule.substring(1));
      case '-' -> category ? category(rule.substring(2), false) : forbid(rule.substring(1));
      default -> RuleFault.SYNTAX;
    };
  }

  private void keysAre(boolean all) {
    allKeys = all;
    keys.clear();
  }

  private void channelsAre(boolean all) {
    allChannels = all;
    channels.clear();
  }

  private void commandsAre(boolean all) {
    everything = all;
    java.util.Arrays.fill(commands, all ? -1L : 0L);
    rules.clear();
    firstArguments.clear();
  }

  private @Nullable RuleFault key(String rule) {
    if (allKeys) {
      return RuleFault.AFTER_ALL_KEYS;
    }
    boolean plain = rule.startsWith("~");
    boolean reads = plain;
    boolean writes = plain;
    int at = 1;
    for (; !plain && at < rule.length() && rule.charAt(at) != '~'; at++) {
      switch (rule.charAt(at)) {
        case 'R', 'r' -> {
          if (reads) {
            return RuleFault.SYNTAX;
          }
          reads = true;
        }
        case 'W', 'w' -> {
          if (writes) {
            return RuleFault.SYNTAX;
          }
          writes = true;
        }
        default -> {
          return RuleFault.SYNTAX;
        }
      }
    }
    // Redis takes a rule that ends before its tilde, as in %R, for the empty pattern.
    String glob = plain ? rule.substring(1) : rule.substring(Math.min(at + 1, rule.length()));
    if (!(reads || writes) || hasSpaces(glob)) {
      return RuleFault.SYNTAX;
    }
    addKey(new KeyPattern(latin1(glob), reads, writes));
    return null;
  }

  private void addKey(KeyPattern added) {
    for (int i = 0; i < keys.size(); i++) {
      if (keys.get(i).glob().equals(added.glob())) {
        keys.set(i, keys.get(i).and(added));
        return;
      }
    }
    keys.add(added);
  }

  private @Nullable RuleFault channel(String glob) {
    if (allChannels) {
      return RuleFault.AFTER_ALL_CHANNELS;
    }
    if (hasSpaces(glob)) {
      return RuleFault.SYNTAX;
    }
    if (!channels.contains(latin1(glob))) {
      channels.add(latin1(glob));
    }
    return null;
  }

  private @Nullable RuleFault category(String name, boolean allowed) {
    Category category = Category.named(name);
    if (category == null) {
      return RuleFault.UNKNOWN_NAME;
    }
    for (Command<?> command : names.all()) {
      if (command.categories().contains(category)) {
        set(command, allowed);
      }
    }
    note("@" + name, allowed);
    return null;
  }

  private @Nullable RuleFault allow(String name) {
    int bar = name.lastIndexOf('|');
    Command<?> command = names.find(bar < 0 ? name : name.substring(0, bar));
    if (command == null) {
      return RuleFault.UNKNOWN_NAME;
    }
    if (bar >= 0) {
      return allowPart(command, name, name.substring(bar + 1));
    }
    set(command, true);
    note(name, true);
    return null;
  }

  /** Allows {@code part} of a command: a subcommand, or a first argument. */
  private @Nullable RuleFault allowPart(Command<?> command, String name, String part) {
    if (command.parent() != null) {
      return RuleFault.ARGUMENT_OF_SUBCOMMAND;
    }
    if (part.isEmpty()) {
      return RuleFault.SYNTAX;
    }
    if (command.subcommands().isEmpty()) {
      List<byte[]> allowed = firstArguments.computeIfAbsent(command.id(), id -> new ArrayList<>());
      byte[] upper = latin1(part.toUpperCase(Locale.ROOT)).array();
      if (allowed.stream().noneMatch(other -> java.util.Arrays.equals(other, upper))) {
        allowed.add(upper);
      }
    } else {
      Command<?> subcommand = names.find(name);
      if (subcommand == null) {
        return RuleFault.UNKNOWN_NAME;
      }
      set(subcommand, true);
    }
    note(name, true);
    return null;
  }

  private @Nullable RuleFault forbid(String name) {
    Command<?> command = names.find(name);
    if (command == null) {
      return RuleFault.UNKNOWN_NAME;
    }
    set(command, false);
    note(name, false);
    return null;
  }

  private void set(Command<?> command, boolean allowed) {
    for (Command<?> each : command.withSubcommands()) {
      int id = each.id();
      if (allowed) {
        commands[id >>> 6] |= 1L << id;
      } else {
        commands[id >>> 6] &= ~(1L << id);
      }
    }
    firstArguments.remove(command.id());
  }

  private boolean has(int id) {
    return (commands[id >>> 6] & 1L << id) != 0;
  }

  /** Keeps the rule in the place of older ones for the same command, its parts included. */
  private void note(String name, boolean allowed) {
    String lower = name.toLowerCase(Locale.ROOT);
    rules.removeIf(rule -> rule.substring(1).equals(lower) || rule.startsWith(lower + "|", 1));
    rules.add((allowed ? "+" : "-") + lower);
  }

  /** White space as C knows it, or a zero byte: neither survives in a line of rules. */
  static boolean hasSpaces(String text) {
    return text.chars().anyMatch(c -> c == 0 || c == ' ' || (c >= '\t' && c <= '\r'));
  }

  private static Bytes latin1(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
