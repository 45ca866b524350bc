package dev.tidings.settings;

import dev.tidings.structures.Glob;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The values in force.
 *
 * <p>Any thread may ask for a {@link #value}; it costs two reads of memory, and a change of several
 * settings is seen whole or not at all. Everything else is for one thread at a time.
 *
 * <p>Texts are Latin-1: one character stands for one byte (see {@link #text} for names of files and
 * the like).
 */
public final class Configuration {
  private volatile Object[] values;
  private final boolean[] given;
  private final List<Guarded> guards = new ArrayList<>();
  private final List<Listener<?>> listeners = new ArrayList<>();
  private final List<List<String>> userLines = new ArrayList<>();
  private final List<List<String>> renamedCommands = new ArrayList<>();
  private final List<List<String>> modules = new ArrayList<>();

  private record Guarded(Set<Setting<?>> settings, Guard guard) {}

  private record Listener<T>(Setting<T> setting, Consumer<? super T> consumer) {
    void tell(Proposal change) {
      if (change.changes(setting)) {
        consumer.accept(change.after(setting));
      }
    }
  }

  /** One argument of CONFIG SET: the name as the client wrote it, what it names, and the text. */
  private record Assignment(String written, Settings.Named named, String text) {}

  /** All defaults. */
  public Configuration() {
    values = Settings.all().stream().map(Setting::defaultValue).toArray();
    given = new boolean[values.length];
  }

  /** The value in force. Any thread. */
  public <T> T value(Setting<T> setting) {
    return at(values, setting);
  }

  /** The value of a textual setting, its bytes read as UTF-8. Any thread. */
  public String text(Setting<String> setting) {
    return new String(value(setting).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
  }

  /** Whether somebody gave the setting a value: a file, the command line or CONFIG SET. */
  public boolean given(Setting<?> setting) {
    return given[setting.ordinal()];
  }

  /**
   * Calls {@code consumer} with each new value of the setting, after all of a change is in force.
   */
  public <T> void onChange(Setting<T> setting, Consumer<? super T> consumer) {
    listeners.add(new Listener<>(setting, consumer));
  }

  /** Asks {@code guard} before any of these settings gets another value. */
  public void guard(Guard guard, Setting<?>... settings) {
    guards.add(new Guarded(Set.of(settings), guard));
  }

  /**
   * Gives a setting a value without asking guards: for the owner that has already acted, such as
   * REPLICAOF for {@code replicaof}. Listeners are told.
   */
  public <T> void put(Setting<T> setting, T value) {
    Object[] before = values;
    Object[] after = before.clone();
    after[setting.ordinal()] = value;
    given[setting.ordinal()] = true;
    values = after;
    tell(new Proposal(before, after));
  }

  /**
   * CONFIG GET: names and values by any of the patterns, each name once. A name without {@code *},
   * {@code ?} and {@code [} is looked up in any case and comes back as it was written.
   */
  public Map<String, String> get(List<String> patterns) {
    Map<String, String> found = new LinkedHashMap<>();
    Set<String> seen = new LinkedHashSet<>();
    for (String pattern : patterns) {
      if (pattern.chars().anyMatch(c -> c == '*' || c == '?' || c == '[')) {
        matching(pattern, found, seen);
      } else {
        Settings.Named named = Settings.find(pattern);
        if (named != null && seen.add(named.name())) {
          found.put(pattern, print(named.setting()));
        }
      }
    }
    return found;
  }

  private void matching(String pattern, Map<String, String> found, Set<String> seen) {
    byte[] glob = latin1(pattern);
    for (Settings.Named named : Settings.names()) {
      if (!named.setting().hidden()
          && Glob.matchesIgnoringCase(glob, latin1(named.name()))
          && seen.add(named.name())) {
        found.put(named.name(), print(named.setting()));
      }
    }
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** The value in force as CONFIG GET shows it. */
  public <T> String print(Setting<T> setting) {
    return setting.print(value(setting));
  }

  /**
   * CONFIG SET: all of it or none. Reads all, then asks the guards, then changes, then tells.
   *
   * @param namesAndTexts names and values in turn
   * @param local whether the client came over the loopback interface or a Unix domain socket
   */
  public SetOutcome set(List<String> namesAndTexts, boolean local) {
    if (namesAndTexts.size() % 2 != 0) {
      return new SetOutcome.Refused("syntax error");
    }
    List<Assignment> assignments = new ArrayList<>();
    for (int i = 0; i < namesAndTexts.size(); i += 2) {
      String name = namesAndTexts.get(i);
      Settings.Named named = Settings.find(name);
      if (named == null) {
        return new SetOutcome.Refused(
            "Unknown option or number of arguments for CONFIG SET - '" + name + "'");
      }
      Assignment assignment = new Assignment(name, named, namesAndTexts.get(i + 1));
      String reason = barred(assignment, assignments, local);
      if (reason != null) {
        return failed(name, reason);
      }
      assignments.add(assignment);
    }
    return assign(assignments);
  }

  private @Nullable String barred(Assignment assignment, List<Assignment> before, boolean local) {
    Setting<?> setting = assignment.named.setting();
    if (setting.mutability() == Mutability.IMMUTABLE) {
      return "can't set immutable config";
    }
    if (setting.mutability() == Mutability.PROTECTED && !protectedAllowed(local)) {
      return "can't set protected config";
    }
    // An alias and its setting count as two names here, as they do in Redis: the last one holds.
    boolean again = before.stream().anyMatch(other -> other.named.equals(assignment.named));
    return again ? "duplicate parameter" : null;
  }

  private boolean protectedAllowed(boolean local) {
    return switch (value(SecuritySettings.ENABLE_PROTECTED_CONFIGS)) {
      case NO -> false;
      case YES -> true;
      case LOCAL -> local;
    };
  }

  private SetOutcome assign(List<Assignment> assignments) {
    Object[] before = values;
    Object[] after = before.clone();
    for (Assignment assignment : assignments) {
      String reason = read(assignment.named.setting(), assignment.text, after);
      if (reason != null) {
        return failed(assignment.named.name(), reason);
      }
    }
    Proposal proposal = new Proposal(before, after);
    SetOutcome.Refused refusal = ask(proposal, assignments);
    if (refusal != null) {
      return refusal;
    }
    for (Assignment assignment : assignments) {
      given[assignment.named.setting().ordinal()] = true;
    }
    values = after;
    for (Guarded guarded : guards) {
      if (guarded.settings.stream().anyMatch(proposal::changes)) {
        guarded.guard.adopt(proposal);
      }
    }
    tell(proposal);
    return new SetOutcome.Done(proposal.changed());
  }

  private static <T> @Nullable String read(Setting<T> setting, String text, Object[] into) {
    return store(setting, setting.parse(text, at(into, setting)), into);
  }

  private static <T> @Nullable String store(Setting<T> setting, Parsed<T> parsed, Object[] into) {
    return switch (parsed) {
      case Parsed.Refused<T>(String reason) -> reason;
      case Parsed.Value<T>(T value) -> {
        into[setting.ordinal()] = value;
        yield null;
      }
    };
  }

  /** Asks every guard concerned; after a refusal those that were ready are told to forget it. */
  private SetOutcome.@Nullable Refused ask(Proposal proposal, List<Assignment> assignments) {
    List<Guarded> ready = new ArrayList<>();
    for (Assignment assignment : assignments) {
      Setting<?> setting = assignment.named.setting();
      for (Guarded guarded : guards) {
        if (!proposal.changes(setting)
            || !guarded.settings.contains(setting)
            || ready.contains(guarded)) {
          continue;
        }
        String reason = guarded.guard.prepare(proposal);
        if (reason != null) {
          ready.reversed().forEach(other -> other.guard.abandon(proposal));
          return failed(assignment.named.name(), reason);
        }
        ready.add(guarded);
      }
    }
    return null;
  }

  private void tell(Proposal proposal) {
    for (Listener<?> listener : listeners) {
      listener.tell(proposal);
    }
  }

  private static SetOutcome.Refused failed(String name, String reason) {
    return new SetOutcome.Refused(
        "CONFIG SET failed (possibly related to argument '" + name + "') - " + reason);
  }

  /**
   * Takes one line of a configuration file; nobody is asked or told, since files are read before
   * there is anybody.
   *
   * @param first whether the setting was not named before in the same text
   * @return null, or why the line is refused
   */
  @Nullable String take(Setting<?> setting, List<String> words, boolean first) {
    Object[] after = values.clone();
    String reason = readLine(setting, words, first, after);
    if (reason == null) {
      given[setting.ordinal()] = true;
      values = after;
    }
    return reason;
  }

  private static <T> @Nullable String readLine(
      Setting<T> setting, List<String> words, boolean first, Object[] into) {
    return store(setting, setting.parseLine(words, at(into, setting), first), into);
  }

  /** The rules of the {@code user} lines in order, each starting with the user's name. */
  public List<List<String>> userLines() {
    return List.copyOf(userLines);
  }

  /** The {@code rename-command} lines in order: the old name and the new, which may be empty. */
  public List<List<String>> renamedCommands() {
    return List.copyOf(renamedCommands);
  }

  /** The {@code loadmodule} lines in order: a path and arguments. Tidings loads none. */
  public List<List<String>> modules() {
    return List.copyOf(modules);
  }

  void addUserLine(List<String> words) {
    userLines.add(List.copyOf(words));
  }

  void addRenamedCommand(List<String> words) {
    renamedCommands.add(List.copyOf(words));
  }

  void addModule(List<String> words) {
    modules.add(List.copyOf(words));
  }

  /** The element of a table of values that belongs to a setting. */
  @SuppressWarnings("unchecked")
  static <T> T at(Object[] values, Setting<T> setting) {
    return (T) values[setting.ordinal()];
  }
}
