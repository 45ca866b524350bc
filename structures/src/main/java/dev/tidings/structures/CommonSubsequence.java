package dev.tidings.structures;

/**
 * The longest common subsequence of two texts: bytes that stand in both in the same order, not
 * necessarily side by side.
 *
 * <p>Lengths of all pairs of beginnings are computed row by row, as in every textbook; kept is one
 * row of numbers and, for the way back, one bit for each pair.
 *
 * <pre>
 *             b[0]  b[1]  b[2]
 *   a[0]       .     .     .       bit set: the way back goes up (a loses its last byte)
 *   a[1]       .     .     .       clear: it goes left (b loses its last byte)
 *   a[2]       .     .     .       where the bytes are the same it goes up and left
 * </pre>
 *
 * <p>Where both ways are as good the way back goes left: so LCS gives the same subsequence as
 * Redis, of several that are equally long.
 */
public final class CommonSubsequence {
  /** Is told of bytes that stand side by side in both texts, the last ones first. */
  @FunctionalInterface
  public interface Runs {
    /** {@code length} bytes from {@code aFirst} in the one and from {@code bFirst} in the other. */
    void onRun(int aFirst, int bFirst, int length);
  }

  private final byte[] a;
  private final int aLength;
  private final byte[] b;
  private final int bLength;
  private final long[] upward;
  private final int rowWords;
  private final int length;

  /**
   * Of the first {@code aLength} bytes of {@code a} and those of {@code b}.
   *
   * @throws ArithmeticException if both lengths together are too large for an array
   */
  public CommonSubsequence(byte[] a, int aLength, byte[] b, int bLength) {
    this.a = a;
    this.aLength = aLength;
    this.b = b;
    this.bLength = bLength;
    this.rowWords = (bLength + 63) >>> 6;
    this.upward = new long[Math.multiplyExact(rowWords, aLength)];
    this.length = fill();
  }

  private int fill() {
    int[] row = new int[bLength + 1];
    for (int i = 0; i < aLength; i++) {
      int diagonal = 0;
      int firstWord = i * rowWords;
      for (int j = 0; j < bLength; j++) {
        int up = row[j + 1];
        int left = row[j];
        if (a[i] == b[j]) {
          row[j + 1] = diagonal + 1;
        } else if (up > left) {
          upward[firstWord + (j >>> 6)] |= 1L << j;
        } else {
          row[j + 1] = left;
        }
        diagonal = up;
      }
    }
    return row[bLength];
  }

  /** How many bytes it has. */
  public int length() {
    return length;
  }

  /** The subsequence itself. */
  public byte[] bytes() {
    byte[] found = new byte[length];
    int[] left = {length};
    visit((aFirst, bFirst, run) -> {
      left[0] -= run;
      System.arraycopy(a, aFirst, found, left[0], run);
    });
    return found;
  }

  /** Tells {@code runs} of all its runs, from the last to the first. */
  public void visit(Runs runs) {
    int i = aLength;
    int j = bLength;
    int run = 0;
    while (i > 0 && j > 0) {
      if (a[i - 1] == b[j - 1]) {
        i--;
        j--;
        run++;
        continue;
      }
      if (run > 0) {
        runs.onRun(i, j, run);
        run = 0;
      }
      if ((upward[(i - 1) * rowWords + ((j - 1) >>> 6)] & 1L << (j - 1)) != 0) {
        i--;
      } else {
        j--;
      }
    }
    if (run > 0) {
      runs.onRun(i, j, run);
    }
  }
}
