package dev.tidings.settings;

/** An amount of memory, given outright or as a share of {@code maxmemory}. */
public sealed interface MemoryShare {
  /** So many bytes; 0 means no limit. */
  record Amount(long bytes) implements MemoryShare {}

  /** So many hundredths of {@code maxmemory}, 1 to 100. */
  record Percent(int percent) implements MemoryShare {}

  /** The amount where {@code maxmemory} is {@code maxmemoryBytes}; 0 means no limit. */
  default long bytes(long maxmemoryBytes) {
    return switch (this) {
      case Amount(long bytes) -> bytes;
      case Percent(int percent) ->
          maxmemoryBytes / 100 * percent + maxmemoryBytes % 100 * percent / 100;
    };
  }
}
