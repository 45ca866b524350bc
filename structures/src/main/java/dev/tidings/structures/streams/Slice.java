package dev.tidings.structures.streams;

import dev.tidings.structures.Bytes;

/**
 * A view of bytes inside an array that belongs to somebody else: the field or the value at which an
 * {@link EntryCursor} stands. It is good until the cursor moves or the log changes; whoever keeps
 * the bytes takes {@link #toBytes}. Not to be written through.
 */
public final class Slice {
  private byte[] array = new byte[0];
  private int offset;
  private int length;

  /** Numbers are unpacked to here. */
  private final byte[] digits = new byte[Digits.LENGTH_MAX];

  Slice() {}

  /** The array that holds the bytes. */
  public byte[] array() {
    return array;
  }

  /** Where the bytes start in {@link #array}. */
  public int offset() {
    return offset;
  }

  /** How many bytes. */
  public int length() {
    return length;
  }

  /** The bytes as a value of its own. */
  public Bytes toBytes() {
    return Bytes.copyOf(array, offset, length);
  }

  void show(byte[] holder, int from, int count) {
    array = holder;
    offset = from;
    length = count;
  }

  void showNumber(long value) {
    array = digits;
    offset = 0;
    length = Digits.writeSigned(value, digits, 0);
  }

  @Override
  public String toString() {
    return toBytes().toString();
  }
}
