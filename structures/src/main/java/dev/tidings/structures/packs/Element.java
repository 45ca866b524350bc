package dev.tidings.structures.packs;

import dev.tidings.structures.rdb.PackedStrings;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A string on its way into a {@link Pack}, or looked for in one: whether it spells a whole number,
 * and how many bytes it takes there. A string has one form, so equal strings are equal there.
 *
 * <p>One object serves any number of strings, one after the other.
 */
public final class Element {
  private static final byte[] NOTHING = new byte[0];
  private static final int NUMBER_LENGTH_MAX = 20;

  private byte[] array = NOTHING;
  private int offset;
  private int length;
  private boolean isNumber;
  private long number;
  private int formBytes;

  /** Nothing yet: {@link #of} gives it a string. */
  public Element() {}

  /** Becomes the string that all of {@code whole} is. */
  public Element of(byte[] whole) {
    return of(whole, 0, whole.length);
  }

  /** Becomes the string in a stretch of {@code given}, which must not change while it is used. */
  public Element of(byte[] given, int from, int bytes) {
    array = given;
    offset = from;
    length = bytes;
    isNumber = bytes > 0 && bytes <= NUMBER_LENGTH_MAX && readNumber();
    formBytes = isNumber ? Form.bytesOf(number) : Form.bytesOfText(length);
    return this;
  }

  /** Becomes the string that {@code strings} stands at. */
  public Element of(PackedStrings strings) {
    return strings.isNumber()
        ? ofNumber(strings.number())
        : of(strings.array(), strings.offset(), strings.length());
  }

  /** Becomes the text of a number. */
  public Element ofNumber(long given) {
    return of(Long.toString(given).getBytes(StandardCharsets.ISO_8859_1));
  }

  /** How many bytes the string has. */
  public int length() {
    return length;
  }

  /** Whether the string is the decimal text of a 64-bit whole number, as this would be written. */
  public boolean isNumber() {
    return isNumber;
  }

  /** The number that the string spells. */
  public long number() {
    return number;
  }

  /** How many bytes it takes in a pack. */
  public int packedBytes() {
    return formBytes + Form.bytesOfLength(formBytes);
  }

  /** Whether it is the string that all of {@code whole} is. */
  public boolean is(byte[] whole) {
    return Arrays.equals(whole, 0, whole.length, array, offset, offset + length);
  }

  /** Writes it at {@code at}; {@link #packedBytes} must be free there. */
  void write(byte[] into, int at) {
    if (isNumber) {
      Form.writeNumber(into, at, number);
    } else {
      int body = Form.writeTextHead(into, at, length);
      System.arraycopy(array, offset, into, body, length);
    }
    Form.writeLength(into, at + formBytes, formBytes);
  }

  /** Whether the entry at {@code at} is this string. */
  boolean is(byte[] data, int at) {
    if (isNumber) {
      return Form.isNumber(data, at) && Form.number(data, at) == number;
    }
    if (Form.isNumber(data, at) || Form.textLength(data, at) != length) {
      return false;
    }
    int text = Form.textOffset(data, at);
    return Arrays.equals(data, text, text + length, array, offset, offset + length);
  }

  /** Reads the number that the string spells: no plus, no zero in front, no minus zero. */
  private boolean readNumber() {
    int at = offset;
    int end = offset + length;
    boolean negative = array[at] == '-';
    if (negative && ++at == end) {
      return false;
    }
    if (array[at] == '0') {
      number = 0;
      return length == 1;
    }
    long value = 0;
    for (; at < end; at++) {
      int digit = array[at] - '0';
      // Below zero there is room for one number more.
      if (digit < 0 || digit > 9 || value < (Long.MIN_VALUE + digit) / 10) {
        return false;
      }
      value = value * 10 - digit;
    }
    number = negative ? value : -value;
    return negative || value != Long.MIN_VALUE;
  }
}
