package dev.tidings.settings;

import java.util.List;

/** What came of CONFIG SET. */
public sealed interface SetOutcome {
  /**
   * All of it was done.
   *
   * @param changed the settings that have another value than before
   */
  record Done(List<Setting<?>> changed) implements SetOutcome {}

  /**
   * None of it was done.
   *
   * @param error the text of the reply, after {@code -ERR }
   */
  record Refused(String error) implements SetOutcome {}
}
