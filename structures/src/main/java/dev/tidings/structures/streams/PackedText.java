package dev.tidings.structures.streams;

import java.util.Arrays;

/**
 * A string of bytes as it stands in a block.
 *
 * <pre>
 *   text      | length × 2     varint | the bytes                              |
 *   number    | width × 2 + 1  varint | two's complement, lowest byte first    |    width 1 to 8
 * </pre>
 *
 * <p>A text is packed as a number if it is the canonical decimal text of 64 bits and that is
 * shorter; so packing and unpacking give the same bytes.
 */
final class PackedText {
  private static final int INTEGER_LENGTH_MAX = 20;

  private PackedText() {}

  /** How many bytes {@link #write} takes. */
  static int size(byte[] text, int offset, int length) {
    int width = packedWidth(text, offset, length);
    return width > 0 ? 1 + width : Varint.size((long) length << 1) + length;
  }

  /** Packs the text to {@code at} and returns the offset behind it. */
  static int write(byte[] text, int offset, int length, byte[] target, int at) {
    int width = packedWidth(text, offset, length);
    if (width == 0) {
      int start = Varint.write((long) length << 1, target, at);
      System.arraycopy(text, offset, target, start, length);
      return start + length;
    }
    target[at] = (byte) (width << 1 | 1);
    long value = integer(text, offset, length);
    for (int i = 1; i <= width; i++) {
      target[at + i] = (byte) value;
      value >>= 8;
    }
    return at + 1 + width;
  }

  /** The offset behind the packed text at {@code at}. */
  static int end(byte[] data, int at) {
    int header = Varint.readInt(data, at);
    return Varint.end(data, at) + (header >>> 1);
  }

  /** How many bytes the text packed at {@code at} has. */
  static int length(byte[] data, int at, Slice scratch) {
    int header = Varint.readInt(data, at);
    if ((header & 1) == 0) {
      return header >>> 1;
    }
    scratch.showNumber(number(data, at + 1, header >>> 1));
    return scratch.length();
  }

  /** Shows the text packed at {@code at} in {@code slice} and returns the offset behind it. */
  static int show(byte[] data, int at, Slice slice) {
    int header = Varint.readInt(data, at);
    int start = Varint.end(data, at);
    int count = header >>> 1;
    if ((header & 1) == 0) {
      slice.show(data, start, count);
    } else {
      slice.showNumber(number(data, start, count));
    }
    return start + count;
  }

  /** Whether the text packed at {@code at} is the one given. */
  static boolean isEqual(byte[] data, int at, byte[] text, int offset, int length) {
    int header = Varint.readInt(data, at);
    int start = Varint.end(data, at);
    int count = header >>> 1;
    if ((header & 1) == 0) {
      return count == length
          && Arrays.equals(data, start, start + count, text, offset, offset + length);
    }
    return packedWidth(text, offset, length) == count
        && integer(text, offset, length) == number(data, start, count);
  }

  /** Whether the text is the canonical decimal form of a signed number of 64 bits. */
  static boolean isInteger(byte[] text, int offset, int length) {
    if (length == 0 || length > INTEGER_LENGTH_MAX) {
      return false;
    }
    boolean negative = text[offset] == '-';
    int digits = negative ? length - 1 : length;
    int first = negative ? offset + 1 : offset;
    if (digits == 0 || digits > 19 || (text[first] == '0' && length > 1)) {
      return false;
    }
    long value = 0;
    for (int at = first; at < offset + length; at++) {
      int digit = text[at] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      value = value * 10 + digit;
    }
    return value >= 0 || (negative && value == Long.MIN_VALUE);
  }

  /** The number that a text for which {@link #isInteger} holds stands for. */
  static long integer(byte[] text, int offset, int length) {
    boolean negative = text[offset] == '-';
    long value = 0;
    for (int at = negative ? offset + 1 : offset; at < offset + length; at++) {
      value = value * 10 + (text[at] - '0');
    }
    return negative ? -value : value;
  }

  /** How many bytes the text takes as a number, 0 if it is to stay a text. */
  private static int packedWidth(byte[] text, int offset, int length) {
    if (!isInteger(text, offset, length)) {
      return 0;
    }
    long value = integer(text, offset, length);
    int bits = 65 - Long.numberOfLeadingZeros(value ^ (value >> 63));
    int width = (bits + 7) / 8;
    return width < length ? width : 0;
  }

  private static long number(byte[] data, int at, int width) {
    long value = data[at + width - 1];
    for (int i = width - 2; i >= 0; i--) {
      value = value << 8 | (data[at + i] & 0xFF);
    }
    return value;
  }
}
