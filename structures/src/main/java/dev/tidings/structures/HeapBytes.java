package dev.tidings.structures;

/**
 * What arrays take of the heap: a head with the length, the content, and what is missing to the
 * next eight bytes. With compact object headers, as the launcher starts the server.
 */
public final class HeapBytes {
  private static final int ARRAY_HEAD = 12;

  private HeapBytes() {}

  /** An array whose content takes {@code bytes}. */
  public static long ofArray(long bytes) {
    return (ARRAY_HEAD + bytes + 7) & ~7L;
  }

  /** As many bytes as an array for {@code bytes} has room for in any case. */
  public static int room(int bytes) {
    return ((ARRAY_HEAD + bytes + 7) & ~7) - ARRAY_HEAD;
  }
}
