package dev.tidings.structures;

import dev.tidings.structures.HyperLogLog.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * The registers of a sparse {@link HyperLogLog}: runs of equal ones, in a piece of a string. How a
 * run is split and when neighbours are joined again decides what bytes there are, and those must be
 * Redis's.
 *
 * <pre>
 *   before    [ zeros: 100 ]                         register 40 becomes 3
 *   after     [ zeros: 40 ][ 3: 1 ][ zeros: 59 ]
 * </pre>
 */
final class SparseRuns {
  /** The longest run of zeros that fits into one byte. */
  private static final int MOST_SHORT = 64;

  private static final int MOST_VALUE = 32;
  private static final int MOST_EQUAL = 4;

  /** How many runs are looked at for neighbours that can be joined. */
  private static final int LOOKED_AT = 5;

  private final TextBuffer text;
  private final int begin;

  /** The runs behind the first {@code begin} bytes of {@code text}. */
  SparseRuns(TextBuffer text, int begin) {
    this.text = text;
    this.begin = begin;
  }

  private boolean isValue(int at) {
    return text.array()[at] < 0;
  }

  private boolean isLong(int at) {
    return (text.array()[at] & 0xC0) == 0x40;
  }

  private int bytes(int at) {
    return isLong(at) ? 2 : 1;
  }

  /** How many registers the run at {@code at} is of; 0 if its second byte is missing. */
  private int length(int at) {
    int first = text.array()[at];
    if (isValue(at)) {
      return (first & 3) + 1;
    }
    if (!isLong(at)) {
      return (first & 0x3F) + 1;
    }
    return at + 1 < text.length() ? (((first & 0x3F) << 8) | (text.array()[at + 1] & 0xFF)) + 1 : 0;
  }

  private int value(int at) {
    return isValue(at) ? ((text.array()[at] >>> 2) & 0x1F) + 1 : 0;
  }

  // ---- Reading ------------------------------------------------------------------------------

  /** Raises each of {@code registers} to its own; false if the runs do not make up all of them. */
  boolean mergeInto(byte[] registers) {
    int index = 0;
    for (int at = begin; at < text.length(); at += bytes(at)) {
      int length = length(at);
      int value = value(at);
      if (length == 0 || index + length > registers.length) {
        return false;
      }
      for (int end = index + length; index < end; index++) {
        registers[index] = (byte) Math.max(registers[index], value);
      }
    }
    return index == registers.length;
  }

  /** In words: {@code z} a short run of zeros, {@code Z} a long one, {@code v} value and length. */
  String words() {
    StringBuilder words = new StringBuilder();
    for (int at = begin; at < text.length(); at += bytes(at)) {
      words.append(words.isEmpty() ? "" : " ");
      if (isValue(at)) {
        words.append("v:").append(value(at)).append(',').append(length(at));
      } else {
        words.append(isLong(at) ? "Z:" : "z:").append(length(at));
      }
    }
    return words.toString();
  }

  // ---- Changing -----------------------------------------------------------------------------

  /** Lets register {@code index} be at least {@code value}; null if that needs a dense one. */
  @Nullable Outcome raise(int index, int value, int mostBytes) {
    if (value > MOST_VALUE) {
      return null;
    }
    int previous = -1;
    int first = 0;
    int at = begin;
    while (at < text.length() && index >= first + length(at)) {
      if (length(at) == 0) {
        return Outcome.BROKEN;
      }
      first += length(at);
      previous = at;
      at += bytes(at);
    }
    if (at >= text.length()) {
      return Outcome.BROKEN;
    }
    if (value(at) >= value) {
      return Outcome.SAME;
    }
    if (length(at) == 1 && !isLong(at)) {
      text.array()[at] = valueRun(value, 1);
    } else if (!split(at, index - first, value, mostBytes)) {
      return null;
    }
    join(previous < 0 ? begin : previous);
    return Outcome.CHANGED;
  }

  /** Puts a run of one between what is before it and what is behind it; false if it is too long. */
  private boolean split(int at, int before, int value, int mostBytes) {
    byte[] runs = new byte[LOOKED_AT];
    int size = 0;
    int behind = length(at) - before - 1;
    if (before > 0) {
      size = put(runs, size, value(at), before);
    }
    runs[size++] = valueRun(value, 1);
    if (behind > 0) {
      size = put(runs, size, value(at), behind);
    }
    int more = size - bytes(at);
    int length = text.length();
    if (more > 0 && length + more > mostBytes) {
      return false;
    }
    int next = at + bytes(at);
    if (more > 0) {
      text.growTo(length + more);
    }
    System.arraycopy(text.array(), next, text.array(), next + more, length - next);
    System.arraycopy(runs, 0, text.array(), at, size);
    if (more < 0) {
      text.shrinkTo(length + more);
    }
    return true;
  }

  private static int put(byte[] runs, int at, int value, int length) {
    if (value > 0) {
      runs[at] = valueRun(value, length);
      return at + 1;
    }
    if (length <= MOST_SHORT) {
      runs[at] = (byte) (length - 1);
      return at + 1;
    }
    runs[at] = (byte) (0x40 | ((length - 1) >>> 8));
    runs[at + 1] = (byte) (length - 1);
    return at + 2;
  }

  private static byte valueRun(int value, int length) {
    return (byte) (0x80 | ((value - 1) << 2) | (length - 1));
  }

  /** Joins neighbours of the same value, among the next few runs from {@code from} on. */
  private void join(int from) {
    int at = from;
    for (int looked = 0; at < text.length() && looked < LOOKED_AT; looked++) {
      int next = at + 1;
      if (!isValue(at)) {
        at += bytes(at);
      } else if (next < text.length()
          && isValue(next)
          && value(at) == value(next)
          && length(at) + length(next) <= MOST_EQUAL) {
        byte[] array = text.array();
        array[next] = valueRun(value(at), length(at) + length(next));
        System.arraycopy(array, next, array, at, text.length() - next);
        text.shrinkTo(text.length() - 1);
      } else {
        at = next;
      }
    }
  }
}
