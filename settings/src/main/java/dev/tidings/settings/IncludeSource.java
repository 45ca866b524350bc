package dev.tidings.settings;

import java.util.List;

/**
 * Opens the files that {@code include} names. Floor 0 opens none itself.
 *
 * <p>A path with {@code *}, {@code ?} or {@code [} is a pattern for files: all that match, in
 * alphabetical order, and none is no error. A relative path starts at the directory of the process,
 * or at the value of {@code dir} if a line before has set it.
 */
@FunctionalInterface
public interface IncludeSource {
  /** What became of one file. */
  sealed interface Included {
    /** Its text, as Latin-1. */
    record Text(String text) implements Included {}

    /** It could not be read; {@code reason} is the system's. */
    record Unreadable(String path, String reason) implements Included {}
  }

  /** The files that {@code path} names. */
  List<Included> open(String path);
}
