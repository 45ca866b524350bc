package dev.tidings.engine;

import dev.tidings.command.Command;
import dev.tidings.command.Trait;
import dev.tidings.protocol.Words;

/**
 * What is known of a turn that ended in a bug.
 *
 * @param request the first bytes of what was asked, for the log; quoted, and without the words of a
 *     request that may hold a password
 * @param halfChanged whether the data may be half changed: then nobody may read it any more
 */
public record BrokenTurn(String request, boolean halfChanged) {
  private static final int SHOWN_BYTES = 512;

  /** What {@code turn} was doing when it broke. */
  static BrokenTurn of(Turn turn) {
    if (!turn.isUnderWay()) {
      return new BrokenTurn("nothing just then", false);
    }
    Command<Turn> command = turn.served();
    if (command == null) {
      return new BrokenTurn("something that was not admitted yet", false);
    }
    return new BrokenTurn(
        command.has(Trait.NO_AUTH) || command.has(Trait.ADMIN)
            ? command.fullName()
            : shown(turn.words()),
        turn.changesData());
  }

  private static String shown(Words words) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < words.count() && shown.length() < SHOWN_BYTES; i++) {
      String word = words.latin1(i);
      shown.append(i == 0 ? "" : " ").append('"');
      for (int at = 0; at < word.length() && shown.length() < SHOWN_BYTES; at++) {
        char c = word.charAt(at);
        shown.append(c >= ' ' && c <= '~' ? String.valueOf(c) : "\\x%02x".formatted((int) c));
      }
      shown.append('"');
    }
    return shown.toString();
  }
}
