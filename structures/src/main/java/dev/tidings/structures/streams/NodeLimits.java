package dev.tidings.structures.streams;

/**
 * When a node of a log is full: whichever comes first. Approximate trimming takes whole nodes, so
 * these limits decide what it can take; in Redis they are {@code stream-node-max-entries} and
 * {@code stream-node-max-bytes}.
 *
 * @param entries deleted ones count too; 0: no limit
 * @param bytes of the node as Redis would encode it (see {@link ListpackSize}); 0: no limit but
 *     2³⁰, which is the most in any case
 */
public record NodeLimits(long entries, long bytes) {
  /** What Redis starts with. */
  public static final NodeLimits DEFAULT = new NodeLimits(100, 4096);

  private static final int BYTES_MAX = 1 << 30;

  /** Refuses negative limits. */
  public NodeLimits {
    if (entries < 0 || bytes < 0) {
      throw new IllegalArgumentException("a limit is negative: " + entries + ", " + bytes);
    }
  }

  boolean isFull(int slots, int nodeBytes, long rawBytes) {
    long bytesMax = bytes == 0 ? BYTES_MAX : Math.min(bytes, BYTES_MAX);
    return nodeBytes + rawBytes >= bytesMax || (entries > 0 && slots >= entries);
  }
}
