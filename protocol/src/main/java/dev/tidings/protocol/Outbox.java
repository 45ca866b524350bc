package dev.tidings.protocol;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * The bytes on their way to one client, in order, until the server takes them to the socket.
 *
 * <pre>
 *   sealed:  [Own 16384] [Frame, shared] [Own 812] …     oldest first
 *   tail:    [. . . . . . . .|            ]              small appends are copied here
 * </pre>
 *
 * <p>Small pieces are copied into the tail; large ones are referred to. Counts what it holds and
 * what the server has taken but not yet written, since both are memory that a client who does not
 * read takes from the others.
 */
public final class Outbox {
  /** A piece from this size is referred to instead of copied: below, the copy is cheaper. */
  public static final int REFER_BYTES = 2048;

  private static final byte[] NOTHING = new byte[0];
  private static final int FIRST_TAIL_BYTES = 256;
  private static final int LAST_TAIL_BYTES = 16_384;

  private final ArrayDeque<Segment> sealed = new ArrayDeque<>(2);
  private byte[] tail = NOTHING;
  private int tailLength;
  private long sealedBytes;
  private long flyingBytes;
  private boolean shut;

  /** Bytes that nobody has taken yet. */
  public long waitingBytes() {
    return sealedBytes + tailLength;
  }

  /** Bytes that are not yet written: waiting here, or taken and under way. */
  public long pendingBytes() {
    return sealedBytes + tailLength + flyingBytes;
  }

  /** Bytes that wait in the part that is still written to. */
  public int tailBytes() {
    return tailLength;
  }

  /** The room of the part that is still written to: as much as it has lately had to hold. */
  public int roomBytes() {
    return tail.length;
  }

  /** Pieces that wait, as a client list shows them. */
  public int segments() {
    return sealed.size();
  }

  /** Whether nothing waits to be taken. */
  public boolean isEmpty() {
    return tailLength == 0 && sealed.isEmpty();
  }

  /** The heap that the outbox takes for itself, shared frames not counted. */
  public long heldBytes() {
    long held = tail.length;
    for (Segment segment : sealed) {
      if (segment instanceof Segment.Own) {
        held += segment.array().length;
      }
    }
    return held;
  }

  /** Appends a copy of {@code length} bytes. */
  public void append(byte[] bytes, int offset, int length) {
    if (shut) {
      return;
    }
    byte[] into = reserve(length);
    System.arraycopy(bytes, offset, into, tailLength, length);
    tailLength += length;
  }

  /** Appends bytes that nobody will change any more: copied when few, else referred to. */
  public void refer(byte[] immutable) {
    if (immutable.length < REFER_BYTES) {
      append(immutable, 0, immutable.length);
    } else if (!shut) {
      seal();
      add(new Segment.Own(immutable, immutable.length));
    }
  }

  /** Appends a shared frame: copied when small, else referred to. */
  public void append(Segment.Frame frame) {
    if (frame.length() < REFER_BYTES) {
      append(frame.array(), 0, frame.length());
    } else if (!shut) {
      seal();
      frame.hold();
      add(frame);
    }
  }

  /** Moves all that {@code other} holds behind what is here. */
  public void appendAll(Outbox other) {
    other.seal();
    Segment segment;
    while ((segment = other.sealed.poll()) != null) {
      if (shut || segment.length() < REFER_BYTES) {
        append(segment.array(), 0, segment.length());
        release(segment);
      } else {
        seal();
        add(segment);
      }
    }
    other.sealedBytes = 0;
  }

  /** Makes room for {@code length} bytes behind {@link #tailLength} in the array it answers. */
  byte[] reserve(int length) {
    if (tail.length - tailLength >= length) {
      return tail;
    }
    if (length > LAST_TAIL_BYTES - tailLength && tailLength > 0) {
      seal();
    }
    int wanted = tailLength + length;
    if (wanted > tail.length) {
      int room = Math.max(wanted, Math.min(LAST_TAIL_BYTES, tail.length * 2));
      byte[] grown = new byte[Math.max(FIRST_TAIL_BYTES, room)];
      System.arraycopy(tail, 0, grown, 0, tailLength);
      tail = grown;
    }
    return tail;
  }

  int tailLength() {
    return tailLength;
  }

  void tailLength(int length) {
    // A writer writes on when the outbox is shut; what it wrote is forgotten here.
    tailLength = shut ? 0 : length;
  }

  /** A place to come back to with {@link #truncate}. */
  public long mark() {
    return waitingBytes();
  }

  /** Drops all that was appended since {@code mark}; nothing may have been taken since. */
  public void truncate(long mark) {
    if (shut) {
      return;
    }
    while (sealedBytes > mark) {
      tailLength = 0;
      Segment last = sealed.removeLast();
      sealedBytes -= last.length();
      long kept = mark - sealedBytes;
      if (kept > 0) {
        append(last.array(), 0, (int) kept);
      }
      release(last);
      if (kept > 0) {
        return;
      }
    }
    tailLength = (int) (mark - sealedBytes);
  }

  /**
   * Hands what waits to {@code taker}, oldest first, until at least {@code enoughBytes} are handed
   * over or nothing is left. The array of a {@link Segment.Own} may be used again by the outbox as
   * soon as {@code taker} returns: copy, do not keep. A {@link Segment.Frame} is the taker's to
   * {@link Segment.Frame#release}. All count as pending until {@link #onWritten}.
   *
   * @return how many bytes were handed over
   */
  public long take(Consumer<Segment> taker, long enoughBytes) {
    long taken = 0;
    Segment segment;
    while (taken < enoughBytes && (segment = sealed.poll()) != null) {
      taken += segment.length();
      sealedBytes -= segment.length();
      taker.accept(segment);
    }
    if (taken < enoughBytes && tailLength > 0) {
      taken += tailLength;
      taker.accept(new Segment.Own(tail, tailLength));
      tailLength = 0;
      if (tail.length > LAST_TAIL_BYTES) {
        tail = NOTHING;
      }
    }
    flyingBytes += taken;
    return taken;
  }

  /** The server wrote {@code bytes} of what it took, or dropped them. */
  public void onWritten(long bytes) {
    flyingBytes -= bytes;
  }

  /** Gives back the array of an empty tail; called now and then for clients that are quiet. */
  public void trim() {
    if (tailLength == 0) {
      tail = NOTHING;
    }
  }

  /** Drops all that waits and lets go of shared frames; what is appended later is dropped too. */
  public void shut() {
    shut = true;
    sealed.forEach(Outbox::release);
    sealed.clear();
    sealedBytes = 0;
    tailLength = 0;
    tail = NOTHING;
  }

  private static void release(Segment segment) {
    if (segment instanceof Segment.Frame frame) {
      frame.release();
    }
  }

  private void seal() {
    if (tailLength > 0) {
      add(new Segment.Own(tail, tailLength));
      tail = NOTHING;
      tailLength = 0;
    }
  }

  private void add(Segment segment) {
    sealed.add(segment);
    sealedBytes += segment.length();
  }
}
