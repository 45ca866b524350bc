package dev.tidings.engine.hyperloglog;

import dev.tidings.structures.HyperLogLog;
import dev.tidings.structures.HyperLogLog.Outcome;
import dev.tidings.structures.TextBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What PFSELFTEST tests: that a sparse and a dense HyperLogLog of the same elements have the same
 * registers, and that the counts are as near as they should be.
 */
final class SelfTest {
  private static final int ELEMENTS = 100_000;

  /** Four times the standard error of 16384 registers, 1.04 / 128. */
  private static final double MOST_ERROR = 4 * 1.04 / 128;

  private SelfTest() {}

  /** What went wrong; null if nothing did. */
  static @Nullable String failure(int mostSparse) {
    HyperLogLog sparse = HyperLogLog.in(HyperLogLog.empty());
    TextBuffer denseText = HyperLogLog.empty();
    HyperLogLog dense = HyperLogLog.in(denseText);
    dense.makeDense();
    int next = 1;
    for (int added = 1; added <= ELEMENTS; added++) {
      byte[] element = ("element:" + added).getBytes(StandardCharsets.ISO_8859_1);
      Outcome outcome = sparse.add(element, mostSparse);
      if (outcome != dense.add(element, mostSparse)) {
        return "element " + added + " changes a sparse and a dense one differently";
      }
      if (added == next) {
        String failure = compare(sparse.registers(), dense.registers(), added);
        if (failure != null) {
          return failure;
        }
        next *= 10;
      }
    }
    return null;
  }

  private static @Nullable String compare(
      byte @Nullable [] sparse, byte @Nullable [] dense, int added) {
    if (sparse == null || dense == null || !Arrays.equals(sparse, dense)) {
      return "the registers of a sparse and a dense one differ after " + added + " elements";
    }
    long count = HyperLogLog.count(dense);
    // Where there are few, a single collision is more than the error allows.
    double most = Math.max(1, MOST_ERROR * added);
    return Math.abs(count - added) > most ? "counted " + count + " of " + added : null;
  }
}
