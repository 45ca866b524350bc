package dev.tidings.engine.acl;

import dev.tidings.command.Command;
import dev.tidings.protocol.Words;
import dev.tidings.structures.Bytes;
import java.util.List;

/**
 * Somebody who may connect, and what that user may do. The same object for as long as the user
 * exists, so that sessions can keep it while its rights change.
 */
public final class User {
  private final String name;
  private Rights rights;
  private boolean unrestricted;

  User(String name, Rights rights) {
    this.name = name;
    this.rights = rights;
    this.unrestricted = anyUnrestricted(rights);
  }

  private static boolean anyUnrestricted(Rights rights) {
    return rights.selectors().stream().anyMatch(Selector::isUnrestricted);
  }

  /** The name, a character a byte. */
  public String name() {
    return name;
  }

  Rights rights() {
    return rights;
  }

  void rights(Rights changed) {
    rights = changed;
    unrestricted = anyUnrestricted(changed);
  }

  /** Whether nothing is forbidden: then a request need not be tested. */
  public boolean isUnrestricted() {
    return unrestricted;
  }

  /** Whether anybody may be this user without a password. */
  public boolean isOpen() {
    return rights.enabled() && rights.anyPassword();
  }

  /** Whether any password will do, even if nobody may log in now. */
  public boolean takesAnyPassword() {
    return rights.anyPassword();
  }

  /** Whether somebody with this password may log in. */
  public boolean accepts(byte[] password) {
    return rights.enabled()
        && (rights.anyPassword() || Passwords.anyIs(rights.passwords(), password));
  }

  /** What is missing for the request, as {@link Denial#code}; {@link Denial#NONE} if nothing. */
  long check(Command<?> command, Words words, Selector.KeyCheck keyCheck) {
    long worst = Denial.NONE;
    List<Selector> selectors = rights.selectors();
    for (int i = 0; i < selectors.size(); i++) {
      long missing = selectors.get(i).check(command, words, keyCheck);
      if (missing == Denial.NONE) {
        return missing;
      }
      worst = Math.max(worst, missing);
    }
    return worst;
  }

  /** Whether the user may have a subscription to a channel, or to a pattern. */
  public boolean coversChannel(Bytes subscribed, boolean isPattern) {
    return rights.coversChannel(subscribed, isPattern);
  }

  /** As a line of an ACL file. */
  public String line() {
    return "user " + name + " " + rights.rules();
  }

  /** All that ACL GETUSER shows. */
  public Description description() {
    return new Description(
        rights.flags(),
        rights.passwords(),
        rights.selectors().stream()
            .map(s ->
                new Permissions(String.join(" ", s.commandRules()), s.keyRules(), s.channelRules()))
            .toList());
  }

  /**
   * What rules say of a user.
   *
   * @param flags on or off, nopass, and how payloads are treated
   * @param passwords hashes
   * @param selectors the root first
   */
  public record Description(
      List<String> flags, List<String> passwords, List<Permissions> selectors) {}

  /** The rules of one selector. */
  public record Permissions(String commands, String keys, String channels) {}

  @Override
  public String toString() {
    return name;
  }
}
