package dev.tidings.structures.streams;

/**
 * Reads ids from text, as Redis reads them, and keeps the last one read: reusable, so that reading
 * makes no object.
 *
 * <pre>
 *   form         read   readOpen   readBound
 *   ms-seq       yes    yes        yes
 *   ms           yes    yes        yes          the sequence number is the one given
 *   ms-*         no     yes        no           {@link #isSequenceOpen}
 *   - and +      no     no         yes          the first and the last id
 *   (ms-seq (ms  no     no         yes          {@link #isExclusive}
 * </pre>
 *
 * <p>A number may have leading zeros, and what the C library's {@code strtoull} allows in front of
 * it: white space and a sign (observed on Redis 7.0: {@code XADD s "8- -5"} makes the entry
 * 8-18446744073709551611). A text ends at its first zero byte and has at most 127 bytes. What was
 * read is undefined after a method said false. One thread at a time.
 */
public final class StreamIdReader {
  private static final int LENGTH_MAX = 127;

  private long ms;
  private long seq;
  private boolean sequenceOpen;
  private boolean exclusive;

  /** Where the number that is being read ends: at this offset or at the text's end. */
  private int end;

  private long number;

  /** A reader that has read nothing yet. */
  public StreamIdReader() {}

  /** The milliseconds of the id read last, unsigned. */
  public long ms() {
    return ms;
  }

  /** The sequence number of the id read last, unsigned. */
  public long seq() {
    return seq;
  }

  /** The id read last. */
  public StreamId id() {
    return new StreamId(ms, seq);
  }

  /** Whether the text left the sequence number to the stream: {@code ms-*}. */
  public boolean isSequenceOpen() {
    return sequenceOpen;
  }

  /** Whether the bound read last leaves out its own id: {@code (ms-seq}. */
  public boolean isExclusive() {
    return exclusive;
  }

  /**
   * Reads {@code ms-seq}, or {@code ms} which then has the sequence number {@code missingSeq}.
   * False if the text is no such id.
   */
  public boolean read(byte[] text, int offset, int length, long missingSeq) {
    return read(text, offset, length, missingSeq, false);
  }

  /** As {@link #read}; {@code ms-*} too, which leaves the sequence number to the stream. */
  public boolean readOpen(byte[] text, int offset, int length) {
    return read(text, offset, length, 0, true);
  }

  /**
   * Reads an end of a range: as {@link #read}, {@code -} or {@code +}, or an id behind an opening
   * parenthesis. {@code missingSeq} is 0 for the start and -1, the largest, for the end.
   */
  public boolean readBound(byte[] text, int offset, int length, long missingSeq) {
    exclusive = length > 1 && text[offset] == '(';
    if (exclusive) {
      return read(text, offset + 1, length - 1, missingSeq);
    }
    if (isOnly('-', text, offset, length)) {
      ms = 0;
      seq = 0;
      return true;
    }
    if (isOnly('+', text, offset, length)) {
      ms = -1;
      seq = -1;
      return true;
    }
    return read(text, offset, length, missingSeq);
  }

  /** Redis ends a text at a zero byte, so {@code -\0x} is {@code -}. */
  private static boolean isOnly(char wanted, byte[] text, int offset, int length) {
    return length > 0
        && length <= LENGTH_MAX
        && text[offset] == wanted
        && (length == 1 || text[offset + 1] == 0);
  }

  private boolean read(byte[] text, int offset, int length, long missingSeq, boolean openAllowed) {
    sequenceOpen = false;
    if (length > LENGTH_MAX) {
      return false;
    }
    int dash = -1;
    end = offset + length;
    for (int i = offset; i < end; i++) {
      if (text[i] == 0) {
        end = i;
      } else if (text[i] == '-' && dash < 0) {
        dash = i;
      }
    }
    int textEnd = end;
    if (dash >= 0) {
      end = dash;
    }
    if (!readNumber(text, offset)) {
      return false;
    }
    ms = number;
    end = textEnd;
    if (dash < 0) {
      seq = missingSeq;
      return true;
    }
    if (openAllowed && end == dash + 2 && text[dash + 1] == '*') {
      sequenceOpen = true;
      seq = 0;
      return true;
    }
    boolean valid = readNumber(text, dash + 1);
    seq = number;
    return valid;
  }

  /** Reads from {@code start} to {@link #end} what Redis's string2ull takes for a number. */
  private boolean readNumber(byte[] text, int start) {
    int at = start;
    while (at < end && (text[at] == ' ' || (text[at] >= '\t' && text[at] <= '\r'))) {
      at++;
    }
    boolean negative = at < end && text[at] == '-';
    if (negative || (at < end && text[at] == '+')) {
      at++;
    }
    int firstDigit = at;
    long value = 0;
    for (; at < end; at++) {
      int digit = text[at] - '0';
      if (digit < 0 || digit > 9 || overflows(value, digit)) {
        return false;
      }
      value = value * 10 + digit;
    }
    if (at == firstDigit) {
      return false;
    }
    // A plain negative number that fits 63 bits is refused; in any odder writing C negates it.
    if (negative && firstDigit == start + 1 && text[firstDigit] != '0' && isMagnitude(value)) {
      return false;
    }
    number = negative ? -value : value;
    return true;
  }

  private static boolean overflows(long value, int digit) {
    int toTenth = Long.compareUnsigned(value, 0x1999999999999999L);
    return toTenth > 0 || (toTenth == 0 && digit > 5);
  }

  private static boolean isMagnitude(long value) {
    return Long.compareUnsigned(value, Long.MIN_VALUE) <= 0;
  }
}
