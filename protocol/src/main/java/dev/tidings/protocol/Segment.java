package dev.tidings.protocol;

import org.jspecify.annotations.Nullable;

/** A run of bytes in an {@link Outbox}: the outbox's own, or shared with other outboxes. */
public sealed interface Segment {
  /** How many bytes. */
  int length();

  /** The array that holds them, from its first byte. */
  byte[] array();

  /** Bytes that belong to one outbox, or a value that nobody changes. */
  record Own(byte[] array, int length) implements Segment {}

  /**
   * Bytes that many outboxes refer to: one publication, encoded once for all its receivers.
   *
   * <p>Counts the outboxes that still hold it, so that a server which keeps a copy for the network
   * card ({@link #carrier}) knows when to let it go. Guarded by the engine, like all outboxes.
   */
  final class Frame implements Segment {
    private final byte[] array;
    private int references;
    private @Nullable AutoCloseable carrier;

    /** Takes over {@code array}. */
    public Frame(byte[] array) {
      this.array = array;
    }

    @Override
    public int length() {
      return array.length;
    }

    @Override
    public byte[] array() {
      return array;
    }

    /** What the server made of the bytes for sending them, or null. */
    public @Nullable AutoCloseable carrier() {
      return carrier;
    }

    /** Keeps what the server made; closed when the last outbox has let go of the frame. */
    public void carry(AutoCloseable made) {
      this.carrier = made;
    }

    int references() {
      return references;
    }

    void hold() {
      references++;
    }

    /** One outbox less refers to the frame. */
    public void release() {
      if (--references == 0 && carrier != null) {
        AutoCloseable closing = carrier;
        carrier = null;
        try {
          closing.close();
        } catch (Exception impossible) {
          throw new IllegalStateException(impossible);
        }
      }
    }
  }
}
