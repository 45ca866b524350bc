package dev.tidings.engine.acl;

import dev.tidings.structures.Bytes;
import java.util.ArrayList;
import java.util.List;

/**
 * All that rules say of one user. Immutable: a change makes new ones, which take the old ones'
 * place as a whole.
 *
 * @param enabled whether anybody may log in as this user
 * @param anyPassword whether any password will do
 * @param sanitize what was said about payloads of RESTORE
 * @param passwords hashes of the passwords
 * @param selectors the root first: each allows on its own
 */
record Rights(
    boolean enabled,
    boolean anyPassword,
    Sanitize sanitize,
    List<String> passwords,
    List<Selector> selectors) {

  /** Whether payloads of RESTORE are looked at with suspicion. */
  enum Sanitize {
    ALWAYS("sanitize-payload"),
    NEVER("skip-sanitize-payload");

    final String rule;

    Sanitize(String rule) {
      this.rule = rule;
    }
  }

  Selector root() {
    return selectors.getFirst();
  }

  /** The flags as ACL GETUSER shows them. */
  List<String> flags() {
    List<String> flags = new ArrayList<>();
    flags.add(enabled ? "on" : "off");
    if (anyPassword) {
      flags.add("nopass");
    }
    flags.add(sanitize.rule);
    return flags;
  }

  /** Rules that make the same rights of nothing. */
  String rules() {
    StringBuilder text = new StringBuilder(String.join(" ", flags()));
    for (String password : passwords) {
      text.append(" #").append(password);
    }
    text.append(' ').append(root().rules());
    for (Selector selector : selectors.subList(1, selectors.size())) {
      text.append(" (").append(selector.rules()).append(')');
    }
    return text.toString();
  }

  boolean coversChannel(Bytes name, boolean isPattern) {
    return selectors.stream()
        .anyMatch(selector -> selector.coversChannel(name.array(), 0, name.length(), isPattern));
  }

  /** Whether every channel rule of {@code before} is still there. */
  boolean keepsChannelsOf(Rights before) {
    if (selectors.stream().anyMatch(selector -> selector.channels() == null)) {
      return true;
    }
    List<Bytes> all = new ArrayList<>();
    for (Selector selector : selectors) {
      all.addAll(selector.channels() == null ? List.of() : selector.channels());
    }
    return before.selectors.stream()
        .allMatch(selector -> selector.channels() != null && all.containsAll(selector.channels()));
  }
}
