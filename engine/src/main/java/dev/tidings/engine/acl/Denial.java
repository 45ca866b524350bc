package dev.tidings.engine.acl;

import dev.tidings.command.Command;
import dev.tidings.protocol.Words;

/**
 * What a user may not do of a request.
 *
 * @param reason what is missing
 * @param word the word of the request that names the key or channel; 0 for the command
 */
public record Denial(Reason reason, int word) {
  /** What is missing. In the order in which one outweighs another when several selectors deny. */
  public enum Reason {
    COMMAND,
    KEY,
    /** Not a right: a wrong user or password, kept in the same log. */
    AUTH,
    CHANNEL;

    /** As ACL LOG shows it. */
    public String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Nothing is missing. */
  static final long NONE = 0;

  /** A denial as a number, so that a test allocates nothing; a greater one outweighs. */
  static long code(Reason reason, int word) {
    return (long) (reason.ordinal() + 1) << Integer.SIZE | word;
  }

  static Denial of(long code) {
    return new Denial(Reason.values()[(int) (code >>> Integer.SIZE) - 1], (int) code);
  }

  /** The refusal of the request, without its code; keeps to itself which key or channel it is. */
  public String text(User user, Command<?> command) {
    return switch (reason) {
      case COMMAND -> commandText(user, command);
      case KEY -> "No permissions to access a key";
      case CHANNEL -> "No permissions to access a channel";
      case AUTH -> throw new IllegalStateException("no request is denied for this");
    };
  }

  /** The same for somebody who may know everything: names the key or the channel. */
  public String detail(User user, Command<?> command, Words words) {
    return reason == Reason.COMMAND
        ? commandText(user, command)
        : "User %s has no permissions to access the '%s' %s"
            .formatted(user.name(), words.latin1(word), reason.text());
  }

  private static String commandText(User user, Command<?> command) {
    return "User %s has no permissions to run the '%s' command"
        .formatted(user.name(), command.fullName());
  }
}
