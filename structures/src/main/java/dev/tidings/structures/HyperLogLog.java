package dev.tidings.structures;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An estimate of how many different texts were seen, in a string that Redis reads and writes to the
 * byte: 16384 registers, each of which keeps how many zeros the rarest hash ended in that it got.
 *
 * <pre>
 *   0        4          5           8                     16
 *   H Y L L  encoding   0 0 0       cached count          registers …
 *            0 dense                little endian, the
 *            1 sparse               highest bit: not valid
 *
 *   dense    12288 bytes: registers of 6 bits, the lowest bits of a byte first
 *   sparse   runs:   00 nnnnnn            n + 1 registers are 0
 *                    01 nnnnnn nnnnnnnn   n + 1 registers are 0
 *                    1 vvvvv nn           n + 1 registers are v + 1
 * </pre>
 *
 * <p>Works on the string where it is. What another program wrote there may be broken: that is told,
 * and nothing is read or written beyond the string.
 */
public final class HyperLogLog {
  /** How many registers. */
  public static final int REGISTERS = 1 << 14;

  private static final int INDEX_BITS = 14;
  private static final int MOST_ZEROS = 64 - INDEX_BITS;
  private static final int HEADER_BYTES = 16;
  private static final int ENCODING_AT = 4;
  private static final int CACHE_AT = 8;
  private static final int CACHE_TOP = 15;
  private static final int DENSE = 0;
  private static final int SPARSE = 1;
  private static final int DENSE_BYTES = HEADER_BYTES + REGISTERS * 6 / 8;

  /** The string of a new, empty one. */
  private static final byte[] EMPTY = {
    'H', 'Y', 'L', 'L', SPARSE, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x7F, (byte) 0xFF
  };

  private static final long SEED = 0xadc83b19L;

  private final TextBuffer text;

  private HyperLogLog(TextBuffer text) {
    this.text = text;
  }

  /** The string of an empty one. */
  public static TextBuffer empty() {
    return TextBuffer.wrap(EMPTY.clone());
  }

  /** Whether the first {@code length} bytes of {@code array} look like one. */
  public static boolean isOne(byte[] array, int length) {
    return length >= HEADER_BYTES
        && Arrays.equals(array, 0, ENCODING_AT, EMPTY, 0, ENCODING_AT)
        && (array[ENCODING_AT] == SPARSE || (array[ENCODING_AT] == DENSE && length == DENSE_BYTES));
  }

  /** The one in {@code text}, which must {@link #isOne be one}. */
  public static HyperLogLog in(TextBuffer text) {
    return new HyperLogLog(text);
  }

  /** Whether its registers are kept as runs. */
  public boolean isSparse() {
    return text.array()[ENCODING_AT] == SPARSE;
  }

  // ---- The cached count ---------------------------------------------------------------------

  /** The count that was last computed, or -1 if it is not valid any more. */
  public long cachedCount() {
    long count = 0;
    for (int i = CACHE_TOP; i >= CACHE_AT; i--) {
      count = (count << 8) | (text.array()[i] & 0xFF);
    }
    return count < 0 ? -1 : count;
  }

  /** Keeps a count until the next change. */
  public void cache(long count) {
    for (int i = CACHE_AT; i <= CACHE_TOP; i++) {
      text.array()[i] = (byte) (count >>> (8 * (i - CACHE_AT)));
    }
  }

  /** What was counted before is not valid any more. */
  public void forgetCount() {
    text.array()[CACHE_TOP] |= (byte) 0x80;
  }

  // ---- Adding -------------------------------------------------------------------------------

  /** What became of a change. */
  public enum Outcome {
    SAME,
    CHANGED,
    /** The runs are not what they should be. */
    BROKEN
  }

  /**
   * Notes {@code element}.
   *
   * @param mostSparse the most bytes that a sparse one may have; beyond them it becomes dense
   */
  public Outcome add(byte[] element, int mostSparse) {
    long hash = Murmur64.of(element, 0, element.length, SEED);
    int index = (int) hash & (REGISTERS - 1);
    int zeros = Long.numberOfTrailingZeros((hash >>> INDEX_BITS) | (1L << MOST_ZEROS)) + 1;
    return raise(index, zeros, mostSparse);
  }

  /** Lets register {@code index} be at least {@code value}. */
  public Outcome raise(int index, int value, int mostSparse) {
    if (isSparse()) {
      Outcome outcome = new SparseRuns(text, HEADER_BYTES).raise(index, value, mostSparse);
      if (outcome != null) {
        if (outcome == Outcome.CHANGED) {
          forgetCount();
        }
        return outcome;
      }
      if (!makeDense()) {
        return Outcome.BROKEN;
      }
    }
    if (dense(index) >= value) {
      return Outcome.SAME;
    }
    dense(index, value);
    return Outcome.CHANGED;
  }

  /** Keeps its registers dense from now on; false if the runs are broken. */
  public boolean makeDense() {
    if (!isSparse()) {
      return true;
    }
    byte[] registers = registers();
    if (registers == null) {
      return false;
    }
    byte[] dense = new byte[DENSE_BYTES];
    System.arraycopy(text.array(), 0, dense, 0, HEADER_BYTES);
    dense[ENCODING_AT] = DENSE;
    text.become(dense);
    for (int i = 0; i < REGISTERS; i++) {
      if (registers[i] != 0) {
        dense(i, registers[i]);
      }
    }
    return true;
  }

  private int dense(int index) {
    byte[] array = text.array();
    int bit = index * 6;
    int at = HEADER_BYTES + (bit >>> 3);
    int low = (array[at] & 0xFF) >>> (bit & 7);
    int high = (bit & 7) > 2 ? (array[at + 1] & 0xFF) << (8 - (bit & 7)) : 0;
    return (low | high) & 0x3F;
  }

  private void dense(int index, int value) {
    byte[] array = text.array();
    int bit = index * 6;
    int shift = bit & 7;
    int at = HEADER_BYTES + (bit >>> 3);
    array[at] = (byte) ((array[at] & ~(0x3F << shift)) | (value << shift));
    if (shift > 2) {
      array[at + 1] = (byte) ((array[at + 1] & ~(0x3F >>> (8 - shift))) | (value >>> (8 - shift)));
    }
  }

  // ---- Reading ------------------------------------------------------------------------------

  /** All registers, one a byte; null if the runs are broken. */
  public byte @Nullable [] registers() {
    byte[] registers = new byte[REGISTERS];
    return mergeInto(registers) ? registers : null;
  }

  /** Raises each of {@code registers} to its own; false if the runs are broken. */
  public boolean mergeInto(byte[] registers) {
    if (isSparse()) {
      return new SparseRuns(text, HEADER_BYTES).mergeInto(registers);
    }
    for (int i = 0; i < REGISTERS; i++) {
      registers[i] = (byte) Math.max(registers[i], dense(i));
    }
    return true;
  }

  /** The runs of a sparse one in words: {@code Z:16383 v:2,1}. */
  public String runs() {
    return new SparseRuns(text, HEADER_BYTES).words();
  }

  /**
   * How many different texts {@code registers} stand for: Ertl's improved estimator (Otmar Ertl,
   * "New cardinality estimation algorithms for HyperLogLog sketches", 2017).
   */
  public static long count(byte[] registers) {
    int[] having = new int[64];
    for (byte register : registers) {
      having[register]++;
    }
    double m = REGISTERS;
    double z = m * tau((m - having[MOST_ZEROS + 1]) / m);
    for (int value = MOST_ZEROS; value >= 1; value--) {
      z = (z + having[value]) * 0.5;
    }
    z += m * sigma(having[0] / m);
    double alpha = 0.7213475204444817; // 1 / (2 ln 2)
    return Math.round(alpha * m * m / z);
  }

  private static double sigma(double of) {
    if (of == 1) {
      return Double.POSITIVE_INFINITY;
    }
    double x = of;
    double y = 1;
    double z = x;
    double before;
    do {
      x *= x;
      before = z;
      z += x * y;
      y += y;
    } while (before != z);
    return z;
  }

  private static double tau(double of) {
    if (of == 0 || of == 1) {
      return 0;
    }
    double x = of;
    double y = 1;
    double z = 1 - x;
    double before;
    do {
      x = Math.sqrt(x);
      before = z;
      y *= 0.5;
      z -= (1 - x) * (1 - x) * y;
    } while (before != z);
    return z / 3;
  }
}
