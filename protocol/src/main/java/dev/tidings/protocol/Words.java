package dev.tidings.protocol;

import dev.tidings.structures.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The words of one request: the command's name and its arguments, as ranges of one array.
 *
 * <p>The words that a {@link RequestReader} hands out are good until its next call; whoever keeps
 * them (a transaction, a parked request, the slow log) takes a {@link #copy}.
 *
 * <pre>
 *   array   ... S E T \r \n $ 3 \r \n k e y ...
 *               ^start[0]             ^start[1]
 *               length[0] = 3         length[1] = 3
 * </pre>
 */
public final class Words {
  private static final byte[] NOTHING = new byte[0];

  byte[] array = NOTHING;
  private int[] starts = new int[8];
  private int[] lengths = new int[8];
  private int count;

  Words() {}

  /** A request made here and not read from a client. */
  public static Words of(Bytes... words) {
    Words made = new Words();
    int total = 0;
    for (Bytes word : words) {
      total += word.length();
    }
    made.array = new byte[total];
    int at = 0;
    for (Bytes word : words) {
      System.arraycopy(word.array(), 0, made.array, at, word.length());
      made.add(at, word.length());
      at += word.length();
    }
    return made;
  }

  /** A request made here of text in UTF-8. */
  public static Words of(String... words) {
    Bytes[] bytes = new Bytes[words.length];
    for (int i = 0; i < words.length; i++) {
      bytes[i] = Bytes.of(words[i]);
    }
    return of(bytes);
  }

  /**
   * The words of a line as a person types it, quoted as in an inline request; null if a quote is
   * not closed.
   */
  public static @Nullable Words ofLine(byte[] line) {
    Words words = new Words();
    return InlineLine.split(line, 0, line.length, words) ? words : null;
  }

  /** How many words. */
  public int count() {
    return count;
  }

  /** The array that holds all words; not to be changed. */
  public byte[] array() {
    return array;
  }

  /** Where word {@code index} starts in {@link #array}. */
  public int start(int index) {
    return starts[index];
  }

  /** How many bytes word {@code index} has. */
  public int length(int index) {
    return lengths[index];
  }

  /** Word {@code index} as a value of its own. */
  public Bytes word(int index) {
    return Bytes.copyOf(array, starts[index], lengths[index]);
  }

  /** Word {@code index} as an array of its own. */
  public byte[] bytes(int index) {
    return Arrays.copyOfRange(array, starts[index], starts[index] + lengths[index]);
  }

  /** Word {@code index} as Latin-1 text, a character a byte. */
  public String latin1(int index) {
    return new String(array, starts[index], lengths[index], StandardCharsets.ISO_8859_1);
  }

  /** Whether word {@code index} is {@code upper}, whatever its case; {@code upper} is A-Z. */
  public boolean is(int index, byte[] upper) {
    if (lengths[index] != upper.length) {
      return false;
    }
    int start = starts[index];
    for (int i = 0; i < upper.length; i++) {
      int b = array[start + i];
      if (b >= 'a' && b <= 'z') {
        b -= 32;
      }
      if (b != upper[i]) {
        return false;
      }
    }
    return true;
  }

  /** The bytes of all words together. */
  public long totalBytes() {
    long total = 0;
    for (int i = 0; i < count; i++) {
      total += lengths[i];
    }
    return total;
  }

  /** The same words in an array of their own. */
  public Words copy() {
    Words copy = new Words();
    copy.array = new byte[Math.toIntExact(totalBytes())];
    copy.starts = new int[count];
    copy.lengths = new int[count];
    int at = 0;
    for (int i = 0; i < count; i++) {
      System.arraycopy(array, starts[i], copy.array, at, lengths[i]);
      copy.add(at, lengths[i]);
      at += lengths[i];
    }
    return copy;
  }

  void clear() {
    count = 0;
    if (starts.length > 1024) {
      starts = new int[8];
      lengths = new int[8];
    }
  }

  void add(int start, int length) {
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, Math.max(8, count * 2));
      lengths = Arrays.copyOf(lengths, Math.max(8, count * 2));
    }
    starts[count] = start;
    lengths[count] = length;
    count++;
  }

  void shift(int by) {
    for (int i = 0; i < count; i++) {
      starts[i] -= by;
    }
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append(i == 0 ? "" : " ").append(latin1(i));
    }
    return text.toString();
  }
}
