package dev.tidings.structures.streams;

/** Whether something holds for an entry, told by its id. */
@FunctionalInterface
public interface EntryCondition {
  /**
   * Whether it holds for the entry {@code ms-seq}. Must not change the log that asks; it may change
   * groups.
   */
  boolean holds(long ms, long seq);
}
