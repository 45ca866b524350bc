package dev.tidings.settings;

import org.jspecify.annotations.Nullable;

/**
 * Whoever has to act before certain settings may change, and may find that it cannot: open a
 * listener, read a certificate, enter a directory.
 *
 * <p>For each change in which one of its settings gets another value, {@link #prepare} is called
 * once; then either {@link #adopt}, when all guards agreed, or {@link #abandon}, when a later one
 * refused.
 */
public interface Guard {
  /**
   * Gets ready for the values proposed. They are not in force yet; nothing that a client can see
   * may change here.
   *
   * @return null if ready; otherwise the reason, as CONFIG SET words it
   */
  @Nullable String prepare(Proposal proposed);

  /** The values proposed are in force. */
  default void adopt(Proposal proposed) {}

  /** The values proposed will not come into force: undoes what {@link #prepare} did. */
  default void abandon(Proposal proposed) {}
}
