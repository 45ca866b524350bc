package dev.tidings.protocol;

import static dev.tidings.protocol.ReaderLimits.LINE_BYTES;

import java.util.Arrays;

/**
 * Cuts the bytes of one connection into requests: arrays of bulk strings, or inline lines.
 *
 * <pre>
 *   accept(bytes) ──► next() ──► next() ──► … false ──► settle()
 *                     words      words
 * </pre>
 *
 * <p>Between {@code accept} and {@code settle} the reader works in the caller's array, so that a
 * connection whose requests arrive whole owns no memory at all; {@code settle} copies what is left
 * of a request that has not arrived yet. A request that arrives in pieces is not scanned again from
 * its start: the reader keeps how far it came.
 */
public final class RequestReader {
  private static final byte[] NOTHING = new byte[0];

  /** Room made ahead for a word that is announced: a claim alone must not take memory. */
  private static final int GROWTH_BYTES = 64 * 1024;

  /** An array of our own up to this size is kept even if most of it is empty. */
  private static final int KEPT_BYTES = 2 * GROWTH_BYTES;

  /** What an array can hold on every virtual machine. */
  private static final int MOST_BYTES = Integer.MAX_VALUE - 16;

  private final Words words = new Words();
  private final int mostBytes;
  private ReaderLimits limits;

  /** What is being read: the caller's array while {@code borrowed}, else our own. */
  private byte[] array = NOTHING;

  private boolean borrowed;

  /** Where the current request starts, how far it is read, and the end of what has arrived. */
  private int start;

  private int position;
  private int end;

  /** Words that the current request still lacks; 0 between requests. */
  private int missing;

  /** The length of the word being read; -1 before it is known. */
  private long wordLength = -1;

  /** Up to where the current line has been searched for its end. */
  private int searched;

  /** More has arrived for one request than an array can hold. */
  private boolean overflown;

  /** A reader with the limits of a client that has not authenticated yet, or has. */
  public RequestReader(ReaderLimits limits) {
    this(limits, MOST_BYTES);
  }

  /** A reader that gives up when one request takes more than {@code mostBytes}. */
  RequestReader(ReaderLimits limits, int mostBytes) {
    this.limits = limits;
    this.mostBytes = mostBytes;
  }

  /** Sets other limits, from the next word on. */
  public void limit(ReaderLimits newLimits) {
    this.limits = newLimits;
  }

  /** How many bytes wait here, read or not, for a request to be whole. */
  public int waitingBytes() {
    return end - (missing == 0 ? position : start);
  }

  /** How many bytes are here, those of the request included that {@link #next} found last. */
  public int filledBytes() {
    return end - start;
  }

  /** How many bytes the reader's own array takes. */
  public int heldBytes() {
    return borrowed ? 0 : array.length;
  }

  /**
   * Hands over what arrived. The reader reads {@code bytes} until {@link #settle}; the caller must
   * not change them before.
   */
  public void accept(byte[] bytes, int offset, int length) {
    if (start == end && !borrowed) {
      array = bytes;
      start = offset;
      position = offset;
      searched = offset;
      end = offset + length;
      borrowed = true;
      return;
    }
    own(length);
    if (!overflown) {
      System.arraycopy(bytes, offset, array, end, length);
      end += length;
    }
  }

  /** Copies what is left of the caller's array, after which the caller may use it again. */
  public void settle() {
    if (missing == 0) {
      start = position;
    }
    if (start == end) {
      drop();
    } else if (borrowed || isSparse(end - start)) {
      own(0);
    }
  }

  private void drop() {
    array = NOTHING;
    start = 0;
    position = 0;
    searched = 0;
    end = 0;
    borrowed = false;
  }

  private boolean isSparse(long wanted) {
    return array.length > KEPT_BYTES && wanted < array.length / 4;
  }

  /**
   * Reads on; true when a request is whole: then {@link #words} has it, until the next call.
   *
   * @throws ProtocolError if the bytes are no request: nothing more can be read from this reader
   */
  public boolean next() throws ProtocolError {
    if (overflown) {
      throw new ProtocolError("too big request");
    }
    while (true) {
      if (missing == 0) {
        words.clear();
        start = position;
        searched = Math.max(searched, position);
        if (position == end) {
          return false;
        }
        if (array[position] != '*') {
          int outcome = inline();
          if (outcome == 0) {
            continue;
          }
          return outcome > 0;
        }
        if (!readCount()) {
          return false;
        }
        if (missing == 0) {
          continue;
        }
      }
      return readWords();
    }
  }

  /** The request that {@link #next} found. */
  public Words words() {
    return words;
  }

  /** Reads {@code *<count>\r\n}; false if it has not arrived whole. */
  private boolean readCount() throws ProtocolError {
    long count = readShortNumber();
    if (count < 0) {
      int lineEnd = find((byte) '\r', "too big mbulk count string");
      if (lineEnd < 0 || lineEnd + 1 == end) {
        return false;
      }
      count = number(lineEnd);
      if (count == Decimal.INVALID || count > Integer.MAX_VALUE) {
        throw new ProtocolError("invalid multibulk length");
      }
      position = lineEnd + 2;
    }
    if (count > limits.words()) {
      throw new ProtocolError("unauthenticated multibulk length");
    }
    searched = position;
    missing = count > 0 ? (int) count : 0;
    wordLength = -1;
    return true;
  }

  private boolean readWords() throws ProtocolError {
    words.array = array;
    while (missing > 0) {
      if (wordLength < 0 && !readWordLength()) {
        return false;
      }
      if (end - position < wordLength + 2) {
        return false;
      }
      words.add(position, (int) wordLength);
      // The two bytes behind a word are passed over unseen, as Redis does.
      position += (int) wordLength + 2;
      searched = position;
      wordLength = -1;
      missing--;
    }
    return true;
  }

  /** Reads {@code $<length>\r\n}; false if it has not arrived whole. */
  private boolean readWordLength() throws ProtocolError {
    long length = position < end && array[position] == '$' ? readShortNumber() : -1;
    if (length < 0) {
      int lineEnd = find((byte) '\r', "too big bulk count string");
      if (lineEnd < 0 || lineEnd + 1 == end) {
        return false;
      }
      if (array[position] != '$') {
        throw new ProtocolError("expected '$', got '" + (char) (array[position] & 0xFF) + "'");
      }
      length = number(lineEnd);
      if (length < 0) {
        throw new ProtocolError("invalid bulk length");
      }
      position = lineEnd + 2;
    }
    if (length > limits.bulkBytes() || length > MOST_BYTES - 64) {
      throw new ProtocolError(limits.refusal(length));
    }
    searched = position;
    wordLength = length;
    return true;
  }

  /**
   * The number of the line when it is whole and has few plain digits, as nearly all have: then
   * passes over the line. -1 otherwise: nothing has moved, and the line must be read with care.
   */
  private int readShortNumber() {
    int first = position + 1;
    int stop = Math.min(first + 9, end - 1);
    int at = first;
    int value = 0;
    while (at < stop) {
      int digit = array[at] - '0';
      if (digit < 0 || digit > 9) {
        break;
      }
      value = value * 10 + digit;
      at++;
    }
    if (at == first || at >= end - 1 || array[at] != '\r') {
      return -1;
    }
    if (array[first] == '0' && at > first + 1) {
      return -1;
    }
    position = at + 2;
    return value;
  }

  /** The number between the first byte of the line and its end; the least one counts as -1. */
  private long number(int lineEnd) {
    int length = lineEnd - position - 1;
    return Decimal.isMinimum(array, position + 1, length)
        ? -1
        : Decimal.parse(array, position + 1, length);
  }

  /**
   * The index of the byte that ends the line, or -1 if it is not here. As in Redis, nothing is
   * found behind a zero byte, so that such a line waits until it is too long. A line is refused for
   * its length alone, whether its end has arrived or not: where the network cut it must not matter.
   */
  private int find(byte lineEnd, String tooLong) throws ProtocolError {
    int at = searched;
    while (at < end && array[at] != lineEnd && array[at] != 0) {
      at++;
    }
    searched = at;
    boolean found = at < end && array[at] == lineEnd;
    if ((found ? at : end) - position > LINE_BYTES) {
      throw new ProtocolError(tooLong);
    }
    return found ? at : -1;
  }

  /** Reads an inline request: 1 if it is whole, 0 for an empty line, -1 if it has not arrived. */
  private int inline() throws ProtocolError {
    int lineEnd = find((byte) '\n', "too big inline request");
    if (lineEnd < 0) {
      return -1;
    }
    int length = lineEnd - position;
    if (length > 0 && array[lineEnd - 1] == '\r') {
      length--;
    }
    if (!InlineLine.split(array, position, length, words)) {
      throw new ProtocolError("unbalanced quotes in request");
    }
    position = lineEnd + 1;
    searched = position;
    return words.count() > 0 ? 1 : 0;
  }

  /** Moves what waits to the front of an array of our own with room for {@code more} bytes. */
  private void own(int more) {
    int waiting = end - start;
    long wanted = (long) waiting + more;
    if (wanted > mostBytes || overflown) {
      overflown = true;
      drop();
      return;
    }
    boolean fresh = borrowed || wanted > array.length || isSparse(wanted);
    byte[] target = fresh ? new byte[room(wanted)] : array;
    if (fresh || start > 0) {
      System.arraycopy(array, start, target, 0, waiting);
      words.shift(start);
      words.array = target;
      position -= start;
      searched = Math.max(0, searched - start);
      end = waiting;
      start = 0;
    }
    array = target;
    borrowed = false;
  }

  /** The size of an array for {@code wanted} bytes now, and more of the same word later. */
  private int room(long wanted) {
    boolean growing = !borrowed && wanted > array.length;
    long room = growing ? wanted * 2 : wanted;
    if (wordLength >= 0) {
      long whole = position - start + wordLength + 2;
      if (whole > wanted) {
        room = Math.min(whole, Math.max(room, wanted + GROWTH_BYTES));
      }
    }
    return (int) Math.min(room, MOST_BYTES);
  }

  @Override
  public String toString() {
    return "RequestReader" + Arrays.asList(start, position, end, missing, wordLength);
  }
}
