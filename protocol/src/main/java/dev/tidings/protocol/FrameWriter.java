package dev.tidings.protocol;

import dev.tidings.structures.Bytes;
import java.util.Arrays;

/** Writes one {@link Segment.Frame}, a publication that many outboxes will refer to. */
public final class FrameWriter {
  private final byte[] array;
  private int length;

  /** A writer of at most {@code room} bytes: headers take up to 24 bytes each. */
  public FrameWriter(int room) {
    this.array = new byte[room];
  }

  /** The head of an aggregate: {@code *} or {@code >} and its size. */
  public void head(char type, long size) {
    array[length++] = (byte) type;
    length = Decimal.write(array, length, size);
    array[length++] = '\r';
    array[length++] = '\n';
  }

  /** A string of bytes. */
  public void bulk(Bytes value) {
    head('$', value.length());
    System.arraycopy(value.array(), 0, array, length, value.length());
    length += value.length();
    array[length++] = '\r';
    array[length++] = '\n';
  }

  /** The frame. */
  public Segment.Frame frame() {
    return new Segment.Frame(Arrays.copyOf(array, length));
  }
}
