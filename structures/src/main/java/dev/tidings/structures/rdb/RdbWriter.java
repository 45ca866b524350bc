package dev.tidings.structures.rdb;

import dev.tidings.structures.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes what Redis's snapshots are made of into an array that grows.
 *
 * <pre>
 *   length    00llllll                      up to 63
 *             01llllll llllllll             up to 16383
 *             80 llllllll ×4                32 bits, the high byte first
 *             81 llllllll ×8                64 bits
 *   string    length bytes
 *             C0 n ×1   C1 n ×2   C2 n ×4   the text of a whole number, the low byte first
 *             C3 length length packed       {@link Lzf}: how many bytes it takes, and is
 * </pre>
 */
public final class RdbWriter {
  /** Shorter texts are never worth to be compressed. */
  private static final int LEAST_PACKED = 21;

  /** What a compressed text has to save. */
  private static final int LEAST_SAVED = 4;

  /** No text of a number of 32 bits is longer. */
  private static final int LONGEST_NUMBER = 11;

  private static final int MOST_BYTES = Integer.MAX_VALUE - 16;

  private final boolean compresses;
  private byte[] buffer = new byte[64];
  private int size;

  /** Nothing is written yet; {@code compresses}: long strings are compressed. */
  public RdbWriter(boolean compresses) {
    this.compresses = compresses;
  }

  /** How many bytes have been written. */
  public int size() {
    return size;
  }

  /** The array that begins with what has been written; good until more is. */
  public byte[] array() {
    return buffer;
  }

  /** What has been written, in an array of its own. */
  public byte[] toArray() {
    return Arrays.copyOf(buffer, size);
  }

  /** Writes how a value is written that follows. */
  public void type(RdbType type) {
    unsignedByte(type.code());
  }

  /** Writes a byte. */
  public void unsignedByte(int value) {
    reserve(1);
    buffer[size++] = (byte) value;
  }

  /** Writes a length or count of up to 64 bits without sign. */
  public void length(long length) {
    if (length >= 0 && length < 1 << 6) {
      unsignedByte((int) length);
    } else if (length >= 0 && length < 1 << 14) {
      unsignedByte((int) (0x40 | length >> 8));
      unsignedByte((int) length);
    } else if (length >>> 32 == 0) {
      unsignedByte(0x80);
      bigEndian(length, Integer.BYTES);
    } else {
      unsignedByte(0x81);
      bigEndian(length, Long.BYTES);
    }
  }

  /** Writes the two halves of a stream's id, the high bytes first. */
  public void id(long ms, long seq) {
    bigEndian(ms, Long.BYTES);
    bigEndian(seq, Long.BYTES);
  }

  /** Writes an instant: milliseconds since 1970. */
  public void millis(long millis) {
    littleEndian(millis, Long.BYTES);
  }

  /** Writes a floating-point number with all of its bits. */
  public void binaryDouble(double value) {
    littleEndian(Double.doubleToRawLongBits(value), Long.BYTES);
  }

  /** Writes a string. */
  public void string(Bytes text) {
    string(text.array(), 0, text.length());
  }

  /** Writes the string in a stretch of {@code array}, as short as it can be. */
  public void string(byte[] array, int offset, int length) {
    if (length <= LONGEST_NUMBER && writeAsNumber(array, offset, length)) {
      return;
    }
    if (compresses && length >= LEAST_PACKED && writePacked(array, offset, length)) {
      return;
    }
    length(length);
    raw(array, offset, length);
  }

  /** Writes bytes as they are. */
  public void raw(byte[] array, int offset, int length) {
    reserve(length);
    System.arraycopy(array, offset, buffer, size, length);
    size += length;
  }

  private boolean writeAsNumber(byte[] array, int offset, int length) {
    long number = 0;
    boolean negative = length > 0 && array[offset] == '-';
    for (int at = offset + (negative ? 1 : 0); at < offset + length; at++) {
      int digit = array[at] - '0';
      if (digit < 0 || digit > 9) {
        return false;
      }
      number = number * 10 + digit;
    }
    number = negative ? -number : number;
    if (number != (int) number || !isText(number, array, offset, length)) {
      return false;
    }
    int bytes = number == (byte) number ? 1 : number == (short) number ? 2 : 4;
    unsignedByte(bytes == 1 ? 0xC0 : bytes == 2 ? 0xC1 : 0xC2);
    littleEndian(number, bytes);
    return true;
  }

  /** Whether the text is how the number is written: no zero in front, no minus zero. */
  private static boolean isText(long number, byte[] array, int offset, int length) {
    byte[] text = Long.toString(number).getBytes(StandardCharsets.ISO_8859_1);
    return Arrays.equals(text, 0, text.length, array, offset, offset + length);
  }

  private boolean writePacked(byte[] array, int offset, int length) {
    byte[] packed = new byte[length - LEAST_SAVED];
    int bytes = Lzf.pack(array, offset, length, packed);
    if (bytes == 0) {
      return false;
    }
    unsignedByte(0xC3);
    length(bytes);
    length(length);
    raw(packed, 0, bytes);
    return true;
  }

  private void bigEndian(long value, int bytes) {
    reserve(bytes);
    for (int shift = Byte.SIZE * (bytes - 1); shift >= 0; shift -= Byte.SIZE) {
      buffer[size++] = (byte) (value >>> shift);
    }
  }

  private void littleEndian(long value, int bytes) {
    reserve(bytes);
    for (int i = 0; i < bytes; i++) {
      buffer[size++] = (byte) (value >>> (Byte.SIZE * i));
    }
  }

  private void reserve(int bytes) {
    long needed = (long) size + bytes;
    if (needed > MOST_BYTES) {
      throw new TooLarge();
    }
    if (needed > buffer.length) {
      buffer = Arrays.copyOf(buffer, (int) Math.min(MOST_BYTES, Math.max(needed, 2L * size)));
    }
  }

  /** A value takes more bytes than an array can have. */
  public static final class TooLarge extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooLarge() {
      super("a value of more than " + MOST_BYTES + " bytes", null, false, false);
    }
  }
}
