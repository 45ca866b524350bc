package dev.tidings.protocol;

/**
 * How much one request may ask for before it is refused.
 *
 * @param bulkBytes the longest word, {@code proto-max-bulk-len}
 * @param words the most words of a request
 */
public record ReaderLimits(long bulkBytes, int words) {
  /** A line without its end may be this long: an inline request, or a count. From Redis. */
  public static final int LINE_BYTES = 64 * 1024;

  /** A client that has not authenticated may send so little that it cannot fill the memory. */
  public static final ReaderLimits UNAUTHENTICATED = new ReaderLimits(16_384, 10);

  /** Redis's defaults: 512 MB a word. */
  public static final ReaderLimits DEFAULT = new ReaderLimits(512L << 20, Integer.MAX_VALUE);

  /** Why a word of {@code length} bytes, more than {@link #bulkBytes}, is refused. */
  String refusal(long length) {
    return equals(UNAUTHENTICATED) && length <= DEFAULT.bulkBytes
        ? "unauthenticated bulk length"
        : "invalid bulk length";
  }
}
