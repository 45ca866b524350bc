package dev.tidings.protocol;

import java.util.Arrays;

/**
 * Makes one request after the other in the same array: for somebody who asks often, as a script
 * does. The words are good until the next {@link #begin}.
 */
public final class WordsWriter {
  private static final int ROOM_BYTES = 1024;
  private static final int MOST_ROOM_BYTES = 64 * 1024;

  private final Words words = new Words();
  private int end;

  /** A writer with little room, which grows. */
  public WordsWriter() {
    words.array = new byte[ROOM_BYTES];
  }

  /** Begins a request without words. */
  public void begin() {
    words.clear();
    end = 0;
    if (words.array.length > MOST_ROOM_BYTES) {
      words.array = new byte[ROOM_BYTES];
    }
  }

  /**
   * Adds a word of {@code length} bytes, which the caller is to put into {@link #array}.
   *
   * @return where in the array the word begins
   */
  public int add(int length) {
    int start = end;
    int needed = Math.addExact(start, length);
    if (needed > words.array.length) {
      long roomy = Math.min(Integer.MAX_VALUE - 8L, 2L * needed);
      words.array = Arrays.copyOf(words.array, (int) roomy);
    }
    words.add(start, length);
    end = needed;
    return start;
  }

  /** Adds a word where each character is one byte. */
  public void add(String latin1) {
    int at = add(latin1.length());
    for (int i = 0; i < latin1.length(); i++) {
      words.array[at + i] = (byte) latin1.charAt(i);
    }
  }

  /** The array of the words; another one after a word was added. */
  public byte[] array() {
    return words.array;
  }

  /** The request. */
  public Words words() {
    return words;
  }
}
