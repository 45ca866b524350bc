package dev.tidings.engine.acl;

import dev.tidings.command.Command;
import dev.tidings.command.Refusal;
import dev.tidings.protocol.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All users by name, and how rules change them: all words of a change are understood, or nothing
 * changes.
 *
 * <p>Texts are Latin-1, a character a byte. Touched only inside a turn.
 */
public final class Users {
  /** The user of clients that do not say who they are; always there. */
  public static final String DEFAULT = "default";

  private final CommandNames names;
  private final BooleanSupplier allChannelsAtFirst;
  private final TreeMap<String, User> byName = new TreeMap<>();
  private final User defaultUser;
  private final Selector.KeyCheck keyCheck = new Selector.KeyCheck();

  /**
   * Only the default user, who may do everything.
   *
   * @param commands all commands and subcommands
   * @param allChannelsAtFirst whether a new user may use all channels
   */
  public Users(Collection<? extends Command<?>> commands, BooleanSupplier allChannelsAtFirst) {
    this.names = new CommandNames(commands);
    this.allChannelsAtFirst = allChannelsAtFirst;
    this.defaultUser = new User(DEFAULT, rightsOfDefault());
    byName.put(DEFAULT, defaultUser);
  }

  private Rights rightsOfDefault() {
    RightsDraft draft = draft();
    for (String rule : List.of("+@all", "~*", "&*", "on", "nopass")) {
      draft.apply(rule);
    }
    return draft.made();
  }

  private RightsDraft draft() {
    return new RightsDraft(names, allChannelsAtFirst.getAsBoolean());
  }

  /** The user of clients that do not say who they are. */
  public User defaultUser() {
    return defaultUser;
  }

  /** The user called {@code name}; null if there is none. */
  public @Nullable User find(String name) {
    return byName.get(name);
  }

  /** All users, ordered by the bytes of their names. */
  public Collection<User> all() {
    return byName.values();
  }

  /** What is missing for the request; null if nothing is. */
  public @Nullable Denial check(User user, Command<?> command, Words words) {
    if (user.isUnrestricted()) {
      return null;
    }
    long missing = user.check(command, words, keyCheck);
    return missing == Denial.NONE ? null : Denial.of(missing);
  }

  /** Whether the user may read every key with the command of this request, which is allowed. */
  public boolean readsAllKeys(User user, Command<?> command, Words words) {
    return user.isUnrestricted()
        || user.rights().selectors().stream()
            .anyMatch(selector ->
                selector.readsAllKeys() && selector.check(command, words, keyCheck) == Denial.NONE);
  }

  /** Whether {@code name} can be written in a line of rules. */
  public static boolean isName(String name) {
    return !SelectorDraft.hasSpaces(name);
  }

  /** What came of a change. */
  public sealed interface Outcome {
    /**
     * It is in force.
     *
     * @param user whose rights were changed
     * @param channelsTaken whether channels that the user could use before may be missing now
     */
    record Changed(User user, boolean channelsTaken) implements Outcome {}

    /** Nothing has changed; {@code text} is the reply's, after {@code ERR }. */
    record Refused(String text) implements Outcome {}
  }

  /** Applies rules to a user, who is made if need be. */
  public Outcome change(String name, List<String> rules) {
    User present = byName.get(name);
    RightsDraft draft =
        present == null
            ? draft()
            : new RightsDraft(names, allChannelsAtFirst.getAsBoolean(), present.rights());
    List<String> merged = new ArrayList<>();
    String unmatched = merge(rules, merged);
    if (unmatched != null) {
      return new Outcome.Refused(
          "Unmatched parenthesis in acl selector starting at '" + unmatched + "'.");
    }
    for (String rule : merged) {
      RuleFault fault = draft.apply(rule);
      if (fault != null) {
        return new Outcome.Refused(
            "Error in ACL SETUSER modifier '" + Refusal.shown(rule) + "': " + fault.text());
      }
    }
    Rights made = draft.made();
    if (present == null) {
      User added = new User(name, made);
      byName.put(name, added);
      return new Outcome.Changed(added, false);
    }
    boolean taken = !made.keepsChannelsOf(present.rights());
    present.rights(made);
    return new Outcome.Changed(present, taken);
  }

  /** Puts words between parentheses together; answers the word that opens one left open. */
  private static @Nullable String merge(List<String> rules, List<String> merged) {
    StringBuilder open = new StringBuilder();
    String opening = null;
    for (String rule : rules) {
      if (opening != null) {
        open.append(' ').append(rule);
      } else if (rule.startsWith("(")) {
        opening = rule;
        open.append(rule);
      } else {
        merged.add(rule);
        continue;
      }
      if (rule.endsWith(")")) {
        merged.add(open.toString());
        open.setLength(0);
        opening = null;
      }
    }
    return opening;
  }

  /** Takes a user out; null if there was none. The default user must not be named. */
  public @Nullable User remove(String name) {
    if (name.equals(DEFAULT)) {
      throw new IllegalArgumentException("the default user is always there");
    }
    return byName.remove(name);
  }

  /** Gives the default user one password, or none at all if it is empty. */
  public void defaultPassword(String password) {
    RightsDraft draft =
        new RightsDraft(names, allChannelsAtFirst.getAsBoolean(), defaultUser.rights());
    draft.apply("resetpass");
    draft.apply(password.isEmpty() ? "nopass" : ">" + password);
    defaultUser.rights(draft.made());
  }

  /** All users as the lines of an ACL file. */
  public String file() {
    StringBuilder text = new StringBuilder();
    byName.values().forEach(user -> text.append(user.line()).append('\n'));
    return text.toString();
  }

  /**
   * Applies the words behind {@code user} in a line of the configuration.
   *
   * @return null, or why they are refused
   */
  public @Nullable String declare(String name, List<String> rules) {
    if (!isName(name)) {
      return "Spaces not allowed in ACL usernames";
    }
    List<String> whole = new ArrayList<>(rules);
    whole.addFirst("reset");
    return change(name, whole) instanceof Outcome.Refused(String text) ? text : null;
  }

  /**
   * Reads an ACL file: takes the place of all users, or of none if a line is wrong.
   *
   * @param path how errors call the file
   * @param removed is told of the users that are no longer there
   * @param channelsTaken is told of users who may have lost channels
   * @return null, or what is wrong, after {@code ERR }
   */
  public @Nullable String load(
      String path, String content, List<User> removed, List<User> channelsTaken) {
    TreeMap<String, Rights> loaded = new TreeMap<>();
    StringBuilder errors = new StringBuilder();
    int number = 0;
    for (String line : content.split("\n", -1)) {
      new FileLine(path, ++number, line).read(loaded, errors);
    }
    if (!errors.isEmpty()) {
      return errors
          + "WARNING: ACL errors detected, no change to the previously active ACL rules was"
          + " performed";
    }
    loaded.computeIfAbsent(DEFAULT, name -> rightsOfDefault());
    adopt(loaded, removed, channelsTaken);
    return null;
  }

  private void adopt(Map<String, Rights> loaded, List<User> removed, List<User> channelsTaken) {
    for (User user : List.copyOf(byName.values())) {
      if (!loaded.containsKey(user.name())) {
        removed.add(user);
        byName.remove(user.name());
      }
    }
    loaded.forEach((name, rights) -> {
      User present = byName.get(name);
      if (present == null) {
        byName.put(name, new User(name, rights));
        return;
      }
      if (!rights.keepsChannelsOf(present.rights())) {
        channelsTaken.add(present);
      }
      present.rights(rights);
    });
  }

  /** One line of an ACL file, words between single spaces. */
  private final class FileLine {
    private final String place;
    private final int number;
    private final String text;

    FileLine(String path, int number, String line) {
      this.place = path + ":" + number;
      this.number = number;
      this.text = trimmed(line);
    }

    private static String trimmed(String line) {
      int from = 0;
      int to = line.length();
      while (from < to && " \t\r".indexOf(line.charAt(from)) >= 0) {
        from++;
      }
      while (to > from && " \t\r".indexOf(line.charAt(to - 1)) >= 0) {
        to--;
      }
      return line.substring(from, to);
    }

    void read(Map<String, Rights> into, StringBuilder errors) {
      if (text.isEmpty()) {
        return;
      }
      List<String> words = List.of(text.split(" ", -1));
      if (!words.getFirst().equals("user") || words.size() < 2) {
        errors.append(place).append(" should start with user keyword followed by the username. ");
        return;
      }
      String name = words.get(1);
      if (!isName(name)) {
        errors
            .append("'" + place + ": username '" + name + "'")
            .append(" contains invalid characters. ");
      } else if (into.containsKey(name)) {
        errors.append("WARNING: Duplicate user '" + name + "' found on line " + number + ". ");
      } else {
        into.put(name, rights(words.subList(2, words.size()), errors));
      }
    }

    private Rights rights(List<String> rules, StringBuilder errors) {
      RightsDraft draft = draft();
      List<String> merged = new ArrayList<>();
      if (merge(rules, merged) != null) {
        errors.append(place).append(": Unmatched parenthesis in selector definition.");
        merged.clear();
      }
      boolean told = false;
      for (String rule : merged) {
        String stripped = trimmed(rule);
        RuleFault fault = draft.apply(stripped);
        if (fault == RuleFault.UNKNOWN_NAME) {
          errors.append(place + ": Error in applying operation '" + stripped + "': ");
          errors.append(fault.text()).append(". ");
        } else if (fault != null && !told) {
          // One is enough: those that follow may only be its consequences.
          errors.append(place).append(": ").append(fault.text()).append(". ");
          told = true;
        }
      }
      return draft.made();
    }
  }
}
