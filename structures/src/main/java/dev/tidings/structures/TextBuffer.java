package dev.tidings.structures;

import java.util.Arrays;
import java.util.Objects;

/**
 * A string that is changed in place: what APPEND, SETRANGE and SETBIT make of a plain one. It has
 * room to grow, so that N bytes appended one by one cost O(N).
 *
 * <pre>
 *   array   [ h e l l o . . . ]      length 5, room for 8; what lies behind the length is zero
 * </pre>
 */
public final class TextBuffer extends Value {
  /** The object itself: header, counted bytes, reference, length. */
  private static final int OBJECT_BYTES = 24;

  /** Up to this many bytes the room doubles; beyond it grows by as many. */
  private static final int MOST_ROOM = 1 << 20;

  private byte[] array;
  private int length;

  /** Takes over {@code text}, which nobody else may change or rely upon any more. */
  private TextBuffer(byte[] array, int length) {
    this.array = array;
    this.length = length;
  }

  /** The text of {@code length} zero bytes. */
  public static TextBuffer zeros(int length) {
    return new TextBuffer(new byte[length], length);
  }

  /** A copy of {@code text} with room for {@code capacity} bytes, if that is more. */
  public static TextBuffer copyOf(byte[] text, int capacity) {
    return new TextBuffer(Arrays.copyOf(text, Math.max(text.length, capacity)), text.length);
  }

  /** Takes over {@code text}: the caller must not touch it afterwards. */
  public static TextBuffer wrap(byte[] text) {
    return new TextBuffer(text, text.length);
  }

  @Override
  public KeyType type() {
    return KeyType.STRING;
  }

  @Override
  public String encoding() {
    return "raw";
  }

  @Override
  public long parts() {
    return length;
  }

  @Override
  public long heldBytes() {
    return OBJECT_BYTES + HeapBytes.ofArray(array.length);
  }

  @Override
  public TextBuffer copy() {
    return new TextBuffer(bytes(), length);
  }

  /** How many bytes the text has. */
  public int length() {
    return length;
  }

  /** The array whose first {@link #length} bytes are the text, good until the next change. */
  public byte[] array() {
    return array;
  }

  /** The text as an array of its own. */
  public byte[] bytes() {
    return Arrays.copyOf(array, length);
  }

  /** Puts {@code more} behind the text. */
  public void append(byte[] more) {
    write(length, more);
  }

  /** Puts {@code bytes} at {@code at}; the text grows, with zeros before them, if it must. */
  public void write(int at, byte[] bytes) {
    growTo(Math.addExact(at, bytes.length));
    System.arraycopy(bytes, 0, array, at, bytes.length);
  }

  /** Lets the text have at least {@code least} bytes: those that are new are zero. */
  public void growTo(int least) {
    if (least > array.length) {
      int room = least + Math.min(least, MOST_ROOM);
      array = Arrays.copyOf(array, room < 0 ? least : room);
    }
    length = Math.max(length, least);
  }

  /** Takes over another text in place of its own. */
  public void become(byte[] text) {
    array = text;
    length = text.length;
  }

  /** Cuts the text to its first {@code most} bytes. */
  public void shrinkTo(int most) {
    Objects.checkFromToIndex(0, most, length);
    Arrays.fill(array, most, length, (byte) 0);
    length = most;
  }
}
