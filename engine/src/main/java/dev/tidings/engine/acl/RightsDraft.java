package dev.tidings.engine.acl;

import dev.tidings.protocol.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The rights of a user while rules are applied to them, one word after the other. */
final class RightsDraft {
  private final CommandNames names;
  private final boolean allChannelsAtFirst;
  private boolean enabled;
  private boolean anyPassword;
  private Rights.Sanitize sanitize = Rights.Sanitize.ALWAYS;
  private final List<String> passwords = new ArrayList<>();
  private SelectorDraft root;
  private final List<Selector> others = new ArrayList<>();

  /** A user who may do nothing. */
  RightsDraft(CommandNames names, boolean allChannelsAtFirst) {
    this.names = names;
    this.allChannelsAtFirst = allChannelsAtFirst;
    this.root = new SelectorDraft(names, allChannelsAtFirst);
  }

  /** A user with the rights {@code made}. */
  RightsDraft(CommandNames names, boolean allChannelsAtFirst, Rights made) {
    this.names = names;
    this.allChannelsAtFirst = allChannelsAtFirst;
    enabled = made.enabled();
    anyPassword = made.anyPassword();
    sanitize = made.sanitize();
    passwords.addAll(made.passwords());
    root = new SelectorDraft(names, made.root());
    others.addAll(made.selectors().subList(1, made.selectors().size()));
  }

  Rights made() {
    List<Selector> selectors = new ArrayList<>(others);
    selectors.addFirst(root.made());
    return new Rights(
        enabled, anyPassword, sanitize, List.copyOf(passwords), List.copyOf(selectors));
  }

  /** Applies one rule; null, or why it is none. */
  @Nullable RuleFault apply(String rule) {
    switch (rule.toLowerCase(Locale.ROOT)) {
      case "" -> {}
      case "on" -> enabled = true;
      case "off" -> enabled = false;
      case "nopass" -> passwordsAre(true);
      case "resetpass" -> passwordsAre(false);
      case "sanitize-payload" -> sanitize = Rights.Sanitize.ALWAYS;
      case "skip-sanitize-payload" -> sanitize = Rights.Sanitize.NEVER;
      case "clearselectors" -> others.clear();
      case "reset" -> reset();
      default -> {
        return applyOther(rule);
      }
    }
    return null;
  }

  private @Nullable RuleFault applyOther(String rule) {
    return switch (rule.charAt(0)) {
      case '>' -> add(Passwords.hash(latin1(rule.substring(1))));
      case '<' -> remove(Passwords.hash(latin1(rule.substring(1))));
      case '#' -> Passwords.isHash(rule.substring(1)) ? add(rule.substring(1)) : RuleFault.BAD_HASH;
      case '!' ->
          Passwords.isHash(rule.substring(1)) ? remove(rule.substring(1)) : RuleFault.BAD_HASH;
      case '(' ->
          rule.endsWith(")") ? select(rule.substring(1, rule.length() - 1)) : RuleFault.SYNTAX;
      default -> root.apply(rule);
    };
  }

  private void passwordsAre(boolean any) {
    anyPassword = any;
    passwords.clear();
  }

  private void reset() {
    passwordsAre(false);
    enabled = false;
    sanitize = Rights.Sanitize.ALWAYS;
    others.clear();
    root = new SelectorDraft(names, allChannelsAtFirst);
  }

  private @Nullable RuleFault add(String hash) {
    if (!passwords.contains(hash)) {
      passwords.add(hash);
    }
    anyPassword = false;
    return null;
  }

  private @Nullable RuleFault remove(String hash) {
    return passwords.remove(hash) ? null : RuleFault.NO_SUCH_PASSWORD;
  }

  /** Rules may be quoted as in a line typed by hand; a quote left open is no rule, as in Redis. */
  private @Nullable RuleFault select(String rules) {
    SelectorDraft selector = new SelectorDraft(names, allChannelsAtFirst);
    Words words = Words.ofLine(latin1(rules));
    for (int i = 0; words != null && i < words.count(); i++) {
      String rule = words.latin1(i);
      RuleFault fault = rule.isEmpty() ? null : selector.apply(rule);
      if (fault != null) {
        return fault;
      }
    }
    others.add(selector.made());
    return null;
  }

  private static byte[] latin1(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
