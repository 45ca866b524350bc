package dev.tidings.script;

import dev.tidings.command.Condition;
import dev.tidings.command.Refusal;
import dev.tidings.engine.Turn;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a run may do.
 *
 * @param readOnly it may not change anything
 * @param allowsOutOfMemory it may take memory even if there is no more
 */
record Rights(boolean readOnly, boolean allowsOutOfMemory) {
  /**
   * The rights of a script or function, or why it may not run.
   *
   * @param flags what it says of itself; null if it says nothing, and is judged by what it does
   * @param readOnly whether the client asked for a run that changes nothing
   */
  static Rights of(Turn turn, @Nullable Set<Shebang.Flag> flags, boolean readOnly) {
    if (flags == null) {
      return new Rights(readOnly, false);
    }
    boolean writes = !flags.contains(Shebang.Flag.NO_WRITES);
    if (writes && readOnly) {
      throw new Refusal("ERR Can not execute a script with write flag using *_ro command.");
    }
    boolean allows = !writes || flags.contains(Shebang.Flag.ALLOW_OOM);
    if (!allows && turn.engine().keyspace().eviction().isFull()) {
      throw new Refusal(Condition.OUT_OF_MEMORY.text());
    }
    return new Rights(readOnly || !writes, allows);
  }
}
