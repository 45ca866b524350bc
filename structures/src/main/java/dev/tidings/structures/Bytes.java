package dev.tidings.structures;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * An immutable string of bytes, the way names, keys and payloads travel in the Redis protocol: any
 * byte is allowed, no encoding is implied.
 *
 * <p>Ordered as unsigned bytes. Equality is by content; the hash is computed once. Safe to share
 * between threads.
 */
public final class Bytes implements Comparable<Bytes> {
  /** The string of no bytes. */
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] array;
  private int hash;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /** Takes over {@code array}: the caller must not change it afterwards. */
  public static Bytes wrap(byte[] array) {
    return array.length == 0 ? EMPTY : new Bytes(array);
  }

  /** Copies {@code length} bytes of {@code array} from {@code offset}. */
  public static Bytes copyOf(byte[] array, int offset, int length) {
    return length == 0 ? EMPTY : new Bytes(Arrays.copyOfRange(array, offset, offset + length));
  }

  /** The UTF-8 bytes of {@code text}. */
  public static Bytes of(String text) {
    return wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes of {@code text}, whose characters are one byte each. */
  public static Bytes ofLatin1(String text) {
    return wrap(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** How many bytes. */
  public int length() {
    return array.length;
  }

  /** The byte at {@code index}. */
  public byte at(int index) {
    return array[index];
  }

  /** The bytes themselves, not a copy: whoever reads them must not change them. */
  public byte[] array() {
    return array;
  }

  /** Whether the bytes are those of {@code other} from {@code offset}. */
  public boolean equals(byte[] other, int offset, int length) {
    return Arrays.equals(array, 0, array.length, other, offset, offset + length);
  }

  /** The bytes as Latin-1, so that each byte is one character and nothing is lost. */
  public String latin1() {
    return new String(array, StandardCharsets.ISO_8859_1);
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || (other instanceof Bytes bytes
            && hashCode() == bytes.hashCode()
            && Arrays.equals(array, bytes.array));
  }

  @Override
  public int hashCode() {
    int h = hash;
    if (h == 0) {
      h = ByteHash.of(array, 0, array.length);
      hash = h;
    }
    return h;
  }

  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(array, other.array);
  }

  /** The bytes read as UTF-8, for people: malformed input is replaced. */
  @Override
  public String toString() {
    return new String(array, StandardCharsets.UTF_8);
  }
}
