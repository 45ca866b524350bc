package dev.tidings.structures.rdb;

import dev.tidings.structures.Bytes;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Strings side by side in one array that somebody else has written, one after the other. The frame
 * is looked at when this is made, each string before it is shown; whatever does not fit is {@link
 * Damage}.
 *
 * <pre>{@code
 * while (strings.next()) {
 *   … strings.isNumber() ? strings.number() : a stretch of strings.array() …
 * }
 * }</pre>
 */
public abstract class PackedStrings {
  /** The array in which the strings are. */
  protected final byte[] array;

  /** Whether the string is kept as a number. */
  protected boolean isNumber;

  /** The number that it is. */
  protected long number;

  /** Where its text begins, if it is none. */
  protected int offset;

  /** How many bytes its text has. */
  protected int length;

  /** Before the first of the strings in {@code array}, which must not change. */
  protected PackedStrings(byte[] array) {
    this.array = array;
  }

  /** Steps to the next string; false if there is none. */
  public abstract boolean next();

  /** Steps to the next string, which should be there. */
  public final void expectNext() {
    Damage.unless(next(), "a string is missing");
  }

  /** Whether the string is kept as a number. */
  public final boolean isNumber() {
    return isNumber;
  }

  /** The number that the string is; damage if it is not kept as one. */
  public final long number() {
    Damage.unless(isNumber, "a number is missing");
    return number;
  }

  /** The array in which the text is. */
  public final byte[] array() {
    return array;
  }

  /** Where the text begins. */
  public final int offset() {
    return offset;
  }

  /** How many bytes the text has. */
  public final int length() {
    return length;
  }

  /** The string in an array of its own. */
  public final byte[] bytes() {
    return isNumber
        ? Long.toString(number).getBytes(StandardCharsets.ISO_8859_1)
        : Arrays.copyOfRange(array, offset, offset + length);
  }

  /** The string as a value. */
  public final Bytes text() {
    return Bytes.wrap(bytes());
  }

  /** Shows a number. */
  protected final void showNumber(long shown) {
    isNumber = true;
    number = shown;
  }

  /** Shows a text, which has been looked at. */
  protected final void showText(int from, int bytes) {
    isNumber = false;
    offset = from;
    length = bytes;
  }
}
