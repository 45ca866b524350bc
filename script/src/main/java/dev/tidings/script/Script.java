package dev.tidings.script;

import dev.tidings.structures.Bytes;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A script that was compiled.
 *
 * @param digest its name: SHA-1 of its text
 * @param text all of it
 * @param function where the interpreter keeps it
 * @param flags what it says of itself; null if it says nothing
 */
record Script(String digest, Bytes text, int function, @Nullable Set<Shebang.Flag> flags) {
  boolean has(Shebang.Flag flag) {
    return flags != null && flags.contains(flag);
  }
}
