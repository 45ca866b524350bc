package dev.tidings.structures.streams;

import dev.tidings.structures.Bytes;
import java.util.Arrays;

/**
 * The id of an entry: milliseconds and a sequence number, both unsigned 64-bit numbers.
 *
 * <p>Where ids are many they travel as two longs, and the static methods here work on those; a
 * {@code StreamId} is for what is kept or told. Immutable; any thread.
 *
 * @param ms unsigned
 * @param seq unsigned
 */
public record StreamId(long ms, long seq) implements Comparable<StreamId> {
  /** 0-0, below every entry. */
  public static final StreamId MIN = new StreamId(0, 0);

  /** 2⁶⁴-1 - 2⁶⁴-1, the last id there can be. */
  public static final StreamId MAX = new StreamId(-1, -1);

  /** No id has a longer text: twenty digits, the dash, twenty digits. */
  public static final int TEXT_LENGTH_MAX = 41;

  /** Negative, 0 or positive as the first id is before, at or after the second. */
  public static int compare(long ms, long seq, long otherMs, long otherSeq) {
    int byMs = Long.compareUnsigned(ms, otherMs);
    return byMs != 0 ? byMs : Long.compareUnsigned(seq, otherSeq);
  }

  /** Whether this is 0-0. */
  public static boolean isMin(long ms, long seq) {
    return (ms | seq) == 0;
  }

  /** Whether this is the last id there can be. */
  public static boolean isMax(long ms, long seq) {
    return (ms & seq) == -1;
  }

  /** The milliseconds of the id after {@code ms-seq}; after the last one comes 0-0. */
  public static long nextMs(long ms, long seq) {
    return seq == -1 ? ms + 1 : ms;
  }

  /** The sequence number of an id after one with {@code seq}. */
  public static long nextSeq(long seq) {
    return seq + 1;
  }

  /** The milliseconds of the id before {@code ms-seq}; before 0-0 comes the last one. */
  public static long previousMs(long ms, long seq) {
    return seq == 0 ? ms - 1 : ms;
  }

  /** The sequence number of an id before one with {@code seq}. */
  public static long previousSeq(long seq) {
    return seq - 1;
  }

  /**
   * Writes the canonical text, {@code ms-seq} without leading zeros, into {@code target} from
   * {@code offset} and returns the offset behind it. There must be room for {@link
   * #TEXT_LENGTH_MAX} bytes.
   */
  public static int write(long ms, long seq, byte[] target, int offset) {
    int dash = Digits.writeUnsigned(ms, target, offset);
    target[dash] = '-';
    return Digits.writeUnsigned(seq, target, dash + 1);
  }

  /** The canonical text of {@code ms-seq}. */
  public static Bytes text(long ms, long seq) {
    byte[] text = new byte[TEXT_LENGTH_MAX];
    return Bytes.wrap(Arrays.copyOf(text, write(ms, seq, text, 0)));
  }

  /** The canonical text. */
  public Bytes text() {
    return text(ms, seq);
  }

  /** Whether there is an id after this one. */
  public boolean hasNext() {
    return !isMax(ms, seq);
  }

  /** The id after this one; the last one must not be asked. */
  public StreamId next() {
    if (!hasNext()) {
      throw new IllegalStateException("no id comes after " + this);
    }
    return new StreamId(nextMs(ms, seq), nextSeq(seq));
  }

  /** Whether there is an id before this one. */
  public boolean hasPrevious() {
    return !isMin(ms, seq);
  }

  /** The id before this one; 0-0 must not be asked. */
  public StreamId previous() {
    if (!hasPrevious()) {
      throw new IllegalStateException("no id comes before " + this);
    }
    return new StreamId(previousMs(ms, seq), previousSeq(seq));
  }

  @Override
  public int compareTo(StreamId other) {
    return compare(ms, seq, other.ms, other.seq);
  }

  @Override
  public String toString() {
    return Long.toUnsignedString(ms) + "-" + Long.toUnsignedString(seq);
  }
}
