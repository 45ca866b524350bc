package dev.tidings.script;

import dev.tidings.structures.Bytes;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A library of functions that was loaded.
 *
 * @param name what its first line calls it
 * @param text all of it
 * @param functions what it registered, in that order
 */
record Library(String name, Bytes text, List<Function> functions) {
  /**
   * A function that clients can call.
   *
   * @param description for people; null if there is none
   * @param flags what it says of itself
   * @param callback where the interpreter keeps it
   */
  record Function(
      String name, @Nullable String description, Set<Shebang.Flag> flags, int callback) {}
}
