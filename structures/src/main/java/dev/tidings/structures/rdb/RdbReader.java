package dev.tidings.structures.rdb;

import dev.tidings.structures.Bytes;
import dev.tidings.structures.LittleEndian;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Reads what {@link RdbWriter} writes, and what any version of Redis has written, out of a stretch
 * of an array. Nothing in there is believed: whatever does not fit is {@link Damage}, and no memory
 * is taken that what is there cannot fill.
 */
public final class RdbReader {
  private static final int LARGEST_DOUBLE_TEXT = 252;

  /** No string of Redis is longer, so nothing that is compressed becomes longer. */
  private static final int MOST_BYTES = 1 << 29;

  private final byte[] array;
  private final int end;
  private int at;

  /** Stands at {@code offset} and ends {@code length} bytes later. */
  public RdbReader(byte[] array, int offset, int length) {
    this.array = array;
    this.at = offset;
    this.end = offset + length;
  }

  /** How many bytes are left. */
  public int remaining() {
    return end - at;
  }

  /** Which type of value follows. */
  public RdbType type() {
    return RdbType.of(unsignedByte());
  }

  /** A byte, from 0 to 255. */
  public int unsignedByte() {
    return array[take(1)] & 0xFF;
  }

  /** A length or count of up to 64 bits without sign. */
  public long length() {
    int first = unsignedByte();
    return switch (first >> 6) {
      case 0 -> first;
      case 1 -> (first & 0x3F) << 8 | unsignedByte();
      case 2 ->
          switch (first) {
            case 0x80 -> bigEndian(Integer.BYTES);
            case 0x81 -> bigEndian(Long.BYTES);
            default -> throw new Damage("length");
          };
      default -> throw new Damage("a string where a length should be");
    };
  }

  /** How many things follow, each of which takes a byte or more. */
  public int count() {
    long count = length();
    Damage.unless(count >= 0 && count <= remaining(), "more things than bytes");
    return (int) count;
  }

  /** Half of a stream's id as it stands in a list of ids, the high byte first. */
  public long half() {
    return bigEndian(Long.BYTES);
  }

  /** An instant: milliseconds since 1970. */
  public long millis() {
    return LittleEndian.longAt(array, take(Long.BYTES));
  }

  /** A floating-point number with all of its bits. */
  public double binaryDouble() {
    return Double.longBitsToDouble(millis());
  }

  /** A floating-point number as text, behind one byte that is its length or says it all. */
  public double textDouble() {
    int length = unsignedByte();
    return switch (length) {
      case LARGEST_DOUBLE_TEXT + 1 -> Double.NaN;
      case LARGEST_DOUBLE_TEXT + 2 -> Double.POSITIVE_INFINITY;
      case LARGEST_DOUBLE_TEXT + 3 -> Double.NEGATIVE_INFINITY;
      default -> ScoreText.read(array, take(length), length);
    };
  }

  /** A string in an array of its own. */
  public byte[] string() {
    int first = at < end ? array[at] & 0xFF : 0;
    if (first >> 6 != 3) {
      int length = count();
      int from = take(length);
      return Arrays.copyOfRange(array, from, from + length);
    }
    at++;
    return switch (first) {
      case 0xC0 -> text(array[take(1)]);
      case 0xC1 -> text(LittleEndian.signedAt(array, take(2), 2));
      case 0xC2 -> text(LittleEndian.signedAt(array, take(4), 4));
      case 0xC3 -> packed();
      default -> throw new Damage("string");
    };
  }

  /** The same as a value. */
  public Bytes text() {
    return Bytes.wrap(string());
  }

  private byte[] packed() {
    long packed = length();
    long whole = length();
    Damage.unless(packed >= 0 && packed <= remaining(), "compressed string");
    Damage.unless(whole >= 0 && whole <= MOST_BYTES, "compressed string");
    int from = take((int) packed);
    return Lzf.unpack(array, from, (int) packed, whole);
  }

  private static byte[] text(long number) {
    return Long.toString(number).getBytes(StandardCharsets.ISO_8859_1);
  }

  private long bigEndian(int bytes) {
    int from = take(bytes);
    long value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | (array[from + i] & 0xFF);
    }
    return value;
  }

  /** Steps over so many bytes; answers where they begin. */
  private int take(int bytes) {
    Damage.unless(bytes <= end - at, "it ends too early");
    int from = at;
    at += bytes;
    return from;
  }
}
